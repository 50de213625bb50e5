//! What an author has written, what is edited, and what the file is afterwards.

use super::*;
use ssg_content::document::LessonKind;

mod generated;

const REPORT: &str = "---
# Nhập từ Word
title: Học tập kinh nghiệm tại Sa Pa   # tên trên bìa
dates: {from: 2023-08-18, to: 2023-08-25}
lead:
  name: \"Phan Thanh Biên\"   # trưởng đoàn
  # chức vụ khi đó
  position: 'Chủ tịch'
locations:
  # ngày đầu
  - {province: Lào Cai, place: thị xã Sa Pa}
  - province: Thái Nguyên # sáng
    host: UBND tỉnh
  - Hà Nội
topics: [du lịch, giám sát]
summary: >-
  Đoàn đã làm việc
  với địa phương.

size:
---

Lời văn.
";

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn map(pairs: &[(&str, Value)]) -> Value {
    let pairs = pairs.iter();
    Value::Map(
        pairs
            .map(|(key, value)| ((*key).to_owned(), value.clone()))
            .collect(),
    )
}

/// Reads a document.
fn read(source: &str) -> Result<FrontMatter, Refusal> {
    super::read(source, SourceFormat::Document)
}

/// Edits a document.
fn apply(source: &str, edits: &[Edit]) -> Result<String, Refusal> {
    super::apply(source, SourceFormat::Document, edits)
}

fn path(path: &str) -> KeyPath {
    path.parse().expect("a path")
}

fn set(at: &str, value: Value) -> Edit {
    Edit::Set(path(at), value)
}

/// Applies one edit and returns the lines that are gone, each after `-`, and those that are new,
/// each after `+`.
fn diff(source: &str, edit: &Edit) -> String {
    let new = apply(source, std::slice::from_ref(edit));
    let new = new.unwrap_or_else(|refusal| panic!("{edit:?}: {refusal:?}"));
    let (old, new): (Vec<&str>, Vec<&str>) = (source.lines().collect(), new.lines().collect());
    let before = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let shared = old.len().min(new.len()) - before;
    let after = old.iter().rev().zip(new.iter().rev());
    let after = after.take_while(|(a, b)| a == b).count().min(shared);
    let gone = old[before..old.len() - after]
        .iter()
        .map(|line| format!("-{line}\n"));
    let added = new[before..new.len() - after]
        .iter()
        .map(|line| format!("+{line}\n"));
    gone.chain(added).collect()
}

#[test]
fn reads_values_in_the_order_of_the_file() {
    let read = read(REPORT).expect("a report");
    assert!(REPORT[read.body..].starts_with("\nLời văn."));
    let leaves = read.leaves().into_iter();
    let leaves: Vec<String> = leaves
        .map(|(path, value)| format!("{path}={}", value.as_text().unwrap_or_default()))
        .collect();
    assert_eq!(
        leaves,
        [
            "title=Học tập kinh nghiệm tại Sa Pa",
            "dates.from=2023-08-18",
            "dates.to=2023-08-25",
            "lead.name=Phan Thanh Biên",
            "lead.position=Chủ tịch",
            "locations[0].province=Lào Cai",
            "locations[0].place=thị xã Sa Pa",
            "locations[1].province=Thái Nguyên",
            "locations[1].host=UBND tỉnh",
            "locations[2]=Hà Nội",
            "topics[0]=du lịch",
            "topics[1]=giám sát",
            "summary=Đoàn đã làm việc với địa phương.",
            "size=",
        ]
    );
}

