//! The tables of all keys of front matter and `site.yaml`.

mod follow_up;

use self::follow_up::{ANSWER, ATTACHMENT, COST, USE, VETTING};
use super::Subject;
use super::group::{Group, Suggest};

/// A key of a mapping.
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) shape: Shape,
    pub(super) is_required: bool,
    /// The description in Vietnamese.
    pub(super) vi: &'static str,
    /// The description in English.
    pub(super) en: &'static str,
    /// The label of its field in a form, in Vietnamese and English. `None`: the description.
    pub(super) label: Option<[&'static str; 2]>,
    /// The labels of its choices, in Vietnamese and English, in the order of [`Shape::Choice`].
    pub(super) choices: &'static [(&'static str, &'static str)],
    /// The part of a form that it belongs to; only keys of the outermost mapping have one.
    pub(super) group: Option<Group>,
    /// Whether its text may have several sentences.
    pub(super) is_long: bool,
    /// What its text names.
    pub(super) suggest: Option<Suggest>,
}

impl Key {
    const fn label(mut self, vi: &'static str, en: &'static str) -> Self {
        self.label = Some([vi, en]);
        self
    }

    const fn choices(mut self, choices: &'static [(&'static str, &'static str)]) -> Self {
        self.choices = choices;
        self
    }

    const fn group(mut self, group: Group) -> Self {
        self.group = Some(group);
        self
    }

    const fn long(mut self) -> Self {
        self.is_long = true;
        self
    }

    const fn suggest(mut self, suggest: Suggest) -> Self {
        self.suggest = Some(suggest);
        self
    }
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
        label: None,
        choices: &[],
        group: None,
        is_long: false,
        suggest: None,
    }
}

const fn required(name: &'static str, shape: Shape, vi: &'static str, en: &'static str) -> Key {
    let mut key = key(name, shape, vi, en);
    key.is_required = true;
    key
}

