//! JSON Schema of the front matter and of `site.yaml`, so that an editor completes and checks.
//!
//! One table of keys. That it is the table of the checks too is proved below: for every mapping the
//! check is asked which keys it takes, and they are compared. Values are described, not repeated:
//! an editor offers provinces and topics, the check knows their other spellings.

use serde_json::{Map, Value, json};

use crate::vocabulary::Vocabulary;
use ssg_base::message::Language;
use ssg_vietnam::gazetteer::{Gazetteer, Vintage};

/// The edition of JSON Schema that is written.
const EDITION: &str = "https://json-schema.org/draft/2020-12/schema";

/// What a schema is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The head of a report.
    Report,
    /// The head of a plan.
    Plan,
    /// The head of any other page.
    Page,
    /// The head of a source of any kind.
    FrontMatter,
    /// `content/site.yaml`.
    Site,
}

/// A key of a mapping.
struct Key {
    name: &'static str,
    shape: Shape,
    is_required: bool,
    vi: &'static str,
    en: &'static str,
}

/// What may stand under a key.
enum Shape {
    /// Any text, or a number or word that is read as text.
    Text,
    Number,
    Flag,
    /// A day, or where a document has only that, a month or year.
    Date,
    Texts,
    Province,
    Topics,
    Choice(&'static [&'static str]),
    Map(&'static [Key]),
    /// A mapping, or text that stands for its first key.
    MapOrText(&'static [Key]),
    List(&'static [Key]),
    ListOrTexts(&'static [Key]),
    /// A mapping whose keys are the author's own.
    Open,
}

const fn key(name: &'static str, shape: Shape, vi: &'static str, en: &'static str) -> Key {
    Key {
        name,
        shape,
        is_required: false,
        vi,
        en,
    }
}

const fn required(name: &'static str, shape: Shape, vi: &'static str, en: &'static str) -> Key {
    Key {
        name,
        shape,
        is_required: true,
        vi,
        en,
    }
}

const PERIOD: &[Key] = &[
    required(
        "from",
        Shape::Date,
        "ngày đầu, như 2023-08-18",
        "first day, such as 2023-08-18",
    ),
    key(
        "to",
        Shape::Date,
        "ngày cuối; bỏ trống nếu chỉ một ngày",
        "last day; left out if it is the first",
    ),
];
const PERSON: &[Key] = &[
    required("name", Shape::Text, "họ và tên", "name"),
    key(
        "position",
        Shape::Text,
        "chức vụ khi đó",
        "office at the time",
    ),
    key(
        "honorific",
        Shape::Text,
        "ông, bà, đồng chí",
        "form of address",
    ),
];
const STOP: &[Key] = &[
    required(
        "province",
        Shape::Province,
        "tỉnh, thành phố, theo tên vào ngày đi",
        "province, by its name on that day",
    ),
    key(
        "place",
        Shape::Text,
        "nơi đến trong tỉnh",
        "place in the province",
    ),
    key("date", Shape::Date, "ngày đến", "day of the visit"),
    key(
        "dates",
        Shape::MapOrText(PERIOD),
        "các ngày ở đó",
        "days of the visit",
    ),
    key(
        "kind",
        Shape::Choice(&["visit", "meeting", "transit"]),
        "tham quan, làm việc, hay chỉ đi qua",
        "visit, meeting, or passed only",
    ),
    key("when", Shape::Text, "buổi trong ngày", "time of the day"),
    key(
        "host",
        Shape::Text,
        "cơ quan tiếp đoàn",
        "body that received them",
    ),
    key(
        "present",
        Shape::ListOrTexts(PERSON),
        "người dự phía địa phương",
        "who was there for the host",
    ),
    key("subject", Shape::Text, "nội dung", "what it was about"),
    key("topics", Shape::Topics, "chủ đề", "topics"),
    key(
        "inferred",
        Shape::Flag,
        "true nếu văn bản không ghi tên tỉnh",
        "true if the document does not name the province",
    ),
];
const SIGNER: &[Key] = &[
    key(
        "authority",
        Shape::Text,
        "thay mặt ai: TM. THƯỜNG TRỰC HĐND",
        "on behalf of whom",
    ),
    key(
        "on_behalf",
        Shape::Text,
        "ký thay ai: KT. CHỦ TỊCH",
        "in whose stead",
    ),
    key(
        "position",
        Shape::Text,
        "chức vụ người ký",
        "office of the signer",
    ),
    key("name", Shape::Text, "họ tên người ký", "name of the signer"),
];
const OFFICIAL: &[Key] = &[
    key("type", Shape::Text, "BC, KH …", "kind of document"),
    key("number", Shape::Number, "chỉ chữ số", "digits alone"),
    key("symbol", Shape::Text, "ký hiệu: BC-HĐND", "symbol: BC-HĐND"),
    key("date", Shape::Date, "ngày ban hành", "day of issue"),
    key("place", Shape::Text, "địa danh", "place of issue"),
    key("addressee", Shape::Texts, "kính gửi", "addressed to"),
    key("recipients", Shape::Texts, "nơi nhận", "recipients"),
    key("filing", Shape::Text, "dòng Lưu", "line of the file copy"),
    key("signer", Shape::Map(SIGNER), "người ký", "signer"),
];
const REFERENCE: &[Key] = &[
    key(
        "role",
        Shape::Choice(&["basis", "plan", "contact"]),
        "căn cứ, kế hoạch, hay liên hệ",
        "basis, plan or contact",
    ),
    key("type", Shape::Text, "loại văn bản", "kind of document"),
    key("number", Shape::Text, "số và ký hiệu", "number and symbol"),
    key("date", Shape::Date, "ngày", "date"),
    key("issuer", Shape::Text, "cơ quan ban hành", "issuer"),
    key("to", Shape::Texts, "gửi ai", "to whom"),
    key("about", Shape::Text, "về việc", "about"),
];
const USE: &[Key] = &[
    required(
        "lesson",
        Shape::Text,
        "bài học: 2023/ten-bao-cao/bai-hoc-1",
        "lesson: 2023/name/bai-hoc-1",
    ),
    key(
        "outcome",
        Shape::Choice(&["applied", "partly", "unsuitable"]),
        "kết quả áp dụng",
        "how it went",
    ),
    key("date", Shape::Date, "ngày", "date"),
    key("note", Shape::Text, "ghi chú", "note"),
];
const UPDATE: &[Key] = &[
    required("date", Shape::Date, "ngày đính chính", "day of the update"),
    key("note", Shape::Text, "nội dung", "what changed"),
    key(
        "by",
        Shape::Choice(&["council", "editor"]),
        "ai sửa",
        "by whom",
    ),
];
const COST: &[Key] = &[
    key("amount", Shape::Number, "số tiền", "amount"),
    key(
        "currency",
        Shape::Text,
        "đơn vị, mặc định VND",
        "currency, VND unless said",
    ),
    key(
        "source",
        Shape::Text,
        "nguồn kinh phí",
        "where it came from",
    ),
];
const BATCH_TIME: &[Key] = &[
    key(
        "text",
        Shape::Text,
        "thời gian như kế hoạch ghi",
        "the time in the plan's words",
    ),
    key("from", Shape::Date, "sớm nhất", "earliest"),
    key("to", Shape::Date, "muộn nhất", "latest"),
];
const BATCH_STOP: &[Key] = &[
    required("province", Shape::Province, "tỉnh, thành phố", "province"),
    key(
        "place",
        Shape::Text,
        "nơi đến trong tỉnh",
        "place in the province",
    ),
    key("subject", Shape::Text, "nội dung", "what it is about"),
    key("topics", Shape::Topics, "chủ đề", "topics"),
];
const BATCH: &[Key] = &[
    required("number", Shape::Number, "số của đợt", "number of the batch"),
    key("theme", Shape::Text, "chủ đề của đợt", "theme"),
    key("time", Shape::MapOrText(BATCH_TIME), "thời gian", "time"),
    key("transport", Shape::Text, "phương tiện", "transport"),
    key(
        "provinces",
        Shape::ListOrTexts(BATCH_STOP),
        "các tỉnh",
        "provinces",
    ),
    key("topics", Shape::Topics, "chủ đề", "topics"),
    key(
        "state",
        Shape::Choice(&["cancelled"]),
        "cancelled nếu huỷ",
        "cancelled, if it was",
    ),
    key("reason", Shape::Text, "lý do huỷ", "why it was cancelled"),
];
const ROLE: &[Key] = &[
    key("role", Shape::Text, "vai trò", "role"),
    key("who", Shape::Text, "ai", "who"),
];
const COMPOSITION: &[Key] = &[
    key(
        "min",
        Shape::Number,
        "ít nhất bao nhiêu người",
        "fewest people",
    ),
    key(
        "max",
        Shape::Number,
        "nhiều nhất bao nhiêu người",
        "most people",
    ),
    key("roles", Shape::List(ROLE), "vai trò trong đoàn", "roles"),
];
const BUDGET: &[Key] = &[
    key("source", Shape::Text, "nguồn kinh phí", "source"),
    key("year", Shape::Number, "năm ngân sách", "fiscal year"),
    key("amount", Shape::Number, "số tiền", "amount"),
];
const DUTY: &[Key] = &[
    key("who", Shape::Text, "cơ quan", "who"),
    key("duty", Shape::Text, "việc được giao", "duty"),
];
const REPORTING: &[Key] = &[
    key("duty", Shape::Text, "việc báo cáo", "duty to report"),
    key("to", Shape::Text, "báo cáo ai", "to whom"),
    key(
        "within_days",
        Shape::Number,
        "trong bao nhiêu ngày",
        "within how many days",
    ),
];

/// The keys that every head may have.
const RECORD: &[Key] = &[
    required("title", Shape::Text, "tên bài", "title"),
    key(
        "summary",
        Shape::Text,
        "tóm tắt hai, ba câu",
        "summary in two or three sentences",
    ),
    key("topics", Shape::Topics, "chủ đề", "topics"),
    key(
        "published",
        Shape::Date,
        "ngày đưa vào kho",
        "day it entered the archive",
    ),
    key(
        "updates",
        Shape::List(UPDATE),
        "đính chính, bổ sung",
        "corrections",
    ),
    key(
        "status",
        Shape::Choice(&["draft", "published", "withdrawn"]),
        "bản nháp, đã đăng, đã rút",
        "draft, published or withdrawn",
    ),
    key("reason", Shape::Text, "lý do rút", "why it was withdrawn"),
    key(
        "replaced_by",
        Shape::Text,
        "bài thay thế",
        "what replaces it",
    ),
    key("aliases", Shape::Texts, "địa chỉ cũ", "old addresses"),
];
/// Those that reports and plans share.
const OFFICE: &[Key] = &[
    key(
        "council",
        Shape::Text,
        "tên đầy đủ của HĐND",
        "full name of the council",
    ),
    key(
        "document",
        Shape::Map(OFFICIAL),
        "số, ký hiệu, nơi nhận, người ký",
        "number, recipients, signer",
    ),
    key(
        "references",
        Shape::List(REFERENCE),
        "văn bản được dẫn",
        "documents referred to",
    ),
    key(
        "uses",
        Shape::ListOrTexts(USE),
        "bài học đã dùng",
        "lessons used",
    ),
];
const REPORT: &[Key] = &[
    required(
        "dates",
        Shape::MapOrText(PERIOD),
        "ngày đi: {from: 2023-08-18, to: 2023-08-25}",
        "days of the trip: {from: 2023-08-18, to: 2023-08-25}",
    ),
    key("size", Shape::Number, "số người", "number of people"),
    key(
        "lead",
        Shape::MapOrText(PERSON),
        "trưởng đoàn",
        "head of the delegation",
    ),
    key(
        "deputies",
        Shape::ListOrTexts(PERSON),
        "phó trưởng đoàn",
        "deputies",
    ),
    key(
        "members",
        Shape::ListOrTexts(PERSON),
        "thành viên",
        "members",
    ),
    key(
        "locations",
        Shape::ListOrTexts(STOP),
        "các nơi đến, theo thứ tự",
        "stops, in order",
    ),
    key(
        "plan",
        Shape::Text,
        "đợt của kế hoạch: 2023/dong-thap/4",
        "batch it carries out: 2023/dong-thap/4",
    ),
    key("cost", Shape::Map(COST), "chi phí", "cost"),
    key("assessment", Shape::Texts, "đánh giá chung", "assessment"),
    key(
        "lesson_aliases",
        Shape::Open,
        "địa chỉ cũ của bài học",
        "old ids of lessons",
    ),
];
const PLAN: &[Key] = &[
    key("batches", Shape::List(BATCH), "các đợt", "batches"),
    key("basis", Shape::Texts, "căn cứ", "basis"),
    key("purpose", Shape::Texts, "mục đích", "purpose"),
    key("requirements", Shape::Texts, "yêu cầu", "requirements"),
    key(
        "composition",
        Shape::Map(COMPOSITION),
        "thành phần",
        "composition",
    ),
    key("budget", Shape::Map(BUDGET), "kinh phí", "budget"),
    key("duties", Shape::List(DUTY), "phân công", "duties"),
    key(
        "reporting",
        Shape::Map(REPORTING),
        "chế độ báo cáo",
        "duty to report",
    ),
];

const DEADLINE: &[Key] = &[key(
    "report_within_days",
    Shape::Number,
    "hạn nộp báo cáo sau chuyến đi, tính theo ngày",
    "days after a trip within which its report is due",
)];
const COUNCIL: &[Key] = &[
    required("name", Shape::Text, "tên đầy đủ", "full name"),
    key("province", Shape::Province, "tỉnh, thành phố", "province"),
    key("aliases", Shape::Texts, "tên gọi khác", "other names"),
    key("address", Shape::Text, "địa chỉ", "address"),
    key(
        "contact",
        Shape::Text,
        "liên hệ của cơ quan",
        "the office's contact",
    ),
    key("reporting", Shape::Map(DEADLINE), "hạn báo cáo", "deadline"),
];
const PHOTOS: &[Key] = &[key(
    "originals",
    Shape::Flag,
    "đăng cả ảnh gốc",
    "publish the originals too",
)];
const SITE: &[Key] = &[
    required("title", Shape::Text, "tên kho", "title of the site"),
    key("description", Shape::Text, "mô tả", "description"),
    key(
        "base_url",
        Shape::Text,
        "địa chỉ trên mạng",
        "address on the web",
    ),
    key(
        "language",
        Shape::Choice(&["vi", "en"]),
        "ngôn ngữ của thông báo",
        "language of messages",
    ),
    key("theme", Shape::Text, "giao diện", "theme"),
    key("councils", Shape::List(COUNCIL), "các HĐND", "councils"),
    key("contact", Shape::Text, "liên hệ", "contact"),
    key("licence", Shape::Text, "giấy phép", "licence"),
    key("reporting", Shape::Map(DEADLINE), "hạn báo cáo", "deadline"),
    key(
        "per_page",
        Shape::Number,
        "số dòng một trang",
        "rows of a page",
    ),
    key(
        "search",
        Shape::Flag,
        "có trang tìm kiếm",
        "whether there is a search",
    ),
    key(
        "data",
        Shape::Flag,
        "có dữ liệu mở",
        "whether there is open data",
    ),
    key("photos", Shape::Map(PHOTOS), "ảnh", "photos"),
    key(
        "security_contact",
        Shape::Text,
        "nơi báo lỗ hổng",
        "where to report security faults",
    ),
];

/// The keys of a subject.
fn keys(subject: Subject) -> Vec<&'static [Key]> {
    match subject {
        Subject::Report => vec![RECORD, OFFICE, REPORT],
        Subject::Plan => vec![RECORD, OFFICE, PLAN],
        Subject::Page | Subject::FrontMatter => vec![RECORD],
        Subject::Site => vec![SITE],
    }
}

/// The schema of a subject, its remarks in `language`.
pub fn json_schema(subject: Subject, vocabulary: &Vocabulary, language: Language) -> Value {
    let writer = Writer { language };
    let mut schema = if subject == Subject::FrontMatter {
        let kinds = [Subject::Report, Subject::Plan, Subject::Page];
        let kinds: Vec<Value> = kinds
            .into_iter()
            .map(|kind| writer.mapping(&keys(kind)))
            .collect();
        json!({ "anyOf": kinds })
    } else {
        writer.mapping(&keys(subject))
    };
    schema["$schema"] = json!(EDITION);
    schema["title"] = json!(match subject {
        Subject::Report => "ssg: report",
        Subject::Plan => "ssg: plan",
        Subject::Page => "ssg: page",
        Subject::FrontMatter => "ssg: front matter",
        Subject::Site => "ssg: site.yaml",
    });
    schema["$defs"] = json!({ "province": provinces(), "topic": topics(vocabulary) });
    schema
}

/// Every province's name, of the 63 and of today's; other spellings are text.
fn provinces() -> Value {
    let gazetteer = Gazetteer::get();
    let vintages = [Vintage::Current, Vintage::Former];
    let mut names: Vec<&str> = vintages
        .into_iter()
        .flat_map(|vintage| gazetteer.units(vintage))
        .map(|(_, unit)| unit.name())
        .collect();
    names.sort_by_cached_key(|name| ssg_vietnam::text::collation_key(name));
    names.dedup();
    json!({ "anyOf": [{ "enum": names }, { "type": "string" }] })
}

/// Every topic's label and slug; aliases are text.
fn topics(vocabulary: &Vocabulary) -> Value {
    let topics = vocabulary.topics().map(|(_, topic)| topic);
    let names: Vec<&str> = topics
        .flat_map(|topic| [&*topic.slug, &*topic.label])
        .collect();
    json!({ "anyOf": [{ "enum": names }, { "type": "string" }] })
}

/// A month that is no month is for the check to tell.
const DATE: &str = r"^(\d{4}(-\d{2}){0,2}|(\d{1,2}/){0,2}\d{4})$";

struct Writer {
    language: Language,
}

impl Writer {
    fn mapping(&self, tables: &[&[Key]]) -> Value {
        let mut properties = Map::new();
        let mut needed: Vec<&str> = Vec::new();
        for key in tables.iter().copied().flatten() {
            let mut value = self.shape(&key.shape, key.is_required);
            value["description"] = json!(match self.language {
                Language::Vi => key.vi,
                Language::En => key.en,
            });
            properties.insert(key.name.to_owned(), value);
            if key.is_required {
                needed.push(key.name);
            }
        }
        for name in ["sic", "note"] {
            let remark = match (name, self.language) {
                ("sic", Language::Vi) => "bản gốc in như thế nào",
                ("sic", Language::En) => "what the original printed",
                (_, Language::Vi) => "ghi chú cho người sửa sau, không hiện ra",
                (_, Language::En) => "a remark for the next editor, never shown",
            };
            let text = json!({ "type": ["string", "number", "null"], "description": remark });
            properties.entry(name).or_insert(text);
        }
        json!({
            "type": "object",
            "properties": properties,
            "required": needed,
            "additionalProperties": false,
        })
    }

    /// What may stand under a key; blank too, unless it is required.
    fn shape(&self, shape: &Shape, is_required: bool) -> Value {
        let text = || json!({ "type": ["string", "number", "boolean"] });
        let mut any = match shape {
            Shape::Text => vec![text()],
            Shape::Number => vec![
                json!({ "type": "integer", "minimum": 0 }),
                json!({ "type": "string", "pattern": "^[0-9][0-9 ._]*$" }),
            ],
            Shape::Flag => vec![json!({ "enum": [true, false, "true", "false"] })],
            Shape::Date => vec![
                json!({ "type": "string", "pattern": DATE }),
                json!({ "type": "integer", "minimum": 1900, "maximum": 2100 }),
            ],
            Shape::Texts => vec![json!({ "type": "array", "items": text() }), text()],
            Shape::Province => vec![json!({ "$ref": "#/$defs/province" })],
            Shape::Topics => {
                let topic = json!({ "$ref": "#/$defs/topic" });
                vec![json!({ "type": "array", "items": topic }), topic]
            }
            Shape::Choice(words) => vec![json!({ "enum": words })],
            Shape::Map(keys) => vec![self.mapping(&[keys])],
            Shape::MapOrText(keys) => vec![self.mapping(&[keys]), text()],
            Shape::List(keys) => {
                let item = self.mapping(&[keys]);
                vec![json!({ "type": "array", "items": item }), item]
            }
            Shape::ListOrTexts(keys) => {
                let item = self.mapping(&[keys]);
                let items = json!({ "anyOf": [item, text()] });
                vec![json!({ "type": "array", "items": items }), item]
            }
            Shape::Open => vec![json!({
                "type": "object",
                "additionalProperties": { "type": ["string", "null"] },
            })],
        };
        if !is_required {
            any.push(json!({ "type": "null" }));
        }
        if any.len() == 1 {
            any.remove(0)
        } else {
            json!({ "anyOf": any })
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::document;
    use crate::settings;
    use ssg_base::diagnostic::Diagnostic;
    use ssg_base::message::Message;
    use ssg_base::path::SourcePath;

    /// A key that no table has and no known key is near to.
    const STRANGER: &str = "qqqqqqqqqqqqqqq";

    /// The keys that the check names when a mapping has a stranger.
    fn allowed(found: &[Diagnostic]) -> Vec<BTreeSet<String>> {
        let hints = found.iter().filter(
            |fault| matches!(&fault.message, Message::UnknownKey { key } if key == STRANGER),
        );
        hints
            .flat_map(|fault| &fault.hints)
            .filter_map(|hint| match hint {
                Message::AllowedKeys { keys } => Some(
                    keys.split(", ")
                        .map(|key| key.trim_matches('`').to_owned())
                        .collect(),
                ),
                _ => None,
            })
            .collect()
    }

    /// YAML of a mapping inside its parents: `a: [{b: {stranger: 1}}]`.
    fn nested(trail: &[(&str, bool)]) -> String {
        let mut text = format!("{{{STRANGER}: 1}}");
        for (key, is_list) in trail.iter().rev() {
            text = if *is_list {
                format!("{{{key}: [{text}]}}")
            } else {
                format!("{{{key}: {text}}}")
            };
        }
        text
    }

    fn told(subject: Subject, yaml: &str) -> Vec<BTreeSet<String>> {
        let path = |path| SourcePath::new(path).expect("a path");
        if subject == Subject::Site {
            return allowed(&settings::parse(&path("content/site.yaml"), yaml).diagnostics);
        }
        let path = path(match subject {
            Subject::Report => "content/reports/2024/a.md",
            Subject::Plan => "content/plans/2024/a.md",
            _ => "content/pages/a.md",
        });
        let text = format!("---\n{yaml}\n---\n\nChữ.\n");
        allowed(&document::parse(&path, &text, &Vocabulary::built_in()).diagnostics)
    }

    /// Walks over every mapping of the table and compares it with what the check takes there.
    fn walk(
        subject: Subject,
        tables: &[&'static [Key]],
        trail: &mut Vec<(&'static str, bool)>,
        count: &mut usize,
    ) {
        let mut expected: BTreeSet<String> = tables
            .iter()
            .copied()
            .flatten()
            .map(|key| key.name.to_owned())
            .collect();
        // `note` is a key of its own in two mappings, and may stand in all.
        expected.remove("note");
        let mut got = told(subject, &nested(trail))
            .into_iter()
            .next()
            .unwrap_or_default();
        got.remove("note");
        assert_eq!(got, expected, "{subject:?} {trail:?}");
        *count += 1;
        for key in tables.iter().copied().flatten() {
            let (keys, is_list) = match &key.shape {
                Shape::Map(keys) | Shape::MapOrText(keys) => (keys, false),
                Shape::List(keys) | Shape::ListOrTexts(keys) => (keys, true),
                _ => continue,
            };
            trail.push((key.name, is_list));
            walk(subject, &[keys], trail, count);
            trail.pop();
        }
    }

    #[test]
    fn the_table_has_the_keys_of_the_checks_and_no_others() {
        let mut count = 0;
        for subject in [Subject::Report, Subject::Plan, Subject::Page, Subject::Site] {
            walk(subject, &keys(subject), &mut Vec::new(), &mut count);
        }
        assert!(count > 25, "{count} mappings");
    }

    #[test]
    fn provinces_and_topics_are_offered() {
        let schema = json_schema(Subject::Report, &Vocabulary::built_in(), Language::Vi);
        let text = schema.to_string();
        for word in [
            "Lào Cai",
            "Bạc Liêu",
            "Hồ Chí Minh",
            "giam-sat",
            "trưởng đoàn",
        ] {
            assert!(text.contains(word), "{word}");
        }
        assert_eq!(schema["additionalProperties"], json!(false));
        assert_eq!(schema["required"], json!(["title", "dates"]));
    }
}