#[test]
fn sets_values_where_they_are() {
    for (edit, expected) in [
        (
            set("title", text("Học tập tại Sa Pa")),
            "-title: Học tập kinh nghiệm tại Sa Pa   # tên trên bìa\n+title: Học tập tại Sa Pa   # tên trên bìa\n",
        ),
        (
            set("title", text("Học tập: lần 2 # “Sa Pa”")),
            "-title: Học tập kinh nghiệm tại Sa Pa   # tên trên bìa\n+title: \"Học tập: lần 2 # “Sa Pa”\"   # tên trên bìa\n",
        ),
        (
            set("dates.to", text("2023-08-26")),
            "-dates: {from: 2023-08-18, to: 2023-08-25}\n+dates: {from: 2023-08-18, to: 2023-08-26}\n",
        ),
        (
            set("lead.name", text("Bùi \"Tư\" Ý")),
            "-  name: \"Phan Thanh Biên\"   # trưởng đoàn\n+  name: \"Bùi \\\"Tư\\\" Ý\"   # trưởng đoàn\n",
        ),
        (
            set("lead.position", text("Phó Chủ tịch")),
            "-  position: 'Chủ tịch'\n+  position: 'Phó Chủ tịch'\n",
        ),
        (
            set("locations[0].place", text("Sa Pa, Bát Xát")),
            "-  - {province: Lào Cai, place: thị xã Sa Pa}\n+  - {province: Lào Cai, place: \"Sa Pa, Bát Xát\"}\n",
        ),
        (
            set("locations[1].province", text("Cao Bằng")),
            "-  - province: Thái Nguyên # sáng\n+  - province: Cao Bằng # sáng\n",
        ),
        (set("size", text("12")), "-size:\n+size: 12\n"),
        (
            set("summary", text("Đoàn học tập.\nHai ngày.")),
            "-summary: >-\n-  Đoàn đã làm việc\n-  với địa phương.\n+summary: |-\n+  Đoàn học tập.\n+  Hai ngày.\n",
        ),
        (
            set(
                "locations[2]",
                map(&[("province", text("Hà Nội")), ("host", text("Sở A"))]),
            ),
            "-  - Hà Nội\n+  - province: Hà Nội\n+    host: Sở A\n",
        ),
        (
            set("title", map(&[("a", text("b"))])),
            "-title: Học tập kinh nghiệm tại Sa Pa   # tên trên bìa\n+title:   # tên trên bìa\n+  a: b\n",
        ),
        (
            set("lead", text("Bùi Ý")),
            "-lead:\n-  name: \"Phan Thanh Biên\"   # trưởng đoàn\n-  # chức vụ khi đó\n-  position: 'Chủ tịch'\n+lead: Bùi Ý\n",
        ),
    ] {
        assert_eq!(diff(REPORT, &edit), expected);
    }
}

#[test]
fn adds_keys_and_the_mappings_around_them() {
    for (edit, expected) in [
        (
            set("plan", text("2023/ke-hoach/1")),
            "+plan: 2023/ke-hoach/1\n",
        ),
        (set("lead.honorific", text("ông")), "+  honorific: ông\n"),
        (
            set("dates.note", text("a")),
            "-dates: {from: 2023-08-18, to: 2023-08-25}\n+dates: {from: 2023-08-18, to: 2023-08-25, note: a}\n",
        ),
        (
            set("locations[1].kind", text("meeting")),
            "+    kind: meeting\n",
        ),
        (
            set("document.signer.name", text("Lê A")),
            "+document:\n+  signer:\n+    name: Lê A\n",
        ),
        (
            set(
                "members",
                Value::List(vec![text("Lê A"), map(&[("name", text("Lê B"))])]),
            ),
            "+members:\n+  - Lê A\n+  - name: Lê B\n",
        ),
        (set("size.min", text("3")), "+  min: 3\n"),
    ] {
        assert_eq!(diff(REPORT, &edit), expected);
    }
}

#[test]
fn removes_keys_and_items() {
    let remove = |at| Edit::Remove(path(at));
    for (edit, expected) in [
        (
            remove("title"),
            "-title: Học tập kinh nghiệm tại Sa Pa   # tên trên bìa\n",
        ),
        (
            remove("lead.name"),
            "-  name: \"Phan Thanh Biên\"   # trưởng đoàn\n",
        ),
        (
            remove("dates.to"),
            "-dates: {from: 2023-08-18, to: 2023-08-25}\n+dates: {from: 2023-08-18}\n",
        ),
        (
            remove("dates.from"),
            "-dates: {from: 2023-08-18, to: 2023-08-25}\n+dates: {to: 2023-08-25}\n",
        ),
        (
            remove("locations[0]"),
            "-  - {province: Lào Cai, place: thị xã Sa Pa}\n",
        ),
        (
            remove("locations[1].province"),
            "-  - province: Thái Nguyên # sáng\n+  - # sáng\n",
        ),
        (
            remove("topics[1]"),
            "-topics: [du lịch, giám sát]\n+topics: [du lịch]\n",
        ),
        (
            remove("summary"),
            "-summary: >-\n-  Đoàn đã làm việc\n-  với địa phương.\n",
        ),
        (remove("cost.amount"), ""),
    ] {
        assert_eq!(diff(REPORT, &edit), expected);
    }
}

