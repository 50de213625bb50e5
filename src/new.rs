//! `ssg new`.

use std::collections::BTreeSet;
use std::io::IsTerminal as _;

use chrono::NaiveDate;

use ssg::cli::{Common, New, NewKind};
use ssg_base::message::{Language, Message};
use ssg_content::document;
use ssg_content::draft::{self, Answers};
use ssg_vietnam::gazetteer::{self, Gazetteer, Resolution, Vintage};
use ssg_vietnam::text;

use super::ask::{ask_date, ask_line, ask_names};
use super::record::{SiteNames, record_path, write_source};
use super::session::Session;
use super::terminal::{print, print_error};
use super::{EXIT_OK, EXIT_USAGE};

/// Writes a new report or plan from the options, and from questions if there is a terminal.
pub(super) fn run_new(new: &New, common: &Common) -> Result<u8, u8> {
    let (session, sources) = Session::open_settings(common)?;
    let names = SiteNames::new(&session, &sources);
    let language = session.language;
    let mut answers = answers_from_options(new);
    if std::io::stdin().is_terminal() {
        ask_missing(&mut answers, new.kind, &names, language)?;
    }
    let from = first_day(&answers, language)?;
    let name = new.name.as_deref().unwrap_or(&answers.title);
    let Some(name) = text::slug(name) else {
        let path = name.to_owned();
        print_error(&Message::ImportBadName { path }, None, language);
        return Err(EXIT_USAGE);
    };
    let (folder, text) = match new.kind {
        NewKind::Report => ("reports", draft::report(&answers, language)),
        NewKind::Plan => ("plans", draft::plan(&answers, language)),
    };
    let record = format!("content/{folder}/{}/{name}", from.format("%Y"));
    let path = record_path(&record, new.force, &session)?;
    // An unknown province or topic is reported before anything is written.
    let parsed = document::parse(&path, &text, &names.vocabulary);
    if parsed.has_errors() {
        let errors = parsed.diagnostics.iter().filter(|found| found.is_error());
        for error in errors {
            print_error(&error.message, error.hints.first(), language);
        }
        return Err(EXIT_USAGE);
    }
    write_source(&session, &path, text.as_bytes())?;
    if !common.quiet {
        let path = path.as_str().to_owned();
        let message = Message::NewCreated { path };
        print(&format!("{}\n", message.text(language)));
    }
    Ok(EXIT_OK)
}

/// The first day of the trip. Fails if the title or a day is missing, or the days are reversed.
fn first_day(answers: &Answers, language: Language) -> Result<NaiveDate, u8> {
    let (title, days) = (&answers.title, answers.days);
    let missing = [
        title.is_empty().then_some("`--title`"),
        days.is_none().then_some("`--from`"),
    ];
    let missing: Vec<&str> = missing.into_iter().flatten().collect();
    if !missing.is_empty() {
        let flags = missing.join(", ");
        print_error(
            &Message::NewMissingFlags { flags },
            Some(&Message::NewMissingFlagsHint),
            language,
        );
        return Err(EXIT_USAGE);
    }
    let Some((from, _)) = days.filter(|(from, to)| from <= to) else {
        print_error(&Message::NewLastDayBeforeFirst, None, language);
        return Err(EXIT_USAGE);
    };
    Ok(from)
}

fn answers_from_options(new: &New) -> Answers {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let names = |names: &[String]| -> Vec<String> {
        let names = names.iter().map(|name| name.trim().to_owned());
        names.filter(|name| !name.is_empty()).collect()
    };
    Answers {
        title: text(&new.title),
        council: text(&new.council),
        days: new.from.map(|from| (from, new.to.unwrap_or(from))),
        lead: text(&new.lead),
        position: text(&new.position),
        provinces: names(&new.province),
        topics: names(&new.topic),
    }
}

/// Asks for each missing answer, again if it is not valid.
fn ask_missing(
    answers: &mut Answers,
    kind: NewKind,
    names: &SiteNames,
    language: Language,
) -> Result<(), u8> {
    while answers.title.is_empty() {
        answers.title = ask_line(&Message::AskTitle, &[], language)?;
    }
    if answers.council.is_empty() && names.councils.len() != 1 {
        let councils = names.councils.iter().map(|(name, _)| name.clone());
        let councils: Vec<String> = councils.collect();
        answers.council = ask_line(&Message::AskCouncil, &councils, language)?;
    }
    let from = if let Some((from, _)) = answers.days {
        from
    } else {
        let from = ask_date(&Message::AskFrom, None, language)?;
        let to = ask_date(&Message::AskTo, Some(from), language)?;
        answers.days = Some((from, to));
        from
    };
    if kind == NewKind::Report && answers.lead.is_empty() {
        answers.lead = ask_line(&Message::AskLead, &[], language)?;
        if !answers.lead.is_empty() && answers.position.is_empty() {
            answers.position = ask_line(&Message::AskPosition, &[], language)?;
        }
    }
    if answers.provinces.is_empty() {
        let is_known = |name: &str| match Gazetteer::get().resolve(name, from) {
            Resolution::Unknown => Err(Gazetteer::get().suggest(name, from)),
            Resolution::Found(_) | Resolution::Abolished { .. } => Ok(()),
        };
        let offered = province_names(from);
        answers.provinces = ask_names(&Message::AskProvinces, &offered, language, is_known)?;
    }
    if answers.topics.is_empty() {
        let is_known = |name: &str| names.vocabulary.resolve(name).map(|_| ());
        let topics = names.vocabulary.topics();
        let offered: Vec<String> = topics.map(|(_, topic)| topic.label.clone()).collect();
        answers.topics = ask_names(&Message::AskTopics, &offered, language, is_known)?;
    }
    Ok(())
}

/// The names of the provinces that exist on `day`, sorted.
fn province_names(day: NaiveDate) -> Vec<String> {
    let gazetteer = Gazetteer::get();
    let exists = |unit: &&gazetteer::Unit| {
        unit.valid_from().is_none_or(|first| first <= day)
            && unit.valid_to().is_none_or(|last| day <= last)
    };
    let units = [Vintage::Former, Vintage::Current]
        .into_iter()
        .flat_map(|vintage| gazetteer.units(vintage).map(|(_, unit)| unit));
    let names: BTreeSet<String> = units
        .filter(exists)
        .map(|unit| unit.name_on(day).to_owned())
        .collect();
    names.into_iter().collect()
}
