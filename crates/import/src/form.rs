//! The official form around a document, taken off: Decree 30/2020/NĐ-CP, article 8.
//!
//! Before the text: national motto, issuing body, number and symbol, place and date, kind and
//! subject, addressee. After it: recipients, signer. What is not recognised stays in the text.

use super::block::{Block, Draft, Paragraph};
use super::phrase;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text::match_key;

/// How many lines may stand before the kind of the document.
const LONGEST_HEAD: usize = 40;

/// What stood around the text; empty where it was not found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// The issuing body, its lines as printed.
    pub(super) issuer: Vec<String>,
    /// Whether a number was printed, and which; blank in many files.
    pub(super) number: String,
    /// What stands behind the number: `BC-HĐND`.
    pub(super) symbol: String,
    /// Where it was issued.
    pub(super) place: String,
    /// When, as far as that is printed.
    pub(super) date: Option<PartialDate>,
    /// `BC`, `KH`, or empty.
    pub(super) kind: &'static str,
    /// The subject.
    pub(super) title: String,
    /// The line in brackets under the subject.
    pub(super) subtitle: String,
    /// To whom it is addressed.
    pub(super) addressee: Vec<String>,
    /// Who gets it.
    pub(super) recipients: Vec<String>,
    /// The line of the file copy.
    pub(super) filing: String,
    /// For whom it was signed: "TM. THƯỜNG TRỰC HĐND".
    pub(super) authority: String,
    /// In whose stead: "KT. CHỦ TỊCH".
    pub(super) on_behalf: String,
    /// As what.
    pub(super) position: String,
    /// By whom.
    pub(super) name: String,
}

/// Takes the form off the document.
pub(super) fn take(draft: &mut Draft) -> Form {
    let mut form = Form::default();
    unfold_layout(&mut draft.blocks);
    draft.blocks.retain(|block| match block {
        Block::Paragraph(paragraph) => !paragraph.is_empty(),
        Block::Table(_) => true,
    });
    tail(&mut draft.blocks, &mut form);
    head(&mut draft.blocks, &mut form);
    form
}

/// Tables that only put things side by side become their paragraphs.
fn unfold_layout(blocks: &mut Vec<Block>) {
    let count = blocks.len();
    let is_layout = |at: usize, block: &Block| {
        let Block::Table(_) = block else { return false };
        let texts = block.paragraphs().into_iter().map(|p| match_key(&p.text()));
        texts.into_iter().any(|text| {
            let of_head = text.starts_with("độc lập")
                || text.starts_with("cộng hoà xã hội")
                || (text.starts_with("số:") && text.contains('/'));
            let of_tail = text.starts_with("nơi nhận")
                || text.starts_with("tm.")
                || text.starts_with("kt.")
                || text.starts_with("t/m");
            (at < 12 && of_head) || (at + 14 > count && of_tail)
        })
    };
    let mut unfolded = Vec::new();
    for (at, block) in std::mem::take(blocks).into_iter().enumerate() {
        if is_layout(at, &block) {
            let Block::Table(rows) = block else { continue };
            let paragraphs = rows.into_iter().flatten().flatten();
            unfolded.extend(paragraphs.map(Block::Paragraph));
        } else {
            unfolded.push(block);
        }
    }
    *blocks = unfolded;
}

fn text_of(block: &Block) -> Option<String> {
    match block {
        Block::Paragraph(paragraph) => Some(paragraph.text()),
        Block::Table(_) => None,
    }
}

// Before the text.

