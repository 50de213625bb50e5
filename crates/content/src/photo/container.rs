//! The structure of a photo's file, read without decoding: whether it is complete, and which bytes
//! are the picture.
//!
//! Only parts that are known to belong to the picture are kept. Metadata of the camera, previews,
//! other pictures and films behind the end are not.

use std::ops::Range;

use super::Format;

/// The parts of a file that are the picture.
pub(super) struct Picture {
    format: Format,
    /// The byte ranges of the picture.
    parts: Vec<Range<usize>>,
    /// Whether the file is an animation.
    pub(super) is_animated: bool,
}

impl Picture {
    /// A file with only the picture. `bytes` is the file that was read.
    pub(super) fn without_metadata(&self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len());
        for part in &self.parts {
            out.extend_from_slice(&bytes[part.clone()]);
        }
        if self.format == Format::Webp {
            let size = u32::try_from(out.len() - 8).expect("shorter than a RIFF file");
            out[4..8].copy_from_slice(&size.to_le_bytes());
            // The header says which metadata follows. Only the colour profile is left.
            if out.get(12..16) == Some(b"VP8X") {
                out[20] &= !(EXIF | XMP);
            }
        }
        out
    }
}

/// Flags in the extended header of a WebP file.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

/// Finds the picture. `None` if the file is truncated or its structure is invalid.
pub(super) fn picture(bytes: &[u8], format: Format) -> Option<Picture> {
    let mut picture = Picture {
        format,
        parts: Vec::new(),
        is_animated: false,
    };
    match format {
        Format::Jpeg => jpeg(bytes, &mut picture)?,
        Format::Png => png(bytes, &mut picture)?,
        Format::Webp => webp(bytes, &mut picture)?,
    }
    Some(picture)
}

/// Reads segments `FF marker length content`. The header of a scan is followed by pixels up to the
/// next marker.
fn jpeg(bytes: &[u8], picture: &mut Picture) -> Option<()> {
    const END: u8 = 0xd9;
    const SCAN: u8 = 0xda;
    picture.parts.push(0..2);
    let mut at = 2;
    let mut has_scan = false;
    loop {
        let start = at;
        while *bytes.get(at)? == 0xff {
            at += 1;
        }
        let marker = bytes[at];
        at += 1;
        if at < start + 2 {
            return None;
        }
        if marker == END {
            picture.parts.push(at - 2..at);
            return has_scan.then_some(());
        }
        let from = at - 2;
        let length = u16::from_be_bytes(*bytes.get(at..)?.first_chunk()?);
        let content = bytes.get(at + 2..at + usize::from(length))?;
        at += usize::from(length);
        if is_picture_segment(marker, content) {
            picture.parts.push(from..at);
        }
        if marker == SCAN {
            has_scan = true;
            let from = at;
            // The scan ends at a marker that is neither an escaped byte FF nor a restart.
            while *bytes.get(at)? != 0xff || matches!(bytes.get(at + 1)?, 0 | 0xd0..=0xd7 | 0xff) {
                at += 1;
            }
            picture.parts.push(from..at);
        }
    }
}

fn is_picture_segment(marker: u8, content: &[u8]) -> bool {
    match marker {
        // Frames, tables and scans.
        0xc0..=0xcf | 0xda..=0xdf => true,
        // JFIF without a preview; Adobe's colour encoding; the colour profile.
        0xe0 => content.starts_with(b"JFIF\0") && content.len() == 14,
        0xee => content.starts_with(b"Adobe") && content.len() == 12,
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        _ => false,
    }
}

/// Reads chunks `length type content checksum`.
fn png(bytes: &[u8], picture: &mut Picture) -> Option<()> {
    const PICTURE_CHUNKS: [&[u8; 4]; 10] = [
        b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"iCCP",
    ];
    let mut at = 8;
    picture.parts.push(0..at);
    loop {
        let length = u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?);
        let kind: &[u8; 4] = bytes.get(at + 4..)?.first_chunk()?;
        let end = at + 12 + usize::try_from(length).ok()?;
        bytes.get(at..end)?;
        if PICTURE_CHUNKS.contains(&kind) {
            picture.parts.push(at..end);
        }
        picture.is_animated |= kind == b"acTL";
        if kind == b"IEND" {
            return Some(());
        }
        at = end;
    }
}

/// Reads `RIFF length WEBP`, then chunks `type length content`, padded to even lengths.
fn webp(bytes: &[u8], picture: &mut Picture) -> Option<()> {
    const PICTURE_CHUNKS: [&[u8; 4]; 5] = [b"VP8X", b"ALPH", b"VP8 ", b"VP8L", b"ICCP"];
    let word = |at: usize| {
        let word = u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
        usize::try_from(word).ok()
    };
    let file_len = 8 + word(4)?;
    let file = bytes.get(..file_len)?;
    let mut at = 12;
    picture.parts.push(0..at);
    let mut has_pixels = false;
    while at < file.len() {
        let kind: &[u8; 4] = file.get(at..)?.first_chunk()?;
        let length = word(at + 4)?;
        let end = at + 8 + length + length % 2;
        file.get(at..end)?;
        if PICTURE_CHUNKS.contains(&kind) {
            picture.parts.push(at..end);
        }
        has_pixels |= matches!(kind, b"VP8 " | b"VP8L");
        picture.is_animated |= kind == b"ANIM";
        at = end;
    }
    (has_pixels || picture.is_animated).then_some(())
}