#[test]
fn inserts_and_moves_items() {
    let stop = |province| map(&[("province", text(province)), ("kind", text("transit"))]);
    let list = path("locations");
    for (edit, expected) in [
        (
            Edit::Insert(list.clone(), 0, stop("Hà Nội")),
            "+  - {province: Hà Nội, kind: transit}\n",
        ),
        (
            Edit::Insert(list.clone(), 2, stop("Hà Nội")),
            "+  - province: Hà Nội\n+    kind: transit\n",
        ),
        (Edit::Insert(list.clone(), 3, text("Huế")), "+  - Huế\n"),
        (
            Edit::Insert(path("topics"), 2, text("a, b")),
            "-topics: [du lịch, giám sát]\n+topics: [du lịch, giám sát, \"a, b\"]\n",
        ),
        (
            Edit::Insert(path("topics"), 0, text("an ninh")),
            "-topics: [du lịch, giám sát]\n+topics: [an ninh, du lịch, giám sát]\n",
        ),
        (Edit::Insert(path("size"), 0, text("x")), "+  - x\n"),
        (
            Edit::Insert(path("assessment"), 0, text("Tốt.")),
            "+assessment:\n+  - Tốt.\n",
        ),
        (
            Edit::Move(list.clone(), 2, 0),
            "-  # ngày đầu\n-  - {province: Lào Cai, place: thị xã Sa Pa}\n-  - province: Thái Nguyên # sáng\n-    host: UBND tỉnh\n-  - Hà Nội\n+  - Hà Nội\n+  # ngày đầu\n+  - {province: Lào Cai, place: thị xã Sa Pa}\n+  - province: Thái Nguyên # sáng\n+    host: UBND tỉnh\n",
        ),
        (
            Edit::Move(path("topics"), 0, 1),
            "-topics: [du lịch, giám sát]\n+topics: [giám sát, du lịch]\n",
        ),
    ] {
        assert_eq!(diff(REPORT, &edit), expected);
    }
}

#[test]
fn keeps_line_ends_byte_order_mark_and_body() {
    let windows = format!("\u{feff}{}", REPORT.replace('\n', "\r\n"));
    let edits = [
        set("lead.honorific", text("ông")),
        set("document.number", text("12")),
        Edit::Remove(path("topics")),
        Edit::SetBody("\nLời văn.\n\nĐoạn hai.\n".to_owned()),
    ];
    let unix = apply(REPORT, &edits).expect("edited");
    let edited = apply(&windows, &edits).expect("edited");
    assert_eq!(edited, format!("\u{feff}{}", unix.replace('\n', "\r\n")));
    let old_mac = REPORT.replace('\n', "\r");
    assert_eq!(apply(&old_mac, &edits), Ok(unix.replace('\n', "\r")));
    assert!(unix.ends_with("\nLời văn.\n\nĐoạn hai.\n"), "{unix}");
}

#[test]
fn a_mapping_or_list_changes_only_where_it_differs() {
    let lead = map(&[
        ("name", text("Phan Thanh Biên")),
        ("position", text("Chủ tịch HĐND")),
    ]);
    assert_eq!(
        diff(REPORT, &set("lead", lead)),
        "-  position: 'Chủ tịch'\n+  position: 'Chủ tịch HĐND'\n"
    );
    let topics = Value::List(vec![text("du lịch"), text("an ninh"), text("giám sát")]);
    assert_eq!(
        diff(REPORT, &set("topics", topics)),
        "-topics: [du lịch, giám sát]\n+topics: [du lịch, an ninh, giám sát]\n"
    );
}

#[test]
fn refuses_what_it_cannot_change_alone() {
    for (source, edit, reason) in [
        (
            "Chữ.\n",
            set("title", text("a")),
            Message::FrontMatterMissing,
        ),
        (
            "---\ntitle: a\n",
            set("title", text("a")),
            Message::FrontMatterUnclosed,
        ),
        (
            "---\na: &x 1\nb: *x\n---\n",
            set("a", text("2")),
            Message::YamlAnchor,
        ),
        (
            "---\n? a\n: 1\nb: 2\n---\n",
            set("b", text("3")),
            Message::EditUnusualYaml,
        ),
        (
            "---\na: 1\na: 2\n---\n",
            set("a", text("3")),
            Message::EditDuplicateKey {
                key: "a".to_owned(),
            },
        ),
        (
            "---\na: 1\n---\n",
            set("a.b", text("3")),
            Message::EditNotAMapping {
                key: "a".to_owned(),
            },
        ),
        (
            "---\na: [1]\n---\n",
            set("a[1]", text("3")),
            Message::EditNoSuchKey {
                key: "a[1]".to_owned(),
            },
        ),
    ] {
        let refusal = apply(source, &[edit]).expect_err(source);
        assert_eq!(*refusal.reason, reason, "{source}");
    }
    let deep = (0..100).fold(text("a"), |value, _| Value::List(vec![value]));
    let refusal = apply(REPORT, &[set("a", deep)]).expect_err("too deep");
    assert_eq!(
        *refusal.reason,
        Message::EditTooDeep {
            key: "a".to_owned()
        }
    );
}

