"""Names that are one, and times, places and orders that must not show."""

import random
import unicodedata

import kit
from kit import scratch


def run(table, full, times, reports):
    same_bytes(table, full)
    twins(table)
    gone(table)


def same_bytes(table, full):
    """The same sources, elsewhere, in another order, in other zones, languages and letters."""
    zones = ["UTC", "Asia/Ho_Chi_Minh", "Pacific/Kiritimati"]
    locales = ["C", "vi_VN.UTF-8"]
    files = {f"content/reports/2023/hội-nghị-{n}.md" if n % 2 else f"content/reports/2023/b-{n}.md": kit.report(f"Hội nghị số {n}") for n in range(12)}
    files.pop("content/reports/2023/hội-nghị-1.md")
    files = {name.replace("hội-nghị", "hoi-nghi"): text for name, text in files.items()}
    found = set()
    builds = 0
    chance = random.Random(9)
    for zone in zones:
        for locale in locales:
            for form in ("NFC", "NFD"):
                with scratch() as at:
                    site = kit.Site(at / str(builds), reports=0)
                    names = list(files)
                    chance.shuffle(names)
                    for name in names:
                        text = files[name]
                        site.write(name, text if form == "NFC" else unicodedata.normalize("NFD", text))
                    done = site.build(env={"TZ": zone, "LANG": locale, "LC_ALL": locale})
                    builds += 1
                    found.add((done.code, kit.tree(site.public / "bao-cao"), kit.tree(site.public / "tim-kiem")))
    table.row("twins", "3 zones, 2 locales, NFC and NFD, files made in any order", f"{builds} builds: {len(found)} different", len(found) == 1 and next(iter(found))[0] == 0)


def twins(table):
    """Two files for one address."""
    here = "content/reports/2023/"
    pairs = [("a.md", "A.md"), ("hoi.md", "hội.md"), ("hội.md", unicodedata.normalize("NFD", "hội.md")), ("a.md", "a/index.md"), ("a-b.md", "a b.md"), ("a.md", "a .md")]
    told = published = 0
    for first, second in pairs:
        with scratch() as at:
            site = kit.Site(at / "site", reports=0)
            site.write(here + first, kit.report("Một"))
            site.write(here + second, kit.report("Hai"))
            done = site.build()
            told += done.code == 1 and not done.broke
            published += site.public.exists()
    reserved = ["con", "aux", "nul", "prn", "com1", "lpt9", "CON", "con.x"]
    for name in reserved:
        with scratch() as at:
            site = kit.Site(at / "site", reports=0)
            site.write(f"{here}{name}.md", kit.report())
            done = site.build()
            names = {path.name.lower().split(".")[0] for path in site.public.rglob("*")} if site.public.exists() else set()
            told += done.code in (0, 1) and not names & {"con", "aux", "nul", "prn", "com1", "lpt9"}
    total = len(pairs) + len(reserved)
    table.row("twins", "two files for one address, names that Windows keeps", f"{total}: refused or renamed {told}, twins published {published}", told == total and published == 0)


def gone(table):
    """What is taken back is gone from every file."""
    token = "Dấu-vết-phải-mất"
    ways = {
        "draft": lambda site, path: site.write(path, kit.report(token, token, "status: draft\n")),
        "deleted": lambda site, path: (site.at / path).unlink(),
        "renamed and rewritten": lambda site, path: ((site.at / path).unlink(), site.write(path.replace("x.md", "y.md"), kit.report("Khác", more="aliases: [/bao-cao/2023/x/]\n"))),
    }
    left = failed = 0
    for change in ways.values():
        with scratch() as at:
            site = kit.Site(at / "site")
            path = "content/reports/2023/x.md"
            site.write(path, kit.report(token, token))
            assert site.build().code == 0
            assert kit.holds(site.public, token.encode())
            change(site, path)
            # That a record goes is refused as long as the published site is compared with.
            (site.at / "empty").mkdir(exist_ok=True)
            (site.at / "empty/ssg-manifest.json").write_text('{"generator": "ssg", "version": 1, "files": {}, "records": []}')
            done = site.build("--published", site.at / "empty")
            failed += done.code != 0
            left += len(kit.holds(site.public, token.encode()))
    table.row("twins", "records that became drafts, were deleted or renamed", f"{len(ways)}: files that still tell of them {left}, failed {failed}", left == failed == 0)
