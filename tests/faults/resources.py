"""Full disks, read-only and unreadable files, few file descriptors, huge and many files."""

import os
import resource
import shutil
import threading
import time

import harness
from harness import mounted, remount, scratch

NOBODY = 65534


def run(table, full, times, reports):
    full_disk(table)
    read_only(table)
    unreadable(table)
    vanishing(table, times or (200 if full else 5))
    few_descriptors(table)
    huge(table)
    if full:
        many(table)


def used(at):
    disk = os.statvfs(at)
    return (disk.f_blocks - disk.f_bfree) * disk.f_frsize, disk.f_files - disk.f_ffree


def full_disk(table):
    """The disk of the output fills up while the new site is written."""
    for what in ("bytes", "inodes"):
        for place in ("beside", "in place"):
            hazard = f"disk full of {what} at 10, 50, 90, 99 % of the write, {place}"
            with scratch() as at, mounted(at / "disk", "-t", "tmpfs", "-o", "size=512m,nr_inodes=100000", "tmpfs") as made:
                if not made:
                    table.row("resources", hazard, "this process may not mount", None)
                    continue
                disk = at / "disk"
                output = disk / "public" if place == "beside" else disk
                site = harness.Site(at / "site")
                before = used(disk)
                assert site.build("-o", output).code == 0
                size, files = (now - then for now, then in zip(used(disk), before))
                published = harness.tree(output)
                for number in range(40):
                    site.write(f"content/reports/2023/them-{number}.md", harness.report(f"Thêm số {number}"))
                kept = reported = cleared = 0
                for part in (0.10, 0.50, 0.90, 0.99):
                    # The free space is a share of the size of the first site. The second is larger.
                    left = int((size if what == "bytes" else files) * part)
                    now = used(disk)
                    remount(disk, f"size={now[0] + left}" if what == "bytes" else f"nr_inodes={now[1] + left}")
                    done = site.build("-o", output)
                    reported += done.code == 1 and "No space left" in done.out and str(output) in done.out
                    kept += harness.tree(output) == published
                    cleared += not harness.strays(disk)
                    remount(disk, "size=512m,nr_inodes=100000")
                again = site.build("-o", output).code == 0
                table.row(
                    "resources", hazard,
                    f"4: old site unchanged {kept}, reports path and cause {reported}, nothing left behind {cleared}, then builds {again}",
                    kept == reported == cleared == 4 and again,
                )


def read_only(table):
    with scratch() as at:
        site = harness.Site(at / "site")
        assert site.build("-o", at / "disk/public").code == 0
        with mounted(at / "disk", "--bind", "-o", "ro", at / "disk") as made:
            if not made:
                table.row("resources", "read-only output and sources", "this process may not mount", None)
                return
            before = harness.tree(at / "disk")
            done = site.build("-o", at / "disk/public")
            ok = done.code == 1 and "Read-only" in done.out and str(at / "disk") in done.out
            same = harness.tree(at / "disk") == before
            table.row("resources", "read-only output", f"exit {done.code} in {done.seconds:.2f} s, names the folder {ok}, same {same}", ok and same)
        with mounted(at / "site", "--bind", "-o", "ro", at / "site"):
            log = at / "calls"
            trace = ["strace", "-f", "-o", log, "-e", "trace=file,desc"] if shutil.which("strace") else []
            done = site.build("-o", at / "out", before=trace)
            refused = log.read_text(errors="replace").count("EROFS") if log.exists() else 0
            table.row("resources", "read-only sources", f"exit {done.code}, {refused} attempts to write there", done.code == 0 and refused == 0)


