//! Lessons that say too little to be acted on.
//!
//! A lesson is of use to the next delegation where it tells who did what, and where. This looks
//! only for signs of that, in the words that councils' reports use; it is advice, never a fault.

use ssg_base::message::Message;
use ssg_vietnam::text;

/// How many words (in Vietnamese: syllables) a lesson should have at least.
const WORDS: usize = 12;

/// Nouns of places, of bodies and people, and of what councils and those they visit do, as
/// [`text::match_key`] writes them. One of them is enough.
#[rustfmt::skip]
const SUBSTANCE: [&str; 84] = [
    "tỉnh", "thành phố", "quận", "huyện", "thị xã", "thị trấn", "phường", "xã", "thôn", "ấp", "buôn",
    "khu phố", "khu dân cư", "tổ dân phố", "làng", "chợ", "trường", "bệnh viện", "trạm", "nhà máy",
    "di tích", "bảo tàng", "cảng", "đảo", "hồ", "sông", "rừng", "vườn quốc gia", "điểm du lịch",
    "hội đồng nhân dân", "hđnd", "uỷ ban nhân dân", "ubnd", "thường trực", "ban pháp chế",
    "ban kinh tế", "ban văn hoá", "ban dân tộc", "ban đô thị", "sở", "phòng", "văn phòng", "trung tâm",
    "tổ đại biểu", "đại biểu", "cử tri", "người dân", "mặt trận", "hợp tác xã", "doanh nghiệp",
    "công ty", "cán bộ", "công chức", "viên chức", "chủ tịch", "trưởng ban", "ban quản lý", "hộ dân",
    "giám sát", "chất vấn", "thẩm tra", "giải trình", "tiếp xúc cử tri", "tiếp công dân", "ban hành",
    "khảo sát", "kiểm tra", "lấy ý kiến", "công khai", "tập huấn", "bồi dưỡng", "thành lập", "ký kết",
    "quy hoạch", "đấu giá", "đấu thầu", "thu phí", "số hoá", "lắp đặt", "cấp phép", "bỏ phiếu",
    "đăng ký", "thu gom", "phát sóng",
];

/// What to tell of a lesson, by its title and its text.
pub(super) fn judge(title: &str, text: &str) -> Option<Message> {
    let words = text.split_whitespace().count();
    if words < WORDS {
        let words = words.to_string();
        return Some(Message::ShortLesson { words });
    }
    let key = text::match_key(&format!("{title} {text}"));
    let words: Vec<&str> = key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let spoken = format!(" {} ", words.join(" "));
    let says = |noun: &&str| spoken.contains(&format!(" {noun} "));
    (!SUBSTANCE.iter().any(says)).then_some(Message::VagueLesson)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_written_as_they_are_looked_for() {
        for noun in SUBSTANCE {
            assert_eq!(text::match_key(noun), noun);
        }
    }

    #[test]
    fn a_lesson_tells_who_where_or_what() {
        let concrete = "Mỗi tháng một lần, tổ đại biểu xuống từng ấp ghi lại điều bà con hỏi.";
        let vague = "Cần tiếp tục nâng cao nhận thức, đổi mới cách làm, làm tốt hơn nữa việc này.";
        assert_eq!(judge("Lắng nghe", concrete), None);
        assert_eq!(judge("Đổi mới", vague), Some(Message::VagueLesson));
        // The title speaks too, in either place of the tone, decomposed or not.
        assert_eq!(judge("Số hóa hồ sơ", vague), None);
        assert_eq!(judge(&text::nfd("SỐ HOÁ"), vague), None);
    }

    #[test]
    fn a_lesson_has_twelve_words() {
        let ten = "Huyện mở chợ đêm mỗi tối thứ bảy hằng tuần.";
        assert_eq!(ten.split_whitespace().count(), 10);
        let words = "10".to_owned();
        assert_eq!(judge("Chợ", ten), Some(Message::ShortLesson { words }));
        assert_eq!(judge("Chợ", &format!("{ten} Rất đông.")), None);
        let words = "0".to_owned();
        assert_eq!(judge("Chợ", " "), Some(Message::ShortLesson { words }));
    }
}
