"""Pages, data and photos of hostile sources: scripts, addresses, formulas, metadata."""

import csv
import html.parser
import json
import re
import shutil
import struct
import subprocess
import xml.etree.ElementTree
import zlib

import harness
from harness import scratch

TAGS = [
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script src=data:,alert(1)></script>", "<script\n>alert(1)</script\n>",
    "<script type=module>alert(1)</script>", "<svg><script>alert(1)</script></svg>", "<svg><script href=data:,alert(1) /></svg>",
    "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>", "</style><script>alert(1)</script>", "--><script>alert(1)</script>",
    "]]><script>alert(1)</script>", "<!--><script>alert(1)</script>-->", "<![CDATA[<script>alert(1)</script>]]>", "<!--<script>", "</script><script>alert(1)</script>",
    "<scr<script>ipt>alert(1)</script>", "<<script>alert(1)//<</script>", "<script>alert(1)", "<script x>alert(1)</script y>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>", "<iframe src=javascript:parent.alert(1)></iframe>", "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>", "<base href=javascript:/a/-alert(1)//>", "<form action=javascript:alert(1)><input type=submit></form>",
    "<a href=javascript:alert(1)>x</a>", "<math><a xlink:href=javascript:alert(1)>x</a></math>", "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<link rel=stylesheet href=data:,*{color:red}>", "<style>@import 'javascript:alert(1)'</style>", "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<svg><set onbegin=alert(1) attributeName=x>",
    "<svg><foreignObject><script>alert(1)</script></foreignObject></svg>", "<details open ontoggle=alert(1)>x", "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>", "<marquee onstart=alert(1)>x", "<input autofocus onfocus=alert(1)>", "<select autofocus onfocus=alert(1)>", "<body onload=alert(1)>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>", "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
]
EVENTS = ["onerror", "onload", "onfocus", "onmouseover", "onclick", "onanimationstart", "ontoggle", "onbegin", "onpointerenter", "onbeforetoggle"]
QUOTES = ["{}", "\" {} x=\"", "' {} x='", "\"><img src=x {}>", "'><img src=x {}>", "`{}`", "<img src=x {}>", "<svg/{}>", "<img/src=x\t{}//", "<img src=x\n{}\n>",
          "<IMG SRC=x {}>", "<img src=x {}", "<p style=animation-name:x {}>", "&quot; {} &quot;", "&#34;&#62;&#60;img src=x {}&#62;"]
OTHER = [
    "{{7*7}}", "{{ config }}", "{% include 'x' %}", "{% raw %}<script>alert(1)</script>", "{# x #}", "${7*7}", "${alert(1)}", "#{7*7}", "<%= 7*7 %>", "[[${7*7}]]",
    "\u2028alert(1)//", "\u2029alert(1)//", "\\u003cscript\\u003ealert(1)\\u003c/script\\u003e", "＜script＞alert(1)＜/script＞", "<\u0000script>alert(1)</script>".replace("\u0000", ""),
    "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "BEGIN:VEVENT", "x;y,z\\n", "]]>", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "&e;", "<?xml version='1.0'?>", "<?php alert(1) ?>",
    "alert(1)", "';alert(1)//", "\";alert(1)//", "`-alert(1)-`", "</ld+json>", "\u202ealert(1)", "\ufeff<script>alert(1)</script>", "%3Cscript%3Ealert(1)%3C/script%3E", "&lt;script&gt;alert(1)&lt;/script&gt;",
]
PAYLOADS = TAGS + [quote.format(f"{event}=alert(1)") for event in EVENTS for quote in QUOTES] + OTHER

