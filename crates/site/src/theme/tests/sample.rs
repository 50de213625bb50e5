//! Sample views of every page type. Each text that an author could write ends in a mark.

mod follow_up;

use crate::page::view::*;
use ssg_base::path::UrlPath;
use ssg_content::html::escape;

/// Builds views whose texts end in `mark`.
pub(super) struct Sample<'m> {
    pub(super) mark: &'m str,
}

pub(super) fn url(path: &str) -> UrlPath {
    UrlPath::parse(path).expect("sound")
}

pub(super) fn day(iso: &str) -> Day {
    let text: Vec<&str> = iso.split('-').rev().collect();
    Day {
        iso: iso.into(),
        text: text.join("/"),
    }
}

fn when() -> When {
    When {
        from: day("2023-08-18"),
        to: day("2023-08-25"),
        text: "18–25/08/2023".into(),
        days: 8,
    }
}

/// A list that fits one page.
fn pager_of(total: usize) -> Pager {
    Pager {
        number: 1,
        of: 1,
        total,
        previous: None,
        next: None,
        pages: Vec::new(),
    }
}

/// The second page of a long list.
fn pager() -> Pager {
    let page = |number: usize| {
        Some(PagerLink {
            number,
            url: url("bao-cao/trang-2"),
            current: number == 2,
        })
    };
    Pager {
        number: 2,
        of: 40,
        previous: Some(url("bao-cao")),
        next: Some(url("bao-cao/trang-3")),
        pages: vec![page(1), page(2), page(3), None, page(40)],
        ..pager_of(1272)
    }
}

const HTML: &str = r##"<p>Thực hiện Thông báo Kết luận số 763-TB/HU ngày 06/02/2023 của Thường trực Huyện ủy về chủ trương tổ chức Đoàn công tác, Thường trực HĐND huyện báo cáo kết quả chuyến đi như sau:<sup class="footnote-ref"><a href="#fn-1" id="fnref-1-1">1</a></sup></p>
<h2 id="cong-tac-chuan-bi">1. Công tác chuẩn bị</h2>
<p>Đoàn công tác gồm 29 thành viên, do ông Phan Thanh Biên làm Trưởng đoàn. Xem <a href="https://example.org/">trang của huyện</a>.</p>
<h3 id="ngay-18-8">2.1. Ngày 18/8/2023</h3>
<ul><li>Đoàn đến Bản Lao Chải Tả Van của Thị xã SaPa, tỉnh Lào Cai.</li><li>Chiều cùng ngày, Đoàn đã di chuyển về thành phố Lào Cai.</li></ul>
<div class="table" role="group" tabindex="0" aria-label="Bảng"><table><thead><tr><th>Ngày</th><th>Nơi</th><th class="right">Số người</th><th>Ghi chú dài để xem bảng có cuộn ngang không</th></tr></thead><tbody><tr><td>18/8</td><td>Sa Pa</td><td class="right">29</td><td>không</td></tr></tbody></table></div>
<section class="lesson practice" id="bai-hoc-4-1"><p class="lesson-kind">Cách làm hay</p><h3>Trưởng, Phó Ban chuyên trách; Văn phòng chuẩn bị kỳ họp kỹ lưỡng</h3><p>Các Trưởng, Phó Ban của HĐND đều là đại biểu chuyên trách, điều này giúp hoạt động của các Ban HĐND huyện hiệu quả hơn rất nhiều.</p></section>
<section class="lesson caution" id="bai-hoc-4-3b"><p class="lesson-kind">Điều cần tránh</p><h3>Thắng cảnh tuyệt đẹp nhưng hầu như không có dịch vụ phục vụ khách</h3><p>Tại các điểm du lịch như Hồ Ba Bể, Thác Bản Giốc là những thắng cảnh tuyệt đẹp nhưng hầu như không có dịch vụ phục vụ, ngoài bãi đỗ xe và nhà vệ sinh.</p></section>
<section class="lesson recommendation" id="bai-hoc-4-5"><p class="lesson-kind">Kiến nghị</p><h3>Trung tâm điều hành thông minh IOC và camera giám sát đô thị</h3><p>Mô hình này nếu được đầu tư, vận hành tại Côn Đảo sẽ hỗ trợ rất hiệu quả cho công tác quản lý.</p></section>
<section class="footnotes" aria-label="Chú thích"><ol><li id="fn-1">Bản gốc để trống số. <a class="footnote-back" href="#fnref-1-1" aria-label="Về chỗ nhắc chú thích 1">↩</a></li></ol></section>"##;