def unreadable(table):
    """Root may read every file, so this runs as another user."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        table.row("resources", "unreadable file, read-only folder of the output", "needs root and setpriv", None)
        return
    with scratch() as at:
        program = at / "ssg"
        shutil.copy(harness.SSG, program)
        site = harness.Site(at / "site", reports=2)
        change_owner(at / "site")
        # Another user may not be able to run the program in the target folder, so it is copied.
        original, harness.SSG = harness.SSG, program
        try:
            assert site.build(user=NOBODY).code == 0
            published = harness.tree(site.public)
            named = unchanged = 0
            secrets = ["content/reports/2023/bao-cao-1.md", "content/site.yaml", "content/reports/2023", "content"]
            for path in secrets:
                mode = (site.at / path).stat().st_mode
                (site.at / path).chmod(0)
                done = site.build(user=NOBODY)
                named += done.code in (1, 2) and not done.crashed and ("Permission denied" in done.out or path == "content")
                unchanged += harness.tree(site.public) == published
                (site.at / path).chmod(mode)
            table.row("resources", "unreadable file or folder", f"{len(secrets)}: refused and named {named}, old site unchanged {unchanged}", named == unchanged == len(secrets))

            # Only the output itself is writable, as on a web server.
            os.chown(site.at, 0, 0)
            site.write("content/reports/2023/bao-cao-1.md", harness.report("Tên mới"))
            done = site.build(user=NOBODY)
            ok = done.code == 0 and bool(harness.holds(site.public, "Tên mới".encode())) and not harness.strays(site.at)
            table.row("resources", "output in a read-only folder", f"exit {done.code}, published in place {ok}", ok)
            os.chmod(site.public, 0o555)
            os.chown(site.public, 0, 0)
            done = site.build(user=NOBODY)
            ok = done.code == 1 and "Permission denied" in done.out
            table.row("resources", "read-only output in a read-only folder", f"exit {done.code}, reported {ok}", ok)
        finally:
            harness.SSG = original


def change_owner(at):
    for folder, _, files in os.walk(at):
        for path in [folder, *(os.path.join(folder, name) for name in files)]:
            os.chown(path, NOBODY, NOBODY)


def vanishing(table, times):
    """Files are deleted and created while they are read."""
    with scratch() as at:
        site = harness.Site(at / "site", reports=20)
        assert site.build().code == 0
        stop = threading.Event()

        def flicker():
            number = 0
            while not stop.is_set():
                number += 1
                path = site.at / f"content/reports/2023/bao-cao-{number % 20}.md"
                path.unlink(missing_ok=True)
                path.write_text(harness.report("Đang lưu"))

        thread = threading.Thread(target=flicker)
        thread.start()
        crashed = torn = refused = 0
        try:
            for _ in range(times):
                before = harness.tree(site.public)
                done = site.build()
                crashed += done.crashed
                refused += done.code == 1
                torn += done.code != 0 and harness.tree(site.public) != before
        finally:
            stop.set()
            thread.join()
        table.row("resources", "files vanish and return while they are read", f"{times} builds: crashed {crashed}, refused {refused}, changed the old site {torn}", crashed == torn == 0)


def few_descriptors(table):
    with scratch() as at:
        site = harness.Site(at / "site", reports=100)
        done = site.build(limits=[(resource.RLIMIT_NOFILE, 64)])
        table.row("resources", "64 file descriptors, 100 reports", f"exit {done.code}", done.code == 0)


def huge(table):
    for name, size in [("bang.csv", 4 << 30), ("anh.jpg", 4 << 30), ("bao-cao.md", 200 << 20), ("kho.yaml", 200 << 20)]:
        with scratch() as at:
            site = harness.Site(at / "site")
            path = site.at / f"content/reports/2023/{name}"
            path.touch()
            os.truncate(path, size)
            start = resource.getrusage(resource.RUSAGE_CHILDREN)
            done = site.build()
            ended = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = ended.ru_utime + ended.ru_stime - start.ru_utime - start.ru_stime
            ok = done.code == 1 and name in done.out and cpu < 1 and not site.public.exists()
            table.row("resources", f"{name} of {size >> 20} MiB", f"exit {done.code}, named {name in done.out}, {cpu:.2f} s of CPU", ok)


def many(table):
    with scratch() as at:
        site = harness.Site(at / "site")
        folder = site.at / "content/reports/2023/tep"
        folder.mkdir(parents=True)
        for number in range(200_001):
            (folder / f"t{number}.txt").touch()
        start = time.monotonic()
        done = site.build(timeout=600)
        ok = done.code == 1 and not done.crashed and not site.public.exists()
        table.row("resources", "200,001 files", f"exit {done.code} in {time.monotonic() - start:.1f} s", ok)
