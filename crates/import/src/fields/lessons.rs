//! The lessons of a report: what is written under "bài học", "kinh nghiệm", "kiến nghị".
//!
//! [`propose`] finds the sections of lessons ([`sections`]), divides each into lessons
//! ([`lesson_starts`]), and gives each an id, a kind, a title and topics.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::lesson_kinds::{
    MAX_LABEL_WORDS, MAX_SECTION_HEADING_WORDS, is_about_failure, lesson_kind, section_kind,
};
use super::{Doubt, Proposal, Quote, SourceText, topics};
use crate::document::Paragraph;
use crate::outline::OutlinedBlock;
use crate::phrases::enumeration::counting_words;
use crate::phrases::sentences;
use ssg_content::document::LessonKind;
use ssg_content::vocabulary::{TopicId, Vocabulary};
use ssg_vietnam::text::{match_key, slug};

/// The fewest words of a lesson. Shorter text is left where it is.
const MIN_LESSON_WORDS: usize = 6;
/// The most words of a title that is made of a lesson's first clause. A longer clause is shortened.
const MAX_TITLE_WORDS: usize = 20;
/// The most words of a closing formula.
const MAX_CLOSING_WORDS: usize = 40;

/// A lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Lesson {
    /// The id of its heading.
    pub(crate) id: String,
    pub(crate) kind: LessonKind,
    /// The heading of the report, or the first clause of the lesson.
    pub(crate) title: Proposal<String>,
    /// The level of its heading in the draft.
    pub(crate) level: u8,
    /// Whether its first block is a heading. Otherwise it is the first paragraph of the lesson.
    pub(crate) is_heading: bool,
    /// The topics that it names.
    pub(crate) topics: Vec<TopicId>,
}

/// The lessons of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Lessons {
    /// The lessons by the index of their first block.
    pub(crate) by_block: BTreeMap<usize, Lesson>,
    /// The block of the closing words, which belong to no lesson and need a heading of their own.
    pub(crate) closing: Option<usize>,
}

/// Proposes the lessons of a report.
pub(crate) fn propose(source: &SourceText<'_>, vocabulary: &Vocabulary) -> Lessons {
    let blocks = source.blocks;
    let mut collector = Collector {
        blocks,
        vocabulary,
        ids: BTreeSet::new(),
        lessons: Lessons::default(),
    };
    let sections = sections(blocks);
    for section in &sections {
        collector.read_section(section);
    }
    for (at, block) in blocks.iter().enumerate() {
        let is_in_section = sections.iter().any(|section| section.range.contains(&at));
        if let Some((kind, _)) = run_in(block)
            && !is_in_section
        {
            collector.read_section(&Section {
                range: at..at + 1,
                level: 2,
                kind,
                number: String::new(),
            });
        }
    }
    collector.lessons
}

/// Returns the kind of a lesson on the line of its heading, and the text after the heading:
/// "5. Kiến nghị: Huyện ủy xem xét …".
fn run_in(block: &OutlinedBlock) -> Option<(LessonKind, String)> {
    const FAILURES: [&str; 6] = [
        "hạn chế",
        "tồn tại",
        "hạn chế, tồn tại",
        "tồn tại, hạn chế",
        "cái chưa được",
        "mặt chưa được",
    ];
    const SUCCESSES: [&str; 4] = ["ưu điểm", "mặt được", "cái được", "kinh nghiệm"];
    let is_item = is_item(block);
    if block.heading_level.is_some() {
        return None;
    }
    let text = text_after_number(block);
    let key = match_key(&text);
    if !is_item && !LABEL_OPENINGS.iter().any(|words| key.starts_with(words)) {
        return None;
    }
    let is_request = is_item
        && ["đề nghị ", "kiến nghị ", "kính đề nghị "]
            .iter()
            .any(|words| key.starts_with(words));
    if is_request && !key.contains(':') && key.split(' ').count() >= MIN_LESSON_WORDS {
        return Some((LessonKind::Recommendation, text));
    }
    let (label, rest) = text.split_once(':')?;
    let label = match_key(label.trim().trim_start_matches(['-', '–', '+', '•', ' ']));
    let rest = rest.trim();
    if label.split(' ').count() > MAX_LABEL_WORDS || rest.split(' ').count() < MIN_LESSON_WORDS {
        return None;
    }
    let kind = if FAILURES.contains(&&*label) {
        LessonKind::Caution
    } else if SUCCESSES.contains(&&*label) {
        LessonKind::Practice
    } else {
        section_kind(&label)?
    };
    Some((kind, rest.to_owned()))
}

