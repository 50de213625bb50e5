//! What authors type and the program would lose, change or publish without a word.

use super::{
    Case, Outcome, PAGE, PLAN, REPORT, SETTINGS, body, changed, compare_snapshots, plan, report,
    second, valid,
};

/// A report with its own folder.
const INDEX: &str = "content/reports/2023/sa-pa/index.md";

/// A case whose only change is the body of the valid report.
fn text(name: &'static str, markdown: &str) -> Case {
    Case::new(name)
        .file(REPORT, body(markdown))
        .expects(Outcome::Warnings)
}

/// A case that moves the valid report, with another body, to its own folder.
fn in_folder(name: &'static str, markdown: &str) -> Case {
    Case::new(name)
        .file(INDEX, body(markdown))
        .file(PAGE, changed(PAGE, "sa-pa.md", "sa-pa/index.md"))
        .change(|site| std::fs::remove_file(site.path(REPORT)).expect("removed"))
        .expects(Outcome::Warnings)
}

/// Compares the snapshots of cases in Vietnamese, and in English those in `GROUP-in-english.txt`.
fn compare_in_both_languages(group: &str, cases: &dyn Fn() -> Vec<Case>) {
    compare_snapshots(group, &cases());
    let english = cases().into_iter().map(|case| case.args(&["--lang", "en"]));
    let english: Vec<Case> = english.collect();
    compare_snapshots(&format!("{group}-in-english"), &english);
}

#[test]
fn text_that_would_be_lost() {
    compare_snapshots(
        "lost_text",
        &[
            text(
                "two texts with one footnote label",
                "Một[^1].\n\n[^1]: Nghị quyết 5.\n\nHai[^1].\n\n[^1]: Nghị quyết 7.",
            )
            .expects(Outcome::Errors),
            text(
                "footnote labels that differ in case, twice",
                "Một[^A], hai[^a].\n\n[^A]: Nghị quyết 5.\n\n[^a]: Nghị quyết 7.",
            )
            .expects(Outcome::Errors),
            text(
                "a row with more cells than its head",
                "| Tỉnh | Đợt |\n| --- | --- |\n| Lào Cai | 1 | tháng 3 | Sa Pa |",
            ),
            text(
                "a title of a link",
                "Xem [kế hoạch](../../plans/2023/ke-hoach.md \"Kế hoạch số 5\").",
            ),
            text(
                "a definition of a link that nothing uses",
                "Một.\n\n[5]: https://vidu.vn/ \"Nghị quyết\"",
            ),
            text("words behind the fence of code", "``` Chợ phiên\nmã\n```"),
            text("a list with a missing number", "1. một\n2. hai\n4. bốn"),
            text("two ids on a heading", "## Chợ {#cho #phien}").expects(Outcome::Errors),
            text(
                "a comment",
                "Một.\n\n<!-- ghi chú nội bộ: hỏi lại anh An -->\n\nHai <!-- và --> ba.",
            )
            .args(&["--quiet"]),
            text(
                "a comment that is not closed",
                "Một.\n\n<!-- ghi chú nội bộ\n\nHai.",
            )
            .expects(Outcome::Errors),
            text(
                "invisible characters, also as entities",
                "## Chợ\u{202e} phiên&#x200B;\n\nTừ\u{b}ngữ\u{ad}.",
            ),
            text(
                "a line break in a cell, in HTML",
                "| Tỉnh |\n| --- |\n| Lào Cai<br>Sa Pa |\n\nMột<br>hai.",
            ),
        ],
    );
}

