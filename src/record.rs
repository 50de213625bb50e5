//! What `new` and `import` share: the names that a site knows, and the file of a new record.

use ssg_base::message::Message;
use ssg_base::path::SourcePath;
use ssg_content::settings::{self, topics_path};
use ssg_content::source::Sources;
use ssg_content::vocabulary::Vocabulary;
use ssg_import::SiteContext;
use ssg_publish::disk;

use super::EXIT_USAGE;
use super::session::{Session, print_disk_error};
use super::terminal::print_error;

/// The councils and topics of a site.
pub(super) struct SiteNames {
    /// Each council with its aliases.
    pub(super) councils: Vec<(String, Vec<String>)>,
    pub(super) vocabulary: Vocabulary,
}

impl SiteNames {
    /// The names in `site.yaml` and `topics.yaml`, even if these have errors. Without
    /// `topics.yaml`, the built-in topics.
    pub(super) fn new(session: &Session<'_>, sources: &Sources) -> Self {
        let councils = session.site.iter().flat_map(|site| &site.councils);
        let councils = councils.map(|council| {
            let aliases = council.aliases.iter();
            let aliases = aliases.map(|alias| alias.value.clone()).collect();
            (council.name.value.clone(), aliases)
        });
        let path = topics_path();
        let topics = sources.texts.get(&path);
        let vocabulary = topics.map(|text| settings::parse_topics(&path, text).value);
        Self {
            councils: councils.collect(),
            vocabulary: vocabulary.unwrap_or_else(Vocabulary::built_in),
        }
    }

    pub(super) fn context(&self, session: &Session<'_>) -> SiteContext<'_> {
        SiteContext {
            vocabulary: &self.vocabulary,
            councils: &self.councils,
            language: session.language,
        }
    }
}

/// The source file for the record `content/FOLDER/YEAR/NAME`. Fails if the record exists in another
/// file, or in this file without `force`.
pub(super) fn record_path(
    record: &str,
    force: bool,
    session: &Session<'_>,
) -> Result<SourcePath, u8> {
    let path = SourcePath::new(&format!("{record}/index.md")).expect("made of a slug and a year");
    let existing = disk::record_sources(&session.root, record);
    let (message, hint) = if let Some(other) = existing.iter().find(|other| **other != path) {
        let (path, other) = (path.as_str().to_owned(), other.as_str().to_owned());
        let message = Message::ImportAddressTaken { path, other };
        (message, Message::ImportAddressTakenHint)
    } else if !existing.is_empty() && !force {
        let path = path.as_str().to_owned();
        let message = Message::ImportTargetExists { path };
        (message, Message::ImportTargetExistsHint)
    } else {
        return Ok(path);
    };
    print_error(&message, Some(&hint), session.language);
    Err(EXIT_USAGE)
}

/// Writes a source of the site.
pub(super) fn write_source(
    session: &Session<'_>,
    path: &SourcePath,
    bytes: &[u8],
) -> Result<(), u8> {
    disk::write_source(&session.root, path, bytes)
        .map_err(|error| print_disk_error(&error, session.language))
}
