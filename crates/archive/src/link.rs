//! Links from one record to another: where each leads, and which are broken.

use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_content::attachment::is_attachment;
use ssg_content::document::{Document, DocumentKind, Head, Status};
use ssg_content::fields::did_you_mean;
use ssg_content::html::{Placeholder, Target};
use ssg_content::photo::Format;
use ssg_vietnam::text;

use crate::batch::batch_number;
use crate::file::attachment_extensions;
use crate::hint::HintSearch;
use crate::place::check_places;
use crate::record::is_shown;
use crate::sources::{Hidden, Unpublished};
use crate::{Archive, record_name};

/// How links within the site refer to pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkStyle {
    /// By their folder, for web servers.
    #[default]
    Folders,
    /// By their file, for pages opened from a folder on disk.
    Files,
}

impl LinkStyle {
    /// Returns what follows a page's address in a link: empty, or the name of its file.
    pub fn index_file(self) -> &'static str {
        match self {
            Self::Folders => "",
            Self::Files => "index.html",
        }
    }
}

/// Returns whether a record's page has that anchor. An empty anchor always exists. A plan has
/// anchors of its batches besides those of its text.
pub fn has_anchor(page: &Document, anchor: &str) -> bool {
    let in_text = || {
        let anchors = &page.body.anchors;
        let position = anchors.binary_search_by(|known| (**known).cmp(anchor));
        position.is_ok()
    };
    let of_batch = || match (&page.head, batch_number(anchor)) {
        (Head::Plan(programme), Some(number)) => {
            let mut batches = programme.batches.iter();
            batches.any(|batch| batch.number.value == number)
        }
        _ => false,
    };
    anchor.is_empty() || in_text() || of_batch()
}

/// Returns the error of a link to an anchor that `page` lacks.
pub fn broken_anchor(place: Place, anchor: &str, page: &Document) -> Diagnostic {
    let near = text::nearest(anchor, page.body.anchors.iter().map(String::as_str), 2);
    let near: Vec<String> = near.into_iter().map(|id| format!("#{id}")).collect();
    let message = Message::BrokenAnchor {
        anchor: anchor.to_owned(),
        page: page.url.to_string(),
    };
    Diagnostic::error(place, message).hints(did_you_mean(near.iter().map(String::as_str)))
}

/// Returns the target as it should be written if it is a web or e-mail address without its scheme.
fn outside_form(target: &str) -> Option<String> {
    if let Some((name, domain)) = target.split_once('@') {
        let is_address = !name.is_empty() && !name.contains('/') && domain.contains('.');
        return is_address.then(|| format!("mailto:{target}"));
    }
    // `http//a.vn` without its colon is a path with an empty name.
    for scheme in ["http", "https"] {
        let rest = target
            .strip_prefix(scheme)
            .and_then(|rest| rest.strip_prefix('/'));
        if let Some(rest) = rest.filter(|rest| rest.contains('.')) {
            return Some(format!("{scheme}://{}", rest.trim_start_matches('/')));
        }
    }
    let host = target.split('/').next().unwrap_or(target);
    let domain = host.rsplit('.').next();
    let is_host = host.starts_with("www.")
        || (host.contains('.') && matches!(domain, Some("vn" | "com" | "net" | "org")));
    is_host.then(|| format!("https://{target}"))
}

impl Archive {
    /// Returns the address that a link of `document` leads to, and the anchor there. `None` if it
    /// leads to a draft or is broken, which is already reported.
    pub fn resolve_link(&self, document: &Document, target: &Target) -> Option<(UrlPath, String)> {
        match target {
            Target::Anchor(anchor) => Some((document.url.clone(), anchor.clone())),
            Target::Url(url, _) if self.is_draft(url) => None,
            Target::Url(url, anchor) => {
                Some((url.clone(), self.anchor_unless_withdrawn(url, anchor)))
            }
            Target::Source(path, anchor) => {
                let record = self.lookup.addresses.get(path);
                let url = record.or_else(|| self.files.attachments.get(path))?;
                Some((url.clone(), self.anchor_unless_withdrawn(url, anchor)))
            }
            Target::Photo(_) => None,
        }
    }

