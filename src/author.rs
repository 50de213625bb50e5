//! `ssg init`, `ssg new` and `ssg import`: commands that write sources.

use std::collections::BTreeSet;
use std::io::IsTerminal as _;
use std::path::Path;

use chrono::NaiveDate;

use crate::ask;
use ssg::cli::{Common, Format, Import, Init, New, NewKind};
use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::{Language, Message};
use ssg_base::path::SourcePath;
use ssg_content::document::{self, DocumentKind};
use ssg_content::draft::{self, Answers};
use ssg_content::fields::did_you_mean;
use ssg_content::settings;
use ssg_content::source::Sources;
use ssg_content::vocabulary::Vocabulary;
use ssg_import::{Imported, SiteContext};
use ssg_publish::disk;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::gazetteer::{self, Gazetteer, Resolution, Vintage};

use super::session::{Session, print, print_error};
use super::{EXIT_ERROR, EXIT_OK, EXIT_USAGE};

pub(super) fn run_init(init: &Init, common: &Common) -> u8 {
    let language = common.lang.unwrap_or_default();
    match disk::write_new_site(&init.dir, ssg::NEW_SITE, init.force) {
        Ok(()) => {
            let path = init.dir.display().to_string();
            if !common.quiet {
                print(&format!(
                    "{}\n",
                    Message::Initialised { path }.text(language)
                ));
            }
            EXIT_OK
        }
        Err(error) => {
            print_error(&error.message(), error.hint().as_ref(), language);
            if matches!(error, disk::InitError::NotEmpty(_)) {
                EXIT_USAGE
            } else {
                EXIT_ERROR
            }
        }
    }
}

pub(super) fn run_import(wanted: &Import, common: &Common) -> Result<u8, u8> {
    let (mut session, sources) = Session::open(common)?;
    // What is wrong with other sources is for `check` to tell.
    session.diagnostics.clear();
    let (councils, vocabulary) = site_words(&sources);
    let setting = SiteContext {
        vocabulary: &vocabulary,
        councils: &councils,
        language: session.language,
    };
    let mut code = EXIT_OK;
    for file in &wanted.files {
        if let Err(failed) = import_one(file, wanted, &setting, &mut session) {
            code = code.max(failed);
        }
    }
    session.print_diagnostics();
    if !session.diagnostics.is_empty() {
        let (errors, unsure) = (
            session.error_count(),
            session.diagnostics.len() - session.error_count(),
        );
        let (errors, unsure) = (errors.to_string(), unsure.to_string());
        if !common.quiet && common.format == Format::Human {
            let left = Message::ImportRemaining { unsure, errors };
            print(&format!("{}\n", left.text(session.language)));
        }
    }
    Ok(code)
}

pub(super) fn run_new(wanted: &New, common: &Common) -> Result<u8, u8> {
    let (mut session, sources) = Session::open(common)?;
    session.diagnostics.clear();
    let (councils, vocabulary) = site_words(&sources);
    let language = session.language;
    let asks = std::io::stdin().is_terminal();
    let answers = if asks {
        ask_all(wanted, &councils, &vocabulary, language)?
    } else {
        given(wanted)
    };
    let mut lacks = Vec::new();
    if answers.title.is_empty() {
        lacks.push("`--title`");
    }
    if answers.days.is_none() {
        lacks.push("`--from`");
    }
    if !lacks.is_empty() {
        let flags = lacks.join(", ");
        print_error(
            &Message::NewMissingFlags { flags },
            Some(&Message::NewMissingFlagsHint),
            language,
        );
        return Err(EXIT_USAGE);
    }
    let Some((from, _)) = answers.days.filter(|(from, to)| from <= to) else {
        print_error(&Message::NewLastDayBeforeFirst, None, language);
        return Err(EXIT_USAGE);
    };
    let name = wanted.name.as_deref().unwrap_or(&answers.title);
    let Some(name) = ssg_vietnam::text::slug(name) else {
        let path = name.to_owned();
        print_error(&Message::ImportBadName { path }, None, language);
        return Err(EXIT_USAGE);
    };
    let (folder, text) = match wanted.kind {
        NewKind::Report => ("reports", draft::report(&answers, language)),
        NewKind::Plan => ("plans", draft::plan(&answers, language)),
    };
    let record = format!("content/{folder}/{}/{name}", from.format("%Y"));
    let path = place(&record, wanted.force, &session)?;
    // A province or topic that is not known is told before anything is written.
    let parsed = document::parse(&path, &text, &vocabulary);
    if parsed.has_errors() {
        for fault in parsed.diagnostics.iter().filter(|fault| fault.is_error()) {
            print_error(&fault.message, fault.hints.first(), language);
        }
        return Err(EXIT_USAGE);
    }
    disk::write_source(&session.root, &path, text.as_bytes()).map_err(|error| {
        print_error(&error.message(), None, language);
        EXIT_ERROR
    })?;
    if !common.quiet {
        let path = path.as_str().to_owned();
        print(&format!(
            "{}\n",
            Message::NewCreated { path }.text(language)
        ));
    }
    Ok(EXIT_OK)
}