const PERIOD: &[Key] = &[
    required(
        "from",
        Shape::Date,
        "ngày đầu, như 2023-08-18",
        "first day, such as 2023-08-18",
    )
    .label("Ngày đầu", "First day"),
    key(
        "to",
        Shape::Date,
        "ngày cuối; bỏ trống nếu chỉ một ngày",
        "last day; left out if it is the first",
    )
    .label("Ngày cuối", "Last day"),
];
const CLEARANCE: &[Key] = &[
    required("by", Shape::Text, "người cho phép", "who allowed it")
        .label("Người cho phép", "Approved by"),
    required("date", Shape::Date, "ngày cho phép", "day of the approval")
        .label("Ngày cho phép", "Approved on"),
];
const PUBLIC_CONTACT: &[Key] = &[
    required(
        "value",
        Shape::Text,
        "số điện thoại hay thư điện tử",
        "phone number or e-mail address",
    )
    .label("Số hay thư", "Number or address"),
    required(
        "reason",
        Shape::Text,
        "vì sao được công khai",
        "why it may be published",
    )
    .label("Lý do", "Reason"),
];
const PERSON: &[Key] = &[
    required("name", Shape::Text, "họ và tên", "name").label("Họ và tên", "Name"),
    key(
        "position",
        Shape::Text,
        "chức vụ khi đó",
        "office at the time",
    )
    .label("Chức vụ", "Office"),
    key(
        "honorific",
        Shape::Text,
        "ông, bà, đồng chí",
        "form of address",
    )
    .label("Cách xưng hô", "Form of address"),
];
const fn country() -> Key {
    key(
        "country",
        Shape::Text,
        "nước, nếu đi nước ngoài; khi ấy bỏ trống tỉnh",
        "country of a stop abroad, in place of a province",
    )
    .label("Nước", "Country")
}
const STOP: &[Key] = &[
    key(
        "province",
        Shape::Province,
        "tỉnh, thành phố, theo tên vào ngày đi",
        "province, by its name on that day",
    )
    .label("Tỉnh, thành phố", "Province"),
    key(
        "place",
        Shape::Text,
        "nơi đến trong tỉnh",
        "place in the province",
    )
    .label("Nơi đến", "Place"),
    country(),
    key("date", Shape::Date, "ngày đến", "day of the visit").label("Ngày đến", "Day"),
    key(
        "dates",
        Shape::MapOrText(PERIOD),
        "các ngày ở đó",
        "days of the visit",
    )
    .label("Các ngày ở đó", "Days"),
    key(
        "kind",
        Shape::Choice(&["visit", "meeting", "transit"]),
        "tham quan, làm việc, hay chỉ đi qua",
        "visit, meeting, or passed only",
    )
    .label("Loại điểm đến", "Kind of stop")
    .choices(&[
        ("Tham quan, khảo sát", "Visit"),
        ("Làm việc", "Meeting"),
        ("Chỉ đi qua", "Passed only"),
    ]),
    key("when", Shape::Text, "buổi trong ngày", "time of the day").label("Buổi", "Time of day"),
    key(
        "host",
        Shape::Text,
        "cơ quan tiếp đoàn",
        "body that received them",
    )
    .label("Cơ quan tiếp đoàn", "Host"),
    key(
        "present",
        Shape::ListOrTexts(PERSON),
        "người dự phía địa phương",
        "who was there for the host",
    )
    .label("Người dự phía địa phương", "Present for the host"),
    key("subject", Shape::Text, "nội dung", "what it was about")
        .label("Nội dung", "Subject")
        .long(),
    key("topics", Shape::Topics, "chủ đề", "topics"),
    key(
        "inferred",
        Shape::Flag,
        "true nếu văn bản không ghi tên tỉnh",
        "true if the document does not name the province",
    )
    .label("Tỉnh do người nhập suy ra", "Province is inferred"),
];
const SIGNER: &[Key] = &[
    key(
        "authority",
        Shape::Text,
        "thay mặt ai: TM. THƯỜNG TRỰC HĐND",
        "on behalf of whom",
    )
    .label("Thay mặt", "On behalf of"),
    key(
        "on_behalf",
        Shape::Text,
        "ký thay ai: KT. CHỦ TỊCH",
        "in whose stead",
    )
    .label("Ký thay", "In place of"),
    key(
        "position",
        Shape::Text,
        "chức vụ người ký",
        "office of the signer",
    )
    .label("Chức vụ", "Office"),
    key("name", Shape::Text, "họ tên người ký", "name of the signer").label("Họ và tên", "Name"),
];
const OFFICIAL: &[Key] = &[
    key("type", Shape::Text, "BC, KH …", "kind of document")
        .label("Loại văn bản", "Kind of document"),
    key("number", Shape::Number, "chỉ chữ số", "digits alone").label("Số", "Number"),
    key("symbol", Shape::Text, "ký hiệu: BC-HĐND", "symbol: BC-HĐND").label("Ký hiệu", "Symbol"),
    key("date", Shape::Date, "ngày ban hành", "day of issue"),
    key("place", Shape::Text, "địa danh", "place of issue"),
    key("addressee", Shape::Texts, "kính gửi", "addressed to"),
    key("recipients", Shape::Texts, "nơi nhận", "recipients"),
    key("filing", Shape::Text, "dòng Lưu", "line of the file copy").label("Lưu", "Filing line"),
    key("signer", Shape::Map(SIGNER), "người ký", "signer"),
];
const REFERENCE: &[Key] = &[
    key(
        "role",
        Shape::Choice(&["basis", "plan", "contact"]),
        "căn cứ, kế hoạch, hay liên hệ",
        "basis, plan or contact",
    )
    .label("Vai trò", "Role")
    .choices(&[
        ("Căn cứ", "Basis"),
        ("Kế hoạch", "Plan"),
        ("Văn bản liên hệ", "Contact letter"),
    ]),
    key("type", Shape::Text, "loại văn bản", "kind of document"),
    key("number", Shape::Text, "số và ký hiệu", "number and symbol"),
    key("date", Shape::Date, "ngày", "date"),
    key("issuer", Shape::Text, "cơ quan ban hành", "issuer"),
    key("to", Shape::Texts, "gửi ai", "to whom"),
    key("about", Shape::Text, "về việc", "about").long(),
];
const UPDATE: &[Key] = &[
    required("date", Shape::Date, "ngày đính chính", "day of the update").label("Ngày", "Day"),
    key("note", Shape::Text, "nội dung", "what changed").long(),
    key(
        "by",
        Shape::Choice(&["council", "editor"]),
        "ai sửa",
        "by whom",
    )
    .label("Người sửa", "By")
    .choices(&[
        ("Cơ quan ban hành", "The council"),
        ("Người biên tập", "The editor"),
    ]),
];
const BATCH_TIME: &[Key] = &[
    key(
        "text",
        Shape::Text,
        "thời gian như kế hoạch ghi",
        "the time in the plan's words",
    )
    .label("Thời gian ghi trong kế hoạch", "Time as printed"),
    key("from", Shape::Date, "sớm nhất", "earliest").label("Sớm nhất", "Earliest"),
    key("to", Shape::Date, "muộn nhất", "latest").label("Muộn nhất", "Latest"),
];
const BATCH_STOP: &[Key] = &[
    key("province", Shape::Province, "tỉnh, thành phố", "province"),
    key(
        "place",
        Shape::Text,
        "nơi đến trong tỉnh",
        "place in the province",
    )
    .label("Nơi đến", "Place"),
    country(),
    key("subject", Shape::Text, "nội dung", "what it is about")
        .label("Nội dung", "Subject")
        .long(),
    key("topics", Shape::Topics, "chủ đề", "topics"),
];
const BATCH: &[Key] = &[
    required("number", Shape::Number, "số của đợt", "number of the batch")
        .label("Đợt số", "Batch number"),
    key("theme", Shape::Text, "chủ đề của đợt", "theme"),
    key("time", Shape::MapOrText(BATCH_TIME), "thời gian", "time"),
    key("transport", Shape::Text, "phương tiện", "transport").long(),
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
    )
    .label("Tình trạng", "State")
    .choices(&[("Đã hủy", "Cancelled")]),
    key("reason", Shape::Text, "lý do hủy", "why it was cancelled")
        .label("Lý do hủy", "Reason")
        .long(),
    vetting(),
];
const fn vetting() -> Key {
    key(
        "vetting",
        Shape::Map(VETTING),
        "ai thẩm định, kết quả ra sao",
        "who examined it, what was decided",
    )
    .label("Thẩm định", "Vetting")
}
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
    )
    .label("Ít nhất", "Fewest people"),
    key(
        "max",
        Shape::Number,
        "nhiều nhất bao nhiêu người",
        "most people",
    )
    .label("Nhiều nhất", "Most people"),
    key("roles", Shape::List(ROLE), "vai trò trong đoàn", "roles")
        .label("Vai trò trong đoàn", "Roles"),
];
const BUDGET: &[Key] = &[
    key("source", Shape::Text, "nguồn kinh phí", "source"),
    key("year", Shape::Number, "năm ngân sách", "fiscal year"),
    key("amount", Shape::Number, "số tiền", "amount"),
];
const DUTY: &[Key] = &[
    key("who", Shape::Text, "cơ quan", "who"),
    key("duty", Shape::Text, "việc được giao", "duty").long(),
];
const REPORTING: &[Key] = &[
    key("duty", Shape::Text, "việc báo cáo", "duty to report").long(),
    key("to", Shape::Text, "báo cáo ai", "to whom"),
    key(
        "within_days",
        Shape::Number,
        "trong bao nhiêu ngày",
        "within how many days",
    )
    .label("Trong bao nhiêu ngày", "Within how many days"),
];