/// The tiles of the grid as `name column row count planned`.
const TILES: &str = "Lai Châu 1 1 0 -;Lào Cai 2 1 4 -;Tuyên Quang 3 1 3 -;Cao Bằng 4 1 2 -;Điện Biên 1 2 0 -;Sơn La 2 2 1 -;Phú Thọ 3 2 2 -;Thái Nguyên 4 2 9 -;Lạng Sơn 5 2 0 +;Hà Nội 3 3 8 -;Bắc Ninh 4 3 2 -;Quảng Ninh 5 3 6 -;Ninh Bình 3 4 4 -;Hưng Yên 4 4 0 +;Hải Phòng 5 4 5 -;Thanh Hóa 3 5 2 -;Nghệ An 3 6 1 -;Hà Tĩnh 4 6 0 -;Quảng Trị 4 7 1 -;Huế 5 7 5 -;Đà Nẵng 5 8 1234 -;Quảng Ngãi 5 9 0 +;Gia Lai 5 10 0 -;Đắk Lắk 5 11 2 -;Khánh Hòa 6 11 3 -;Đồng Nai 4 12 2 -;Lâm Đồng 5 12 6 -;An Giang 1 13 1 -;Đồng Tháp 2 13 2 -;Tây Ninh 3 13 1 -;TP. HCM 4 13 7 -;Cà Mau 1 14 1 -;Cần Thơ 2 14 4 -;Vĩnh Long 3 14 3 -";

