//! What the form of a record needs: its values, the schema of its keys, and edits of its text.

use serde::Deserialize;
use serde_json::{Value, json};

use ssg_base::message::{Language, Message};
use ssg_base::path::SourcePath;
use ssg_content::attachment::{self, is_attachment};
use ssg_content::document::{DocumentKind, kind_of};
use ssg_content::photo::{self, Format};
use ssg_content::schema::{Subject, json_schema};
use ssg_content::settings::settings_path;
use ssg_content::vocabulary::Vocabulary;
use ssg_edit::{Edit, Refusal, SourceFormat};
use ssg_publish::disk;
use ssg_server::http::Response;

use crate::answer;
use crate::labels::Label;
use crate::open_site::OpenSite;

/// Edits of a text. Parsed as it is, because the order of keys counts.
#[derive(Debug, Deserialize)]
pub(crate) struct EditedText {
    pub(crate) path: String,
    pub(crate) text: String,
    #[serde(default)]
    pub(crate) edits: Vec<Edit>,
}

/// The values of a text for the form.
pub(crate) fn read(text: &str, format: SourceFormat, language: Language) -> Response {
    match ssg_edit::read(text, format) {
        Ok(front_matter) => {
            let values = serde_json::to_value(&front_matter.values).unwrap_or_default();
            answer::json(
                200,
                &json!({ "values": values, "body": &text[front_matter.body..] }),
            )
        }
        Err(refusal) => refused(&refusal, language),
    }
}

/// Why the form cannot show or change a text.
pub(crate) fn refused(refusal: &Refusal, language: Language) -> Response {
    answer::json(422, &json!({ "message": refusal.text(language) }))
}

/// The schema of the keys of a record or of the settings. `None` if the source has no form.
pub(crate) fn schema(
    path: &SourcePath,
    vocabulary: &Vocabulary,
    language: Language,
) -> Option<Value> {
    Some(json_schema(subject_of(path)?, vocabulary, language))
}

/// What the form of a source is about. `None` if the source has no form.
pub(crate) fn subject_of(path: &SourcePath) -> Option<Subject> {
    if *path == settings_path() {
        return Some(Subject::Site);
    }
    Some(match kind_of(path)? {
        DocumentKind::Report => Subject::Report,
        DocumentKind::Plan => Subject::Plan,
        DocumentKind::Page => Subject::Page,
    })
}

/// A file that is stored beside a record.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum FileKind {
    /// A picture that the body shows.
    Photo,
    /// Any other file that is published with the record.
    Attachment,
}

/// What happens to a file whose name another file beside the record has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum IfExists {
    /// It is refused, and the author is asked.
    Refuse,
    /// It gets a free name, unless the other file is the same.
    Rename,
    /// It replaces the other file.
    Replace,
}

impl IfExists {
    /// The choice that a request names.
    pub(crate) fn parse(name: Option<&str>) -> Self {
        match name {
            Some("rename") => Self::Rename,
            Some("replace") => Self::Replace,
            _ => Self::Refuse,
        }
    }
}

/// Stores a file in the folder of a record. Nothing is overwritten without being asked for.
pub(crate) fn add_file(
    site: &OpenSite,
    record: &SourcePath,
    (kind, name, if_exists): (FileKind, &str, IfExists),
    bytes: &[u8],
) -> Response {
    let refuse = |label: Label, hint: Option<Message>| {
        let hint = hint.map(|hint| hint.text(site.language));
        let message = label.text(site.language);
        answer::json(422, &json!({ "message": message, "hint": hint }))
    };
    if record.file_name() != "index.md" {
        let folder = record.file_name().trim_end_matches(".md").to_owned();
        let hint = Message::AttachmentNeedsFolderHint { folder };
        return refuse(Label::FileNeedsFolder, Some(hint));
    }
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    let path = record.join(name).filter(|path| {
        path.file_name() == name && name.chars().all(is_plain) && !name.starts_with('.')
    });
    let path = path.filter(|path| match kind {
        FileKind::Photo => {
            Format::of(path).is_some_and(|format| photo::measure(bytes, format).is_ok())
        }
        FileKind::Attachment => is_attachment(path),
    });
    let Some(path) = path else {
        let extensions = attachment::EXTENSIONS.map(|extension| format!("`.{extension}`"));
        let extensions = extensions.join(", ");
        return match kind {
            FileKind::Photo => refuse(Label::NotAPhoto, None),
            FileKind::Attachment => refuse(
                Label::NotAnAttachment,
                Some(Message::AttachmentKindsHint { extensions }),
            ),
        };
    };
    let path = match if_exists {
        IfExists::Rename => free_name(site, path, bytes),
        IfExists::Refuse if has_file(site, &path) => {
            let message = Label::FileExists.text(site.language);
            return answer::json(422, &json!({ "message": message, "exists": true }));
        }
        IfExists::Refuse | IfExists::Replace => path,
    };
    match disk::write_source(&site.root, &path, bytes) {
        Ok(()) => answer::json(200, &json!({ "name": path.file_name() })),
        Err(error) => answer::json(
            500,
            &json!({ "message": error.message().text(site.language) }),
        ),
    }
}

fn has_file(site: &OpenSite, path: &SourcePath) -> bool {
    site.root.join(path.as_str()).symlink_metadata().is_ok()
}

/// `path`, or the first of `image-2.png`, `image-3.png` … that no other file has. A file with the same
/// bytes is not stored twice.
fn free_name(site: &OpenSite, path: SourcePath, bytes: &[u8]) -> SourcePath {
    let is_free = |path: &SourcePath| {
        !has_file(site, path) || disk::read_file(&site.root, path).is_ok_and(|old| old == bytes)
    };
    let numbered = |number: u32| {
        let folder = path.as_str().trim_end_matches(path.file_name());
        let (stem, extension) = (path.stem(), path.extension());
        SourcePath::new(&format!("{folder}{stem}-{number}.{extension}")).expect("a valid path")
    };
    if is_free(&path) {
        return path;
    }
    let mut numbers = 2..u32::MAX;
    numbers
        .find_map(|number| Some(numbered(number)).filter(is_free))
        .expect("a free number")
}
