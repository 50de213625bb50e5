//! The letterhead: motto, issuing body, number, place and date, type, subject, addressee.

use std::sync::LazyLock;

use chrono::NaiveDate;
use regex_lite::Regex;

use super::{OfficialForm, is_capitals, is_rule, item_text, paragraph_text};
use crate::document::{Block, Paragraph};
use crate::phrases::regex;
use crate::phrases::section_number::SectionNumber;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text::match_key;

/// The most lines, and blocks, before the document type. A later one is a heading of the text.
const MAX_LINES_BEFORE_TYPE: usize = 40;
/// The most characters of a line of the issuing body.
const MAX_ISSUER_CHARS: usize = 80;
/// The most characters of a title.
const MAX_TITLE_CHARS: usize = 300;
/// The most characters of a title in a document without a type.
const MAX_FIRST_LINE_TITLE_CHARS: usize = 250;
/// The most characters of an addressee in a list.
const MAX_ADDRESSEE_CHARS: usize = 150;

/// Takes the letterhead off the start of a document.
pub(super) fn take(blocks: &mut Vec<Block>, form: &mut OfficialForm) {
    let mut lines: Vec<Paragraph> = Vec::new();
    // For each paragraph, the number of lines up to its end.
    let mut ends: Vec<usize> = Vec::new();
    for block in blocks.iter().take(MAX_LINES_BEFORE_TYPE) {
        let Block::Paragraph(paragraph) = block else {
            break;
        };
        lines.extend(paragraph.lines());
        ends.push(lines.len());
    }
    let type_line = lines
        .iter()
        .take(MAX_LINES_BEFORE_TYPE)
        .position(|line| document_type(&line.text()).is_some());
    let Some(type_line) = type_line else {
        return take_without_type(blocks, form);
    };
    let mut kept: Vec<Paragraph> = Vec::new();
    for line in &lines[..type_line] {
        if !take_line(&line.text(), form) {
            kept.push(line.clone());
        }
    }
    let mut next = take_title(&lines, type_line, &ends, form);
    while lines.get(next).is_some_and(|line| is_rule(&line.text())) {
        next += 1;
    }
    next += take_addressees(&lines[next.min(lines.len())..], form);
    // The letterhead may end in the middle of a paragraph.
    let complete = ends.iter().take_while(|end| **end <= next).count();
    let rest: Vec<Paragraph> = match ends.get(complete) {
        Some(end) if complete == 0 || ends[complete - 1] < next => lines[next..*end].to_vec(),
        _ => Vec::new(),
    };
    let taken = complete + usize::from(!rest.is_empty());
    blocks.splice(0..taken, kept.into_iter().chain(rest).map(Block::Paragraph));
}

/// Takes the type and the subject, and returns the line after them.
fn take_title(
    lines: &[Paragraph],
    type_line: usize,
    ends: &[usize],
    form: &mut OfficialForm,
) -> usize {
    let printed = lines[type_line].text();
    let (code, rest) = document_type(&printed).unwrap_or(("", ""));
    form.type_code = code;
    let mut title: Vec<String> = Vec::new();
    if !rest.is_empty() {
        title.push(rest.to_owned());
    }
    let mut next = type_line + 1;
    let is_first_bold = lines.get(next).is_some_and(Paragraph::is_bold);
    let paragraph_of = |line: usize| ends.iter().position(|end| line < *end);
    let first_paragraph = paragraph_of(next);
    while let Some(line) = lines.get(next) {
        let text = line.text();
        if is_bracketed(&text) && !title.is_empty() {
            break;
        }
        let goes_on = title.last().is_some_and(|last| {
            !last.ends_with(['.', ':', ';'])
                && (text.starts_with(char::is_lowercase)
                    || is_unfinished(last)
                    || (is_capitals(last) && is_capitals(&text)))
        });
        let belongs_to_title = title.is_empty()
            || goes_on
            || paragraph_of(next) == first_paragraph
            || (is_first_bold && line.is_bold());
        if !belongs_to_title || ends_title(&text) {
            break;
        }
        title.push(text);
        next += 1;
    }
    if let Some(line) = lines.get(next)
        && is_bracketed(&line.text())
    {
        form.subtitle = line.text();
        next += 1;
    }
    form.title = without_about(&title.join(" "));
    next
}

