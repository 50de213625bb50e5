//! Photos: what one is, and what is published of it. The home of `image`, `fast_image_resize` and
//! `webp`.
//!
//! A photo is [measured](measure) when the sources are read and decoded only when its pictures
//! must be made anew: they bear its digest in their names, so an earlier output can serve. What is
//! published is drawn anew from the pixels, upright, and tells nothing else: no place, no time, no
//! camera. The same photo gives the same bytes on any machine: all arithmetic on the way is in
//! whole numbers.
//!
//! Colours are taken to be sRGB; a profile that says otherwise is not followed.

mod container;

use std::collections::BTreeMap;
use std::fmt;
use std::io::Cursor;
use std::thread;

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{PixelType, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage,
};

use ssg_base::digest::Digest;
use ssg_base::path::SourcePath;
use ssg_vietnam::text;

/// How wide the pictures of a photo are; it is never enlarged.
const WIDTHS: [u32; 2] = [640, 1280];
/// How many bytes each may have; quality gives way.
const BUDGETS: [usize; 2] = [60_000, 200_000];
/// From first to last. Below 45 it shows, and only the narrow picture, which phones on a slow line
/// load, goes there.
const QUALITIES: [u8; 9] = [80, 72, 64, 56, 50, 45, 35, 25, 15];
const LOWEST_WIDE: u8 = 45;
/// The quality of an original that had to be turned.
const ORIGINAL_QUALITY: u8 = 92;
/// How many pixels are decoded at most.
pub const MOST_PIXELS: u64 = 100_000_000;
/// How many bytes they may take: more than 100 MP in 8 bits, less in 16.
const MOST_MEMORY: u64 = 400_000_000;
/// WebP has no picture higher.
const HIGHEST: u32 = 16_383;
/// Stands in the names of pictures. When the same photo comes to give other bytes (a test tells),
/// it gets another letter, so that no picture of an earlier recipe is taken from an earlier output.
const RECIPE: &str = "";

/// A photo of the sources, measured but not decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Photo {
    /// Of the file's bytes.
    pub digest: Digest,
    /// How the file is written.
    pub format: Format,
    /// How wide it is, held upright.
    pub width: u32,
    /// How high it is, held upright.
    pub height: u32,
    /// Whether the file has it upright.
    is_upright: bool,
}

/// How a photo's file is written.
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
    /// What a file's extension says, in any case. `None` for what is not published.
    pub fn of(path: &SourcePath) -> Option<Self> {
        match &*path.extension().to_ascii_lowercase() {
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "webp" => Some(Self::Webp),
            _ => None,
        }
    }

    /// The extension of what is published.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    fn guess(bytes: &[u8]) -> Option<Self> {
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

/// Why a file is no photo that can be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PhotoFault {
    /// Its content is not what its name says, but this, if it is known.
    OtherFormat(Option<Format>),
    /// It moves.
    Moving,
    /// It is cut off, or makes no sense.
    Broken,
    /// It has too many pixels.
    TooLarge {
        /// How wide it is.
        width: u32,
        /// How high it is.
        height: u32,
    },
    /// It became another between being measured and being decoded.
    Changed,
}

/// A picture that is published of a photo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Variant {
    /// The whole photo as it was taken, without what the camera wrote beside it.
    Original,
    /// So many pixels wide, for all browsers.
    Jpeg(u32),
    /// So many pixels wide, for most browsers.
    Webp(u32),
}

impl Photo {
    /// How wide its pictures are, narrowest first.
    pub fn widths(&self) -> Vec<u32> {
        let mut widths = vec![self.width.min(WIDTHS[0])];
        // One that is hardly wider is not worth its bytes.
        if self.width.min(WIDTHS[1]) >= WIDTHS[0] * 5 / 4 {
            widths.push(self.width.min(WIDTHS[1]));
        }
        widths
    }

    /// How high it is at some width.
    pub fn height_at(&self, width: u32) -> u32 {
        let (width, full) = (u64::from(width), u64::from(self.width));
        let height = (u64::from(self.height) * width + full / 2) / full;
        u32::try_from(height.max(1)).expect("no higher than the photo")
    }

