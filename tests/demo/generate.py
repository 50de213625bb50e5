#!/usr/bin/env python3
"""Writes the demonstration archive: about 120 invented documents that fill every kind of page.

    python3 tests/demo/generate.py OUT

makes `OUT/content/…`; build it with `ssg build -r OUT`. Nothing here is real, and the title of the
site says so on every page. The output is the same on any machine: random choices are hashes of `SEED`
and the name of the choice, and there is no clock. `stock.py` has the prose, `places.py` the provinces.
"""

import datetime
import hashlib
import json
import os
import re
import shutil
import sys
import unicodedata

sys.dont_write_bytecode = True

import places  # noqa: E402
import stock  # noqa: E402

SEED = "kho-minh-hoa-1"
# The newest day in the sources. The program uses it as today for deadlines.
NEWEST = datetime.date(2026, 10, 30)
REFORM = datetime.date(2025, 7, 1)

# The attachments of one report, written by tests/pdf/generate.py.
FILES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "files")

# Words that must never appear on a page. Tests search for them.
DRAFT_TOKEN = "NHAP-7731"
WITHDRAWN_TOKEN = "RUT-5512"


# Random choices.


def hash_of(*key):
    text = "|".join([SEED, *map(str, key)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def pick(items, *key):
    return items[hash_of(*key) % len(items)]


def chance(percent, *key):
    return hash_of(*key) % 100 < percent


def between(low, high, *key):
    return low + hash_of(*key) % (high - low + 1)


def some(items, count, *key):
    order = sorted(range(len(items)), key=lambda at: hash_of(*key, at))
    return [items[at] for at in order[:count]]


# Writing.


def slug(text):
    text = text.lower().replace("đ", "d")
    text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.sub("[^a-z0-9]+", "-", text).strip("-")


def scalar(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    plain = re.fullmatch(r"[^\W_][\w ./–-]*(?<! )", value) and value.lower() not in ("true", "false", "null")
    return value if plain else json.dumps(value, ensure_ascii=False)


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def yaml(head):
    lines = []
    for key, value in head.items():
        if value in (None, "", [], {}):
            continue
        long_list = isinstance(value, list) and (isinstance(value[0], dict) or len(flow(value)) > 90)
        if long_list:
            lines.append(f"{key}:")
            lines += [f"  - {flow(item)}" for item in value]
        elif isinstance(value, dict) and len(flow(value)) > 90:
            lines.append(f"{key}:")
            lines += [f"  {inner}: {flow(item)}" for inner, item in value.items() if item not in ("", [])]
        else:
            lines.append(f"{key}: {flow(value)}")
    return "\n".join(lines) + "\n"


def write(out, path, text):
    path = os.path.join(out, *path.split("/"))
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def document(head, body):
    assert not re.search(r"\{\w+\}", body), re.search(r".{30}\{\w+\}", body)
    return f"---\n{yaml(head)}---\n\n{body.strip()}\n"


def say(day):
    """A day as written in a sentence."""
    return f"{day.day:02}/{day.month:02}/{day.year}" if day.month < 3 else f"{day.day:02}/{day.month}/{day.year}"


def capital(text):
    return text[0].upper() + text[1:]


def lower_first(text):
    keep = text.split()[0].isupper() or text.startswith("HĐND")
    return text if keep else text[0].lower() + text[1:]


def listed(items):
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " và " + items[-1]


# The councils and their people.

COUNCILS = {
    "minh-hoa": {
        "name": "HĐND tỉnh Minh Hoạ",
        "ta": "tỉnh",
        "seat": "Minh Hoạ",
        "party": "Thường trực Tỉnh ủy",
        "office": "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
        "code": "TU",
        "people": [
            ("Lý Mộc Tùng", "ông", [(2015, "Phó Chủ tịch HĐND tỉnh"), (2021, "Ủy viên Ban Thường vụ Tỉnh ủy, Chủ tịch HĐND tỉnh")]),
            ("Doãn Thục Uyên Nhi", "bà", [(2015, "Trưởng Ban Văn hóa - Xã hội HĐND tỉnh")]),
            ("Khổng Thế Lãm", "ông", [(2015, "Trưởng Ban Kinh tế - Ngân sách HĐND tỉnh")]),
            ("Nông Thanh Hạ Vi", "bà", [(2015, "Phó Trưởng Ban Pháp chế HĐND tỉnh"), (2021, "Phó Chủ tịch HĐND tỉnh")]),
        ],
        "trips": {2015: 2, 2016: 2, 2017: 2, 2018: 3, 2019: 4, 2020: 1, 2021: 1, 2022: 3, 2023: 4, 2024: 3, 2025: 3, 2026: 2},
    },
    "vi-du": {
        "name": "HĐND thành phố Ví Dụ",
        "ta": "thành phố",
        "seat": "Ví Dụ",
        "party": "Ban Thường vụ Thành ủy",
        "office": "Văn phòng Đoàn ĐBQH và HĐND thành phố",
        "code": "TU",
        "people": [
            ("Tạ Khai Nguyên", "ông", [(2015, "Ủy viên Ban Thường vụ Thành ủy, Phó Chủ tịch Thường trực HĐND thành phố")]),
            ("Mạc Sương Mai", "bà", [(2015, "Trưởng Ban Đô thị HĐND thành phố")]),
            ("Viên Kỳ Phong", "ông", [(2015, "Trưởng Ban Pháp chế HĐND thành phố")]),
        ],
        "trips": {2016: 1, 2017: 2, 2018: 2, 2019: 3, 2020: 1, 2021: 1, 2022: 2, 2023: 3, 2024: 3, 2025: 2, 2026: 2},
    },
    "song-thu-minh-hoa": {
        "name": "HĐND huyện Sông Thử (tỉnh Minh Hoạ)",
        "ta": "huyện",
        "seat": "Sông Thử",
        "party": "Thường trực Huyện ủy",
        "office": "Văn phòng HĐND và UBND huyện",
        "code": "HU",
        "people": [
            ("Đặng Thái Hòa", "ông", [(2015, "Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện")]),
            ("Ngụy Ái Xuân Yên", "bà", [(2015, "Phó Chủ tịch HĐND huyện")]),
        ],
        "trips": {2015: 1, 2016: 1, 2017: 1, 2018: 2, 2019: 2, 2020: 1, 2022: 2, 2023: 2, 2024: 2, 2025: 1},
    },
    "song-thu-gia-dinh": {
        "name": "HĐND huyện Sông Thử (tỉnh Giả Định)",
        "ta": "huyện",
        "seat": "Sông Thử",
        "party": "Thường trực Huyện ủy",
        "office": "Văn phòng HĐND và UBND huyện",
        "code": "HU",
        "people": [
            ("Lý Mộc Tùng", "ông", [(2015, "Chủ tịch HĐND huyện")]),
            ("Thân Bích Lam Châu", "bà", [(2015, "Trưởng Ban Kinh tế - Xã hội HĐND huyện")]),
        ],
        "trips": {2017: 1, 2018: 1, 2019: 1, 2021: 1, 2022: 1, 2023: 2, 2024: 1},
    },
    "gia-dinh": {
        "name": "HĐND tỉnh Giả Định",
        "ta": "tỉnh",
        "seat": "Giả Định",
        "party": "Thường trực Tỉnh ủy",
        "office": "Văn phòng Đoàn ĐBQH và HĐND tỉnh",
        "code": "TU",
        "people": [
            ("Bế Vĩnh Xuyên", "ông", [(2015, "Phó Chủ tịch HĐND tỉnh")]),
            ("Kiều Diễm Thảo Nguyên", "bà", [(2015, "Trưởng Ban Dân tộc HĐND tỉnh")]),
        ],
        "trips": {2019: 1, 2020: 1, 2022: 1, 2023: 2, 2024: 2, 2025: 2, 2026: 2},
    },
    "hon-tuong": {
        "name": "HĐND đặc khu Hòn Tưởng",
        "before": "HĐND huyện Hòn Tưởng",
        "ta": "đặc khu",
        "seat": "Hòn Tưởng",
        "party": "Thường trực Đảng ủy",
        "office": "Văn phòng HĐND và UBND đặc khu",
        "code": "ĐU",
        "people": [
            ("Tiêu Đông Triều", "ông", [(2015, "Chủ tịch HĐND huyện"), (2026, "Chủ tịch HĐND đặc khu")]),
            ("Lục Lệ Thu Cúc", "bà", [(2015, "Phó Chủ tịch HĐND huyện"), (2025, "Phó Chủ tịch HĐND đặc khu")]),
        ],
        "trips": {2022: 1, 2023: 1, 2024: 1, 2025: 1, 2026: 1},
    },
}

SITE = """\
# Kho minh hoạ, do tests/demo/generate.py viết ra. Mọi cơ quan, con người và chuyến đi đều hư cấu.
title: "Kho minh hoạ (dữ liệu minh hoạ, không có thật)"
description: Dữ liệu minh hoạ để thử chương trình. Mọi cơ quan, con người, chuyến đi và số liệu trong kho này đều do máy đặt ra, không có thật.
base_url: https://minh-hoa.example/kho/
councils:
  - name: HĐND tỉnh Minh Hoạ
    aliases: [Hội đồng nhân dân tỉnh Minh Hoạ]
    address: Số 1, đường Thí Dụ, phường Mẫu, tỉnh Minh Hoạ
    contact: Phòng Công tác Hội đồng, buổi sáng các ngày làm việc
    reporting: {report_within_days: 30}
    level: province
  - name: HĐND thành phố Ví Dụ
    address: Số 2, quảng trường Ví Dụ, thành phố Ví Dụ
    contact: Văn phòng Đoàn ĐBQH và HĐND thành phố
  - name: HĐND huyện Sông Thử (tỉnh Minh Hoạ)
    level: district
    ended: 2025-06-30
    successor: HĐND xã Sông Thử
  - name: HĐND xã Sông Thử
    level: commune
  - name: HĐND đặc khu Hòn Tưởng
    province: Kiên Giang
    aliases: [HĐND huyện Hòn Tưởng]
    address: Khu trung tâm, đặc khu Hòn Tưởng
contact: Đây là kho minh hoạ, không có cơ quan phụ trách.
contact_office: bao-sai-sot@minh-hoa.example
correction_days: 10
licence: CC0 1.0 (dữ liệu minh hoạ, dùng tự do)
"""

ABOUT = """\
---
title: Giới thiệu
summary: Kho minh hoạ để thử chương trình; mọi thứ trong kho đều hư cấu.
published: 2026-09-01
updates:
  - {date: 2026-10-30, by: editor, note: "Bổ sung các báo cáo quý III năm 2026."}
---

> **Đây là dữ liệu minh hoạ.** Mọi cơ quan, con người, chuyến đi, văn bản, số liệu và lời nhận xét trong kho này đều do máy ghép từ những câu viết sẵn. Không có gì xảy ra thật.

Tên các tỉnh, thành và nhiều nơi đến là tên có thật, vì chương trình cần chúng để xếp trang. Những điều kể về các nơi ấy thì không có thật, và không nói gì về địa phương mang tên đó.

## Kho này để làm gì

Hai văn bản thật đi kèm chương trình không đủ làm đầy mọi trang. Kho minh hoạ có khoảng 120 văn bản, để người xem thấy trang nào cũng có nội dung:

- các [báo cáo](/bao-cao/) từ năm 2015 đến 2026, có bản dài, bản rất ngắn, bản đã rút và bản đã đính chính;
- các [bài học](/bai-hoc/) thuộc cả ba loại, có bài được nơi khác dùng lại qua nhiều năm;
- các [kế hoạch](/ke-hoach/) với đợt đã báo cáo, chờ báo cáo, quá hạn, chưa đi, đã hủy;
- các trang theo [tỉnh, thành](/tinh/), [chủ đề](/chu-de/), [năm](/nam/), [cơ quan](/co-quan/) và [trưởng đoàn](/truong-doan/).

## Những cái tên trong kho

| Tên | Là gì |
| --- | --- |
| Minh Hoạ, Giả Định | hai tỉnh không có trên bản đồ |
| Ví Dụ | một thành phố không có trên bản đồ |
| Sông Thử | hai huyện cùng tên, ở hai tỉnh ấy |
| Hòn Tưởng | một huyện đảo, từ ngày 01/7/2025 là đặc khu |

Tên người cũng được ghép ngẫu nhiên. Nếu trùng với ai thì chỉ là tình cờ.
"""

# Trips with fixed values: (council, year, number) and the values.
XUYEN_VIET = ["Quảng Ninh", "Hải Phòng", "Ninh Bình", "Nghệ An", "Quảng Bình", "Thừa Thiên Huế", "Đà Nẵng", "Bình Định", "Khánh Hòa", "Lâm Đồng"]
QUANG_NINH = ("quang-ninh-hai-phong", "tỉnh Quảng Ninh và thành phố Hải Phòng", ["Quảng Ninh", "Hải Phòng"])
LONG_NAME = "Nguyễn Hoàng Phương Trần Lê Thục Đoan Diễm Quỳnh Anh Thư Mai"
LONG_TITLE = (
    "Kết quả Đoàn công tác của Thường trực, các Ban, các Tổ đại biểu Hội đồng nhân dân đi học tập, trao đổi kinh nghiệm "
    "về nâng cao chất lượng giám sát chuyên đề, thẩm tra dự thảo nghị quyết, chất vấn, giải trình, tiếp xúc cử tri và đôn đốc "
    "giải quyết kiến nghị của cử tri tại các tỉnh phía Bắc"
)
SPECIAL = {
    ("minh-hoa", 2019, 1): {"name": "xuyen-viet", "route": ("xuyen-viet", "mười tỉnh, thành từ Bắc vào Nam", XUYEN_VIET), "from": "2019-05-06", "days": 13, "stops": 25, "size": "l", "topics": ["giam-sat", "du-lich", "chuyen-doi-so", "tiep-xuc-cu-tri", "cai-cach-hanh-chinh", "di-san-di-tich", "moi-truong", "ban-hanh-nghi-quyet"], "title": "Kết quả chuyến công tác học tập kinh nghiệm tại mười tỉnh, thành từ Bắc vào Nam"},
    ("minh-hoa", 2022, 0): {"title": LONG_TITLE, "route": ("viet-bac", "các tỉnh Việt Bắc", ["Thái Nguyên", "Tuyên Quang", "Hà Giang"]), "size": "m", "topics": ["giam-sat", "chat-van", "tiep-xuc-cu-tri"]},
    ("vi-du", 2022, 1): {"title": "Học tập kinh nghiệm “một cửa” & <dịch vụ công trực tuyến> ở \"thành phố đáng sống\": 'làm ít mà kỹ'", "route": ("da-nang", "thành phố Đà Nẵng", ["Đà Nẵng"]), "size": "m", "topics": ["cai-cach-hanh-chinh", "chuyen-doi-so"]},
    ("vi-du", 2019, 2): {"lead": (LONG_NAME, "bà", "Trưởng Ban Văn hóa - Xã hội HĐND thành phố")},
    ("minh-hoa", 2022, 1): {"from": "2022-07-11", "days": 4, "route": QUANG_NINH, "size": "m"},
    ("minh-hoa", 2022, "w"): {"name": "minh-hoa-quang-ninh-hai-phong-ban-dau", "from": "2022-07-11", "days": 4, "route": QUANG_NINH, "size": "m"},
    ("minh-hoa", 2018, 2): {"from": "2018-12-28", "days": 6},
    ("gia-dinh", 2023, 1): {"from": "2023-12-27", "days": 8},
    ("minh-hoa", 2025, 1): {"route": ("quang-binh-quang-tri", "Quảng Bình, Quảng Trị trong những ngày sắp xếp đơn vị hành chính", ["Quảng Bình", "Quảng Trị"]), "from": "2025-06-28", "days": 7, "topics": ["to-chuc-chinh-quyen", "cai-cach-hanh-chinh"], "size": "m"},
    ("vi-du", 2025, 1): {"route": ("binh-duong", "Bình Dương cũ, nay thuộc Thành phố Hồ Chí Minh", ["Bình Dương"]), "from": "2025-09-15", "days": 3, "topics": ["to-chuc-chinh-quyen", "chuyen-doi-so"], "size": "m"},
    ("minh-hoa", 2024, 1): {"size": "xl", "topics": ["giam-sat", "chuyen-doi-so", "tiep-xuc-cu-tri", "du-lich"], "folder": True},
    ("minh-hoa", 2026, 1): {"from": "2026-09-14", "days": 5, "size": "l", "topics": ["chuyen-doi-so", "giam-sat"]},
    ("gia-dinh", 2026, 1): {"from": "2026-08-17", "days": 4},
    ("song-thu-minh-hoa", 2023, 1): {"lead": ("Đặng Thái Hoà", "ông", "Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện")},
}
WITHDRAWN = {
    ("minh-hoa", 2022, "w"): "Báo cáo in nhầm số liệu của đợt 1; đã thay bằng bản khác.",
    ("song-thu-gia-dinh", 2022, "w"): "Rút theo đề nghị của Thường trực HĐND huyện để rà soát lại nội dung.",
    ("vi-du", 2020, "w"): "Chuyến đi không diễn ra; văn bản được đưa vào kho do nhầm lẫn.",
}
DRAFTS = [("minh-hoa", 2026, "d"), ("vi-du", 2026, "d"), ("gia-dinh", 2025, "d")]

WEIGHTS = {"giam-sat": 9, "chuyen-doi-so": 8, "du-lich": 7, "tiep-xuc-cu-tri": 5, "chat-van": 5, "to-chuc-ky-hop": 4, "ban-hanh-nghi-quyet": 4}


# Lessons of the stock.


def stock_of(text):
    found = {"+": [], "!": [], ">": [], "=": []}
    for line in text.strip().splitlines():
        found[line[0]].append(line[2:].split(" | ", 1) if line[0] != "=" else line[2:])
    lessons = [("practice", *row) for row in found["+"]]
    lessons += [("caution", *row) for row in found["!"]]
    lessons += [("recommendation", *row) for row in found[">"]]
    return lessons, found["="]


STOCK = {topic: stock_of(text) for topic, text in stock.TOPICS.items()}
OF_63, OF_34 = places.table(places.OF_63), places.table(places.OF_34)
ROUTES_63, ROUTES_34 = places.routes(places.ROUTES_63), places.routes(places.ROUTES_34)
OF_34_NAMES = {province for _, _, provinces in ROUTES_34 for province in provinces}
used_lessons = {}
used_accounts = {}
gone_before = set()


def rarest(items, counts, taken, *key):
    """One of the least used items that are not taken."""
    left = [item for item in items if item not in taken]
    if not left:
        return None
    least = min(counts.get(item, 0) for item in left)
    item = pick([item for item in left if counts.get(item, 0) == least], *key)
    counts[item] = counts.get(item, 0) + 1
    taken.add(item)
    return item


def full(province, day):
    """The name of a province with its type on that day."""
    if province == "Hồ Chí Minh":
        return "Thành phố Hồ Chí Minh"
    if province == "Thừa Thiên Huế" and day.year == 2025:
        return "thành phố Huế"
    since = places.CITIES.get(province)
    return f"{'thành phố' if since and day.isoformat() >= since else 'tỉnh'} {province}"


def joined(provinces, day):
    names = [full(province, day) for province in provinces]
    if len(names) > 1 and all(name.startswith("tỉnh ") for name in names):
        return "các tỉnh " + listed(provinces)
    return listed(names)


# Reports.


class Report:
    """One trip and its report."""

    def __init__(self, council, year, which):
        self.key = key = (council, year, which)
        self.council, self.year, self.which = council, year, which
        self.info = COUNCILS[council]
        self.special = SPECIAL.get(key, {})
        self.status = "withdrawn" if which == "w" else "draft" if which == "d" else "published"
        self.uses, self.batch, self.lessons, self.updates = [], None, [], []
        self.head_extra = {}
        self.when()
        self.where()
        self.about()
        self.who()

    def when(self):
        if "from" in self.special:
            self.start = datetime.date.fromisoformat(self.special["from"])
        else:
            trips = self.info["trips"].get(self.year, 1)
            last = 9 if self.year == 2026 else 5 if self.info["ta"] == "huyện" and self.year == 2025 else 11
            at = self.which if isinstance(self.which, int) else 0
            month = min(last, 3 + (at * 9 + between(0, 6, "month", *self.key)) // max(1, trips))
            self.start = datetime.date(self.year, month, between(8, 26, "day", *self.key))
            # Meetings with offices are on working days.
            self.start -= datetime.timedelta(self.start.weekday() - between(0, 1, "weekday", *self.key))

    def where(self):
        self.after = self.start >= REFORM
        routes = ROUTES_34 if self.after else ROUTES_63
        # A council does not take the same route twice in a year.
        left = [route for route in routes if (self.council, self.year, route[0]) not in gone_before]
        self.route, self.label, self.provinces = self.special.get("route") or pick(left, "route", *self.key)
        gone_before.add((self.council, self.year, self.route))
        self.days = self.special.get("days") or min(8, 1 + len(self.provinces) + between(1, 2, "days", *self.key))
        self.end = self.start + datetime.timedelta(self.days - 1)

    def about(self):
        self.size = self.special.get("size") or pick(["xs", "s", "s", "m", "m", "m", "m", "l", "l"], "size", *self.key)
        topics = self.special.get("topics")
        if not topics:
            bag = [t for t in STOCK for _ in range(WEIGHTS.get(t, 3)) if self.after or t != "to-chuc-chinh-quyen"]
            wanted = {"xs": 1, "s": 2, "m": 3, "l": 4}.get(self.size, 4)
            topics = []
            for at in range(40):
                topic = pick(bag, "topic", at, *self.key)
                if topic not in topics and len(topics) < wanted:
                    topics.append(topic)
        self.topics = topics
        self.said = listed([stock.IN_SENTENCE[topic] for topic in topics[:3]])

    def who(self):
        info = self.info
        self.people = between(8, 31, "people", *self.key)
        old = "before" in info and not self.after
        self.council_name = info["before"] if old else info["name"]
        self.ta = "huyện" if old else info["ta"]
        self.hdnd = f"HĐND {self.ta}"
        self.office = info["office"].replace("đặc khu", self.ta)
        self.party = info["party"].replace("Đảng ủy", "Huyện ủy") if old else info["party"]
        name, honorific, positions = pick(info["people"], "lead", *self.key)
        position = [p for since, p in positions if since <= self.year][-1]
        if info["ta"] == "đặc khu":
            position = re.sub("huyện|đặc khu", self.ta, position)
        self.lead = self.special.get("lead") or (name, honorific, position)

    # Parts that depend on earlier reports.

    @property
    def source(self):
        return f"{self.year}/{self.file}"

    def link(self, other, anchor=""):
        up = "../../" if self.special.get("folder") else "../"
        tail = "/index.md" if other.special.get("folder") else ".md"
        return f"{up}{other.source}{tail}{'#' + anchor if anchor else ''}"

    def name(self, taken):
        base = self.special.get("name") or f"{self.council}-{self.route}"
        for name in (base, f"{base}-{self.topics[0]}", f"{base}-{self.start.month}"):
            if (self.year, name) not in taken:
                break
        taken.add((self.year, name))
        self.file = name

    def fill(self, text, province=None):
        day = self.end
        noi = full(province, day) if province else ""
        key = (*self.key, text[:24])
        slots = {"noi": noi, "Noi": capital(noi) if noi else "", "ta": self.ta, "a": between(3, 8, "a", *key), "b": between(12, 45, "b", *key), "p": between(68, 97, "p", *key)}
        return text.format(**slots)

    def learn(self):
        """Chooses the lessons."""
        count = {"xs": 0, "s": between(1, 2, "n", *self.key), "m": between(2, 3, "n", *self.key), "l": between(4, 5, "n", *self.key), "xl": 7}[self.size]
        taken = set()
        rows = []
        for at in range(count):
            topic = self.topics[at % len(self.topics)]
            lesson = rarest(STOCK[topic][0], used_lessons, taken, "lesson", at, *self.key)
            if lesson:
                rows.append((topic, lesson, used_lessons[lesson]))
        rows.sort(key=lambda row: ["practice", "caution", "recommendation"].index(row[1][0]))
        for at, (topic, (kind, title, text), times) in enumerate(rows):
            title = self.fill(title)
            province = pick(self.provinces, "at", at, *self.key)
            if times > 1:
                pattern = pick(stock.REPEATED[kind], "again", times, title, *self.key)
                title = pattern.format(title=title, small=lower_first(title), noi=full(province, self.end), nam=self.end.year + 1)
            topics = [topic]
            if chance(40, "kin", at, *self.key):
                topics.append(pick(stock.RELATED[topic], "kin", at, *self.key))
            body = [self.fill(text, province)]
            if times > 1 or chance(65, "tail", at, *self.key):
                body.append(self.fill(pick(stock.TAILS[kind], "tail", at, *self.key), province))
            if kind == "recommendation" and chance(35, "list", at, *self.key):
                quarter = pick(["quý I", "quý II", "quý III", "quý IV"], "q", at, *self.key)
                body.append(f"- Chủ trì: {pick(['Văn phòng', 'Ban Pháp chế', 'Ban Kinh tế - Xã hội' if self.ta != 'tỉnh' else 'Ban Kinh tế - Ngân sách'], 'chu-tri', at, *self.key)}.\n- Thời hạn: {quarter} năm {self.end.year + 1}.\n- Kết quả: báo cáo tại kỳ họp gần nhất.")
            self.lessons.append({"id": f"bai-hoc-{at + 1}", "kind": kind, "title": title, "topics": topics, "topic": topic, "province": province, "body": body})

    def use_earlier(self, earlier):
        """Uses lessons of older reports on the same topics."""
        if self.status != "published" or not self.lessons or not chance(62, "uses", *self.key):
            return
        until = self.start - datetime.timedelta(200)
        pool = [(other, lesson) for other in earlier if other.end < until for lesson in other.lessons if lesson["topic"] in self.topics and lesson["kind"] != "caution"]
        # Continues chains of uses, the newest first.
        pool.sort(key=lambda row: (row[0].depth, row[0].end, row[1]["id"]))
        pool = pool[-8:]
        for at, (other, lesson) in enumerate(some(pool, between(1, 3, "uses", *self.key), "uses", *self.key)):
            outcome = pick(["applied", "applied", "applied", "partly", "partly", "unsuitable"], "outcome", other.source, *self.key)
            notes = stock.NOTES[outcome]
            use = {"lesson": f"{other.source}/{lesson['id']}", "outcome": outcome, "date": self.start.strftime("%Y-%m"), "note": notes[(hash_of("note", *self.key) + at) % len(notes)]}
            self.uses.append((other, lesson, use))
        if self.uses:
            self.depth = 1 + max(other.depth for other, _, _ in self.uses)

    depth = 0

    def locations(self):
        table = OF_34 if self.after else OF_63
        key = self.key
        stops = []
        transit = not self.special.get("route") and chance(60, "transit", *key)
        if transit:
            port = ("Hồ Chí Minh", "sân bay Tân Sơn Nhất") if self.provinces[0] in places.SOUTH else ("Đà Nẵng", "sân bay Đà Nẵng") if self.provinces[0] in places.CENTRE else ("Hà Nội", "sân bay Nội Bài")
            stops.append({"province": port[0], "place": port[1], "kind": "transit", "subject": f"từ {self.info['seat']} đến {port[1]}, tiếp tục đi ô tô"})
        visits = 0
        for at, province in enumerate(self.provinces):
            sites = table[province]
            if province == "Quảng Trị" and self.start < REFORM <= self.end:
                # The trip during the reform: districts ceased to exist on the way.
                sites = ["phường Đông Hà", "Thành cổ Quảng Trị"]
            topics = [self.topics[(at + i) % len(self.topics)] for i in range(1 if self.size in ("xs", "s") else 2)]
            topics = list(dict.fromkeys(topics))
            noi = full(province, self.end)
            body = pick(["Thường trực HĐND", "Thường trực HĐND", "Ban Pháp chế HĐND", "Ban Văn hóa - Xã hội HĐND", "Ban Kinh tế - Ngân sách HĐND"], "host", at, *key)
            host = f"{body} {noi}" if chance(70, "own", at, *key) or not re.match("thành phố|thị xã|quận|phường|xã", sites[0]) else f"HĐND {sites[0]}"
            stop = {"province": province, "place": sites[0], "kind": "meeting", "host": host, "subject": listed([stock.IN_SENTENCE[topic] for topic in topics]), "topics": topics}
            stops.append(stop)
            more = {"xs": 0, "s": 1, "m": 1, "l": 2, "xl": 3}[self.size]
            if "stops" in self.special:
                # Adds visits up to the wanted number of stops.
                left = self.special["stops"] - len(self.provinces) - visits
                more = min(len(sites) - 1, -(-left // (len(self.provinces) - at)))
            for place in sites[1 : 1 + more]:
                visits += 1
                topic, subject = next(((topic, subject) for words, topic, subject in stock.SITES if re.search(words, place)), (None, None))
                if not topic:
                    topic = pick(self.topics, "visit", place, *key)
                    subject = f"tìm hiểu thực tế về {stock.IN_SENTENCE[topic]}"
                stops.append({"province": province, "place": place, "subject": subject, "topics": [topic]})
        undated = self.size == "s" and chance(40, "undated", *key)
        by_day = {}
        for at, stop in enumerate(stops):
            day = self.start + datetime.timedelta(at * (self.days - 1) // max(1, len(stops) - 1))
            if self.start < REFORM <= self.end:
                day = min(day, REFORM - datetime.timedelta(1)) if stop["province"] == "Quảng Bình" else max(day, REFORM)
            if not undated:
                stop["date"] = day
            if stop.get("kind") != "transit":
                by_day.setdefault(day, []).append(stop)
        for day, of_day in by_day.items():
            whens = ["sáng", "chiều", "tối"][: len(of_day)] if len(of_day) > 1 else [pick(["sáng", "chiều"], "when", day, *key)]
            for stop, when in zip(of_day, whens):
                stop["when"] = when
        self.stops = stops
        order = ["province", "place", "date", "kind", "when", "host", "subject", "topics"]
        return [{k: stop[k] for k in order if k in stop} for stop in stops]

    # The text.

    def account(self, topic, province, taken):
        text = rarest(STOCK[topic][1], used_accounts, taken, "account", topic, province, *self.key)
        return text and self.fill(text, province)

    def body(self):
        key = self.key
        slots = {"nam": self.year, "hdnd": self.hdnd, "cac_noi": joined(self.provinces, self.end) if len(self.provinces) < 5 else self.label, "tu": say(self.start), "den": say(self.end), "so": self.people, "ve": self.said, "ngay": self.days}
        taken, out, notes = set(), [], []
        out.append(pick(stock.OPENINGS, "opening", *key).format(**slots))
        closing = pick(stock.CLOSINGS, "closing", *key).format(**slots)
        if self.status == "draft":
            out.append(f"Bản nháp {DRAFT_TOKEN}, chưa được duyệt.")
        if self.status == "withdrawn":
            out.append(f"Đoạn này đã rút, dấu {WITHDRAWN_TOKEN}.")
        if self.size == "xs":
            out.append(self.account(self.topics[0], self.provinces[0], taken))
            return "\n\n".join([*out, closing])
        level = {"s": [], "m": ["I", "II", "III", "IV", "V"], "l": ["I", "II", "III", "IV", "V", "VI"]}.get(self.size, list("12345678"))
        counter = iter(level)
        heading = lambda text: f"## {next(counter)}. {text}" if level else f"## {text}"  # noqa: E731
        if self.size != "s":
            out += [heading("Mục đích, yêu cầu"), pick(stock.PURPOSES, "purpose", *key).format(**slots)]
        if self.uses:
            other, lesson, _ = self.uses[0]
            out.append(f"Trước chuyến đi, Đoàn đã đọc lại [báo cáo năm {other.year}]({self.link(other)}), nhất là bài học [“{lesson['title']}”]({self.link(other, lesson['id'])}), để không hỏi lại điều đã biết.")
        out.append(heading("Kết quả trao đổi, học tập"))
        rounds = {"s": 1, "m": 1, "l": 2, "xl": 3}[self.size]
        for at, province in enumerate(self.provinces):
            out.append(f"### {capital(full(province, self.end))}")
            told = []
            for turn in range(rounds):
                for topic in [self.topics[(at + turn + i) % len(self.topics)] for i in range(2)]:
                    told.append(self.account(topic, province, taken))
            told = [text for text in told if text]
            if told and chance(50, "note", at, *key) and self.size in ("l", "xl"):
                notes.append(pick(stock.FOOTNOTES, "note", at, *key))
                told[0] += f"[^{len(notes)}]"
            out += told or [self.itinerary(province)]
            if self.size in ("l", "xl") and at == 0:
                out.append(f"> {pick(stock.QUOTES, 'quote', *key)}")
        if self.size in ("l", "xl") or (self.size == "m" and chance(40, "table", *key)):
            out += [heading("Một số số liệu"), self.table()]
        if self.special.get("folder"):
            out.append("Bảng đầy đủ ở tệp đính kèm: [số liệu các nơi đến](so-lieu.csv).")
        if self.size in ("l", "xl"):
            out += [heading("Nhận xét, so sánh"), *some(stock.COMPARISONS, 6 if self.size == "xl" else 3, "compare", *key)]
        if self.size == "xl":
            out += [heading("Câu hỏi mang theo, câu trả lời mang về"), *self.answers()]
        out.append(heading("Bài học kinh nghiệm"))
        for lesson in self.lessons:
            attributes = f"#{lesson['id']} .{lesson['kind']} topics={','.join(lesson['topics'])}"
            if lesson["kind"] != "recommendation" or lesson["province"] in lesson["title"] or chance(50, "places", lesson["id"], *key):
                place = lesson["province"]
                if chance(25, "site", lesson["id"], *key) or (self.after and place not in OF_34_NAMES):
                    # The town of the meeting is known even if its province no longer exists.
                    place = next(stop["place"] for stop in self.stops if stop["province"] == place and stop.get("host"))
                attributes += f" places={slug(place)}"
            out += [f"### {lesson['title']} {{{attributes}}}", *lesson["body"]]
        out += [heading("Kết luận"), closing]
        out += [f"[^{at}]: {text}" for at, text in enumerate(notes, 1)]
        return "\n\n".join(out)

    def itinerary(self, province):
        """Describes a visit if the stock has no more text for it."""
        here = [stop for stop in self.stops if stop["province"] == province]
        met = [f"làm việc với {stop['host']} về {stop['subject']}" for stop in here if stop.get("host")]
        seen = [f"đến {stop['place']}" for stop in here if not stop.get("host") and stop.get("kind") != "transit"]
        return f"Đoàn {listed(met + seen)}."

    def table(self):
        rows = ["| Nơi đến | Số đại biểu | Cuộc giám sát trong năm | Kiến nghị đã thực hiện |", "| --- | ---: | ---: | ---: |"]
        for province in self.provinces:
            rows.append(f"| {capital(full(province, self.end))} | {between(48, 95, 'dai-bieu', province, *self.key)} | {between(3, 14, 'giam-sat', province, *self.key)} | {between(61, 98, 'kien-nghi', province, *self.key)}% |")
        return "\n".join(rows)

    def answers(self):
        """Extends the longest report with another passage on each topic."""
        out = []
        for at, topic in enumerate(self.topics):
            out.append(f"### Về {stock.IN_SENTENCE[topic]}")
            province = self.provinces[at % len(self.provinces)]
            kinds = {}
            for lesson in STOCK[topic][0]:
                kinds.setdefault(lesson[0], []).append(lesson)
            chosen = {lesson["body"][0] for lesson in self.lessons}
            rows = [row for kind in kinds.values() for row in kind if self.fill(row[2], province) not in chosen]
            for at, (_, title, text) in enumerate(some(rows, 5, "answers", topic, *self.key), 1):
                out.append(f"{at}. **{self.fill(title)}.** {self.fill(text, province)}")
        return out

    def head(self, number, plan_reference):
        key, special = self.key, self.special
        name, honorific, position = self.lead
        noi = joined(self.provinces, self.end) if len(self.provinces) < 5 else self.label
        titles = [
            f"Kết quả học tập, trao đổi kinh nghiệm về {self.said} tại {noi}",
            f"Kết quả chuyến công tác, học tập kinh nghiệm tại {self.label}",
            f"Học tập kinh nghiệm về {stock.IN_SENTENCE[self.topics[0]]} tại {noi}",
            f"Trao đổi kinh nghiệm hoạt động Hội đồng nhân dân tại {self.label} năm {self.year}",
            f"Kết quả Đoàn công tác của Thường trực {self.hdnd} tại {self.label}",
        ]
        slash = chance(20, "slash", *key)
        dates = {"from": say(self.start) if slash else self.start, "to": say(self.end) if slash else self.end}
        if self.days == 1:
            del dates["to"]
        topics = list(dict.fromkeys(self.topics + [stock.RELATED[topic][hash_of(topic, *key) % len(stock.RELATED[topic])] for topic in self.topics[:2]]))
        head = {"title": special.get("title") or pick(titles, "title", *key)}
        if self.status != "published":
            head["status"] = self.status
        summary = f"Đoàn {self.people} người đi {self.days} ngày đến {noi}, trao đổi về {self.said}"
        summary += f"; rút ra {len(self.lessons)} bài học." if self.lessons else "."
        if chance(90, "summary", *key):
            head["summary"] = summary
        head |= {"council": self.council_name, "dates": dates, "size": self.people}
        head["lead"] = {"name": name, "honorific": honorific, "position": position}
        if self.size in ("l", "xl"):
            deputy, deputy_honorific, positions = [p for p in self.info["people"] if p[0] != name][hash_of("deputy", *key) % (len(self.info["people"]) - 1)]
            held = [p for since, p in positions if since <= self.year][-1]
            head["deputies"] = [{"name": deputy, "honorific": deputy_honorific, "position": re.sub("huyện|đặc khu", self.ta, held) if self.info["ta"] == "đặc khu" else held}]
        if self.size in ("l", "xl") and chance(60, "members", *key):
            members = []
            for at in range(min(self.people - 2, between(4, 9, "members", *key))):
                woman = chance(45, "woman", at, *key)
                given = pick(stock.WOMEN if woman else stock.MEN, "given", at, *key)
                full = f"{pick(stock.FAMILY, 'family', at, *key)} {given}"
                # Drawn twice: the delegation has one fewer named member.
                if any(member["name"] == full for member in members):
                    continue
                members.append({"name": full, "honorific": "bà" if woman else "ông", "position": pick([f"Đại biểu {self.hdnd}", f"Phó Trưởng Ban {self.hdnd}", "Chuyên viên Văn phòng", "Phó Chánh Văn phòng"], "position", at, *key)})
            head["members"] = members
        head["topics"] = topics
        head["locations"] = self.locations()
        late = between(5, 55, "late", *key)
        signed = min(self.end + datetime.timedelta(late), NEWEST - datetime.timedelta(3))
        if not chance(8, "no-document", *key):
            official = {"type": "BC", "number": number, "symbol": "BC-HĐND", "date": signed, "place": self.info["seat"], "addressee": [self.party], "recipients": ["Như trên", f"Các vị đại biểu {self.hdnd}", self.office], "filing": "Lưu: VT"}
            if self.blank_number:
                del official["number"]
            if chance(8, "partial", *key) and signed.year == self.year:
                official["date"] = f"{self.year}-{signed.month:02}" if signed.month < 10 or self.year < 2026 else str(self.year)
            signer = {"authority": "TM. THƯỜNG TRỰC HĐND", "on_behalf": "KT. CHỦ TỊCH", "position": "PHÓ CHỦ TỊCH", "name": self.info["people"][-1][0]}
            if chance(25, "unsigned", *key):
                del signer["name"]
            official["signer"] = signer
            head["document"] = official
        references = [{"role": "basis", "type": "Thông báo Kết luận", "number": f"{between(100, 900, 'tb', *key)}-TB/{self.info['code']}", "date": self.start - datetime.timedelta(between(30, 90, "tb", *key)), "issuer": self.party, "about": "chủ trương tổ chức Đoàn công tác đi học tập kinh nghiệm"}]
        if plan_reference:
            references.append(plan_reference)
        if self.size in ("m", "l", "xl"):
            hosts = [stop["host"] for stop in self.stops if stop.get("host")]
            references.append({"role": "contact", "type": "Công văn", "number": f"{between(20, 300, 'cv', *key)}/HĐND-VP", "date": self.start - datetime.timedelta(between(10, 25, "cv", *key)), "to": hosts[:3]})
        if self.earlier_document:
            other_number, other_date, other_title = self.earlier_document
            references.append({"role": "basis", "type": "Báo cáo", "number": f"{other_number}/BC-HĐND", "date": other_date, "issuer": f"Thường trực {self.hdnd}", "about": lower_first(other_title)})
        head["references"] = references if self.size != "xs" else []
        if self.batch:
            head["plan"] = self.batch
        head["uses"] = [use for _, _, use in self.uses]
        if chance(45, "cost", *key):
            head["cost"] = self.cost()
        if self.size in ("l", "xl") or chance(30, "assess", *key):
            head["assessment"] = some(stock.ASSESSMENTS, between(2, 4, "assess", *key), "assess", *key)
        if self.year < 2023 and chance(40, "entered", *key) and self.status == "published":
            head["published"] = datetime.date(2024, between(2, 9, "entered", *key), between(1, 28, "entered", *key))
        head["answers"] = self.follow_up(signed)
        head["updates"] = self.updates
        return head | self.head_extra

    def cost(self):
        """What the trip cost: with items and the planned amount in half of the cases each."""
        key = self.key
        amount = self.days * self.people * between(9, 14, "cost", *key) * 100_000
        cost = {"amount": amount, "currency": "VND", "source": f"Kinh phí hoạt động của {self.hdnd} năm {self.year}"}
        if chance(50, "planned", *key):
            cost["planned"] = amount * between(95, 115, "planned", *key) // 100 // 1_000_000 * 1_000_000
        if chance(55, "lines", *key):
            transport, rooms = (amount * share // 100 // 100_000 * 100_000 for share in (between(35, 45, "fare", *key), between(25, 35, "rooms", *key)))
            cost["lines"] = [
                {"item": "Đi lại", "amount": transport, "note": "Vé máy bay, thuê xe"},
                {"item": "Tiền ở", "amount": rooms},
                {"item": "Tiền ăn, phụ cấp lưu trú", "amount": amount - transport - rooms, "note": "Gồm cả cán bộ Văn phòng đi phục vụ đoàn"},
            ]
        return cost

    def follow_up(self, signed):
        """What became of the recommendations. Some are never sent, some have no day, some are late."""
        answers = []
        to = f"UBND {self.ta}"
        for lesson in self.lessons:
            key = (lesson["id"], *self.key)
            asked = lesson["kind"] == "recommendation" and chance(80, "asked", *key)
            if not asked and not chance(6, "asked anyway", *key):
                continue
            sent = signed + datetime.timedelta(between(3, 12, "sent", *key))
            entry = {"lesson": lesson["id"], "to": to, "date": sent}
            due = sent + datetime.timedelta(60)
            if chance(75, "due", *key):
                entry["due"] = due
            answers.append(entry)
            if not chance(65, "answered", *key):
                continue
            day = due + datetime.timedelta(between(-30, 25, "answered", *key))
            if day > NEWEST:
                continue
            state = pick(["accepted", "accepted", "accepted", "partly", "refused"], "state", *key)
            notes = {"accepted": "Giao phòng chuyên môn đưa vào chương trình công tác.", "partly": "Làm trước ở một nơi, chưa làm đại trà.", "refused": "Chưa phù hợp với điều kiện ngân sách hiện nay."}
            answers.append({"lesson": lesson["id"], "state": state, "date": day, "document": f"{between(40, 900, 'reply', *key)}/UBND-VP", "note": notes[state]})
            done = day + datetime.timedelta(between(90, 300, "done", *key))
            if state == "accepted" and done < NEWEST and chance(60, "done", *key):
                evidence = [{"title": "Quyết định phê duyệt", "document": f"{between(10, 400, 'decision', *key)}/QĐ-UBND"}, {"title": "Thời gian giải quyết một hồ sơ", "figure": f"giảm {between(12, 45, 'figure', *key)} %"}]
                answers.append({"lesson": lesson["id"], "state": "done", "date": done, "evidence": evidence[: 1 + hash_of("evidence", *key) % 2]})
        return answers


def minimal(out):
    """A report with only the required keys."""
    head = {"title": "Chuyến đi chưa có đủ thông tin", "dates": {"from": datetime.date(2017, 10, 9)}}
    body = "Văn phòng chỉ còn giữ một trang ghi chép của chuyến đi này.\n\nNơi đến, thành phần và nội dung làm việc chưa tìm lại được.\n\nAi còn tài liệu, xin gửi để bổ sung."
    write(out, "content/reports/2017/chuyen-di-chua-du-thong-tin.md", document(head, body))


def abroad(out):
    """A report of a trip to another country."""
    head = {
        "title": "Học cách phân loại rác tại nguồn ở Nhật Bản",
        "council": "HĐND thành phố Ví Dụ",
        "dates": {"from": datetime.date(2024, 10, 7), "to": datetime.date(2024, 10, 11)},
        "size": 8,
        "lead": {"name": COUNCILS["vi-du"]["people"][0][0], "position": "Chủ tịch HĐND thành phố"},
        "topics": ["moi-truong"],
        "locations": [
            {"country": "Nhật Bản", "place": "Kitakyushu", "date": datetime.date(2024, 10, 8), "kind": "meeting", "host": "Hội đồng thành phố", "subject": "phân loại rác tại nguồn"},
            {"country": "Nhật Bản", "place": "Fukuoka", "date": datetime.date(2024, 10, 10), "subject": "nhà máy xử lý rác"},
        ],
        "cost": {"amount": 3_200_000, "currency": "JPY", "source": "Kinh phí hoạt động của HĐND thành phố năm 2024"},
        "answers": [{"lesson": "bai-hoc-1", "to": "UBND thành phố", "due": datetime.date(2024, 12, 31), "date": datetime.date(2024, 11, 1)}],
    }
    body = "Đoàn đi năm ngày, đến hai thành phố của Nhật Bản.\n\n### Thu rác theo loại, mỗi ngày một loại {#bai-hoc-1 .recommendation places=kitakyushu}\n\nỞ Kitakyushu mỗi ngày chỉ thu một loại rác, nên mỗi nhà tự phân loại. UBND thành phố nên thử ở một phường trong sáu tháng."
    write(out, "content/reports/2024/vi-du-nhat-ban.md", document(head, body))


def reports():
    """All reports, oldest first, with lessons, uses and corrections."""
    made = []
    for council, info in COUNCILS.items():
        for year, count in info["trips"].items():
            made += [Report(council, year, which) for which in range(count)]
    made += [Report(*key) for key in WITHDRAWN] + [Report(*key) for key in DRAFTS]
    made.sort(key=lambda report: (report.start, str(report.key)))
    names = {(2017, "chuyen-di-chua-du-thong-tin")}
    published = []
    for report in made:
        report.name(names)
        report.learn()
        report.use_earlier(published)
        if report.status == "published":
            published.append(report)
    by_key = {report.key: report for report in made}
    for key, reason in WITHDRAWN.items():
        report = by_key[key]
        report.head_extra["reason"] = reason
        report.updates.append({"date": datetime.date(2026, 3, 2) if key[0] != "vi-du" else datetime.date(2024, 11, 4), "by": "editor", "note": "Văn bản được rút; địa chỉ giữ lại."})
    by_key[("minh-hoa", 2022, "w")].head_extra["replaced_by"] = by_key[("minh-hoa", 2022, 1)].source
    # A report used a lesson before the report of the lesson was withdrawn.
    gone, later = by_key[("song-thu-gia-dinh", 2022, "w")], by_key[("song-thu-gia-dinh", 2023, 1)]
    if gone.lessons and later.lessons:
        later.head_extra["uses"] = [use for _, _, use in later.uses] + [f"{gone.source}/{gone.lessons[0]['id']}"]
    corrections = [
        ("council", "Đính chính: số thành viên Đoàn ghi ở trang đầu bản in bị nhầm; số ở đây là số đúng."),
        ("council", "Đính chính ngày làm việc tại nơi đến thứ hai; lịch trình đã sửa theo biên bản."),
        ("council", "Bổ sung phụ lục số liệu do địa phương bạn gửi sau chuyến đi."),
        ("editor", "Sửa lỗi đánh máy ở ba chỗ; tiêu đề bài học do người biên tập đặt."),
        ("editor", "Bản gốc không ghi địa danh của buổi làm việc đầu tiên; đã hỏi lại cơ quan ban hành."),
    ]
    for at, report in enumerate(some(published, 16, "corrected")):
        by, note = corrections[at % len(corrections)]
        day = min(report.end + datetime.timedelta(between(60, 900, "corrected", at)), datetime.date(2026, 10, 20))
        report.updates.append({"date": day, "by": by, "note": note})
        if at % 5 == 0:
            report.updates.append({"date": min(day + datetime.timedelta(120), datetime.date(2026, 10, 22)), "by": "editor", "note": "Đối chiếu lại với bản giấy; không có thay đổi khác."})
    with_lessons = [report for report in published if len(report.lessons) > 2]
    for at, report in enumerate(some(with_lessons, 3, "aliases")):
        report.head_extra["aliases"] = [f"/bao-cao/{report.year}/dia-chi-cu-{at + 1}/"]
        report.head_extra["lesson_aliases"] = {"bai-hoc-cu": "bai-hoc-2", "muc-da-bo": ""}
    return made, published


# Plans.

# (council, year, number of the document, within_days, batches). A batch is the number of the report
# that carries it out, or ("past" / "future" / "cancelled" / "undated", month, route).
PLANS = [
    ("minh-hoa", 2019, 12, None, [0, 1, ("cancelled", 8, "tay-nguyen"), 3, ("undated",)]),
    ("minh-hoa", 2020, 9, None, [("cancelled", 4, "da-nang"), ("cancelled", 7, "ban-dao-ca-mau"), 0]),
    ("vi-du", 2021, 15, None, [0, ("past", 10, "quang-ninh")]),
    ("minh-hoa", 2022, 18, None, [0, 1, ("past", 8, "nam-trung-bo"), 2]),
    ("song-thu-minh-hoa", 2022, None, None, [0, 1, ("undated",)]),
    ("vi-du", 2023, 22, None, [0, 1, 2, ("past", 11, "thai-nguyen")]),
    ("gia-dinh", 2023, 11, 20, [0, ("past", 9, "kien-giang"), 1]),
    ("minh-hoa", 2024, 14, None, [0, 1, 2, ("cancelled", 9, "dong-bac"), ("undated",)]),
    ("song-thu-gia-dinh", 2024, 6, None, [0, ("past", 10, "da-nang-quang-nam")]),
    ("minh-hoa", 2025, 17, None, [0, 1, 2]),
    ("hon-tuong", 2025, 5, 15, [0, ("past", 11, "an-giang")]),
    ("minh-hoa", 2026, 10, None, [0, ("past", 6, "gia-lai-dak-lak"), 1, ("awaited", 10, "can-tho-ca-mau"), ("future", 12, "lao-cai-phu-tho"), ("cancelled", 7, "hue-da-nang"), ("undated",)]),
    ("gia-dinh", 2026, 8, 45, [0, 1, ("awaited", 10, "ninh-binh-thanh-hoa"), ("future", 11, "an-giang")]),
    ("vi-du", 2027, 3, None, [("future", 3, "quang-ninh-hai-phong"), ("future", 6, "dong-thap-vinh-long"), ("undated",)]),
]
REASONS = ["Do dịch bệnh, tạm dừng các chuyến công tác ngoài tỉnh.", "Cơ quan tiếp đón đề nghị lùi sang năm sau; nội dung chuyển vào kế hoạch mới.", "Kinh phí được điều chuyển cho công tác phòng, chống bão lụt."]


def plans(out, made):
    by_key = {report.key: report for report in made}
    references = {}
    for council, year, number, within, rows in PLANS:
        info = COUNCILS[council]
        ta, hdnd = info["ta"], f"HĐND {info['ta']}"
        signed = datetime.date(year, 1, between(8, 27, "plan", council, year)) if year < 2027 else datetime.date(2026, 10, 26)
        source = f"{year}/{council}"
        batches, words, topics = [], [], []
        for at, row in enumerate(rows, 1):
            batch = {"number": at}
            if isinstance(row, int):
                report = by_key[(council, year, row)]
                report.batch = f"{source}/{at}" if chance(85, "full", source, at) else f"{council}/{at}"
                if report.batch.count("/") == 1 and sum(p[0] == council for p in PLANS) > 1:
                    report.batch = f"{source}/{at}"
                references[report.key] = {"role": "plan", "type": "Kế hoạch", "number": f"{number:02}/KH-HĐND" if number else "", "date": signed, "issuer": f"Thường trực {hdnd}", "about": f"tổ chức học tập kinh nghiệm năm {year}"}
                if not number:
                    del references[report.key]["number"]
                month, provinces, said = report.start.month, report.provinces, report.topics[:2]
                route = report.label
            elif row[0] == "undated":
                batches.append(batch | {"time": {"text": "Tuỳ theo yêu cầu thực tế"}})
                words.append((at, "Tuỳ theo yêu cầu thực tế.", "", ""))
                continue
            else:
                after = datetime.date(year, row[1], 1) >= REFORM
                month = row[1]
                route, provinces = next((label, provinces) for name, label, provinces in (ROUTES_34 if after else ROUTES_63) if name == row[2])
                said = some([t for t in STOCK if after or t != "to-chuc-chinh-quyen"], 2, "batch", source, at)
            topics += [topic for topic in said if topic not in topics]
            last = (datetime.date(year, month, 28) + datetime.timedelta(4)).replace(day=1) - datetime.timedelta(1)
            first = last.replace(day=1)
            text = pick([f"Dự kiến tháng {month}/{year}", f"Tháng {month} năm {year}"], "text", source, at)
            if not isinstance(row, int) and row[0] == "awaited":
                first, last, text = datetime.date(year, 10, 12), datetime.date(year, 10, 16), f"Từ 12/10 đến 16/10/{year}"
            theme = f"Học tập, trao đổi kinh nghiệm về {listed([stock.IN_SENTENCE[t] for t in said])}"
            batch |= {"theme": theme, "time": {"text": text, "from": first, "to": last}, "transport": pick(["Xe ô tô", "Máy bay, xe ô tô", "Tàu cao tốc, xe ô tô"] if council == "hon-tuong" else ["Xe ô tô", "Máy bay, xe ô tô", "Tàu hỏa, xe ô tô"], "transport", source, at)}
            batch["provinces"] = [{"province": province, "subject": stock.IN_SENTENCE[said[i % len(said)]], "topics": [said[i % len(said)]]} for i, province in enumerate(provinces)]
            if not isinstance(row, int) and row[0] == "cancelled":
                batch |= {"state": "cancelled", "reason": REASONS[0] if year == 2020 else pick(REASONS[1:], "reason", source, at)}
            batches.append(batch)
            words.append((at, f"{text}.", joined(provinces, first) if len(provinces) < 5 else route, theme))
        title = pick(["Tổ chức các đoàn học tập, trao đổi kinh nghiệm của {} năm {}", "Học tập, trao đổi kinh nghiệm trong hoạt động của {} năm {}", "Kế hoạch đi học tập kinh nghiệm của Thường trực {} năm {}"], "title", source).format(hdnd, year)
        head = {
            "title": title,
            "summary": f"Năm {year}, Thường trực {hdnd} dự kiến {len(batches)} đợt học tập kinh nghiệm." if year != 2022 else "",
            "council": info["name"],
            "topics": topics[:6],
            "document": {"type": "KH", "number": number, "symbol": "KH-HĐND", "date": signed, "place": info["seat"], "recipients": [info["party"], f"Các Ban {hdnd}", info["office"]], "filing": "Lưu: VT", "signer": {"authority": "TM. THƯỜNG TRỰC HĐND", "position": "CHỦ TỊCH" if chance(50, "chu-tich", source) else "PHÓ CHỦ TỊCH", "name": info["people"][0][0]}},
            "basis": [f"Chương trình công tác năm {year} của {hdnd}", f"Kết luận của {info['party']} về hoạt động đối ngoại, học tập kinh nghiệm năm {year}"],
            "purpose": ["Học tập những cách làm hay, mô hình hiệu quả trong hoạt động của HĐND các địa phương", f"Vận dụng vào điều kiện của {ta}, báo cáo rõ việc nào làm được, việc nào chưa"],
            "requirements": ["Thiết thực, tiết kiệm, đúng thành phần", "Mỗi chuyến đi có báo cáo, mỗi báo cáo nêu ít nhất một bài học"],
            "batches": batches,
            "composition": {"min": 10, "max": between(15, 30, "max", source), "roles": [{"role": "Trưởng đoàn", "who": f"Đại diện Thường trực {hdnd}"}, {"role": "Thành viên", "who": f"Lãnh đạo các Ban {hdnd}, {info['office']}"}, {"role": "Khách mời", "who": "Đại diện cơ quan liên quan đến nội dung từng đợt"}]},
            "budget": {"source": f"Kinh phí hoạt động của {hdnd} năm {year}", "year": year, "amount": between(3, 14, "budget", source) * 100_000_000},
            "duties": [{"who": info["office"], "duty": "Xây dựng lịch trình, liên hệ nơi đến, chuẩn bị tài liệu"}, {"who": f"Các Ban {hdnd}", "duty": "Chuẩn bị câu hỏi, tổng hợp bài học sau mỗi đợt"}],
            "reporting": {"duty": "Kết thúc mỗi đợt, Đoàn công tác xây dựng báo cáo kết quả", "to": info["party"]},
        }
        if chance(70, "vetted", source):
            decision = pick(["approved", "approved", "changed"], "vetted", source)
            head["vetting"] = {"by": info["party"], "decision": decision, "number": f"{between(100, 900, 'vetted', source)}-TB/{info['code']}", "date": signed - datetime.timedelta(between(2, 9, "vetted", source))}
            if decision == "changed":
                head["vetting"]["note"] = "Giảm số người mỗi đoàn, gộp hai nơi đến gần nhau."
            if chance(40, "comments", source):
                opened = signed - datetime.timedelta(30)
                head["vetting"]["comments"] = {"from": opened, "to": opened + datetime.timedelta(9), "count": between(0, 14, "comments", source)}
        if not number:
            del head["document"]["number"]
        if chance(30, "no-amount", source):
            del head["budget"]["amount"]
        if within:
            head["reporting"]["within_days"] = within
        if (council, year) == ("minh-hoa", 2024):
            head["updates"] = [{"date": datetime.date(2024, 8, 20), "by": "council", "note": "Hủy đợt 4; các đợt khác giữ nguyên."}]
            head["aliases"] = ["/ke-hoach/2024/ke-hoach-hoc-tap/"]
        # One plan uses no known lesson of its places, which causes a warning.
        if (council, year) != ("minh-hoa", 2024):
            going = {stop["province"] for batch in batches for stop in batch.get("provinces", [])}
            known = [(r, lesson) for r in made if r.status == "published" and r.end < signed for lesson in r.lessons if lesson["topic"] in topics]
            known.sort(key=lambda row: (row[1]["province"] in going, row[0].end, row[1]["id"]))
            outcomes = ["applied", "partly"]
            head["uses"] = [{"lesson": f"{r.source}/{lesson['id']}", "outcome": outcomes[at], "date": signed.strftime("%Y-%m"), "note": ["Đưa vào nội dung phải trao đổi của kế hoạch năm nay.", "Đã làm một phần; đi để hỏi thêm phần còn vướng."][at]} for at, (r, lesson) in enumerate(known[-2:])]
        body = [f"Thực hiện Chương trình công tác năm {year}, Thường trực {hdnd} xây dựng kế hoạch học tập, trao đổi kinh nghiệm như sau:", "## I. Mục đích, yêu cầu", "\n".join(f"- {text}." for text in head["purpose"] + head["requirements"]), "## II. Nội dung, thời gian, địa điểm"]
        for at, time, where, theme in words:
            body.append(f"### Đợt {at}")
            body.append(f"- Nội dung: {theme}.\n- Thời gian: {time}\n- Địa điểm: {capital(where)}." if theme else time)
        body += ["## III. Kinh phí", f"{head['budget']['source']}.", "## IV. Tổ chức thực hiện", "\n".join(f"- {duty['who']}: {lower_first(duty['duty'])}." for duty in head["duties"]), f"Trên đây là Kế hoạch học tập kinh nghiệm năm {year} của {hdnd}./."]
        write(out, f"content/plans/{source}.md", document(head, "\n\n".join(body)))
    return references


def main(out):
    made, published = reports()
    references = plans(out, made)
    # Document numbers increase through the year and are unique for each council.
    counts, documents = {}, {}
    for report in made:
        at = counts[(report.council, report.year)] = counts.get((report.council, report.year), 30) + between(7, 40, "number", *report.key)
        # An older report of the council with a number and a full date may be cited.
        older = documents.get(report.council)
        older = older if older and older[1] < report.start and report.status == "published" and chance(35, "cites", *report.key) else None
        report.earlier_document = older
        report.blank_number = report.status == "published" and chance(12, "blank", *report.key)
        head = report.head(at, references.get(report.key))
        if report.special.get("folder"):
            head["attachments"] = [
                {"file": "bao-cao-da-ky.pdf", "title": "Báo cáo đã ký", "kind": "signed"},
                {"file": "quyet-dinh-cu-doan.pdf", "title": "Quyết định cử Đoàn công tác", "kind": "other"},
            ]
        official = head.get("document", {})
        if report.status == "published" and "number" in official and isinstance(official.get("date"), datetime.date):
            documents[report.council] = (at, official["date"], head["title"])
        name = f"content/reports/{report.source}"
        path = f"{name}/index.md" if report.special.get("folder") else f"{name}.md"
        body = report.body()
        write(out, path, document(head, body))
        if report.special.get("folder"):
            rows = ["Nơi đến,Số đại biểu", *(f"{capital(full(p, report.end))},{between(48, 95, 'dai-bieu', p, *report.key)}" for p in report.provinces)]
            for file in sorted(os.listdir(FILES)):
                shutil.copyfile(os.path.join(FILES, file), os.path.join(out, *name.split("/"), file))
            write(out, f"{name}/so-lieu.csv", "\r\n".join(rows) + "\r\n")
    minimal(out)
    abroad(out)
    write(out, "content/site.yaml", SITE)
    write(out, "content/pages/gioi-thieu.md", ABOUT)
    check(made, published)


def check(made, published):
    """Checks what the tests of the pages rely on."""
    assert len(LONG_NAME) == 60, len(LONG_NAME)
    assert 280 <= len(LONG_TITLE) <= 290, len(LONG_TITLE)
    assert any(len(report.stops) == 25 for report in made), [len(r.stops) for r in made if "stops" in r.special]
    lessons = sum(len(report.lessons) for report in published)
    chain = max(report.depth for report in published)
    assert chain >= 4, chain
    longest = max(len(report.body().split()) for report in published)
    print(f"{len(published) + 2} reports, {lessons + 1} lessons, {len(PLANS)} plans; longest report {longest} words, longest chain of lessons {chain + 1}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: generate.py OUT")
    main(sys.argv[1])
