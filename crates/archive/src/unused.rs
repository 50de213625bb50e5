//! Files in `content/` that no document uses. They are not published, so their authors must know.

use std::collections::BTreeSet;
use std::sync::Arc;

use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_base::path::SourcePath;
use ssg_content::attachment::is_attachment;
use ssg_content::document::Document;
use ssg_content::html::Target;
use ssg_content::photo::Format;
use ssg_content::source::name_without_extra_extension;

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
        for file in document.named_files() {
            unused.remove(&file.value);
        }
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

/// Warns of each unused file, but not of one with a superfluous extension, of which
/// [`Sources::check_extensions`](ssg_content::source::Sources::check_extensions) warns. Of files that a document may refer to, only if every document could be
/// read.
pub(crate) fn warn_of_unused_files(
    unused: &BTreeSet<SourcePath>,
    is_complete: bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for path in unused {
        let may_be_used = Format::of(path).is_some() || is_attachment(path);
        let is_known = name_without_extra_extension(path).is_some();
        if !is_known && (is_complete || !may_be_used) {
            let warning = Diagnostic::warning(Place::file(path), Message::UnusedFile);
            diagnostics.push(warning.hint(hint(path)));
        }
    }
}

/// Returns how to use a file that nothing uses.
fn hint(path: &SourcePath) -> Message {
    let extension = path.extension().to_ascii_lowercase();
    let target = path.file_name().to_owned();
    let is_among_documents = ["content/reports/", "content/plans/", "content/pages/"]
        .iter()
        .any(|folder| path.as_str().starts_with(folder));
    let stem = path.stem();
    let is_plain_name = !stem.contains('.');
    if is_plain_name && TEXT_EXTENSIONS.contains(&&*extension) && is_among_documents {
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
            ("content/reports/2023/so-lieu.csv.txt", "unused-file-hint"),
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
