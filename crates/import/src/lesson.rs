//! Lessons: what stands under "bài học", "kinh nghiệm", "kiến nghị".

use std::collections::{BTreeMap, BTreeSet};

use super::outline::Part;
use ssg_content::document::LessonKind;
use ssg_vietnam::text::{match_key, slug};

/// The fewest words of a lesson.
const SHORTEST: usize = 8;
/// The most words of a title that is made of a lesson's first clause.
const TITLE: usize = 14;

/// A lesson that begins at a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The id of its heading.
    pub(super) id: String,
    /// What it is.
    pub(super) kind: LessonKind,
    /// Its title: the heading, or the report's own first words.
    pub(super) title: String,
    /// The level of its heading.
    pub(super) level: u8,
    /// Whether the part is the heading; else it is the first paragraph of the lesson.
    pub(super) is_heading: bool,
    /// The parts it has, its own first.
    pub(super) parts: Vec<usize>,
}

/// The lessons by the part each begins at; and the part where text goes on after the last of them,
/// which needs a heading of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lessons {
    /// By their first part.
    pub(super) at: BTreeMap<usize, Found>,
    /// Closing words that belong to no lesson.
    pub(super) closing: Option<usize>,
}

/// Finds the lessons of a report.
pub(super) fn find(parts: &[Part]) -> Lessons {
    let mut lessons = Lessons::default();
    let mut ids = BTreeSet::new();
    let sections: Vec<(usize, LessonKind)> = parts
        .iter()
        .enumerate()
        .filter_map(|(at, part)| {
            part.level?;
            Some((at, section_kind(&part.text)?))
        })
        .collect();
    for (ordinal, &(at, kind)) in sections.iter().enumerate() {
        let level = parts[at].level.unwrap_or(2);
        let end = (at + 1..parts.len())
            .find(|next| parts[*next].level.is_some_and(|next| next <= level))
            .unwrap_or(parts.len());
        let inner = |next: usize| sections.iter().any(|(section, _)| *section == next);
        // A section that only holds other such sections has no lessons of its own.
        let parted = (at + 1..end).any(inner);
        let outer = sections
            .iter()
            .any(|(other, _)| *other < at && encloses(parts, *other, at));
        // A lesson whose heading has the words of a section is a lesson of the section around it.
        if outer && !is_section_below(parts, at) {
            continue;
        }
        let end = (at + 1..end)
            .find(|next| parted && inner(*next))
            .unwrap_or(end);
        let number = section_number(&parts[at], ordinal);
        section(
            parts,
            at + 1..end,
            level,
            kind,
            &number,
            &mut ids,
            &mut lessons,
        );
    }
    lessons
}

/// Whether one heading's section holds another.
fn encloses(parts: &[Part], outer: usize, inner: usize) -> bool {
    let level = parts[outer].level.unwrap_or(2);
    parts[inner].level.is_some_and(|inner| inner > level)
        && !(outer + 1..inner).any(|at| parts[at].level.is_some_and(|l| l <= level))
}

/// Whether a heading inside a section of lessons parts them: "1. Bài học kinh nghiệm" with items
/// below it, not a title of one lesson.
fn is_section_below(parts: &[Part], at: usize) -> bool {
    let key = match_key(without_number(&parts[at]).as_str());
    let words = key.split(' ').count();
    words <= 9 && section_kind(&parts[at].text).is_some()
}

fn without_number(part: &Part) -> String {
    let skip = part.number.as_ref().map_or(0, |number| number.length);
    part.text.chars().skip(skip).collect()
}

/// What the lessons under a heading are; `None` where it is no such heading.
fn section_kind(text: &str) -> Option<LessonKind> {
    let key = match_key(text);
    let has = |words: &[&str]| words.iter().any(|word| key.contains(&match_key(word)));
    if has(&["kiến nghị", "đề xuất", "khuyến nghị", "đề nghị"]) {
        return Some(LessonKind::Recommendation);
    }
    if has(&[
        "cần rút kinh nghiệm",
        "cần tránh",
        "điều cần lưu ý",
        "cần lưu ý",
        "hạn chế cần",
    ]) {
        return Some(LessonKind::Caution);
    }
    let said = has(&[
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
        "điều học được",
    ]);
    if said {
        let told = has(&["kết quả học tập", "nội dung học tập", "nội dung trao đổi"]);
        return (!told).then_some(LessonKind::Practice);
    }
    // "Kết quả học tập, trao đổi kinh nghiệm" tells the trip; "Kinh nghiệm" alone is the lessons.
    let bare: String = key
        .trim_start_matches(|c: char| c.is_ascii_digit() || ".)ivx ".contains(c))
        .to_owned();
    (bare == "kinh nghiệm" || bare.starts_with("kinh nghiệm ")).then_some(LessonKind::Practice)
}