impl Sample<'_> {
    fn text(&self, text: &str) -> String {
        format!("{text}{}", self.mark)
    }

    fn texts(&self, texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| self.text(text)).collect()
    }

    fn link(&self, title: &str, at: &str) -> Link {
        Link {
            title: self.text(title),
            url: url(at),
        }
    }

    pub(super) fn site(&self) -> SiteView {
        SiteView {
            search: true,
            title: self.text("Kho tư liệu học tập kinh nghiệm"),
            description: self.text("Kế hoạch, báo cáo và bài học từ các chuyến đi học tập kinh nghiệm của Hội đồng nhân dân các cấp."),
            language: self.text("vi"),
            licence: self.text("CC BY 4.0"),
            contact: self.text("Văn phòng HĐND và UBND huyện"),
            correction_days: Some(10),
            updated: Some(day("2026-11-22")),
            base_url: Some("https://kho.example.vn/".to_owned()),
            data: true,
            menu: vec![
                MenuEntry { section: Section::Reports, title: self.text("Báo cáo"), url: url("bao-cao") },
                MenuEntry { section: Section::Topics, title: self.text("Chủ đề"), url: url("chu-de") },
            ],
            pages: vec![self.link("Giới thiệu", "gioi-thieu")],
            councils: self.texts(&["HĐND huyện Côn Đảo"]),
        }
    }

    /// A page of every type, with every field filled.
    pub(super) fn pages(&self) -> Vec<Page> {
        vec![
            self.page("", "Kho", Section::Home, View::Home(Box::new(self.home()))),
            self.page("bao-cao", "Báo cáo", Section::Reports, View::Reports(ReportsView { rows: self.reports(), pager: pager(), has_finder: true })),
            self.page("bao-cao/2023/con-dao", "Kết quả tổ chức đoàn Đại biểu HĐND huyện khóa XII đi học tập, trao đổi kinh nghiệm tại một số tỉnh phía Bắc", Section::Reports, View::Report(Box::new(self.report()))),
            self.page("bao-cao/chi-phi", "Kinh phí", Section::Reports, View::Costs(Box::new(self.costs()))),
            self.page("bai-hoc", "Bài học", Section::Lessons, View::Lessons(Box::new(self.lessons_view()))),
            self.page("bao-cao/2023/con-dao/bai-hoc-4-1", "Trưởng, Phó Ban chuyên trách; Văn phòng chuẩn bị kỳ họp kỹ lưỡng", Section::Lessons, View::Lesson(Box::new(self.lesson()))),
            self.page("ke-hoach", "Kế hoạch", Section::Plans, View::Plans(PlansView { rows: self.plans(), pager: pager() })),
            self.page("ke-hoach/2023/dong-thap", "Trao đổi, học tập kinh nghiệm trong hoạt động của Hội đồng nhân dân Tỉnh năm 2023", Section::Plans, View::Plan(Box::new(self.plan()))),
            self.page("chu-de", "Chủ đề", Section::Topics, View::Overview(OverviewView { noun: "chủ đề", groups: vec![self.group("Kinh tế – ngân sách"), self.group("Đô thị")], pager: pager_of(8) })),
            self.page("tinh", "Tỉnh, thành phố", Section::Provinces, View::Provinces(ProvincesView { grid: self.grid(), regions: vec![self.group("Trung du và miền núi phía Bắc")], vanished: self.counts(), countries: self.counts() })),
            self.page("nam/2023", "Năm 2023", Section::Years, View::Year(Box::new(self.year()))),
            self.page("tinh/thai-nguyen", "Tỉnh Thái Nguyên", Section::Provinces, View::Province(Box::new(self.province_view()))),
            self.page("tinh/bac-lieu", "Tỉnh Bạc Liêu", Section::Provinces, View::FormerProvince(FormerProvinceView { official: self.text("tỉnh Bạc Liêu"), until: day("2025-06-30"), now: self.link("Cà Mau", "tinh/ca-mau"), anchor: self.text("bac-lieu"), count: 1272, reports: self.reports() })),
            self.page("nuoc/nhat-ban", "Nhật Bản", Section::Provinces, View::Country(CountryView { english: self.text("Japan"), lessons: self.lessons(), reports: self.reports(), pager: pager(), batches: self.batch_rows() })),
            self.page("chu-de/du-lich", "Du lịch", Section::Topics, View::Topic(Box::new(self.topic()))),
            self.page("tinh/lao-cai/du-lich", "Du lịch ở Lào Cai", Section::Provinces, View::Pair(Box::new(self.pair()))),
            self.page("co-quan/con-dao", "HĐND huyện Côn Đảo", Section::Councils, View::Council(Box::new(CouncilView { province: Some(self.province()), level: "cấp huyện", ended: Some(day("2025-06-30")), successor: Some(self.link("HĐND đặc khu", "co-quan/dac-khu")), inherited: self.counts(), contact: self.texts(&["Số 1, đường A", "Điện thoại bàn"]), sums: Some(self.sums()), reports: self.reports(), pager: pager(), plans: self.plans(), leads: self.counts() }))),
            self.page("co-quan/con-dao/phan-thanh-bien", "Phan Thanh Biên", Section::Leads, View::Lead(LeadView { positions: self.texts(&["Chủ tịch HĐND huyện"]), council: self.link("HĐND huyện Côn Đảo", "co-quan/con-dao"), reports: self.reports(), pager: pager() })),
            self.page("gioi-thieu", "Giới thiệu", Section::Other, View::Page(PageView { html: HTML.into(), contents: self.contents(), updates: self.updates() })),
            self.page("so-do", "Sơ đồ trang", Section::Other, View::SiteMap(SiteMapView { groups: vec![self.group("Chủ đề")] })),
            self.page("du-lieu", "Dữ liệu mở", Section::Other, View::Data(self.data())),
            self.page("bao-cao/2023/cu", "Báo cáo cũ", Section::Reports, View::Tombstone(TombstoneView { kind: "Báo cáo", date: Some(day("2026-11-22")), reason: self.text("đăng trùng với bản đã ký."), replaced_by: Some(self.link("Bản đã ký", "bao-cao/2023/con-dao")) })),
            self.page("cu", "Cũ", Section::Other, View::Redirect(RedirectView { to: self.link("Báo cáo Côn Đảo", "bao-cao/2023/con-dao"), anchor: self.text("bai-hoc-4-1") })),
            self.page("ke-hoach/theo-doi", "Theo dõi kế hoạch", Section::Plans, View::FollowUp(Box::new(self.follow_up()))),
            self.page("bai-hoc/da-dung", "Bài học được áp dụng", Section::Lessons, View::LessonsUsed(LessonsUsedView { rows: self.lessons().into_iter().map(|lesson| LessonRow { uses: 3, ..lesson }).collect(), used: 2, pager: pager() })),
            self.page("nhat-ky", "Nhật ký xuất bản", Section::Other, View::Log(LogView { entries: vec![LogEntry { date: Some(day("2026-11-22")), event: "updated", label: "Đính chính, bổ sung", record: self.link("Báo cáo", "bao-cao/2023/con-dao"), kind: "Báo cáo", note: self.text("Sửa ngày.") }], pager: pager(), withdrawn: Vec::new() })),
            self.page("tim-kiem", "Tìm kiếm", Section::Other, View::Search(SearchView { provinces: self.counts(), topics: self.counts(), years: self.counts(), has_finder: true })),
            self.page("kha-nang-tiep-can", "Khả năng tiếp cận", Section::Other, View::Accessibility),
            self.page("404.html", "Không tìm thấy", Section::Other, View::NotFound),
        ]
    }

    /// Pages of empty lists.
    pub(super) fn empty_pages(&self) -> Vec<Page> {
        let year = YearView {
            year: 2024,
            sums: None,
            reports: Vec::new(),
            pager: pager_of(0),
            plans: Vec::new(),
            lessons: Vec::new(),
            lessons_total: 0,
            finder: None,
            lessons_url: None,
            kinds: Vec::new(),
            months: Vec::new(),
            provinces: Vec::new(),
            topics: Vec::new(),
            previous: None,
            next: None,
        };
        let reports = ReportsView {
            rows: Vec::new(),
            pager: pager_of(0),
            has_finder: false,
        };
        vec![
            self.page(
                "nam/2024",
                "2024",
                Section::Years,
                View::Year(Box::new(year)),
            ),
            self.page(
                "bao-cao",
                "Báo cáo",
                Section::Reports,
                View::Reports(reports),
            ),
        ]
    }

    pub(super) fn page(&self, at: &str, title: &str, section: Section, view: View) -> Page {
        let at = url(at);
        Page {
            root: at.relative_root(),
            canonical: Some(self.text(&format!("https://kho.example.vn{at}"))),
            title: self.text(title),
            description: self.text("Một hai câu."),
            image: matches!(view, View::Report(_)).then(|| Image {
                url: at.file("cho-phien.jpg"),
                width: 1280,
                height: 853,
                alt: self.text("Chợ phiên"),
            }),
            breadcrumbs: vec![self.link("Báo cáo", "bao-cao")],
            url: at,
            section,
            index: "",
            alternates: vec![Alternate {
                label: "Bảng tính (CSV)",
                mime: "text/csv",
                url: url("bao-cao/danh-sach.csv"),
            }],
            meta: format!(
                "<meta name=\"citation_author\" content=\"{}\">\n",
                escape(&self.text(title))
            ),
            // `page::structured_data` escapes it.
            json_ld: "{\"@context\":\"https://schema.org\"}".into(),
            source_digest: Some("0123456789abcdef".into()),
            correction: Some("https://example.vn/sai-sot".into()),
            view,
        }
    }

    fn data(&self) -> DataView {
        DataView {
            tables: vec![DataTable {
                title: "Báo cáo",
                rows: 1272,
                csv: url("du-lieu/bao-cao.csv"),
                xlsx: url("du-lieu/bao-cao.xlsx"),
                json: url("du-lieu/bao-cao.json"),
                fields: vec![DataField {
                    name: "id",
                    title: "Mã",
                    kind: "chữ",
                    meaning: "Tên của báo cáo trong kho.",
                }],
            }],
            files: vec![self.link("Lịch", "lich.ics")],
            bundle: Some(url("du-lieu/kho.zip")),
        }
    }

    fn home(&self) -> HomeView {
        HomeView {
            reports: self.reports(),
            plans: self.plans(),
            lessons: self.lessons(),
            totals: Totals {
                reports: 1272,
                lessons: 312,
                plans: 19,
                batches: 7,
                provinces: 20,
                topics: 39,
            },
            grid: self.grid(),
            years: self.counts(),
            topics: self.counts(),
            follow_up: self.follow_up().all,
        }
    }

    pub(super) fn counts(&self) -> Vec<Count> {
        let entry = |(title, count, share): (&str, usize, usize)| Count {
            title: self.text(title),
            url: url("chu-de/du-lich"),
            anchor: self.text("s-diem-2"),
            query: self.text("tu=2023"),
            count,
            note: (count == 2).then(|| self.text("nay thuộc Cà Mau")),
            share,
        };
        let entries = [
            ("Du lịch", 1272, 100),
            ("Chất vấn và trả lời chất vấn", 636, 50),
            (
                "Tổ chức, hoạt động của Thường trực, các Ban, Tổ đại biểu",
                2,
                1,
            ),
            ("OCOP, hợp tác xã", 0, 0),
        ];
        entries.into_iter().map(entry).collect()
    }

    fn group(&self, title: &str) -> CountGroup {
        CountGroup {
            title: self.text(title),
            entries: self.counts(),
        }
    }

    fn province(&self) -> ProvinceName {
        ProvinceName {
            name: self.text("Bắc Kạn"),
            official: self.text("tỉnh Bắc Kạn"),
            url: url("tinh/thai-nguyen"),
            anchor: self.text("bac-kan"),
            now: Some(self.text("Thái Nguyên")),
        }
    }

    fn provinces(&self) -> Vec<ProvinceName> {
        let today = ProvinceName {
            name: self.text("Lào Cai"),
            official: self.text("tỉnh Lào Cai"),
            anchor: String::new(),
            now: None,
            ..self.province()
        };
        vec![today, self.province()]
    }

    fn place_names(&self) -> Vec<PlaceName> {
        let names = self.provinces().into_iter();
        names
            .map(|ProvinceName { name, now, .. }| PlaceName { name, now })
            .collect()
    }

    fn person(&self, at: Option<&str>) -> PersonView {
        PersonView {
            honorific: self.text("ông"),
            name: self.text("Phan Thanh Biên"),
            position: self.text("Phó Bí thư Thường trực Huyện ủy, Chủ tịch HĐND huyện"),
            url: at.map(url),
        }
    }

    pub(super) fn reports(&self) -> Vec<ReportRow> {
        let row = |size: Option<u32>| ReportRow {
            title: self.text("Đi học tập, trao đổi kinh nghiệm tại một số tỉnh phía Bắc"),
            url: url("bao-cao/2023/con-dao"),
            council: self.link("HĐND huyện Côn Đảo", "co-quan/con-dao"),
            when: day("2023-08-18"),
            size,
            places: self.place_names(),
            lessons: size.map_or(0, |_| 6),
        };
        vec![row(Some(29)), row(None)]
    }

    fn lessons(&self) -> Vec<LessonRow> {
        use LessonKind::{Caution, Practice, Recommendation};
        let row = |kind: LessonKind, title: &str| {
            LessonRow {
            title: self.text(title),
            url: url("bao-cao/2023/con-dao/bai-hoc-4-1"),
            kind,
            excerpt: self.text("Các Trưởng, Phó Ban của HĐND đều là đại biểu chuyên trách, điều này giúp hoạt động của các Ban HĐND huyện hiệu quả hơn rất nhiều…"),
            places: self.place_names(),
            council: self.link("HĐND huyện Côn Đảo", "co-quan/con-dao"),
            when: day("2023-08-18"),
            topics: vec![self.link("Du lịch", "chu-de/du-lich")],
            uses: 0,
            follow_up: Some(self.answer_state()),
        }
        };
        vec![
            row(
                Practice,
                "Trưởng, Phó Ban chuyên trách; Văn phòng chuẩn bị kỳ họp kỹ lưỡng",
            ),
            row(
                Caution,
                "Thắng cảnh tuyệt đẹp nhưng hầu như không có dịch vụ phục vụ khách",
            ),
            row(
                Recommendation,
                "Trung tâm điều hành thông minh IOC và camera giám sát đô thị",
            ),
        ]
    }

    fn plans(&self) -> Vec<PlanRow> {
        vec![PlanRow {
            title: self.text(
                "Trao đổi, học tập kinh nghiệm trong hoạt động của Hội đồng nhân dân Tỉnh năm 2023",
            ),
            url: url("ke-hoach/2023/dong-thap"),
            council: self.link("HĐND tỉnh Đồng Tháp", "co-quan/dong-thap"),
            date: Some(day("2023-03")),
            batches: 5,
            reported: 0,
            provinces: 12,
            countries: 1,
        }]
    }

    fn document(&self) -> DocumentView {
        DocumentView {
            kind: self.text("Báo cáo"),
            number: self.text("…/BC-HĐND"),
            date: Some(day("2023")),
            place: self.text("Côn Đảo"),
            addressee: self.texts(&["Thường trực Huyện ủy"]),
            recipients: self.texts(&["Như trên", "Các vị đại biểu HĐND huyện"]),
            filing: self.text("Lưu: VT, TH. Đ"),
            signature: self.texts(&["TM. THƯỜNG TRỰC HĐND", "PHÓ CHỦ TỊCH"]),
            blanks: self.texts(&["số", "ngày ký", "tên người ký"]),
        }
    }

    fn references(&self) -> Vec<ReferenceView> {
        let one = |role: &str, at: Option<&str>| ReferenceView {
            role: self.text(role),
            kind: self.text("Thông báo Kết luận"),
            number: self.text("763-TB/HU"),
            date: Some(day("2023-02-06")),
            issuer: self.text("Thường trực Huyện ủy"),
            to: self.texts(&["Ban Văn hóa - Xã hội HĐND tỉnh Lào Cai"]),
            about: self.text("chủ trương tổ chức Đoàn công tác"),
            url: at.map(url),
        };
        vec![
            one("Căn cứ", None),
            one("Kế hoạch", Some("ke-hoach/2023/con-dao")),
        ]
    }

    pub(super) fn updates(&self) -> Vec<UpdateView> {
        let one = |by_editor: bool| UpdateView {
            date: day("2026-11-22"),
            note: self.text("Sửa “Sapa” thành “Sa Pa”."),
            by_editor,
        };
        vec![one(true), one(false)]
    }

    fn contents(&self) -> Vec<Heading> {
        (1..=8)
            .map(|at| Heading {
                title: self.text("Công tác chuẩn bị"),
                id: self.text("cong-tac-chuan-bi"),
                level: if at % 3 == 1 { 2 } else { 3 },
            })
            .collect()
    }

    fn stop(&self, kind: &'static str) -> StopView {
        StopView {
            anchor: self.text("s-diem-2"),
            kind,
            place: self.text("thị xã Sa Pa"),
            province: self.province(),
            when: self.text("chiều"),
            host: self.text("Ban Văn hóa - Xã hội HĐND tỉnh Lào Cai"),
            present: vec![self.person(None), self.person(None)],
            subject: self.text("chợ tình, chợ đêm; mô hình phát triển du lịch cộng đồng"),
            topics: vec![self.link("Du lịch", "chu-de/du-lich")],
            inferred: true,
            lessons: self.lesson_entries(),
        }
    }

    fn related_lessons(&self) -> Vec<RelatedLesson> {
        let rows = self.lessons().into_iter();
        rows.map(|row| RelatedLesson {
            title: row.title,
            url: row.url,
            kind: row.kind,
            places: row.places,
            when: row.when,
        })
        .collect()
    }

    fn lesson_entries(&self) -> Vec<LessonEntry> {
        let rows = self.lessons().into_iter();
        rows.map(|row| LessonEntry {
            title: row.title,
            id: "bai-hoc-4-1".to_owned(),
            url: row.url,
            kind: row.kind,
            excerpt: row.excerpt,
        })
        .collect()
    }

    pub(super) fn report(&self) -> ReportView {
        let days = [Some(1), Some(2), None].map(|number| ItineraryDay {
            number,
            date: number.map(|_| day("2023-08-18")),
            weekday: self.text("Thứ Sáu"),
            anchor: "muc-ngay-18".to_owned(),
            stops: ["transit", "visit", "meeting"]
                .map(|kind| self.stop(kind))
                .into(),
        });
        ReportView {
            record: self.record(),
            trip: TripView {
                when: when(),
                years: vec![self.link("2023", "nam/2023")],
                places: self.provinces(),
                plan: Some(BatchLink {
                    number: 2,
                    title: self.text("Kế hoạch 2023"),
                    url: url("ke-hoach/2023/dong-thap"),
                    anchor: "dot-2".to_owned(),
                }),
                cost: self.text("120 triệu đồng"),
                spending: Some(self.spending()),
                meetings: self.text("3 buổi trong 8 ngày"),
                itinerary: days.into(),
            },
            delegation: DelegationView {
                lead: Some(self.person(Some("co-quan/con-dao/phan-thanh-bien"))),
                deputies: vec![self.person(None)],
                members: vec![self.person(None)],
                size: Some(29),
            },
            assessment: self.texts(&["Chuyến đi đã thành công tốt đẹp."]),
            lessons: self.lesson_entries(),
            same_province: self.reports(),
            same_topic: self.reports(),
        }
    }

    fn record(&self) -> RecordView {
        RecordView {
            summary: self.text("Đoàn đi tám ngày, qua bốn tỉnh."),
            council: self.link("HĐND huyện Côn Đảo", "co-quan/con-dao"),
            document: Some(self.document()),
            references: self.references(),
            topics: vec![
                self.link("Du lịch", "chu-de/du-lich"),
                self.link("Giám sát", "chu-de/giam-sat"),
            ],
            uses: self.uses(),
            contents: self.contents(),
            html: HTML.into(),
            attachments: self.attachments(),
            updates: self.updates(),
            published: day("2026-11-22"),
            citation: self.citation(),
        }
    }

    fn attachments(&self) -> Vec<AttachmentView> {
        vec![AttachmentView {
            title: self.text("bao-cao-da-ky.pdf"),
            kind: "Bản ký",
            language: self.text("en"),
            url: UrlPath::home()
                .attachment("bao-cao-da-ky.pdf")
                .expect("a name"),
            size: "1,2 MB".to_owned(),
            pages: Some(1200),
            note: "bản quét, chưa đọc được chữ",
            sha256: "0123456789abcdef".repeat(4),
        }]
    }

    fn lessons_view(&self) -> LessonsView {
        let mut kinds = self.counts();
        kinds[0].url = url("bai-hoc");
        LessonsView {
            kind: Some(LessonKind::Caution),
            subject: Some(self.link("Du lịch", "chu-de/du-lich")),
            kinds,
            topics: self.counts(),
            provinces: self.counts(),
            years: self.counts(),
            answers: Some(self.answers()),
            rows: self.lessons(),
            pager: pager(),
            has_finder: true,
        }
    }

    fn lesson(&self) -> LessonView {
        LessonView {
            kind: LessonKind::Practice,
            html: "<p>Các Trưởng, Phó Ban của HĐND đều là đại biểu chuyên trách.</p>".into(),
            report: self.link("Kết quả đi học tập", "bao-cao/2023/con-dao"),
            anchor: self.text("bai-hoc-4-1"),
            council: self.link("HĐND huyện Côn Đảo", "co-quan/con-dao"),
            when: when(),
            places: self.texts(&["Hồ Ba Bể", "thác Bản Giốc"]),
            provinces: self.provinces(),
            topics: vec![self.link("Du lịch", "chu-de/du-lich")],
            previous: Some(self.link("Bài trước", "bao-cao/2023/con-dao/a")),
            next: Some(self.link("Bài sau", "bao-cao/2023/con-dao/b")),
            related: self.related_lessons(),
            follow_up: Some(self.lesson_follow_up()),
            used: self.uses(),
            unsuitable: self.uses(),
            citation: self.citation().official,
        }
    }

    fn state(&self, code: &'static str, label: &str) -> BatchStateView {
        let reason = if code == "cancelled" {
            self.text("dịch bệnh")
        } else {
            String::new()
        };
        BatchStateView {
            code,
            label: self.text(label),
            reason,
        }
    }

    fn plan(&self) -> PlanView {
        let states = [
            ("overdue", "quá hạn báo cáo 1.272 ngày"),
            ("reported", "đã có báo cáo"),
            ("awaited", "chờ báo cáo, còn 12 ngày"),
            ("unreported", "chưa có báo cáo trong kho này"),
            ("planned", "sắp đi"),
            ("undated", "chưa định thời gian"),
            ("cancelled", "đã hủy"),
        ];
        let batch = |(at, (code, label)): (usize, (&'static str, &str))| {
            BatchView {
            number: u32::try_from(at).expect("small") + 1,
            theme: self.text("Học tập, trao đổi kinh nghiệm về công tác tổ chức Đoàn giám sát chuyên đề; việc xây dựng các nghị quyết liên quan chính sách đặc thù"),
            time: self.text("Dự kiến tháng 4 năm 2023"),
            period: Some(when()),
            transport: self.text("Xe ô tô"),
            provinces: self.provinces().into_iter().map(|province| BatchProvince { province, place: self.text("thành phố Phú Quốc"), subject: self.text("công tác tổ chức Đoàn giám sát chuyên đề"), topics: Vec::new() }).collect(),
            topics: vec![self.link("Du lịch", "chu-de/du-lich")],
            state: self.state(code, label),
            vetting: Some(self.vetting()),
            reports: if code == "reported" { vec![self.link("Báo cáo", "bao-cao/2023/con-dao")] } else { Vec::new() },
        }
        };
        PlanView {
            record: RecordView {
                council: self.link("HĐND tỉnh Đồng Tháp", "co-quan/dong-thap"),
                topics: vec![self.link("Du lịch", "chu-de/du-lich")],
                ..self.record()
            },
            batches: states.into_iter().enumerate().map(batch).collect(),
            reported: 1,
            basis: self.texts(&["Chương trình công tác năm 2023"]),
            purpose: self.texts(&["Giao lưu, trao đổi, học tập kinh nghiệm cách làm hay"]),
            requirements: self.texts(&["Đảm bảo yêu cầu nâng chất, đổi mới"]),
            composition_size: self.text("khoảng 15–20 người"),
            roles: vec![[
                self.text("Trưởng đoàn"),
                self.text("Đại diện lãnh đạo Thường trực HĐND Tỉnh"),
            ]],
            budget: self.text("Nguồn kinh phí năm 2023"),
            spent: self.text("84.000.000 đồng theo 1 trong 2 báo cáo"),
            vetting: Some(self.vetting()),
            duties: vec![[
                self.text("Văn phòng Đoàn ĐBQH và HĐND Tỉnh"),
                self.text("Xây dựng Kế hoạch chi tiết"),
            ]],
            reporting: self.text("Kết thúc mỗi chuyến công tác, Đoàn công tác xây dựng báo cáo"),
            reporting_to: self.text("Thường trực Tỉnh uỷ"),
            lessons: self.lessons(),
        }
    }

    fn batch_rows(&self) -> Vec<BatchRow> {
        vec![BatchRow {
            number: 2,
            plan: self.link(
                "Trao đổi, học tập kinh nghiệm năm 2023",
                "ke-hoach/2023/dong-thap",
            ),
            council: self.link("HĐND tỉnh Đồng Tháp", "co-quan/dong-thap"),
            theme: self.text("chính sách đặc thù"),
            time: self.text("Dự kiến cuối tháng 7/2023"),
            state: self.state("overdue", "quá hạn báo cáo 14 ngày"),
        }]
    }

    fn citation(&self) -> CitationView {
        CitationView {
            official: self.text("HĐND huyện Côn Đảo (2023), Báo cáo"),
            apa: self.text("HĐND huyện Côn Đảo. (2023)."),
            bibtex: self.text("@techreport{con-dao,\n}"),
            ris: self.text("TY  - RPRT\nER  - "),
        }
    }

    fn uses(&self) -> Vec<UseView> {
        vec![UseView {
            link: self.link("Kế hoạch 2024", "ke-hoach/2024/dong-thap"),
            council: self.link("HĐND tỉnh Đồng Tháp", "co-quan/dong-thap"),
            kind: "Kế hoạch",
            outcome: "applied",
            label: "Đã áp dụng",
            date: Some(day("2024-05")),
            note: self.text("Làm video giới thiệu."),
            evidence: self.evidence(),
        }]
    }

    fn follow_up(&self) -> FollowUpView {
        let row = || FollowUpRow {
            title: self.text("Kế hoạch 2023"),
            url: Some(url("ke-hoach/2023/dong-thap")),
            council: self.text("HĐND tỉnh Đồng Tháp"),
            batches: 5,
            reported: 1,
            overdue: 1,
            awaited: 0,
            unreported: 1,
            planned: 1,
            undated: 1,
            cancelled: 0,
            rate: Some(33),
            bar: vec![BarPart {
                code: "reported",
                from: 0,
                width: 20,
            }],
        };
        FollowUpView {
            today: day("2026-11-22"),
            all: row(),
            plans: vec![row()],
            councils: vec![row()],
            years: vec![FollowUpRow {
                rate: None,
                ..row()
            }],
            missing: [Some(day("2023-09-30")), None]
                .map(|deadline| self.missing_report(deadline))
                .into(),
            unplanned: 3,
        }
    }

    fn missing_report(&self, deadline: Option<Day>) -> MissingReport {
        MissingReport {
            number: 2,
            plan: self.link("Kế hoạch 2023", "ke-hoach/2023/dong-thap"),
            council: self.link("HĐND tỉnh Đồng Tháp", "co-quan/dong-thap"),
            time: self.text("Tháng 5"),
            places: self.place_names(),
            lead: deadline
                .as_ref()
                .map_or_else(String::new, |_| self.text("Phó Chủ tịch HĐND")),
            deadline,
            state: self.state("overdue", "quá hạn báo cáo 14 ngày"),
        }
    }

    fn visit_row(&self) -> VisitRow {
        VisitRow {
            title: self.text("thị xã Sa Pa, tỉnh Lào Cai"),
            url: url("bao-cao/2023/con-dao"),
            anchor: self.text("s-diem-2"),
            when: day("2023-08-18"),
            host: self.text("Ban Văn hóa - Xã hội HĐND tỉnh Lào Cai"),
            hosts_nearby: self.texts(&["HĐND thị xã Sa Pa"]),
            subject: self.text("mô hình phát triển du lịch cộng đồng"),
            council: self.link("HĐND huyện Côn Đảo", "co-quan/con-dao"),
            report: Some(self.text("Kết quả chuyến đi phía Bắc")),
        }
    }

    fn pair(&self) -> PairView {
        PairView {
            topic: self.link("Du lịch", "chu-de/du-lich"),
            other: self.link("Lào Cai", "tinh/lao-cai"),
            lessons: self.lessons(),
            lessons_total: 30,
            visits: vec![self.visit_row()],
            visits_total: 1,
            reports: self.reports(),
            reports_total: 1272,
            pager: pager(),
            same_topic: self.counts(),
            same_other: self.counts(),
        }
    }

    fn year(&self) -> YearView {
        YearView {
            year: 2023,
            sums: Some(self.sums()),
            reports: self.reports(),
            pager: pager(),
            plans: self.plans(),
            lessons: self.lessons(),
            lessons_total: 30,
            finder: Some(self.text("tu=2023&den=2023")),
            lessons_url: Some(url("bai-hoc/nam/2023")),
            kinds: self.counts(),
            months: self.counts(),
            provinces: self.counts(),
            topics: self.counts(),
            previous: Some(self.link("2022", "nam/2022")),
            next: None,
        }
    }

    fn province_view(&self) -> ProvinceView {
        let unit = |name: &str, count: usize| FormerUnit {
            name: self.text(name),
            anchor: self.text(if count == 1 {
                "bac-kan"
            } else {
                "thai-nguyen-cu"
            }),
            count,
            url: (count == 1).then(|| url("tinh/bac-kan")),
        };
        ProvinceView {
            official: self.text("tỉnh Thái Nguyên"),
            region: self.text("Trung du và miền núi phía Bắc"),
            former: vec![unit("tỉnh Bắc Kạn", 1), unit("tỉnh Thái Nguyên", 0)],
            reports: self.reports(),
            pager: pager(),
            lessons: vec![
                LessonGroup {
                    title: self.text("Du lịch"),
                    url: Some(url("tinh/thai-nguyen/du-lich")),
                    lessons: self.lessons(),
                },
                LessonGroup {
                    title: String::new(),
                    url: None,
                    lessons: self.lessons(),
                },
            ],
            lessons_shown: 20,
            lessons_total: 34,
            finder: Some(self.text("tu=2023&den=2023")),
            lessons_url: Some(url("bai-hoc/tinh/thai-nguyen")),
            kinds: self.counts(),
            batches: self.batch_rows(),
            topics: self.counts(),
            visits: vec![
                self.visit_row(),
                VisitRow {
                    host: String::new(),
                    ..self.visit_row()
                },
            ],
            more_visits: vec![self.visit_row()],
            visits_total: 34,
            contacts: vec![CouncilContact {
                council: self.link("HĐND tỉnh Thái Nguyên", "co-quan/hdnd-tinh-thai-nguyen"),
                lines: self.texts(&["Số 1, đường Thí Dụ", "Văn phòng, buổi sáng"]),
            }],
            before: 8,
            since: 1,
        }
    }

    fn topic(&self) -> TopicView {
        TopicView {
            group: self.text("Kinh tế – ngân sách"),
            aliases: self.texts(&["du lịch cộng đồng", "chợ đêm"]),
            kinds: self.counts(),
            lessons: self.lessons(),
            lessons_total: 3,
            finder: Some(self.text("tu=2023&den=2023")),
            lessons_url: Some(url("bai-hoc/chu-de/du-lich")),
            reports: self.reports(),
            pager: pager(),
            batches: self.batch_rows(),
            provinces: self.counts(),
            years: self.counts(),
            siblings: self.counts(),
        }
    }

    fn grid(&self) -> Grid {
        let tile = |line: &str| {
            let mut parts = line.rsplitn(5, ' ');
            let planned = parts.next() == Some("+");
            let mut number = || {
                parts
                    .next()
                    .and_then(|part| part.parse::<usize>().ok())
                    .expect("a number")
            };
            let (count, row, column) = (number(), number(), number());
            let small = |number: usize| u8::try_from(number).expect("small");
            let step = match count {
                0 => 0,
                1..=2 => 1,
                3..=4 => 2,
                5..=7 => 3,
                _ => 4,
            };
            Tile {
                label: self.text(parts.next().expect("a name")),
                url: url("tinh/thai-nguyen"),
                count,
                planned,
                column: small(column),
                row: small(row),
                step,
            }
        };
        let isles = |label: &str, note: &str, row: u8| ArchipelagoTile {
            label: self.text(label),
            note: self.text(note),
            url: url("tinh/da-nang"),
            column: 7,
            row,
            dots: vec![
                [160, 76],
                [150, 80],
                [440, 40],
                [594, 60],
                [10, 160],
                [200, 84],
                [500, 130],
                [120, 10],
                [410, 20],
            ],
        };
        Grid {
            tiles: TILES.split(';').map(tile).collect(),
            archipelagos: vec![
                isles("Quần đảo Hoàng Sa", "đặc khu Hoàng Sa, TP. Đà Nẵng", 8),
                isles(
                    "Quần đảo Trường Sa",
                    "đặc khu Trường Sa, tỉnh Khánh Hòa",
                    13,
                ),
            ],
            legend: self.texts(&["1–2", "3–4", "5–7", "8 trở lên"]),
            has_choices: true,
        }
    }
}
