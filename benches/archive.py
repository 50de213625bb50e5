#!/usr/bin/env python3
"""Write the same synthetic archive of N trip reports for three generators.

usage: archive.py N OUT [--words 1500] [--seed 1]

OUT gets ssg/ (a content folder), hugo/ and zola/ (whole sites with templates that
do equal work). Deterministic: the same N, --words and --seed give the same bytes.

The text is drawn from the two documents in ../content. In ssg/, half of the reports
link to earlier ones, and two in five carry out a batch of a plan; plans cite lessons.
These links are only for measuring how ssg scales: the other two do not have them.
"""
import argparse, datetime, pathlib, random, re, unicodedata

HERE = pathlib.Path(__file__).resolve().parent
ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("n", type=int)
ap.add_argument("out", type=pathlib.Path)
ap.add_argument("--words", type=int, default=1500, help="words a report, about")
ap.add_argument("--seed", type=int, default=1)
a = ap.parse_args()
R = random.Random(a.seed)

# ---- vocabulary -----------------------------------------------------------------
SHIPPED = ("reports/2023/con-dao-mot-so-tinh-phia-bac.md", "plans/2023/dong-thap.md")
text = "\n".join((HERE.parent / "content" / p).read_text(encoding="utf-8").split("\n---\n", 1)[1] for p in SHIPPED)
text = re.sub(r"\{#[^}]*\}|\[\^[^\]]*\]", " ", text)
text = re.sub(r"[*#|¹²³]", " ", text)
SENTENCES = [s.strip(" -") for s in re.split(r"(?<=[.;:])\s+|\n+", text) if len(s.split()) > 6]
# the provinces of the time (63 units until 30 June 2025), topics of crates/content/src/vocabulary/topics.yaml
PROVINCES = "An Giang|Bà Rịa - Vũng Tàu|Bắc Giang|Bắc Kạn|Bạc Liêu|Bắc Ninh|Bến Tre|Bình Định|Bình Dương|Bình Phước|Bình Thuận|Cà Mau|Cần Thơ|Cao Bằng|Đà Nẵng|Đắk Lắk|Đắk Nông|Điện Biên|Đồng Nai|Đồng Tháp|Gia Lai|Hà Giang|Hà Nam|Hà Nội|Hà Tĩnh|Hải Dương|Hải Phòng|Hậu Giang|Hòa Bình|Hưng Yên|Khánh Hòa|Kiên Giang|Kon Tum|Lai Châu|Lâm Đồng|Lạng Sơn|Lào Cai|Long An|Nam Định|Nghệ An|Ninh Bình|Ninh Thuận|Phú Thọ|Phú Yên|Quảng Bình|Quảng Nam|Quảng Ngãi|Quảng Ninh|Quảng Trị|Sóc Trăng|Sơn La|Tây Ninh|Thái Bình|Thái Nguyên|Thanh Hóa|Thừa Thiên Huế|Tiền Giang|Hồ Chí Minh|Trà Vinh|Tuyên Quang|Vĩnh Long|Vĩnh Phúc|Yên Bái".split("|")
TOPIC_SLUG = {label: slug for slug, label in re.findall(r'\{slug: ([a-z-]+), label: "([^"]+)", group', (HERE.parent / "crates/content/src/vocabulary/topics.yaml").read_text(encoding="utf-8"))}
TOPICS = list(TOPIC_SLUG)[:30]
HO = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý".split()
DEM = "Văn Thị Hữu Đức Minh Thanh Quốc Ngọc Kim Thu".split()
TEN = "An Bình Biên Cường Dũng Hà Hải Hạnh Hiền Hòa Hùng Lan Linh Long Mai Nam Nga Phúc Quang Sơn Thảo Tuyền Uyên Vinh Yến".split()
LEADS = sorted({f"{R.choice(HO)} {R.choice(DEM)} {R.choice(TEN)}" for _ in range(max(20, min(400, a.n // 10)))})
COUNCILS = [f"HĐND tỉnh {p}" for p in PROVINCES]


def slug(s):
    s = "".join(c for c in unicodedata.normalize("NFD", s.lower().replace("đ", "d")) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", s).strip("-")


def para(k):
    out, n = [], 0
    while n < k:
        s = R.choice(SENTENCES)
        out.append(s)
        n += len(s.split())
    return " ".join(out)


def write(path, s):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(s, encoding="utf-8")


def q(s):
    return '"' + s.replace('"', "'") + '"'


def lst(xs):
    return "[" + ", ".join(map(q, xs)) + "]"


# ---- links and plans, only for ssg ------------------------------------------------
# A second source of random numbers, so that links do not change the rest of the archive.
L = random.Random(a.seed + 1)
BATCHES = 6  # batches a plan
written = []  # reports so far: year, file name without .md, title
plans = {}  # the plan of each year that still gets batches: name, council, batches


def see_also(year):
    """A paragraph of links to earlier reports, or nothing."""
    if not written or L.random() < 0.5:
        return []
    links = []
    for to_year, name, title in L.sample(written, min(len(written), L.randrange(1, 4))):
        form = L.randrange(4)
        source = f"{name}.md" if to_year == year else f"../{to_year}/{name}.md"
        to = [source, source, source + "#bai-hoc-1", f"/bao-cao/{to_year}/{name}/"][form]
        links.append(f"[{title}]({to})")
    return ["Xem thêm: " + "; ".join(links) + ".", ""]


def join_plan(year, council, provinces, topics, start, end):
    """The front matter line of a report that carries out a batch, or nothing."""
    if L.random() < 0.6:
        return ""
    name, _, batches = plans.setdefault(year, (f"ke-hoach-{len(written) + 1}", council, []))
    batches.append((provinces, topics, start, end))
    number = len(batches)
    if number == BATCHES:
        write_plan(year, *plans.pop(year))
    return f"plan: {year}/{name}/{number}\n" if L.random() < 0.5 else f"plan: {name}/{number}\n"


def write_plan(year, name, council, batches):
    topics = sorted({topic for _, batch_topics, _, _ in batches for topic in batch_topics})
    head = f"title: {q(f'Kế hoạch học tập kinh nghiệm năm {year} ({name})')}\ncouncil: {q(council)}\npublished: {year}-01-02\ntopics: {lst(topics)}\nbatches:\n"
    for number, (provinces, batch_topics, start, end) in enumerate(batches, 1):
        stops = ", ".join(f"{{province: {q(province)}}}" for province in provinces)
        head += f"  - number: {number}\n    theme: {q('Trao đổi kinh nghiệm về ' + batch_topics[0])}\n    time: {{text: {q('Tháng ' + str(start.month))}, from: {start}, to: {end}}}\n    provinces: [{stops}]\n    topics: {lst(batch_topics)}\n"
    earlier = [report for report in L.sample(written, min(len(written), 20)) if report[0] < year]
    if earlier:
        to_year, report, _ = earlier[0]
        head += f"uses:\n  - lesson: {to_year}/{report}/bai-hoc-1\n"
    write(a.out / "ssg/content/plans" / str(year) / f"{name}.md", f"---\n{head}---\n\n{L.choice(SENTENCES)}\n")


# ---- reports --------------------------------------------------------------------
for i in range(a.n):
    y = 2004 + i % 21
    d0 = datetime.date(y, 1, 1) + datetime.timedelta(days=R.randrange(350))
    d1 = d0 + datetime.timedelta(days=R.randrange(1, 9))
    provs, tops, lead = R.sample(PROVINCES, R.randrange(1, 5)), R.sample(TOPICS, R.randrange(1, 5)), R.choice(LEADS)
    title = f"Học tập, trao đổi kinh nghiệm về {tops[0]} tại {', '.join(provs)} (chuyến {i + 1})"
    days = (d1 - d0).days + 1
    w = max(40, (a.words - 260) // (days + 4))
    body, ssg_body = [para(60), ""], None
    for k in range(days):
        d = d0 + datetime.timedelta(days=k)
        body += [f"## Ngày {d.day}/{d.month}/{d.year} tại {provs[k % len(provs)]}", "", para(w), ""]
        if k % 3 == 1:
            body += ["- " + para(18), "- **" + para(10) + "**", "- " + para(14), ""]
        if k % 4 == 2:
            body += ["| Nội dung | Kết quả |", "| --- | ---: |"]
            body += [f"| {para(8)[:80]} | {R.randrange(100)} |" for _ in range(4)] + [""]
    ssg_body = body + see_also(y)
    for text in (body, ssg_body):
        text += ["## Một số kinh nghiệm", ""]
    for k, t in enumerate(tops):
        p = para(w)
        body += [f"### Bài học {k + 1}", "", p, ""]
        ssg_body += [f"### Bài học {k + 1} {{#bai-hoc-{k + 1} .practice topics={TOPIC_SLUG[t]}}}", "", p, ""]
    name = f"{d0.isoformat()}-{slug(tops[0])}-{i + 1}"
    council = R.choice(COUNCILS)
    head = f"""title: {q(title)}
council: {q(council)}
dates: {{from: {d0}, to: {d1}}}
lead: {{name: {q(lead)}, position: "Phó Chủ tịch HĐND"}}
size: {R.randrange(8, 30)}
locations:
""" + "".join(f"  - {{province: {q(p)}}}\n" for p in provs) + f"topics: {lst(tops)}\n"
    head += join_plan(y, council, provs, tops, d0, d1)
    written.append((y, name, title))
    body, ssg_body = "\n".join(body), "\n".join(ssg_body)
    write(a.out / "ssg/content/reports" / str(y) / f"{name}.md", f"---\n{head}---\n\n{ssg_body}")
    write(a.out / "hugo/content/reports" / f"{name}.md", f"---\ntitle: {q(title)}\ndate: {d0}\nend: {d1}\nyears: [\"{y}\"]\nprovinces: {lst(provs)}\ntopics: {lst(tops)}\nleads: [{q(lead)}]\n---\n\n{body}")
    write(a.out / "zola/content/reports" / f"{name}.md", f"+++\ntitle = {q(title)}\ndate = {d0}\nslug = {q(slug(name))}\n[taxonomies]\nyears = [\"{y}\"]\nprovinces = {lst(provs)}\ntopics = {lst(tops)}\nleads = [{q(lead)}]\n[extra]\nend = \"{d1}\"\n+++\n\n{body}")

for year, plan in sorted(plans.items()):
    write_plan(year, *plan)

# ---- the peers' sites: the same pages from the same data --------------------------
CSS = "body{font:1rem/1.6 system-ui;max-width:60rem;margin:auto;padding:1rem}\n"
NAV = '<a href="#main">Bỏ qua điều hướng</a><header><a href="/">Kho lưu trữ</a><nav aria-label="Chính"><a href="/years/">Năm</a><a href="/provinces/">Tỉnh</a><a href="/topics/">Chủ đề</a><a href="/leads/">Trưởng đoàn</a></nav></header>'
h, hl = a.out / "hugo", a.out / "hugo/layouts"
write(h / "hugo.toml", 'baseURL = "https://example.org/"\nlocale = "vi"\ntitle = "Kho lưu trữ"\n[pagination]\npagerSize = 50\n[taxonomies]\nyear = "years"\nprovince = "provinces"\ntopic = "topics"\nlead = "leads"\n[services.rss]\nlimit = 50\n[outputs]\nhome = ["html","rss"]\nsection = ["html"]\ntaxonomy = ["html"]\nterm = ["html","rss"]\n')
write(hl / "baseof.html", '<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{ .Title }}</title><link rel="canonical" href="{{ .Permalink }}"><link rel="stylesheet" href="/style.css"></head><body>' + NAV + '<main id="main">{{ block "main" . }}{{ end }}</main><footer>HĐND</footer></body></html>')
write(hl / "single.html", '{{ define "main" }}<article><h1>{{ .Title }}</h1><dl><dt>Thời gian</dt><dd><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "02/01/2006" }}</time> – {{ .Params.end }}</dd>{{ range $k, $l := dict "years" "Năm" "provinces" "Tỉnh" "topics" "Chủ đề" "leads" "Trưởng đoàn" }}<dt>{{ $l }}</dt><dd>{{ range $.GetTerms $k }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</dd>{{ end }}</dl>{{ .TableOfContents }}{{ .Content }}</article><nav>{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>{{ end }}')
LISTH = '{{ define "main" }}<h1>{{ .Title }}</h1><ol>{{ range .Paginator.Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time>{{ .Date.Format "02/01/2006" }}</time>{{ range .GetTerms "topics" }} <a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</li>{{ end }}</ol><nav>{{ if .Paginator.HasPrev }}<a rel="prev" href="{{ .Paginator.Prev.URL }}">Trước</a>{{ end }} {{ .Paginator.PageNumber }}/{{ .Paginator.TotalPages }} {{ if .Paginator.HasNext }}<a rel="next" href="{{ .Paginator.Next.URL }}">Sau</a>{{ end }}</nav>{{ end }}'
write(hl / "section.html", LISTH)
write(hl / "term.html", LISTH)
write(hl / "taxonomy.html", '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Data.Terms.Alphabetical }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> ({{ .Count }})</li>{{ end }}</ul>{{ end }}')
write(hl / "home.html", '{{ define "main" }}<h1>{{ .Title }}</h1><ol>{{ range first 20 (where .Site.RegularPages "Section" "reports") }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ol>{{ range $k, $t := .Site.Taxonomies }}<h2>{{ $k }}</h2><ul>{{ range $t }}<li><a href="{{ .Page.RelPermalink }}">{{ .Page.Title }}</a> ({{ .Count }})</li>{{ end }}</ul>{{ end }}{{ end }}')
write(hl / "rss.xml", '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{{ .Title }}</title><link>{{ .Permalink }}</link><description>{{ .Title }}</description>{{ range first 50 .Pages }}<item><title>{{ .Title }}</title><link>{{ .Permalink }}</link><guid>{{ .Permalink }}</guid><pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" }}</pubDate></item>{{ end }}</channel></rss>')
write(h / "static/style.css", CSS)

z = a.out / "zola"
write(z / "config.toml", 'base_url = "https://example.org"\ntitle = "Kho lưu trữ"\ndefault_language = "en"\ncompile_sass = false\nbuild_search_index = false\ngenerate_feeds = true\nfeed_filenames = ["atom.xml"]\nfeed_limit = 50\ntaxonomies = [\n' + "".join(f'  {{name = "{t}", paginate_by = 50, feed = true}},\n' for t in ["years", "provinces", "topics", "leads"]) + "]\n")
write(z / "content/_index.md", '+++\ntitle = "Kho lưu trữ"\n+++\n')
write(z / "content/reports/_index.md", '+++\ntitle = "Báo cáo"\nsort_by = "date"\npaginate_by = 50\npage_template = "page.html"\ntemplate = "section.html"\n+++\n')
write(z / "templates/base.html", '<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{% block title %}{% endblock %}</title><link rel="canonical" href="{{ current_url | default(value="") | safe }}"><link rel="stylesheet" href="/style.css"></head><body>' + NAV + '<main id="main">{% block main %}{% endblock %}</main><footer>HĐND</footer></body></html>')
write(z / "templates/page.html", '{% extends "base.html" %}{% block title %}{{ page.title }}{% endblock %}{% block main %}<article><h1>{{ page.title }}</h1><dl><dt>Thời gian</dt><dd><time datetime="{{ page.date }}">{{ page.date | date(format="%d/%m/%Y") }}</time> – {{ page.extra.end }}</dd>{% for k, terms in page.taxonomies %}<dt>{{ k }}</dt><dd>{% for t in terms %}<a href="{{ get_taxonomy_url(kind=k, name=t) | safe }}">{{ t }}</a> {% endfor %}</dd>{% endfor %}</dl><ul>{% for h in page.toc %}<li><a href="{{ h.permalink | safe }}">{{ h.title }}</a></li>{% endfor %}</ul>{{ page.content | safe }}</article><nav>{% if page.lower %}<a rel="prev" href="{{ page.lower.permalink | safe }}">{{ page.lower.title }}</a>{% endif %}{% if page.higher %}<a rel="next" href="{{ page.higher.permalink | safe }}">{{ page.higher.title }}</a>{% endif %}</nav>{% endblock %}')
LISTZ = '<ol>{% for p in paginator.pages %}<li><a href="{{ p.permalink | safe }}">{{ p.title }}</a> <time>{{ p.date | date(format="%d/%m/%Y") }}</time>{% for t in p.taxonomies.topics %} <a href="{{ get_taxonomy_url(kind="topics", name=t) | safe }}">{{ t }}</a>{% endfor %}</li>{% endfor %}</ol><nav>{% if paginator.previous %}<a rel="prev" href="{{ paginator.previous | safe }}">Trước</a>{% endif %} {{ paginator.current_index }}/{{ paginator.number_pagers }} {% if paginator.next %}<a rel="next" href="{{ paginator.next | safe }}">Sau</a>{% endif %}</nav>'
write(z / "templates/section.html", '{% extends "base.html" %}{% block title %}{{ section.title }}{% endblock %}{% block main %}<h1>{{ section.title }}</h1>' + LISTZ + "{% endblock %}")
write(z / "templates/taxonomy_single.html", '{% extends "base.html" %}{% block title %}{{ term.name }}{% endblock %}{% block main %}<h1>{{ term.name }}</h1>' + LISTZ + "{% endblock %}")
write(z / "templates/taxonomy_list.html", '{% extends "base.html" %}{% block title %}{{ taxonomy.name }}{% endblock %}{% block main %}<h1>{{ taxonomy.name }}</h1><ul>{% for t in terms %}<li><a href="{{ t.permalink | safe }}">{{ t.name }}</a> ({{ t.page_count }})</li>{% endfor %}</ul>{% endblock %}')
write(z / "templates/index.html", '{% extends "base.html" %}{% block title %}{{ section.title }}{% endblock %}{% block main %}<h1>{{ section.title }}</h1>{% set r = get_section(path="reports/_index.md") %}<ol>{% for p in r.pages | slice(end=20) %}<li><a href="{{ p.permalink | safe }}">{{ p.title }}</a></li>{% endfor %}</ol>{% for k in ["years","provinces","topics","leads"] %}{% set t = get_taxonomy(kind=k) %}<h2>{{ k }}</h2><ul>{% for i in t.items %}<li><a href="{{ i.permalink | safe }}">{{ i.name }}</a> ({{ i.page_count }})</li>{% endfor %}</ul>{% endfor %}{% endblock %}')
write(z / "templates/atom.xml", '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{{ config.title }}</title><id>{{ feed_url | safe }}</id>{% for page in pages %}<entry><title>{{ page.title }}</title><published>{{ page.date | date(format="%+") }}</published><link href="{{ page.permalink | safe }}"/><id>{{ page.permalink | safe }}</id></entry>{% endfor %}</feed>')
write(z / "static/style.css", CSS)

# The settings, without which the program finds no archive.
write(a.out / "ssg/content/site.yaml", "title: Kho đo tốc độ\nbase_url: https://kho.example/\n")