/// Returns whether a block is an item of a list, or numbered like one.
fn is_item(block: &OutlinedBlock) -> bool {
    let is_listed = |paragraph: &Paragraph| paragraph.list_item.is_some();
    block.section_number.is_some() || block.paragraph().is_some_and(is_listed)
}

/// The words that the label of a lesson on a line of its own begins with.
const LABEL_OPENINGS: [&str; 14] = [
    "bài học",
    "kinh nghiệm",
    "những kinh nghiệm",
    "một số kinh nghiệm",
    "kiến nghị",
    "đề xuất",
    "đề nghị",
    "khuyến nghị",
    "hạn chế",
    "tồn tại",
    "lưu ý",
    "điều cần",
    "ưu điểm",
    "mặt",
];

/// A section that holds lessons.
struct Section {
    /// The blocks below its heading.
    range: Range<usize>,
    /// The level of its heading.
    level: u8,
    kind: LessonKind,
    /// Its number in the ids of its lessons; may be empty.
    number: String,
}

/// Returns the blocks of each section of lessons that has a heading, and its kind.
pub(crate) fn headed_sections(blocks: &[OutlinedBlock]) -> Vec<(Range<usize>, LessonKind)> {
    let sections = sections_below(blocks, &lesson_headings(blocks)).into_iter();
    sections
        .map(|section| (section.range, section.kind))
        .collect()
}

/// Finds the sections that hold lessons: those with a heading and, where none of these tells what the
/// delegation learnt, those that a sentence announces.
fn sections(blocks: &[OutlinedBlock]) -> Vec<Section> {
    let headings = lesson_headings(blocks);
    if headings.is_empty() {
        return announced_sections(blocks);
    }
    let mut sections = sections_below(blocks, &headings);
    let has_practices = headings
        .iter()
        .any(|(_, kind)| *kind != LessonKind::Recommendation);
    if !has_practices {
        let numbered = announced_sections(blocks).into_iter().filter(|announced| {
            let range = &announced.range;
            announced.kind == LessonKind::Practice
                && starts_with_counting_word(&blocks[range.start].text)
                && !sections.iter().any(|section| {
                    section.range.start < range.end && range.start < section.range.end
                })
        });
        let numbered: Vec<Section> = numbered.collect();
        sections.extend(numbered);
        sections.sort_by_key(|section| section.range.start);
    }
    sections
}

/// Returns the headings of sections of lessons, with the kind of each.
fn lesson_headings(blocks: &[OutlinedBlock]) -> Vec<(usize, LessonKind)> {
    let headings = blocks.iter().enumerate().filter_map(|(at, block)| {
        block.heading_level?;
        Some((at, section_kind(&block.text)?))
    });
    headings.collect()
}

/// Finds the sections below headings.
fn sections_below(blocks: &[OutlinedBlock], headings: &[(usize, LessonKind)]) -> Vec<Section> {
    let mut sections = Vec::new();
    for (ordinal, &(at, kind)) in headings.iter().enumerate() {
        let level = blocks[at].heading_level.unwrap_or(2);
        let is_inside_other = headings
            .iter()
            .any(|(other, _)| *other < at && encloses(blocks, *other, at));
        // A lesson's own heading may use the words of a section.
        if is_inside_other && !is_short_heading(&blocks[at]) {
            continue;
        }
        let end = (at + 1..blocks.len())
            .find(|next| {
                blocks[*next]
                    .heading_level
                    .is_some_and(|next| next <= level)
            })
            .unwrap_or(blocks.len());
        // "4. Đề nghị …" after "3. Bài học rút ra" is the next section, though it is no heading.
        let next_number = next_number(&blocks[at]);
        let end = (at + 1..end)
            .find(|next| {
                let number = blocks[*next].section_number.as_ref();
                next_number.is_some()
                    && number.map(|n| (n.rank, &*n.id))
                        == next_number.as_ref().map(|(rank, id)| (*rank, &**id))
            })
            .unwrap_or(end);
        // "Đề xuất: …" on a line of its own opens the next section too.
        let end = (at + 1..end)
            .find(|next| {
                let labelled = run_in(&blocks[*next]).filter(|_| !is_item(&blocks[*next]));
                kind != LessonKind::Recommendation
                    && labelled.is_some_and(|(kind, _)| kind == LessonKind::Recommendation)
            })
            .unwrap_or(end);
        // A section that contains other such sections has no lessons after the first of them.
        let inner = headings
            .iter()
            .map(|(heading, _)| *heading)
            .find(|heading| (at + 1..end).contains(heading));
        let section = Section {
            range: at + 1..inner.unwrap_or(end),
            level,
            kind,
            number: section_id(&blocks[at], ordinal),
        };
        sections.extend(split_at_announcement(section, blocks));
    }
    sections
}

