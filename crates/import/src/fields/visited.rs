//! Whether a sentence that names a place says that the delegation was there.

use crate::phrases::provinces::ProvinceMention;
use crate::phrases::sentences::{self, last_chars};

/// Returns whether a sentence, in lower case, says that the delegation was at a place, or that its
/// council received the delegation.
pub(super) fn is_visited(low: &str, mention: &ProvinceMention) -> bool {
    const BEFORE: [&str; 16] = [
        "tại ",
        "đến ",
        "tới ",
        "thăm ",
        "làm việc với",
        "trao đổi với",
        "kinh nghiệm với",
        "kinh nghiệm của",
        "kinh nghiệm ở",
        "tham quan",
        "khảo sát",
        "các tỉnh",
        "đi ",
        "sang ",
        "gặp ",
        "ở ",
    ];
    const AFTER: [&str; 7] = [
        "tiếp đoàn",
        "tiếp và làm việc",
        "tiếp đón",
        "đón tiếp",
        "đã tiếp",
        "buổi tiếp",
        "buổi làm việc với đoàn",
    ];
    let clause = sentences::clause_before(low, mention.range.start, 110);
    let after: String = low[mention.range.end..].chars().take(80).collect();
    if is_compared(low, mention) {
        return false;
    }
    BEFORE.iter().any(|words| clause.contains(words))
        || AFTER.iter().any(|words| after.contains(words))
}

/// Returns whether a province is only compared with another, or only its neighbour or origin.
pub(super) fn is_compared(low: &str, mention: &ProvinceMention) -> bool {
    const COMPARISONS: [&str; 34] = [
        // Visitors of the council's own.
        "đón đoàn",
        "tiếp đoàn",
        "đón các đoàn",
        "phối hợp với ",
        "liên kết với ",
        "nhắc đến ",
        "nhắc tới ",
        "đề cập đến ",
        "học từ ",
        "cùng với ",
        "một trong những",
        "khách từ",
        "giáp ",
        "tiếp giáp",
        "giáp ranh",
        "so với",
        "cũng như",
        "giống như",
        "tương tự",
        "khác với",
        "được ví như",
        "hợp nhất",
        "sáp nhập",
        "tách ra từ",
        "tách từ",
        "kết nối với",
        "quê ở",
        "quê tại",
        "người con của",
        "nhiều địa phương như",
        "các địa phương khác",
        "trong khi",
        "sang nhượng",
        "cách thành phố",
    ];
    /// How far before a place in a list its comparison may be.
    const MAX_CHARS_BEFORE: usize = 60;
    let clause = sentences::clause_before(low, mention.range.start, MAX_CHARS_BEFORE);
    let clause = clause.rsplit(':').next().unwrap_or_default();
    if is_negated(clause)
        || is_invitation(clause)
        || is_distance(low, mention)
        || is_of_other_trip(clause)
    {
        return true;
    }
    // A visit after the comparison counts: "…, giáp Lào; đoàn đã đến Sơn La".
    let last_end = |list: &[&str]| {
        let ends = list
            .iter()
            .filter_map(|words| Some(clause.rfind(words)? + words.len()));
        ends.max()
    };
    let last = last_end(&COMPARISONS);
    let visit = last_end(&["tại ", "đến ", "thăm ", "làm việc với"]);
    // "đến các tỉnh như …" names stops, "… như Quảng Bình đã làm" names examples.
    let is_example = clause.contains(" như ") && visit.is_none();
    is_example || last.is_some_and(|at| visit.is_none_or(|visit| visit <= at))
}

/// Returns whether a sentence says how far away a province is: "cách Hà Nội khoảng 200 km".
fn is_distance(low: &str, mention: &ProvinceMention) -> bool {
    let before = low[..mention.range.start].trim_end();
    let after: String = low[mention.range.end..].chars().take(25).collect();
    let has_number = after.contains(|c: char| c.is_ascii_digit());
    before.ends_with("cách") && has_number && (after.contains("km") || after.contains("cây số"))
}

/// Returns whether a clause tells of another trip: "năm tới, HĐND xã dự kiến sẽ đi …", "năm 2023,
/// HĐND xã cũng đã cử đoàn đi …".
fn is_of_other_trip(clause: &str) -> bool {
    [
        "cũng đã cử ",
        "từng cử ",
        "cũng đã đi ",
        "dự kiến sẽ ",
        "sẽ đi ",
        "sẽ đến ",
        "năm tới",
        "thời gian tới sẽ",
        "dự định ",
    ]
    .iter()
    .any(|words| clause.contains(words))
}

/// Returns whether a clause says that the delegation did not go to the place after it.
fn is_negated(clause: &str) -> bool {
    const NEGATIONS: [&str; 14] = [
        "không đến ",
        "không đi ",
        "không tới ",
        "không thăm ",
        "không làm việc",
        "không sang ",
        "không thể ",
        "không kịp ",
        "chưa đến ",
        "chưa đi ",
        "chưa tới ",
        "chưa thể ",
        "chưa làm việc",
        "thay vì ",
    ];
    let phrase = clause.rsplit(',').next().unwrap_or_default();
    NEGATIONS.iter().any(|words| phrase.contains(words))
}

