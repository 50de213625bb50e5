//! Files next to a record's `index.md`: photos that its text shows, and attachments.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_content::attachment::{self, Attachment, is_attachment};
use ssg_content::document::{AttachmentKind, Document, stamp_of_file};
use ssg_content::fields::did_you_mean;
use ssg_content::html::{ResponsiveImage, Target};
use ssg_content::photo::{Photo, PhotoError, Variant};
use ssg_vietnam::text;

use crate::Archive;
use crate::record::is_shown;

/// The extensions of attachments, for hints.
pub(crate) fn attachment_extensions() -> String {
    attachment::EXTENSIONS
        .map(|extension| format!("`.{extension}`"))
        .join(", ")
}

/// Files that are not documents.
#[derive(Clone, Debug, Default)]
pub(crate) struct Files {
    /// All of them, photos included.
    pub(crate) all: Arc<BTreeSet<SourcePath>>,
    /// Files in a record's own folder that may be published next to its page, with their addresses.
    pub(crate) attachments: Arc<BTreeMap<SourcePath, UrlPath>>,
    /// What is known of the attachments.
    details: Arc<BTreeMap<SourcePath, Arc<Attachment>>>,
    /// Photos of the sources, whether a text shows them or not.
    photos: Arc<BTreeMap<SourcePath, Result<Photo, PhotoError>>>,
}

impl Files {
    /// Keeps those of `files` that may be published with one of `documents`. Without its record in
    /// `documents`, as when that is withdrawn, a file is not published. Reports the second of two
    /// attachments with one address.
    pub(crate) fn new(
        documents: &[Arc<Document>],
        files: BTreeSet<SourcePath>,
        details: BTreeMap<SourcePath, Arc<Attachment>>,
        photos: BTreeMap<SourcePath, Result<Photo, PhotoError>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let pages = documents.iter();
        let pages: BTreeMap<_, _> = pages
            .map(|document| (&document.path, &document.url))
            .collect();
        let mut attachments = BTreeMap::new();
        // Hosts and file systems differ in whether names that differ in case are two files.
        let mut first: BTreeMap<String, &SourcePath> = BTreeMap::new();
        for path in files.iter().filter(|path| is_attachment(path)) {
            let record = path.join("index.md").and_then(|index| pages.get(&index));
            let Some(url) = record.and_then(|record| attachment_url(record, path)) else {
                continue;
            };
            if let Some(other) = first.insert(url.as_str().to_ascii_lowercase(), path) {
                let message = Message::AttachmentNameTaken {
                    other: other.file_name().to_owned(),
                };
                let error = Diagnostic::error(Place::file(path), message);
                diagnostics.push(
                    error
                        .related(Place::file(other), Message::DuplicateAddressFirst)
                        .hint(Message::DuplicateAddressHint),
                );
            }
            attachments.insert(path.clone(), url);
        }
        for document in documents {
            report_stamps(document, &attachments, diagnostics);
        }
        Self {
            all: Arc::new(files),
            attachments: Arc::new(attachments),
            details: Arc::new(details),
            photos: Arc::new(photos),
        }
    }
}

/// Returns the files that a document names or links to, those that may not be published included:
/// those of `attachments` first, in the author's order.
fn attachments_named_by(document: &Document) -> impl Iterator<Item = &SourcePath> {
    let links = document.body.html.placeholders().iter();
    let linked = links.filter_map(|link| match &link.target {
        Target::Source(path, _) => Some(path),
        Target::Anchor(_) | Target::Url(..) | Target::Photo(_) => None,
    });
    document.named_files().map(|file| &file.value).chain(linked)
}

/// Reports the stamps in the names of what a document publishes, unless it has a clearance. Personal
/// data in these names is reported where the document links to them.
fn report_stamps(
    document: &Document,
    attachments: &BTreeMap<SourcePath, UrlPath>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if document.record.clearance.is_some() || !is_shown(document) {
        return;
    }
    for placeholder in document.body.html.placeholders() {
        let (path, Some(span)) = (
            match &placeholder.target {
                Target::Source(path, _) if attachments.contains_key(path) => path,
                Target::Photo(photo) => &photo.path,
                _ => continue,
            },
            placeholder.span,
        ) else {
            continue;
        };
        if let Some(stamp) = stamp_of_file(path) {
            let stamp = stamp.to_owned();
            let place = Place::new(&document.path, span);
            let error = Diagnostic::error(place, Message::SecrecyStamp { stamp });
            let error = error.hint(Message::PublishedNameHint);
            diagnostics.push(error.hint(Message::SecrecyStampHint));
        }
    }
}

/// The address of an attachment of `record`: its name, or one made from it if that cannot be part of
/// an address. `None` if the name has no letter and no digit.
fn attachment_url(record: &UrlPath, path: &SourcePath) -> Option<UrlPath> {
    record.attachment(path.file_name()).or_else(|| {
        let extension = path.extension().to_ascii_lowercase();
        let room = UrlPath::MAX_SEGMENT_BYTES - extension.len() - 1;
        let slug = text::slug(path.stem())?;
        let slug = slug[..slug.len().min(room)].trim_end_matches('-');
        record.attachment(&format!("{slug}.{extension}"))
    })
}

