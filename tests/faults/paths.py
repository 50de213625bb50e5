"""The program writes only into its output and reads only the sources, whatever the sources contain."""

import os
import pathlib
import socket
import threading

import harness
from harness import mounted, scratch

SECRET = b"MAT-KHAU-KHONG-DUOC-LO"

UP = "../../../../../../tmp/ssg-outside"
TRAVERSALS = [
    "..", "../", "../..", "../x", "../../x", "../../../x", UP, f"{UP}.html", "./../x", "a/../../x", "a/b/../../../x",
    "..\\x", "..\\..\\x", "a\\..\\..\\x", "\\x", "\\\\server\\share\\x", "//server/share/x", "///x", "/x", "/etc/passwd",
    "/tmp/ssg-outside", "C:", "C:x", "C:\\x", "C:/x", "c:/windows/x", "file:///tmp/ssg-outside", "file:x", "\\\\?\\C:\\x",
    "\\\\.\\pipe\\x", "%2e%2e", "%2e%2e/x", "%2e%2e%2fx", "..%2fx", "..%2f..%2fx", "%2e%2e%5cx", "..%5cx", "%252e%252e%252fx",
    "..%252fx", "..%c0%afx", "%c0%ae%c0%ae/x", "..%00/x", "x%00.html", "x\\0.html", "....//x", "....//....//x", "..;/x",
    ".../x", "..../x", ". ./x", " ../x", "../x ", "x.", "x ", "x...", "~", "~/x", "~root/x", "$HOME/x", "${HOME}/x", "`id`",
    "$(id)", "．．/x", "․․/x", "..／x", "..∕x", "..⧸x", "con", "nul", "com1.html", "aux/x", "x:y", "x::$DATA", "a" * 300,
    "a/" * 150 + "x", "a" * 80 + "/../../x", ".git/config", ".ssg-public/x", "ssg-manifest.json", ".htaccess", "_headers", "index.html",
]

# Lines of front matter with each key of a report that takes text. `{}` is the value.
FREE = [
    "title: {}", "summary: {}", "place: {}", "subject: {}", "host: {}", "when: {}", "lead: {}", "deputies: [{}]", "members: [{}]",
    "assessment: [{}]", "updates: [{{date: 2024-01-01, note: {}}}]", "document: {{type: {}, symbol: {}, place: {}, filing: {}}}",
    "references: [{{role: basis, type: {}, number: {}, issuer: {}, about: {}}}]", "cost: {{amount: 1, source: {}}}",
]
STRICT = [
    "province: {}", "topics: [{}]", "plan: {}", "council: {}", "aliases: [{}]", "status: withdrawn\nreason: x\nreplaced_by: {}",
    "uses: [{}]", "published: {}", "dates: {}", "document: {{number: {}}}", "lesson_aliases: {{x: {}}}", "size: {}", "slug: {}",
    "url: {}", "layout: {}", "output: {}",
]
BODIES = ["[chữ]({})", "![chữ](<{}>)", "<{}>", "[chữ]: {}\n\n[chữ]", "### Bài {{#{} .practice places=lao-cai}}\n\nNội dung.", "### {}", "| a |\n|---|\n| {} |"]
SETTINGS = ["title: {}", "base_url: {}", "contact: {}", "licence: {}", "theme: {}", "description: {}"]


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def report(line, payload):
    """A valid report with one key replaced."""
    line = line.format(*[quoted(payload)] * 4)
    key = line.split(":")[0]
    head = {
        "title": "title: Báo cáo", "dates": "dates: {from: 2023-08-18, to: 2023-08-25}", "lead": "lead: Phan Thanh Biên",
        "topics": "topics: [du lịch]", "locations": "locations: [{province: Lào Cai}]",
    }
    if key in ("place", "subject", "host", "when", "province"):
        province = "" if key == "province" else "province: Lào Cai, "
        head["locations"] = f"locations: [{{{province}{line}}}]"
    else:
        head[key] = line
    return "---\n" + "\n".join(head.values()) + "\n---\n\nNội dung.\n"


def run(table, full, times, reports):
    layouts(table)
    traversals(table, full)
    names(table, full)
    specials(table)
    races(table, times or (1000 if full else 15))


