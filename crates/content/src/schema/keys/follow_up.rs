//! The keys of what surrounds a trip: its cost, the vetting of its plan, what became of its lessons.

use super::{Key, Shape, Suggest, key, required};

pub(super) const COST: &[Key] = &[
    key("amount", Shape::Number, "số tiền đã chi", "amount spent")
        .label("Số tiền đã chi", "Amount spent"),
    key(
        "currency",
        Shape::Text,
        "đơn vị, mặc định VND",
        "currency, VND unless said",
    )
    .label("Đơn vị tiền", "Currency"),
    key(
        "source",
        Shape::Text,
        "nguồn kinh phí",
        "where it came from",
    )
    .label("Nguồn kinh phí", "Source"),
    key(
        "planned",
        Shape::Number,
        "số tiền dự toán trước chuyến đi",
        "amount planned before the trip",
    )
    .label("Dự toán", "Planned"),
    key(
        "lines",
        Shape::List(COST_LINE),
        "các khoản; cộng lại bằng số tiền đã chi",
        "items; their sum is the amount spent",
    )
    .label("Các khoản", "Items"),
];

const COST_LINE: &[Key] = &[
    required(
        "item",
        Shape::Text,
        "khoản chi: vé máy bay, tiền ở …",
        "what it was spent on",
    )
    .label("Khoản chi", "Item"),
    key("amount", Shape::Number, "số tiền", "amount"),
    key(
        "note",
        Shape::Text,
        "ghi chú, người đọc thấy",
        "remark, shown to readers",
    )
    .label("Ghi chú", "Note"),
];

pub(super) const VETTING: &[Key] = &[
    key("by", Shape::Text, "cơ quan thẩm định", "who examined it")
        .label("Cơ quan thẩm định", "Examined by"),
    key(
        "decision",
        Shape::Choice(&["approved", "changed", "refused"]),
        "kết quả thẩm định",
        "what was decided",
    )
    .label("Kết quả thẩm định", "Decision")
    .choices(&[
        ("Chấp thuận", "Approved"),
        ("Chấp thuận, có điều chỉnh", "Approved with changes"),
        ("Không chấp thuận", "Refused"),
    ]),
    key(
        "number",
        Shape::Text,
        "số và ký hiệu văn bản",
        "number and symbol",
    )
    .label("Số, ký hiệu", "Number and symbol"),
    key(
        "date",
        Shape::Date,
        "ngày quyết định",
        "day of the decision",
    )
    .label("Ngày quyết định", "Decided on"),
    key(
        "comments",
        Shape::Map(COMMENTS),
        "lấy ý kiến người dân",
        "comments of residents",
    ),
    key(
        "note",
        Shape::Text,
        "ghi chú, người đọc thấy",
        "remark, shown to readers",
    )
    .label("Ghi chú", "Note")
    .long(),
];

const COMMENTS: &[Key] = &[
    key("from", Shape::Date, "nhận ý kiến từ ngày", "first day").label("Từ ngày", "First day"),
    key("to", Shape::Date, "nhận ý kiến đến ngày", "last day").label("Đến ngày", "Last day"),
    key("count", Shape::Number, "số ý kiến", "number of comments"),
];

const EVIDENCE: &[Key] = &[
    required("title", Shape::Text, "minh chứng là gì", "what it is").label("Tên", "Title"),
    key(
        "document",
        Shape::Text,
        "số và ký hiệu văn bản: 12/NQ-HĐND",
        "number of a document: 12/NQ-HĐND",
    )
    .label("Số, ký hiệu văn bản", "Document"),
    key(
        "file",
        Shape::Text,
        "tệp cạnh index.md",
        "file beside index.md",
    )
    .label("Tệp", "File")
    .suggest(Suggest::File),
    key(
        "url",
        Shape::Text,
        "địa chỉ trên mạng, https://…",
        "address on the web, https://…",
    )
    .label("Địa chỉ trên mạng", "Web address"),
    key(
        "figure",
        Shape::Text,
        "con số kèm đơn vị",
        "figure with its unit",
    )
    .label("Con số", "Figure"),
];