    /// Returns whether `url` is the address of a record that is not shown, or below it.
    pub fn is_draft(&self, url: &UrlPath) -> bool {
        self.why_hidden(url).is_some()
    }

    /// Returns why the record at `url`, or above it, is not shown. `None` if there is none.
    pub fn why_hidden(&self, url: &UrlPath) -> Option<Hidden> {
        let mut drafts = self.drafts.iter();
        let (path, _) = drafts.find(|(_, draft)| url.is_under(draft))?;
        Some(Hidden::among(&self.embargoed, path))
    }

    /// Returns the anchor, or nothing if the record at `url` was withdrawn: its page has no anchors
    /// left, and the authors of links to it are not to blame.
    fn anchor_unless_withdrawn(&self, url: &UrlPath, anchor: &str) -> String {
        let position = self.withdrawn.binary_search_by(|other| other.url.cmp(url));
        if position.is_ok() {
            String::new()
        } else {
            anchor.to_owned()
        }
    }

    /// Reports unknown places, unknown replacements of withdrawn records, and broken links between
    /// sources.
    pub(crate) fn check_references(
        &self,
        unpublished: &Unpublished,
        hints: &mut HintSearch,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for report in &self.reports {
            check_places(report, diagnostics);
        }
        for document in self.documents() {
            if let Status::Withdrawn {
                replaced_by: Some(written),
                ..
            } = &document.record.status
                && let Some(other) = self.find_record(&written.value)
                && other.path == document.path
            {
                let place = Place::new(&document.path, written.span);
                let found = written.value.clone();
                let warning = Diagnostic::warning(place, Message::OwnReplacement { found });
                diagnostics.push(warning.hint(Message::OwnReplacementHint));
            }
            if let Status::Withdrawn {
                replaced_by: Some(written),
                ..
            } = &document.record.status
                && self.find_record(&written.value).is_none()
            {
                let place = Place::new(&document.path, written.span);
                let kinds = [DocumentKind::Report, DocumentKind::Plan, DocumentKind::Page];
                let draft = |kind: DocumentKind| {
                    let name = &written.value;
                    let base = kind.base().to_string();
                    unpublished.why_hidden(kind, name.strip_prefix(&base).unwrap_or(name))
                };
                if let Some(hidden) = kinds.into_iter().find_map(draft) {
                    let target = written.value.clone();
                    let message = match hidden {
                        Hidden::Draft => Message::ReplacementDraft { target },
                        Hidden::Embargoed => Message::ReplacementEmbargoed { target },
                    };
                    diagnostics.push(Diagnostic::warning(place, message));
                    continue;
                }
                let names = || {
                    let documents = self.documents();
                    documents
                        .map(|document| record_name(&document.url))
                        .collect()
                };
                let hint = hints.did_you_mean(&written.value, names, 3);
                let message = Message::UnknownRecord {
                    found: written.value.clone(),
                };
                diagnostics.push(Diagnostic::error(place, message).hints(hint));
            }
            if is_shown(document) {
                self.check_links(document, unpublished, hints, diagnostics);
            }
        }
    }

    fn check_links(
        &self,
        document: &Document,
        unpublished: &Unpublished,
        hints: &mut HintSearch,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        for Placeholder { target, span, .. } in document.body.html.placeholders() {
            let Some(span) = *span else { continue };
            let place = Place::new(&document.path, span);
            match target {
                Target::Anchor(anchor) => {
                    if !has_anchor(document, anchor) {
                        diagnostics.push(broken_anchor(place, anchor, document));
                    }
                }
                Target::Source(path, anchor) => {
                    diagnostics.extend(self.check_source_link(
                        place,
                        (path, anchor),
                        unpublished,
                        hints,
                    ));
                }
                // The crate `ssg-site` checks these, since it knows the addresses of all pages.
                Target::Url(..) => {}
                Target::Photo(photo) => diagnostics.extend(self.check_photo(&photo.path, place)),
            }
        }
    }

