//! Photos, from the folder of a report to the published site.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, Rgb, RgbImage};

use crate::program::Site;

const HEAD: &str = "---\ntitle: A\ndates: {from: 2023-08-18, to: 2023-08-19}\n---\n";
const INDEX: &str = "content/reports/2023/a/index.md";

/// A JPEG with a location in its EXIF block, as a phone writes it.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let byte = |n: u32| u8::try_from(n % 256).expect("a byte");
        Rgb([byte(x / 4), byte(y / 4), 90])
    });
    let mut plain = Vec::new();
    JpegEncoder::new(&mut plain)
        .encode(&picture, width, height, ExtendedColorType::Rgb8)
        .expect("written");
    let exif = b"\xff\xe1\x00\x1bExif\0\0GPSLatitude 21.0285";
    [&plain[..2], exif, &plain[2..]].concat()
}

fn site(text: &str) -> Site {
    let site = Site::new(&[
        (
            "content/site.yaml",
            "title: Kho\ncouncils: [{name: HĐND tỉnh A}]\n",
        ),
        (INDEX, &format!("{HEAD}{text}")),
    ]);
    site.write("content/reports/2023/a/Ảnh 1.jpg", photo(1300, 900));
    site.write("content/reports/2023/a/nho.jpg", photo(300, 200));
    site
}

