"""Hostile input: mutated sources, YAML bombs, deep nesting, and Markdown that takes long to parse."""

import random
import resource

import harness
from harness import scratch

MIB = 1 << 20


def run(table, full, times, reports):
    mutations(table, times or (2000 if full else 40))
    imports(table, times or (2000 if full else 30))
    bombs(table)
    families(table, full)


def seeds(*patterns):
    return [path for pattern in patterns for path in sorted(harness.ROOT.glob(pattern))]


WORDS = [b"---\n", b"---", b"\n", b"\r\n", b": ", b"- ", b"{", b"}", b"[", b"]", b"&a ", b"*a", b"!!", b"|\n", b">", b"\t", b"#", b"```", b"|---|", b"[^1]", b"{#",
         b"\xff", b"\xed\xa0\x80", b"\x00", b"\xef\xbb\xbf", b"\xe2\x80\xae", b"\xcc\x81" * 40, b"9" * 40, b"-1", b"1e400", b"0000-00-00", b"title", b"dates", b"null", b"~", b"'", b'"', b"\\"]


def mutate(data, rng):
    """Deletes, inserts, flips and copies a few spans of bytes."""
    data = bytearray(data)
    for _ in range(rng.choice([1, 1, 2, 4, 16])):
        at = rng.randrange(len(data) + 1)
        span = rng.randrange(1, 200)
        what = rng.randrange(5)
        if what == 0:
            del data[at:at + span]
        elif what == 1:
            data[at:at] = rng.choice(WORDS)
        elif what == 2 and at < len(data):
            data[at] ^= 1 << rng.randrange(8)
        elif what == 3:
            other = rng.randrange(len(data) + 1)
            data[at:at] = data[other:other + span]
        else:
            data[at:at] = rng.choice(WORDS) * rng.randrange(1, 60)
    return bytes(data)


def mutations(table, times):
    """Builds archives of mutated sources."""
    rng = random.Random(harness.SEED)
    sources = seeds("content/**/*.md", "content/*.yaml", "tests/follow-up/content/**/*.md", "src/new_site/*")
    texts = {path: path.read_bytes() for path in sources}
    crashed = slow = changed = documents = 0
    slowest = 0
    with scratch() as at:
        site = harness.Site(at / "site")
        assert site.build().code == 0
        published = harness.tree(site.public)
        for number in range(times):
            for index in range(10):
                path = rng.choice(sources)
                documents += 1
                if path.suffix == ".yaml":
                    site.write(rng.choice(["content/site.yaml", "content/topics.yaml"]), mutate(texts[path], rng))
                else:
                    site.write(f"content/{rng.choice(['reports', 'plans', 'pages'])}/2023/x-{index}.md", mutate(texts[path], rng))
            start = cpu()
            done = site.build()
            seconds = cpu() - start
            slowest = max(slowest, seconds)
            slow += seconds > 2
            crashed += done.crashed
            if done.crashed:
                keep(site.at / "content", number)
            now = harness.tree(site.public)
            changed += done.code != 0 and now != published
            published = now
            for path in site.at.glob("content/*/2023/x-*.md"):
                path.unlink()
            site.write("content/site.yaml", harness.SETTINGS)
            (site.at / "content/topics.yaml").unlink(missing_ok=True)
    table.row("input", "mutated sources, complete builds", f"{times} builds of {documents} mutated files: crashed {crashed}, over 2 s {slow} (slowest {slowest:.2f} s of CPU), refused but changed the old site {changed}", crashed == slow == changed == 0)


def keep(folder, number):
    """Keeps the sources that crashed the program, for inspection."""
    import shutil
    shutil.copytree(folder, f"/tmp/ssg-crashed-{number}", dirs_exist_ok=True)


def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def imports(table, times):
    """Imports Word files with mutations of the zip archive or of its parts."""
    import io
    import zipfile

    rng = random.Random(harness.SEED)
    files = seeds("tests/import/files/*.docx")
    crashed = slow = 0
    slowest = 0
    with scratch() as at:
        site = harness.Site(at / "site")
        for number in range(times):
            data = rng.choice(files).read_bytes()
            if rng.random() < 0.3:
                data = mutate(data, rng)
            else:
                made = io.BytesIO()
                with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
                    for part in old.namelist():
                        text = old.read(part)
                        new.writestr(part, mutate(text, rng) if part.endswith(".xml") and rng.random() < 0.5 else text)
                data = made.getvalue()
            path = at / "x.docx"
            path.write_bytes(data)
            start = cpu()
            done = harness.ssg("import", path, "--root", site.at, "--year", "2023", "--force")
            slowest = max(slowest, cpu() - start)
            slow += cpu() - start > 2
            crashed += done.crashed
    table.row("input", "mutated Word files", f"{times}: crashed {crashed}, over 2 s {slow} (slowest {slowest:.2f} s of CPU)", crashed == slow == 0)