/// An attachment of a record.
#[derive(Clone, Copy, Debug)]
pub struct RecordAttachment<'a> {
    /// Its file.
    pub source: &'a SourcePath,
    /// Where it is published.
    pub url: &'a UrlPath,
    /// What readers see as its name.
    pub title: &'a str,
    /// What it is, if the author says.
    pub kind: Option<AttachmentKind>,
    /// Its language as a tag; may be empty.
    pub language: &'a str,
    /// What is known of its content.
    pub details: &'a Attachment,
}

/// An image file of a photo, published because some page shows the photo.
#[derive(Debug)]
pub struct Picture<'a> {
    /// The photo's file.
    pub source: &'a SourcePath,
    /// The photo.
    pub photo: &'a Photo,
    /// The size and format of this image file.
    pub variant: Variant,
    /// Where a text shows it.
    place: Place,
}

impl Picture<'_> {
    /// Returns the error to report if the photo cannot be encoded.
    pub fn fault(&self, fault: &PhotoError) -> Diagnostic {
        photo_fault(fault, self.source, self.place.clone())
    }
}

impl Archive {
    /// Returns the attachments that some record names or links to, each with
    /// its address.
    pub fn linked_attachments(&self) -> BTreeMap<&SourcePath, &UrlPath> {
        let shown = self.documents().filter(|document| is_shown(document));
        shown
            .flat_map(|document| attachments_named_by(document))
            .filter_map(|path| self.files.attachments.get_key_value(path))
            .collect()
    }

    /// Returns the attachments of `document`: those that its front matter names, in the author's
    /// order, then those that its text links to, by their names. Empty where attachments were not
    /// read.
    pub fn attachments_of<'a>(&'a self, document: &'a Document) -> Vec<RecordAttachment<'a>> {
        if !is_shown(document) {
            return Vec::new();
        }
        let named = document.named_files().map(|file| &file.value);
        let mut paths: Vec<&SourcePath> = Vec::new();
        let others: BTreeSet<&SourcePath> = attachments_named_by(document).collect();
        for path in named.chain(others) {
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        let attachments = paths.into_iter().filter_map(|path| {
            let (source, url) = self.files.attachments.get_key_value(path)?;
            let details = self.files.details.get(path)?;
            let entries = &document.record.attachments;
            let entry = entries.iter().find(|entry| entry.file.value == *path);
            let title = entry.map_or("", |entry| &*entry.title);
            Some(RecordAttachment {
                source,
                url,
                title: if title.is_empty() {
                    source.file_name()
                } else {
                    title
                },
                kind: entry.and_then(|entry| entry.kind),
                language: entry.map_or("", |entry| &*entry.language),
                details,
            })
        });
        attachments.collect()
    }

    /// Returns the files beside the record at `source` that may be published with it, by their names,
    /// with what is known of each.
    pub fn files_beside(
        &self,
        source: &SourcePath,
    ) -> impl Iterator<Item = (&SourcePath, Option<&Attachment>)> {
        let is_beside = |path: &&SourcePath| path.join("index.md").as_ref() == Some(source);
        let beside = self.files.attachments.keys().filter(is_beside);
        beside.map(|path| (path, self.attachment_details(path)))
    }

    /// Returns what is known of an attachment. `None` if it was not read.
    pub(crate) fn attachment_details(&self, path: &SourcePath) -> Option<&Attachment> {
        self.files.details.get(path).map(|details| &**details)
    }

    /// Returns the address at which a file beside a record's `index.md` is published. `None` if it
    /// does not exist or may not be published.
    pub fn attachment_url(&self, path: &SourcePath) -> Option<&UrlPath> {
        self.files.attachments.get(path)
    }

    /// Returns whether the sources have this file, which is no document.
    pub(crate) fn has_file(&self, path: &SourcePath) -> bool {
        self.files.all.contains(path)
    }

    /// Returns the names of the files that may be published beside the record at `index`.
    pub(crate) fn attachments_near(&self, index: &SourcePath) -> Vec<String> {
        let names = self.files.attachments.keys();
        let names = names.map(|path| index.reference_to(path));
        names.filter(|name| !name.contains('/')).collect()
    }

    /// Returns the image files of every photo that some page shows, by their addresses.
    pub fn pictures(&self) -> BTreeMap<UrlPath, Picture<'_>> {
        let mut pictures = BTreeMap::new();
        for document in self.documents().filter(|document| is_shown(document)) {
            for placeholder in document.body.html.placeholders() {
                let (Target::Photo(shown), Some(span)) = (&placeholder.target, placeholder.span)
                else {
                    continue;
                };
                let photos = &self.files.photos;
                let Some((source, Ok(photo))) = photos.get_key_value(&shown.path) else {
                    continue;
                };
                for variant in photo.variants(self.site.photo_originals) {
                    let url = picture_url(document, source, photo, variant);
                    let place = Place::new(&document.path, span);
                    pictures.entry(url).or_insert(Picture {
                        source,
                        photo,
                        variant,
                        place,
                    });
                }
            }
        }
        pictures
    }

