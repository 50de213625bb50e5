//! Words that authors write instead of a key or a value: mostly its Vietnamese name.
//!
//! They are not read. They are only recognized, so that a hint can name the word to write and no
//! error follows from the first.

use ssg_vietnam::text;

/// A word of the archive, and what authors write instead. Case, accents, spaces and signs do not
/// matter. One text may be used for several words, such as "ngày" for `date` and `dates`.
type Row = (&'static str, &'static [&'static str]);

/// Keys of front matter, `site.yaml` and `topics.yaml`.
const KEYS: &[Row] = &[
    ("about", &["về việc", "nội dung"]),
    ("address", &["địa chỉ", "trụ sở"]),
    ("addressee", &["kính gửi", "gửi"]),
    (
        "aliases",
        &["địa chỉ cũ", "tên khác", "tên cũ", "tên gọi khác"],
    ),
    ("amount", &["số tiền", "tiền", "tổng", "tổng số"]),
    ("assessment", &["đánh giá", "nhận xét"]),
    ("authority", &["thẩm quyền", "cơ quan"]),
    (
        "base_url",
        &["tên miền", "website", "url", "trang web", "địa chỉ"],
    ),
    ("basis", &["căn cứ"]),
    ("batches", &["đợt", "các đợt", "danh sách đợt"]),
    ("budget", &["kinh phí", "ngân sách", "dự toán"]),
    ("by", &["người ghi", "bởi", "ai ghi"]),
    ("composition", &["thành phần", "thành phần đoàn"]),
    ("contact", &["liên hệ"]),
    ("cost", &["chi phí", "kinh phí"]),
    (
        "council",
        &["cơ quan", "hội đồng", "hđnd", "hội đồng nhân dân", "đơn vị"],
    ),
    ("councils", &["cơ quan", "các cơ quan", "hội đồng", "hđnd"]),
    (
        "currency",
        &["tiền tệ", "loại tiền", "đơn vị tiền", "đơn vị"],
    ),
    ("data", &["dữ liệu"]),
    ("date", &["ngày", "ngày tháng", "ngày ban hành", "ngày ký"]),
    (
        "dates",
        &["ngày", "thời gian", "ngày đi", "thời gian đi", "ngày tháng"],
    ),
    ("deputies", &["phó đoàn", "phó trưởng đoàn"]),
    ("description", &["mô tả", "giới thiệu"]),
    ("document", &["văn bản", "công văn"]),
    ("duties", &["nhiệm vụ", "phân công", "tổ chức thực hiện"]),
    ("duty", &["nhiệm vụ", "việc", "nội dung"]),
    ("filing", &["lưu", "nơi lưu"]),
    (
        "from",
        &[
            "từ",
            "từ ngày",
            "ngày đầu",
            "bắt đầu",
            "ngày bắt đầu",
            "ngày đi",
            "start",
        ],
    ),
    ("group", &["nhóm"]),
    ("groups", &["nhóm", "các nhóm"]),
    ("honorific", &["danh xưng", "xưng hô"]),
    (
        "host",
        &[
            "đơn vị tiếp",
            "nơi tiếp",
            "cơ quan tiếp",
            "tiếp đoàn",
            "chủ trì",
        ],
    ),
    ("issuer", &["cơ quan ban hành", "nơi ban hành"]),
    ("kind", &["loại"]),
    ("label", &["nhãn", "tên"]),
    ("language", &["ngôn ngữ"]),
    ("lead", &["trưởng đoàn"]),
    ("lesson", &["bài học"]),
    ("lesson_aliases", &["bài học cũ", "tên bài học cũ"]),
    ("licence", &["giấy phép"]),
    (
        "locations",
        &[
            "địa điểm",
            "nơi đến",
            "các nơi đến",
            "lịch trình",
            "địa phương",
            "places",
            "tỉnh",
        ],
    ),
    ("max", &["tối đa", "nhiều nhất"]),
    ("members", &["thành viên", "thành phần", "các thành viên"]),
    ("min", &["tối thiểu", "ít nhất"]),
    ("name", &["tên", "họ tên", "họ và tên"]),
    ("note", &["ghi chú"]),
    ("number", &["số", "số văn bản", "đợt", "số đợt"]),
    ("on_behalf", &["thay mặt"]),
    ("outcome", &["kết quả"]),
    ("photos", &["ảnh", "hình ảnh"]),
    ("place", &["nơi", "địa điểm", "huyện", "xã", "nơi ban hành"]),
    ("plan", &["kế hoạch", "thuộc kế hoạch", "theo kế hoạch"]),
    ("position", &["chức vụ", "chức danh"]),
    ("present", &["người dự", "dự", "có mặt", "cùng dự"]),
    (
        "province",
        &["tỉnh", "tỉnh thành", "thành phố", "địa phương"],
    ),
    (
        "provinces",
        &["tỉnh", "các tỉnh", "tỉnh thành", "địa phương", "nơi đến"],
    ),
    ("published", &["ngày đăng", "đăng ngày", "ngày công bố"]),
    ("purpose", &["mục đích"]),
    ("reason", &["lý do"]),
    ("recipients", &["nơi nhận"]),
    ("references", &["căn cứ", "tham chiếu", "văn bản liên quan"]),
    (
        "replaced_by",
        &["thay bằng", "thay thế bằng", "được thay bằng"],
    ),
    ("reporting", &["báo cáo", "chế độ báo cáo"]),
    ("requirements", &["yêu cầu"]),
    ("role", &["vai trò"]),
    ("roles", &["vai trò", "cơ cấu"]),
    ("search", &["tìm kiếm"]),
    ("short", &["tên ngắn", "nhãn ngắn"]),
    ("signer", &["người ký"]),
    (
        "size",
        &[
            "số người",
            "số lượng",
            "quy mô",
            "số thành viên",
            "số lượng người",
        ],
    ),
    ("source", &["nguồn", "nguồn kinh phí"]),
    ("state", &["trạng thái", "tình trạng"]),
    ("status", &["trạng thái", "tình trạng", "draft"]),
    ("subject", &["nội dung", "nội dung làm việc"]),
    ("summary", &["tóm tắt", "tóm lược", "description"]),
    ("symbol", &["ký hiệu", "số hiệu"]),
    ("theme", &["giao diện", "chủ đề", "chuyên đề"]),
    ("time", &["thời gian"]),
    (
        "title",
        &[
            "tiêu đề",
            "tên",
            "nhan đề",
            "trích yếu",
            "tên báo cáo",
            "tên kế hoạch",
            "tên bài",
            "tên trang",
            "tên kho",
            "tên cổng",
        ],
    ),
    (
        "to",
        &[
            "đến",
            "đến ngày",
            "tới",
            "ngày cuối",
            "kết thúc",
            "ngày kết thúc",
            "ngày về",
            "end",
        ],
    ),
    (
        "topics",
        &[
            "chủ đề",
            "các chủ đề",
            "lĩnh vực",
            "tags",
            "categories",
            "keywords",
        ],
    ),
    ("transport", &["phương tiện"]),
    ("type", &["loại", "loại văn bản"]),
    ("updates", &["đính chính", "cập nhật", "bổ sung"]),
    ("uses", &["áp dụng", "vận dụng", "bài học áp dụng"]),
    ("when", &["buổi", "giờ", "lúc"]),
    (
        "who",
        &["ai", "người", "cơ quan", "đơn vị", "người thực hiện"],
    ),
    ("within_days", &["thời hạn", "số ngày", "trong vòng"]),
    ("year", &["năm"]),
];

/// Values of keys, classes of lessons, and the answers to yes or no.
const VALUES: &[Row] = &[
    (
        "draft",
        &[
            "nháp",
            "bản nháp",
            "dự thảo",
            "chưa đăng",
            "đang soạn",
            "đang viết",
        ],
    ),
    (
        "published",
        &[
            "đã đăng",
            "đăng",
            "công bố",
            "đã công bố",
            "public",
            "chính thức",
        ],
    ),
    (
        "withdrawn",
        &[
            "rút",
            "đã rút",
            "thu hồi",
            "đã thu hồi",
            "gỡ",
            "đã gỡ",
            "gỡ bỏ",
            "huỷ",
            "đã huỷ",
        ],
    ),
    (
        "visit",
        &[
            "thăm",
            "tham quan",
            "đi thăm",
            "khảo sát",
            "khảo sát thực tế",
            "thực tế",
        ],
    ),
    (
        "meeting",
        &[
            "họp",
            "làm việc",
            "buổi làm việc",
            "gặp",
            "trao đổi",
            "tọa đàm",
            "hội nghị",
        ],
    ),
    (
        "transit",
        &[
            "quá cảnh",
            "đi qua",
            "dừng chân",
            "nghỉ",
            "di chuyển",
            "trung chuyển",
        ],
    ),
    ("basis", &["căn cứ"]),
    ("plan", &["kế hoạch"]),
    ("contact", &["liên hệ"]),
    (
        "applied",
        &["áp dụng", "đã áp dụng", "vận dụng", "đã vận dụng"],
    ),
    (
        "partly",
        &[
            "một phần",
            "áp dụng một phần",
            "đang áp dụng",
            "tiếp thu một phần",
        ],
    ),
    (
        "unsuitable",
        &["không phù hợp", "chưa phù hợp", "không áp dụng"],
    ),
    (
        "approved",
        &[
            "chấp thuận",
            "đã chấp thuận",
            "đồng ý",
            "thông qua",
            "duyệt",
        ],
    ),
    (
        "changed",
        &[
            "chấp thuận, có điều chỉnh",
            "chấp thuận có điều chỉnh",
            "đồng ý, có điều chỉnh",
            "có điều chỉnh",
            "điều chỉnh",
        ],
    ),
    (
        "refused",
        &[
            "không chấp thuận",
            "không đồng ý",
            "không thông qua",
            "không tiếp thu",
            "từ chối",
            "bác",
        ],
    ),
    (
        "accepted",
        &[
            "tiếp thu",
            "đã tiếp thu",
            "chấp nhận",
            "đồng ý",
            "đang thực hiện",
        ],
    ),
    (
        "done",
        &[
            "đã thực hiện",
            "thực hiện",
            "hoàn thành",
            "đã hoàn thành",
            "xong",
        ],
    ),
    ("signed", &["bản ký", "đã ký", "bản chính", "bản gốc"]),
    ("annex", &["phụ lục", "đính kèm"]),
    ("slides", &["trình chiếu", "bài trình chiếu"]),
    ("minutes", &["biên bản"]),
    ("other", &["khác", "tệp khác"]),
    (
        "province",
        &["tỉnh", "cấp tỉnh", "thành phố", "cấp thành phố"],
    ),
    (
        "district",
        &["huyện", "cấp huyện", "quận", "thị xã", "cấp quận"],
    ),
    (
        "commune",
        &[
            "xã",
            "cấp xã",
            "phường",
            "đặc khu",
            "thị trấn",
            "cấp phường",
        ],
    ),
    (
        "cancelled",
        &["huỷ", "đã huỷ", "huỷ bỏ", "bỏ", "không thực hiện"],
    ),
    (
        "council",
        &["hội đồng", "hđnd", "hội đồng nhân dân", "cơ quan"],
    ),
    (
        "editor",
        &[
            "biên tập",
            "người biên tập",
            "biên tập viên",
            "ban biên tập",
        ],
    ),
    ("vi", &["tiếng việt", "việt", "vietnamese", "vn"]),
    ("en", &["tiếng anh", "anh", "english"]),
    ("true", &["có", "đúng", "yes", "y", "on", "x", "1", "rồi"]),
    ("false", &["không", "sai", "no", "n", "off", "0", "chưa"]),
    (
        ".practice",
        &[
            "cách làm hay",
            "cách làm",
            "kinh nghiệm",
            "kinh nghiệm hay",
            "mô hình",
            "mô hình hay",
            "bài học",
            "lesson",
        ],
    ),
    (
        ".caution",
        &[
            "điều cần tránh",
            "cần tránh",
            "hạn chế",
            "tồn tại",
            "lưu ý",
            "cảnh báo",
            "warning",
        ],
    ),
    (
        ".recommendation",
        &["kiến nghị", "đề xuất", "đề nghị", "khuyến nghị"],
    ),
];

/// Returns the key among `known` that an author who wrote `written` meant.
pub(crate) fn key_meant<'k>(
    written: &str,
    known: impl Iterator<Item = &'k str>,
) -> Option<&'k str> {
    meant(KEYS, written, known)
}