/// The number of a section in ids: `4` of "IV." and of "4.".
fn section_number(part: &Part, ordinal: usize) -> String {
    let Some(number) = &part.number else {
        return if ordinal == 0 {
            String::new()
        } else {
            (ordinal + 1).to_string()
        };
    };
    let values = number.id.chars().map(|c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    });
    let values: Option<Vec<i32>> = values.collect();
    match values {
        Some(values) if !values.is_empty() => {
            let mut sum = 0;
            for (at, value) in values.iter().enumerate() {
                let smaller = values.get(at + 1).is_some_and(|next| next > value);
                sum += if smaller { -value } else { *value };
            }
            sum.to_string()
        }
        _ => slug(&number.id).unwrap_or_default(),
    }
}

fn section(
    parts: &[Part],
    range: std::ops::Range<usize>,
    level: u8,
    kind: LessonKind,
    number: &str,
    ids: &mut BTreeSet<String>,
    lessons: &mut Lessons,
) {
    let mut starts: Vec<usize> = Vec::new();
    let end = range
        .clone()
        .find(|at| is_closing(&parts[*at].text))
        .unwrap_or(range.end);
    if end < range.end {
        lessons.closing = lessons.closing.or(Some(end));
    }
    let range = range.start..end;
    let headings: Vec<usize> = range
        .clone()
        .filter(|at| parts[*at].level == range.clone().filter_map(|at| parts[at].level).min())
        .filter(|at| parts[*at].level.is_some())
        .collect();
    if headings.is_empty() {
        let starts_at = |at: &usize| starts_lesson(&parts[*at]);
        let marked: Vec<usize> = range.clone().filter(starts_at).collect();
        if marked.is_empty() {
            let is_text = |at: &usize| {
                let text = &parts[*at].text;
                text.split(' ').count() >= SHORTEST && !text.ends_with(':')
            };
            starts.extend(range.clone().filter(is_text));
        } else {
            // Numbers part lessons; dashes do only where there are no numbers.
            let best = marked.iter().map(|at| weight(&parts[*at])).min();
            let equal = |at: &&usize| Some(weight(&parts[**at])) == best;
            starts.extend(marked.iter().filter(equal));
        }
    } else {
        starts.extend(headings);
    }
    let mut split: Vec<(usize, bool)> = Vec::new();
    for (index, &at) in starts.iter().enumerate() {
        split.push((at, false));
        let until = starts.get(index + 1).copied().unwrap_or(range.end);
        // A second half that turns to what was wanting is a lesson of its own.
        let turns = |at: &usize| {
            let key = match_key(&parts[*at].text);
            (key.starts_with("tuy nhiên") || key.starts_with("bên cạnh đó, "))
                && is_caution(&key)
                && key.split(' ').count() >= SHORTEST
        };
        split.extend((at + 1..until).find(turns).map(|at| (at, true)));
    }
    for (index, &(at, is_half)) in split.iter().enumerate() {
        let until = split.get(index + 1).map_or(range.end, |next| next.0);
        let is_heading = parts[at].level.is_some();
        let has_text = !is_heading || (at + 1..until).any(|at| !parts[at].text.is_empty());
        let own: String = (at..until)
            .map(|at| parts[at].text.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        if own.split(' ').count() < SHORTEST {
            continue;
        }
        let has_half = split.get(index + 1).is_some_and(|next| next.1);
        let base = if is_half {
            index.checked_sub(1).map_or(at, |at| split[at].0)
        } else {
            at
        };
        let ordinal = starts.iter().position(|start| *start == base).unwrap_or(0) + 1;
        let mut id = id(&parts[base], number, ordinal);
        if is_half {
            id.push('b');
        } else if has_half {
            id.push('a');
        }
        let unique = (1..).map(|more| {
            if more == 1 {
                id.clone()
            } else {
                format!("{id}-{more}")
            }
        });
        let Some(id) = unique.into_iter().find(|id| ids.insert(id.clone())) else {
            continue;
        };
        let found = Found {
            id,
            kind: kind_of(&own, kind),
            title: title(&parts[at], is_heading && has_text),
            level: (level + 1).min(6),
            is_heading: is_heading && has_text,
            parts: (at..until).collect(),
        };
        lessons.at.insert(at, found);
    }
}

fn id(part: &Part, section: &str, ordinal: usize) -> String {
    let own = part.number.as_ref().map(|number| number.id.clone());
    match own {
        Some(own) if own.contains('-') => format!("bai-hoc-{own}"),
        _ if section.is_empty() => format!("bai-hoc-{ordinal}"),
        Some(own) if own.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("bai-hoc-{section}-{own}")
        }
        _ => format!("bai-hoc-{section}-{ordinal}"),
    }
}

