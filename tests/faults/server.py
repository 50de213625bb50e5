"""`ssg serve`: builds beside it, storms of saves, a system that tells of no changes, callers without a word."""

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
# What `serve` adds to a page and `build` does not.
OWN = re.compile(rb'<[^<>]*/_ssg/live\.[^<>]*>(</script>)?')


def run(table, full, times, reports):
    beside(table, times or (100 if full else 3))
    storms(table, times or (100 if full else 5))
    untold(table)
    silent(table, 500 if full else 100)


class Server:
    """A running `ssg serve` and what it said."""

    def __init__(self, child):
        self.child = child
        self.said = []
        self.address = None
        for line in child.stdout:
            self.said.append(line)
            if match := re.search(r"http://([^\s/]+):(\d+)/", line):
                self.address, self.host, self.port = match[0], match[1], int(match[2])
                break
        assert self.address, self.said
        threading.Thread(target=lambda: self.said.extend(child.stdout), daemon=True).start()

    def get(self, path):
        return urllib.request.urlopen(self.address + path, timeout=20).read()

    def wait_for(self, path, mark, seconds=10):
        """How long it takes until the page has the mark; None if it does not in time."""
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


def beside(table, times):
    """A build beside `serve`, which shows its own pages from memory."""
    with scratch() as at:
        site = harness.Site(at / "site", reports=5)
        with serving(site) as server:
            half = failed = reads = 0
            for number in range(times):
                site.write("content/reports/2023/bao-cao-0.md", harness.report("Báo cáo số 0", f"Bản {number}."))
                build = subprocess.Popen([harness.SSG, "build", "--root", site.at], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                while build.poll() is None:
                    page = server.get(PAGE)
                    reads += 1
                    half += not (page.startswith(b"<!") and b"</footer>" in page)
                failed += build.returncode != 0
            table.row("server", "builds while `serve` runs", f"{times} builds, {reads} answers: half {half}, builds failed {failed}", half == failed == 0 < reads)


def storms(table, times):
    """Many files written at once, as `git checkout` does, each beside the old one and renamed, as editors do."""
    random.seed(harness.SEED)
    count = 200
    with scratch() as at:
        site = harness.Site(at / "site", reports=count)
        with serving(site) as server:
            late = most = 0
            for number in range(times):
                before = len(server.said)
                names = random.sample(range(1, count), random.randint(1, count - 1)) + [0]
                for name in names:
                    path = f"content/reports/2023/bao-cao-{name}.md"
                    site.write(f"{path}.new", harness.report(f"Báo cáo số {name}", f"Bản {number}."))
                    (site.at / f"{path}.new").rename(site.at / path)
                late += server.wait_for(PAGE, f"Bản {number}.".encode()) is None
                # What the end of a burst left to do is done within its longest time.
                time.sleep(0.5)
                most = max(most, len(server.said) - before)
            # `serve` judges deadlines by the day it is where the archive is read.
            today = datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=7))).date()
            assert site.build("--base-url", server.address, "--today", str(today)).code == 0
            differ = 0
            for page in sorted(site.public.rglob("index.html")):
                path = page.relative_to(site.public).parent.as_posix()
                shown = server.get("" if path == "." else f"{path}/")
                differ += OWN.sub(b"", shown).split() != page.read_bytes().split()
            pages = sum(1 for _ in site.public.rglob("index.html"))
            table.row("server", f"storms of 1 to {count} saves by renaming", f"{times} storms: not seen {late}, at most {most} turns for one; {pages} pages at the end, other than built {differ}", late == differ == 0)


def untold(table):
    """The system has no more places for who wants to be told of changes."""
    hazard = "`serve` where inotify is used up"
    limit = "echo 2 >/proc/sys/user/max_inotify_watches && exec \"$@\""
    inside = ["unshare", "-Ur", "sh", "-c", limit, "sh"]
    if not shutil.which("unshare") or subprocess.run([*inside, "true"], stderr=subprocess.DEVNULL).returncode != 0:
        table.row("server", hazard, "no name space of its own may be made", None)
        return
    with scratch() as at:
        site = harness.Site(at / "site", reports=5)
        with serving(site, *inside) as server:
            time.sleep(1)
            told = any("0,7" in line for line in server.said)
            took = []
            for number in range(5):
                site.write("content/reports/2023/bao-cao-0.md", harness.report("Báo cáo số 0", f"Bản {number}."))
                took.append(server.wait_for(PAGE, f"Bản {number}.".encode()))
            seen = [time for time in took if time is not None]
            table.row("server", hazard, f"told {told}, {len(seen)} of 5 saves seen, the latest after {max(seen, default=0):.1f} s", told and len(seen) == 5 and max(seen) < 2)


def silent(table, count):
    """Callers who begin to ask and never end, one who asks for too much, and everybody else."""
    with scratch() as at:
        site = harness.Site(at / "site", reports=5)
        with serving(site) as server:
            callers = [socket.create_connection((server.host, server.port)) for _ in range(count)]
            for caller in callers:
                caller.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
            began, took = time.monotonic(), []
            for _ in range(50):
                start = time.monotonic()
                server.get(PAGE)
                took.append(time.monotonic() - start)
            held = 0
            for caller in callers:
                caller.settimeout(max(0.01, 13 - (time.monotonic() - began)))
                try:
                    while caller.recv(1 << 16):
                        pass
                except TimeoutError:
                    held += 1
                except ConnectionResetError:
                    pass
                caller.close()
            loud = socket.create_connection((server.host, server.port))
            loud.settimeout(5)
            try:
                loud.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: " + b"x" * (1 << 20) + b"\r\n\r\n")
            except OSError:
                pass
            try:
                refused = loud.recv(64).split(b" ")[1:2] == [b"431"]
            except OSError:
                refused = False
            median = statistics.median(took) * 1000
            table.row("server", f"{count} callers who never end their request", f"others answered in {median:.0f} ms (median of 50, most {max(took) * 1000:.0f}); held after 13 s: {held}; 1 MiB of headers refused {refused}", held == 0 and refused and median < 50)
