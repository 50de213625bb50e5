//! The OLE container of Word files from before 2007: whether it is whole, and what it holds.

use crate::ImportError;

/// The first bytes of an OLE container.
const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// The bytes of the header. Sector 0 follows a sector of this size, or of 4,096 bytes.
const HEADER_BYTES: usize = 512;
/// The mark of a sector that is not in use.
const FREE_SECTOR: u32 = 0xffff_ffff;
/// The byte of an entry of the directory that says what it is.
const ENTRY_KIND: usize = 66;
/// The kind of the root of the directory.
const ROOT_ENTRY: u8 = 5;
/// The number of sectors of the allocation table that the header lists itself.
const LISTED_TABLE_SECTORS: usize = 109;

/// What an OLE container holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// A Word document.
    Word,
    /// A newer document behind a password.
    Encrypted,
    /// Something else: a workbook, a presentation, an installer …
    Other,
}

/// Returns whether a file begins like an OLE container.
pub(crate) fn is_ole(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC[..4])
}

/// Returns what a container holds. A truncated one is [`ImportError::Damaged`].
pub(crate) fn content(bytes: &[u8]) -> Result<Content, ImportError> {
    if !is_whole(bytes).unwrap_or(false) {
        return Err(ImportError::Damaged);
    }
    // The names of the streams are in UTF-16.
    let has_stream = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(name.len()).any(|window| window == name)
    };
    Ok(if has_stream("EncryptedPackage") {
        Content::Encrypted
    } else if has_stream("WordDocument") {
        Content::Word
    } else {
        Content::Other
    })
}

/// Returns whether the directory and the last sector in use are in the file; `None` if the header
/// makes no sense.
fn is_whole(bytes: &[u8]) -> Option<bool> {
    if !bytes.starts_with(&MAGIC) {
        return None;
    }
    let sector_bytes = match u16_at(bytes, 0x1e)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    let first = HEADER_BYTES.max(sector_bytes);
    let start_of = |sector: u32| -> Option<usize> {
        let offset = usize::try_from(sector).ok()?.checked_mul(sector_bytes)?;
        offset.checked_add(first)
    };
    // The first entry of the directory is its root. Its name differs among programs.
    let directory = start_of(u32_at(bytes, 0x30)?)?;
    if bytes.get(directory + ENTRY_KIND) != Some(&ROOT_ENTRY) {
        return Some(false);
    }
    let listed = usize::try_from(u32_at(bytes, 0x2c)?).ok()?;
    let entries = sector_bytes / 4;
    let mut last_used = 0;
    for at in 0..listed.min(LISTED_TABLE_SECTORS) {
        let table = start_of(u32_at(bytes, 0x4c + at * 4)?)?;
        for entry in 0..entries {
            if u32_at(bytes, table + entry * 4)? != FREE_SECTOR {
                last_used = at * entries + entry;
            }
        }
    }
    // The last sector itself may be cut short.
    Some(bytes.len() > start_of(u32::try_from(last_used).ok()?)?)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Makes a container of three sectors with one stream.
    pub(crate) fn container(stream: &str) -> Vec<u8> {
        let mut bytes = vec![0; HEADER_BYTES];
        bytes[..8].copy_from_slice(&MAGIC);
        bytes[0x1e] = 9;
        bytes[0x2c] = 1;
        bytes[0x30] = 1;
        let mut table = vec![0xff; 512];
        for (sector, mark) in [(0, 0xfd), (1, 0xfe), (2, 0xfe)] {
            table[sector * 4] = mark;
        }
        let mut directory = vec![0; 512];
        directory[ENTRY_KIND] = ROOT_ENTRY;
        for (at, name) in [(0, "R"), (128, stream)] {
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            directory[at..at + name.len()].copy_from_slice(&name);
        }
        bytes.extend(table);
        bytes.extend(directory);
        bytes.extend([b'a'; 512]);
        bytes
    }

    #[test]
    fn tells_contents_and_truncated_files() {
        let word = container("WordDocument");
        assert_eq!(content(&word), Ok(Content::Word));
        assert_eq!(
            content(&container("EncryptedPackage")),
            Ok(Content::Encrypted)
        );
        assert_eq!(content(&container("Workbook")), Ok(Content::Other));
        for length in [4, 8, 300, 512, 1024, 1100, 1536] {
            let error = Err(ImportError::Damaged);
            assert_eq!(content(&word[..length]), error, "{length} bytes");
        }
        let mut absurd = word;
        absurd[0x1e] = 200;
        assert_eq!(content(&absurd), Err(ImportError::Damaged));
        absurd[0x1e] = 9;
        absurd[0x4c..0x50].copy_from_slice(&[0xfe, 0xff, 0xff, 0xff]);
        assert_eq!(content(&absurd), Err(ImportError::Damaged));
    }
}