/// The error messages of `ssg check`, without hints.
fn errors(text: &str) -> Vec<String> {
    let run = site(text).run(&["check", "--lang", "en"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let lines = run.stderr.lines();
    let lines = lines.filter_map(|line| line.strip_prefix("error: "));
    lines.map(str::to_owned).collect()
}

const TEXT: &str = "![Đoàn \"ở\" Sa Pa](<Ảnh 1.jpg> \"Tại *Sa Pa*\")

Chữ ![nhỏ](nho.jpg) chữ.

![](nho.jpg \"trang trí: hoa văn\")

## Bài {#bai-1 .practice}

![Trong bài](nho.jpg)
";

#[test]
fn scales_photos_and_removes_metadata() {
    let site = site(TEXT);
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let tree = site.tree("public");
    let page = |path: &str| String::from_utf8(tree[path].clone()).expect("UTF-8");
    let report = page("bao-cao/2023/a/index.html");
    let from = report.find("<figure").expect("a figure");
    let until = report.find("</figure>").expect("its end");
    let digest = report[from..]
        .split_once("anh-1-")
        .and_then(|(_, rest)| rest.get(..12))
        .expect("a digest");
    let root = "../../../bao-cao/2023/a/anh-1-";
    let sizes = "sizes=\"(min-width: 45em) 38rem, 100vw\"";
    let all = |end: &str| format!("{root}{digest}-640.{end} 640w, {root}{digest}-1280.{end} 1280w");
    assert_eq!(
        report[from..until],
        format!(
            "<figure class=\"photo\"><picture><source type=\"image/webp\" srcset=\"{}\" {sizes}>\
             <img src=\"{root}{digest}-640.jpg\" srcset=\"{}\" {sizes} width=\"1280\" \
             height=\"886\" alt=\"Đoàn &quot;ở&quot; Sa Pa\" loading=\"lazy\" decoding=\"async\">\
             </picture><figcaption>Tại *Sa Pa*</figcaption>",
            all("webp"),
            all("jpg")
        )
    );
    assert_eq!(report.matches("<figure").count(), 3);
    assert!(report.contains("<p>Chữ <picture>"));
    assert!(report.contains("alt=\"\" loading"));
    let lesson = page("bao-cao/2023/a/bai-1/index.html");
    assert!(lesson.contains("src=\"../../../../bao-cao/2023/a/nho-"));
    let photos: Vec<&String> = tree
        .keys()
        .filter(|path| path.ends_with(".jpg") || path.ends_with(".webp"))
        .collect();
    assert_eq!(photos.len(), 4 + 2, "{photos:?}");
    for (path, bytes) in &tree {
        let contains = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
        assert!(!contains(b"Exif") && !contains(b"GPSLat"), "{path}");
    }
}

#[test]
fn reuses_published_pictures_with_the_expected_hash() {
    let site = site(TEXT);
    assert_eq!(site.run(&["build"]).code, 0);
    let cold = site.tree("public");
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(site.tree("public"), cold);

    let mut pictures = cold.keys().filter(|path| path.ends_with("-640.webp"));
    let path = pictures.next().expect("a picture");
    site.write(&format!("public/{path}"), "changed");
    assert_eq!(site.run(&["build"]).code, 0);
    assert!(
        site.tree("public") == cold,
        "a changed picture is encoded again"
    );

    // A file whose hash is in the manifest is reused, so no photo is decoded.
    site.write(&format!("public/{path}"), "listed");
    let manifest = String::from_utf8(cold["ssg-manifest.json"].clone()).expect("UTF-8");
    let line = manifest.lines().find(|line| line.contains(path.as_str()));
    let listed_line = format!(
        "    \"{path}\": {{\"sha256\": \"{}\", \"size\": 6}},",
        ssg_base::digest::Digest::of(b"listed")
    );
    let manifest = manifest.replace(line.expect("its line"), &listed_line);
    site.write("public/ssg-manifest.json", manifest);
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(site.tree("public")[path], b"listed");
}

#[test]
fn publishes_originals_only_if_the_settings_say_so() {
    let site = site(TEXT);
    site.write(
        "content/site.yaml",
        "title: Kho\ncouncils: [{name: HĐND tỉnh A}]\nphotos: {originals: true}\n",
    );
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let tree = site.tree("public");
    let page = String::from_utf8(tree["bao-cao/2023/a/index.html"].clone()).expect("UTF-8");
    // A decorative photo has no description that could be the text of a link.
    assert_eq!(page.matches("<a class=\"original\"").count(), 3);
    let is_scaled = |path: &str| path.contains("-640.") || path.contains("-1280.");
    let original = tree
        .iter()
        .find(|(path, _)| path.contains("anh-1-") && !is_scaled(path));
    let (path, bytes) = original.expect("an original");
    assert!(page.contains(path.as_str()));
    let contains = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    assert!(!contains(b"Exif") && !contains(b"GPS"));
    assert_eq!(bytes.len() + 29, photo(1300, 900).len());
}

#[test]
fn does_not_publish_photos_of_a_withdrawn_record() {
    let site = site("");
    let head = HEAD.replace("title: A", "title: A\nstatus: withdrawn\nreason: sai");
    site.write(INDEX, format!("{head}![a](nho.jpg)\n"));
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        site.tree("public")
            .keys()
            .all(|path| !path.ends_with(".webp"))
    );
}

#[test]
fn rejects_photos_without_description_or_in_wrong_places() {
    for (text, message) in [
        ("![](nho.jpg)", "the photo `nho.jpg` has no description"),
        (
            "![ ](nho.jpg \"đẹp\")",
            "the photo `nho.jpg` has no description",
        ),
        (
            "![](nho.jpg \"trang trí: \")",
            "the photo `nho.jpg` has no description",
        ),
        ("![a](no.jpg)", "there is no photo `no.jpg`"),
        (
            "![a](../b/x.jpg)",
            "the photo `../b/x.jpg` is not in the folder of this document",
        ),
        (
            "![a](/x.jpg)",
            "the photo `/x.jpg` is not in the folder of this document",
        ),
        (
            "![a](https://x.vn/x.jpg)",
            "the photo `https://x.vn/x.jpg` is outside the site",
        ),
        (
            "![a](x.heic)",
            "`x.heic` is not a type of photo that can be published",
        ),
        (
            "![a](x.svg)",
            "`x.svg` is not a type of photo that can be published",
        ),
    ] {
        assert_eq!(errors(text), [message], "{text}");
    }
}

#[test]
fn a_broken_photo_does_not_change_the_published_site() {
    let site = site("![a](nho.jpg)\n");
    assert_eq!(site.run(&["build"]).code, 0);
    let before = site.tree("public");
    let complete = photo(300, 200);
    let mut garbled_png = b"\x89PNG\r\n\x1a\n".to_vec();
    garbled_png.extend_from_slice(&complete);
    let big = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xc3\x50\0\0\xc3\x50\x08\x02\0\0\0";
    for (name, bytes, message) in [
        (
            "nho.jpg",
            &complete[..complete.len() / 2],
            "damaged or was not copied completely",
        ),
        (
            "nho.jpg",
            b"<svg/>",
            "is not a photo, although its name says so",
        ),
        ("nho.png", &complete[..], "`nho.png` is in fact a JPEG"),
        (
            "nho.png",
            &garbled_png[..],
            "damaged or was not copied completely",
        ),
        ("nho.png", &big[..], "damaged or was not copied completely"),
    ] {
        site.write(&format!("content/reports/2023/a/{name}"), bytes);
        site.write(INDEX, format!("{HEAD}\n![a]({name})\n"));
        for command in ["check", "build"] {
            let run = site.run(&[command, "--lang", "en"]);
            assert_eq!(run.code, 1);
            assert!(run.stderr.contains(message), "{}", run.stderr);
            assert!(run.stderr.contains("index.md:6:1"), "{}", run.stderr);
        }
        assert!(site.tree("public") == before);
    }
}

#[test]
fn tells_how_to_move_a_record_into_a_folder() {
    let site = site("x\n");
    site.write(
        "content/reports/2023/b.md",
        format!("{HEAD}![a](nho.jpg)\n"),
    );
    let run = site.run(&["check", "--lang", "en"]);
    assert_eq!(run.code, 1);
    let hint = "move this file to `content/reports/2023/b/index.md`";
    assert!(run.stderr.contains(hint), "{}", run.stderr);
}