/// The keys that every kind of document has.
const RECORD: &[Key] = &[
    required("title", Shape::Text, "tên bài", "title")
        .label("Tên bài", "Title")
        .group(Group::General),
    key(
        "summary",
        Shape::Text,
        "tóm tắt hai, ba câu",
        "summary in two or three sentences",
    )
    .label("Tóm tắt", "Summary")
    .group(Group::General)
    .long(),
    key("topics", Shape::Topics, "chủ đề", "topics")
        .label("Chủ đề", "Topics")
        .group(Group::General),
    key(
        "published",
        Shape::Date,
        "ngày đưa vào kho",
        "day it entered the archive",
    )
    .label("Ngày đưa vào kho", "Published on")
    .group(Group::Publication),
    key(
        "updates",
        Shape::List(UPDATE),
        "đính chính, bổ sung",
        "corrections",
    )
    .group(Group::Publication),
    key(
        "status",
        Shape::Choice(&["draft", "published", "withdrawn"]),
        "bản nháp, đã đăng, đã thu hồi",
        "draft, published or withdrawn",
    )
    .label("Tình trạng", "Status")
    .choices(&[
        ("Bản nháp", "Draft"),
        ("Đã đăng", "Published"),
        ("Đã thu hồi", "Withdrawn"),
    ])
    .group(Group::Publication),
    key(
        "reason",
        Shape::Text,
        "lý do thu hồi",
        "why it was withdrawn",
    )
    .label("Lý do thu hồi", "Reason")
    .group(Group::Publication)
    .long(),
    key(
        "replaced_by",
        Shape::Text,
        "bài thay thế",
        "what replaces it",
    )
    .label("Bài thay thế", "Replaced by")
    .group(Group::Publication)
    .suggest(Suggest::Record),
    key(
        "clearance",
        Shape::Map(CLEARANCE),
        "ai cho phép công khai văn bản có dấu mật hay dự thảo; không hiện ra",
        "who allowed a document with a secrecy stamp to be published; never shown",
    )
    .label("Cho phép công khai", "Clearance")
    .group(Group::Publication),
    key("aliases", Shape::Texts, "địa chỉ cũ", "old addresses").group(Group::Publication),
];
/// The keys that reports and plans share.
const OFFICE: &[Key] = &[
    key(
        "council",
        Shape::Text,
        "tên đầy đủ của HĐND",
        "full name of the council",
    )
    .label("Hội đồng nhân dân", "Council")
    .group(Group::General)
    .suggest(Suggest::Council),
    key(
        "document",
        Shape::Map(OFFICIAL),
        "số, ký hiệu, nơi nhận, người ký",
        "number, recipients, signer",
    )
    .label("Văn bản", "Official document")
    .group(Group::Document),
    key(
        "references",
        Shape::List(REFERENCE),
        "văn bản được dẫn",
        "documents referred to",
    )
    .label("Văn bản được dẫn", "References")
    .group(Group::Document),
    key(
        "attachments",
        Shape::ListOrTexts(ATTACHMENT),
        "tệp cạnh bài, đăng kèm: bản ký, phụ lục",
        "files beside the record that are published too: signed original, annexes",
    )
    .label("Tệp đính kèm", "Attachments")
    .group(Group::Document),
    key(
        "uses",
        Shape::ListOrTexts(USE),
        "bài học đã dùng",
        "lessons used",
    )
    .label("Bài học đã dùng", "Lessons used")
    .group(Group::Lessons),
];
const REPORT: &[Key] = &[
    required(
        "dates",
        Shape::MapOrText(PERIOD),
        "ngày đi: {from: 2023-08-18, to: 2023-08-25}",
        "days of the trip: {from: 2023-08-18, to: 2023-08-25}",
    )
    .label("Ngày đi", "Days of the trip")
    .group(Group::Trip),
    key("size", Shape::Number, "số người", "number of people").group(Group::Delegation),
    key(
        "lead",
        Shape::MapOrText(PERSON),
        "trưởng đoàn",
        "head of the delegation",
    )
    .label("Trưởng đoàn", "Head of the delegation")
    .group(Group::Delegation),
    key(
        "deputies",
        Shape::ListOrTexts(PERSON),
        "phó trưởng đoàn",
        "deputies",
    )
    .group(Group::Delegation),
    key(
        "members",
        Shape::ListOrTexts(PERSON),
        "thành viên",
        "members",
    )
    .group(Group::Delegation),
    key(
        "locations",
        Shape::ListOrTexts(STOP),
        "các nơi đến, theo thứ tự",
        "stops, in order",
    )
    .label("Các nơi đến", "Stops")
    .group(Group::Places),
    key(
        "plan",
        Shape::Text,
        "đợt của kế hoạch: 2023/dong-thap/4",
        "batch it carries out: 2023/dong-thap/4",
    )
    .label("Đợt của kế hoạch", "Batch of a plan")
    .group(Group::Trip)
    .suggest(Suggest::Batch),
    key("cost", Shape::Map(COST), "chi phí", "cost").group(Group::Cost),
    key(
        "answers",
        Shape::List(ANSWER),
        "trả lời kiến nghị, bài học",
        "answers to recommendations and lessons",
    )
    .label("Trả lời kiến nghị", "Answers")
    .group(Group::Lessons),
    key("assessment", Shape::Texts, "đánh giá chung", "assessment")
        .group(Group::Lessons)
        .long(),
    key(
        "lesson_aliases",
        Shape::Open,
        "địa chỉ cũ của bài học",
        "old ids of lessons",
    )
    .label("Địa chỉ cũ của bài học", "Old ids of lessons")
    .group(Group::Publication),
];
const PLAN: &[Key] = &[
    key("batches", Shape::List(BATCH), "các đợt", "batches").group(Group::Batches),
    key("basis", Shape::Texts, "căn cứ", "basis").group(Group::Programme),
    key("purpose", Shape::Texts, "mục đích", "purpose")
        .group(Group::Programme)
        .long(),
    key("requirements", Shape::Texts, "yêu cầu", "requirements")
        .group(Group::Programme)
        .long(),
    key(
        "composition",
        Shape::Map(COMPOSITION),
        "thành phần",
        "composition",
    )
    .group(Group::Delegation),
    vetting().group(Group::Programme),
    key("budget", Shape::Map(BUDGET), "kinh phí", "budget").group(Group::Cost),
    key("duties", Shape::List(DUTY), "phân công", "duties").group(Group::Programme),
    key(
        "reporting",
        Shape::Map(REPORTING),
        "chế độ báo cáo",
        "duty to report",
    )
    .group(Group::Programme),
];