#[test]
fn markup_that_is_shown_as_typed() {
    compare_snapshots(
        "typed_markup",
        &[
            text("a photo whose name has a space", "![Chợ](anh 1.jpg)"),
            text(
                "a link whose target has a space",
                "Xem [phụ lục](Phụ lục 1.pdf).",
            ),
            text("a photo of another tool", "![[anh-1.jpg]]"),
            text(
                "a path of the office's computer",
                "Xem [phụ lục](C:\\Van phong\\phu luc.pdf).",
            ),
            text(
                "a link to a reference that does not exist",
                "Xem [kế hoạch][không có].",
            ),
            text(
                "a space between the brackets of a link",
                "Xem [phụ lục] (phu-luc.pdf).",
            ),
            text("swapped brackets of a link", "Xem (phụ lục)[phu-luc.pdf]."),
            text(
                "attributes that are not closed",
                "### Giữ chợ {#bai-hoc-1 .practice\n\nChợ phiên họp vào chủ nhật.",
            ),
            text(
                "attributes before other text",
                "### Giữ chợ {#bai-hoc-1 .practice} nhé\n\nChợ phiên họp vào chủ nhật.",
            ),
            text(
                "attributes on a line in bold",
                "**Giữ chợ** {#bai-hoc-1 .practice}\n\nChợ phiên họp vào chủ nhật.",
            ),
            text(
                "headings without a space",
                "##Mục\n\nMột.\n\n#Mục\n\n##\u{a0}Mục",
            ),
            text("bold text that does not close", "Một **hai,**ba và **bốn."),
            text(
                "a table that was pasted with tabs",
                "Tỉnh\tĐợt\tTháng\nLào Cai\t1\t3\nHà Giang\t2\t5",
            ),
            text(
                "a table without the line below its head",
                "| Tỉnh | Đợt |\n| Lào Cai | 1 |",
            ),
            text(
                "dashes below a line",
                "Đoàn đã đến nơi.\n---\n\nĐoàn đã về.",
            ),
            text(
                "a paragraph that is indented",
                "Một.\n\n    Đoàn đã đến nơi.\n\nHai.",
            ),
            text(
                "an empty heading and a skipped level",
                "## \n\nMột.\n\n#### Hai",
            ),
            text("bullets of a word processor", "• một\n• hai"),
            text("items without a space", "-một\n-hai"),
        ],
    );
}

#[test]
fn personal_data_and_secrets() {
    let more = |new: &str| report("---\n\nĐoàn", &format!("{new}\n---\n\nĐoàn"));
    let refused = |name, markdown| text(name, markdown).expects(Outcome::Errors);
    let contacts = |new: &str| format!("{}public_contacts:\n{new}\n", valid(SETTINGS));
    compare_snapshots(
        "privacy",
        &[
            refused(
                "phone numbers with other dashes, spaces and separators",
                "Gọi 0912\u{2013}345\u{2013}678, 0912\u{2011}345\u{2011}678, 0912  345  678, 0912·345·678 hoặc 0912,345,678.",
            ),
            refused(
                "phone numbers with markup, entities and line breaks inside",
                "Gọi 0912**345**678, 09&#49;2345678, 0912\n345678 hoặc 0912<!-- x -->345678.",
            ),
            refused(
                "phone numbers with invisible and full-width characters",
                "Gọi 0912\u{200b}345678 hoặc ０９１２３４５６７８.",
            ),
            refused(
                "phone numbers in links",
                "Nhắn [Zalo](https://zalo.me/0912345678), [gọi](tel:+84912345678).",
            ),
            refused(
                "old numbers of fixed lines",
                "Điện thoại (064) 3830 123, ĐT: 3830124.",
            ),
            refused(
                "identity numbers",
                "CMND 123456789, CCCD 001 099 012 345, hộ chiếu số B1234567.",
            ),
            refused(
                "a number in a text alternative",
                "![Ông An, 0912.345.678](cho.jpg)",
            ),
            Case::new("a number with escapes in the front matter")
                .file(REPORT, more("summary: \"Gọi \\u0030912 345 678\"")),
            Case::new("a number on two lines of the front matter")
                .file(REPORT, more("summary: >\n  Gọi 0912 345\n  678")),
            Case::new("a number in a note, which is not published")
                .file(REPORT, more("note: gọi 0912345678 # và 0912345679"))
                .expects(Outcome::Warnings),
            text(
                "numbers of taxpayers, amounts and dates",
                "Mã số thuế 0312345678, 84.912.345.678 đồng, ngày 09-12-2023.",
            )
            .args(&["--quiet"]),
            Case::new("a number that the settings allow")
                .file(
                    SETTINGS,
                    contacts("  - {value: 0254 383 0123, reason: số của văn phòng}"),
                )
                .file(REPORT, body("Văn phòng: (0254) 383.0123."))
                .expects(Outcome::Warnings),
            Case::new("a number that the settings allow without a reason")
                .file(SETTINGS, contacts("  - {value: 0254 383 0123}"))
                .file(REPORT, body("Văn phòng: (0254) 383.0123.")),
            Case::new("a contact that is none").file(
                SETTINGS,
                contacts("  - {value: văn phòng, reason: công khai}"),
            ),
            refused(
                "stamps",
                "**TỐI MẬT**\n\nĐoàn đã đến nơi.\n\n| (Dự thảo lần 2) |\n| --- |",
            ),
            refused("a stamp behind a number", "Số: 45/BC-HĐND\tMẬT"),
            Case::new("a stamp with a clearance")
                .file(
                    REPORT,
                    body("LƯU HÀNH NỘI BỘ\n\nĐoàn đã đến nơi.").replace(
                        "plan:",
                        "clearance: {by: Chủ tịch HĐND, date: 2023-09-01}\nplan:",
                    ),
                )
                .expects(Outcome::Warnings),
            Case::new("a clearance without a date").file(
                REPORT,
                body("LƯU HÀNH NỘI BỘ").replace("plan:", "clearance: {by: Chủ tịch HĐND}\nplan:"),
            ),
        ],
    );
}

