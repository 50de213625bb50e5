//! A photo's file taken apart without decoding: is it whole, and which of its bytes are the picture.
//!
//! What is not known to be part of the picture is not: notes of the camera, previews, other
//! pictures and films behind the end.

use std::ops::Range;

use super::Format;

/// The picture in a file.
pub(super) struct Picture {
    format: Format,
    /// The bytes of the file that make it.
    parts: Vec<Range<usize>>,
    /// Whether there are several to be shown in turn.
    pub(super) moves: bool,
}

impl Picture {
    /// A file that holds the picture and nothing else. `bytes` is the file it was found in.
    pub(super) fn alone(&self, bytes: &[u8]) -> Vec<u8> {
        let mut alone = Vec::with_capacity(bytes.len());
        for part in &self.parts {
            alone.extend_from_slice(&bytes[part.clone()]);
        }
        if self.format == Format::Webp {
            let size = u32::try_from(alone.len() - 8).expect("shorter than a RIFF file");
            alone[4..8].copy_from_slice(&size.to_le_bytes());
            // The head says which notes follow: none do, but for the colours.
            if alone.get(12..16) == Some(b"VP8X") {
                alone[20] &= !(EXIF | XMP);
            }
        }
        alone
    }
}

/// Bits of a WebP file's extended head.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

/// Finds the picture. `None` if the file is cut off or its parts do not follow one another.
pub(super) fn picture(bytes: &[u8], format: Format) -> Option<Picture> {
    let mut picture = Picture {
        format,
        parts: Vec::new(),
        moves: false,
    };
    match format {
        Format::Jpeg => jpeg(bytes, &mut picture)?,
        Format::Png => png(bytes, &mut picture)?,
        Format::Webp => webp(bytes, &mut picture)?,
    }
    Some(picture)
}

/// Segments `FF marker length content`, and after a scan's head its pixels up to the next marker.
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
        if is_of_picture(marker, content) {
            picture.parts.push(from..at);
        }
        if marker == SCAN {
            has_scan = true;
            let from = at;
            // A marker ends it that neither stands for a byte FF nor restarts the scan.
            while *bytes.get(at)? != 0xff || matches!(bytes.get(at + 1)?, 0 | 0xd0..=0xd7 | 0xff) {
                at += 1;
            }
            picture.parts.push(from..at);
        }
    }
}

fn is_of_picture(marker: u8, content: &[u8]) -> bool {
    match marker {
        // Frames, tables and scans.
        0xc0..=0xcf | 0xda..=0xdf => true,
        // JFIF without a preview; Adobe's note on how colours are written; the colours' profile.
        0xe0 => content.starts_with(b"JFIF\0") && content.len() == 14,
        0xee => content.starts_with(b"Adobe") && content.len() == 12,
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        _ => false,
    }
}

/// Chunks `length type content sum`.
fn png(bytes: &[u8], picture: &mut Picture) -> Option<()> {
    const OF_PICTURE: [&[u8; 4]; 10] = [
        b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"iCCP",
    ];
    let mut at = 8;
    picture.parts.push(0..at);
    loop {
        let length = u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?);
        let kind: &[u8; 4] = bytes.get(at + 4..)?.first_chunk()?;
        let end = at + 12 + usize::try_from(length).ok()?;
        bytes.get(at..end)?;
        if OF_PICTURE.contains(&kind) {
            picture.parts.push(at..end);
        }
        picture.moves |= kind == b"acTL";
        if kind == b"IEND" {
            return Some(());
        }
        at = end;
    }
}

/// `RIFF length WEBP`, then chunks `type length content`, padded to even lengths.
fn webp(bytes: &[u8], picture: &mut Picture) -> Option<()> {
    const OF_PICTURE: [&[u8; 4]; 5] = [b"VP8X", b"ALPH", b"VP8 ", b"VP8L", b"ICCP"];
    let word = |at: usize| {
        let word = u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?);
        usize::try_from(word).ok()
    };
    let whole = 8 + word(4)?;
    let whole = bytes.get(..whole)?;
    let mut at = 12;
    picture.parts.push(0..at);
    let mut has_pixels = false;
    while at < whole.len() {
        let kind: &[u8; 4] = whole.get(at..)?.first_chunk()?;
        let length = word(at + 4)?;
        let end = at + 8 + length + length % 2;
        whole.get(at..end)?;
        if OF_PICTURE.contains(&kind) {
            picture.parts.push(at..end);
        }
        has_pixels |= matches!(kind, b"VP8 " | b"VP8L");
        picture.moves |= kind == b"ANIM";
        at = end;
    }
    (has_pixels || picture.moves).then_some(())
}