/// Returns whether a clause invites the hosts to the place after it, which is where the delegation
/// comes from: "mời HĐND huyện lên thăm …".
fn is_invitation(clause: &str) -> bool {
    let Some((before, after)) = clause.rsplit_once("mời ") else {
        return false;
    };
    let is_invited = ["lời ", "giấy ", "thư ", "được ", "theo "]
        .iter()
        .any(|word| before.ends_with(word));
    !is_invited
        && ["thăm", "về ", "lên ", "đến ", "vào ", "ra "]
            .iter()
            .any(|word| after.contains(word))
}

/// Returns whether a province begins a line as the place of the news: "Đồng Tháp: Đoàn đại biểu …".
pub(super) fn is_dateline(low: &str, mention: &ProvinceMention) -> bool {
    let before = low[..mention.range.start].trim_start_matches(|c: char| !c.is_alphanumeric());
    let after = low[mention.range.end..].trim_start();
    before.is_empty()
        && (after.starts_with(':') || after.starts_with("- ") || after.starts_with("– "))
}

/// Returns whether a province is only named as the organiser of a meeting elsewhere.
pub(super) fn is_organiser(low: &str, mention: &ProvinceMention) -> bool {
    let before = last_chars(&low[..mention.range.start], 40);
    let after: String = low[mention.range.end..].chars().take(30).collect();
    let is_actor = before.contains("do hđnd") || before.contains("do thường trực hđnd");
    is_actor
        && ["tổ chức", "chủ trì", "đăng cai"]
            .iter()
            .any(|words| after.contains(words))
}

/// Returns where a sentence, which is in lower case, begins to tell of the trip; `None` if all of it
/// cites documents or thanks somebody. The provinces before are not destinations.
pub(super) fn statement_start(low: &str) -> Option<usize> {
    const FORMALITIES: [&str; 6] = [
        "trân trọng",
        "kính báo cáo",
        "cùng đi",
        "cùng tham gia đoàn",
        "tham gia đoàn có",
        "về phía đoàn",
    ];
    const CITATIONS: [&str; 3] = ["công văn", "giấy mời", "căn cứ"];
    /// Documents that may be cited in the sentence that tells of the trip.
    const PLANS: [&str; 6] = [
        "kế hoạch số",
        "thông báo số",
        "quyết định số",
        "kết luận số",
        "tờ trình số",
        "chương trình số",
    ];
    /// The words with which the account begins after a citation.
    const ACCOUNTS: [&str; 9] = [
        "đã tổ chức",
        "đã đến",
        "đã đi",
        "đã làm việc",
        "đã có ",
        "đã học tập",
        "đã trao đổi",
        "đã khảo sát",
        "đã tham quan",
    ];
    if FORMALITIES.iter().any(|words| low.contains(words)) {
        return None;
    }
    let first = |list: &[&str]| list.iter().filter_map(|words| low.find(words)).min();
    let (citation, is_only_citation) = match (first(&CITATIONS), first(&PLANS)) {
        (Some(citation), plan) => (citation.min(plan.unwrap_or(citation)), true),
        (None, Some(plan)) => (plan, false),
        (None, None) => return Some(0),
    };
    let account = ACCOUNTS
        .iter()
        .filter_map(|words| low[citation..].find(words))
        .min();
    match account {
        Some(account) => Some(citation + account),
        None => (!is_only_citation).then_some(0),
    }
}

/// Returns whether the delegation only changed planes or trains there.
pub(super) fn is_passage(low: &str, mention: &ProvinceMention) -> bool {
    let before = last_chars(&low[..mention.range.start], 45);
    // "sân bay Nội Bài, Hà Nội": the airport precedes the comma.
    let mut clauses = before.rsplit(['.', ';', ',', ')']);
    let clause = clauses.find(|clause| !clause.trim().is_empty());
    let clause = clause.unwrap_or_default();
    let is_changed = ["sân bay", "quá cảnh", "ga ", "trung chuyển"]
        .iter()
        .any(|words| clause.contains(words));
    let is_rest = [
        "dừng chân",
        "nghỉ chân",
        "nghỉ trưa",
        "ăn trưa",
        "ăn sáng",
        "ăn tối",
        "ghé nghỉ",
        "đi qua",
        "ngang qua",
    ]
    .iter()
    .any(|words| clause.contains(words));
    is_changed || (is_rest && !stays(low, mention))
}

/// Returns whether the delegation only travelled there or slept there.
pub(super) fn is_approach(low: &str, mention: &ProvinceMention) -> bool {
    const APPROACHES: [&str; 8] = [
        "di chuyển đến",
        "di chuyển về",
        "di chuyển ra",
        "trên đường đến",
        "khởi hành đi",
        "về đến",
        "nghỉ đêm tại",
        "nghỉ tại",
    ];
    let before = last_chars(&low[..mention.range.start], 28);
    APPROACHES.iter().any(|words| before.contains(words))
}

/// Returns whether the text goes on with what the delegation did there.
pub(super) fn stays(low: &str, mention: &ProvinceMention) -> bool {
    let before = last_chars(&low[..mention.range.start], 28);
    let after: String = low[mention.range.end..].chars().take(60).collect();
    let after = after.replace("không làm việc", "");
    // "Trên đường đến Cao Bằng, Đoàn tham quan …" is about another place.
    if after.contains("trên đường") || before.contains("trên đường") {
        return false;
    }
    after.contains("tại đây") || after.contains("tham quan") || after.contains("làm việc")
}