/// Words that part lessons inside a text.
const COUNTED: [&str; 14] = [
    "một là",
    "hai là",
    "ba là",
    "bốn là",
    "năm là",
    "sáu là",
    "bảy là",
    "tám là",
    "thứ nhất",
    "thứ hai",
    "thứ ba",
    "thứ tư",
    "thứ năm",
    "thứ sáu",
];

fn is_counted(text: &str) -> bool {
    let key = match_key(text);
    COUNTED.iter().any(|word| key.starts_with(word))
}

fn starts_lesson(part: &Part) -> bool {
    let Some(paragraph) = part.paragraph() else {
        return false;
    };
    let is_item = paragraph.item.as_ref().is_some_and(|item| item.depth == 0);
    part.number.is_some() || is_item || is_counted(&part.text)
}

/// Which marks part lessons first: numbers, then words that count, then dashes.
fn weight(part: &Part) -> u8 {
    match &part.number {
        Some(number) => number.rank,
        None if is_counted(&part.text) => 8,
        None => 20,
    }
}

/// Whether a paragraph closes the document.
fn is_closing(text: &str) -> bool {
    let key = match_key(text);
    let starts = [
        "trên đây là",
        "trên đây, ",
        "xin trân trọng",
        "trân trọng báo cáo",
    ];
    starts.iter().any(|word| key.starts_with(word))
        || (key.split(' ').count() <= 40
            && (key.contains("kính báo cáo")
                || key.contains("trân trọng báo cáo")
                || (key.contains("báo cáo") && text.trim_end().ends_with("./."))))
}

fn is_caution(key: &str) -> bool {
    [
        "hạn chế",
        "cần rút kinh nghiệm",
        "bất cập",
        "chưa được",
        "cần tránh",
        "không nên",
        "tồn tại",
    ]
    .iter()
    .any(|word| key.contains(word))
}

/// What a lesson is, by its own words; else what its section says.
fn kind_of(text: &str, section: LessonKind) -> LessonKind {
    if section != LessonKind::Practice {
        return section;
    }
    let key = match_key(text);
    let start: String = key.chars().take(120).collect();
    if is_caution(&start)
        && (start.starts_with("tuy nhiên")
            || key.contains("rút kinh nghiệm")
            || key.contains("cần tránh"))
    {
        return LessonKind::Caution;
    }
    let wish = key.contains("kiến nghị")
        || key.contains("đề nghị")
        || (key.contains("nếu được") && key.contains(" sẽ "));
    if wish {
        LessonKind::Recommendation
    } else {
        LessonKind::Practice
    }
}

/// A title in the report's own words.
fn title(part: &Part, is_heading: bool) -> String {
    let text = without_number(part);
    let mut text = text.trim().trim_start_matches(['-', '–', '+', '•', ' ']);
    if is_heading {
        return text.trim_end_matches([':', '.', ' ']).to_owned();
    }
    let key = match_key(text);
    if let Some(word) = COUNTED.iter().find(|word| key.starts_with(*word)) {
        let skip: usize = text
            .chars()
            .take(word.chars().count())
            .map(char::len_utf8)
            .sum();
        text = text[skip..].trim_start_matches([',', ':', ' ', '-']);
    }
    let mut title = String::new();
    for (at, word) in text.split_whitespace().enumerate() {
        if at == TITLE {
            title.push_str(" …");
            break;
        }
        if at > 0 {
            title.push(' ');
        }
        title.push_str(word);
        let ends = word.ends_with([',', ';', '.', ':']) && !word.ends_with("TP.");
        if ends && at >= 4 {
            break;
        }
    }
    let title = title.trim_end_matches([',', ';', '.', ':', ' ']);
    let mut letters = title.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str()
}
