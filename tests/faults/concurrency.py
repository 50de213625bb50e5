"""Concurrent builds, and a reader during builds."""

import subprocess
import threading

import harness
from harness import scratch


def run(table, full, times, reports):
    concurrent_builds(table, times or (50 if full else 3))
    reader(table, times or (100 if full else 4))


def concurrent_builds(table, times):
    """Runs eight builds of one output at once."""
    unexpected = torn = stray = built = refused = 0
    with scratch() as at:
        site = harness.Site(at / "site", reports=5)
        assert site.build().code == 0
        expected = harness.tree(site.public)
        for _ in range(times):
            builds = [subprocess.Popen([harness.SSG, "build", "--root", site.at], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) for _ in range(8)]
            for build in builds:
                output = build.communicate()[0]
                built += build.returncode == 0
                refused += build.returncode == 2
                unexpected += build.returncode not in (0, 2) or (build.returncode == 2 and str(site.at) in output)
            torn += harness.tree(site.public) != expected
            stray += len(harness.strays(site.at))
    table.row("concurrency", "8 builds of one output at once", f"{times} rounds: {built} built, {refused} refused, unexpected {unexpected}, torn {torn}, stray {stray}", unexpected == torn == stray == 0 < built)


def reader(table, times):
    """Reads pages, as a web server does, while the site is published again."""
    with scratch() as at:
        site = harness.Site(at / "site", reports=20)
        source = "content/reports/2023/bao-cao-{}.md"
        pages = [site.public / f"bao-cao/2023/bao-cao-{number}/index.html" for number in range(20)]

        def edit(edition):
            for number in range(20):
                site.write(source.format(number), harness.report(f"Báo cáo số {number}", f"Bản {edition}."))
            assert site.build().code == 0
            return [page.read_bytes() for page in pages]

        complete = [set(both) for both in zip(edit(1), edit(2))]
        stop = threading.Event()
        count = dict(read=0, torn=0, missing=0)

        def read():
            number = 0
            while not stop.is_set():
                number = (number + 1) % 20
                count["read"] += 1
                try:
                    count["torn"] += pages[number].read_bytes() not in complete[number]
                except FileNotFoundError:
                    count["missing"] += 1

        threads = [threading.Thread(target=read) for _ in range(2)]
        for thread in threads:
            thread.start()
        try:
            for number in range(times):
                edit(1 + number % 2)
        finally:
            stop.set()
            for thread in threads:
                thread.join()
        table.row("concurrency", "pages read while the site is published again and again", f"{times} builds, {count['read']} reads: torn {count['torn']}, missing {count['missing']}", count["torn"] == count["missing"] == 0 < count["read"])