#[test]
fn values_that_would_be_cut() {
    let title = "title: Học tập kinh nghiệm tại Sa Pa";
    let lead = "lead: {name: Phan Thanh Biên, position: Chủ tịch HĐND huyện}";
    let head = |name, old: &str, new: &str| {
        Case::new(name)
            .file(REPORT, report(old, new))
            .expects(Outcome::Warnings)
    };
    compare_snapshots(
        "cut_values",
        &[
            head(
                "a number sign in a title",
                title,
                "title: Học tập #1 tại Lào Cai",
            ),
            head(
                "a number sign and a space in a title",
                title,
                "title: Học tập tại Sa Pa # 1",
            ),
            head(
                "a comment behind a keyword and on its own line",
                title,
                &format!("# ghi chú\n{title}\nsize: 12 # cả lái xe"),
            ),
            Case::new("a number sign in the settings")
                .file(
                    SETTINGS,
                    changed(SETTINGS, "title: Kho thử", "title: Kho #1"),
                )
                .expects(Outcome::Warnings),
            head(
                "a person with office and form of address",
                lead,
                "lead: Ông Phan Thanh Biên, Chủ tịch HĐND huyện, Trưởng đoàn",
            ),
            head(
                "members with their offices",
                lead,
                &format!("{lead}\nmembers: [Bà Trần Thị Bình, Phó Chủ tịch HĐND]"),
            ),
            head(
                "a comma in a position",
                lead,
                "lead: {name: Phan Thanh Biên, position: Chủ tịch HĐND huyện, Trưởng đoàn}",
            )
            .expects(Outcome::Errors),
        ],
    );
}

#[test]
fn files_that_would_be_left_out() {
    let link = "Xem [tệp](phu-luc.pdf).";
    let linked = |name, file: &'static str, markdown: &'static str| {
        in_folder(name, markdown).file(file, "x")
    };
    compare_snapshots(
        "unused_files",
        &[
            Case::new("texts with other extensions")
                .file("content/reports/2023/hoc-tap.md.txt", "x")
                .file("content/reports/2023/hoc-tap-2.txt", "x")
                .file("content/reports/2023/hoc-tap-3.markdown", "x")
                .file("content/plans/2023/ke-hoach", "x")
                .file("content/ghi-chu.txt", "x")
                .expects(Outcome::Warnings),
            linked(
                "an attachment with spaces, accents and brackets",
                "content/reports/2023/sa-pa/Phụ lục (1).pdf",
                "Xem [tệp](<Phụ lục (1).pdf>).",
            ),
            linked(
                "an unused attachment",
                "content/reports/2023/sa-pa/bao-cao.docx",
                "Một.",
            ),
            linked(
                "an attached film",
                "content/reports/2023/sa-pa/phim.mp4",
                "Xem [phim](phim.mp4).",
            )
            .expects(Outcome::Errors),
            linked(
                "an attached drawing",
                "content/reports/2023/sa-pa/so-do.svg",
                "Xem [sơ đồ](so-do.svg).",
            )
            .expects(Outcome::Errors),
            linked(
                "an attachment in a folder below",
                "content/reports/2023/sa-pa/tep/phu-luc.pdf",
                "Xem [tệp](tep/phu-luc.pdf).",
            )
            .expects(Outcome::Errors),
            Case::new("an attachment of a report without a folder")
                .file("content/reports/2023/phu-luc.pdf", "x")
                .file(REPORT, body(link)),
            linked(
                "attachments that differ in case",
                "content/reports/2023/sa-pa/phu-luc.pdf",
                link,
            )
            .file("content/reports/2023/sa-pa/Phu-Luc.pdf", "x")
            .expects(Outcome::Errors),
            linked(
                "a link with another spelling",
                "content/reports/2023/sa-pa/phu-luc-1.pdf",
                link,
            )
            .expects(Outcome::Errors),
        ],
    );
}

