//! Photos: measuring them, and encoding the variants that are published. Only this module uses
//! `image`, `fast_image_resize` and `webp`.
//!
//! [`measure`] reads the header of each photo when the sources are read. An [`ImageEncoder`]
//! decodes a photo only if one of its variants is not in an earlier output: the name of a variant
//! contains the digest of its photo. Published files are encoded from the pixels, upright, without
//! metadata: no place, no time, no camera. The same photo gives the same bytes on any machine,
//! because all arithmetic uses integers.
//!
//! Colours are taken as sRGB; a colour profile that says otherwise is ignored. This module neither
//! opens files nor decides which photos are published.

mod container;

use std::collections::BTreeMap;
use std::fmt;
use std::io::Cursor;
use std::thread;

use fast_image_resize::Resizer;
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::U8x3;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
};

use ssg_base::digest::Digest;
use ssg_base::path::SourcePath;
use ssg_vietnam::text;

/// The widths of the variants, in pixels. A photo is never enlarged.
const WIDTHS: [u32; 2] = [640, 1280];
/// The largest size of each variant, in bytes. Quality is reduced until it fits.
const MAX_BYTES: [usize; 2] = [60_000, 200_000];
/// The qualities to try, in order. Below 45 the loss is visible; only the narrow variant, which
/// phones on a slow connection load, may go there.
const QUALITIES: [u8; 9] = [80, 72, 64, 56, 50, 45, 35, 25, 15];
/// The lowest quality of the wide variant.
const MIN_WIDE_QUALITY: u8 = 45;
/// The quality of an original that had to be rotated.
const ORIGINAL_QUALITY: u8 = 92;
/// The most pixels of a photo. A larger photo is an error.
pub const MAX_PIXELS: u64 = 100_000_000;
/// The most bytes of decoded pixels: more than 100 megapixels of 8 bits, less of 16. A larger photo
/// is an error.
const MAX_DECODED_BYTES: u64 = 400_000_000;
/// The greatest height of a WebP image, in pixels.
const MAX_HEIGHT: u32 = 16_383;
/// A part of the names of variants. If the same photo gives other bytes than before (a test
/// detects that), it gets another letter, so that no variant of an earlier output is reused.
const ENCODING_VERSION: &str = "";

/// A photo of the sources, measured but not decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// The SHA-256 of the file.
    pub digest: Digest,
    /// The format of the file.
    pub format: Format,
    /// The width of the upright photo, in pixels.
    pub width: u32,
    /// The height of the upright photo, in pixels.
    pub height: u32,
    /// Whether the file stores the pixels upright.
    is_upright: bool,
}

/// The format of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// `.jpg`, `.jpeg`
    Jpeg,
    /// `.png`
    Png,
    /// `.webp`
    Webp,
}

impl Format {
    /// The format that a file's extension names, in any case. `None` for other files.
    pub fn of(path: &SourcePath) -> Option<Self> {
        match &*path.extension().to_ascii_lowercase() {
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "webp" => Some(Self::Webp),
            _ => None,
        }
    }

    /// The extension of published files.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    /// The format of a file's content; `None` for other formats.
    fn detect(bytes: &[u8]) -> Option<Self> {
        match image::guess_format(bytes).ok()? {
            ImageFormat::Jpeg => Some(Self::Jpeg),
            ImageFormat::Png => Some(Self::Png),
            ImageFormat::WebP => Some(Self::Webp),
            _ => None,
        }
    }

    fn as_image(self) -> ImageFormat {
        match self {
            Self::Jpeg => ImageFormat::Jpeg,
            Self::Png => ImageFormat::Png,
            Self::Webp => ImageFormat::WebP,
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Webp => "WebP",
        })
    }
}

/// The reason why a photo cannot be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhotoError {
    /// The content is not of the format that the name says. The real one, if it is known.
    OtherFormat(Option<Format>),
    /// The image is animated.
    Animated,
    /// The file is truncated or damaged.
    Broken,
    /// The photo has too many pixels.
    TooLarge {
        /// The width in pixels.
        width: u32,
        /// The height in pixels.
        height: u32,
    },
    /// The file changed after it was measured.
    Changed,
}

/// A file that is published of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variant {
    /// The photo in its full size, without metadata.
    Original,
    /// A JPEG of this width in pixels, for all browsers.
    Jpeg(u32),
    /// A WebP of this width in pixels, for most browsers.
    Webp(u32),
}

impl Photo {
    /// The widths of its scaled variants, narrowest first.
    pub fn widths(&self) -> Vec<u32> {
        let mut widths = vec![self.width.min(WIDTHS[0])];
        // A second variant that is hardly wider is not worth its bytes.
        if self.width.min(WIDTHS[1]) >= WIDTHS[0] * 5 / 4 {
            widths.push(self.width.min(WIDTHS[1]));
        }
        widths
    }

    /// The height at this width, in pixels.
    pub fn height_at(&self, width: u32) -> u32 {
        let (width, full) = (u64::from(width), u64::from(self.width));
        let height = (u64::from(self.height) * width + full / 2) / full;
        u32::try_from(height.max(1)).expect("no higher than the photo")
    }