/// The answers that stand on the command line.
fn given(wanted: &New) -> Answers {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let names = |names: &[String]| -> Vec<String> {
        let names = names.iter().map(|name| name.trim().to_owned());
        names.filter(|name| !name.is_empty()).collect()
    };
    Answers {
        title: text(&wanted.title),
        council: text(&wanted.council),
        days: wanted.from.map(|from| (from, wanted.to.unwrap_or(from))),
        lead: text(&wanted.lead),
        position: text(&wanted.position),
        provinces: names(&wanted.province),
        topics: names(&wanted.topic),
    }
}

/// Asks for what the command line does not give, again where an answer cannot be read.
fn ask_all(
    wanted: &New,
    councils: &[(String, Vec<String>)],
    vocabulary: &Vocabulary,
    language: Language,
) -> Result<Answers, u8> {
    let mut answers = given(wanted);
    while answers.title.is_empty() {
        answers.title = ask(&Message::AskTitle, &[], language)?;
    }
    if answers.council.is_empty() && councils.len() != 1 {
        let names: Vec<String> = councils.iter().map(|(name, _)| name.clone()).collect();
        answers.council = ask(&Message::AskCouncil, &names, language)?;
    }
    if answers.days.is_none() {
        let from = ask_day(&Message::AskFrom, None, language)?;
        let to = ask_day(&Message::AskTo, Some(from), language)?;
        answers.days = Some((from, to));
    }
    let from = answers.days.map(|days| days.0).unwrap_or_default();
    if wanted.kind == NewKind::Report && answers.lead.is_empty() {
        answers.lead = ask(&Message::AskLead, &[], language)?;
        if !answers.lead.is_empty() && answers.position.is_empty() {
            answers.position = ask(&Message::AskPosition, &[], language)?;
        }
    }
    if answers.provinces.is_empty() {
        let gazetteer = Gazetteer::get();
        let of_that_day = |unit: &&gazetteer::Unit| {
            unit.valid_from().is_none_or(|first| first <= from)
                && unit.valid_to().is_none_or(|last| from <= last)
        };
        let units = [Vintage::Former, Vintage::Current].into_iter();
        let units = units.flat_map(|vintage| gazetteer.units(vintage).map(|(_, unit)| unit));
        let names = units.filter(of_that_day);
        let names: BTreeSet<String> = names.map(|unit| unit.name_on(from).to_owned()).collect();
        let names: Vec<String> = names.into_iter().collect();
        answers.provinces =
            ask_names(
                &Message::AskProvinces,
                &names,
                language,
                |name| match Gazetteer::get().resolve(name, from) {
                    Resolution::Unknown { nearest } => Err(nearest),
                    Resolution::Found(_) | Resolution::Abolished { .. } => Ok(()),
                },
            )?;
    }
    if answers.topics.is_empty() {
        let known = |name: &str| vocabulary.resolve(name).map(|_| ());
        let names = vocabulary.topics();
        let names: Vec<String> = names.map(|(_, topic)| topic.label.clone()).collect();
        answers.topics = ask_names(&Message::AskTopics, &names, language, known)?;
    }
    Ok(answers)
}

/// One answer, for which `names` are offered; the end of the input ends the program.
fn ask(question: &Message, names: &[String], language: Language) -> Result<String, u8> {
    let question = format!("{}:", question.text(language));
    ask::line(&question, names, &Message::AskHelp.text(language)).ok_or(EXIT_USAGE)
}

fn ask_day(
    question: &Message,
    default: Option<NaiveDate>,
    language: Language,
) -> Result<NaiveDate, u8> {
    loop {
        let answer = ask(question, &[], language)?;
        if let (true, Some(day)) = (answer.is_empty(), default) {
            return Ok(day);
        }
        match PartialDate::parse(&answer).ok().and_then(|date| date.day()) {
            Some(day) if default.is_none_or(|first| first <= day) => return Ok(day),
            Some(_) => print_error(&Message::NewLastDayBeforeFirst, None, language),
            None => {
                let found = answer;
                let hint = Message::NotADateHint;
                print_error(&Message::NotADate { found }, Some(&hint), language);
            }
        }
    }
}

/// Names with commas between; those that are not known are asked for again.
fn ask_names(
    question: &Message,
    offered: &[String],
    language: Language,
    known: impl Fn(&str) -> Result<(), Vec<String>>,
) -> Result<Vec<String>, u8> {
    loop {
        let answer = ask(question, offered, language)?;
        let names = answer
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let names: Vec<String> = names.map(str::to_owned).collect();
        let mut is_sound = true;
        for name in &names {
            if let Err(near) = known(name) {
                is_sound = false;
                let found = name.clone();
                let hint = did_you_mean(near.iter().map(String::as_str));
                print_error(&Message::UnknownName { found }, hint.as_ref(), language);
            }
        }
        if is_sound {
            return Ok(names);
        }
    }
}