#[test]
fn edits_files_with_little_or_odd_front_matter() {
    for (source, edit, expected) in [
        (
            "---\n---\n",
            set("title", text("Tên")),
            "---\ntitle: Tên\n---\n",
        ),
        (
            "---\n# a\n---\nb",
            set("title", text("Tên")),
            "---\n# a\ntitle: Tên\n---\nb",
        ),
        (
            "---\n{title: a}\n---\n",
            set("size", text("3")),
            "---\n{title: a, size: 3}\n---\n",
        ),
        (
            "---\na: []\n---\n",
            Edit::Insert(path("a"), 0, text("x")),
            "---\na:\n  - x\n---\n",
        ),
        (
            "---\na: x\n---\n",
            Edit::Insert(path("a"), 1, text("z")),
            "---\na:\n  - x\n  - z\n---\n",
        ),
        (
            "---\na: |+\n  x\n\n---\n",
            set("b", text("z")),
            "---\na: |+\n  x\n\nb: z\n---\n",
        ),
        (
            "---\na:\n- x\n- y\n---\n",
            Edit::Insert(path("a"), 1, text("z")),
            "---\na:\n- x\n- z\n- y\n---\n",
        ),
        (
            "---\na: {b, c: }\n---\n",
            set("a.b", text("x")),
            "---\na: {b: x, c: }\n---\n",
        ),
        (
            "---\na: {b, c: }\n---\n",
            set("a.c", text("x")),
            "---\na: {b, c: x }\n---\n",
        ),
        (
            "---\na: [x, # c\n  y, # d\n  ]\n---\n",
            Edit::Remove(path("a[0]")),
            "---\na: [ # c\n  y, # d\n  ]\n---\n",
        ),
        (
            "---\na: x\n---",
            Edit::SetBody("\nChữ.\n".to_owned()),
            "---\na: x\n---\n\nChữ.\n",
        ),
        (
            "---\na: true\nb: ~\n---\n",
            set("b", Value::Bool(false)),
            "---\na: true\nb: false\n---\n",
        ),
        (
            "---\na:   # c\n---\n",
            set("a.b", text("null")),
            "---\na:   # c\n  b: \"null\"\n---\n",
        ),
        (
            "---\na: x # c\n---\n",
            set("a", Value::Null),
            "---\na: # c\n---\n",
        ),
    ] {
        assert_eq!(apply(source, &[edit]).as_deref(), Ok(expected), "{source}");
    }
}

#[test]
fn edits_and_values_are_plain_json() {
    let edits: Vec<Edit> = serde_json::from_str(
        r#"[{"set": ["lead.name", "Lê A"]}, {"set": ["size", 12]}, {"remove": "topics"},
            {"insert": ["locations", 0, {"province": "Huế", "inferred": true}]},
            {"move": ["locations", 0, 1]}, {"set": ["plan", null]}, {"set_body": "\nChữ.\n"}]"#,
    )
    .expect("edits");
    assert_eq!(edits[0], set("lead.name", text("Lê A")));
    assert_eq!(edits[1], set("size", Value::Number(12)));
    assert_eq!(edits[5], set("plan", Value::Null));
    let stop = map(&[("province", text("Huế")), ("inferred", Value::Bool(true))]);
    assert_eq!(edits[3], Edit::Insert(path("locations"), 0, stop));
    let again = serde_json::to_string(&edits).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Vec<Edit>>(&again).expect("edits"),
        edits
    );
}

const BODY: &str = "---
title: A
---

## Giữ chợ phiên

### Bán vé {#ban-ve .practice topics=du-lich}

Một
---

