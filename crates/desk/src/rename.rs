//! Renaming a record: its file or folder gets another name, and its old address leads to it. Deleting
//! a draft.

use ssg_base::message::{Language, Message};
use ssg_base::path::SourcePath;
use ssg_content::document::url_of;
use ssg_edit::{Edit, Value};
use ssg_publish::disk;
use ssg_vietnam::text::slug;

use crate::labels::Label;
use crate::new::Failure;
use crate::open_site::OpenSite;
use crate::records::PublishedAddresses;
use crate::save::{self, SaveError};

/// Renames the record at `path`, whose file must have the digest `expected`. A record that may be
/// published gets its old address as an alias.
pub(crate) fn rename(
    site: &mut OpenSite,
    path: &SourcePath,
    (name, expected): (&str, &str),
    language: Language,
) -> Result<SourcePath, Failure> {
    let disk_failure = |error: &disk::Error| Failure::new(&error.message(), None, language);
    let label = |label: Label| Failure::of_label(label, language);
    let loaded = save::load(&site.root, path).map_err(|error| disk_failure(&error))?;
    if loaded.digest != expected || !loaded.is_editable {
        return Err(label(Label::ChangedElsewhere));
    }
    let bad_name = || Failure::no_address(Label::NameNoAddress, language);
    let slug = slug(name).ok_or_else(bad_name)?;
    let new_path = renamed(path, &slug).ok_or_else(bad_name)?;
    let (Some(old_url), Some(_)) = (url_of(path), url_of(&new_path)) else {
        return Err(bad_name());
    };
    let record = new_path
        .as_str()
        .trim_end_matches(".md")
        .trim_end_matches("/index");
    if !disk::record_sources(&site.root, record).is_empty() {
        let path = new_path.as_str().to_owned();
        return Err(Failure::new(
            &Message::ImportTargetExists { path },
            None,
            language,
        ));
    }
    let is_draft = ssg_content::document::says_draft(&loaded.text);
    let text = if is_draft {
        loaded.text.clone()
    } else {
        let aliases = "aliases".parse().expect("a key");
        let alias = Value::Text(old_url.to_string());
        let alias = [Edit::Insert(aliases, 0, alias)];
        let edited = ssg_edit::apply(&loaded.text, save::format_of(path), &alias);
        edited.map_err(|refusal| Failure {
            message: refusal.text(language),
            ..label(Label::NotInForm)
        })?
    };
    disk::rename_record(&site.root, path, &new_path).map_err(|error| disk_failure(&error))?;
    match save::save(&site.root, &new_path, &text, expected) {
        Ok(_) => {
            // What another tab has typed under the old name is no record of its own.
            site.server.set_unsaved(path, None);
            Ok(new_path)
        }
        Err(error) => {
            // Without its alias the record would lose its address.
            let _ = disk::rename_record(&site.root, &new_path, path);
            Err(match error {
                SaveError::Changed(_) => label(Label::ChangedElsewhere),
                SaveError::Disk(error) => disk_failure(&error),
            })
        }
    }
}

/// Deletes the draft at `path`, whose file must have the digest `expected`. A record whose folder has
/// other files, or that is published, stays.
pub(crate) fn delete_draft(
    site: &mut OpenSite,
    path: &SourcePath,
    expected: &str,
) -> Result<(), Failure> {
    let language = site.language;
    let disk_failure = |error: &disk::Error| Failure::new(&error.message(), None, language);
    let label = |label: Label| Failure::of_label(label, language);
    let loaded = save::load(&site.root, path).map_err(|error| disk_failure(&error))?;
    if loaded.digest != expected {
        return Err(label(Label::ChangedElsewhere));
    }
    let is_draft = ssg_content::document::says_draft(&loaded.text);
    if !is_draft || PublishedAddresses::read(site).contains(path) {
        return Err(label(Label::NotDeleted));
    }
    let others = disk::remove_record(&site.root, path).map_err(|error| disk_failure(&error))?;
    if !others.is_empty() {
        let mut failure = label(Label::FilesBeside);
        failure.message = format!("{} {}", failure.message, others.join(", "));
        return Err(failure);
    }
    site.server.set_unsaved(path, None);
    Ok(())
}

/// The path of the record under another name: of its folder, or of its file.
fn renamed(path: &SourcePath, name: &str) -> Option<SourcePath> {
    let mut segments: Vec<&str> = path.segments().collect();
    let file = format!("{name}.md");
    if path.file_name() == "index.md" {
        let at = segments.len().checked_sub(2)?;
        segments[at] = name;
    } else {
        *segments.last_mut()? = &file;
    }
    SourcePath::new(&segments.join("/"))
}
