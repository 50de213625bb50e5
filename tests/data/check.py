"""Reads the data, feeds and calendars of built sites with independent parsers.

    check.py FOLDER...

Prints one line for each fault, then the number of files read. Exits with 1 if there is a fault.
"""

import csv
import datetime
import hashlib
import io
import json
import re
import subprocess
import sys
import warnings
import xml.etree.ElementTree as xml
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import feedparser
import icalendar
import openpyxl
import vobject
from frictionless import Package, validate
from rdflib import Dataset

warnings.filterwarnings("ignore")
MAX_ENTRIES = 50
FORMULA_PREFIXES = tuple("=+-@\t\r\n＝＋－＠")


class Page(HTMLParser):
    """The checked parts of a page: the rows of its list, structured data, links to its data."""

    def __init__(self, text):
        super().__init__()
        self.stack, self.rows, self.scripts, self.alternates, self.meta = [], 0, [], {}, {}
        self.cells, self.batches = [], 0
        self.script = None
        self.feed(text)

    VOID = {"meta", "link", "br", "img", "input", "source", "hr", "rect", "circle", "col"}

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "li" and self.stack and self.stack[-1] == ("ol", True):
            self.rows += 1
        if tag == "tr" and self.stack and self.stack[-1][0] == "tbody":
            self.cells = []
        if tag == "script" and attributes.get("type") == "application/ld+json":
            self.script = ""
        if tag in ("link", "a") and attributes.get("rel") == "alternate":
            self.alternates[attributes["type"]] = attributes["href"]
        if tag == "meta" and "name" in attributes:
            self.meta.setdefault(attributes["name"], attributes["content"])
        if tag not in self.VOID:
            self.stack.append((tag, "data-list" in attributes))

    def handle_startendtag(self, tag, attributes):
        """Ignores SVG elements such as `<rect/>`, which have no content."""

    def handle_endtag(self, tag):
        if tag == "script" and self.script is not None:
            self.scripts.append(self.script)
            self.script = None
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.script is not None:
            self.script += data