/// Splits a section at a sentence that announces lessons of another kind: "Đoàn cũng thấy một số vấn
/// đề cần tránh:" after the practices.
fn split_at_announcement(section: Section, blocks: &[OutlinedBlock]) -> Vec<Section> {
    /// The most words of such a sentence.
    const MAX_WORDS: usize = 25;
    let announced = section.range.clone().skip(1).find_map(|at| {
        let block = &blocks[at];
        let is_announcement = block.heading_level.is_none()
            && block.text.trim_end().ends_with(':')
            && block.text.split(' ').count() <= MAX_WORDS
            && mark_rank(block).is_none()
            && section.range.contains(&(at + 1))
            && mark_rank(&blocks[at + 1]).is_some();
        let kind =
            section_kind(&block.text).filter(|kind| is_announcement && *kind != section.kind);
        Some((at, kind?))
    });
    let Some((at, kind)) = announced else {
        return vec![section];
    };
    let after = Section {
        range: at + 1..section.range.end,
        level: section.level,
        kind,
        number: format!("{}-2", section.number),
    };
    let before = Section {
        range: section.range.start..at,
        ..section
    };
    vec![before, after]
}

/// Returns rank and id of the number that follows that of a heading numbered by digits, unless the
/// first item below it may have that number too.
fn next_number(heading: &OutlinedBlock) -> Option<(u8, String)> {
    let number = heading.section_number.as_ref()?;
    let value: u32 = number.id.parse().ok()?;
    (value > 1).then(|| (number.rank, (value + 1).to_string()))
}

/// Finds the lists that a sentence such as "Đoàn rút ra một số kinh nghiệm sau:" announces, in a
/// text without a heading for its lessons.
fn announced_sections(blocks: &[OutlinedBlock]) -> Vec<Section> {
    /// The most words of such a sentence.
    const MAX_ANNOUNCEMENT_WORDS: usize = 60;
    let mut sections: Vec<Section> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let text = block.text.trim_end();
        let is_announcement = block.heading_level.is_none()
            && block.paragraph().is_some()
            && text.ends_with([':', '.'])
            && text.split(' ').count() <= MAX_ANNOUNCEMENT_WORDS;
        let last_sentence = sentences::split(text).last().map_or(text, |(_, last)| last);
        let is_finding = is_announcement
            && is_finding(text)
            && blocks
                .get(at + 1)
                .is_some_and(|next| starts_with_counting_word(&next.text));
        let kind = section_kind(last_sentence).or(is_finding.then_some(LessonKind::Practice));
        let Some(kind) = kind.filter(|_| is_announcement) else {
            continue;
        };
        let first_rank = blocks.get(at + 1).and_then(mark_rank);
        let is_item = |at: usize| {
            let rank = mark_rank(&blocks[at]);
            blocks[at].heading_level.is_none() && rank.is_some() && rank >= first_rank
        };
        let end = (at + 1..blocks.len())
            .find(|next| !is_item(*next))
            .unwrap_or(blocks.len());
        let is_inside_last = sections.last().is_some_and(|last| last.range.contains(&at));
        let is_label = text.split(' ').count() <= MAX_LABEL_WORDS;
        let least = if is_label { 1 } else { 2 };
        if end > at + least && !is_inside_last {
            sections.push(Section {
                range: at + 1..end,
                level: 2,
                kind,
                number: String::new(),
            });
        }
    }
    sections
}