    /// What is published of it.
    pub fn variants(&self, with_original: bool) -> Vec<Variant> {
        let scaled = self.widths().into_iter();
        let scaled = scaled.flat_map(|width| [Variant::Jpeg(width), Variant::Webp(width)]);
        let original = with_original.then_some(Variant::Original);
        original.into_iter().chain(scaled).collect()
    }

    /// The name of a picture of it, where it lies at `path` in the sources.
    pub fn file_name(&self, path: &SourcePath, variant: Variant) -> String {
        const LONGEST: usize = 40;
        let slug = text::slug(path.stem()).unwrap_or_default();
        let slug = slug.get(..LONGEST).unwrap_or(&slug).trim_end_matches('-');
        let slug = if slug.is_empty() { "anh" } else { slug };
        let digest = &self.digest.to_string()[..12];
        match variant {
            Variant::Original => {
                let format = if self.is_upright {
                    self.format
                } else {
                    Format::Jpeg
                };
                format!("{slug}-{digest}{RECIPE}.{}", format.extension())
            }
            Variant::Jpeg(width) => format!("{slug}-{digest}-{width}{RECIPE}.jpg"),
            Variant::Webp(width) => format!("{slug}-{digest}-{width}{RECIPE}.webp"),
        }
    }
}

/// Measures a photo whose name says that it is written in `format`. Reads its head and how its
/// parts follow one another; decodes nothing.
pub fn measure(bytes: &[u8], format: Format) -> Result<Photo, PhotoFault> {
    let found = Format::guess(bytes);
    if found != Some(format) {
        return Err(PhotoFault::OtherFormat(found));
    }
    let mut decoder = decoder(bytes, format)?;
    let (mut width, mut height) = decoder.dimensions();
    let too_large = PhotoFault::TooLarge { width, height };
    if u64::from(width) * u64::from(height) > MOST_PIXELS || decoder.total_bytes() > MOST_MEMORY {
        return Err(too_large);
    }
    let container = container::picture(bytes, format).ok_or(PhotoFault::Broken)?;
    if container.moves {
        return Err(PhotoFault::Moving);
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
        Err(PhotoFault::Broken)
    } else if heights.max() > Some(HIGHEST) {
        Err(too_large)
    } else {
        Ok(photo)
    }
}

/// Makes the pictures of one photo after the other, and decodes each photo at most once.
#[derive(Debug, Default)]
pub struct ImageEncoder {
    /// The photo at hand, and its pictures.
    at_hand: Option<(Digest, BTreeMap<Variant, Vec<u8>>)>,
    decoded: usize,
}

impl ImageEncoder {
    /// How many photos were decoded.
    pub fn decoded(&self) -> usize {
        self.decoded
    }

