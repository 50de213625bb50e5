//! The end of a document: recipients and signer.

use super::{OfficialForm, is_capitals, is_rule, item_text, paragraph_text};
use crate::document::{Block, Paragraph};
use crate::phrases::people;
use ssg_vietnam::text::match_key;

/// How many blocks before the recipients the signer may be.
const SIGNER_BLOCKS: usize = 6;
/// How many blocks from the end a signature without recipients may be.
const LAST_BLOCKS: usize = 8;

/// Takes recipients and signer off the end of a document.
pub(super) fn take(blocks: &mut Vec<Block>, form: &mut OfficialForm) {
    let Some(start) = start(blocks) else { return };
    let mut kept: Vec<Block> = Vec::new();
    let mut is_in_recipients = false;
    // An appendix or a table after the signature belongs to the text again.
    let mut is_over = false;
    for block in blocks.split_off(start) {
        let Block::Paragraph(paragraph) = &block else {
            is_over = true;
            kept.push(block);
            continue;
        };
        is_over |= match_key(&paragraph.text()).starts_with("phụ lục");
        if is_over {
            kept.push(block);
            continue;
        }
        for line in paragraph.lines() {
            if !take_line(&line, form, &mut is_in_recipients) {
                kept.push(Block::Paragraph(line));
            }
        }
    }
    blocks.extend(kept);
}

/// Returns the block at which the end of the document begins.
fn start(blocks: &[Block]) -> Option<usize> {
    let texts: Vec<Option<String>> = blocks.iter().map(paragraph_text).collect();
    let is = |at: usize, test: fn(&str) -> bool| texts[at].as_deref().is_some_and(test);
    let recipients = (0..texts.len()).rfind(|at| is(*at, opens_recipients));
    let Some(recipients) = recipients else {
        let last = texts.len().saturating_sub(LAST_BLOCKS);
        return (last..texts.len()).find(|at| {
            let is_last = |text: &&Option<String>| {
                text.as_deref()
                    .is_some_and(|text| people::is_full_name(text) || is_signed_mark(text))
            };
            is(*at, is_authority)
                || (is(*at, is_position)
                    && at + 1 < texts.len()
                    && texts[at + 1..].iter().all(|text| is_last(&text)))
        });
    };
    // The signer may precede the recipients.
    let mut start = recipients;
    while start > 0 && recipients - start < SIGNER_BLOCKS && is(start - 1, is_part_of_signature) {
        start -= 1;
    }
    Some(start)
}

fn opens_recipients(text: &str) -> bool {
    match_key(text).starts_with("nơi nhận")
}

fn is_authority(text: &str) -> bool {
    const AUTHORITY_MARKS: [&str; 6] = ["TM.", "TM ", "T/M", "KT.", "TL.", "TUQ."];
    const POSITIONS: [&str; 11] = [
        "TỔ TRƯỞNG",
        "TỔ PHÓ",
        "PHÓ TRƯỞNG ĐOÀN",
        "PHÓ TRƯỞNG BAN",
        "PHÓ CHÁNH VĂN PHÒNG",
        "NGƯỜI BÁO CÁO",
        "CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "TRƯỞNG ĐOÀN",
        "TRƯỞNG BAN",
        "CHÁNH VĂN PHÒNG",
    ];
    let text = text.trim();
    let starts_with = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
    starts_with(&AUTHORITY_MARKS) || (is_capitals(text) && starts_with(&POSITIONS))
}

/// Returns whether a line is the position of a signer and nothing else: "Trưởng đoàn".
fn is_position(text: &str) -> bool {
    const POSITIONS: [&str; 14] = [
        "tổ trưởng",
        "tổ phó",
        "trưởng đoàn",
        "trưởng đoàn công tác",
        "phó trưởng đoàn",
        "thư ký",
        "thư ký đoàn",
        "chủ tịch",
        "phó chủ tịch",
        "trưởng ban",
        "phó trưởng ban",
        "người báo cáo",
        "người viết",
        "người viết báo cáo",
    ];
    POSITIONS.contains(&&*match_key(text.trim_end_matches([':', '.', ' '])))
}

fn is_part_of_signature(text: &str) -> bool {
    is_authority(text)
        || is_capitals(text)
        || is_position(text)
        || people::is_full_name(text)
        || is_signed_mark(text)
        || is_rule(text)
}

