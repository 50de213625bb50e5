//! Photos, from a report's folder to the published site.

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, Rgb, RgbImage};

use crate::program::Site;

const HEAD: &str = "---\ntitle: A\ndates: {from: 2023-08-18, to: 2023-08-19}\n---\n";
const INDEX: &str = "content/reports/2023/a/index.md";

/// A photo as a phone writes it, with the place in it.
fn photo(width: u32, height: u32) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let byte = |n: u32| u8::try_from(n % 256).expect("a byte");
        Rgb([byte(x / 4), byte(y / 4), 90])
    });
    let mut plain = Vec::new();
    JpegEncoder::new(&mut plain)
        .encode(&picture, width, height, ExtendedColorType::Rgb8)
        .expect("written");
    let note = b"\xff\xe1\x00\x1bExif\0\0GPSLatitude 21.0285";
    [&plain[..2], note, &plain[2..]].concat()
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

/// What an author is told, one line each, hints apart.
fn told(text: &str) -> Vec<String> {
    let run = site(text).run(&["check", "--lang", "en"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let lines = run.stderr.lines();
    let lines = lines.filter_map(|line| line.strip_prefix("error"));
    lines
        .map(|line| line.split_once(": ").expect("a message").1.to_owned())
        .collect()
}

const TEXT: &str = "![Đoàn \"ở\" Sa Pa](<Ảnh 1.jpg> \"Tại *Sa Pa*\")

Chữ ![nhỏ](nho.jpg) chữ.

![](nho.jpg \"trang trí: hoa văn\")

## Bài {#bai-1 .practice}

![Trong bài](nho.jpg)
";

#[test]
fn a_photo_becomes_a_figure_and_small_pictures_without_a_trace() {
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
        let tells = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
        assert!(!tells(b"Exif") && !tells(b"GPSLat"), "{path}");
    }
}

#[test]
fn a_picture_of_the_published_site_serves_again_unless_it_was_touched() {
    let site = site(TEXT);
    assert_eq!(site.run(&["build"]).code, 0);
    let cold = site.tree("public");
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(site.tree("public"), cold);

    let mut pictures = cold.keys().filter(|path| path.ends_with("-640.webp"));
    let path = pictures.next().expect("a picture");
    site.write(&format!("public/{path}"), "touched");
    assert_eq!(site.run(&["build"]).code, 0);
    assert!(
        site.tree("public") == cold,
        "a touched picture is made anew"
    );

    // What the manifest vouches for is taken, which shows that nothing is decoded.
    site.write(&format!("public/{path}"), "vouched");
    let manifest = String::from_utf8(cold["ssg-manifest.json"].clone()).expect("UTF-8");
    let line = manifest.lines().find(|line| line.contains(path.as_str()));
    let vouched = format!(
        "    \"{path}\": {{\"sha256\": \"{}\", \"size\": 7}},",
        ssg_base::digest::Digest::of(b"vouched")
    );
    let manifest = manifest.replace(line.expect("its line"), &vouched);
    site.write("public/ssg-manifest.json", manifest);
    assert_eq!(site.run(&["build"]).code, 0);
    assert_eq!(site.tree("public")[path], b"vouched");
}

#[test]
fn originals_are_published_only_where_the_settings_say_so() {
    let site = site(TEXT);
    site.write(
        "content/site.yaml",
        "title: Kho\ncouncils: [{name: HĐND tỉnh A}]\nphotos: {originals: true}\n",
    );
    let run = site.run(&["build"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let tree = site.tree("public");
    let page = String::from_utf8(tree["bao-cao/2023/a/index.html"].clone()).expect("UTF-8");
    // The photo that only decorates has no name to be a link by.
    assert_eq!(page.matches("<a class=\"original\"").count(), 3);
    let is_scaled = |path: &str| path.contains("-640.") || path.contains("-1280.");
    let original = tree
        .iter()
        .find(|(path, _)| path.contains("anh-1-") && !is_scaled(path));
    let (path, bytes) = original.expect("an original");
    assert!(page.contains(path.as_str()));
    let tells = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    assert!(!tells(b"Exif") && !tells(b"GPS"));
    assert_eq!(bytes.len() + 29, photo(1300, 900).len());
}

#[test]
fn a_withdrawn_record_takes_its_photos_along() {
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
fn what_is_wrong_with_a_photo_is_told_where_it_is_shown() {
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
            "the photo `../b/x.jpg` does not lie in the folder of this text",
        ),
        (
            "![a](/x.jpg)",
            "the photo `/x.jpg` does not lie in the folder of this text",
        ),
        (
            "![a](https://x.vn/x.jpg)",
            "the photo `https://x.vn/x.jpg` lies outside the site",
        ),
        (
            "![a](x.heic)",
            "`x.heic` is no kind of photo that can be published",
        ),
        (
            "![a](x.svg)",
            "`x.svg` is no kind of photo that can be published",
        ),
    ] {
        assert_eq!(told(text), [message], "{text}");
    }
}

#[test]
fn a_broken_photo_leaves_the_published_site_alone() {
    let site = site("![a](nho.jpg)\n");
    assert_eq!(site.run(&["build"]).code, 0);
    let before = site.tree("public");
    let whole = photo(300, 200);
    let mut garbled_png = b"\x89PNG\r\n\x1a\n".to_vec();
    garbled_png.extend_from_slice(&whole);
    let big = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\xc3\x50\0\0\xc3\x50\x08\x02\0\0\0";
    for (name, bytes, message) in [
        (
            "nho.jpg",
            &whole[..whole.len() / 2],
            "broken or was not copied whole",
        ),
        ("nho.jpg", b"<svg/>", "is not the photo that its name says"),
        ("nho.png", &whole[..], "`nho.png` is in fact a JPEG"),
        (
            "nho.png",
            &garbled_png[..],
            "broken or was not copied whole",
        ),
        ("nho.png", &big[..], "broken or was not copied whole"),
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
fn a_record_without_a_folder_is_told_how_to_get_one() {
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
