//! Detection of lessons that say too little to be acted on.
//!
//! A lesson helps the next delegation if it says who did what, and where. This module only looks
//! for signs of that, in the words that councils' reports use. Its result is advice, never an error.

use ssg_base::message::Message;
use ssg_vietnam::text;

/// How many words (in Vietnamese: syllables) a lesson should have at least.
const MIN_WORDS: usize = 12;

/// Nouns for places, institutions and people, and verbs for what councils and their hosts do, as
/// [`text::match_key`] writes them. One of them makes a lesson concrete.
#[rustfmt::skip]
const CONCRETE_WORDS: [&str; 84] = [
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

/// Returns the advice to give on a lesson with this title and text. `None` if it is concrete.
pub(super) fn advice(title: &str, text: &str) -> Option<Message> {
    let words = text.split_whitespace().count();
    if words < MIN_WORDS {
        let words = words.to_string();
        return Some(Message::ShortLesson { words });
    }
    let key = text::match_key(&format!("{title} {text}"));
    let words: Vec<&str> = key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let padded = format!(" {} ", words.join(" "));
    let mentions = |noun: &&str| padded.contains(&format!(" {noun} "));
    (!CONCRETE_WORDS.iter().any(mentions)).then_some(Message::VagueLesson)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn concrete_words_are_match_keys() {
        for noun in CONCRETE_WORDS {
            assert_eq!(text::match_key(noun), noun);
        }
    }

    #[test]
    fn accepts_lessons_that_say_who_where_or_what() {
        let concrete = "Mỗi tháng một lần, tổ đại biểu xuống từng ấp ghi lại điều bà con hỏi.";
        let vague = "Cần tiếp tục nâng cao nhận thức, đổi mới cách làm, làm tốt hơn nữa việc này.";
        assert_eq!(advice("Lắng nghe", concrete), None);
        assert_eq!(advice("Đổi mới", vague), Some(Message::VagueLesson));
        // The title counts too, with either placement of the tone mark, decomposed or not.
        assert_eq!(advice("Số hóa hồ sơ", vague), None);
        assert_eq!(advice(&text::nfd("SỐ HOÁ"), vague), None);
    }

    #[test]
    fn rejects_lessons_of_fewer_than_twelve_words() {
        let ten = "Huyện mở chợ đêm mỗi tối thứ bảy hằng tuần.";
        assert_eq!(ten.split_whitespace().count(), 10);
        let words = "10".to_owned();
        assert_eq!(advice("Chợ", ten), Some(Message::ShortLesson { words }));
        assert_eq!(advice("Chợ", &format!("{ten} Rất đông.")), None);
        let words = "0".to_owned();
        assert_eq!(advice("Chợ", " "), Some(Message::ShortLesson { words }));
    }
}
