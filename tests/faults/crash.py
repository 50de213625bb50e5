"""Kills, signals and power cuts: the published site is always the old one or the new one."""

import random
import re
import shutil
import signal
import subprocess
import time

import harness


def run(table, full, times, reports):
    with harness.scratch() as at:
        editions = Editions(at, reports or (1000 if full else 3))
        kills(table, editions, times or (1000 if full else 10))
        signalled = min(times or 100, 100) if full else times or 3
        if editions.reports <= 100:
            signals(table, editions, signalled)
        # Last, since it changes the sources.
        order(table, editions.site)
        if editions.reports <= 100:
            return
    with harness.scratch() as at:
        # With few edited sources, unchanged files are hard-linked instead of written.
        editions = Editions(at, 100)
        kills(table, editions, times or 1000)
        # More reports would make this slower without affecting how fast a signal ends the build.
        signals(table, editions, signalled)


class Editions:
    """Two editions of one archive. The page of every record differs."""

    def __init__(self, at, reports):
        self.reports = reports
        self.site = harness.archive(at, reports)
        self.content = self.site.at / "content"
        self.other = self.site.at.parent / "other"
        shutil.copytree(self.content, self.other)
        for source in self.other.rglob("*.md"):
            source.write_text(source.read_text() + "\nCâu thêm vào bản sau.\n")
        self.hashes = set()
        for _ in range(2):
            start = time.monotonic()
            self.build()
            self.seconds = time.monotonic() - start
            self.hashes.add(harness.tree(self.site.public))
            self.switch()
        assert len(self.hashes) == 2, "the editions are equal"

    def switch(self):
        """Replaces the sources with the other edition."""
        aside = self.content.with_name("aside")
        self.content.rename(aside)
        self.other.rename(self.content)
        aside.rename(self.other)

    def build(self):
        done = self.site.build()
        assert done.code == 0, done.out

    def interrupt(self, by, after):
        """Starts a build and sends a signal. Returns the exit code and the seconds until the build ended."""
        self.switch()
        build = subprocess.Popen(
            [harness.SSG, "build", "--root", self.site.at], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            # A background job of a shell ignores SIGINT, and its children would inherit that.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        time.sleep(after)
        start = time.monotonic()
        build.send_signal(by)
        return build.wait(), time.monotonic() - start

    def is_intact(self):
        return harness.tree(self.site.public) in self.hashes


def kills(table, editions, times):
    rng = random.Random(harness.SEED)
    torn = failed = stray = killed = old = 0
    after_build = harness.tree(editions.site.public)
    for _ in range(times):
        before = after_build
        code, _ = editions.interrupt(signal.SIGKILL, rng.uniform(0, editions.seconds * 1.1))
        killed += code == -signal.SIGKILL
        after = harness.tree(editions.site.public)
        torn += after not in editions.hashes
        old += after == before
        failed += editions.site.build().code != 0
        after_build = harness.tree(editions.site.public)
        failed += after_build not in editions.hashes
        stray += len(harness.strays(editions.site.at))
    table.row(
        "crash", f"kill -9 while {editions.reports} changed reports are published",
        f"{times} ({killed} hit a running build, {old} left the old site): torn {torn}, next build failed {failed}, stray {stray}",
        torn == failed == stray == 0,
    )


def signals(table, editions, times):
    for by in (signal.SIGTERM, signal.SIGINT):
        rng = random.Random(by + harness.SEED)
        torn = slow = unexpected = failed = hit = 0
        for _ in range(times):
            code, seconds = editions.interrupt(by, rng.uniform(0.01, editions.seconds * 0.95))
            hit += code == -by
            unexpected += code not in (0, -by)
            slow += seconds > 0.5 and code != 0
            torn += not editions.is_intact()
            failed += editions.site.build().code != 0 or bool(harness.strays(editions.site.at))
        table.row(
            "crash", f"{by.name} while {editions.reports} changed reports are published",
            f"{times} ({hit} hit a running build): torn {torn}, over 500 ms to end {slow}, unexpected exit code {unexpected}, next build failed {failed}",
            # Three signals may all miss the build. If many miss, the test proves nothing.
            torn == slow == unexpected == failed == 0 and (hit > 0 or times < 10),
        )


def order(table, site):
    """The order of the system calls that make the exchange durable."""
    hazard = "power cut: synced before the exchange"
    if not shutil.which("strace"):
        table.row("crash", hazard, "strace is not installed", None)
        return
    page = next(site.at.glob("content/reports/*/*.md"))
    page.write_text(page.read_text() + "\nMột câu nữa.\n")
    log = site.at.parent / "calls"
    done = site.build(before=["strace", "-f", "-o", log, "-e", "trace=syncfs,fsync,renameat2,openat,write"])
    if not log.exists() or done.code != 0:
        table.row("crash", hazard, "strace may not trace here", None)
        return
    calls = [re.sub(r"^\d+\s+", "", line) for line in log.read_text(errors="replace").splitlines()]
    first = lambda wanted: next((n for n, call in enumerate(calls) if re.match(wanted, call)), None)
    # strace prints a call in two lines if another thread runs during it: unfinished and resumed.
    sync = first(r"(syncfs\(\d+|<\.\.\. syncfs resumed>)\) += 0")
    swap = first(r"renameat2\(.*RENAME_EXCHANGE(\) += 0| <unfinished)")
    last = max((n for n, call in enumerate(calls) if re.match(r"openat\(.*O_CREAT\|O_EXCL", call)), default=-1)
    parent = any(re.match(r"(fsync\(\d+|<\.\.\. fsync resumed>)\) += 0", call) for call in calls[(swap or 0) + 1:])
    ok = sync is not None and swap is not None and last < sync < swap and parent
    figure = f"last file created {last} < syncfs {sync} < exchange {swap}, parent synced after: {'yes' if parent else 'no'}"
    table.row("crash", hazard, figure, ok)
