"""Equal output for equal sources, colliding names, removed records, and random edits."""

import random
import shutil
import unicodedata

import harness
from harness import scratch


def run(table, full, times, reports):
    same_bytes(table, full)
    collisions(table)
    removed(table)
    edits(table, times or (1000 if full else 25))


def same_bytes(table, full):
    """Builds the same sources in other folders, creation orders, time zones, locales and normalizations."""
    zones = ["UTC", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati"]
    locales = ["C", "vi_VN.UTF-8"]
    files = {f"content/reports/2023/hội-nghị-{n}.md" if n % 2 else f"content/reports/2023/b-{n}.md": harness.report(f"Hội nghị số {n}") for n in range(12)}
    files.pop("content/reports/2023/hội-nghị-1.md")
    files = {name.replace("hội-nghị", "hoi-nghi"): text for name, text in files.items()}
    found = set()
    builds = 0
    rng = random.Random(harness.SEED)
    for zone in zones:
        for locale in locales:
            for form in ("NFC", "NFD"):
                with scratch() as at:
                    site = harness.Site(at / str(builds), reports=0)
                    names = list(files)
                    rng.shuffle(names)
                    for name in names:
                        text = files[name]
                        site.write(name, text if form == "NFC" else unicodedata.normalize("NFD", text))
                    done = site.build(env={"TZ": zone, "LANG": locale, "LC_ALL": locale})
                    builds += 1
                    found.add((done.code, harness.tree(site.public / "bao-cao"), harness.tree(site.public / "tim-kiem")))
    table.row("determinism", "3 zones, 2 locales, NFC and NFD, files created in any order", f"{builds} builds: different results {len(found)}", len(found) == 1 and next(iter(found))[0] == 0)


def collisions(table):
    """Pairs of files with one address, and names that Windows reserves."""
    here = "content/reports/2023/"
    pairs = [("a.md", "A.md"), ("hoi.md", "hội.md"), ("hội.md", unicodedata.normalize("NFD", "hội.md")), ("a.md", "a/index.md"), ("a-b.md", "a b.md"), ("a.md", "a .md")]
    reported = published = 0
    for first, second in pairs:
        with scratch() as at:
            site = harness.Site(at / "site", reports=0)
            site.write(here + first, harness.report("Một"))
            site.write(here + second, harness.report("Hai"))
            done = site.build()
            reported += done.code == 1 and not done.crashed
            published += site.public.exists()
    reserved = ["con", "aux", "nul", "prn", "com1", "lpt9", "CON", "con.x"]
    for name in reserved:
        with scratch() as at:
            site = harness.Site(at / "site", reports=0)
            site.write(f"{here}{name}.md", harness.report())
            done = site.build()
            names = {path.name.lower().split(".")[0] for path in site.public.rglob("*")} if site.public.exists() else set()
            reported += done.code in (0, 1) and not names & {"con", "aux", "nul", "prn", "com1", "lpt9"}
    total = len(pairs) + len(reserved)
    table.row("determinism", "two files for one address, names that Windows reserves", f"{total}: refused or renamed {reported}, collisions published {published}", reported == total and published == 0)


def removed(table):
    """No file contains a record that was removed from the sources."""
    token = "Dấu-vết-phải-mất"
    ways = {
        "draft": lambda site, path: site.write(path, harness.report(token, token, "status: draft\n")),
        "deleted": lambda site, path: (site.at / path).unlink(),
        "renamed and rewritten": lambda site, path: ((site.at / path).unlink(), site.write(path.replace("x.md", "y.md"), harness.report("Khác", more="aliases: [/bao-cao/2023/x/]\n"))),
    }
    left = failed = 0
    for change in ways.values():
        with scratch() as at:
            site = harness.Site(at / "site")
            path = "content/reports/2023/x.md"
            site.write(path, harness.report(token, token))
            assert site.build().code == 0
            assert harness.holds(site.public, token.encode())
            change(site, path)
            # Without an empty manifest, the build would refuse to lose a published record.
            (site.at / "empty").mkdir(exist_ok=True)
            (site.at / "empty/ssg-manifest.json").write_text('{"generator": "ssg", "version": 1, "files": {}, "records": []}')
            done = site.build("--published", site.at / "empty")
            failed += done.code != 0
            left += len(harness.holds(site.public, token.encode()))
    table.row("determinism", "records that became drafts, were deleted or renamed", f"{len(ways)}: files that still contain them {left}, failed {failed}", left == failed == 0)


def edits(table, times):
    """After any edit, an incremental build equals a cold build."""
    rng = random.Random(harness.SEED)
    built = refused = differ = changed = 0
    with scratch() as at:
        site = harness.Site(at / "site", reports=5)
        assert site.build().code == 0
        # Without an empty manifest, the build would refuse to lose a published record.
        site.write("../published/ssg-manifest.json", '{"generator": "ssg", "version": 1, "files": {}, "records": []}')
        for number in range(times):
            path = f"content/reports/2023/bao-cao-{rng.randrange(8)}.md"
            table_of = "content/reports/2023/tep/bang.csv"
            edit = {
                "title": lambda: site.write(path, harness.report(f"Tên {number}")),
                "text": lambda: site.write(path, harness.report(body=f"Lời {number}.\n\n### Bài {{#bai .practice places=lao-cai}}\n\nNội dung {number}.")),
                "draft": lambda: site.write(path, harness.report(more="status: draft\n")),
                "withdrawn": lambda: site.write(path, harness.report(more="status: withdrawn\nreason: Trùng\n")),
                "deleted": lambda: (site.at / path).unlink(missing_ok=True),
                "renamed": lambda: (site.at / path).unlink(missing_ok=True) or site.write(path.replace("bao-cao", "ten-khac"), harness.report(f"Khác {number}")),
                "table": lambda: (site.write(table_of, f"a,{number}\n"), site.write(path, harness.report(body="[bảng](tep/bang.csv)"))),
                "link": lambda: site.write(path, harness.report(body="[kia](bao-cao-0.md)")),
                "settings": lambda: site.write("content/site.yaml", harness.SETTINGS + f"description: Kho {number}\n"),
                "broken": lambda: site.write(path, harness.report(more=f"khong_co: {number}\n")),
                "two of a name": lambda: site.write(path.replace("bao-cao", "Bao-Cao"), harness.report()),
            }
            what = rng.choice(sorted(edit))
            edit[what]()
            before = harness.tree(site.public)
            done = site.build("--published", at / "published")
            shutil.rmtree(at / "cold", ignore_errors=True)
            cold = site.build("--published", at / "published", "-o", at / "cold")
            built += done.code == 0
            refused += done.code == 1
            differ += done.code != cold.code or (done.code == 0 and harness.tree(site.public) != harness.tree(at / "cold"))
            changed += done.code != 0 and harness.tree(site.public) != before
            if done.code == 0:
                # A second build, which has nothing to do.
                again = site.build()
                differ += again.code != 0 or harness.tree(site.public) != harness.tree(at / "cold")
            if done.code != 0 and rng.random() < 0.6:
                # Errors are fixed after a while. Otherwise no build would succeed again.
                shutil.rmtree(site.at / "content/reports")
                for index in range(5):
                    site.write(f"content/reports/2023/bao-cao-{index}.md", harness.report(f"Báo cáo số {index}"))
    ok = differ == changed == 0 and built > times // 4 and refused > times // 20
    table.row("determinism", "incremental and cold builds after any edit", f"{times} edits, {built} built, {refused} refused: differ {differ}, changed though refused {changed}", ok)
