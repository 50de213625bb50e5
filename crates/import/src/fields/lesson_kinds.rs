//! The kinds of lessons: what to do, what to avoid, what to ask for. Headings and the words of a
//! lesson itself tell them apart.

use crate::phrases::enumeration::counting_words;
use crate::phrases::section_number::SectionNumber;
use ssg_content::document::LessonKind;
use ssg_vietnam::text::match_key;

/// The most words of a heading inside a section of lessons that opens a section of its own.
pub(super) const MAX_SECTION_HEADING_WORDS: usize = 9;
/// The most words of a label before a colon.
pub(super) const MAX_LABEL_WORDS: usize = 9;

/// Requests of others, of which a lesson may tell. They do not make it a recommendation.
const OTHER_REQUESTS: [&str; 10] = [
    "kiến nghị của cử tri",
    "kiến nghị cử tri",
    "ý kiến, kiến nghị",
    "giải quyết kiến nghị",
    "giải quyết các kiến nghị",
    "kiến nghị sau giám sát",
    "kiến nghị giám sát",
    "kiến nghị qua giám sát",
    "thực hiện kiến nghị",
    "thực hiện các kiến nghị",
];

/// Returns the kind of the lessons below a heading; `None` for any other heading.
pub(crate) fn section_kind(heading: &str) -> Option<LessonKind> {
    let mut key = match_key(heading);
    for words in OTHER_REQUESTS {
        key = key.replace(&match_key(words), "");
    }
    let has = |words: &[&str]| words.iter().any(|word| key.contains(&match_key(word)));
    if has(&["kiến nghị", "đề xuất", "khuyến nghị", "đề nghị"]) {
        return Some(LessonKind::Recommendation);
    }
    if has(&[
        "cần rút kinh nghiệm",
        "cần tránh",
        "điều cần lưu ý",
        "cần lưu ý",
        "một số lưu ý",
        "những lưu ý",
        "hạn chế cần",
        "điều cần tránh",
        "bài học chưa thành công",
        "thận trọng",
        "cần chú ý",
        "cần cân nhắc",
        "khó khăn, lưu ý",
        "không nên",
        "chưa nên",
        "đáng tiếc",
        "điều cảnh báo",
    ]) {
        return Some(LessonKind::Caution);
    }
    if has(&[
        "bài học",
        "rút ra",
        "cách làm hay",
        "mô hình hay",
        "cách làm hiệu quả",
        "kinh nghiệm hay",
        "kinh nghiệm quý",
        "có thể vận dụng",
        "có thể áp dụng",
        "những kinh nghiệm",
        "một số kinh nghiệm",
        "các kinh nghiệm",
        "kinh nghiệm tiếp thu",
        "học được",
        "có thể học",
        "nên học",
        "cần học",
        "có thể tham khảo",
        "đáng học",
        "thu hoạch được",
        "mang về",
        "cái hay",
        "điều hay",
        "rút kinh nghiệm",
    ]) {
        let is_account = has(&["kết quả học tập", "nội dung học tập", "nội dung trao đổi"]);
        return (!is_account).then_some(LessonKind::Practice);
    }
    // "Kết quả học tập, trao đổi kinh nghiệm" is an account of the trip. "Kinh nghiệm" alone is a
    // section of lessons.
    let bare = key.trim_start_matches(|c: char| c.is_ascii_digit() || ".)ivx *-+".contains(c));
    let bare = bare.trim_end_matches([':', ' ']);
    let skipped = SectionNumber::parse(heading).map_or(0, |number| number.char_len);
    let unnumbered: String = heading
        .trim_start_matches(['*', ' '])
        .chars()
        .skip(skipped)
        .collect();
    if is_about_shortcomings(match_key(&unnumbered).trim_end_matches([':', '.', ' '])) {
        return Some(LessonKind::Caution);
    }
    let is_experience = bare.starts_with("kinh nghiệm ")
        || [
            "kinh nghiệm",
            "kết quả, kinh nghiệm",
            "kết quả và kinh nghiệm",
            "nhận xét, kinh nghiệm",
            "nhận xét và kinh nghiệm",
            "đánh giá, kinh nghiệm",
            "đánh giá và kinh nghiệm",
        ]
        .contains(&bare);
    is_experience.then_some(LessonKind::Practice)
}

/// Returns whether a heading without its number, as a key, announces what went wrong on the trip:
/// "Một số hạn chế", "Tồn tại, hạn chế của chuyến đi".
fn is_about_shortcomings(heading: &str) -> bool {
    const OPENINGS: [&str; 9] = [
        "một số",
        "những",
        "các",
        "về",
        "mặt",
        "điểm",
        "điều",
        "nhận xét",
        "phần",
    ];
    const SHORTCOMINGS: [&str; 10] = [
        "hạn chế",
        "tồn tại",
        "thiếu sót",
        "khuyết điểm",
        "nhược điểm",
        "bất cập",
        "chưa làm được",
        "chưa được",
        "khó khăn, hạn chế",
        "khó khăn, tồn tại",
    ];
    let mut rest = heading;
    while let Some(after) = OPENINGS
        .iter()
        .find_map(|word| rest.strip_prefix(word)?.strip_prefix(' '))
    {
        rest = after;
    }
    let is_short = heading.split(' ').count() <= MAX_SECTION_HEADING_WORDS;
    // "Hạn chế rác thải nhựa" is a subject.
    let ends_there = |words: &&str| {
        rest.strip_prefix(*words).is_some_and(|after| {
            [
                "", ",", " và ", " của ", " trong ", " cần ", " qua ", " còn ",
            ]
            .iter()
            .any(|next| after == *next || (!next.is_empty() && after.starts_with(next)))
        })
    };
    is_short && SHORTCOMINGS.iter().any(ends_there)
}