    /// A picture of a photo whose file `read` gives, or what is wrong with it.
    ///
    /// # Errors
    /// What `read` says.
    pub fn encode<E>(
        &mut self,
        photo: &Photo,
        variant: Variant,
        read: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Result<Vec<u8>, PhotoFault>, E> {
        if let Some((digest, made)) = &mut self.at_hand
            && *digest == photo.digest
            && let Some(bytes) = made.remove(&variant)
        {
            return Ok(Ok(bytes));
        }
        Ok(self.make(photo, variant, &read()?))
    }

    fn make(
        &mut self,
        photo: &Photo,
        variant: Variant,
        bytes: &[u8],
    ) -> Result<Vec<u8>, PhotoFault> {
        if Digest::of(bytes) != photo.digest {
            return Err(PhotoFault::Changed);
        }
        if variant == Variant::Original && photo.is_upright {
            let picture = container::picture(bytes, photo.format).ok_or(PhotoFault::Broken)?;
            return Ok(picture.alone(bytes));
        }
        self.decoded += 1;
        let mut made = derive(bytes, photo, variant)?;
        let wanted = made.remove(&variant);
        self.at_hand = Some((photo.digest, made));
        Ok(wanted.expect("a variant of this photo"))
    }
}

/// Decodes a photo and makes all its scaled pictures, or its original turned upright.
fn derive(
    bytes: &[u8],
    photo: &Photo,
    variant: Variant,
) -> Result<BTreeMap<Variant, Vec<u8>>, PhotoFault> {
    let mut decoder = decoder(bytes, photo.format)?;
    let orientation = orientation(&mut decoder);
    let decoded = DynamicImage::from_decoder(decoder).map_err(|_| PhotoFault::Broken)?;
    let pixels = on_white(decoded);
    if variant == Variant::Original {
        let picture = upright(pixels, orientation);
        let bytes = write_jpeg(&picture, ORIGINAL_QUALITY);
        return Ok(BTreeMap::from([(variant, bytes)]));
    }
    let wanted: Vec<(Variant, usize)> = photo
        .widths()
        .into_iter()
        .zip(BUDGETS)
        .flat_map(|(width, most)| [(Variant::Jpeg(width), most), (Variant::Webp(width), most)])
        .collect();
    let scaled: BTreeMap<u32, RgbImage> = photo
        .widths()
        .into_iter()
        .map(|width| {
            let (width, height) = (width, photo.height_at(width));
            // Turned after scaling, when there is less to turn.
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
        let encoders: Vec<_> = wanted
            .into_iter()
            .map(|(variant, most)| {
                scope.spawn(move || {
                    let bytes = match variant {
                        Variant::Jpeg(w) => within(most, |q| write_jpeg(&scaled[&w], q)),
                        Variant::Webp(w) => within(most, |q| write_webp(&scaled[&w], q)),
                        Variant::Original => unreachable!("only scaled pictures were listed"),
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

fn decoder(bytes: &[u8], format: Format) -> Result<impl ImageDecoder + '_, PhotoFault> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format.as_image());
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(2 * MOST_MEMORY);
    reader.limits(limits);
    reader.into_decoder().map_err(|_| PhotoFault::Broken)
}

/// How the camera was held. What cannot be read is upright.
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

/// Without transparency: a drawing in black would not be seen on a dark page.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let (width, height) = picture.dimensions();
    let mut on_white = RgbImage::new(width, height);
    for (to, from) in on_white.pixels_mut().zip(picture.pixels()) {
        let [r, g, b, alpha] = from.0.map(u32::from);
        let over = |c: u32| u8::try_from((c * alpha + 255 * (255 - alpha) + 127) / 255);
        *to = Rgb([r, g, b].map(|c| over(c).expect("a mean of two bytes")));
    }
    on_white
}

fn scale(pixels: &RgbImage, width: u32, height: u32) -> RgbImage {
    if pixels.dimensions() == (width, height) {
        return pixels.clone();
    }
    let (w, h) = pixels.dimensions();
    let from = ImageRef::new(w, h, pixels, PixelType::U8x3).expect("three bytes a pixel");
    let mut to = Image::new(width, height, PixelType::U8x3);
    Resizer::new()
        .resize(&from, &mut to, None)
        .expect("both hold the same kind of pixels");
    RgbImage::from_raw(width, height, to.into_vec()).expect("three bytes a pixel")
}

fn upright(pixels: RgbImage, orientation: Orientation) -> RgbImage {
    let mut picture = DynamicImage::ImageRgb8(pixels);
    picture.apply_orientation(orientation);
    picture.into_rgb8()
}

/// The best quality that needs at most so many bytes.
fn within(most: usize, write: impl Fn(u8) -> Vec<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for quality in QUALITIES {
        if quality < LOWEST_WIDE && most > BUDGETS[0] {
            break;
        }
        bytes = write(quality);
        if bytes.len() <= most {
            break;
        }
    }
    bytes
}

fn write_jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let (width, height) = picture.dimensions();
    JpegEncoder::new_with_quality(&mut bytes, quality)
        .encode(picture, width, height, ExtendedColorType::Rgb8)
        .expect("no side has more than 65,535 pixels");
    bytes
}

fn write_webp(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    webp::Encoder::from_rgb(picture, width, height)
        .encode(f32::from(quality))
        .to_vec()
}

#[cfg(test)]
mod tests;
