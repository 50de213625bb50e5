//! The fingerprint of all that a site is made from: equal fingerprints give equal sites.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compiler::BuildOptions;
use crate::theme::Overrides;
use ssg_base::digest::Digest;
use ssg_base::parallel;
use ssg_base::path::SourcePath;
use ssg_content::source::Sources;

/// Hashes the program, every source, the theme's own files and the options. `attachments` are the
/// digests of the sources that are neither texts nor photos.
pub fn fingerprint(
    program: &str,
    sources: &Sources,
    attachments: &BTreeMap<SourcePath, Digest>,
    theme: &Overrides,
    options: &BuildOptions,
    has_bundle: bool,
) -> Digest {
    // Destructured, so that a new option is considered here. Advice and the published addresses
    // decide only whether a site is built, not what it contains.
    let BuildOptions {
        drafts,
        preview,
        today,
        embargo,
        base_url,
        notes: _,
        published: _,
    } = options;
    let asked = format!("{drafts:?}{preview:?}{today:?}{embargo:?}{base_url:?}{has_bundle:?}");
    let texts: Vec<(&SourcePath, &Arc<str>)> = sources.texts.iter().collect();
    let text_digests = parallel::map(&texts, parallel::thread_count(None), |(_, text)| {
        Digest::of(text.as_bytes())
    });
    let counts = [texts.len(), sources.photos.len(), attachments.len()];
    let counts = format!("{counts:?}");
    let texts = texts.into_iter().zip(text_digests);
    let texts = texts.map(|((path, _), digest)| format!("{path} {digest}"));
    let photos = sources.photos.iter();
    let photos = photos.map(|(path, photo)| format!("{path} {photo:?}"));
    let attachments = attachments.iter();
    let attachments = attachments.map(|(path, digest)| format!("{path} {digest}"));
    let files: Vec<String> = texts.chain(photos).chain(attachments).collect();
    let theme = theme.iter();
    let theme = theme.flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
    let head = [program, &asked, &counts].map(str::as_bytes);
    let files = files.iter().map(String::as_bytes);
    Digest::of_parts(head.into_iter().chain(files).chain(theme))
}