def layouts(table):
    """Output folders that are, contain or are inside a protected folder."""
    with scratch() as at:
        site = harness.Site(at / "home/site")
        for path in (".git/HEAD", "themes/x/page.html"):
            site.write(path, "x")
        for path in ("home/letter", "foreign/letter"):
            (at / path).parent.mkdir(exist_ok=True)
            (at / path).write_text("mine")
        (at / "link").symlink_to(site.at / "content")
        content = site.at / "content"
        outputs = {
            "the site": site.at, "above the site": at / "home", "the sources": content, "in the sources": content / "reports/x",
            "by a link": at / "link", "by ..": site.at / "public/../content", "another case": site.at / "CONTENT/x",
            "the root": pathlib.Path("/"), "home": at / "home", ".git": site.at / ".git", "in .git": site.at / ".git/x", "themes": site.at / "themes/x",
            "a foreign folder": at / "foreign",
        }
        before = harness.tree(at)
        refused = same = 0
        for output in outputs.values():
            done = site.build("-o", output, env={"HOME": os.fspath(at / "home")})
            refused += done.code == 2
            same += harness.tree(at) == before
        total = len(outputs)
        with mounted(at / "bind", "--bind", content) as made:
            if made:
                total += 1
                refused += site.build("-o", at / "bind").code == 2
                same += harness.tree(content) == harness.tree(at / "bind")
        table.row("paths", "output in sources, home, repository, foreign folders", f"{total} layouts: refused with exit 2 {refused}, no byte changed {same}", refused == same == total)


def surroundings(at, site):
    """The state of everything outside the output."""
    return harness.tree(at / "canary"), sorted(os.listdir(at)), sorted(os.listdir(site.at)), harness.tree(site.at / "content"), os.path.exists("/tmp/ssg-outside")


def traversals(table, full):
    cases = [("content/reports/2023/bao-cao.md", lambda p, line=line: report(line, p)) for line in FREE + STRICT]
    cases += [("content/reports/2023/bao-cao.md", lambda p, body=body: harness.report(body=body.format(p))) for body in BODIES]
    cases += [("content/site.yaml", lambda p, line=line: harness.SETTINGS.replace("title: Kho thử\n", "" if line.startswith("title") else "title: Kho thử\n") + line.format(quoted(p)) + "\n") for line in SETTINGS]
    builds = crashed = outside = published = 0
    with scratch() as at:
        (at / "canary").mkdir()
        for number, payload in enumerate(TRAVERSALS):
            # The small run uses one or two fields for each payload, each field in turn.
            for path, text in cases if full else cases[number % 26::26]:
                site = harness.Site(at / "site")
                site.write(path, text(payload))
                site.public.mkdir(exist_ok=True)
                before = surroundings(at, site)
                done = site.build()
                builds += 1
                crashed += done.crashed
                published += done.code == 0
                outside += surroundings(at, site) != before
                for folder, _, files in os.walk(site.public):
                    for name in files:
                        path_of = os.path.relpath(os.path.join(folder, name), site.public)
                        outside += not is_plain(path_of)
    table.row("paths", f"{len(TRAVERSALS)} traversals in {len(cases)} fields", f"{builds} builds, {published} published: crashed {crashed}, wrote outside or unexpected names {outside}", crashed == outside == 0)


# Files at the root of a site whose names are not addresses.
FIXED = {"_headers", "ssg-manifest.json"}


def is_plain(path):
    """Whether a path of the output contains only the characters of addresses."""
    allowed = set("abcdefghijklmnopqrstuvwxyz0123456789-./_")
    return path in FIXED or (set(path) <= allowed and ".." not in path and len(path) <= 180)


def names(table, full):
    """Source files with hostile names."""
    bad = [name for name in dict.fromkeys(payload.replace("/", "%2f") for payload in TRAVERSALS) if 0 < len(name.encode()) <= 250 and name not in (".", "..")]
    bad += ["a\nb", "a\tb", "\u202ea", "\u200ba", "a\x01", "-rf", "--help", "*", "?", "a|b", "\"", "'", "<img src=x>", "{{7*7}}", "é".encode().decode()]
    crashed = outside = count = 0
    with scratch() as at:
        (at / "canary").mkdir()
        endings = [".md", ".jpg", ""]
        for number, name in enumerate(bad):
            # The small run uses one extension for each name, in turn.
            for ending in endings if full else endings[number % 3:][:1]:
                site = harness.Site(at / "site")
                site.public.mkdir(exist_ok=True)
                path = site.at / "content/reports/2023" / (name + ending)
                path.write_text(harness.report() if ending == ".md" else "x")
                before = surroundings(at, site)
                done = site.build()
                count += 1
                crashed += done.crashed
                outside += surroundings(at, site) != before
                outside += sum(not is_plain(os.path.relpath(os.path.join(folder, file), site.public)) for folder, _, files in os.walk(site.public) for file in files)
                path.unlink()
    table.row("paths", "hostile names of files", f"{count}: crashed {crashed}, wrote outside or unexpected names {outside}", crashed == outside == 0)


