"""Shared by all parts: sites, runs of the program, and digests of folders."""

import hashlib
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager

ROOT = pathlib.Path(__file__).resolve().parents[2]
SSG = pathlib.Path(os.environ.get("SSG") or pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "debug/ssg").resolve()

# Seeds the random generators. `--seed` changes it.
SEED = 9

SETTINGS = """title: Kho thử
councils:
  - name: HĐND huyện Côn Đảo
    province: Bà Rịa - Vũng Tàu
"""
PLAN = """---
title: Kế hoạch học tập kinh nghiệm năm 2023
topics: [giám sát]
batches:
  - {number: 1, theme: Du lịch, time: {from: 2023-08, to: 2023-08}, provinces: [Lào Cai]}
---

Kế hoạch.
"""


def report(title="Học tập kinh nghiệm tại Sa Pa", body="Đoàn đã làm việc.", more=""):
    """A valid report."""
    return f"""---
title: {title}
dates: {{from: 2023-08-18, to: 2023-08-25}}
lead: {{name: Phan Thanh Biên, position: Chủ tịch HĐND huyện}}
locations:
  - {{province: Lào Cai, place: thị xã Sa Pa}}
topics: [du lịch]
{more}---

{body}
"""


class Table:
    """Prints the lines of the table and counts those that failed."""

    def __init__(self):
        self.failed = 0

    def row(self, part, hazard, figure, ok=True):
        """Prints one line. `ok` is None if this machine cannot measure it, which is no failure."""
        self.failed += ok is False
        verdict = {True: "holds", False: "FAILS", None: "not measured"}[ok]
        print(f"{part:9} {hazard:58} {figure:70} {verdict}", flush=True)


class Site:
    """A site in a folder. Its default output is the folder `public` in it."""

    def __init__(self, at, reports=1):
        self.at = pathlib.Path(at)
        self.write("content/site.yaml", SETTINGS)
        self.write("content/plans/2023/ke-hoach.md", PLAN)
        for number in range(reports):
            self.write(f"content/reports/2023/bao-cao-{number}.md", report(f"Báo cáo số {number}"))

    @property
    def public(self):
        return self.at / "public"

    def write(self, path, text):
        path = self.at / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def build(self, *args, **how):
        return ssg("build", "--root", self.at, *args, **how)


class Run:
    """The result of one run of the program."""

    def __init__(self, code, out, seconds):
        self.code, self.out, self.seconds = code, out, seconds

    @property
    def crashed(self):
        """The program panicked, was killed by a signal, or did not end in time."""
        return self.code not in (0, 1, 2) or "panicked" in self.out


def ssg(*args, env=None, user=None, limits=(), timeout=120, before=()):
    """Runs the program. `user` is a user id to run as. `limits` are pairs for setrlimit. `before` is a command prefix."""

    def prepare():
        for which, limit in limits:
            resource.setrlimit(which, (limit, limit))

    as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if user else []
    command = [*before, *as_user, SSG, *args]
    start = time.monotonic()
    try:
        done = subprocess.run(
            [os.fspath(word) for word in command],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **(env or {})},
            preexec_fn=prepare if limits else None, timeout=timeout,
        )
    except subprocess.TimeoutExpired:
        return Run(-1, "timeout", time.monotonic() - start)
    return Run(done.returncode, done.stdout.decode(errors="replace"), time.monotonic() - start)


def tree(folder):
    """A digest of the names, kinds and bytes of everything in a folder, or "absent" if there is no folder."""
    folder = os.fspath(folder)
    if not os.path.lexists(folder):
        return "absent"
    digest = hashlib.sha256()
    for at, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files) + [name for name in folders if os.path.islink(os.path.join(at, name))]:
            path = os.path.join(at, name)
            digest.update(os.path.relpath(path, folder).encode(errors="surrogateescape") + b"\0")
            if os.path.islink(path):
                digest.update(b"link " + os.readlink(path).encode(errors="surrogateescape"))
            elif os.path.isfile(path):
                with open(path, "rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        for name in folders:
            digest.update(os.path.relpath(os.path.join(at, name), folder).encode(errors="surrogateescape") + b"/\0")
    return digest.hexdigest()


def strays(folder):
    """Staging folders that builds left in `folder`."""
    return [name for name in os.listdir(folder) if name.startswith(".ssg-")]


def holds(folder, text):
    """The files in a folder that contain these bytes."""
    found = []
    for at, _, files in os.walk(folder):
        for name in files:
            path = os.path.join(at, name)
            with open(path, "rb") as file:
                if text in file.read():
                    found.append(path)
    return found


@contextmanager
def scratch():
    """A temporary folder that every user may enter."""
    at = pathlib.Path(tempfile.mkdtemp(prefix="ssg-faults-"))
    at.chmod(0o755)
    try:
        yield at
    finally:
        shutil.rmtree(at, ignore_errors=True)


@contextmanager
def mounted(at, *options):
    """A mount for the duration of the block. Yields False if this process may not mount."""
    at.mkdir(parents=True, exist_ok=True)
    mounted_here = subprocess.run(["mount", *options, at], capture_output=True).returncode == 0
    try:
        yield mounted_here
    finally:
        if mounted_here:
            subprocess.run(["umount", "-l", at], check=True)


def remount(at, options):
    subprocess.run(["mount", "-o", f"remount,{options}", at], check=True)


def archive(at, reports):
    """An archive of benches/archive.py with this number of reports."""
    made = at / "made"
    subprocess.run([sys.executable, ROOT / "benches/archive.py", str(reports), made], check=True, stdout=subprocess.DEVNULL)
    shutil.move(made / "ssg", at / "site")
    shutil.rmtree(made)
    site = Site.__new__(Site)
    site.at = at / "site"
    return site
