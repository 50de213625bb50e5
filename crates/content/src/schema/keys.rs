//! The tables of all keys of front matter and `site.yaml`.

use super::Subject;

/// A key of a mapping.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    pub(super) is_required: bool,
    /// The description in Vietnamese.
    pub(super) vi: &'static str,
    /// The description in English.
    pub(super) en: &'static str,
}

/// The values that a key takes.
pub(super) enum Shape {
    /// Any scalar; numbers and booleans are read as text.
    Text,
    Number,
    Flag,
    /// A day, month or year.
    Date,
    Texts,
    Province,
    Topics,
    Choice(&'static [&'static str]),
    Map(&'static [Key]),
    /// A mapping, or the value of its first key alone.
    MapOrText(&'static [Key]),
    List(&'static [Key]),
    /// A list whose items are mappings, or the values of their first key alone.
    ListOrTexts(&'static [Key]),
    /// A mapping whose keys the author chooses.
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
const CLEARANCE: &[Key] = &[
    required("by", Shape::Text, "người cho phép", "who allowed it"),
    required("date", Shape::Date, "ngày cho phép", "day of the approval"),
];
const PUBLIC_CONTACT: &[Key] = &[
    required(
        "value",
        Shape::Text,
        "số điện thoại hay thư điện tử",
        "phone number or e-mail address",
    ),
    required(
        "reason",
        Shape::Text,
        "vì sao được công khai",
        "why it may be published",
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
        "cancelled nếu hủy",
        "cancelled, if it was",
    ),
    key("reason", Shape::Text, "lý do hủy", "why it was cancelled"),
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

/// The keys that every kind of document has.
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
        "bản nháp, đã đăng, đã thu hồi",
        "draft, published or withdrawn",
    ),
    key("reason", Shape::Text, "lý do rút", "why it was withdrawn"),
    key(
        "replaced_by",
        Shape::Text,
        "bài thay thế",
        "what replaces it",
    ),
    key(
        "clearance",
        Shape::Map(CLEARANCE),
        "ai cho phép công khai văn bản có dấu mật hay dự thảo; không hiện ra",
        "who allowed a document with a secrecy stamp to be published; never shown",
    ),
    key("aliases", Shape::Texts, "địa chỉ cũ", "old addresses"),
];
/// The keys that reports and plans share.
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
    key(
        "public_contacts",
        Shape::List(PUBLIC_CONTACT),
        "số điện thoại, thư điện tử được phép có trong bài, kèm lý do",
        "phone numbers and e-mail addresses that texts may show, each with its reason",
    ),
];

/// The tables of the keys of a subject.
pub(super) fn keys(subject: Subject) -> Vec<&'static [Key]> {
    match subject {
        Subject::Report => vec![RECORD, OFFICE, REPORT],
        Subject::Plan => vec![RECORD, OFFICE, PLAN],
        Subject::Page | Subject::FrontMatter => vec![RECORD],
        Subject::Site => vec![SITE],
    }
}