    /// The variants that are published.
    pub fn variants(&self, with_original: bool) -> Vec<Variant> {
        let scaled = self.widths().into_iter();
        let scaled = scaled.flat_map(|width| [Variant::Jpeg(width), Variant::Webp(width)]);
        let original = with_original.then_some(Variant::Original);
        original.into_iter().chain(scaled).collect()
    }

    /// The file name of a variant of the photo at `path`.
    pub fn file_name(&self, path: &SourcePath, variant: Variant) -> String {
        const MAX_SLUG_LEN: usize = 40;
        let slug = text::slug(path.stem()).unwrap_or_default();
        let slug = slug
            .get(..MAX_SLUG_LEN)
            .unwrap_or(&slug)
            .trim_end_matches('-');
        let slug = if slug.is_empty() { "anh" } else { slug };
        let digest = &self.digest.to_string()[..12];
        match variant {
            Variant::Original => {
                let format = if self.is_upright {
                    self.format
                } else {
                    Format::Jpeg
                };
                format!("{slug}-{digest}{ENCODING_VERSION}.{}", format.extension())
            }
            Variant::Jpeg(width) => format!("{slug}-{digest}-{width}{ENCODING_VERSION}.jpg"),
            Variant::Webp(width) => format!("{slug}-{digest}-{width}{ENCODING_VERSION}.webp"),
        }
    }
}

/// Measures a photo whose name says that it has this `format`. Reads the header and the structure
/// of the file, and decodes no pixels.
///
/// # Errors
/// The reason why the photo cannot be published.
pub fn measure(bytes: &[u8], format: Format) -> Result<Photo, PhotoError> {
    let found = Format::detect(bytes);
    if found != Some(format) {
        return Err(PhotoError::OtherFormat(found));
    }
    let mut decoder = decoder(bytes, format)?;
    let (mut width, mut height) = decoder.dimensions();
    let too_large = PhotoError::TooLarge { width, height };
    if u64::from(width) * u64::from(height) > MAX_PIXELS
        || decoder.total_bytes() > MAX_DECODED_BYTES
    {
        return Err(too_large);
    }
    let container = container::picture(bytes, format).ok_or(PhotoError::Broken)?;
    if container.is_animated {
        return Err(PhotoError::Animated);
    }
    let orientation = orientation(&mut decoder);
    if is_sideways(orientation) {
        (width, height) = (height, width);
    }
    let photo = Photo {
        digest: Digest::of(bytes),
        format,
        width,
        height,
        is_upright: orientation == Orientation::NoTransforms,
    };
    let heights = photo.widths().into_iter().map(|w| photo.height_at(w));
    if width == 0 || height == 0 {
        Err(PhotoError::Broken)
    } else if heights.max() > Some(MAX_HEIGHT) {
        Err(too_large)
    } else {
        Ok(photo)
    }
}

/// Encodes the variants of photos. If all variants of a photo are requested in a row, it is decoded
/// once.
#[derive(Debug, Default)]
pub struct ImageEncoder {
    /// The last decoded photo, and its variants that were not requested yet.
    cached: Option<(Digest, BTreeMap<Variant, Vec<u8>>)>,
    decoded_count: usize,
}

impl ImageEncoder {
    /// The number of photos decoded so far.
    #[cfg(test)]
    fn decoded_count(&self) -> usize {
        self.decoded_count
    }