fn head(blocks: &mut Vec<Block>, form: &mut Form) {
    let mut lines: Vec<Paragraph> = Vec::new();
    let mut ends: Vec<usize> = Vec::new();
    for block in blocks.iter().take(LONGEST_HEAD) {
        let Block::Paragraph(paragraph) = block else {
            break;
        };
        lines.extend(paragraph.lines());
        ends.push(lines.len());
    }
    let kind_at = lines
        .iter()
        .position(|line| kind(&line.text()).is_some())
        .filter(|at| {
            // "BÁO CÁO" as the heading of a section far below is not the document's kind.
            *at < LONGEST_HEAD
        });
    let Some(at) = kind_at else {
        return head_without_kind(blocks, form);
    };
    let mut kept: Vec<Paragraph> = Vec::new();
    for line in &lines[..at] {
        if !before_kind(&line.text(), form) {
            kept.push(line.clone());
        }
    }
    let printed = lines[at].text();
    let (code, rest) = kind(&printed).unwrap_or(("", ""));
    form.kind = code;
    let mut title: Vec<String> = Vec::new();
    if !rest.is_empty() {
        title.push(rest.to_owned());
    }
    let mut next = at + 1;
    let style = lines.get(next).map(Paragraph::is_bold);
    let own_paragraph = |line: usize| ends.iter().position(|end| line < *end);
    let first = own_paragraph(next);
    while let Some(line) = lines.get(next) {
        let text = line.text();
        if text.starts_with('(') && text.ends_with(')') && !title.is_empty() {
            form.subtitle = text;
            next += 1;
            break;
        }
        let belongs = title.is_empty()
            || own_paragraph(next) == first
            || (style == Some(true) && line.is_bold());
        if !belongs || ends_title(&text) {
            break;
        }
        title.push(text);
        next += 1;
    }
    if let Some(line) = lines.get(next) {
        let text = line.text();
        if form.subtitle.is_empty() && text.starts_with('(') && text.ends_with(')') {
            form.subtitle = text;
            next += 1;
        }
    }
    form.title = title.join(" ");
    while lines.get(next).is_some_and(|line| is_rule(&line.text())) {
        next += 1;
    }
    next += addressees(&lines[next.min(lines.len())..], form);
    // Lines of one paragraph may lie on both sides.
    let behind = ends.iter().take_while(|end| **end <= next).count();
    let half: Vec<Paragraph> = match ends.get(behind) {
        Some(end) if behind == 0 || ends[behind - 1] < next => lines[next..*end].to_vec(),
        _ => Vec::new(),
    };
    let taken = behind + usize::from(!half.is_empty());
    blocks.splice(0..taken, kept.into_iter().chain(half).map(Block::Paragraph));
}

/// A document without its kind: the first heading or line is the title.
fn head_without_kind(blocks: &mut Vec<Block>, form: &mut Form) {
    let mut at = 0;
    while let Some(Block::Paragraph(paragraph)) = blocks.get(at) {
        let text = paragraph.text();
        if before_kind(&text, form) {
            blocks.remove(at);
            continue;
        }
        let is_title = paragraph.heading.is_some_and(|level| level <= 1)
            || (!ends_title(&text) && text.chars().count() <= 250 && !text.ends_with('.'));
        if is_title && phrase::number(&text).is_none() && paragraph.item.is_none() {
            form.title = text;
            blocks.remove(at);
            if let Some(line) = blocks.get(at).and_then(text_of)
                && line.starts_with('(')
                && line.ends_with(')')
            {
                form.subtitle = line;
                blocks.remove(at);
            }
        }
        break;
    }
    while blocks
        .get(at)
        .and_then(text_of)
        .is_some_and(|text| before_kind(&text, form))
    {
        blocks.remove(at);
    }
    at = 0;
    let lines: Vec<Paragraph> = blocks
        .iter()
        .take(6)
        .map_while(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.clone()),
            Block::Table(_) => None,
        })
        .collect();
    let taken = addressees(&lines, form);
    blocks.drain(at..at + taken);
    if form.kind.is_empty() {
        let key = match_key(&form.title);
        if key.starts_with("kế hoạch") {
            form.kind = "KH";
        } else if key.starts_with("báo cáo") {
            form.kind = "BC";
        }
    }
}