/// Returns whether sentences announce what the delegation learnt: "Đoàn rút ra một số bài học:".
pub(crate) fn announces_lessons(text: &str) -> bool {
    /// The most words of such sentences.
    const MAX_WORDS: usize = 60;
    let text = text.trim_end();
    let last_sentence = sentences::split(text).last().map_or(text, |(_, last)| last);
    text.ends_with([':', '.'])
        && text.split(' ').count() <= MAX_WORDS
        && (is_finding(text) || section_kind(last_sentence) == Some(LessonKind::Practice))
}

/// Returns whether a line announces what the delegation found: "Đoàn nhận thấy:".
fn is_finding(text: &str) -> bool {
    let key = match_key(text);
    let announces = |words: &&str| key.ends_with(&format!("{words}:"));
    [
        "nhận thấy",
        "ghi nhận",
        "nhận thấy như sau",
        "ghi nhận được",
        "thu nhận được",
        "học được",
        "thu hoạch được",
    ]
    .iter()
    .any(announces)
}

/// Returns whether the section of one heading contains another heading.
fn encloses(blocks: &[OutlinedBlock], outer: usize, inner: usize) -> bool {
    let level = blocks[outer].heading_level.unwrap_or(2);
    let is_deeper = |at: usize| blocks[at].heading_level.is_some_and(|inner| inner > level);
    is_deeper(inner)
        && (outer + 1..inner).all(|at| blocks[at].heading_level.is_none() || is_deeper(at))
}

/// Returns whether a heading is short enough for that of a section: "1. Bài học kinh nghiệm".
fn is_short_heading(block: &OutlinedBlock) -> bool {
    let key = match_key(&text_after_number(block));
    key.split(' ').count() <= MAX_SECTION_HEADING_WORDS
}

fn text_after_number(block: &OutlinedBlock) -> String {
    let number = block.section_number.as_ref();
    let skipped = number.map_or(0, |number| number.char_len);
    block.text.chars().skip(skipped).collect()
}

/// Returns the number of a section for ids: `4` for "IV." and for "4.". A section without a number
/// has that of its order, and the first has none.
fn section_id(heading: &OutlinedBlock, ordinal: usize) -> String {
    let Some(number) = &heading.section_number else {
        return if ordinal == 0 {
            String::new()
        } else {
            (ordinal + 1).to_string()
        };
    };
    roman_value(&number.id).map_or_else(
        || slug(&number.id).unwrap_or_default(),
        |value| value.to_string(),
    )
}

/// Returns the value of a Roman numeral below 40 in lower case.
fn roman_value(numeral: &str) -> Option<i32> {
    let digits = numeral.chars().map(|c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    });
    let digits: Vec<i32> = digits.collect::<Option<_>>()?;
    let is_subtracted =
        |at: usize, digit: i32| digits.get(at + 1).is_some_and(|next| *next > digit);
    let signed = digits.iter().enumerate().map(|(at, &digit)| {
        if is_subtracted(at, digit) {
            -digit
        } else {
            digit
        }
    });
    (!digits.is_empty()).then(|| signed.sum())
}

struct Collector<'a> {
    blocks: &'a [OutlinedBlock],
    vocabulary: &'a Vocabulary,
    /// The ids in use.
    ids: BTreeSet<String>,
    lessons: Lessons,
}