![](a.jpg) và ![Chợ *Bắc Hà*](b.jpg \"tên\")

#### Bốn ####
";

fn lesson(index: usize, mark: Option<(LessonKind, &str)>) -> Edit {
    let mark = mark.map(|(kind, id)| LessonMark {
        kind,
        id: id.to_owned(),
    });
    Edit::SetLesson(index, mark)
}

#[test]
fn marks_headings_as_lessons() {
    for (edit, expected) in [
        (
            lesson(0, Some((LessonKind::Practice, "cho-phien"))),
            "-## Giữ chợ phiên\n+## Giữ chợ phiên {#cho-phien .practice}\n",
        ),
        (
            lesson(1, Some((LessonKind::Caution, "ban-ve"))),
            "-### Bán vé {#ban-ve .practice topics=du-lich}\n+### Bán vé {#ban-ve .caution topics=du-lich}\n",
        ),
        (
            lesson(1, None),
            "-### Bán vé {#ban-ve .practice topics=du-lich}\n+### Bán vé {#ban-ve}\n",
        ),
        (
            lesson(2, Some((LessonKind::Recommendation, "mot"))),
            "-Một\n+Một {#mot .recommendation}\n",
        ),
        (
            lesson(3, Some((LessonKind::Practice, "bon"))),
            "-#### Bốn ####\n+#### Bốn #### {#bon .practice}\n",
        ),
        (lesson(0, None), ""),
    ] {
        assert_eq!(diff(BODY, &edit), expected);
    }
    for bad in ["a b", "}", ""] {
        let edit = lesson(0, Some((LessonKind::Practice, bad)));
        assert!(apply(BODY, &[edit]).is_err(), "{bad:?}");
    }
    let refusal = apply(BODY, &[lesson(9, None)]).expect_err("no such heading");
    let number = "10".to_owned();
    assert_eq!(*refusal.reason, Message::EditNoSuchHeading { number });
}

#[test]
fn sets_the_text_alternative_of_photos() {
    let alt = |index, alt: &str| Edit::SetAlt(index, alt.to_owned());
    let line = "![](a.jpg) và ![Chợ *Bắc Hà*](b.jpg \"tên\")";
    for (edit, expected) in [
        (
            alt(0, "Chợ [sớm] *1* \\ & `a`"),
            "![Chợ \\[sớm\\] \\*1\\* \\\\ \\& \\`a\\`](a.jpg) và ![Chợ *Bắc Hà*](b.jpg \"tên\")",
        ),
        (
            alt(1, "Chợ\nphiên"),
            "![](a.jpg) và ![Chợ phiên](b.jpg \"tên\")",
        ),
        (alt(1, ""), "![](a.jpg) và ![](b.jpg \"tên\")"),
    ] {
        assert_eq!(diff(BODY, &edit), format!("-{line}\n+{expected}\n"));
    }
    assert_eq!(diff(BODY, &alt(1, "Chợ Bắc Hà")), "");
    assert!(apply(BODY, &[alt(2, "x")]).is_err());
}

#[test]
fn lists_what_can_be_edited_in_a_body() {
    let outline = outline(BODY).expect("a page");
    let headings = outline.headings.iter();
    let headings: Vec<_> = headings
        .map(|heading| (heading.line, &*heading.title, &*heading.proposed_id))
        .collect();
    assert_eq!(
        headings,
        [
            (1, "Giữ chợ phiên", "giu-cho-phien"),
            (3, "Bán vé", "ban-ve-2"),
            (5, "Một", "mot"),
            (10, "Bốn", "bon"),
        ]
    );
    assert_eq!(
        (outline.photos[1].line, &*outline.photos[1].alt),
        (8, "Chợ Bắc Hà")
    );
}

#[test]
fn settings_without_front_matter_are_edited_the_same_way() {
    let edit = |source: &str, edits: &[Edit]| super::apply(source, SourceFormat::Yaml, edits);
    let source = "# Kho\r\ntitle: Kho thử # tên\r\ncouncils:\r\n  - name: HĐND huyện A";
    let read = super::read(source, SourceFormat::Yaml).expect("settings");
    assert_eq!(
        (read.get(&path("title")), &source[read.body..]),
        (Some(&text("Kho thử")), "")
    );
    assert_eq!(edit(source, &[]).as_deref(), Ok(source));
    let edits = [
        set("title", text("Kho: mới")),
        set("councils[0].province", text("Lào Cai")),
    ];
    let edited = edit(source, &edits).expect("edited");
    let kept = "# Kho\r\ntitle: \"Kho: mới\" # tên\r\ncouncils:\r\n  - name: HĐND huyện A";
    assert!(edited.starts_with(kept), "{edited:?}");
    assert!(edited.contains("\r\n    province: Lào Cai"), "{edited:?}");
    // A file that is empty, or holds comments only.
    for (source, expected) in [
        ("", "title: A\n"),
        ("# Kho\n", "# Kho\ntitle: A\n"),
        ("# Kho", "# Kho\ntitle: A\n"),
    ] {
        assert_eq!(
            edit(source, &[set("title", text("A"))]).as_deref(),
            Ok(expected),
            "{source:?}"
        );
    }
    assert!(edit("title: A\n", &[Edit::SetBody("x: y\n".to_owned())]).is_err());
    assert!(edit("- a\n", &[]).is_err());
}
