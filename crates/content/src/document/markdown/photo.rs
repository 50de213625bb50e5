//! Photos, as images in a line of text or as figures.

use std::fmt::Write as _;
use std::mem;
use std::ops::Range;

use super::Writer;
use super::link::{is_on_own_disk, scheme};
use crate::document::mapped_text::BLOCK_END;
use crate::document::privacy;
use crate::html::{EmbeddedPhoto, Target, escape};
use crate::photo::Format;
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;
use ssg_base::path::SourcePath;
use ssg_base::percent::percent_decode_lenient;
use ssg_vietnam::text;

/// The beginning of the title of a decorative photo; the author's reason follows.
const DECORATION: &str = "trang trí:";

/// A photo whose text alternative is being read.
pub(super) struct OpenPhoto {
    target: String,
    title: String,
    span: Span,
    pub(super) alt: String,
    /// The number of open photos inside the text alternative. Only their text is used.
    nested: usize,
}

impl Writer<'_, '_, '_> {
    pub(super) fn open_photo(&mut self, target: &str, title: &str, range: &Range<usize>) {
        if let Some(photo) = &mut self.photo {
            photo.nested += 1;
            self.report_link_title(title, range);
            return;
        }
        let span = self.input.span(range);
        let target = self.visible(target, range).into_owned();
        privacy::check_link(&percent_decode_lenient(&target), span, self.reporter);
        let title = title.trim();
        if !title.is_empty() {
            let place = self.input.span_of(title);
            self.rendered.push_mark(BLOCK_END);
            self.rendered
                .push(title, place.unwrap_or(span), place.is_some());
            self.rendered.push_mark(BLOCK_END);
        }
        let title = self.visible(title, range).into_owned();
        self.photo = Some(OpenPhoto {
            target,
            title,
            span,
            alt: String::new(),
            nested: 0,
        });
    }

    pub(super) fn close_photo(&mut self) {
        match &mut self.photo {
            Some(photo) if photo.nested > 0 => photo.nested -= 1,
            _ => {
                if let Some(photo) = self.photo.take() {
                    self.embed(photo);
                }
            }
        }
    }

    /// Adds a placeholder for a photo. An invalid path, and a missing text alternative, are
    /// reported.
    fn embed(&mut self, photo: OpenPhoto) {
        let OpenPhoto {
            target,
            mut title,
            span,
            alt,
            ..
        } = photo;
        let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
        let path = photo_path(self.reporter.path, &target);
        if alt.is_empty() {
            let lower = title.to_lowercase();
            let reason = lower.strip_prefix(DECORATION).unwrap_or_default();
            if reason.trim().is_empty() {
                let hint = Message::PhotoWithoutAltHint {
                    target: target.clone(),
                };
                let message = Message::PhotoWithoutAlt { target };
                self.reporter.error(span, message).hints.push(hint);
            }
            title.clear();
        }
        let path = match path {
            Ok(path) => path,
            Err(report) => {
                let [message, hint] = *report;
                self.reporter.error(span, message).hints.push(hint);
                return;
            }
        };
        let photo = EmbeddedPhoto {
            path,
            alt,
            title,
            is_linked: self.in_link,
        };
        self.out
            .push_placeholder(Target::Photo(Box::new(photo)), Some(span));
    }

    /// Replaces a paragraph that holds only photos by a figure for each, with its title as the
    /// caption. Returns whether the paragraph was replaced.
    pub(super) fn turn_photos_into_figures(&mut self) -> bool {
        let start = self.paragraph_start;
        let Some(text) = self.out.text.get(start..) else {
            return false;
        };
        let placeholders = &mut self.out.placeholders;
        let first = placeholders.partition_point(|placeholder| placeholder.at < start);
        if !text.trim().is_empty() || first == placeholders.len() {
            return false;
        }
        let out = &mut self.out.text;
        out.truncate(start - "<p>".len());
        for placeholder in &mut placeholders[first..] {
            let Target::Photo(photo) = &mut placeholder.target else {
                unreachable!("a link leaves tags in the text");
            };
            out.push_str("<figure class=\"photo\">");
            placeholder.at = out.len();
            let caption = mem::take(&mut photo.title);
            if !caption.is_empty() {
                let _ = write!(out, "<figcaption>{}</figcaption>", escape(&caption));
            }
            out.push_str("</figure>\n");
        }
        true
    }

    /// Warns of captions that no page shows: only a photo in a paragraph of its own has one.
    pub(super) fn warn_of_lost_captions(&mut self) {
        let photos = self.out.placeholders.iter();
        let captions = photos.filter_map(|placeholder| match &placeholder.target {
            Target::Photo(photo) if !photo.title.is_empty() => {
                Some((photo.title.clone(), placeholder.span?))
            }
            _ => None,
        });
        for (caption, span) in captions.collect::<Vec<_>>() {
            if let Some(warning) = self.warn(span, Message::CaptionNotShown { caption }) {
                warning.hints.push(Message::CaptionNotShownHint);
            }
        }
    }
}

/// The path of a photo that the document at `path` embeds. It must be in the document's own folder.
///
/// # Errors
/// The message to report, and its hint.
fn photo_path(path: &SourcePath, written: &str) -> Result<SourcePath, Box<[Message; 2]>> {
    let target = written.to_owned();
    if scheme(written).is_some() || written.starts_with("//") || written.starts_with('\\') {
        let message = Message::PhotoOutsideSite { target };
        let hint = if is_on_own_disk(written) {
            Message::OwnDiskHint
        } else {
            Message::PhotoOutsideSiteHint
        };
        return Err([message, hint].into());
    }
    let reference = text::nfc(&percent_decode_lenient(written)).into_owned();
    let found = path
        .join(&reference)
        .filter(|_| !reference.starts_with('/'));
    let Some(found) = found else {
        let message = Message::PhotoInOtherFolder { target };
        return Err([message, Message::PhotoInOtherFolderHint].into());
    };
    if Format::of(&found).is_none() {
        let message = Message::UnsupportedPhotoFormat { target };
        return Err([message, Message::UnsupportedPhotoFormatHint].into());
    }
    let Some(folder) = path.as_str().strip_suffix("index.md") else {
        let folder = path.as_str().trim_end_matches(".md").to_owned();
        let message = Message::PhotoNeedsFolder { target };
        return Err([message, Message::PhotoNeedsFolderHint { folder }].into());
    };
    if !found.as_str().starts_with(folder) {
        let message = Message::PhotoInOtherFolder { target };
        return Err([message, Message::PhotoInOtherFolderHint].into());
    }
    Ok(found)
}