/// Returns whether a line of a title must go on in the next: it ends with a comma, or with a word
/// that something follows.
fn is_unfinished(line: &str) -> bool {
    const JOINING_WORDS: [&str; 10] =
        ["và", "với", "tại", "của", "về", "ở", "các", "cho", "-", "–"];
    let last = line.rsplit(' ').next().unwrap_or_default();
    line.ends_with(',') || JOINING_WORDS.contains(&&*match_key(last))
}

/// Returns a title without the "về" that joins it to the type of the document above it.
fn without_about(title: &str) -> String {
    let rest = title.strip_prefix("Về ").or(title.strip_prefix("về "));
    match rest.filter(|rest| rest.starts_with("kết quả ")) {
        Some(rest) => super::capitalized(rest),
        None => title.to_owned(),
    }
}

fn is_bracketed(text: &str) -> bool {
    text.starts_with('(') && text.ends_with(')')
}

/// Takes the letterhead off a document that does not print its type. The first heading or line is
/// its title.
fn take_without_type(blocks: &mut Vec<Block>, form: &mut OfficialForm) {
    take_leading_lines(blocks, form);
    let first = (0..MAX_LINES_BEFORE_TITLE)
        .find(|at| !is_rubric(blocks, *at))
        .unwrap_or(MAX_LINES_BEFORE_TITLE);
    if form.title.is_empty()
        && let Some(Block::Paragraph(paragraph)) = blocks.get(first)
    {
        let text = paragraph.text();
        let is_title = paragraph.heading_level.is_some_and(|level| level <= 1)
            || (!ends_title(&text)
                && text.chars().count() <= MAX_FIRST_LINE_TITLE_CHARS
                && !text.ends_with('.'));
        if is_title && SectionNumber::parse(&text).is_none() && paragraph.list_item.is_none() {
            without_source(&text).clone_into(&mut form.title);
            blocks.remove(first);
            if let Some(line) = blocks.get(first).and_then(paragraph_text)
                && is_bracketed(&line)
            {
                form.subtitle = line;
                blocks.remove(first);
            }
        }
    }
    take_leading_lines(blocks, form);
    let lines: Vec<Paragraph> = blocks
        .iter()
        .take(6)
        .map_while(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.clone()),
            Block::Table(_) => None,
        })
        .collect();
    let taken = take_addressees(&lines, form);
    blocks.drain(..taken);
    if form.type_code.is_empty() {
        let key = match_key(&form.title);
        if key.starts_with("kế hoạch") {
            form.type_code = "KH";
        } else if key.starts_with("báo cáo") {
            form.type_code = "BC";
        }
    }
}

/// The most lines of a newspaper or site before the title of a copied text.
const MAX_LINES_BEFORE_TITLE: usize = 4;

/// Returns whether a short line names a section of a site, and the line below it is a title: "Tin
/// tức - Sự kiện", "Hoạt động HĐND".
fn is_section_of_site(blocks: &[Block], at: usize) -> bool {
    const OPENINGS: [&str; 11] = [
        "tin ",
        "tin tức",
        "bản tin",
        "thời sự",
        "sự kiện",
        "hoạt động",
        "thông tin",
        "chuyên mục",
        "chuyên trang",
        "diễn đàn",
        "cử tri",
    ];
    /// The words of a title, which tells of a trip.
    const TITLE_WORDS: [&str; 9] = [
        " tại ",
        " tiếp ",
        " đón ",
        " thăm",
        " học tập",
        " làm việc",
        " với ",
        " đến ",
        " trao đổi",
    ];
    /// The most words of such a line, and the fewest of a title.
    const MAX_WORDS: usize = 7;
    let line = |at: usize| blocks.get(at).and_then(paragraph_text).unwrap_or_default();
    let words = |text: &str| text.split_whitespace().count();
    let (text, next) = (line(at), line(at + 1));
    let key = format!("{} ", match_key(&text));
    let is_below = (at < MAX_LINES_BEFORE_TITLE && is_rubric(blocks, at + 1))
        || (words(&next) > MAX_WORDS && !next.ends_with('.'));
    let is_section = |key: &str| OPENINGS.iter().any(|words| key.starts_with(words));
    // "HĐND QUẬN - Hoạt động của Thường trực HĐND": a section within that of an office.
    let is_inner = key
        .rsplit_once(" - ")
        .is_some_and(|(_, inner)| is_section(inner) && words(&text) <= MAX_WORDS + MAX_WORDS / 2);
    (is_section(&key) && words(&text) <= MAX_WORDS || is_inner)
        && !text.ends_with(['.', ':', ';'])
        && !TITLE_WORDS.iter().any(|words| key.contains(words))
        && is_below
}

