"""Killed, interrupted, cut off: the published site is the old one or the new one."""

import os
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
        # Where so few texts were edited the files that stay are linked, and not made anew.
        editions = Editions(at, 100)
        kills(table, editions, times or 1000)
        # How many reports there are matters little to how fast it ends, and much to how long this takes.
        signals(table, editions, signalled)


class Editions:
    """One archive in two editions that differ on the page of every record."""

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
            began = time.monotonic()
            self.build()
            self.seconds = time.monotonic() - began
            self.hashes.add(harness.tree(self.site.public))
            self.turn()
        assert len(self.hashes) == 2, "the editions differ"

    def turn(self):
        """Puts the other edition in the place of the sources."""
        aside = self.content.with_name("aside")
        self.content.rename(aside)
        self.other.rename(self.content)
        aside.rename(self.other)

    def build(self):
        done = self.site.build()
        assert done.code == 0, done.out

    def cut(self, by, after):
        """Starts a build and cuts it off; gives its exit code and how long it took to end."""
        self.turn()
        build = subprocess.Popen(
            [harness.SSG, "build", "--root", self.site.at], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            # A shell's job in the background is born deaf to SIGINT, and so would its children be.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        time.sleep(after)
        began = time.monotonic()
        build.send_signal(by)
        return build.wait(), time.monotonic() - began

    def is_whole(self):
        return harness.tree(self.site.public) in self.hashes


def kills(table, editions, times):
    chance = random.Random(harness.SEED)
    torn = failed = stray = killed = old = 0
    after_build = harness.tree(editions.site.public)
    for _ in range(times):
        before = after_build
        code, _ = editions.cut(signal.SIGKILL, chance.uniform(0, editions.seconds * 1.1))
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
        chance = random.Random(by + harness.SEED)
        torn = slow = odd = failed = hit = 0
        for _ in range(times):
            code, seconds = editions.cut(by, chance.uniform(0.01, editions.seconds * 0.95))
            hit += code == -by
            odd += code not in (0, -by)
            slow += seconds > 0.5 and code != 0
            torn += not editions.is_whole()
            failed += editions.site.build().code != 0 or bool(harness.strays(editions.site.at))
        table.row(
            "crash", f"{by.name} while {editions.reports} changed reports are published",
            f"{times} ({hit} hit a running build): torn {torn}, over 500 ms to end {slow}, other exit {odd}, next build failed {failed}",
            # Of three none may hit; where of many none does, nothing was tried.
            torn == slow == odd == failed == 0 and (hit > 0 or times < 10),
        )


def order(table, site):
    """What is on the disk before the exchange, and after it."""
    hazard = "power cut: synced before the sites change places"
    if not shutil.which("strace"):
        table.row("crash", hazard, "strace is not here", None)
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
    # A call during which another thread ends is told in two lines, begun and resumed.
    sync = first(r"(syncfs\(\d+|<\.\.\. syncfs resumed>)\) += 0")
    swap = first(r"renameat2\(.*RENAME_EXCHANGE(\) += 0| <unfinished)")
    last = max((n for n, call in enumerate(calls) if re.match(r"openat\(.*O_CREAT\|O_EXCL", call)), default=-1)
    parent = any(re.match(r"(fsync\(\d+|<\.\.\. fsync resumed>)\) += 0", call) for call in calls[(swap or 0) + 1:])
    ok = sync is not None and swap is not None and last < sync < swap and parent
    figure = f"last file made {last} < syncfs {sync} < exchange {swap}, parent synced after: {'yes' if parent else 'no'}"
    table.row("crash", hazard, figure, ok)
