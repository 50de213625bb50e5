//! The field `locations`: the stops of the trip in the order of visit.
//!
//! Two sources are combined. The itinerary gives the stops of each day ([`super::stops_of_day`]).
//! The title, the opening and some headings name provinces too; those that no day names are added
//! without a date.

use chrono::NaiveDate;

use super::council::Home;
use super::stops_of_day::{self, is_approach, is_passage};
use super::{Doubt, Proposal, Quote, SourceText, itinerary, title};
use crate::document::Paragraph;
use crate::outline::OutlinedBlock;
use crate::phrases::people::{self, NamedPerson};
use crate::phrases::provinces::{ProvinceMention, ProvinceNames};
use crate::phrases::sentences::{self, last_chars, lowercase};
use ssg_content::document::StopKind;
use ssg_vietnam::date::Period;
use ssg_vietnam::gazetteer::UnitId;

/// A stop of the trip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stop {
    pub(crate) province: UnitId,
    /// The district, town or city as printed; may be empty.
    pub(crate) place: String,
    /// The first and last day there; `None` if the text does not say.
    pub(crate) dates: Option<(NaiveDate, NaiveDate)>,
    pub(crate) kind: StopKind,
    /// The body that received the delegation; may be empty.
    pub(crate) host: String,
    /// Who took part in the meeting on the host's side.
    pub(crate) present: Vec<NamedPerson>,
    /// What was looked at or spoken about; may be empty.
    pub(crate) subject: String,
    /// Whether the text does not name the province.
    pub(crate) is_inferred: bool,
}

impl Stop {
    /// Returns a visit without details.
    pub(super) fn new(mention: &ProvinceMention, dates: Option<(NaiveDate, NaiveDate)>) -> Self {
        Self {
            province: mention.unit,
            place: mention.place.clone(),
            dates,
            kind: StopKind::Visit,
            host: String::new(),
            present: Vec::new(),
            subject: String::new(),
            is_inferred: mention.is_inferred,
        }
    }
}

/// Proposes the stops of a trip. `home` is no stop unless a place in it was visited. `year` is assumed for days without one.
pub(crate) fn propose(
    source: &SourceText<'_>,
    trip: Option<Period>,
    home: &Home,
    year: Option<i32>,
) -> Vec<Proposal<Stop>> {
    let first_day = trip
        .map(|trip| trip.from())
        .or_else(|| NaiveDate::from_ymd_opt(year.unwrap_or(2024), 1, 1));
    let Some(first_day) = first_day else {
        return Vec::new();
    };
    let mut names = ProvinceNames::new(first_day);
    for line in source.lines.iter().chain([&source.form.title]) {
        names.learn_places(line);
    }
    let mut stops = match trip {
        Some(trip) => from_itinerary(source, trip, home, year, &names),
        None => Vec::new(),
    };
    add_undated(&mut stops, named_outside_itinerary(source, &names), home);
    for stop in &mut stops {
        if stop.value.is_inferred && stop.doubt.is_none() {
            let place = stop.value.place.clone();
            stop.doubt = Some(Doubt::ProvinceOfDistrict { place });
        }
    }
    stops
}

fn from_itinerary(
    source: &SourceText<'_>,
    trip: Period,
    home: &Home,
    year: Option<i32>,
    names: &ProvinceNames,
) -> Vec<Proposal<Stop>> {
    let mut stops = Vec::new();
    // Where a day ends is where the next one begins.
    let mut previous: Option<UnitId> = None;
    for day in itinerary::days(source, trip, year) {
        let of_day = stops_of_day::read(&day, names, home, previous);
        if let Some(stop) = of_day.last() {
            previous = Some(stop.value.province);
        }
        stops.extend(of_day);
        let low = lowercase(&day.text);
        let reached = names
            .mentions(&day.text)
            .into_iter()
            .rev()
            .find(|mention| is_approach(&low, mention) && !is_passage(&low, mention));
        if let Some(reached) = reached {
            previous = Some(reached.unit);
        }
    }
    stops
}

/// A province named outside the itinerary.
struct UndatedMention {
    mention: ProvinceMention,
    sentence: String,
    /// Whether such a place of the text names destinations only.
    is_sure: bool,
}