/// Returns whether a line before the title is of the newspaper or site: its rubric, the path of the
/// page, or the time of publication. It stays in the text.
fn is_rubric(blocks: &[Block], at: usize) -> bool {
    const OPENINGS: [&str; 7] = [
        "tin ",
        "thời sự",
        "bản tin",
        "thông tin hoạt động",
        "hoạt động của h",
        "hoạt động hđnd",
        "chuyên mục",
    ];
    /// Names of sections that are whole lines.
    const SECTIONS: [&str; 12] = [
        "chính trị",
        "xã hội",
        "kinh tế",
        "thời sự",
        "chính trị - xã hội",
        "thời sự - chính trị",
        "văn hóa - xã hội",
        "xây dựng đảng",
        "xây dựng chính quyền",
        "chính quyền",
        "tin tức",
        "trang chủ",
    ];
    /// The most words of a rubric.
    const MAX_WORDS: usize = 6;
    /// The most words of the name of a site.
    const MAX_SITE_WORDS: usize = 18;
    if blocks.len() <= at + 2 {
        return false;
    }
    let text = blocks.get(at).and_then(paragraph_text).unwrap_or_default();
    let key = match_key(&text);
    // The name of the newspaper or site alone.
    let is_site = (["cổng thông tin", "trang thông tin", "đài phát thanh"]
        .iter()
        .any(|words| key.starts_with(words))
        || (key.starts_with("báo ") && key.ends_with("điện tử")))
        && text.split(' ').count() <= MAX_SITE_WORDS
        && !text.ends_with('.');
    let is_section = SECTIONS.iter().any(|name| match_key(name) == key);
    let is_path = [" > ", " » ", " / ", " › ", " | "]
        .iter()
        .any(|sign| text.contains(sign))
        && !text.ends_with('.')
        || key == "trang chủ"
        || (key.starts_with("trang chủ") && text.contains(['>', '/', '|', '»', '›']));
    let is_opening = is_capitals(&text)
        && text.split(' ').count() <= MAX_WORDS
        && OPENINGS
            .iter()
            .any(|words| key.starts_with(&match_key(words)));
    is_site
        || is_section
        || is_path
        || is_opening
        || is_time_of_publication(&key)
        || is_section_of_site(blocks, at)
}

static PUBLICATION: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?:ngày đăng|đăng lúc|đăng ngày|ngày xuất bản|xuất bản|cập nhật(?: lúc| ngày)?)[^a-z]*|[a-zđ]{2,10}\s+[-–]\s+)?(?:\d{1,2}[:h]\d{2}(?::\d{2})?[\s,|–-]*)?(?:(?:thứ [a-zà-ỹ]+|chủ nhật)\s*,?\s*)?(?:ngày\s+)?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:\W+\d{1,2}[:h]\d{2}(?::\d{2})?)?\W*(?:\(?gmt\W*7\)?)?(?:\W+lượt xem\W*\d+)?$",
    )
});

/// Returns whether a line, as a key, says when an article was published and nothing else.
pub(super) fn is_time_of_publication(key: &str) -> bool {
    PUBLICATION.is_match(key.trim())
}

static SOURCE: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^(?:\(([^()]{2,40})\)\s*[-–—:.]?|([^-–—:.,()]{2,30})\s*[-–—])\s+"));

