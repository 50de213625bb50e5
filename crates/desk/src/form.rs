//! What the form of a record needs: its values, the schema of its keys, and edits of its text.

use serde::Deserialize;
use serde_json::{Value, json};

use ssg_base::message::Language;
use ssg_base::path::SourcePath;
use ssg_content::document::{DocumentKind, kind_of};
use ssg_content::photo::{self, Format};
use ssg_content::schema::{Subject, json_schema};
use ssg_content::settings::settings_path;
use ssg_content::vocabulary::Vocabulary;
use ssg_edit::{Edit, Refusal, SourceFormat};
use ssg_publish::disk;
use ssg_server::http::Response;

use crate::labels::Label;
use crate::open_site::OpenSite;
use crate::routes::json_response;

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
            json_response(
                200,
                &json!({ "values": values, "body": &text[front_matter.body..] }),
            )
        }
        Err(refusal) => refused(&refusal, language),
    }
}

/// Why the form cannot show or change a text.
pub(crate) fn refused(refusal: &Refusal, language: Language) -> Response {
    json_response(422, &json!({ "message": refusal.text(language) }))
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

/// Stores a photo in the folder of a record. Nothing is overwritten.
pub(crate) fn add_photo(
    site: &OpenSite,
    record: &SourcePath,
    name: &str,
    bytes: &[u8],
) -> Response {
    let refuse =
        |label: Label| json_response(422, &json!({ "message": label.text(site.language) }));
    if record.file_name() != "index.md" {
        return refuse(Label::PhotoNeedsFolder);
    }
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '.');
    let path = record.join(name).filter(|path| {
        path.file_name() == name && name.chars().all(is_plain) && !name.starts_with('.')
    });
    let Some((path, format)) = path.and_then(|path| Some((path.clone(), Format::of(&path)?)))
    else {
        return refuse(Label::NotAPhoto);
    };
    if photo::measure(bytes, format).is_err() {
        return refuse(Label::NotAPhoto);
    }
    if disk::read_file(&site.root, &path).is_ok() {
        return refuse(Label::PhotoExists);
    }
    match disk::write_source(&site.root, &path, bytes) {
        Ok(()) => json_response(200, &json!({ "name": name })),
        Err(error) => json_response(
            500,
            &json!({ "message": error.message().text(site.language) }),
        ),
    }
}
