//! Files in `content/` that no document uses. They are not published, so their authors must know.

use std::collections::BTreeSet;
use std::sync::Arc;

use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;
use ssg_content::document::Document;
use ssg_content::html::Target;
use ssg_content::photo::Format;

use crate::file::is_attachment;

/// Extensions of texts that were meant as documents. A file without an extension counts as one.
const TEXT_EXTENSIONS: [&str; 7] = ["", "txt", "markdown", "mdown", "mkd", "mdx", "text"];
/// Extensions of texts that can be imported.
const IMPORT_EXTENSIONS: [&str; 7] = ["doc", "docx", "odt", "rtf", "pdf", "html", "htm"];

/// Returns those of `files` that no document refers to, drafts and withdrawn records included.
pub(crate) fn unused_files(
    files: &BTreeSet<SourcePath>,
    documents: &[Arc<Document>],
) -> BTreeSet<SourcePath> {
    let mut unused = files.clone();
    if unused.is_empty() {
        return unused;
    }
    for document in documents {
        for placeholder in document.body.html.placeholders() {
            match &placeholder.target {
                Target::Source(path, _) => drop(unused.remove(path)),
                Target::Photo(photo) => drop(unused.remove(&photo.path)),
                Target::Anchor(_) | Target::Url(..) => {}
            }
        }
    }
    unused
}

/// Warns of each unused file. Of files that a document may refer to, only if every document could be
/// read.
pub(crate) fn warn_of_unused_files(
    unused: &BTreeSet<SourcePath>,
    is_complete: bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for path in unused {
        let may_be_used = Format::of(path).is_some() || is_attachment(path);
        if is_complete || !may_be_used || is_misnamed_text(path) {
            let warning = Diagnostic::warning(Place::file(path), Message::UnusedFile);
            diagnostics.push(warning.hint(hint(path)));
        }
    }
}

/// Whether the name ends like `hoc-tap.md.txt`, as Windows saves it when it hides extensions.
fn is_misnamed_text(path: &SourcePath) -> bool {
    path.stem()
        .rsplit_once('.')
        .is_some_and(|(_, extension)| extension.eq_ignore_ascii_case("md"))
}

/// Returns how to use a file that nothing uses.
fn hint(path: &SourcePath) -> Message {
    let extension = path.extension().to_ascii_lowercase();
    let target = path.file_name().to_owned();
    let is_among_documents = ["content/reports/", "content/plans/", "content/pages/"]
        .iter()
        .any(|folder| path.as_str().starts_with(folder));
    if is_misnamed_text(path) || (TEXT_EXTENSIONS.contains(&&*extension) && is_among_documents) {
        let stem = path.stem();
        let stem = match stem.rsplit_once('.') {
            Some((name, _)) if is_misnamed_text(path) => name,
            _ => stem,
        };
        let name = format!("{stem}.md");
        return Message::RenameToDocumentHint { name };
    }
    if Format::of(path).is_some() {
        return Message::UnusedPhotoHint { target };
    }
    if IMPORT_EXTENSIONS.contains(&&*extension) {
        return Message::UnusedTextHint { target };
    }
    Message::UnusedFileHint { target }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_say_how_to_use_a_file() {
        for (path, code) in [
            (
                "content/reports/2023/hoc-tap.md.txt",
                "rename-to-document-hint",
            ),
            (
                "content/reports/2023/hoc-tap.txt",
                "rename-to-document-hint",
            ),
            (
                "content/reports/2023/hoc-tap.markdown",
                "rename-to-document-hint",
            ),
            ("content/plans/2023/ke-hoach", "rename-to-document-hint"),
            ("content/reports/2023/x/cho.JPG", "unused-photo-hint"),
            ("content/reports/2023/x/bao-cao.docx", "unused-text-hint"),
            ("content/reports/2023/x/phim.mp4", "unused-file-hint"),
            ("content/ghi-chu.txt", "unused-file-hint"),
        ] {
            let path = SourcePath::new(path).expect("valid");
            assert_eq!(hint(&path).code(), code, "{path}");
        }
    }
}