/// Returns whether a line says that the original is signed: "(Đã ký)".
pub(super) fn is_signed_mark(text: &str) -> bool {
    const SIGNED_MARKS: [&str; 5] = [
        "đã ký",
        "ký tên",
        "ký tên, đóng dấu",
        "đã kí",
        "ký và đóng dấu",
    ];
    let key = match_key(text);
    SIGNED_MARKS.contains(&key.trim_matches(['(', ')', ' ', '.', '[', ']', '/']))
}

/// Returns whether a line is about the file copy: "- Lưu: VT." The family name of a signer may be
/// "Lưu" too.
pub(super) fn is_filing(text: &str) -> bool {
    /// The fewest words of a name in capitals, which "LƯU VT" is not.
    const MIN_NAME_WORDS: usize = 3;
    let text = text.trim();
    let is_name = people::is_full_name(text)
        || (people::is_full_name_in_capitals(text) && text.split(' ').count() >= MIN_NAME_WORDS);
    match_key(&item_text(text)).starts_with("lưu") && !is_name
}

/// Takes a line that follows the text. Returns false if it is not part of the form.
fn take_line(line: &Paragraph, form: &mut OfficialForm, is_in_recipients: &mut bool) -> bool {
    let text = line.text();
    if opens_recipients(&text) {
        *is_in_recipients = true;
        let rest: String = text.chars().skip("nơi nhận".chars().count()).collect();
        let rest = rest.trim_start_matches([':', ' ']);
        if !rest.is_empty() {
            form.recipients.extend(rest.split(';').map(item_text));
            form.recipients.retain(|line| !line.is_empty());
        }
        return true;
    }
    if is_rule(&text) || is_signed_mark(&text) {
        return true;
    }
    let bare = item_text(&text);
    if is_filing(&text) || (line.list_item.is_some() && match_key(&bare).starts_with("lưu")) {
        let text = match split_name(&text) {
            Some((filing, name)) if form.signer.name.is_empty() => {
                name.clone_into(&mut form.signer.name);
                filing.to_owned()
            }
            _ => text,
        };
        // A final dot may belong to the initials of the drafter.
        text.trim_start_matches(['-', '–', '+', ' '])
            .trim_end_matches(';')
            .clone_into(&mut form.filing);
        return true;
    }
    if (is_capitals(&text) || is_position(&text)) && line.list_item.is_none() {
        take_capitals(text.trim_matches('*').trim(), form);
        *is_in_recipients = false;
        return true;
    }
    let signer = &mut form.signer;
    let is_signing = !signer.position.is_empty() || !signer.authority.is_empty();
    if is_signing
        && signer.name.is_empty()
        && line.list_item.is_none()
        && people::is_full_name(&text)
    {
        signer.name = text;
        return true;
    }
    let is_item = line.list_item.is_some() || text.starts_with(['-', '–', '+', '•']);
    if *is_in_recipients && (is_item || text.ends_with(';')) {
        form.recipients.push(bare);
        return true;
    }
    false
}

/// Splits the line about the file copy from the signer's name, which a PDF may put on one line:
/// "Lưu: VT. Lê Văn Thử".
fn split_name(text: &str) -> Option<(&str, &str)> {
    let (filing, name) = text.rsplit_once(". ").or_else(|| text.rsplit_once("; "))?;
    (people::is_full_name(name) && name.split(' ').count() >= 2)
        .then(|| (&text[..=filing.len()], name))
}

/// Takes a line in capitals: authority, position, or the name after a position.
fn take_capitals(text: &str, form: &mut OfficialForm) {
    let starts_with = |marks: &[&str]| marks.iter().any(|mark| text.starts_with(mark));
    let signer = &mut form.signer;
    if starts_with(&["TM.", "TM ", "T/M"]) {
        text.clone_into(&mut signer.authority);
    } else if starts_with(&["KT.", "K/T", "TL.", "T/L", "TUQ.", "Q."]) {
        text.clone_into(&mut signer.on_behalf);
    } else if signer.position.is_empty() {
        text.clone_into(&mut signer.position);
    } else if people::is_full_name_in_capitals(text) {
        text.clone_into(&mut signer.name);
    } else {
        signer.position = format!("{} {text}", signer.position);
    }
}