SCHEMES = ["javascript:alert(1)", "vbscript:alert(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd", "blob:x", "about:blank", "view-source:x", "intent://x", "ms-word:x", "livescript:x"]
SPELLINGS = [
    str, str.upper, str.title, lambda s: s.replace("a", "&#97;"), lambda s: s.replace(":", "&colon;"), lambda s: s.replace(":", "&#58;"), lambda s: "&#1;" + s,
    lambda s: s[:2] + "&Tab;" + s[2:], lambda s: s[:3] + "&NewLine;" + s[3:], lambda s: s.replace(":", "%3A"), lambda s: "\\" + s, lambda s: s.replace(":", "\\:"),
    lambda s: "//" + s, lambda s: s[:1] + "\u200b" + s[1:], lambda s: "\u00a0" + s,
]
PLACES = ["[x]({})", "[x](<{}>)", "![x](<{}>)", "<{}>", "[x][r]\n\n[r]: {}", "[x](<{}> \"t\")"]


def run(table, full, times, reports):
    scripts(table, PAYLOADS if full else PAYLOADS[::10])
    addresses(table, full)
    formats(table, PAYLOADS if full else PAYLOADS[::4])
    photos(table)


def quoted(text):
    """A payload as a quoted value."""
    return json.dumps(text, ensure_ascii=False)


def hostile(site, payloads):
    """Writes a report for each payload, with it in each field and in the body. Returns the number of refused bodies."""
    def write(number, payload, in_body):
        p = quoted(payload)
        body = f"{payload}\n\n### {payload}\n\n- {payload}\n\n| {payload} | b |\n|---|---|\n| `{payload}` | ~~{payload}~~ |\n\nXem [{payload}](https://example.vn/ {p}).[^1]\n\n[^1]: {payload}\n" if in_body else "Nội dung."
        body += f"\n\n### Bài học {number} {{#bai-{number} .practice places=lao-cai}}\n\nNội dung."
        site.write(f"content/reports/2023/x-{number}.md", f"""---
title: {p}
summary: {p}
dates: 2023-08-18
lead: {{name: {p}, position: {p}}}
deputies: [{{name: {p}, honorific: {p}}}]
locations: [{{province: Lào Cai, place: {p}, host: {p}, subject: {p}, when: {p}, present: [{p}]}}]
topics: [du lịch]
assessment: [{p}]
updates: [{{date: 2024-01-01, note: {p}}}]
document: {{type: {p}, symbol: {p}, place: {p}, filing: {p}, addressee: [{p}], recipients: [{p}], signer: {{authority: {p}, on_behalf: {p}, position: {p}, name: {p}}}}}
references: [{{role: basis, type: {p}, issuer: {p}, about: {p}}}]
cost: {{amount: 5, source: {p}}}
---

{body}
""")

    for number, payload in enumerate(payloads):
        write(number, payload, True)
    bare = set()
    for _ in range(3):
        done = harness.ssg("check", "--root", site.at, "--format", "json")
        found = [json.loads(line) for line in done.out.splitlines() if line.startswith("{")]
        faulty = {int(match[1]) for diagnostic in found if diagnostic.get("severity") == "error" for match in [re.search(r"x-(\d+)\.md", json.dumps(diagnostic))] if match}
        if not faulty:
            break
        for number in faulty:
            if number in bare:
                (site.at / f"content/reports/2023/x-{number}.md").unlink()
            else:
                write(number, payloads[number], False)
        bare |= faulty
    return len(bare)