/// Collects the provinces named in the title, the opening, the headings and lines such as
/// "Địa điểm: …".
fn named_outside_itinerary(source: &SourceText<'_>, names: &ProvinceNames) -> Vec<UndatedMention> {
    /// How many blocks after the first heading still introduce the trip.
    const INTRODUCTION_BLOCKS: usize = 8;
    /// How many blocks after the first heading another heading may continue the introduction.
    const INTRODUCTION_HEADING_BLOCKS: usize = 4;
    const INTRODUCTION_HEADINGS: [&str; 6] = [
        "thời gian",
        "thành phần",
        "chuẩn bị",
        "khái quát",
        "thông tin chung",
        "mục đích",
    ];
    const DESTINATION_WORDS: [&str; 5] = [
        "địa điểm",
        "nơi đến",
        "đến các địa phương",
        "tại các địa phương",
        "các địa phương:",
    ];
    let mut found: Vec<UndatedMention> = Vec::new();
    let printed_title = title::sentence_case(&source.form.title);
    let mut add = |sentence: &str, is_sure: bool, needs_visit: bool| {
        let is_title = sentence == printed_title;
        let low = lowercase(sentence);
        let mentions = names.mentions(sentence).into_iter();
        let visited = mentions.filter(|mention| {
            let is_aside = is_passage(&low, mention)
                || is_organiser(&low, mention)
                || (is_title && is_dateline(&low, mention));
            !is_aside && (is_visited(&low, mention) || !needs_visit)
        });
        found.extend(visited.map(|mention| UndatedMention {
            mention,
            sentence: sentence.to_owned(),
            is_sure,
        }));
    };
    add(&printed_title, true, false);
    add(&source.form.subtitle, true, false);
    let blocks = source.blocks;
    let first_heading = blocks
        .iter()
        .position(|block| block.heading_level.is_some())
        .unwrap_or(blocks.len());
    let mut is_introduction = true;
    let mut is_in_members = false;
    for (at, block) in blocks.iter().enumerate() {
        let low = lowercase(&block.text);
        let is_heading = block.heading_level.is_some();
        let names_destinations = DESTINATION_WORDS.iter().any(|word| low.contains(word));
        if at > first_heading && is_heading {
            is_introduction = is_introduction
                && at < first_heading + INTRODUCTION_HEADING_BLOCKS
                && INTRODUCTION_HEADINGS.iter().any(|word| low.contains(word));
        }
        let is_sure = at < first_heading || is_heading || names_destinations;
        let introduces_trip = is_introduction && at < first_heading + INTRODUCTION_BLOCKS;
        if !is_sure && !introduces_trip {
            continue;
        }
        is_in_members = if is_heading || !is_item(block) {
            announces_members(&low)
        } else {
            is_in_members
        };
        if is_in_members && is_item(block) && !people::find(&block.text).is_empty() {
            continue;
        }
        for (_, sentence) in sentences::split(&block.text) {
            if let Some(start) = statement_start(&lowercase(sentence)) {
                add(
                    &sentence[start..],
                    is_sure,
                    !is_heading && !names_destinations,
                );
            }
        }
    }
    found
}

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
        || is_planned(clause)
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

/// Returns whether a clause tells of another trip to come: "năm tới, HĐND xã dự kiến sẽ đi …".
fn is_planned(clause: &str) -> bool {
    [
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
fn is_dateline(low: &str, mention: &ProvinceMention) -> bool {
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

fn is_item(block: &OutlinedBlock) -> bool {
    let is_listed = |paragraph: &Paragraph| paragraph.list_item.is_some();
    block.section_number.is_some() || block.paragraph().is_some_and(is_listed)
}

/// Returns whether a line, which is in lower case, announces the members of the delegation. Their
/// offices name places that are no stops.
fn announces_members(low: &str) -> bool {
    [
        "thành phần",
        "danh sách",
        "đoàn gồm",
        "đoàn có",
        "thành viên",
    ]
    .iter()
    .any(|words| low.contains(words))
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

/// Adds the provinces that no stop has yet, each once, and completes the stops without a date.
fn add_undated(stops: &mut Vec<Proposal<Stop>>, mentions: Vec<UndatedMention>, home: &Home) {
    let has_itinerary = !stops.is_empty();
    for UndatedMention {
        mention,
        sentence,
        is_sure,
    } in mentions
    {
        if home.is_named_by(&mention, &lowercase(&sentence)) {
            continue;
        }
        let known = stops
            .iter_mut()
            .find(|stop| stop.value.province == mention.unit);
        if let Some(stop) = known {
            let stop = &mut stop.value;
            if stop.dates.is_none() {
                if stop.place.is_empty() {
                    stop.place = mention.place;
                }
                stop.is_inferred &= mention.is_inferred;
            }
            continue;
        }
        let stop = Stop::new(&mention, None);
        let quote = Quote::new(&sentence);
        stops.push(if has_itinerary || !is_sure {
            Proposal::unsure(stop, quote, Doubt::NotStated)
        } else {
            Proposal::sure(stop, quote)
        });
    }
}
