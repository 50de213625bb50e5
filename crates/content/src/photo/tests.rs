//! Tests with generated photos, as cameras and attackers write them.

use std::convert::Infallible;

use image::{GenericImageView as _, codecs::png::PngEncoder};

use super::*;

/// A picture with a gradient in each direction, so that rotation and scaling are visible.
fn drawing(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let [x, y] = [x * 255 / width, y * 255 / height];
        let byte = |n: u32| u8::try_from(n & 255).expect("a byte");
        Rgb([byte(x), byte(y), byte(x / 2 + 40)])
    })
}

/// A picture full of detail, like a hillside of leaves, from a fixed pseudo-random sequence.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 0x2545_f491_u32;
    RgbImage::from_fn(width, height, |x, y| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let [r, g, b, _] = state.to_le_bytes();
        let wave = u8::try_from((x / 40 + y / 30) % 2 * 60).expect("small");
        Rgb([r / 2 + wave, g / 2 + wave, b / 2 + 64])
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    encode_jpeg(picture, 90)
}

fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture
        .write_with_encoder(PngEncoder::new(&mut bytes))
        .expect("written");
    bytes
}

/// Metadata as a phone writes it: orientation, maker and place.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend([0x12, 1, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(b"GPSLatitude 21.0285 PhoneMaker");
    tiff
}

const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0<x GPSLatitude='21.0285'/>";

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).expect("short");
    [&[0xff, marker][..], &length.to_be_bytes(), content].concat()
}

/// A photo as a phone writes it.
fn from_phone(picture: &RgbImage, orientation: u8) -> Vec<u8> {
    let plain = jpeg(picture);
    let exif = segment(0xe1, &[b"Exif\0\0", &exif(orientation)[..]].concat());
    let mut bytes = plain[..2].to_vec();
    bytes.extend(exif);
    bytes.extend(segment(0xe1, XMP));
    bytes.extend(segment(0xe2, b"MPF\0GPSLatitude"));
    bytes.extend(segment(0xfe, b"GPSLatitude in a comment"));
    bytes.extend(&plain[2..]);
    // A second picture with the same metadata behind the end, and a film.
    bytes.extend(b"GPSLatitude ftypmp42");
    bytes
}

fn chunk(kind: &str, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).expect("short");
    let body = [kind.as_bytes(), content].concat();
    // CRC-32, bit by bit.
    let sum = body.iter().fold(!0_u32, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    });
    [&length.to_be_bytes()[..], &body, &(!sum).to_be_bytes()].concat()
}

/// A WebP photo with a phone's metadata, in the extended format.
fn webp_from_phone(picture: &RgbImage, orientation: u8) -> Vec<u8> {
    let plain = encode_webp(picture, 80);
    let riff = |kind: &[u8], content: &[u8]| {
        let length = u32::try_from(content.len()).expect("short");
        let mut chunk = [kind, &length.to_le_bytes(), content].concat();
        chunk.resize(chunk.len().next_multiple_of(2), 0);
        chunk
    };
    let side = |n: u32| (n - 1).to_le_bytes()[..3].to_vec();
    let (width, height) = picture.dimensions();
    let header = [vec![0x0c, 0, 0, 0], side(width), side(height)].concat();
    let body = [
        b"WEBP".to_vec(),
        riff(b"VP8X", &header),
        plain[12..].to_vec(),
        riff(b"EXIF", &exif(orientation)),
        riff(b"XMP ", XMP),
    ]
    .concat();
    riff(b"RIFF", &body)
}

fn encoded(bytes: &[u8], photo: &Photo, variant: Variant) -> Vec<u8> {
    let mut encoder = ImageEncoder::default();
    let read = || Ok::<_, Infallible>(bytes.to_vec());
    let Ok(made) = encoder.encode(photo, variant, read);
    made.expect("a valid photo")
}

fn assert_no_metadata(bytes: &[u8], what: &str) {
    for word in [
        &b"Exif"[..],
        b"EXIF",
        b"eXIf",
        b"GPS",
        b"XMP",
        b"adobe.com/xap",
        b"PhoneMaker",
        b"MPF",
        b"ftyp",
    ] {
        let found = bytes.windows(word.len()).any(|window| window == word);
        assert!(!found, "{what} contains {}", String::from_utf8_lossy(word));
    }
}

