use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use ssg_base::path::SourcePath;
use ssg_content::document;

fn site(vocabulary: &Vocabulary) -> SiteContext<'_> {
    SiteContext {
        vocabulary,
        councils: &[],
        language: Language::Vi,
    }
}

fn import(name: &str, bytes: &[u8]) -> Result<Imported, ImportError> {
    super::import(
        name,
        bytes,
        &site(&Vocabulary::built_in()),
        Options::default(),
    )
}

/// Makes a zip archive of parts.
fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(bytes).expect("bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

/// Makes a Word file with a body.
fn word(body: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    zipped(&[("word/document.xml", xml.as_bytes())])
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn rejects_hostile_word_files() {
    let error = |bytes: &[u8]| import("a.docx", bytes).expect_err("an error");
    // Not a zip archive, one without a main part, and half a Word file.
    assert_eq!(error(b"Hello"), ImportError::NotWord);
    assert_eq!(error(&zipped(&[("a.txt", b"a")])), ImportError::NotWord);
    let valid = word(&paragraph("Báo cáo"));
    assert_eq!(error(&valid[..valid.len() / 2]), ImportError::Damaged);
    // A truncated part, and one that is not UTF-8.
    let half = b"<w:document><w:body><w:p>";
    assert_eq!(
        error(&zipped(&[("word/document.xml", half)])),
        ImportError::Damaged
    );
    assert_eq!(
        error(&zipped(&[("word/document.xml", b"<a>\xff</a>")])),
        ImportError::Damaged
    );
    // A zip bomb: 40 MB of spaces in 40 KB.
    let bomb = vec![b' '; 40 << 20];
    assert_eq!(
        error(&zipped(&[("word/document.xml", &bomb)])),
        ImportError::TooLarge
    );
    // An entity of its own.
    let laughs = b"<!DOCTYPE a [<!ENTITY b \"lol\">]><w:document><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(
        error(&zipped(&[("word/document.xml", laughs)])),
        ImportError::XmlEntities
    );
    assert_eq!(error(&word(&paragraph("&b;"))), ImportError::XmlEntities);
    // 10,000 nested tables.
    let deep = format!(
        "{}{}{}",
        "<w:tbl><w:tr><w:tc>".repeat(10_000),
        paragraph("a"),
        "</w:tc></w:tr></w:tbl>".repeat(10_000)
    );
    assert_eq!(error(&word(&deep)), ImportError::XmlTooDeep);
    // More paragraphs than any report has.
    assert_eq!(
        error(&word(&paragraph("a").repeat(60_000))),
        ImportError::TooLarge
    );
    assert_eq!(error(&word("")), ImportError::NoText);
}

#[test]
fn ignores_paths_in_zip_names() {
    let relations =
        "<Relationships><Relationship Id=\"r1\" Target=\"../../../etc/passwd\"/></Relationships>";
    let body = "<w:document><w:body><w:p><w:r><w:t>Báo cáo năm 2024</w:t></w:r><w:r><w:drawing><a:blip r:embed=\"r1\"/></w:drawing></w:r></w:p></w:body></w:document>";
    let png = [0x89, b'P', b'N', b'G'];
    let file = zipped(&[
        ("word/document.xml", body.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/../../../etc/passwd", &png),
    ]);
    let imported = import("a.docx", &file).expect("a source");
    assert_eq!(imported.pictures, []);
    assert!(!imported.text.contains("passwd"));
}

#[test]
fn rejects_unsupported_formats() {
    let old_word = ole::tests::container("WordDocument");
    for (name, bytes, error) in [
        ("a.doc", &old_word[..], ImportError::OldWord),
        ("a.docx", &old_word, ImportError::OldWord),
        ("a.rtf", b"{\\rtf1}", ImportError::OldWord),
        ("a.pdf", b"%PDF-1.7", ImportError::Pdf),
        ("a.docx", b"%PDF-1.7", ImportError::Pdf),
        ("a.xlsx", b"PK\x03\x04", ImportError::UnknownFormat),
        ("a", b"abc", ImportError::UnknownFormat),
        ("a.md", b"---\ntitle: a\n---\n", ImportError::AlreadySource),
        ("a.txt", b"", ImportError::NoText),
        ("a.txt", b"\xff\x81\x8d", ImportError::UnknownEncoding),
    ] {
        assert_eq!(import(name, bytes).expect_err("an error"), error, "{name}");
    }
}

#[test]
fn keeps_formatting_of_word_files() {
    let body = [
        "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Báo cáo năm 2024</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Đậm</w:t></w:r><w:r><w:t xml:space=\"preserve\"> và </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>nghiêng</w:t></w:r></w:p>",
        "<w:p><w:r><w:t xml:space=\"preserve\">Còn </w:t></w:r><w:del><w:r><w:delText>bị xoá</w:delText></w:r></w:del><w:ins><w:r><w:t>được thêm</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>dời</w:t></w:r></w:moveFrom></w:p>",
        "<w:p><w:r><w:t>&lt;b&gt; *sao* # 5 &amp; [x]</w:t></w:r></w:p>",
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr><w:p><w:r><w:t>A</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>B|C</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>D</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>hiện</w:t></w:r></w:p>",
    ]
    .concat();
    let text = import("a.docx", &word(&body)).expect("a source").text;
    let body = text.rsplit("---\n\n").next().unwrap_or_default();
    assert_eq!(
        body,
        "**Đậm** và *nghiêng*\n\nCòn được thêm\n\n\\<b> \\*sao\\* # 5 & \\[x\\]\n\n| A |  |\n| --- | --- |\n| B\\|C | D |\n\nhiện\n"
    );
}

/// Makes a table of cells, each with its properties and its lines.
fn table(rows: &[&[(&str, &[&str])]]) -> String {
    let mut xml = String::from("<w:tbl>");
    for row in rows {
        xml.push_str("<w:tr>");
        for (properties, lines) in *row {
            let lines: String = lines.iter().map(|line| paragraph(line)).collect();
            let lines = if lines.is_empty() {
                paragraph("")
            } else {
                lines
            };
            xml.push_str("<w:tc><w:tcPr>");
            xml.push_str(properties);
            xml.push_str("</w:tcPr>");
            xml.push_str(&lines);
            xml.push_str("</w:tc>");
        }
        xml.push_str("</w:tr>");
    }
    xml + "</w:tbl>"
}

#[test]
fn reads_letterheads_in_merged_cells() {
    let wide = "<w:gridSpan w:val=\"2\"/>";
    let (begins, goes_on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let head = table(&[
        &[
            (begins, &["HỘI ĐỒNG NHÂN DÂN", "HUYỆN VÍ DỤ"]),
            ("", &["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]),
        ],
        &[(goes_on, &[]), ("", &["Độc lập - Tự do - Hạnh phúc"])],
        &[
            ("", &["Số: 12/BC-HĐND"]),
            ("", &["Ví Dụ, ngày 05 tháng 6 năm 2023"]),
        ],
        &[(wide, &["BÁO CÁO", "Kết quả học tập tại tỉnh Lào Cai"])],
    ]);
    let tail = table(&[
        &[
            ("", &["Nơi nhận:"]),
            (begins, &["TM. THƯỜNG TRỰC HĐND", "CHỦ TỊCH"]),
        ],
        &[("", &["- Như trên;", "- Lưu: VT."]), (goes_on, &[])],
        &[("", &[]), ("", &["Lê Văn Thử"])],
    ]);
    let text = paragraph("Đoàn đi từ ngày 18/5/2023 đến ngày 20/5/2023.");
    let imported = import("a.docx", &word(&format!("{head}{text}{tail}"))).expect("a source");
    for line in [
        "title: Kết quả học tập tại tỉnh Lào Cai",
        "council: HĐND huyện Ví Dụ",
        "  number: \"12\"",
        "  symbol: BC-HĐND",
        "  date: 2023-06-05",
        "  place: Ví Dụ",
        "    - Như trên",
        "    authority: TM. THƯỜNG TRỰC HĐND",
        "    position: CHỦ TỊCH",
        "    name: Lê Văn Thử",
    ] {
        let is_there = imported.text.lines().any(|written| written == line);
        assert!(is_there, "{line}\n{}", imported.text);
    }
}

#[test]
fn reads_members_below_group_rows() {
    let wide = "<w:gridSpan w:val=\"3\"/>";
    let members = table(&[
        &[("", &["TT"]), ("", &["Họ và tên"]), ("", &["Chức vụ"])],
        &[(wide, &["I. Trưởng đoàn"])],
        &[
            ("", &["1"]),
            ("", &["Lê Văn Thử"]),
            ("", &["Chủ tịch HĐND huyện"]),
        ],
        &[(wide, &["II. Thành viên"])],
        &[
            ("", &["2"]),
            ("", &["Trần Thị Mẫu"]),
            ("", &["Trưởng ban Pháp chế"]),
        ],
        &[(wide, &["III. Văn phòng HĐND và UBND huyện"])],
        &[("", &["3"]), ("", &["Hồ Văn Giả"]), ("", &["Chuyên viên"])],
    ]);
    let text = paragraph("Đoàn đi từ ngày 18/5/2023 đến ngày 20/5/2023. Thành phần đoàn:");
    let imported = import("a.docx", &word(&format!("{text}{members}"))).expect("a source");
    let lead = "lead:\n  name: Lê Văn Thử\n  position: Chủ tịch HĐND huyện\n";
    let others = "members:\n  - name: Trần Thị Mẫu\n    position: Trưởng ban Pháp chế\n  - name: Hồ Văn Giả\n    position: Chuyên viên\n";
    assert!(imported.text.contains(lead), "{}", imported.text);
    assert!(imported.text.contains(others), "{}", imported.text);
}

#[test]
fn reads_lessons_in_tables() {
    let text = paragraph("Đoàn đi từ ngày 18/5/2023 đến ngày 20/5/2023.");
    let lessons = table(&[
        &[
            ("", &["TT"]),
            ("", &["Bài học kinh nghiệm"]),
            ("", &["Hướng vận dụng"]),
        ],
        &[
            ("", &["1"]),
            ("", &["Họp không giấy ở mọi kỳ họp"]),
            ("", &["Trang bị máy tính bảng từ năm 2024"]),
        ],
        &[
            ("", &["2"]),
            ("", &["Tiếp xúc cử tri theo nhóm nghề"]),
            ("", &["Thí điểm tại hai xã trong quý I"]),
        ],
    ]);
    let imported = import("a.docx", &word(&format!("{text}{lessons}"))).expect("a source");
    let body = imported.text.rsplit("---\n\n").next().unwrap_or_default();
    let headings = [
        "Họp không giấy ở mọi kỳ họp",
        "Tiếp xúc cử tri theo nhóm nghề",
    ];
    for (at, heading) in headings.iter().enumerate() {
        let heading = format!("### {heading} {{#bai-hoc-{} .practice", at + 1);
        assert!(body.contains(&heading), "{heading}\n{body}");
    }
    assert!(
        body.contains("Hướng vận dụng: Trang bị máy tính bảng từ năm 2024"),
        "{body}"
    );
    // A table of days stays one.
    let days = table(&[
        &[("", &["Ngày"]), ("", &["Kinh nghiệm"])],
        &[("", &["18/5/2023"]), ("", &["Thăm tỉnh Lào Cai"])],
    ]);
    let imported = import("a.docx", &word(&format!("{text}{days}"))).expect("a source");
    assert!(
        imported.text.contains("| Ngày | Kinh nghiệm |"),
        "{}",
        imported.text
    );
}

#[test]
fn short_words_left_out_share_a_line() {
    let text = "BÁO CÁO\nKết quả học tập\n\nTừ ngày 18/5/2023 đến ngày 20/5/2023 Đoàn đã đi.\n\nNơi nhận:\n- Lưu: VT.\n\nTM. HĐND\nCHỦ TỊCH\n(Đã ký)\nLê Văn Thử\n";
    let imported = import("a.txt", text.as_bytes()).expect("a source");
    let removed: Vec<&str> = imported
        .text
        .lines()
        .filter(|line| line.starts_with("# đã bỏ:"))
        .collect();
    assert_eq!(removed, ["# đã bỏ: BÁO CÁO; Nơi nhận:; (Đã ký)"]);
}

#[test]
fn decodes_tcvn3_by_font() {
    let body = "<w:p><w:r><w:rPr><w:rFonts w:ascii=\".VnTimeH\"/></w:rPr><w:t>b¸o c¸o</w:t></w:r></w:p><w:p><w:r><w:rPr><w:rFonts w:ascii=\".VnTime\"/></w:rPr><w:t>KÕt qu¶ n¨m 2019</w:t></w:r></w:p>";
    let imported = import("a.docx", &word(body)).expect("a source");
    assert!(
        imported.text.contains("title: Kết quả năm 2019"),
        "{}",
        imported.text
    );
    assert_eq!(imported.year, Some(2019));
}

#[test]
fn leaves_unknown_fields_blank() {
    let imported = import("a.txt", "Hôm nay trời đẹp.".as_bytes()).expect("a source");
    assert_eq!(imported.year, None);
    for key in ["title", "dates", "lead", "locations", "topics", "council"] {
        let blank = format!("\n{key}: # ");
        assert!(imported.text.contains(&blank), "{key}\n{}", imported.text);
    }
    assert!(imported.text.ends_with("Hôm nay trời đẹp.\n"));
}

proptest! {
    /// Whatever a text holds, its draft can be parsed.
    #[test]
    fn any_text_becomes_a_valid_source(text in "(báo cáo|Đoàn|ngày|12/6/2024|[ -~à-ỹ]{0,40}|\n| |ông|tỉnh Lào Cai|số 1/KH-A|[:#{}\"'&*!|>%@`\\\\-]){0,30}") {
        let Ok(imported) = import("a.txt", text.as_bytes()) else { return Ok(()) };
        let path = SourcePath::new("content/reports/2024/a/index.md").expect("a path");
        let parsed = document::parse(&path, &imported.text, &Vocabulary::built_in());
        prop_assert!(parsed.value.is_some(), "{}", imported.text);
    }
}

#[test]
fn text_of_diagrams_is_listed() {
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"http://x/relationships/diagramData\" Target=\"diagrams/data1.xml\"/></Relationships>";
    let diagram = "<dgm:dataModel xmlns:dgm=\"d\" xmlns:a=\"a\"><dgm:pt><dgm:t><a:p><a:r><a:t>Sơ đồ tổ chức</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>";
    let body = format!(
        "<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>",
        paragraph("Đoàn đã đi.")
    );
    let file = zipped(&[
        ("word/document.xml", body.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("word/diagrams/data1.xml", diagram.as_bytes()),
    ]);
    let imported = import("a.docx", &file).expect("a draft");
    assert!(
        imported.text.contains("# đã bỏ: Sơ đồ tổ chức"),
        "{}",
        imported.text
    );
}

/// Imports a text with a letterhead before it, and returns the draft.
fn draft_of_report(text: &str) -> String {
    let head = "HỘI ĐỒNG NHÂN DÂN\nHUYỆN VÍ DỤ\nSố: 12/BC-HĐND\nVí Dụ, ngày 05 tháng 6 năm 2023\n\nBÁO CÁO\nKết quả học tập tại tỉnh Lào Cai\n\nTừ ngày 18/5/2023 đến ngày 20/5/2023 Đoàn đã đi học tập tại tỉnh Lào Cai.\n\n";
    let imported = import("a.txt", format!("{head}{text}").as_bytes()).expect("a draft");
    imported.text
}

/// The kinds and the first words of the lessons of a draft.
fn lessons_of(draft: &str) -> Vec<(&str, String)> {
    let headings = draft
        .lines()
        .filter_map(|line| line.split_once(" {#bai-hoc"));
    headings
        .map(|(title, attributes)| {
            let kind = attributes.split(['.', ' ', '}']).nth(2).unwrap_or_default();
            let title = title.trim_start_matches(['#', ' ']);
            let words: Vec<&str> = title.split(' ').take(3).collect();
            (kind, words.join(" "))
        })
        .collect()
}

#[test]
fn lessons_in_one_paragraph_are_split() {
    let first = "công khai số điện thoại của đại biểu";
    let second = "tránh tổ chức giám sát dồn vào cuối năm";
    let expected = [
        ("practice", "Công khai số".to_owned()),
        ("caution", "Tránh tổ chức".to_owned()),
    ];
    for (intro, one, two) in [
        (
            "Từ chuyến đi, Đoàn rút ra hai bài học. ",
            "Một là,",
            "Hai là,",
        ),
        ("Đoàn rút ra: ", "thứ nhất,", "thứ hai,"),
        ("", "(1)", "(2)"),
        ("Một số nội dung sau: ", "a)", "b)"),
        ("Một số nội dung sau: ", "-", "-"),
    ] {
        let paragraph = format!("{intro}{one} {first}; {two} {second}.\n");
        let draft = draft_of_report(&format!("II. BÀI HỌC KINH NGHIỆM\n\n{paragraph}"));
        assert_eq!(lessons_of(&draft), expected, "{draft}");
    }
    // The sentence before the lessons announces them.
    let draft = draft_of_report(&format!(
        "Đoàn rút ra hai bài học. Một là, {first}. Hai là, {second}.\n"
    ));
    assert_eq!(lessons_of(&draft), expected, "{draft}");
    // One request, and items that are parts of their lessons.
    let draft = draft_of_report(
        "II. BÀI HỌC\n\n- Về giám sát: một là chọn ít chuyên đề; hai là theo đến khi có kết quả.\n- Về tiếp xúc cử tri: gặp cử tri tại khu nhà trọ vào buổi tối.\n\nIII. KIẾN NGHỊ\n\nĐề nghị UBND huyện: (1) mua máy tính bảng cho đại biểu; (2) lắp đường truyền cho các xã.\n",
    );
    assert_eq!(lessons_of(&draft).len(), 3, "{draft}");
    // Other paragraphs stay whole.
    let text =
        "Bạn nêu ba việc. Một là, giám sát theo chuyên đề hằng năm. Hai là, tiếp công dân ở cơ sở.";
    assert!(draft_of_report(text).contains(text));
}

#[test]
fn shortcomings_are_cautions() {
    for (heading, lesson) in [
        (
            "III. MỘT SỐ HẠN CHẾ",
            "Lịch trình dày nên nhiều nội dung chưa đi sâu.",
        ),
        (
            "III. TỒN TẠI, HẠN CHẾ CỦA CHUYẾN ĐI",
            "Lịch trình dày nên nhiều việc chưa đi sâu.",
        ),
        (
            "III. BÀI HỌC",
            "Cần khắc phục tình trạng chất vấn rồi không theo dõi.",
        ),
        (
            "III. BÀI HỌC",
            "Không để tư thương thuê lại nhà sàn của dân.",
        ),
        (
            "III. BÀI HỌC",
            "Về những điều nên tránh: lập quá nhiều nhóm trên mạng.",
        ),
        (
            "III. BÀI HỌC",
            "Giám sát một lần rồi thôi thì không ăn thua.",
        ),
    ] {
        let draft = draft_of_report(&format!("{heading}\n\n- {lesson}\n"));
        let kinds: Vec<&str> = lessons_of(&draft).iter().map(|(kind, _)| *kind).collect();
        assert_eq!(kinds, ["caution"], "{draft}");
    }
    let draft = draft_of_report("III. HẠN CHẾ RÁC THẢI NHỰA\n\nXã bạn đã giảm được nhiều túi.\n");
    assert_eq!(lessons_of(&draft), [], "{draft}");
}

#[test]
fn numbers_begin_again_below_a_heading() {
    let draft = draft_of_report(
        "2. Bài học kinh nghiệm\n1. Gửi tài liệu sớm cho đại biểu trước mười ngày.\n2. Gắn mỗi đại biểu với một thôn của xã.\n3. Hạn chế\n- Thời gian làm việc tại mỗi nơi còn quá ngắn.\n",
    );
    let expected = [
        ("practice", "Gửi tài liệu".to_owned()),
        ("practice", "Gắn mỗi đại".to_owned()),
        ("caution", "Thời gian làm".to_owned()),
    ];
    assert_eq!(lessons_of(&draft), expected, "{draft}");
}

#[test]
fn reads_deputies_members_and_size_of_delegations() {
    let draft = draft_of_report(
        "Trưởng đoàn: ông Lê Văn Thử, Chủ tịch HĐND huyện. Hai Phó Trưởng đoàn là ông Hồ Văn Giả, Phó Chủ tịch HĐND huyện và bà Trần Thị Mẫu, Trưởng Ban Pháp chế. Các thành viên: ông Đỗ Văn Tạm, Chánh Văn phòng.\n\nTổng số người tham gia: 14 người.\n",
    );
    for expected in [
        "size: 14\n",
        "deputies:\n  - name: Hồ Văn Giả\n",
        "  - name: Trần Thị Mẫu\n",
        "members:\n  - name: Đỗ Văn Tạm\n",
    ] {
        assert!(draft.contains(expected), "{expected}\n{draft}");
    }
    let draft = draft_of_report(
        "Thành phần Đoàn có 11 đồng chí, gồm: đồng chí Lê Văn Thử, Trưởng Ban Pháp chế, Trưởng đoàn; đồng chí Trần Thị Mẫu, Phó Trưởng Ban; các Ủy viên của Ban: Hồ Văn Giả, Đỗ Văn Tạm; đại diện Sở Tài chính.\n",
    );
    let one = draft_of_report(
        "Trưởng đoàn là ông Lê Văn Thử, Chủ tịch HĐND huyện; Phó Trưởng đoàn là bà Trần Thị Mẫu, Trưởng Ban Pháp chế; ông Đỗ Văn Tạm, Chánh Văn phòng.\n",
    );
    let deputies = one.split("deputies:\n").nth(1).unwrap_or_default();
    assert!(deputies.starts_with("  - name: Trần Thị Mẫu\n"), "{one}");
    assert!(!deputies.contains("  - name: Đỗ Văn Tạm\n"), "{one}");
    let members = ["Trần Thị Mẫu", "Hồ Văn Giả", "Đỗ Văn Tạm"];
    for name in members {
        assert!(
            draft.contains(&format!("\n  - name: {name}\n")),
            "{name}\n{draft}"
        );
    }
    assert!(draft.contains("\nsize: 11\n"), "{draft}");
}

#[test]
fn reads_batches_in_tables_of_tabs() {
    let text = "KẾ HOẠCH\nTổ chức các đoàn công tác năm 2023\n\nI. NỘI DUNG\n\nĐoàn\tThời gian\tĐịa điểm\tNội dung\nĐoàn 1\tTừ ngày 10/4 đến ngày 14/4/2023\tTỉnh Ninh Thuận, tỉnh Bình Thuận\tGiám sát\nĐoàn 2\tTháng 8\tTỉnh Cao Bằng\tTiếp công dân\nĐoàn 3\tQuý IV/2023\tThành phố Hà Nội\tKỳ họp\n\nII. KINH PHÍ\n\nTheo quy định.\n";
    let draft = import("a.txt", text.as_bytes()).expect("a draft").text;
    for expected in [
        "      from: 2023-04-10\n      to: 2023-04-14\n    provinces:\n      - province: Ninh Thuận\n      - province: Bình Thuận\n",
        "      from: 2023-08-01\n      to: 2023-08-31\n",
        "      from: 2023-10-01\n      to: 2023-12-31\n",
    ] {
        assert!(draft.contains(expected), "{expected}\n{draft}");
    }
}

#[test]
fn reads_letters_in_two_columns() {
    let text = "THƯỜNG TRỰC HĐND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTHỊ XÃ VÍ DỤ | Độc lập - Tự do - Hạnh phúc\nSố: 96/HĐND-VP | Ví Dụ, ngày 08 tháng 10 năm 2024\nV/v đăng ký làm việc, |\ntrao đổi kinh nghiệm |\n\nKính gửi: Thường trực HĐND tỉnh Phú Thọ.\n\nĐoàn công tác dự kiến đến từ ngày 23/10/2024 đến ngày 25/10/2024.\n\nNơi nhận: | TM. THƯỜNG TRỰC HĐND\n- Như trên; | CHỦ TỊCH\n- Thành viên Đoàn; |\n- Lưu: VT. |\n\n| Lưu Văn Thử\n";
    let draft = import("a.txt", text.as_bytes()).expect("a draft").text;
    for line in [
        "title: Đăng ký làm việc, trao đổi kinh nghiệm",
        "  date: 2024-10-08",
        "  place: Ví Dụ",
        "    - Thành viên Đoàn",
        "    name: Lưu Văn Thử",
    ] {
        assert!(
            draft.lines().any(|written| written == line),
            "{line}\n{draft}"
        );
    }
}

#[test]
fn reads_days_of_articles() {
    let head = "TRANG THÔNG TIN ĐIỆN TỬ XÃ VÍ DỤ\nTin tức - Sự kiện\n\nHĐND thị xã Ví Dụ trao đổi kinh nghiệm tại tỉnh Lào Cai\n\nThứ ba, 26/3/2024 | 09:12 GMT+7\n\n";
    let draft = |text: &str| {
        let text = format!("{head}{text}\n\nMinh An\n");
        import("a.txt", text.as_bytes()).expect("a draft").text
    };
    let trip = draft(
        "Chiều 20/3, đoàn đại biểu HĐND thị xã Ví Dụ làm việc với HĐND tỉnh Lào Cai.\n\nTrưa 22/3, xe quay đầu về lại Ví Dụ. Trên đường, ai cũng nói về kỳ họp tới.",
    );
    let title = "title: HĐND thị xã Ví Dụ trao đổi kinh nghiệm tại tỉnh Lào Cai\n";
    assert!(trip.contains(title), "{trip}");
    assert!(
        trip.contains("dates: {from: 2024-03-20, to: 2024-03-22}\n"),
        "{trip}"
    );
    assert_eq!(trip.matches("\n    date: ").count(), 1, "{trip}");
    let day = draft(
        "(Cổng TTĐT phường Mẫu, tỉnh Lào Cai) - Sáng ngày 25/3/2024, HĐND tỉnh Lào Cai đã tiếp và làm việc với đoàn công tác của HĐND thị xã Ví Dụ.",
    );
    assert!(day.contains("\n    date: 2024-03-25\n"), "{day}");
}

#[test]
fn reads_days_after_visits_and_places_of_headings() {
    let draft = draft_of_report(
        "Tại Lào Cai, Đoàn làm việc với Ban Pháp chế HĐND tỉnh vào ngày 19/5/2023, sau đó thăm một xã.\n",
    );
    assert!(
        draft.contains("  - province: Lào Cai\n    date: 2023-05-19\n"),
        "{draft}"
    );
    let draft = draft_of_report(
        "I. TẠI TỈNH LÀO CAI\n\nNgày 19/5/2023, Đoàn làm việc với Ban Pháp chế HĐND tỉnh về giám sát.\n\nNgày 20/5/2023, Đoàn về địa phương.\n",
    );
    assert!(draft.contains("\n    date: 2023-05-19\n"), "{draft}");
    assert!(!draft.contains("\n    date: 2023-05-20\n"), "{draft}");
}