/// The councils and topics that a site speaks of.
fn site_words(sources: &Sources) -> (Vec<(String, Vec<String>)>, Vocabulary) {
    let settings = SourcePath::new(settings::SETTINGS_PATH).expect("a sound path");
    let topics = SourcePath::new(settings::TOPICS_PATH).expect("a sound path");
    let councils = sources.texts.get(&settings).map_or_else(Vec::new, |text| {
        let councils = settings::parse(&settings, text).value.councils.into_iter();
        let aliases = |council: &settings::DeclaredCouncil| {
            let aliases = council.aliases.iter();
            aliases.map(|alias| alias.value.clone()).collect()
        };
        councils
            .map(|council| (council.name.value.clone(), aliases(&council)))
            .collect()
    });
    let vocabulary = sources.texts.get(&topics);
    let vocabulary = vocabulary.map(|text| settings::parse_topics(&topics, text).value);
    (councils, vocabulary.unwrap_or_else(Vocabulary::built_in))
}

/// Reads one file and writes its source; what the clerk has to decide is added to what was found.
fn import_one(
    file: &Path,
    wanted: &Import,
    setting: &SiteContext<'_>,
    session: &mut Session<'_>,
) -> Result<(), u8> {
    let language = session.language;
    let shown = file.display().to_string();
    let file_name = file.file_name().unwrap_or_default().to_string_lossy();
    let bytes = disk::read_external_file(file, ssg_import::MAX_FILE_BYTES).map_err(|error| {
        print_error(&error.message(), None, language);
        EXIT_ERROR
    })?;
    let read = match bytes {
        Some(bytes) => ssg_import::import(&file_name, &bytes, setting),
        None => Err(ssg_import::ImportError::TooLarge),
    };
    let imported = read.map_err(|fault| {
        print_error(&fault.message(&shown), fault.hint().as_ref(), language);
        if fault.is_unsupported_format() {
            EXIT_USAGE
        } else {
            EXIT_ERROR
        }
    })?;
    let Some(name) = ssg_import::source_name(&file_name) else {
        let path = shown;
        let hint = Message::BadFileNameHint;
        print_error(&Message::ImportBadName { path }, Some(&hint), language);
        return Err(EXIT_USAGE);
    };
    let Some(year) = wanted.year.or(imported.year) else {
        let path = shown;
        let hint = Message::ImportYearNotFoundHint;
        print_error(&Message::ImportYearNotFound { path }, Some(&hint), language);
        return Err(EXIT_ERROR);
    };
    let folder = match imported.kind {
        DocumentKind::Plan => "plans",
        DocumentKind::Report | DocumentKind::Page => "reports",
    };
    let record = format!("content/{folder}/{year}/{name}");
    let path = place(&record, wanted.force, session)?;
    store(&imported, &record, &path, session)?;
    let (from, at) = (shown, path.as_str().to_owned());
    if !session.common.quiet && session.common.format == Format::Human {
        let done = match imported.kind {
            DocumentKind::Plan => Message::ImportedPlan { from, path: at },
            DocumentKind::Report | DocumentKind::Page => Message::ImportedReport { from, path: at },
        };
        print(&format!("{}\n", done.text(language)));
    }
    for (span, message) in imported.warnings {
        let warning = Diagnostic::warning(Place::new(&path, span), message);
        session.diagnostics.push(warning);
    }
    let parsed = document::parse(&path, &imported.text, setting.vocabulary);
    session.diagnostics.extend(parsed.diagnostics);
    Ok(())
}

/// Where a record's source goes, if nothing is in the way.
fn place(record: &str, force: bool, session: &Session<'_>) -> Result<SourcePath, u8> {
    let path = SourcePath::new(&format!("{record}/index.md")).expect("made of a slug and a year");
    let there = disk::record_sources(&session.root, record);
    if let Some(other) = there.iter().find(|other| **other != path) {
        let message = Message::ImportAddressTaken {
            path: path.as_str().to_owned(),
            other: other.as_str().to_owned(),
        };
        print_error(
            &message,
            Some(&Message::ImportAddressTakenHint),
            session.language,
        );
        return Err(EXIT_USAGE);
    }
    if !there.is_empty() && !force {
        let message = Message::ImportTargetExists {
            path: path.as_str().to_owned(),
        };
        print_error(
            &message,
            Some(&Message::ImportTargetExistsHint),
            session.language,
        );
        return Err(EXIT_USAGE);
    }
    Ok(path)
}

/// Writes pictures, then the source that shows them.
fn store(
    imported: &Imported,
    record: &str,
    path: &SourcePath,
    session: &Session<'_>,
) -> Result<(), u8> {
    let text = (path.clone(), imported.text.as_bytes());
    let pictures = imported.pictures.iter().filter_map(|(name, bytes)| {
        let path = SourcePath::new(&format!("{record}/{name}"))?;
        Some((path, bytes.as_slice()))
    });
    for (path, bytes) in pictures.chain([text]) {
        disk::write_source(&session.root, &path, bytes).map_err(|error| {
            print_error(&error.message(), None, session.language);
            EXIT_ERROR
        })?;
    }
    Ok(())
}