#[test]
fn variants_are_upright_and_without_metadata() {
    let picture = drawing(660, 440);
    for orientation in [1, 3, 5, 6] {
        let photos = [
            (from_phone(&picture, orientation), Format::Jpeg),
            (webp_from_phone(&picture, orientation), Format::Webp),
            (
                {
                    let plain = png(&picture.clone().into());
                    let metadata = chunk("eXIf", &exif(orientation));
                    let text = chunk("tEXt", b"Comment\0GPSLatitude");
                    [&plain[..33], &metadata, &text, &plain[33..]].concat()
                },
                Format::Png,
            ),
        ];
        for (bytes, format) in photos {
            let photo = measure(&bytes, format).expect("valid");
            let mut expected = DynamicImage::ImageRgb8(picture.clone());
            expected.apply_orientation(Orientation::from_exif(orientation).expect("1 to 8"));
            let what = format!("{format} with orientation {orientation}");
            assert_eq!((photo.width, photo.height), expected.dimensions(), "{what}");
            for variant in photo.variants(true) {
                let made = encoded(&bytes, &photo, variant);
                assert_no_metadata(&made, &format!("{variant:?} of {what}"));
                let shown = image::load_from_memory(&made).expect("a picture");
                let width = match variant {
                    Variant::Original => photo.width,
                    Variant::Jpeg(width) | Variant::Webp(width) => width,
                };
                assert_eq!(
                    shown.dimensions(),
                    (width, photo.height_at(width)),
                    "{what}"
                );
                // The top left corner is where it is expected.
                let (a, b) = (expected.get_pixel(9, 9).0, shown.get_pixel(9, 9).0);
                let is_near = a.iter().zip(b).all(|(a, b)| a.abs_diff(b) < 24);
                assert!(is_near, "{variant:?} of {what}: {a:?} became {b:?}");
            }
        }
    }
}

#[test]
fn an_upright_original_keeps_every_pixel() {
    let picture = drawing(300, 200);
    let bytes = from_phone(&picture, 1);
    let photo = measure(&bytes, Format::Jpeg).expect("valid");
    assert_eq!(encoded(&bytes, &photo, Variant::Original), jpeg(&picture));
    let bytes = webp_from_phone(&picture, 1);
    let photo = measure(&bytes, Format::Webp).expect("valid");
    let original = encoded(&bytes, &photo, Variant::Original);
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).expect("a picture");
    assert_eq!(pixels(&original), pixels(&bytes));
    assert!(measure(&original, Format::Webp).is_ok());
}

#[test]
fn never_enlarges_a_photo() {
    for (width, height, widths) in [
        (1, 1, &[1][..]),
        (300, 200, &[300]),
        (640, 480, &[640]),
        (799, 400, &[640]),
        (800, 400, &[640, 800]),
        (1280, 720, &[640, 1280]),
        (1400, 700, &[640, 1280]),
    ] {
        let bytes = jpeg(&drawing(width, height));
        let photo = measure(&bytes, Format::Jpeg).expect("valid");
        assert_eq!(photo.widths(), widths, "{width}");
    }
}

#[test]
fn file_names_contain_slug_and_digest() {
    let bytes = jpeg(&drawing(700, 500));
    let photo = measure(&bytes, Format::Jpeg).expect("valid");
    let digest = &photo.digest.to_string()[..12];
    let name = |path: &str, variant| {
        let path = SourcePath::new(path).expect("valid");
        photo.file_name(&path, variant)
    };
    let at = "content/reports/2023/x/Đoàn ở Sa Pa.JPG";
    assert_eq!(
        name(at, Variant::Webp(640)),
        format!("doan-o-sa-pa-{digest}-640.webp")
    );
    assert_eq!(
        name(at, Variant::Original),
        format!("doan-o-sa-pa-{digest}.jpg")
    );
    assert_eq!(
        name("会.jpg", Variant::Jpeg(640)),
        format!("anh-{digest}-640.jpg")
    );
    assert!(name(&format!("{}.jpg", "a".repeat(90)), Variant::Jpeg(640)).len() < 80);
}