    /// Returns the image files of the photo at `path` that `document` shows, with addresses as
    /// `address` writes them. Empty if the photo is faulty; its error is already reported.
    pub fn pictures_of(
        &self,
        document: &Document,
        path: &SourcePath,
        address: impl Fn(&UrlPath) -> String,
    ) -> ResponsiveImage {
        let Some(Ok(photo)) = self.files.photos.get(path) else {
            return ResponsiveImage::default();
        };
        let address = |variant| address(&picture_url(document, path, photo, variant));
        let widths = photo.widths();
        let all = |variant: fn(u32) -> Variant| {
            let widths = widths.iter().copied();
            widths
                .map(|width| (address(variant(width)), width))
                .collect()
        };
        let widest = widths.last().copied().unwrap_or_default();
        ResponsiveImage {
            webp: all(Variant::Webp),
            jpeg: all(Variant::Jpeg),
            size: (widest, photo.height_at(widest)),
            original: self
                .site
                .photo_originals
                .then(|| address(Variant::Original)),
        }
    }

    /// Returns the address and the size in pixels of the widest JPEG of the photo at `path` that
    /// `document` shows. `None` if the photo is faulty.
    pub fn widest_picture(
        &self,
        document: &Document,
        path: &SourcePath,
    ) -> Option<(UrlPath, (u32, u32))> {
        let photo = self.files.photos.get(path)?.as_ref().ok()?;
        let widest = *photo.widths().last()?;
        let url = picture_url(document, path, photo, Variant::Jpeg(widest));
        Some((url, (widest, photo.height_at(widest))))
    }

    /// Returns the error of a photo that a text shows, if it is missing or faulty.
    pub(crate) fn check_photo(&self, path: &SourcePath, place: Place) -> Option<Diagnostic> {
        match self.files.photos.get(path) {
            Some(Ok(_)) => None,
            Some(Err(fault)) => Some(photo_fault(fault, path, place)),
            None => {
                let near = text::nearest(path.file_name(), self.photo_names_near(path), 2);
                let target = path.file_name().to_owned();
                let fault = Diagnostic::error(place, Message::PhotoMissing { target });
                Some(fault.hints(did_you_mean(near)))
            }
        }
    }

    /// Returns the names of the photos in the folder of `path` and below it.
    fn photo_names_near<'a>(&'a self, path: &'a SourcePath) -> impl Iterator<Item = &'a str> {
        let full = path.as_str();
        let folder = &full[..full.len() - path.file_name().len()];
        // All paths of one folder follow one another in the map.
        let first = SourcePath::new(folder.trim_end_matches('/'));
        let photos = &self.files.photos;
        let after = match first {
            Some(first) => photos.range(first..),
            None => photos.range::<SourcePath, _>(..),
        };
        after
            .map(|(known, _)| known.as_str())
            .skip_while(move |known| *known < folder)
            .map_while(move |known| known.strip_prefix(folder))
    }
}

/// Returns the address of an image file of a photo that `document` shows: next to its page.
fn picture_url(document: &Document, path: &SourcePath, photo: &Photo, variant: Variant) -> UrlPath {
    let name = photo.file_name(path, variant);
    document
        .url
        .attachment(&name)
        .expect("a photo's file name is valid in an address")
}

fn photo_fault(fault: &PhotoError, path: &SourcePath, place: Place) -> Diagnostic {
    let target = path.file_name().to_owned();
    let (message, hint) = match fault {
        PhotoError::OtherFormat(Some(format)) => (
            Message::PhotoExtensionMismatch {
                target,
                found: format.to_string(),
            },
            Message::PhotoExtensionMismatchHint {
                extension: format.extension().to_owned(),
            },
        ),
        PhotoError::OtherFormat(None) => (
            Message::PhotoNotAnImage { target },
            Message::UnsupportedPhotoFormatHint,
        ),
        PhotoError::Animated => (
            Message::PhotoAnimated { target },
            Message::UnsupportedPhotoFormatHint,
        ),
        PhotoError::Broken => (Message::PhotoBroken { target }, Message::PhotoBrokenHint),
        PhotoError::TooLarge { width, height } => (
            Message::PhotoTooLarge {
                target,
                width: width.to_string(),
                height: height.to_string(),
            },
            Message::PhotoTooLargeHint,
        ),
        PhotoError::Changed => (Message::PhotoChanged { target }, Message::PhotoChangedHint),
    };
    Diagnostic::error(place, message).hint(hint)
}