/// The kind that a line in capitals names, and what follows it on the line.
fn kind(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim().trim_matches('*');
    for (word, code) in [("BÁO CÁO", "BC"), ("KẾ HOẠCH", "KH")] {
        let Some(rest) = line.strip_prefix(word) else {
            continue;
        };
        let rest = rest.trim_start_matches([':', ' ', '-']).trim();
        if rest.is_empty() || is_capitals(rest) || rest.starts_with(char::is_uppercase) {
            return Some((code, rest));
        }
    }
    None
}

/// Takes a line that stands before the kind; false where it is none of the form's.
fn before_kind(text: &str, form: &mut Form) -> bool {
    let key = match_key(text);
    // Two columns that a converter put on one line.
    let motto = key.contains("cộng hoà xã hội chủ nghĩa việt nam")
        || key.contains("độc lập - tự do")
        || key.contains("độc lập – tự do");
    if motto || is_rule(text) {
        let body = text.split("CỘNG H").next().unwrap_or_default().trim();
        if motto && is_capitals(body) && body.len() > 6 {
            form.issuer.push(body.to_owned());
        }
        return true;
    }
    let mut taken = false;
    if let Some((number, symbol)) = phrase::number_and_symbol(text) {
        form.number = number;
        form.symbol = symbol;
        taken = true;
    }
    if let Some((place, date)) = phrase::place_and_date(text) {
        form.place = place;
        form.date = date;
        taken = true;
    }
    if taken {
        return true;
    }
    if is_capitals(text) && text.chars().count() <= 80 && !key.starts_with("phụ lục") {
        form.issuer.push(text.to_owned());
        return true;
    }
    // The mark of a form: "(Dự thảo)" is not, it says what the document is.
    false
}

/// How many lines name whom the document is addressed to.
fn addressees(lines: &[Paragraph], form: &mut Form) -> usize {
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
            let is_item = line.item.is_some() || text.starts_with(['-', '–', '+']);
            if !is_item || text.chars().count() > 150 {
                break;
            }
            form.addressee.push(ended(&text));
            taken += 1;
        }
    } else {
        form.addressee.extend(rest.split(';').map(ended));
    }
    form.addressee.retain(|line| !line.is_empty());
    taken
}