#[test]
fn narrow_variants_are_small() {
    let bytes = jpeg(&noise(1500, 1000));
    let photo = measure(&bytes, Format::Jpeg).expect("valid");
    for variant in [Variant::Jpeg(640), Variant::Webp(640)] {
        let size = encoded(&bytes, &photo, variant).len();
        assert!(size <= 60_000, "{variant:?} has {size} bytes");
    }
}

#[test]
fn transparency_becomes_white() {
    let clear = DynamicImage::new_rgba8(20, 10);
    let bytes = png(&clear);
    let photo = measure(&bytes, Format::Png).expect("valid");
    let made = encoded(&bytes, &photo, Variant::Webp(20));
    let shown = image::load_from_memory(&made).expect("a picture");
    assert!(shown.get_pixel(5, 5).0.iter().all(|c| *c > 250));
}

#[test]
fn the_same_photo_gives_the_same_bytes() {
    // If this fails because a crate now writes other bytes, change `ENCODING_VERSION`.
    let expected = "cb22c16717347188";
    let bytes = jpeg(&drawing(1000, 700));
    let photo = measure(&bytes, Format::Jpeg).expect("valid");
    let files: Vec<Vec<u8>> = photo
        .variants(true)
        .into_iter()
        .map(|variant| encoded(&bytes, &photo, variant))
        .collect();
    let digest = Digest::of_parts(files.iter().map(Vec::as_slice)).to_string();
    assert_eq!(digest[..16], *expected);
}

#[test]
fn decodes_a_photo_once() {
    let bytes = jpeg(&drawing(1300, 900));
    let photo = measure(&bytes, Format::Jpeg).expect("valid");
    let mut encoder = ImageEncoder::default();
    for variant in photo.variants(false) {
        let Ok(made) = encoder.encode(&photo, variant, || Ok::<_, Infallible>(bytes.clone()));
        made.expect("valid");
    }
    assert_eq!(encoder.decoded_count(), 1);
    let other = || Ok::<_, Infallible>(jpeg(&drawing(5, 5)));
    let mut encoder = ImageEncoder::default();
    let Ok(made) = encoder.encode(&photo, Variant::Jpeg(640), other);
    assert_eq!(made, Err(PhotoError::Changed));
}

#[test]
fn rejects_invalid_photos_without_decoding() {
    let picture = drawing(40, 30);
    let bytes = jpeg(&picture);
    let error = |bytes: &[u8], format| measure(bytes, format).expect_err("no photo");
    assert_eq!(
        error(&bytes, Format::Png),
        PhotoError::OtherFormat(Some(Format::Jpeg))
    );
    for bytes in [&b""[..], b"<svg/>", b"\0\0\0\x18ftypheic", b"GIF89a"] {
        assert_eq!(error(bytes, Format::Jpeg), PhotoError::OtherFormat(None));
    }
    let photos = [
        (bytes, Format::Jpeg),
        (png(&picture.clone().into()), Format::Png),
        (webp_from_phone(&picture, 1), Format::Webp),
    ];
    for (bytes, format) in photos {
        for end in 12..bytes.len() {
            let truncated = measure(&bytes[..end], format);
            assert!(
                truncated.is_err(),
                "{format} truncated at {end} of {}",
                bytes.len()
            );
        }
    }
}

/// A decompression bomb: a small file that claims to be a picture of this size.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let header = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[8, 2, 0, 0, 0],
    ]
    .concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk("IHDR", &header),
        chunk("IDAT", &[0x78, 0x9c, 3, 0, 0, 0, 0, 1]),
        chunk("IEND", b""),
    ]
    .concat()
}

#[test]
fn rejects_a_decompression_bomb_by_its_header() {
    let start = std::time::Instant::now();
    let (width, height) = (50_000, 50_000);
    assert_eq!(
        measure(&bomb(width, height), Format::Png),
        Err(PhotoError::TooLarge { width, height })
    );
    // WebP has no image this high.
    assert!(measure(&bomb(100, 60_000), Format::Png).is_err());
    assert!(start.elapsed().as_millis() < 500);
    // A file with fewer pixels than it claims is detected when it is decoded.
    let bytes = bomb(100, 100);
    let photo = measure(&bytes, Format::Png).expect("a valid header");
    let Ok(made) =
        ImageEncoder::default().encode(&photo, Variant::Jpeg(100), || Ok::<_, Infallible>(bytes));
    assert_eq!(made, Err(PhotoError::Broken));
}