pub(super) const USE: &[Key] = &[
    required(
        "lesson",
        Shape::Text,
        "bài học: 2023/ten-bao-cao/bai-hoc-1",
        "lesson: 2023/name/bai-hoc-1",
    )
    .label("Bài học", "Lesson")
    .suggest(Suggest::Lesson),
    key(
        "outcome",
        Shape::Choice(&["applied", "partly", "unsuitable"]),
        "kết quả áp dụng",
        "how it went",
    )
    .label("Kết quả áp dụng", "Outcome")
    .choices(&[
        ("Đã áp dụng", "Applied"),
        ("Áp dụng một phần", "Applied in part"),
        ("Không phù hợp", "Unsuitable"),
    ]),
    key("date", Shape::Date, "ngày", "date"),
    key("note", Shape::Text, "ghi chú", "note").long(),
    evidence(),
];

pub(super) const ATTACHMENT: &[Key] = &[
    required(
        "file",
        Shape::Text,
        "tên tệp cạnh `index.md`: bao-cao-da-ky.pdf",
        "name of a file beside `index.md`: bao-cao-da-ky.pdf",
    )
    .label("Tệp", "File")
    .suggest(Suggest::File),
    key(
        "title",
        Shape::Text,
        "tên mà người đọc thấy; để trống thì là tên tệp",
        "what readers see; the file name if left blank",
    )
    .label("Tên", "Title"),
    key(
        "kind",
        Shape::Choice(&["signed", "annex", "slides", "minutes", "other"]),
        "loại tệp; bản ký được so với bài",
        "what it is; the signed original is compared with the text",
    )
    .label("Loại", "Kind")
    .choices(&[
        ("Bản ký", "Signed original"),
        ("Phụ lục", "Annex"),
        ("Trình chiếu", "Slides"),
        ("Biên bản", "Minutes"),
        ("Tệp khác", "Other"),
    ]),
    key(
        "language",
        Shape::Text,
        "ngôn ngữ, nếu không phải tiếng Việt: en",
        "language, if it is not Vietnamese: en",
    )
    .label("Ngôn ngữ", "Language"),
];

pub(super) const ANSWER: &[Key] = &[
    required(
        "lesson",
        Shape::Text,
        "mã bài học trong báo cáo này: bai-hoc-1",
        "id of a lesson of this report: bai-hoc-1",
    )
    .label("Bài học", "Lesson"),
    key(
        "to",
        Shape::Text,
        "cơ quan phải trả lời",
        "who is to answer",
    )
    .label("Cơ quan phải trả lời", "To"),
    key("due", Shape::Date, "hạn trả lời", "day on which it is due").label("Hạn trả lời", "Due"),
    key(
        "state",
        Shape::Choice(&["accepted", "partly", "refused", "done"]),
        "kết quả trả lời; để trống nếu mới gửi đi",
        "what was answered; blank if only sent",
    )
    .label("Kết quả trả lời", "Answer")
    .choices(&[
        ("Tiếp thu", "Accepted"),
        ("Tiếp thu một phần", "Accepted in part"),
        ("Không tiếp thu", "Refused"),
        ("Đã thực hiện", "Done"),
    ]),
    key("date", Shape::Date, "ngày trả lời", "day of the answer").label("Ngày", "Date"),
    key(
        "document",
        Shape::Text,
        "văn bản trả lời",
        "document that answers",
    )
    .label("Văn bản trả lời", "Document"),
    key(
        "note",
        Shape::Text,
        "nội dung trả lời, người đọc thấy",
        "what was answered, shown to readers",
    )
    .label("Nội dung", "Note")
    .long(),
    evidence(),
];

const fn evidence() -> Key {
    key(
        "evidence",
        Shape::ListOrTexts(EVIDENCE),
        "minh chứng: văn bản, tệp, con số",
        "what proves it: document, file, figure",
    )
    .label("Minh chứng", "Evidence")
}