/// Whether a line is no part of a title.
fn ends_title(text: &str) -> bool {
    const OPENERS: [&str; 24] = [
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
    let opens = OPENERS.iter().any(|opener| key.starts_with(opener));
    let long = text.chars().count() > 120;
    phrase::number(text).is_some()
        || is_rule(text)
        || text.chars().count() > 300
        || key.starts_with("kính gửi")
        || (opens && (long || text.ends_with([':', '.', ';'])))
}

fn is_rule(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// Whether all letters are capitals, and there are some.
pub(super) fn is_capitals(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}

/// A line of a list without its dash and the sign at its end.
fn ended(text: &str) -> String {
    text.trim_start_matches(['-', '–', '+', '•', ' '])
        .trim_end_matches([';', ',', ' '])
        .trim_end_matches('.')
        .trim()
        .to_owned()
}

// After the text.

fn tail(blocks: &mut Vec<Block>, form: &mut Form) {
    let texts: Vec<Option<String>> = blocks.iter().map(text_of).collect();
    let keys: Vec<String> = texts
        .iter()
        .map(|text| text.as_deref().map(match_key).unwrap_or_default())
        .collect();
    let recipients = keys.iter().rposition(|key| key.starts_with("nơi nhận"));
    let from = if let Some(at) = recipients {
        // The signer may stand before the recipients.
        let mut from = at;
        while from > 0 && at - from < 6 && texts[from - 1].as_deref().is_some_and(is_signing) {
            from -= 1;
        }
        from
    } else {
        let last = texts.len().saturating_sub(8);
        let signed = texts[last..]
            .iter()
            .position(|text| text.as_deref().is_some_and(is_authority));
        let Some(at) = signed else { return };
        last + at
    };
    // A signature in the middle of the text is not its end, unless an appendix follows.
    let mut kept: Vec<Block> = Vec::new();
    let mut in_recipients = false;
    let mut is_over = false;
    for block in blocks.split_off(from) {
        let Block::Paragraph(paragraph) = &block else {
            is_over = true;
            kept.push(block);
            continue;
        };
        let is_appendix = match_key(&paragraph.text()).starts_with("phụ lục");
        is_over |= is_appendix;
        if is_over {
            kept.push(block);
            continue;
        }
        for line in paragraph.lines() {
            if !behind(&line, form, &mut in_recipients) {
                kept.push(Block::Paragraph(line));
            }
        }
    }
    blocks.extend(kept);
}

fn is_authority(text: &str) -> bool {
    let text = text.trim();
    ["TM.", "TM ", "T/M", "KT.", "TL.", "TUQ."]
        .iter()
        .any(|mark| text.starts_with(mark))
        || (is_capitals(text)
            && [
                "CHỦ TỊCH",
                "PHÓ CHỦ TỊCH",
                "TRƯỞNG ĐOÀN",
                "TRƯỞNG BAN",
                "CHÁNH VĂN PHÒNG",
            ]
            .iter()
            .any(|post| text.starts_with(post)))
}

fn is_signing(text: &str) -> bool {
    is_authority(text)
        || is_capitals(text)
        || phrase::is_name(text)
        || is_signed_mark(text)
        || is_rule(text)
}

fn is_signed_mark(text: &str) -> bool {
    let key = match_key(text);
    let key = key.trim_matches(['(', ')', ' ', '.', '[', ']', '/']);
    [
        "đã ký",
        "ký tên",
        "ký tên, đóng dấu",
        "đã kí",
        "ký và đóng dấu",
    ]
    .contains(&key)
}

/// Takes a line that stands behind the text; false where it is none of the form's.
fn behind(line: &Paragraph, form: &mut Form, in_recipients: &mut bool) -> bool {
    let text = line.text();
    let key = match_key(&text);
    if let Some(at) = key
        .starts_with("nơi nhận")
        .then(|| "nơi nhận".chars().count())
    {
        *in_recipients = true;
        let rest: String = text.chars().skip(at).collect();
        let rest = rest.trim_start_matches([':', ' ']);
        if !rest.is_empty() {
            form.recipients.extend(rest.split(';').map(ended));
            form.recipients.retain(|line| !line.is_empty());
        }
        return true;
    }
    if is_rule(&text) || is_signed_mark(&text) {
        return true;
    }
    let plain = ended(&text);
    if match_key(&plain).starts_with("lưu") {
        // The drafter's mark may end with a dot that belongs to it.
        form.filing = text
            .trim_start_matches(['-', '–', '+', ' '])
            .trim_end_matches(';')
            .to_owned();
        return true;
    }
    if is_capitals(&text) && line.item.is_none() {
        let trimmed = text.trim_matches('*').trim().to_owned();
        let is = |marks: &[&str]| marks.iter().any(|mark| trimmed.starts_with(mark));
        if is(&["TM.", "TM ", "T/M"]) {
            form.authority = trimmed;
        } else if is(&["KT.", "TL.", "TUQ.", "Q."]) {
            form.on_behalf = trimmed;
        } else if !form.position.is_empty() && phrase::is_name_in_capitals(&trimmed) {
            form.name = trimmed;
        } else if form.position.is_empty() {
            form.position = trimmed;
        } else {
            form.position = format!("{} {trimmed}", form.position);
        }
        *in_recipients = false;
        return true;
    }
    let signing = !form.position.is_empty() || !form.authority.is_empty();
    if signing && form.name.is_empty() && line.item.is_none() && phrase::is_name(&text) {
        form.name = text;
        return true;
    }
    let is_item = line.item.is_some() || text.starts_with(['-', '–', '+', '•']);
    if *in_recipients && (is_item || text.ends_with(';')) {
        form.recipients.push(plain);
        return true;
    }
    false
}
