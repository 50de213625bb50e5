//! Spellings and turns of phrase that real texts use: each a short report and what is read of it.

use super::{imported, parsed, trip_of, units};

/// The draft of a report with this account of the trip.
fn draft(year: u16, account: &str) -> ssg_import::Imported {
    let text = format!(
        "HỘI ĐỒNG NHÂN DÂN\nTỈNH GIẢ ĐỊNH\nSố: 45/BC-HĐND\nGiả Định, ngày 28 tháng 12 năm {year}\n\n\
         BÁO CÁO\nKết quả học tập kinh nghiệm\n\n{account}\n\n\
         TM. THƯỜNG TRỰC HĐND\nPHÓ CHỦ TỊCH\nLê Văn Thử\n"
    );
    imported("a.txt", text.as_bytes())
}

fn provinces(year: u16, account: &str) -> Vec<String> {
    let (document, _) = parsed(&draft(year, account));
    units(trip_of(&document), false)
}

#[test]
fn places_that_were_not_visited_are_no_stops() {
    for (account, stops) in [
        (
            "Ngày 02/8/2023, Đoàn đã làm việc tại tỉnh Nam Định. Vì bão, Đoàn không đến tỉnh Thái Bình như kế hoạch.",
            vec!["Nam Định"],
        ),
        (
            "Ngày 02/8/2023, Đoàn đã làm việc tại tỉnh Nam Định và mời HĐND tỉnh Nam Định vào thăm Cà Mau.",
            vec!["Nam Định"],
        ),
        (
            "Thực hiện Thông báo số 15-TB/TU ngày 12/7/2023 về việc học tập kinh nghiệm tại tỉnh Hà Nam, ngày 02/8/2023, Đoàn đã làm việc tại tỉnh Nam Định.",
            vec!["Nam Định"],
        ),
        (
            "Ngày 02/8/2023, Đoàn đã dự hội nghị do HĐND tỉnh Nam Định tổ chức tại thành phố Hải Phòng.",
            vec!["Hải Phòng"],
        ),
        (
            "Ngày 02/8/2023, Đoàn đã làm việc tại tỉnh Nam Định. Trên đường về, Đoàn dừng chân tại thành phố Ninh Bình, tỉnh Ninh Bình để nghỉ trưa.",
            vec!["Nam Định"],
        ),
        (
            "Thành phần Đoàn gồm:\n1. Ông Lê Văn Thử, Chủ tịch HĐND tỉnh, Trưởng đoàn;\n2. Bà Trần Thị Mẫu, chuyên viên, công tác tại tỉnh Hà Nam.\n\nTừ ngày 01 đến 02/8/2023, Đoàn đã làm việc tại tỉnh Nam Định.",
            vec!["Nam Định"],
        ),
    ] {
        assert_eq!(provinces(2023, account), stops, "{account}");
    }
}

#[test]
fn lists_of_places_are_read_to_their_end() {
    for (year, account, stops) in [
        (
            2023,
            "Từ ngày 3-5/8/2023, Đoàn đã làm việc tại BR-VT, TT-Huế, TP.HCM, Đăk Lăk và Bắc Cạn.",
            vec![
                "Bà Rịa - Vũng Tàu",
                "Thừa Thiên Huế",
                "Hồ Chí Minh",
                "Đắk Lắk",
                "Bắc Kạn",
            ],
        ),
        (
            2018,
            "Từ ngày 26 đến 30/3/2018, Đoàn đã đến huyện Củ Chi (TP. HCM), thành phố Tân An (tỉnh Long An) và huyện Cái Bè (Tiền Giang).",
            vec!["Hồ Chí Minh", "Long An", "Tiền Giang"],
        ),
        (
            2025,
            "Từ ngày 07 đến 09/10/2025, Đoàn đã đến đặc khu Vân Đồn, tỉnh Quảng Ninh; đặc khu Cát Hải, thành phố Hải Phòng; xã Giao Ninh, tỉnh Ninh Bình (trước đây thuộc tỉnh Nam Định).",
            vec!["Quảng Ninh", "Hải Phòng", "Ninh Bình"],
        ),
        (
            2025,
            "Từ ngày 07 đến 09/10/2025, Đoàn đã đến xã Bát Xát (nay thuộc tỉnh Lào Cai), tỉnh Hà Giang cũ và TP. Huế.",
            vec!["Lào Cai", "Tuyên Quang", "Huế"],
        ),
    ] {
        assert_eq!(provinces(year, account), stops, "{account}");
    }
}