/// Returns the value among `known` that an author who wrote `written` meant.
pub(crate) fn value_meant<'k>(
    written: &str,
    known: impl Iterator<Item = &'k str>,
) -> Option<&'k str> {
    meant(VALUES, written, known)
}

fn meant<'k>(
    rows: &[Row],
    written: &str,
    mut known: impl Iterator<Item = &'k str>,
) -> Option<&'k str> {
    let written = letters(written);
    if written.is_empty() {
        return None;
    }
    known.find(|&word| {
        let mut rows = rows.iter();
        let row = rows.find(|(of_row, _)| *of_row == word);
        row.is_some_and(|(_, others)| others.iter().any(|other| letters(other) == written))
    })
}

/// Returns the letters and digits of a text, in lower case without accents. Empty for a sentence.
fn letters(text: &str) -> String {
    const MAX_BYTES: usize = 100;
    if text.len() > MAX_BYTES {
        return String::new();
    }
    let folded = text::fold(text);
    folded.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_vietnamese_words_in_any_spelling() {
        let keys = ["dates", "status", "title", "topics"];
        for (written, key) in [
            ("tiêu đề", Some("title")),
            ("Tieu_De", Some("title")),
            ("TRẠNG THÁI", Some("status")),
            ("chủ-đề", Some("topics")),
            ("thời gian", Some("dates")),
            ("trưởng đoàn", None),
            ("", None),
            ("…", None),
        ] {
            assert_eq!(key_meant(written, keys.into_iter()), key, "{written}");
        }
        let values = ["draft", "published", "withdrawn"];
        assert_eq!(value_meant("Bản nháp", values.into_iter()), Some("draft"));
        assert_eq!(
            value_meant("thu hồi", values.into_iter()),
            Some("withdrawn")
        );
        assert_eq!(value_meant("visit", values.into_iter()), None);
    }

    #[test]
    fn no_word_stands_for_itself() {
        for (word, others) in KEYS.iter().chain(VALUES) {
            for other in *others {
                assert_ne!(letters(word), letters(other), "{word}");
            }
        }
    }
}