    /// Encodes a variant of a photo; `read` returns the photo's file. The inner result is the file of
    /// the variant, or the reason why there is none.
    ///
    /// # Errors
    /// The error of `read`.
    pub fn encode<E>(
        &mut self,
        photo: &Photo,
        variant: Variant,
        read: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Result<Vec<u8>, PhotoError>, E> {
        if let Some((digest, variants)) = &mut self.cached
            && *digest == photo.digest
            && let Some(bytes) = variants.remove(&variant)
        {
            return Ok(Ok(bytes));
        }
        Ok(self.encode_uncached(photo, variant, &read()?))
    }

    fn encode_uncached(
        &mut self,
        photo: &Photo,
        variant: Variant,
        bytes: &[u8],
    ) -> Result<Vec<u8>, PhotoError> {
        if Digest::of(bytes) != photo.digest {
            return Err(PhotoError::Changed);
        }
        if variant == Variant::Original && photo.is_upright {
            let picture = container::picture(bytes, photo.format).ok_or(PhotoError::Broken)?;
            return Ok(picture.without_metadata(bytes));
        }
        self.decoded_count += 1;
        let mut variants = encode_variants(bytes, photo, variant)?;
        let requested = variants.remove(&variant);
        self.cached = Some((photo.digest, variants));
        Ok(requested.expect("a variant of this photo"))
    }
}

/// Decodes a photo and encodes all its scaled variants, or its original, rotated upright.
fn encode_variants(
    bytes: &[u8],
    photo: &Photo,
    variant: Variant,
) -> Result<BTreeMap<Variant, Vec<u8>>, PhotoError> {
    let mut decoder = decoder(bytes, photo.format)?;
    let orientation = orientation(&mut decoder);
    let decoded = DynamicImage::from_decoder(decoder).map_err(|_| PhotoError::Broken)?;
    let pixels = on_white(decoded);
    if variant == Variant::Original {
        let picture = upright(pixels, orientation);
        let bytes = encode_jpeg(&picture, ORIGINAL_QUALITY);
        return Ok(BTreeMap::from([(variant, bytes)]));
    }
    let variants: Vec<(Variant, usize)> = photo
        .widths()
        .into_iter()
        .zip(MAX_BYTES)
        .flat_map(|(width, max_bytes)| {
            [
                (Variant::Jpeg(width), max_bytes),
                (Variant::Webp(width), max_bytes),
            ]
        })
        .collect();
    let scaled: BTreeMap<u32, RgbImage> = photo
        .widths()
        .into_iter()
        .map(|width| {
            let (width, height) = (width, photo.height_at(width));
            // Rotated after scaling, when there are fewer pixels.
            let (w, h) = if is_sideways(orientation) {
                (height, width)
            } else {
                (width, height)
            };
            (width, upright(scale(&pixels, w, h), orientation))
        })
        .collect();
    drop(pixels);
    let scaled = &scaled;
    Ok(thread::scope(|scope| {
        let encoders: Vec<_> = variants
            .into_iter()
            .map(|(variant, max_bytes)| {
                scope.spawn(move || {
                    let bytes = match variant {
                        Variant::Jpeg(w) => {
                            encode_within(max_bytes, |q| encode_jpeg(&scaled[&w], q))
                        }
                        Variant::Webp(w) => {
                            encode_within(max_bytes, |q| encode_webp(&scaled[&w], q))
                        }
                        Variant::Original => unreachable!("only scaled variants are listed"),
                    };
                    (variant, bytes)
                })
            })
            .collect();
        let joined = encoders
            .into_iter()
            .map(|encoder| encoder.join().expect("an encoder does not panic"));
        joined.collect()
    }))
}

fn decoder(bytes: &[u8], format: Format) -> Result<impl ImageDecoder + '_, PhotoError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.as_image());
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(2 * MAX_DECODED_BYTES);
    reader.limits(limits);
    reader.into_decoder().map_err(|_| PhotoError::Broken)
}

/// The orientation of the camera. An unreadable one counts as upright.
fn orientation(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

fn is_sideways(orientation: Orientation) -> bool {
    matches!(
        orientation,
        Orientation::Rotate90
            | Orientation::Rotate270
            | Orientation::Rotate90FlipH
            | Orientation::Rotate270FlipH
    )
}

/// Replaces transparency by white: a drawing in black would be invisible on a dark page.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let (width, height) = picture.dimensions();
    let mut opaque = RgbImage::new(width, height);
    for (to, from) in opaque.pixels_mut().zip(picture.pixels()) {
        let [r, g, b, alpha] = from.0.map(u32::from);
        let blend = |c: u32| u8::try_from((c * alpha + 255 * (255 - alpha) + 127) / 255);
        *to = Rgb([r, g, b].map(|c| blend(c).expect("a mean of two bytes")));
    }
    opaque
}

fn scale(pixels: &RgbImage, width: u32, height: u32) -> RgbImage {
    if pixels.dimensions() == (width, height) {
        return pixels.clone();
    }
    let (w, h) = pixels.dimensions();
    let mut scaled = RgbImage::new(width, height);
    let is_whole = "three bytes a pixel";
    // The type of the pixels is named: compiling the code for all thirteen takes longer than this crate.
    let from = TypedImageRef::<U8x3>::from_buffer(w, h, pixels).expect(is_whole);
    let mut to = TypedImage::<U8x3>::from_buffer(width, height, &mut scaled).expect(is_whole);
    Resizer::new()
        .resize_typed(&from, &mut to, None)
        .expect("the whole picture is scaled");
    scaled
}

fn upright(pixels: RgbImage, orientation: Orientation) -> RgbImage {
    let mut picture = DynamicImage::ImageRgb8(pixels);
    picture.apply_orientation(orientation);
    picture.into_rgb8()
}

/// Encodes with the best quality that needs at most `max_bytes`, or else with the lowest allowed.
fn encode_within(max_bytes: usize, encode: impl Fn(u8) -> Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for quality in QUALITIES {
        if quality < MIN_WIDE_QUALITY && max_bytes > MAX_BYTES[0] {
            break;
        }
        bytes = encode(quality);
        if bytes.len() <= max_bytes {
            break;
        }
    }
    bytes
}

fn encode_jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode(picture, width, height, ExtendedColorType::Rgb8)
        .expect("no side has more than 65,535 pixels");
    bytes
}

fn encode_webp(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    webp::Encoder::from_rgb(picture, width, height)
        .encode(f32::from(quality))
        .to_vec()
}

#[cfg(test)]
mod tests;
