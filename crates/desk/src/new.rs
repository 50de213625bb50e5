//! New records: imported from office files, or empty.

use std::path::Path;

use chrono::NaiveDate;
use serde_json::Value;

use ssg_base::diagnostic::Checked;
use ssg_base::message::{Language, Message};
use ssg_base::path::{SourcePath, UrlPath};
use ssg_content::document::{self, DocumentKind};
use ssg_content::draft::{self, Answers};
use ssg_content::settings::{self, SiteSettings, settings_path, topics_path};
use ssg_content::vocabulary::Vocabulary;
use ssg_edit::SourceFormat;
use ssg_import::{FileFormat, ImportError, Imported, Options, SiteContext};
use ssg_publish::disk;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text::slug;

use crate::Host;
use crate::labels::Label;

/// Why no record was made.
#[derive(Debug)]
pub(crate) struct Failure {
    /// What is wrong, in the language of the screens.
    pub(crate) message: String,
    /// What to do about it; may be empty.
    pub(crate) hint: String,
    /// What the author can add so that it succeeds: `year` or `clearance`; else empty.
    pub(crate) missing: &'static str,
}

impl Failure {
    pub(crate) fn new(message: &Message, hint: Option<&Message>, language: Language) -> Self {
        Self {
            message: message.text(language),
            hint: hint.map_or_else(String::new, |hint| hint.text(language)),
            missing: "",
        }
    }

    pub(crate) fn of_label(label: Label, language: Language) -> Self {
        Self {
            message: label.text(language).to_owned(),
            hint: String::new(),
            missing: "",
        }
    }

    /// A title or name that has no address.
    pub(crate) fn no_address(label: Label, language: Language) -> Self {
        Self {
            hint: Label::NoAddressHint.text(language).to_owned(),
            ..Self::of_label(label, language)
        }
    }

    pub(crate) fn year_out_of_range(language: Language) -> Self {
        Self::of_label(Label::YearOutOfRange, language).missing("year")
    }

    fn missing(self, missing: &'static str) -> Self {
        Self { missing, ..self }
    }

    fn of_disk(error: &disk::Error, language: Language) -> Self {
        Self::new(&error.message(), None, language)
    }
}

/// The settings and topics of a site, even if these have errors.
struct SiteNames {
    site: SiteSettings,
    vocabulary: Vocabulary,
    councils: Vec<(String, Vec<String>)>,
}

impl SiteNames {
    fn read(root: &Path) -> Self {
        let (settings_path, topics_path) = (settings_path(), topics_path());
        let paths = [settings_path.clone(), topics_path.clone()];
        let Checked { value: sources, .. } = disk::read_texts(root, &paths);
        let site = sources.texts.get(&settings_path);
        let site = site.map(|text| settings::parse(&settings_path, text).value);
        let site = site.unwrap_or_default();
        let topics = sources.texts.get(&topics_path);
        let vocabulary = topics.map(|text| settings::parse_topics(&topics_path, text).value);
        let councils = site.councils.iter().map(|council| {
            let aliases = council.aliases.iter().map(|alias| alias.value.clone());
            (council.name.value.clone(), aliases.collect())
        });
        Self {
            councils: councils.collect(),
            vocabulary: vocabulary.unwrap_or_else(Vocabulary::built_in),
            site,
        }
    }
}

/// The settings of a site, even if they have errors.
pub(crate) fn site_settings(root: &Path) -> SiteSettings {
    SiteNames::read(root).site
}

/// The names of the councils of a site.
pub(crate) fn council_names(root: &Path) -> Vec<String> {
    let names = SiteNames::read(root).councils.into_iter();
    names.map(|(name, _)| name).collect()
}

/// The topics of a site.
pub(crate) fn vocabulary(root: &Path) -> Vocabulary {
    SiteNames::read(root).vocabulary
}

/// The years that a record may be filed under.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// The year that an author gives; `None` if it is none or out of range.
pub(crate) fn parse_year(written: &str) -> Option<i32> {
    let year = written.trim().parse().ok();
    year.filter(|year| YEARS.contains(year))
}

/// A record that was made from a file.
#[derive(Debug)]
pub(crate) struct NewRecord {
    pub(crate) path: SourcePath,
    /// What the author should look at, each said once.
    pub(crate) notes: Vec<String>,
}

/// Makes a draft of an office file and writes it with its pictures. Nothing is overwritten.
pub(crate) fn import(
    root: &Path,
    host: &dyn Host,
    (file_name, bytes): (&str, &[u8]),
    options: Options,
    language: Language,
) -> Result<NewRecord, Failure> {
    let names = SiteNames::read(root);
    let context = SiteContext {
        vocabulary: &names.vocabulary,
        councils: &names.councils,
        language,
    };
    let imported = read_file(host, (file_name, bytes), &context, options)
        .map_err(|failure| Failure::new(&failure.0, failure.1.as_ref(), language))?;
    let imported = imported.map_err(|error| {
        let hint = error.hint();
        let failure = Failure::new(&error.message(file_name), hint.as_ref(), language);
        match error {
            // The hint names a flag of the command line.
            ImportError::Secret { .. } => Failure {
                hint: Label::ClearanceHint.text(language).to_owned(),
                ..failure.missing("clearance")
            },
            _ => failure,
        }
    })?;
    let shown = || file_name.to_owned();
    let name = ssg_import::source_name(file_name);
    let name = name.filter(|name| UrlPath::home().child(name).is_some());
    let name = name.ok_or_else(|| {
        let message = Message::ImportBadName { path: shown() };
        Failure::new(&message, Some(&Message::BadFileNameHint), language)
    })?;
    let year = imported.year.or(options.year).ok_or_else(|| {
        let message = Message::ImportYearNotFound { path: shown() };
        Failure::new(&message, None, language).missing("year")
    })?;
    if !YEARS.contains(&year) {
        return Err(Failure::year_out_of_range(language));
    }
    let folder = match imported.kind {
        DocumentKind::Plan => "plans",
        DocumentKind::Report | DocumentKind::Page => "reports",
    };
    let record = format!("content/{folder}/{year}/{name}");
    let path = free_path(root, &record, language)?;
    // The pictures come first: the text shows them.
    for (name, bytes) in &imported.pictures {
        if let Some(path) = SourcePath::new(&format!("{record}/{name}")) {
            let written = disk::write_source(root, &path, bytes);
            written.map_err(|error| Failure::of_disk(&error, language))?;
        }
    }
    disk::write_source(root, &path, imported.text.as_bytes())
        .map_err(|error| Failure::of_disk(&error, language))?;
    let notes = imported
        .warnings
        .iter()
        .map(|(_, message)| message.text(language));
    Ok(NewRecord {
        path,
        notes: notes.collect(),
    })
}