/// Returns a title without the name of the newspaper or site that a copied text begins with:
/// "(Báo Ví Dụ) – …", "VD Online - …".
fn without_source(title: &str) -> &str {
    /// The words that only the name of a newspaper or site holds.
    const SOURCE_WORDS: [&str; 8] = [
        "online",
        ".vn",
        ".com",
        "điện tử",
        "ttđt",
        "bản tin",
        "cổng thông tin",
        "trang tin",
    ];
    /// The most characters of the initials of a newspaper.
    const MAX_INITIALS: usize = 6;
    let Some(found) = SOURCE.captures(title) else {
        return title;
    };
    let bracketed = found.get(1).map(|name| name.as_str());
    let name = bracketed.or_else(|| found.get(2).map(|name| name.as_str()));
    let name = name.unwrap_or_default().trim();
    let key = match_key(name);
    let is_source = key.starts_with("báo ")
        || key.starts_with("đài ")
        || SOURCE_WORDS.iter().any(|words| key.contains(words));
    let is_initials = bracketed.is_some()
        && is_capitals(name)
        && name.chars().count() <= MAX_INITIALS
        && !name.contains(' ');
    let rest = &title[found.get(0).map_or(0, |found| found.end())..];
    if (is_source || is_initials) && !rest.is_empty() {
        rest
    } else {
        title
    }
}

/// Takes the first lines as long as they are part of the form.
fn take_leading_lines(blocks: &mut Vec<Block>, form: &mut OfficialForm) {
    let mut is_after_subject = false;
    let is_taken = |block: &&Block| {
        let Some(text) = paragraph_text(block) else {
            return false;
        };
        // The subject of an official letter goes on in the next line of its column.
        if is_after_subject && text.starts_with(char::is_lowercase) {
            form.title.push(' ');
            form.title.push_str(&text);
            return true;
        }
        let had_title = !form.title.is_empty();
        let is_taken = take_line(&text, form);
        is_after_subject = is_taken && !had_title && !form.title.is_empty();
        is_taken
    };
    let count = blocks.iter().take_while(is_taken).count();
    blocks.drain(..count);
}

/// Returns whether a line opens the title: it names the type of the document.
pub(super) fn opens_title(line: &str) -> bool {
    document_type(line).is_some()
}

/// Returns the type code that a line in capitals names, and what follows it on the line.
fn document_type(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim().trim_matches('*');
    if let Some((_, code)) = TYPES
        .iter()
        .find(|(word, _)| match_key(line) == match_key(word))
    {
        return Some((code, ""));
    }
    for (word, code) in TYPES {
        let Some(rest) = line.strip_prefix(word) else {
            continue;
        };
        let rest = rest.trim_start_matches([':', ' ', '-']).trim();
        // "BÁO CÁO TÓM TẮT" is a type, not a title.
        let rest = if TYPE_QUALIFIERS.contains(&rest) {
            ""
        } else {
            rest
        };
        if rest.is_empty() || is_capitals(rest) || rest.starts_with(char::is_uppercase) {
            return Some((code, rest));
        }
    }
    None
}

/// The types of documents that trips are written up in, with their codes.
const TYPES: [(&str, &str); 7] = [
    ("BÁO CÁO", "BC"),
    ("KẾ HOẠCH", "KH"),
    ("TỜ TRÌNH", "TTr"),
    ("THÔNG BÁO", "TB"),
    ("GIẤY MỜI", "GM"),
    ("CHƯƠNG TRÌNH", "CTr"),
    ("BIÊN BẢN", "BB"),
];

/// The words that may follow a type and are no title.
const TYPE_QUALIFIERS: [&str; 8] = [
    "TÓM TẮT",
    "CHUYÊN ĐỀ",
    "TỔNG HỢP",
    "NHANH",
    "SƠ BỘ",
    "THU HOẠCH",
    "KẾT QUẢ CHUYẾN ĐI",
    "KẾT QUẢ",
];