impl Collector<'_> {
    fn read_section(&mut self, section: &Section) {
        let blocks = self.blocks;
        let mut range = section.range.clone();
        if let Some(closing) = range.clone().find(|at| is_closing(&blocks[*at].text)) {
            self.lessons.closing = self.lessons.closing.or(Some(closing));
            range.end = closing;
        }
        let starts = lesson_starts(blocks, &range);
        let parts = split_at_turns(blocks, &starts, range.end);
        for (index, part) in parts.iter().enumerate() {
            let next = parts.get(index + 1);
            let end = next.map_or(range.end, |next| next.start);
            let text = joined_text(&blocks[part.start..end], " ");
            if text.split(' ').count() < MIN_LESSON_WORDS {
                continue;
            }
            let first = part.first_half.unwrap_or(part.start);
            let ordinal = starts.iter().position(|start| *start == first).unwrap_or(0) + 1;
            let mut id = lesson_id(&blocks[first], &section.number, ordinal);
            if part.first_half.is_some() {
                id.push('b');
            } else if next.is_some_and(|next| next.first_half.is_some()) {
                id.push('a');
            }
            let id = self.unique_id(&id);
            let block = &blocks[part.start];
            let has_body = (part.start + 1..end).any(|at| !blocks[at].text.is_empty());
            let is_heading = block.heading_level.is_some() && has_body;
            let named = topics::count(
                &joined_text(&blocks[part.start..end], "\n"),
                self.vocabulary,
            );
            let lesson = Lesson {
                id,
                kind: lesson_kind(&text, section.kind),
                title: title(block, is_heading),
                level: (section.level + 1).min(6),
                is_heading,
                topics: named.into_keys().collect(),
            };
            self.lessons.by_block.insert(part.start, lesson);
        }
    }

    /// Returns the id, or with a number after it if it is taken.
    fn unique_id(&mut self, id: &str) -> String {
        let mut unique = id.to_owned();
        let mut count = 1;
        while !self.ids.insert(unique.clone()) {
            count += 1;
            unique = format!("{id}-{count}");
        }
        unique
    }
}

fn joined_text(blocks: &[OutlinedBlock], separator: &str) -> String {
    let texts: Vec<&str> = blocks.iter().map(|block| &*block.text).collect();
    texts.join(separator)
}

/// Returns the blocks at which the lessons of a section begin: its highest headings, else its
/// numbered or marked paragraphs, else each paragraph.
fn lesson_starts(blocks: &[OutlinedBlock], range: &Range<usize>) -> Vec<usize> {
    let highest = range
        .clone()
        .filter_map(|at| blocks[at].heading_level)
        .min();
    if highest.is_some() {
        let is_highest = |at: &usize| blocks[*at].heading_level == highest;
        return range.clone().filter(is_highest).collect();
    }
    let marks: Vec<(usize, u8)> = range
        .clone()
        .filter_map(|at| Some((at, mark_rank(&blocks[at])?)))
        .collect();
    if let Some(first) = marks.iter().map(|(_, rank)| *rank).min() {
        let of_first_rank = marks.into_iter().filter(|(_, rank)| *rank == first);
        return of_first_rank.map(|(at, _)| at).collect();
    }
    let is_text = |at: &usize| {
        let text = &blocks[*at].text;
        text.split(' ').count() >= MIN_LESSON_WORDS && !text.ends_with(':')
    };
    range.clone().filter(is_text).collect()
}

/// Returns how a paragraph's mark separates lessons: numbers before counting words, and those before
/// dashes. `None` for a paragraph without a mark.
fn mark_rank(block: &OutlinedBlock) -> Option<u8> {
    /// The rank of words such as "một là".
    const COUNTING_WORD: u8 = 8;
    /// The rank of a dash of the outermost list. Those inside it come after.
    const DASH: u8 = 20;
    let paragraph = block.paragraph()?;
    if let Some(number) = &block.section_number {
        return Some(number.rank);
    }
    if starts_with_counting_word(&block.text) {
        return Some(COUNTING_WORD);
    }
    let item = paragraph.list_item.as_ref()?;
    Some(DASH.saturating_add(item.depth))
}

/// A lesson, or one half of it.
struct LessonPart {
    /// Its first block.
    start: usize,
    /// The first block of the first half, if this is the second.
    first_half: Option<usize>,
}