class Check:
    """The checks of one site: the faults found, and the number of files read of each format."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.faults, self.counts = [], Counter()
        self.pages = {path: Page(path.read_text("utf-8")) for path in self.folder.rglob("*.html")}

    def report(self, path, fault):
        self.faults.append(f"{Path(path).relative_to(self.folder)}: {fault}")

    def run(self):
        self.linked_data()
        self.tables()
        self.feeds()
        self.calendars()
        self.hashes()
        self.sitemap_and_bundle()
        return self.faults

    def linked_data(self):
        for path, page in self.pages.items():
            for text in page.scripts:
                self.counts["JSON-LD"] += 1
                try:
                    data = json.loads(text)
                    # The context of schema.org would need the network. Its vocabulary is enough here.
                    data["@context"] = {"@vocab": "https://schema.org/"}
                    graph = Dataset()
                    graph.parse(data=json.dumps(data), format="json-ld", publicID="https://kho.example/x/")
                    if len(graph) < 3:
                        self.report(path, "the structured data has too few triples")
                    names = [node.get("name") for node in data["@graph"]]
                    if not names[0]:
                        self.report(path, "the structured data has no name")
                except Exception as error:
                    self.report(path, f"JSON-LD: {error!r}")
            if 'http-equiv="refresh"' in path.read_text("utf-8"):
                continue
            for mime, href in page.alternates.items():
                if not (path.parent / href).resolve().is_file():
                    self.report(path, f"links to {mime} at {href}, which does not exist")

    def rows(self, path):
        """The rows of a CSV file as dictionaries."""
        raw = path.read_bytes()
        if not raw.startswith(b"\xef\xbb\xbf"):
            self.report(path, "no byte order mark")
        text = raw.decode("utf-8-sig")
        if re.search(r"(?<!\r)\n", re.sub(r'"[^"]*"', "", text)):
            self.report(path, "a line end that is not CRLF")
        rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
        for row in rows:
            if None in row or None in row.values():
                self.report(path, f"a row with a different length: {row}")
            for cell in row.values():
                if str(cell).startswith(FORMULA_PREFIXES) and not re.fullmatch(r"[+-]?[\d.,]+", cell):
                    self.report(path, f"a spreadsheet would evaluate {cell!r}")
        return rows

    def columns_of_reports(self):
        """The columns of the tables of lists."""
        package = Package(str(self.folder / "du-lieu/datapackage.json"))
        return package.get_resource("bao-cao").schema.fields[:10]

    def workbook(self, path, columns, rows):
        """Compares a workbook with the CSV file of the same table."""
        path = path.with_suffix(".xlsx")
        self.counts["workbook"] += 1
        sheet = openpyxl.load_workbook(path).active
        head, *cells = sheet.iter_rows()
        if [cell.value for cell in head] != [field.title for field in columns]:
            self.report(path, "the first row has other names than the columns")
        if len(cells) != len(rows):
            self.report(path, f"{len(cells)} rows, but {len(rows)} in CSV")
        for cells, row in zip(cells, rows):
            for cell, field, text in zip(cells, columns, row.values()):
                expected, value = text or None, cell.value
                if expected and field.type == "date":
                    expected = datetime.datetime.fromisoformat(text)
                elif expected and field.type == "integer":
                    expected = int(text)
                elif expected and text.startswith("'"):
                    expected = text[1:]
                if value != expected or cell.data_type == "f":
                    self.report(path, f"{cell.coordinate} is {value!r}, but {text!r} in CSV")
                link = cell.hyperlink and cell.hyperlink.target + (f"#{cell.hyperlink.location}" if cell.hyperlink.location else "")
                if field.name == "url" and "://" in (text or "") and link != text:
                    self.report(path, f"{cell.coordinate} links to {link!r}, not to {text!r}")

    def tables(self):
        for path in self.folder.rglob("danh-sach.csv"):
            self.counts["CSV of a list"] += 1
            rows = self.rows(path)
            first = path.parent / "index.html"
            # A former address of a council leads on, and keeps its table for those who load it.
            if 'http-equiv="refresh"' in first.read_text("utf-8"):
                continue
            pages = [first, *path.parent.glob("trang-*/index.html")]
            shown = sum(self.pages[page].rows for page in pages)
            if path.parent.name == "theo-doi":
                found = re.findall(r'<tr><th scope="row">.*?</th>\s*<td data-of="Đợt ">(\d+)</td>', first.read_text("utf-8"), re.S)
                found = [int(count) for count in found]
                # The page counts the same batches by plan, by council and by year.
                shown = len(rows) if sum(found) in (len(rows) * n for n in (1, 2, 3)) else sum(found)
            if path.parent.name == "chi-phi":
                found = re.findall(r'<tr><th scope="row">.*?</th>\s*<td class="right"[^>]*>([\d.]+)</td>', first.read_text("utf-8"), re.S)
                trips = sum(int(row["Số chuyến (trips)"]) for row in rows)
                # The page sums the same trips by year and by council.
                if sum(int(count.replace(".", "")) for count in found) != 2 * trips:
                    self.report(path, f"{trips} trips, and {found} on the page")
                shown = len(rows)
            if shown != len(rows):
                self.report(path, f"{len(rows)} rows, and {shown} on the pages")
            if "text/csv" not in self.pages[first].alternates:
                self.report(first, "does not link to its table")
            has_workbook = path.parent.parent.name in ("tinh", "nam", "co-quan") and len(path.relative_to(self.folder).parts) == 3 and rows
            if path.with_suffix(".xlsx").is_file() != bool(has_workbook):
                self.report(path, "has a workbook without rows, or rows without a workbook")
            elif has_workbook:
                self.workbook(path, self.columns_of_reports(), rows)
        data = self.folder / "du-lieu"
        if not data.is_dir():
            return
        report = validate(str(data / "datapackage.json"))
        for task in report.tasks:
            self.counts["table of the data package"] += 1
            for error in task.errors:
                self.report(data / "datapackage.json", f"{task.name}: {error.message}")
        for error in report.errors:
            self.report(data / "datapackage.json", error.message)
        for resource in Package(str(data / "datapackage.json")).resources:
            for field in resource.schema.fields:
                if not (field.title and field.description):
                    self.report(data / "datapackage.json", f"{resource.name}.{field.name} is not described")
            rows = self.rows(data / resource.path)
            objects = json.loads((data / resource.path).with_suffix(".json").read_text("utf-8"))
            # An empty cell is null in the JSON.
            first = next(iter(rows[0])) if rows else None
            if [row[first] for row in rows] != ["" if o[first] is None else str(o[first]) for o in objects]:
                self.report(data / resource.path, "the JSON has different rows")
            self.workbook(data / resource.path, resource.schema.fields, rows)
        catalogue = Dataset()
        catalogue.parse(str(data / "dcat.jsonld"), format="json-ld", publicID="https://kho.example/du-lieu/")
        distributions = len(list(catalogue.quads((None, None, None, None))))
        self.counts["DCAT triples"] += distributions
        if distributions < 40:
            self.report(data / "dcat.jsonld", "has too few triples")

    def feeds(self):
        chains = {}
        for path in self.folder.rglob("feed*.xml"):
            self.counts["Atom feed"] += 1
            text = path.read_bytes()
            try:
                xml.fromstring(text)
            except xml.ParseError as error:
                self.report(path, f"not well-formed: {error}")
            base = f"https://kho.example/{path.relative_to(self.folder)}"
            feed = feedparser.parse(text, response_headers={"content-location": base, "content-type": "application/atom+xml; charset=utf-8"})
            if feed.bozo:
                self.report(path, f"not well-formed: {feed.bozo_exception}")
            if feed.version != "atom10" or not (feed.feed.get("id") and feed.feed.get("updated_parsed")):
                self.report(path, "no id or no time")
            if len(feed.entries) > MAX_ENTRIES:
                self.report(path, f"{len(feed.entries)} entries")
            ids = [entry.id for entry in feed.entries]
            if len(set(ids)) != len(ids):
                self.report(path, "two entries with one id")
            for entry in feed.entries:
                if not (entry.id and entry.get("updated_parsed") and entry.get("title") is not None):
                    self.report(path, f"an entry lacks something: {entry}")
                target = re.sub(r"^https://[^/]+/", "", entry.link).split("#")[0]
                if not (self.folder / target / "index.html").is_file():
                    self.report(path, f"{entry.link} is no page")
            links = {link.rel: link.href for link in feed.feed.links}
            if "current" in links and "fh_archive" not in feed.feed:
                self.report(path, "an archive document without fh:archive")
            chains[path] = (set(ids), links.get("prev-archive"))
        # The chain from the newest document to the oldest has an entry for every row of the list.
        for path, (ids, before) in list(chains.items()):
            if path.name != "feed.xml":
                continue
            steps = 0
            while before:
                older = path.parent / before.rsplit("/", 1)[-1]
                more, before = chains[older]
                ids = ids | more
                steps += 1
            table = path.parent / "danh-sach.csv"
            if not table.is_file():
                continue
            rows = len(self.rows(table))
            parts = path.relative_to(self.folder).parts
            # Feeds of a year, a province, a topic, a council and of lessons have only the newest
            # entries (docs/data.md).
            is_short = parts[0] in ("bai-hoc", "chu-de", "co-quan", "nam", "tinh")
            expected = min(rows, MAX_ENTRIES) if is_short else rows
            has_plans = parts[0] in ("nam", "co-quan")
            if len(ids) < expected or len(ids) > expected and not has_plans:
                self.report(path, f"{len(ids)} entries, but {rows} rows")
        path = self.folder / "feed.json"
        if path.is_file():
            feed = json.loads(path.read_text("utf-8"))
            self.counts["JSON Feed"] += 1
            if feed["version"] != "https://jsonfeed.org/version/1.1" or not feed["title"]:
                self.report(path, "is not a JSON Feed 1.1")
            for item in feed["items"]:
                if not all(isinstance(item.get(key), str) for key in ("id", "url", "title", "content_text")):
                    self.report(path, f"an item lacks something: {item}")

    def calendars(self):
        for path in self.folder.rglob("*.ics"):
            self.counts["calendar"] += 1
            raw = path.read_bytes()
            for line in raw.split(b"\r\n"):
                if len(line) > 75 or b"\n" in line:
                    self.report(path, f"a line of {len(line)} octets")
            try:
                one = icalendar.Calendar.from_ical(raw)
            except ValueError as error:
                self.report(path, f"not a calendar: {error}")
                continue
            events = list(one.walk("VEVENT"))
            two = vobject.readOne(raw.decode("utf-8"))
            others = two.contents.get("vevent", [])
            if len(events) != len(others):
                self.report(path, "the two parsers count differently")
            uids = [str(event["uid"]) for event in events]
            if len(set(uids)) != len(uids):
                self.report(path, "two events with one id")
            for event, other in zip(events, others):
                self.counts["event"] += 1
                if one.errors or event.errors:
                    self.report(path, f"{event.errors}")
                if "dtstart" not in event or "dtend" not in event:
                    self.report(path, f"{event.get('summary')} has no days")
                    continue
                start, end = event["dtstart"].dt, event["dtend"].dt
                if not start < end or hasattr(start, "hour") or "dtstamp" not in event:
                    self.report(path, f"{start} to {end}")
                if str(event["summary"]) != other.summary.value or start != other.dtstart.value:
                    self.report(path, f"the two parsers read {event['summary']} differently")
        table = self.folder / "du-lieu/bao-cao.csv"
        if table.is_file():
            confirmed = (self.folder / "lich.ics").read_text("utf-8").count("STATUS:CONFIRMED")
            if confirmed != len(self.rows(table)):
                self.report(self.folder / "lich.ics", f"{confirmed} trips")

    def hashes(self):
        for path in self.folder.rglob("index.json"):
            self.counts["record's JSON"] += 1
            record = json.loads(path.read_text("utf-8"))
            for part in ("source", "page"):
                of = path.parent / record[part]["url"]
                if hashlib.sha256(of.read_bytes()).hexdigest() != record[part]["sha256"]:
                    self.report(path, f"{of.name} has a different hash")
            html = (path.parent / "index.html").read_text("utf-8")
            if record["source"]["sha256"][:16] not in html:
                self.report(path, "the page does not show the hash")
        manifest = json.loads((self.folder / "ssg-manifest.json").read_text("utf-8"))
        for name, entry in manifest["files"].items():
            self.counts["file of the manifest"] += 1
            if hashlib.sha256((self.folder / name).read_bytes()).hexdigest() != entry["sha256"]:
                self.report(self.folder / name, "has a different hash in the manifest")

    def sitemap_and_bundle(self):
        path = self.folder / "sitemap.xml"
        if path.is_file():
            for child in xml.fromstring(path.read_bytes()):
                self.counts["address of the sitemap"] += 1
                location, day = (element.text for element in child)
                name = re.sub(r"^https://[^/]+/", "", location)
                # W3C Datetime, which sitemaps use, has months and years too: a partial date stays one.
                is_date = re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day)
                if not (self.folder / name).exists() or not is_date:
                    self.report(path, f"{location} {day}")
        path = self.folder / "du-lieu/kho.zip"
        if path.is_file():
            self.counts["bundle"] += 1
            tested = subprocess.run(["unzip", "-tq", path], capture_output=True, text=True)
            if tested.returncode != 0:
                self.report(path, tested.stdout + tested.stderr)


def main():
    failed = False
    for folder in sys.argv[1:]:
        check = Check(folder)
        for fault in check.run():
            failed = True
            print(f"FAULT {folder}/{fault}")
        counts = ", ".join(f"{count} × {format}" for format, count in sorted(check.counts.items()))
        print(f"tests/data: {folder}: {len(check.faults)} faults in {counts}")
    sys.exit(failed)


main()