/// The words that the name of an issuing body, or of its unit, begins with.
const ISSUER_WORDS: [&str; 26] = [
    "HỘI ĐỒNG NHÂN DÂN",
    "HĐND",
    "ỦY BAN",
    "UỶ BAN",
    "UBND",
    "THƯỜNG TRỰC",
    "BAN ",
    "VĂN PHÒNG",
    "ĐOÀN ",
    "TỈNH",
    "THÀNH PHỐ",
    "TP",
    "HUYỆN",
    "THỊ XÃ",
    "THỊ TRẤN",
    "QUẬN",
    "XÃ ",
    "PHƯỜNG",
    "ĐẶC KHU",
    "SỞ ",
    "PHÒNG ",
    "TỔ ĐẠI BIỂU",
    "ĐẢNG ",
    "QUỐC HỘI",
    "MẶT TRẬN",
    "TRUNG TÂM",
];

/// The kinds of units, after which the name follows on the next line.
const UNIT_KINDS: [&str; 9] = [
    " TỈNH",
    " THÀNH PHỐ",
    " HUYỆN",
    " QUẬN",
    " THỊ XÃ",
    " THỊ TRẤN",
    " XÃ",
    " PHƯỜNG",
    " ĐẶC KHU",
];

/// Returns whether a line in capitals names an issuing body, or goes on with the name that the line
/// before began.
fn is_issuer(text: &str, form: &OfficialForm) -> bool {
    if !is_capitals(text) || text.chars().count() > MAX_ISSUER_CHARS {
        return false;
    }
    let names_body = ISSUER_WORDS.iter().any(|word| text.starts_with(word));
    let goes_on = form.issuer.last().is_some_and(|last| {
        last.ends_with([',', '-', '–'])
            || text.starts_with("VÀ ")
            || last.starts_with("BAN ")
            || UNIT_KINDS.iter().any(|kind| last.ends_with(kind))
    });
    let is_short = text.split(' ').count() <= 4;
    (names_body && !is_title_in_capitals(text)) || (goes_on && is_short)
}

/// Returns whether a line in capitals tells of a trip, as a title does.
fn is_title_in_capitals(text: &str) -> bool {
    [
        "HỌC TẬP",
        "KINH NGHIỆM",
        "KẾT QUẢ",
        "CÔNG TÁC SỐ",
        "KHẢO SÁT",
        " THĂM ",
        " THAM QUAN",
        " LÀM VIỆC",
        " TRAO ĐỔI",
        " TIẾP ",
        " NGHIÊN CỨU",
        " TẠI ",
    ]
    .iter()
    .any(|words| text.contains(words))
}

/// Takes a line that precedes the document type. Returns false if it is not part of the form.
fn take_line(text: &str, form: &mut OfficialForm) -> bool {
    let key = match_key(text);
    let is_motto = key.contains("cộng hoà xã hội chủ nghĩa việt nam")
        || key.contains("độc lập - tự do")
        || key.contains("độc lập – tự do");
    if is_motto || is_rule(text) {
        // A converter may put both columns on one line.
        let body = text.split("CỘNG H").next().unwrap_or_default().trim();
        if is_motto && is_capitals(body) && body.len() > 6 {
            form.issuer.push(body.to_owned());
        }
        return true;
    }
    let mut is_taken = false;
    if let Some((number, symbol)) = number_and_symbol(text) {
        form.number = number;
        form.symbol = symbol;
        is_taken = true;
    }
    if let Some((place, date)) = place_and_date(text) {
        form.place = place;
        form.date = date;
        is_taken = true;
    }
    if is_taken {
        return true;
    }
    if is_issuer(text, form) {
        form.issuer.push(text.to_owned());
        return true;
    }
    // The subject of an official letter.
    if form.title.is_empty()
        && let Some(subject) = ["V/v ", "V/v: ", "Về việc "]
            .iter()
            .find_map(|mark| text.strip_prefix(mark))
    {
        super::capitalized(subject.trim()).clone_into(&mut form.title);
        return true;
    }
    false
}

static NUMBER_AND_SYMBOL: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"^\s*[Ss](?:ố|Ố)\s*:?\s*(\d{0,5})[\s.…_]*[/-]\s*((?:\d{4}\s*/\s*)?[A-ZĐ][^\s,;|]*)")
});