#[test]
fn lessons_on_the_line_of_their_label_are_lessons() {
    let account = "Ngày 02/8/2023, Đoàn đã làm việc tại tỉnh Nam Định.\n\n\
        Bài học kinh nghiệm: Thứ nhất, họp trù bị trước kỳ họp mười ngày. Thứ hai, giám sát lại sau sáu tháng.\n\n\
        Hạn chế, thiếu sót cần rút kinh nghiệm: thời gian làm việc ở mỗi nơi còn ngắn.\n\n\
        Đề xuất: Đề nghị HĐND tỉnh bố trí kinh phí cho đại biểu cấp xã.\n\n\
        Cử tri tỉnh bạn cũng có nhiều kiến nghị về đất đai, được giải quyết kịp thời.";
    let (document, _) = parsed(&draft(2023, account));
    let lessons = document.body.lessons.iter();
    let lessons: Vec<(&str, &str)> = lessons
        .map(|lesson| (lesson.kind.class(), &*lesson.title))
        .collect();
    assert_eq!(
        lessons,
        [
            ("practice", "Họp trù bị trước kỳ họp mười ngày"),
            ("practice", "Giám sát lại sau sáu tháng"),
            ("caution", "Thời gian làm việc ở mỗi nơi còn ngắn"),
            (
                "recommendation",
                "Đề nghị HĐND tỉnh bố trí kinh phí cho đại biểu cấp xã"
            ),
        ]
    );
}

#[test]
fn source_of_a_press_text_is_no_part_of_its_title() {
    for (line, title) in [
        (
            "(Báo Tin Xa) – Học tập tại Nam Định",
            "Học tập tại Nam Định",
        ),
        ("VD Online - Học tập tại Nam Định", "Học tập tại Nam Định"),
        ("(VDĐT) Học tập tại Nam Định", "Học tập tại Nam Định"),
        ("Huế: Học tập tại Nam Định", "Huế: Học tập tại Nam Định"),
        ("TIN VẮN\nHọc tập tại Nam Định", "Học tập tại Nam Định"),
    ] {
        let text = format!(
            "{line}\n\nNgày 02/8/2023, Đoàn công tác HĐND tỉnh Ví Dụ đã làm việc tại tỉnh Nam Định."
        );
        let imported = imported("a.txt", text.as_bytes());
        let (document, _) = parsed(&imported);
        assert_eq!(document.record.title, title, "{}", imported.text);
        // What was taken off is listed.
        let source = line
            .split(['(', ')', '-', '\n'])
            .find(|part| !part.trim().is_empty());
        assert!(imported.text.contains(source.unwrap_or_default().trim()));
    }
}

#[test]
fn rows_between_bars_are_a_table() {
    let text = "KẾ HOẠCH\nHọc tập kinh nghiệm năm 2026\n\n\
        | Đoàn | Thời gian | Địa điểm |\n| --- | --- | --- |\n\
        | 1 | Từ ngày 09/3/2026 đến 11/3/2026 | Xã Trà Giang, tỉnh Hưng Yên |\n\
        | 2 | Quý IV/2026 | Xã Tân Trào, tỉnh Tuyên Quang |\n";
    let imported = imported("a.txt", text.as_bytes());
    let (document, _) = parsed(&imported);
    let ssg_content::document::Head::Plan(programme) = &document.head else {
        panic!("not a plan");
    };
    assert_eq!(
        super::batches(programme, " – "),
        [
            "1 2026-03-09 – 2026-03-11 Hưng Yên",
            "2 2026-10-01 – 2026-12-31 Tuyên Quang"
        ]
    );
}
