"""Takes the pictures that `make` asks for: capture.py SITE PROFILE PICTURES

Serves SITE on a free port of loopback and drives chromium by the DevTools protocol over a pipe,
because its window cannot be made as narrow as a phone. Only the standard library is needed.
"""

import base64
import fcntl
import functools
import http.server
import itertools
import json
import os
import pathlib
import subprocess
import sys
import threading

REPORT = "bao-cao/2023/con-dao-mot-so-tinh-phia-bac/"
PAGES = {
    "home": "",
    "report": REPORT,
    "lesson": REPORT + "bai-hoc-4-5/",
    "plan": "ke-hoach/2023/dong-thap/",
    "province": "tinh/lao-cai/",
    "topic": "chu-de/du-lich/",
    "list": "bai-hoc/",
}
DESK = {"width": 1280, "height": 900, "deviceScaleFactor": 1, "mobile": False}
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
SHOTS = [
    *((page, DESK, "light") for page in PAGES),
    *((page, PHONE, "light") for page in ("home", "report", "plan")),
    *((page, DESK, "dark") for page in ("home", "report")),
]
QUALITY = 80


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def serve(site):
    """Serves a folder on loopback and returns its address."""
    handler = functools.partial(Quiet, directory=site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def high_pipe():
    """A pipe whose two descriptors are 10 or more."""
    low = os.pipe()
    high = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in low]
    for end in low:
        os.close(end)
    return high


class Browser:
    """Chromium, spoken to in JSON messages that end with a zero byte."""

    session = None

    def __init__(self, profile):
        # The browser reads its descriptor 3 and writes its descriptor 4, so ours lie above.
        command_read, command_write = high_pipe()
        answer_read, answer_write = high_pipe()
        flags = [
            "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--no-first-run", "--disable-dev-shm-usage",
            f"--user-data-dir={profile}", "--remote-debugging-pipe",
        ]
        wire = f'exec "$0" "$@" 3<&{command_read} 4>&{answer_write}'
        self.process = subprocess.Popen(
            ["bash", "-c", wire, "chromium", *flags],
            pass_fds=(command_read, answer_write),
            stderr=subprocess.DEVNULL,
        )
        os.close(command_read)
        os.close(answer_write)
        self.commands = os.fdopen(command_write, "wb", buffering=0)
        self.answers = os.fdopen(answer_read, "rb")
        self.numbers = itertools.count(1)
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")

    def messages(self):
        message = bytearray()
        while byte := self.answers.read(1):
            if byte != b"\0":
                message += byte
                continue
            yield json.loads(message)
            message.clear()
        sys.exit("chromium has gone away")

    def ask(self, method, **params):
        """Sends a command and waits for its answer."""
        number = next(self.numbers)
        command = {"id": number, "method": method, "params": params}
        if self.session:
            command["sessionId"] = self.session
        self.commands.write(json.dumps(command).encode() + b"\0")
        for message in self.messages():
            if message.get("id") == number:
                if "error" in message:
                    sys.exit(f"{method}: {message['error']['message']}")
                return message["result"]

    def picture(self, address, screen, light):
        """What a person sees at an address on a screen, as WebP."""
        self.ask("Emulation.setDeviceMetricsOverride", **screen)
        scheme = {"name": "prefers-color-scheme", "value": light}
        self.ask("Emulation.setEmulatedMedia", features=[scheme])
        self.ask("Page.navigate", url=address)
        for message in self.messages():
            if message.get("method") == "Page.loadEventFired":
                break
        shot = self.ask("Page.captureScreenshot", format="webp", quality=QUALITY)
        return base64.b64decode(shot["data"])

    def close(self):
        self.session = None
        self.ask("Browser.close")
        self.process.wait()


def main(site, profile, pictures):
    address = serve(site)
    browser = Browser(profile)
    for page, screen, light in SHOTS:
        path = pathlib.Path(pictures, f"{page}-{screen['width']}-{light}.webp")
        path.write_bytes(browser.picture(address + PAGES[page], screen, light))
        print(path)
    browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