/// Parses `Số: 17/KH-HĐND` into number and symbol. The number may be blank; a year after it is part
/// of the symbol.
fn number_and_symbol(line: &str) -> Option<(String, String)> {
    let found = NUMBER_AND_SYMBOL.captures(line)?;
    let group = |at| found.get(at).map_or("", |group| group.as_str());
    Some((
        group(1).to_owned(),
        group(2).trim_end_matches('.').to_owned(),
    ))
}

static PLACE_AND_DATE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:^|\s{2,}|\t)\s*([^,\d:]{2,40}),\s*ngày[\s.…_]*(?:(\d{0,2})[\s.…_]*tháng[\s.…_]*(\d{0,2})[\s.…_]*năm\s*(\d{4})|(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}))",
    )
});

/// Parses `Côn Đảo, ngày 03 tháng 8 năm 2023`, of which day and month may be blank, and
/// `Côn Đảo, ngày 03/8/2023`.
fn place_and_date(line: &str) -> Option<(String, Option<PartialDate>)> {
    const MAX_PLACE_WORDS: usize = 7;
    let found = PLACE_AND_DATE.captures(line.trim().trim_matches('*'))?;
    let group = |at: usize| {
        let group = found
            .get(at)
            .or_else(|| found.get(at + 3).filter(|_| at > 1));
        group.map_or("", |group| group.as_str())
    };
    let place = group(1).trim();
    // Both columns may be on one line.
    let place = place.rsplit("HĐND").next().unwrap_or(place).trim();
    if !place.starts_with(char::is_uppercase) || place.split(' ').count() > MAX_PLACE_WORDS {
        return None;
    }
    let year: i32 = group(4).parse().ok()?;
    let (day, month): (Option<u32>, Option<u32>) = (group(2).parse().ok(), group(3).parse().ok());
    let date = match (day, month) {
        (Some(day), Some(month)) => NaiveDate::from_ymd_opt(year, month, day).map(PartialDate::Day),
        (None, Some(month)) if (1..=12).contains(&month) => {
            Some(PartialDate::Month { year, month })
        }
        _ => Some(PartialDate::Year(year)),
    };
    Some((place.to_owned(), date))
}

/// Takes the addressees, and returns the number of lines that name them.
fn take_addressees(lines: &[Paragraph], form: &mut OfficialForm) -> usize {
    let Some(first) = lines.first().map(Paragraph::text) else {
        return 0;
    };
    if !match_key(&first).starts_with("kính gửi") {
        return 0;
    }
    let rest: String = first.chars().skip("Kính gửi".chars().count()).collect();
    let rest = rest.trim_start_matches([':', ' ', '-', '–']);
    let mut taken = 1;
    if rest.is_empty() {
        for line in &lines[1..] {
            let text = line.text();
            let is_item = line.list_item.is_some() || text.starts_with(['-', '–', '+']);
            if !is_item || text.chars().count() > MAX_ADDRESSEE_CHARS {
                break;
            }
            form.addressee.push(item_text(&text));
            taken += 1;
        }
    } else {
        form.addressee.extend(rest.split(';').map(item_text));
    }
    form.addressee.retain(|line| !line.is_empty());
    taken
}

/// Returns whether a line is not part of the title.
fn ends_title(text: &str) -> bool {
    const TEXT_OPENINGS: [&str; 24] = [
        "kính gửi",
        "thực hiện",
        "căn cứ",
        "được sự",
        "theo ",
        "ngày ",
        "từ ngày",
        "trong ",
        "nhằm",
        "vừa qua",
        "xét ",
        "để ",
        "sau khi",
        "qua ",
        "thường trực",
        "đoàn ",
        "hội đồng",
        "phần ",
        "hđnd",
        "ban ",
        "nay ",
        "trên cơ sở",
        "nhận lời",
        "vào ",
    ];
    let key = match_key(text);
    let opens_text = TEXT_OPENINGS.iter().any(|words| key.starts_with(words));
    let is_long = text.chars().count() > 120;
    SectionNumber::parse(text).is_some()
        || is_rule(text)
        || text.chars().count() > MAX_TITLE_CHARS
        || key.starts_with("kính gửi")
        || (opens_text && (is_long || text.ends_with([':', '.', ';'])))
}