def specials(table):
    """Links, loops, pipes and sockets are reported, not followed, and do not block."""
    with scratch() as at:
        secret = at / "secret"
        secret.mkdir()
        (secret / "khoa.md").write_bytes(harness.report(body=SECRET.decode()).encode())
        (secret / "khoa.jpg").write_bytes(SECRET)
        site = harness.Site(at / "site")
        here = site.at / "content/reports/2023"
        kinds = {
            "link to a file": lambda: (here / "x.md").symlink_to(secret / "khoa.md"),
            "link to a picture": lambda: (here / "x.jpg").symlink_to(secret / "khoa.jpg"),
            "link to a folder": lambda: (here / "x").symlink_to(secret),
            "link within the sources": lambda: (here / "x.md").symlink_to(here / "bao-cao-0.md"),
            "link to itself": lambda: (here / "x.md").symlink_to("x.md"),
            "link upwards": lambda: (here / "x").symlink_to(".."),
            "link to nothing": lambda: (here / "x.md").symlink_to("nowhere"),
            "pipe": lambda: os.mkfifo(here / "x.md"),
            "pipe as a picture": lambda: os.mkfifo(here / "x.jpg"),
            "socket": lambda: bind(here / "x.md"),
        }
        if os.geteuid() == 0:
            kinds["device"] = lambda: os.mknod(here / "x.md", 0o20644, os.makedev(1, 5))
        reported = leaked = slow = 0
        for make in kinds.values():
            make()
            done = site.build(timeout=10)
            reported += done.code == 1 and "x" in done.out
            slow += done.code == -1
            leaked += site.public.exists()
            for path in here.glob("x*"):
                path.unlink()
        table.row("paths", "links, loops, pipes, sockets, devices in the sources", f"{len(kinds)}: refused {reported}, blocked {slow}, published {leaked}", reported == len(kinds) and slow == leaked == 0)

        os.link(secret / "khoa.md", here / "x.md")
        done = site.build()
        files = [os.lstat(os.path.join(folder, name)) for folder, _, names in os.walk(site.public) for name in names]
        plain = sum(file.st_nlink == 1 and file.st_mode == 0o100644 for file in files)
        table.row("paths", "published files are plain, with a hard link among the sources", f"{len(files)}: plain, one link, mode 0644 {plain}", done.code == 0 and plain == len(files) > 0)


def bind(path):
    # The path of a socket has a length limit.
    here = os.getcwd()
    os.chdir(path.parent)
    try:
        socket.socket(socket.AF_UNIX).bind(path.name)
    finally:
        os.chdir(here)


def races(table, times):
    """During builds, a file and a folder become links to a secret and back, as fast as possible."""
    with scratch() as at:
        secret = at / "secret"
        secret.mkdir()
        for name in ("x.md", "bang.csv"):
            (secret / name).write_bytes(harness.report(body=SECRET.decode()).encode())
        site = harness.Site(at / "site", reports=5)
        here = site.at / "content/reports/2023"
        site.write("content/reports/2023/x.md", harness.report(body="[bảng](tep/bang.csv)"))
        site.write("content/reports/2023/tep/bang.csv", "a,b\n")
        links = [(here / "x.md", secret / "x.md"), (here / "tep/bang.csv", secret / "bang.csv"), (here / "tep", secret)]
        stop = threading.Event()

        def swap():
            while not stop.is_set():
                for path, to in links:
                    aside = at / "aside"
                    path.rename(aside)
                    path.symlink_to(to)
                    path.unlink()
                    aside.rename(path)

        thread = threading.Thread(target=swap)
        thread.start()
        leaked = crashed = published = 0
        try:
            for _ in range(times):
                done = site.build("--force")
                crashed += done.crashed
                published += done.code == 0
                leaked += bool(harness.holds(site.public, SECRET)) if site.public.exists() else 0
        finally:
            stop.set()
            thread.join()
        table.row("paths", "links swapped in while the sources are read", f"{times} builds, {published} published: leaked the secret {leaked}, crashed {crashed}", leaked == crashed == 0)