/// Returns whether a text, as a key, tells of something that went wrong.
pub(super) fn is_about_failure(key: &str) -> bool {
    [
        "hạn chế",
        "cần rút kinh nghiệm",
        "bất cập",
        "chưa được",
        "cần tránh",
        "không nên",
        "tồn tại",
        "lúng túng",
        "dàn trải",
        "phản tác dụng",
        "cần lưu ý",
    ]
    .iter()
    .any(|words| key.contains(words))
}

/// The words that a lesson about what to avoid begins with.
const CAUTION_OPENINGS: [&str; 18] = [
    "không nên",
    "tránh ",
    "cần tránh",
    "nên tránh",
    "phải tránh",
    "đừng ",
    "không để ",
    "không được ",
    "không chạy theo",
    "tuyệt đối không",
    "cần khắc phục",
    "phải khắc phục",
    "sớm khắc phục",
    "khắc phục tình trạng",
    "khắc phục ngay",
    "cần chấm dứt",
    "chấm dứt tình trạng",
    "cần hạn chế",
];

/// The words of the label of such a lesson.
const CAUTION_LABELS: [&str; 11] = [
    "khó khăn",
    "hạn chế",
    "tồn tại",
    "vướng mắc",
    "bất cập",
    "nên tránh",
    "cần tránh",
    "phải tránh",
    "không nên",
    "cần rút kinh nghiệm",
    "cần khắc phục",
];

/// Returns whether the first clause of a lesson, in lower case, says that a habit is of no use:
/// "Giám sát một lần rồi thôi thì không ăn thua, …".
fn tells_of_useless_habit(opening: &str) -> bool {
    let clause = opening.split([',', '.', ';', ':']).next();
    let clause = clause.unwrap_or_default();
    [
        "không ăn thua",
        "thì không hiệu quả",
        "sẽ không hiệu quả",
        "vô ích",
        "sẽ thất bại",
        "mất tác dụng",
    ]
    .iter()
    .any(|words| clause.contains(words))
}

/// Returns the kind of a lesson by its own words. Only a practice can become something else.
pub(super) fn lesson_kind(text: &str, section: LessonKind) -> LessonKind {
    /// The number of characters in which a caution names what went wrong.
    const CAUTION_CHARS: usize = 120;
    if section != LessonKind::Practice {
        return section;
    }
    let key = match_key(text);
    let opening = first_words(&key);
    let label = opening.split_once(':').map_or("", |(label, _)| label);
    if CAUTION_OPENINGS
        .iter()
        .any(|words| opening.starts_with(words))
        || CAUTION_LABELS
            .iter()
            .any(|words| label.contains(words) && label.split(' ').count() <= MAX_LABEL_WORDS)
        || tells_of_useless_habit(opening)
        || key.contains("phản tác dụng")
    {
        return LessonKind::Caution;
    }
    let start: String = key.chars().take(CAUTION_CHARS).collect();
    if is_about_failure(&start)
        && (start.starts_with("tuy nhiên")
            || start.starts_with("hạn chế")
            || start.starts_with("tồn tại")
            || key.contains("rút kinh nghiệm")
            || key.contains("cần lưu ý")
            || key.contains("cần tránh"))
    {
        return LessonKind::Caution;
    }
    // Inside a sentence the words tell of a request that somebody made.
    let is_request = ["kiến nghị", "đề nghị", "đề xuất", "khuyến nghị"]
        .iter()
        .any(|word| opening.starts_with(word))
        && !OTHER_REQUESTS
            .iter()
            .any(|words| opening.starts_with(words));
    let is_request = is_request || (key.contains("nếu được") && key.contains(" sẽ "));
    if is_request {
        LessonKind::Recommendation
    } else {
        LessonKind::Practice
    }
}

/// Returns the text after its number and counting word, from its first words on.
fn first_words(key: &str) -> &str {
    let skipped = SectionNumber::parse(key).map_or(0, |number| number.char_len);
    let start = key.char_indices().nth(skipped).map_or(0, |(at, _)| at);
    let rest = key[start..].trim_start_matches(['-', '–', '+', ' ']);
    let after_count = counting_words().find_map(|word| rest.strip_prefix(word));
    after_count
        .unwrap_or(rest)
        .trim_start_matches([',', ':', ' ', '-'])
}