#[test]
fn values_given_twice() {
    let more = |new: &str| report("---\n\nĐoàn", &format!("{new}\n---\n\nĐoàn"));
    let warns = |name, text: String| {
        Case::new(name)
            .file(REPORT, text)
            .expects(Outcome::Warnings)
    };
    let attributes = |name, new: &str| Case::new(name).file(REPORT, report(" places=lao-cai", new));
    compare_in_both_languages("given_twice", &|| {
        vec![
            attributes(
                "topics twice on a heading",
                " topics=du-lich topics=giam-sat",
            ),
            attributes(
                "places twice on a heading",
                " places=lao-cai places=lao-cai",
            ),
            attributes("two kinds on a heading", " .caution"),
            attributes("one kind twice on a heading", " .practice").expects(Outcome::Warnings),
            attributes("two ids on a lesson", " #bai-hoc-2"),
            attributes("topics without a value", " topics="),
            attributes("one topic twice on a heading", " topics=du-lich,du-lich")
                .expects(Outcome::Warnings),
            attributes("one place twice on a heading", " places=lao-cai,lao-cai")
                .expects(Outcome::Warnings),
            warns(
                "a topic by two names",
                report("[du lịch]", "[du lịch, du-lich]"),
            ),
            warns(
                "a stop twice",
                report(
                    "  - {province: Lào Cai, place: thị xã Sa Pa}\n",
                    "  - {province: Lào Cai, place: thị xã Sa Pa}\n  - {province: tỉnh Lào Cai, place: Thị xã Sa Pa}\n",
                ),
            ),
            warns(
                "the topics of a stop twice",
                report("thị xã Sa Pa}", "thị xã Sa Pa, topics: [du lịch, du lịch]}"),
            ),
            warns(
                "a member twice, and the head among the members",
                more("members: [Trần Thị Bình, Lê Văn Cường, trần thị bình, Phan Thanh Biên]"),
            ),
            warns(
                "items of other lists",
                more(
                    "document: {recipients: [Như trên, Lưu VT, Như trên]}\nassessment: [Tốt, Tốt]",
                ),
            ),
            Case::new("a province of a batch twice")
                .file(PLAN, plan("[Lào Cai]", "[Lào Cai, Hà Giang, Lào Cai]"))
                .expects(Outcome::Warnings),
            Case::new("a council twice")
                .file(
                    SETTINGS,
                    format!("{}  - name: HĐND Huyện Côn Đảo\n", valid(SETTINGS)),
                )
                .expects(Outcome::Warnings),
            warns(
                "people with one name and other positions, a place passed twice",
                report(
                    "  - {province: Lào Cai, place: thị xã Sa Pa}\n",
                    "  - {province: Hà Nội, kind: transit}\n  - {province: Lào Cai}\n  - {province: Hà Nội, kind: transit}\nmembers: [{name: Trần Thị Bình, position: Phó Chủ tịch}, {name: Trần Thị Bình, position: Thư ký}]\n",
                ),
            ),
            warns(
                "a reason and a replacement without a withdrawal",
                more("reason: đăng nhầm\nreplaced_by: 2023/khac"),
            ),
            Case::new("a reason of a batch that is not cancelled")
                .file(PLAN, plan("number: 1,", "number: 1, reason: mưa bão,"))
                .expects(Outcome::Warnings),
            warns(
                "an update in the future",
                more("document: {date: 2023-09-01}\nupdates: [{date: 2023-10-01, note: Sửa}, {date: 2032-10-02, note: Sửa}]"),
            )
            .file(
                "content/reports/2023/muong-khuong.md",
                second("Sa Pa", "Mường Khương"),
            ),
        ]
    });
}