def bombs(table):
    """YAML that expands or nests too much, on a stack of 1 MiB, and front matter beyond the limits."""
    deep = 10_000
    heads = {
        "billion laughs": "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)),
        "100,000 aliases": "a: &a x\nb: [" + ",".join(["*a"] * 15_000) + "]\n",
        "an alias of itself": "a: &a [*a]\n",
        "merge keys": "a: &a {x: 1}\n" + "b:\n  <<: *a\n",
        "lists in flow": "a: " + "[" * deep + "]" * deep + "\n",
        "maps in flow": "a: " + "{a: " * deep + "}" * deep + "\n",
        "lists in blocks": "a:\n  " + "- " * deep + "x\n",
        "maps in blocks": "".join(" " * n + "a:\n" for n in range(300)),
        "explicit keys": "? " * deep + "x\n",
        "quotes unclosed": 'a: "' + "x" * 60_000 + "\n",
        "front matter beyond 64 KiB": "a: " + "x" * (70 << 10) + "\n",
        "20,000 keys": "".join(f"k{n}: 1\n" for n in range(8_000)),
        "one key 5,000 times": "title: x\n" * 5_000,
        "anchors": "".join(f"k{n}: &k{n} x\n" for n in range(4_000)),
        "a tag": "a: !!python/object/apply:os.system ['id']\n",
    }
    bodies = {
        "quotes": ">" * 100_000, "lists": "- " * 50_000 + "x", "numbered lists": "1. " * 30_000 + "x", "brackets": "[" * 100_000, "images": "![" * 50_000, "emphasis": "*" * 100_000, "both": "*_" * 50_000 + "x",
        "backticks": "".join("`" * n + " " for n in range(1, 400)), "links": "[a](" * 30_000, "html": "<" * 100_000, "table": "|a" * 50_000 + "\n" + "|-" * 50_000 + "\n",
        "footnotes": "".join(f"[^{n}]" for n in range(2_000)), "definitions": "".join(f"[^{n}]: x\n\n" for n in range(2_000)), "headings": "# a\n\n" * 20_000,
    }
    for kind, cases in (("heads", heads), ("bodies", bodies)):
        crashed = slow = large = reported = 0
        worst = []
        for name, text in cases.items():
            with scratch() as at:
                site = harness.Site(at / "site", reports=0)
                source = f"---\n{text}---\n\nx\n" if kind == "heads" else harness.report(body=text)
                site.write("content/reports/2023/x.md", source)
                # The limit sets the stack size of the first thread and the default of others.
                start = cpu()
                done = site.build(limits=[(resource.RLIMIT_STACK, MIB), (resource.RLIMIT_AS, 1 << 30)], timeout=30)
                seconds = cpu() - start
                crashed += done.crashed
                slow += seconds > 5
                reported += done.code == 1 and "x.md" in done.out
                large += len(done.out) > 200_000
                if done.crashed or seconds > 2:
                    worst.append(f"{name}: exit {done.code}, {seconds:.1f} s")
        hazard = {"heads": "YAML bombs and depth 10,000, stack 1 MiB, memory 1 GiB", "bodies": "Markdown nested up to 100,000 deep, stack 1 MiB"}[kind]
        ok = crashed == slow == 0 and (kind == "bodies" or reported == len(cases))
        table.row("input", hazard, f"{len(cases)}: crashed {crashed}, reported by name {reported}, over 5 s of CPU {slow} {'; '.join(worst)}", ok)


