"""`ssg serve`: concurrent builds, bursts of saves, no inotify watches, clients that never finish."""

import datetime
import random
import re
import shutil
import socket
import statistics
import subprocess
import threading
import time
import urllib.request
from contextlib import contextmanager

import harness
from harness import scratch

PAGE = "bao-cao/2023/bao-cao-0/"
# The script that `serve` adds to a page.
LIVE_SCRIPT = re.compile(rb'<[^<>]*/_ssg/live\.[^<>]*>(</script>)?')


def run(table, full, times, reports):
    concurrent_builds(table, times or (100 if full else 3))
    bursts(table, times or (100 if full else 5))
    no_watches(table)
    stalled_clients(table, 500 if full else 100)


class Server:
    """A running `ssg serve` and its output."""

    def __init__(self, child):
        self.child = child
        self.output = []
        self.address = None
        for line in child.stdout:
            self.output.append(line)
            if match := re.search(r"http://([^\s/]+):(\d+)/", line):
                self.address, self.host, self.port = match[0], match[1], int(match[2])
                break
        assert self.address, self.output
        threading.Thread(target=lambda: self.output.extend(child.stdout), daemon=True).start()

    def get(self, path):
        return urllib.request.urlopen(self.address + path, timeout=20).read()

    def wait_for(self, path, mark, seconds=10):
        """The seconds until the page contains the mark, or None after `seconds`."""
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            if mark in self.get(path):
                return time.monotonic() - began
            time.sleep(0.005)
        return None


@contextmanager
def serving(site, *before):
    child = subprocess.Popen([*before, harness.SSG, "serve", "--root", site.at, "--port", "18111"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        yield Server(child)
    finally:
        child.terminate()
        child.wait()


def concurrent_builds(table, times):
    """Builds while `serve` runs, which shows pages from memory."""
    with scratch() as at:
        site = harness.Site(at / "site", reports=5)
        with serving(site) as server:
            torn = failed = reads = 0
            for number in range(times):
                site.write("content/reports/2023/bao-cao-0.md", harness.report("Báo cáo số 0", f"Bản {number}."))
                build = subprocess.Popen([harness.SSG, "build", "--root", site.at], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                while build.poll() is None:
                    page = server.get(PAGE)
                    reads += 1
                    torn += not (page.startswith(b"<!") and b"</footer>" in page)
                failed += build.returncode != 0
            table.row("server", "builds while `serve` runs", f"{times} builds, {reads} answers: torn {torn}, builds failed {failed}", torn == failed == 0 < reads)


def bursts(table, times):
    """Writes many files at once, as `git checkout` does, each by renaming a new file, as editors do."""
    random.seed(harness.SEED)
    count = 200
    with scratch() as at:
        site = harness.Site(at / "site", reports=count)
        with serving(site) as server:
            late = most = 0
            for number in range(times):
                before = len(server.output)
                names = random.sample(range(1, count), random.randint(1, count - 1)) + [0]
                for name in names:
                    path = f"content/reports/2023/bao-cao-{name}.md"
                    site.write(f"{path}.new", harness.report(f"Báo cáo số {name}", f"Bản {number}."))
                    (site.at / f"{path}.new").rename(site.at / path)
                late += server.wait_for(PAGE, f"Bản {number}.".encode()) is None
                # The server handles the end of a burst within its maximum delay.
                time.sleep(0.5)
                most = max(most, len(server.output) - before)
            # `serve` uses the current date in Vietnam for deadlines.
            today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
            assert site.build("--base-url", server.address, "--today", str(today)).code == 0
            differ = 0
            for page in sorted(site.public.rglob("index.html")):
                path = page.relative_to(site.public).parent.as_posix()
                shown = server.get("" if path == "." else f"{path}/")
                differ += LIVE_SCRIPT.sub(b"", shown).split() != page.read_bytes().split()
            pages = sum(1 for _ in site.public.rglob("index.html"))
            table.row("server", f"bursts of 1 to {count} saves by renaming", f"{times} bursts: not seen {late}, at most {most} rebuilds for one; {pages} pages at the end, different from a build {differ}", late == differ == 0)


def no_watches(table):
    """All inotify watches of the system are in use."""
    hazard = "`serve` where inotify is used up"
    limit = "echo 2 >/proc/sys/user/max_inotify_watches && exec \"$@\""
    inside = ["unshare", "-Ur", "sh", "-c", limit, "sh"]
    if not shutil.which("unshare") or subprocess.run([*inside, "true"], stderr=subprocess.DEVNULL).returncode != 0:
        table.row("server", hazard, "no user namespace may be created", None)
        return
    with scratch() as at:
        site = harness.Site(at / "site", reports=5)
        with serving(site, *inside) as server:
            time.sleep(1)
            reported = any("0,7" in line for line in server.output)
            took = []
            for number in range(5):
                site.write("content/reports/2023/bao-cao-0.md", harness.report("Báo cáo số 0", f"Bản {number}."))
                took.append(server.wait_for(PAGE, f"Bản {number}.".encode()))
            seen = [seconds for seconds in took if seconds is not None]
            table.row("server", hazard, f"reported {reported}, {len(seen)} of 5 saves seen, the latest after {max(seen, default=0):.1f} s", reported and len(seen) == 5 and max(seen) < 2)


def stalled_clients(table, count):
    """Clients that never finish a request, one with too many headers, and other clients meanwhile."""
    with scratch() as at:
        site = harness.Site(at / "site", reports=5)
        with serving(site) as server:
            clients = [socket.create_connection((server.host, server.port)) for _ in range(count)]
            for client in clients:
                client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
            began, took = time.monotonic(), []
            for _ in range(50):
                start = time.monotonic()
                server.get(PAGE)
                took.append(time.monotonic() - start)
            held = 0
            for client in clients:
                client.settimeout(max(0.01, 13 - (time.monotonic() - began)))
                try:
                    while client.recv(1 << 16):
                        pass
                except TimeoutError:
                    held += 1
                except ConnectionResetError:
                    pass
                client.close()
            oversized = socket.create_connection((server.host, server.port))
            oversized.settimeout(5)
            try:
                oversized.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: " + b"x" * (1 << 20) + b"\r\n\r\n")
            except OSError:
                pass
            try:
                refused = oversized.recv(64).split(b" ")[1:2] == [b"431"]
            except OSError:
                refused = False
            median = statistics.median(took) * 1000
            table.row("server", f"{count} clients that never finish a request", f"others are answered in {median:.0f} ms (median of 50, maximum {max(took) * 1000:.0f}); held after 13 s: {held}; 1 MiB of headers refused {refused}", held == 0 and refused and median < 50)