#[test]
fn personal_data_and_secrets_in_names() {
    compare_in_both_languages("private_names", &|| {
        vec![
            Case::new("a file named after a phone number")
                .file("content/pages/goi-0912345678.md", valid(PAGE)),
            Case::new("a folder with an identity number").file(
                "content/reports/2023/ho-so-001099012345/index.md",
                valid(REPORT).replace("Học tập", "Tham quan"),
            ),
            Case::new("a static file named after a phone number")
                .file("content/static/0912345678.txt", "x"),
            Case::new("the name of a file is a stamp")
                .file("content/pages/DU THAO.md", valid(PAGE)),
            Case::new("settings with a number, an address and a stamp").file(
                SETTINGS,
                format!(
                    "{}    aliases: [HĐND Côn Đảo 0912345678]\n    address: an.b@gmail.com\ndescription: LƯU HÀNH NỘI BỘ\ncontact: 0254 383 0123\n",
                    valid(SETTINGS)
                ),
            ),
            Case::new("topics with a number").file(
                "content/topics.yaml",
                "topics:\n  - {slug: nong, label: Đường dây nóng 0912345678, group: kinh-te}\n",
            ),
            Case::new("titles and keys with numbers").file(
                REPORT,
                report("title: Học tập", "title: 0912345678 Học tập").replace(
                    "plan:",
                    "lesson_aliases: {goi-0987654321: bai-hoc-1}\nplan:",
                ),
            ),
            in_folder(
                "an attachment and a photo with private names",
                "Xem [phụ lục](<Dự thảo.pdf>), [khác](goi-0912345678.pdf).\n\n![Chợ](anh-0987654321.jpg \"Ông An 0912345679\")",
            )
            .file("content/reports/2023/sa-pa/Dự thảo.pdf", "x")
            .file("content/reports/2023/sa-pa/goi-0912345678.pdf", "x")
            .expects(Outcome::Errors),
            text(
                "e-mail addresses that are spelled out",
                "Thư: an.b (a) gmail (dot) com, an.b@gmail [dot] com, an.b a còng gmail chấm com.",
            )
            .expects(Outcome::Errors),
        ]
    });
}

