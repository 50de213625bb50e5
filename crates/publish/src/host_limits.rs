//! What common hosts refuse: Cloudflare Pages takes 20,000 files of at most 25 MiB each.

use std::collections::BTreeMap;

use crate::manifest::Entry;
use ssg_base::message::Message;
use ssg_base::path::OutPath;

const MAX_FILES: usize = 20_000;
const MAX_FILE_MIB: u64 = 25;

/// A note for each limit that a site exceeds; of several files that are too large, the largest is
/// named.
pub fn host_limit_notes(files: &BTreeMap<OutPath, Entry>) -> Vec<Message> {
    let mut notes = Vec::new();
    // The manifest is a file too.
    let count = files.len() + 1;
    if count > MAX_FILES {
        notes.push(Message::ManyFilesForHost {
            count: count.to_string(),
            limit: MAX_FILES.to_string(),
        });
    }
    let largest = files.iter().max_by_key(|(_, entry)| entry.size);
    if let Some((path, entry)) = largest.filter(|(_, entry)| entry.size > MAX_FILE_MIB << 20) {
        notes.push(Message::LargeFileForHost {
            path: path.to_string(),
            size: entry.size.div_ceil(1 << 20).to_string(),
            limit: MAX_FILE_MIB.to_string(),
        });
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use ssg_base::digest::Digest;

    fn site(count: usize, size: u64) -> BTreeMap<OutPath, Entry> {
        let sha256 = Digest::of(b"");
        let path = |at| OutPath::parse(&format!("a/{at}")).expect("a valid path");
        (0..count)
            .map(|at| (path(at), Entry { sha256, size }))
            .collect()
    }

    #[test]
    fn notes_name_what_a_host_refuses() {
        assert_eq!(host_limit_notes(&site(19_999, 25 << 20)), []);
        let notes = host_limit_notes(&site(20_000, (25 << 20) + 1));
        let texts: Vec<String> = notes.iter().map(ToString::to_string).collect();
        assert!(
            texts[0].contains("20001") && texts[0].contains("20000"),
            "{texts:?}"
        );
        assert!(
            texts[1].contains("26 MiB") && texts[1].contains("25 MiB"),
            "{texts:?}"
        );
        assert_eq!(texts.len(), 2);
    }
}