FAMILIES = {
    "quotes in quotes": lambda n: "> " * 50 + "\n" + "> x\n" * (n // 4), "unclosed links": lambda n: "[a](" * (n // 4), "unclosed brackets": lambda n: "[" * n, "closed brackets": lambda n: "[" * (n // 2) + "]" * (n // 2),
    "emphasis": lambda n: "*a " * (n // 3), "emphasis closed": lambda n: "a**b" * (n // 4) + "c* " * (n // 8), "backticks": lambda n: "".join("`" * k + "a" for k in range(1, int((2 * n) ** 0.5))), "entities": lambda n: "&" * n,
    "less-than": lambda n: "<" * n, "comments": lambda n: "<!--" * (n // 4), "rows": lambda n: "|a|b|\n|-|-|\n" + "|a|b|\n" * (n // 6), "columns": lambda n: "|" + "a|" * 500 + "\n|" + "-|" * 500 + "\n" + "|x|\n" * (n // 40),
    "footnote uses": lambda n: "[^1]: x\n\n" + "[^1] " * (n // 5), "footnotes": lambda n: "".join(f"x[^{k}]\n\n[^{k}]: y\n\n" for k in range(n // 25)), "references": lambda n: "[a]: /b\n" * (n // 8) + "\n[a]\n",
    "headings": lambda n: "## Một\n\n" * (n // 8), "lists": lambda n: "- a\n" * (n // 4), "long words": lambda n: "ngắt" * (n // 6), "escapes": lambda n: "\\*" * (n // 2), "hard breaks": lambda n: "a  \n" * (n // 4),
    "undefined footnotes": lambda n: "".join(f"[^{k}] " for k in range(n // 8)), "unclosed footnote labels": lambda n: "[^" * (n // 2), "broken links": lambda n: "[a](b.md) " * (n // 10),
    "links to anchors": lambda n: "## a {#a}\n\n" + "[a](#a) " * (n // 8), "anchors without a heading": lambda n: "[a](#b) " * (n // 8), "duplicate anchors": lambda n: "## a {#a}\n\n" * (n // 11), "unknown attributes": lambda n: "## a {.x y=z}\n\n" * (n // 15),
    "photos": lambda n: "![a](b.jpg)\n\n" * (n // 13), "unclosed photos": lambda n: "![" * (n // 4) + "](a.jpg)" * (n // 16), "tags": lambda n: "<b>a</b>" * (n // 8), "phone numbers": lambda n: "0912345678 " * (n // 11),
    "e-mail addresses": lambda n: "a@b.vn " * (n // 7), "dates": lambda n: "18/8/2023 " * (n // 10), "one-letter words": lambda n: "ạ " * (n // 4), "new words": lambda n: " ".join(f"từ{k}" for k in range(n // 10)),
    "tasks": lambda n: "- [ ] a\n" * (n // 8), "a list in a list": lambda n: "".join("  " * (k % 40) + "- a\n" for k in range(n // 44)), "lessons that link": lambda n: "".join(f"### Bài {k} {{#b{k} .practice places=lao-cai}}\n\n[x](#b{k}) [y](#b0)\n\n" for k in range(n // 75)),
    "code": lambda n: "```\n" * (n // 4), "lessons": lambda n: "".join(f"### Bài {k} {{#b{k} .practice places=lao-cai}}\n\nx\n\n" for k in range(n // 60)),
}


def families(table, full):
    # Measuring growth takes three sizes, and measuring termination takes one.
    size = 200_000 if full else 20_000
    sizes = (0, size, 2 * size) if full else (2 * size,)
    slow = []
    steep = []
    refused = 0
    worst = 0
    for name, family in FAMILIES.items():
        seconds = []
        for n in sizes:
            with scratch() as at:
                site = harness.Site(at / "site", reports=0)
                site.write("content/reports/2023/x.md", harness.report(body=family(n) or "x"))
                best = 1e9
                for _ in range(3 if full else 1):
                    start = cpu()
                    done = site.build(timeout=60)
                    best = min(best, cpu() - start)
                seconds.append(best)
                refused += done.code == 1 and n > 0
                if done.crashed:
                    slow.append(f"{name}: exit {done.code}")
        if seconds[-1] > 10:
            slow.append(f"{name}: {seconds[-1]:.1f} s")
        if full:
            # Differences of a few hundredths of a second are noise.
            ratio = (seconds[2] - seconds[0]) / max(seconds[1] - seconds[0], 0.05)
            worst = max(worst, ratio)
            if ratio > 2.5:
                steep.append(f"{name}: {seconds[1]:.2f} s, {seconds[2]:.2f} s")
    sized = " and ".join(f"{n >> 10}" for n in sizes if n)
    figure = f"{len(FAMILIES)}, {sized} KiB: crashed or over 10 s {len(slow)}, refused {refused} of {len(FAMILIES) * sum(n > 0 for n in sizes)}"
    if full:
        figure += f", CPU factor for double size at most {worst:.2f}"
    table.row("input", "families of hostile Markdown, complete builds", f"{figure} {'; '.join(slow + steep)}", not slow and not steep)