    /// Returns the error of a link to another source, if there is one.
    fn check_source_link(
        &self,
        place: Place,
        (path, anchor): (&SourcePath, &str),
        unpublished: &Unpublished,
        hints: &mut HintSearch,
    ) -> Option<Diagnostic> {
        if let Some(hidden) = unpublished.why_hidden_source(path) {
            let target = place.path.reference_to(path);
            return Some(hidden.link_warning(place, target));
        }
        if unpublished.unread.contains(path) || self.files.attachments.contains_key(path) {
            return None;
        }
        let addresses = &self.lookup.addresses;
        if addresses.contains_key(path) {
            let document = self.document_from(path)?;
            return (!has_anchor(document, anchor)).then(|| broken_anchor(place, anchor, document));
        }
        if self.files.all.contains(path) {
            return Some(self.unpublished_file(place, path, unpublished));
        }
        let target = place.path.reference_to(path);
        // Hints are relative to the linking source, so that they can be copied into it.
        let references = || {
            let paths = addresses.keys().chain(self.files.attachments.keys());
            paths.map(|to| place.path.reference_to(to)).collect()
        };
        let hint = match outside_form(&target) {
            Some(form) => Some(Message::WriteHint { form }),
            None => hints.did_you_mean(&target, references, 2),
        };
        Some(Diagnostic::error(place, Message::BrokenLink { target }).hints(hint))
    }

    /// Returns why a link leads to a file that exists and is not published.
    pub(crate) fn unpublished_file(
        &self,
        place: Place,
        path: &SourcePath,
        unpublished: &Unpublished,
    ) -> Diagnostic {
        let target = place.path.reference_to(path);
        let index = path.join("index.md");
        if let Some(index) = &index {
            if let Some(hidden) = unpublished.why_hidden_source(index) {
                return hidden.link_warning(place, target);
            }
            let mut withdrawn = self.withdrawn.iter();
            if withdrawn.any(|document| document.path == *index) {
                return Diagnostic::warning(place, Message::AttachmentWithdrawn { target });
            }
        }
        if Format::of(path).is_some() {
            let error = Diagnostic::error(
                place,
                Message::LinkToPhoto {
                    target: target.clone(),
                },
            );
            return error.hint(Message::UnusedPhotoHint { target });
        }
        if !is_attachment(path) {
            let extension = path.extension().to_ascii_lowercase();
            let hint = match &*extension {
                "mp4" | "mov" | "avi" | "mkv" | "wmv" | "webm" | "mp3" | "m4a" | "wav" => {
                    Message::AttachedFilmHint
                }
                "svg" | "gif" | "heic" | "heif" | "tif" | "tiff" | "bmp" | "avif" | "eps" => {
                    Message::UnsupportedPhotoFormatHint
                }
                _ => Message::AttachmentKindsHint {
                    extensions: attachment_extensions(),
                },
            };
            return Diagnostic::error(place, Message::UnsupportedAttachment { target }).hint(hint);
        }
        let has_record = index.is_some_and(|index| self.lookup.addresses.contains_key(&index));
        if has_record {
            let name = path.file_name().to_owned();
            let error = Diagnostic::error(place, Message::BadFileName { name });
            return error.hint(Message::BadFileNameHint);
        }
        let folder = place.path.as_str().strip_suffix(".md").unwrap_or_default();
        let hint = if folder.ends_with("/index") {
            Message::AttachmentElsewhereHint
        } else {
            Message::AttachmentNeedsFolderHint {
                folder: folder.to_owned(),
            }
        };
        Diagnostic::error(place, Message::AttachmentElsewhere { target }).hint(hint)
    }
}