#[test]
fn secrecy_stamps() {
    let refused = |name, markdown| text(name, markdown).expects(Outcome::Errors);
    compare_in_both_languages("stamps", &|| {
        vec![
            refused("a draft in brackets", "(DỰ THẢO)\n\nĐoàn đã đến nơi."),
            refused("a draft in square brackets", "\\[Dự thảo\\]\n\nĐoàn đã đến nơi."),
            refused("a secret with the number of the copy", "MẬT (Bản số: 05)\n\nĐoàn đã đến nơi."),
            refused("for use within the office", "Tài liệu phục vụ nội bộ\n\nĐoàn đã đến nơi."),
            refused("a level of secrecy", "**Độ mật:** *Mật*\n\nĐoàn đã đến nơi."),
            refused("a draft without accents", "DU THAO\n\nĐoàn đã đến nơi."),
            refused("a secret without accents", "MAT\n\nĐoàn đã đến nơi."),
            refused("a stamp of several words", "TÀI LIỆU HỌP, KHÔNG PHỔ BIẾN\n\nĐoàn đã đến nơi."),
            Case::new("a stamp in the title")
                .file(REPORT, report("title: Học tập kinh nghiệm tại Sa Pa", "title: \"[MẬT] Học tập\"")),
            text(
                "a table of documents, lists and sentences",
                "| Văn bản | Giai đoạn |\n| --- | --- |\n| Nghị quyết 5 | Dự thảo |\n| Nghị quyết 7 (Dự thảo) | Dự thảo lần 2 |\n\n- Dự thảo\n- Thẩm tra\n\nĐoàn góp ý nghị quyết (dự thảo) về mật ong, tài liệu mật thiết với bảo mật.",
            )
            .args(&["--quiet"]),
        ]
    });
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list of cases")]
fn mistakes_with_a_likely_form() {
    let more = |new: &str| report("---\n\nĐoàn", &format!("{new}\n---\n\nĐoàn"));
    let lesson = "{#bai-hoc-1 .practice places=lao-cai}";
    let without_link = || PAGE_WITHOUT_LINK;
    let moved = |name, path: &'static str| {
        Case::new(name)
            .file(path, valid(REPORT))
            .file(PAGE, without_link())
            .change(|site| std::fs::remove_file(site.path(REPORT)).expect("removed"))
    };
    let settings = |new: &str| format!("{}{new}\n", valid(SETTINGS));
    compare_in_both_languages("likely_forms", &|| {
        vec![
            Case::new("no space behind the colon of a key")
                .file(REPORT, report("title: Học", "title:Học")),
            Case::new("a colon in a title")
                .file(REPORT, report("title: Học tập", "title: Báo cáo: học tập")),
            Case::new("quotes within a quoted title").file(
                REPORT,
                report(
                    "title: Học tập kinh nghiệm tại Sa Pa",
                    "title: \"Học tập\" tại Sa Pa",
                ),
            ),
            Case::new("a day without its year").file(REPORT, report("to: 2023-08-25", "to: 25/08")),
            Case::new("a cost, a document and a number of days instead of mappings")
                .file(REPORT, more("cost: 150.000.000\ndocument: 45/BC-HĐND")),
            Case::new("a number with its symbol")
                .file(REPORT, more("document: {number: 45/BC-HĐND}")),
            Case::new("a number of members").file(REPORT, more("members: 12 người")),
            Case::new("full-width digits and commas").file(
                REPORT,
                report("[du lịch]", "[du lịch，giám sát]")
                    .replace("plan:", "cost: {amount: １２.５００.０００}\nplan:"),
            ),
            Case::new("a name in lower case and one in capitals")
                .file(
                    REPORT,
                    report("Phan Thanh Biên", "phan thanh biên")
                        .replace("plan:", "members: [TRẦN THỊ BÌNH]\nplan:"),
                )
                .expects(Outcome::Warnings),
            Case::new("two heads of a delegation").file(
                REPORT,
                report(
                    "{name: Phan Thanh Biên, position: Chủ tịch HĐND huyện}",
                    "[Phan Thanh Biên, Trần Thị Bình]",
                ),
            ),
            Case::new("a status as a key").file(REPORT, more("draft: true\nthu hồi: có")),
            Case::new("aliases with a domain and with a short name").file(
                REPORT,
                more("aliases: [https://kho.vn/bao-cao/2023/cu/, 2023/cu-hon]"),
            ),
            Case::new("a record that replaces itself")
                .file(
                    REPORT,
                    more("status: withdrawn\nreason: Đăng nhầm\nreplaced_by: 2023/sa-pa"),
                )
                .file(PAGE, without_link())
                .expects(Outcome::Warnings),
            Case::new("an id with spaces").file(REPORT, report(lesson, "{#bài học 1 .practice}")),
            Case::new("an id without its sign")
                .file(REPORT, report(lesson, "{bai-hoc-1 .practice}")),
            text("a link without a target", "Xem [trang tỉnh]()."),
            text(
                "links that only the office can open",
                "Xem [một](http://127.0.0.1:1111/bao-cao/), [hai](http://192.168.1.5).",
            ),
            text(
                "web addresses that are mistyped",
                "Xem [một](http:/a.vn), [hai](htpp://a.vn).",
            )
            .expects(Outcome::Errors),
            text("a space in a web address", "Xem [một](https:// a.vn/b)."),
            text(
                "a table with full-width bars",
                "｜Tên｜Số｜\n｜---｜---｜\n｜Chợ｜3｜",
            ),
            text(
                "bullets of symbol fonts",
                "\u{f0b7}\tmột\n\u{f0b7}\thai\n\no\tba\no\tbốn",
            ),
            moved(
                "a folder that is misspelt",
                "content/report/Năm 2023/sa-pa.md",
            ),
            moved(
                "a folder of its own without `index.md`",
                "content/reports/2023/sa-pa/sa-pa.md",
            ),
            Case::new("topics with another extension").file("content/topics.yml", "topics: []\n"),
            Case::new("a number of rows that is too great")
                .file(SETTINGS, settings("per_page: 5000"))
                .expects(Outcome::Warnings),
            Case::new("a theme in capitals").file(SETTINGS, settings("theme: Default")),
            Case::new("a copy of a report")
                .file("content/reports/2023/sa-pa (1).md", valid(REPORT))
                .expects(Outcome::Warnings),
            in_folder(
                "a photo with another extension",
                "![Chợ phiên Sa Pa](cho.jpeg)",
            )
            .file("content/reports/2023/sa-pa/cho.jpg", "x")
            .expects(Outcome::Errors),
        ]
    });
}

/// The page of the valid site without its link to the report.
const PAGE_WITHOUT_LINK: &str = "---\ntitle: Giới thiệu\n---\n\nMột trang.\n";