const DEADLINE: &[Key] = &[key(
    "report_within_days",
    Shape::Number,
    "hạn nộp báo cáo sau chuyến đi, tính theo ngày",
    "days after a trip within which its report is due",
)
.label("Hạn nộp báo cáo (ngày)", "Days to report")];
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
    )
    .label("Liên hệ", "Contact"),
    key("reporting", Shape::Map(DEADLINE), "hạn báo cáo", "deadline"),
    key(
        "level",
        Shape::Choice(&["province", "district", "commune"]),
        "cấp chính quyền",
        "level of government",
    )
    .label("Cấp", "Level")
    .choices(&[
        ("Cấp tỉnh", "Province"),
        ("Cấp huyện", "District"),
        ("Cấp xã", "Commune"),
    ]),
    key(
        "ended",
        Shape::Date,
        "ngày cuối còn hoạt động",
        "last day on which it existed",
    )
    .label("Ngày kết thúc", "Ended on"),
    key(
        "successor",
        Shape::Text,
        "cơ quan kế tục, có trong danh sách này",
        "council that took over, in this list",
    )
    .label("Cơ quan kế tục", "Successor"),
];
const PHOTOS: &[Key] = &[key(
    "originals",
    Shape::Flag,
    "đăng cả ảnh gốc",
    "publish the originals too",
)
.label("Đăng cả ảnh gốc", "Publish originals")];
const PUBLISH_TO: &[Key] = &[
    key(
        "folder",
        Shape::Text,
        "thư mục của máy chủ web, như \\\\may-chu\\web",
        "folder that a web server serves, such as \\\\server\\web",
    )
    .label("Thư mục", "Folder"),
    key(
        "zip",
        Shape::Text,
        "tệp .zip để tải lên nơi khác",
        ".zip file to upload elsewhere",
    )
    .label("Tệp .zip", ".zip file"),
];
const SITE: &[Key] = &[
    required("title", Shape::Text, "tên kho", "title of the site").group(Group::General),
    key("description", Shape::Text, "mô tả", "description")
        .group(Group::General)
        .long(),
    key(
        "base_url",
        Shape::Text,
        "địa chỉ trên mạng",
        "address on the web",
    )
    .group(Group::Publication),
    key(
        "language",
        Shape::Choice(&["vi", "en"]),
        "ngôn ngữ của thông báo",
        "language of messages",
    )
    .label("Ngôn ngữ của thông báo", "Language of messages")
    .choices(&[("Tiếng Việt", "Vietnamese"), ("Tiếng Anh", "English")])
    .group(Group::General),
    key("theme", Shape::Text, "giao diện", "theme").group(Group::Publication),
    key("councils", Shape::List(COUNCIL), "các HĐND", "councils").group(Group::Councils),
    key("contact", Shape::Text, "liên hệ", "contact").group(Group::General),
    key(
        "contact_office",
        Shape::Text,
        "nơi báo sai sót: thư điện tử hoặc địa chỉ trên mạng",
        "where inaccuracies are reported: e-mail or web address",
    )
    .label("Nơi báo sai sót", "Where to report mistakes")
    .group(Group::General),
    key(
        "correction_days",
        Shape::Number,
        "hứa trả lời báo sai sót trong bao nhiêu ngày",
        "days within which such a report is answered",
    )
    .label("Trả lời trong (ngày)", "Answered within (days)")
    .group(Group::General),
    key("licence", Shape::Text, "giấy phép", "licence").group(Group::General),
    key("reporting", Shape::Map(DEADLINE), "hạn báo cáo", "deadline").group(Group::Councils),
    key(
        "per_page",
        Shape::Number,
        "số dòng một trang",
        "rows of a page",
    )
    .group(Group::Publication),
    key(
        "search",
        Shape::Flag,
        "có trang tìm kiếm",
        "whether there is a search",
    )
    .label("Trang tìm kiếm", "Search")
    .group(Group::Publication),
    key(
        "data",
        Shape::Flag,
        "có dữ liệu mở",
        "whether there is open data",
    )
    .label("Dữ liệu mở", "Open data")
    .group(Group::Publication),
    key("photos", Shape::Map(PHOTOS), "ảnh", "photos").group(Group::Publication),
    key(
        "security_contact",
        Shape::Text,
        "nơi báo lỗ hổng",
        "where to report security faults",
    )
    .label("Nơi báo lỗ hổng bảo mật", "Security contact")
    .group(Group::Publication),
    key(
        "public_contacts",
        Shape::List(PUBLIC_CONTACT),
        "số điện thoại, thư điện tử được phép có trong bài, kèm lý do",
        "phone numbers and e-mail addresses that texts may show, each with its reason",
    )
    .label("Liên hệ được công khai", "Public contacts")
    .group(Group::Publication),
    key(
        "publish_to",
        Shape::Map(PUBLISH_TO),
        "nơi chép trang tới sau khi đăng",
        "where the site is copied after it was published",
    )
    .label("Chép trang tới", "Copy the site to")
    .group(Group::Publication),
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