/// Reads a file. One in another format than Word or text is converted first.
fn read_file(
    host: &dyn Host,
    (file_name, bytes): (&str, &[u8]),
    context: &SiteContext<'_>,
    options: Options,
) -> Result<Result<Imported, ImportError>, crate::ConversionFailure> {
    Ok(match ssg_import::detect(file_name, bytes) {
        Ok(FileFormat::Office) => {
            let word = host.to_word(bytes, file_name)?;
            ssg_import::import("source.docx", &word, context, options)
        }
        Ok(FileFormat::Pdf) => {
            let text = host.pdf_text(bytes, file_name)?;
            ssg_import::import_pdf_text(&text, context, options)
        }
        Ok(FileFormat::Word | FileFormat::PlainText) => {
            ssg_import::import(file_name, bytes, context, options)
        }
        Err(error) => Err(error),
    })
}

/// The source file of a new record `content/FOLDER/YEAR/NAME`. Fails if there is such a record.
fn free_path(root: &Path, record: &str, language: Language) -> Result<SourcePath, Failure> {
    let path = SourcePath::new(&format!("{record}/index.md")).expect("made of a slug and a year");
    match disk::record_sources(root, record).first() {
        None => Ok(path),
        Some(existing) => {
            let path = existing.as_str().to_owned();
            let failure = Failure::new(&Message::ImportTargetExists { path }, None, language);
            Err(Failure {
                hint: Label::RecordExistsHint.text(language).to_owned(),
                ..failure
            })
        }
    }
}

/// Writes an empty report, plan or page from the answers of an author.
pub(crate) fn create(
    root: &Path,
    answers: &Value,
    language: Language,
) -> Result<SourcePath, Failure> {
    let text = |key: &str| {
        answers
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .trim()
    };
    let incomplete = |label: Label| Failure {
        message: format!(
            "{}: {}",
            label.text(language),
            Label::Required.text(language)
        ),
        hint: String::new(),
        missing: "",
    };
    let title = text("title");
    if title.is_empty() {
        return Err(incomplete(Label::Title));
    }
    // Also a name that Windows reserves has no address.
    let name = slug(title).filter(|name| UrlPath::home().child(name).is_some());
    let name = name.ok_or_else(|| Failure::no_address(Label::TitleNoAddress, language))?;
    if text("kind") == "page" {
        let path = free_path(root, &format!("content/pages/{name}"), language)?;
        return write(
            root,
            path,
            &without_body(&draft::page(title, language)),
            language,
        );
    }
    let day = |key: &str, label: Label| -> Result<Option<NaiveDate>, Failure> {
        match text(key) {
            "" => Ok(None),
            written => {
                let date = PartialDate::parse(written).ok().and_then(|date| date.day());
                let failure = || {
                    let found = written.to_owned();
                    let failure = Failure::new(
                        &Message::NotADate { found },
                        Some(&Message::NotADateHint),
                        language,
                    );
                    let message = format!("{}: {}", label.text(language), failure.message);
                    Failure { message, ..failure }
                };
                date.map(Some).ok_or_else(failure)
            }
        }
    };
    let from = day("from", Label::FirstDay)?.ok_or_else(|| incomplete(Label::FirstDay))?;
    let to = day("to", Label::LastDay)?.unwrap_or(from);
    if to < from {
        return Err(Failure::new(
            &Message::NewLastDayBeforeFirst,
            None,
            language,
        ));
    }
    let names = SiteNames::read(root);
    let answers = Answers {
        title: title.to_owned(),
        // The only council of the site need not be repeated in each record.
        council: match &*names.site.councils {
            [only] if only.name.value == text("council") => String::new(),
            _ => text("council").to_owned(),
        },
        days: Some((from, to)),
        ..Answers::default()
    };
    let (folder, text) = match text("kind") {
        "plan" => ("plans", draft::plan(&answers, language)),
        _ => ("reports", draft::report(&answers, language)),
    };
    let record = format!("content/{folder}/{}/{name}", from.format("%Y"));
    let path = free_path(root, &record, language)?;
    write(root, path, &without_body(&text), language)
}

/// A new source without the sentence that stands for its body: it would be published.
fn without_body(text: &str) -> String {
    let body = ssg_edit::read(text, SourceFormat::Document).map_or(text.len(), |read| read.body);
    text[..body].to_owned()
}

fn write(
    root: &Path,
    path: SourcePath,
    text: &str,
    language: Language,
) -> Result<SourcePath, Failure> {
    disk::write_source(root, &path, text.as_bytes())
        .map_err(|error| Failure::of_disk(&error, language))?;
    debug_assert!(document::kind_of(&path).is_some(), "{path}");
    Ok(path)
}