/// Splits a lesson in two where its text turns to what went wrong.
fn split_at_turns(blocks: &[OutlinedBlock], starts: &[usize], end: usize) -> Vec<LessonPart> {
    let is_turn = |at: &usize| {
        let key = match_key(&blocks[*at].text);
        let is_contrast = (key.starts_with("tuy nhiên") || key.starts_with("bên cạnh đó, "))
            && is_about_failure(&key);
        let label = key.split(':').next().unwrap_or_default();
        let is_label = label.len() < key.len()
            && label.split(' ').count() <= MAX_SECTION_HEADING_WORDS
            && is_about_failure(label);
        (is_contrast || is_label) && key.split(' ').count() >= MIN_LESSON_WORDS
    };
    let mut parts = Vec::new();
    for (index, &start) in starts.iter().enumerate() {
        parts.push(LessonPart {
            start,
            first_half: None,
        });
        let next = starts.get(index + 1).copied().unwrap_or(end);
        let turn = (start + 1..next).find(is_turn);
        parts.extend(turn.map(|turn| LessonPart {
            start: turn,
            first_half: Some(start),
        }));
    }
    parts
}

fn lesson_id(block: &OutlinedBlock, section: &str, ordinal: usize) -> String {
    let number = block.section_number.as_ref().map(|number| &*number.id);
    match number {
        // "4.1" names its section already.
        Some(number) if number.contains('-') => format!("bai-hoc-{number}"),
        _ if section.is_empty() => format!("bai-hoc-{ordinal}"),
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("bai-hoc-{section}-{number}")
        }
        _ => format!("bai-hoc-{section}-{ordinal}"),
    }
}

fn starts_with_counting_word(text: &str) -> bool {
    let key = match_key(text);
    counting_words().any(|word| key.starts_with(word))
}

/// Returns whether a paragraph closes the document.
fn is_closing(text: &str) -> bool {
    let key = match_key(text);
    let openings = [
        "trên đây là",
        "trên đây, ",
        "xin trân trọng",
        "trân trọng báo cáo",
        // The caption of a picture below an article.
        "ảnh: ",
    ];
    openings.iter().any(|words| key.starts_with(words))
        || (key.split(' ').count() <= MAX_CLOSING_WORDS
            && (key.contains("kính báo cáo")
                || key.contains("trân trọng báo cáo")
                || (key.contains("báo cáo") && text.trim_end().ends_with("./."))))
}

/// Returns a title in the report's own words: its heading, or its first clause.
fn title(block: &OutlinedBlock, is_heading: bool) -> Proposal<String> {
    let quote = Quote::new(&block.text);
    let text = run_in(block).map_or_else(|| text_after_number(block), |(_, rest)| rest);
    let mut text = text.trim().trim_start_matches(['-', '–', '+', '•', ' ']);
    if is_heading {
        let title = text.trim_end_matches([':', '.', ' ']).to_owned();
        return Proposal::sure(title, quote);
    }
    let key = match_key(text);
    if let Some(word) = counting_words().find(|word| key.starts_with(word)) {
        let skipped: usize = text
            .chars()
            .take(word.chars().count())
            .map(char::len_utf8)
            .sum();
        text = text[skipped..].trim_start_matches([',', ':', ' ', '-']);
    }
    let (clause, is_whole) = first_clause(text);
    let clause = clause.trim_end_matches([',', ';', '.', ':', ' ', '…']);
    let title = super::title::capitalized(clause);
    if is_whole {
        Proposal::sure(title, quote)
    } else {
        Proposal::unsure(title, quote, Doubt::Shortened)
    }
}

/// Returns the first clause of at least five words, and true; or the start of a longer one, up to a
/// word that begins a phrase, and false.
fn first_clause(text: &str) -> (String, bool) {
    /// The fewest words of a shortened clause.
    const MIN_SHORT_WORDS: usize = 6;
    const PHRASE_OPENINGS: [&str; 16] = [
        "nhằm", "để", "góp", "trong", "với", "theo", "khi", "do", "vì", "qua", "nên", "bằng", "và",
        "từ", "đối", "thì",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_end = |word: &str| word.ends_with([',', ';', '.', ':']) && !word.ends_with("TP.");
    let end = (4..words.len()).find(|at| is_end(words[*at]));
    let end = end.map_or(words.len(), |at| at + 1);
    if end <= MAX_TITLE_WORDS {
        return (words[..end].join(" "), true);
    }
    let opening = (MIN_SHORT_WORDS..MAX_TITLE_WORDS)
        .rev()
        .find(|at| PHRASE_OPENINGS.contains(&words[*at]));
    (words[..opening.unwrap_or(MAX_TITLE_WORDS)].join(" "), false)
}