def scripts(table, payloads):
    if not shutil.which("node") or not (harness.ROOT / "tests/browser/node_modules").exists():
        table.row("injection", "scripts in every field, in Chromium", "node or tests/browser/node_modules is missing", None)
        return
    with scratch() as at:
        site = harness.Site(at / "site")
        refused = hostile(site, payloads)
        done = site.build("--base-url", "https://kho.example/")
        assert done.code == 0, done.out[-2000:]
        queries = payloads[:: max(1, len(payloads) // 50)]
        for name, value in (("payloads", payloads), ("queries", queries)):
            (at / f"{name}.json").write_text(json.dumps(value))
        run_of_node = subprocess.run(
            ["node", harness.ROOT / "tests/browser/payloads.mjs", site.public, at / "payloads.json", at / "queries.json"],
            capture_output=True, text=True, timeout=1800,
        )
        if run_of_node.returncode != 0:
            errors = [line.strip() for line in run_of_node.stderr.splitlines() if "Error" in line] or ["no error message"]
            table.row("injection", "scripts in every field, in Chromium", errors[0], False)
            return
        reported = json.loads(run_of_node.stdout)
        faults = {name: reported[name] for name in ("ran", "handlers", "scripts", "addresses", "data")}
        table.row("injection", f"{len(payloads)} payloads in 27 fields and the body, no policy", f"{reported['pages']} pages ({refused} bodies refused): " + ", ".join(f"{name} {count}" for name, count in faults.items()), not any(faults.values()))
        for where in reported["where"]:
            print("          " + where)
        table.row("injection", "policy (CSP) first in the head of every page", f"{reported['pages']} pages: without {reported['unprotected']}", reported["unprotected"] == 0)
        table.row("injection", "policy alone, payloads inserted into a page without escaping", f"{len(payloads)}: ran without it {reported['bare']}, with it {reported['guarded']}", reported["guarded"] == 0 < reported["bare"])
        table.row("injection", "search: hostile queries over hostile records", f"{reported['searches']} queries: ran {reported['searchRan']}, foreign markup {reported['searchMarkup']}", reported["searchRan"] == reported["searchMarkup"] == 0)


class Links(html.parser.HTMLParser):
    """Collects forbidden addresses in a page, as a browser would read them."""

    def __init__(self, text):
        super().__init__()
        self.forbidden = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name.startswith("on"):
                self.forbidden.append((name, value))
            if name in ("href", "src", "action", "formaction", "poster", "data"):
                plain = re.sub(r"[\t\n\r]", "", (value or "").lstrip("".join(map(chr, range(33))))).lower()
                scheme = re.match(r"([a-z][a-z0-9+.-]*):", plain)
                if scheme and scheme[1] not in ("http", "https", "mailto", "tel"):
                    self.forbidden.append((name, value))


def addresses(table, full):
    cases = [place.format(spelling(scheme)) for scheme in SCHEMES for spelling in SPELLINGS for place in PLACES]
    cases = cases if full else cases[::9]
    refused = forbidden = crashed = 0
    with scratch() as at:
        site = harness.Site(at / "site", reports=0)
        for number, case in enumerate(cases):
            site.write(f"content/reports/2023/x-{number}.md", harness.report(body=case))
        for _ in range(3):
            done = harness.ssg("check", "--root", site.at, "--format", "json")
            crashed += done.crashed
            faulty = {int(number) for line in done.out.splitlines() if '"error"' in line for number in re.findall(r"x-(\d+)\.md", line)}
            refused += len(faulty)
            for number in faulty:
                (site.at / f"content/reports/2023/x-{number}.md").unlink()
            if not faulty:
                break
        done = site.build()
        for page in site.public.rglob("*.html"):
            forbidden += len(Links(page.read_text()).forbidden)
        table.row("injection", f"{len(SCHEMES) * len(SPELLINGS)} spellings of schemes in {len(PLACES)} places", f"{len(cases)}: refused {refused}, the others published with forbidden addresses {forbidden}, crashed {crashed}", done.code == 0 and forbidden == crashed == 0)


def formats(table, payloads):
    """Reads the tables, feeds and data of hostile records with independent parsers."""
    with scratch() as at:
        site = harness.Site(at / "site", reports=0)
        hostile(site, payloads)
        done = site.build("--base-url", "https://kho.example/")
        assert done.code == 0, done.out[-2000:]
        read = faults = formulas = cells = long = 0
        for path in sorted(site.public.rglob("*")):
            if path.suffix in (".json", ".geojson", ".webmanifest"):
                read += 1
                json.loads(path.read_text())
            elif path.suffix in (".xml", ".atom", ".rss", ".svg"):
                read += 1
                xml.etree.ElementTree.parse(path)
            elif path.suffix == ".csv":
                read += 1
                rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
                faults += len({len(row) for row in rows}) > 1
                for cell in (cell for row in rows for cell in row):
                    cells += 1
                    formulas += bool(re.match(r"[=+\-@\t\r]", cell)) and not re.fullmatch(r"[+-]?\d+([.,]\d+)?", cell)
            elif path.suffix == ".ics":
                read += 1
                text = path.read_bytes()
                long += sum(len(line) > 75 for line in text.split(b"\r\n"))
                unfolded = text.replace(b"\r\n ", b"")
                faults += unfolded.count(b"\r\nBEGIN:VEVENT\r\n") != unfolded.count(b"\r\nEND:VEVENT\r\n")
        table.row("injection", "JSON, XML, CSV, ICS of hostile records", f"{read} files read by independent parsers: faults {faults}, cells that are formulas {formulas} of {cells}, long lines of ICS {long}", read > 0 and faults == formulas == long == 0)


def picture(width, height):
    """Encodes a PNG without any package."""
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + bytes(value for x in range(width) for value in (x % 256, y % 256, 90)) for y in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def photos(table):
    """exiftool finds no metadata in published photos: no author, time or place."""
    hazard = "photos with every kind of metadata, as exiftool reads them"
    if not shutil.which("exiftool"):
        table.row("injection", hazard, "exiftool is not installed", None)
        return
    # Groups of tags that describe the file, not its author.
    technical = {"System", "File", "ExifTool", "Composite", "PNG", "RIFF", "JFIF"}
    tags = ["GPSLatitude=21.0285", "GPSLatitudeRef=N", "GPSLongitude=105.85", "GPSLongitudeRef=E", "Artist=Nguyễn Văn A", "Model=Máy B", "SerialNumber=123", "DateTimeOriginal=2023:08:18 07:00:00", "XMP-dc:Creator=Nguyễn Văn A", "XMP-exif:GPSLatitude=21.0285", "XMP-photoshop:City=Sa Pa"]

    def metadata(paths):
        done = subprocess.run(["exiftool", "-json", "-G", "-a", "-u", *paths], capture_output=True, text=True, check=True)
        return [{name for name in file if ":" in name and name.split(":")[0] not in technical} for file in json.loads(done.stdout)]

    def published(site, names):
        shown = "\n\n".join(f"![Ảnh](<{name}>)" for name in names)
        site.write("content/reports/2023/a/index.md", harness.report("A", shown))
        done = site.build()
        assert done.code == 0, done.out[-2000:]
        return [path for path in sorted(site.public.rglob("*")) if path.suffix in (".webp", ".jpg", ".png") and "bao-cao" in path.parts]

    with scratch() as at:
        first = harness.Site(at / "first", reports=0)
        first.write("content/reports/2023/a/a.png", picture(900, 600))
        made = published(first, ["a.png"])
        site = harness.Site(at / "site", reports=0)
        folder = site.at / "content/reports/2023/a"
        site.write("content/reports/2023/a/a.png", picture(900, 600))
        for kind in ("jpg", "webp"):
            source = max((path for path in made if path.suffix == f".{kind}"), key=lambda path: path.stat().st_size)
            shutil.copy(source, folder / f"b.{kind}")
        sources = sorted(folder.iterdir())
        for source in sources:
            more = ["-IPTC:City=Sa Pa", "-Comment=Nguyễn Văn A"] if source.suffix == ".jpg" else []
            subprocess.run(["exiftool", "-q", "-overwrite_original", *(f"-{tag}" for tag in tags), *more, source], check=True)
        before = [len(found) for found in metadata(sources)]
        made = published(site, [source.name for source in sources])
        after = [len(found) for found in metadata(made)]
        table.row("injection", hazard, f"{len(before)} sources with {min(before)} to {max(before)} tags: {len(made)} files have {sum(after)}", min(before) >= len(tags) - 2 and len(made) >= 6 and sum(after) == 0)
