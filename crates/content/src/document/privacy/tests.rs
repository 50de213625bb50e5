use super::*;

fn found(text: &str) -> Vec<(&str, PersonalData)> {
    let found = find(text).into_iter();
    found.map(|(range, kind)| (&text[range], kind)).collect()
}

#[test]
fn finds_phone_email_and_identity_numbers() {
    assert_eq!(
        found(
            "Gọi 0912 345 678, (+84) 912345678 hoặc +84912345678, thư an.b@gmail.com; CCCD 001099012345."
        ),
        [
            ("0912 345 678", PersonalData::Phone),
            ("(+84) 912345678", PersonalData::Phone),
            ("+84912345678", PersonalData::Phone),
            ("an.b@gmail.com", PersonalData::Email),
            ("001099012345", PersonalData::Identity),
        ]
    );
}

#[test]
fn finds_numbers_however_they_are_written() {
    for text in [
        "0912345678",
        "0912.345.678",
        "0912-345-678",
        "0912\u{2013}345\u{2013}678",
        "0912\u{2011}345\u{2011}678",
        "0912 - 345 - 678",
        "0912  345  678",
        "0912\u{a0}345\u{a0}678",
        "0912\n345678",
        "0912·345·678",
        "0912,345,678",
        "0912/345/678",
        "09\u{200b}12345\u{ad}678",
        "０９１２３４５６７８",
        "𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖",
        "09.12.34.56.78",
        "091 2345 678",
        "(0912) 345 678",
        "+84 912 345 678",
        "(+84)912345678",
        "84912345678",
        "0084 912 345 678",
        "+84 (0) 912 345 678",
        "Zalo: 84 912 345 678",
        "0254 383 0123",
        "024.3825.3536",
        "(04) 38253536",
        "(064) 3830 123",
        "064.3830123",
        "0643830123",
        "064 3830123",
        "0643.830.123",
        "04 3825 3536",
        "0650-3822555",
        "ĐT: 3830123",
        "Điện thoại cơ quan: 38 253 536",
        "fax 064 383012",
        "điện thoại liên hệ 0643830123",
        "Số: 1. 0912345678",
        "ngày 09-12-2023 0912345678",
        "zalo.me/0912345678",
        "https://zalo.me/0912345678",
        "https://chat.zalo.me/?phone=0912345678",
        "sdt0912345678",
        "O912 345 678",
        "09l2345678",
        "O9I2.345.678",
        "+84 9l2 345 678",
        "ĐT: 0912 34S 67B",
        "О912345678",
        "⓪⑨①②③④⑤⑥⑦⑧",
        "⁰⁹¹² ³⁴⁵ ⁶⁷⁸",
        "không chín một hai ba bốn năm sáu bảy tám",
        "Không chín một, hai ba bốn, năm sáu bảy tám",
        "0912 345 678 - 0987 654 321",
    ] {
        let kinds: Vec<_> = found(text).into_iter().map(|(_, kind)| kind).collect();
        let expected = if text.ends_with("321") { 2 } else { 1 };
        assert_eq!(kinds, vec![PersonalData::Phone; expected], "{text}");
    }
    for text in [
        "001099012345",
        "001 099 012 345",
        "001.099.012.345",
        "CCCD số 0010 9901 2345",
        "CMND 123456789",
        "CMND: 123 456 789",
        "CMND số 123.456.789 cấp ngày 1/2/2010",
        "số chứng minh nhân dân của bà là 123456789",
        "thẻ căn cước 001\u{2013}099\u{2013}012345",
        "Hộ chiếu số B1234567",
        "hộ chiếu: C 123 4567",
        "Mã định danh cá nhân: 079\n099012345",
        "CCCD oo1088l23456",
        "OO1 088 I23 456",
    ] {
        let kinds: Vec<_> = found(text).into_iter().map(|(_, kind)| kind).collect();
        assert_eq!(kinds, [PersonalData::Identity], "{text}");
    }
}

#[test]
fn finds_addresses_however_they_are_written() {
    for text in [
        "an (at) gmail.com",
        "an[at]gmail.com",
        "an @ gmail.com",
        "an@gmail.com",
        "an.b＠gmail.com",
        "an\u{200b}@gmail.com",
        "An.B@GMAIL.COM.",
        "an.b@gmail[dot]com",
        "an(at)gmail(dot)com",
        "an at gmail.com",
        "an a còng gmail chấm com",
        "an@gov.vn.com",
        "an.b@gmail [dot] com",
        "an.b (a) gmail (dot) com",
        "an.b (A Còng) gmail (Chấm) com",
        "an.b [ at ] gmail [ . ] com",
        "an.b(@)gmail.com",
        "an.b <at> gmail <dot> com",
        "an.b a vòng gmail chấm com chấm vn",
        "an.b AT gmail DOT com",
        "an.b -at- gmail -dot- com",
        "an.b@gmail. com",
        "an.b@gmail .com",
        "an.b @ gmail . com",
    ] {
        let kinds: Vec<_> = found(text).into_iter().map(|(_, kind)| kind).collect();
        assert_eq!(kinds, [PersonalData::Email], "{text}");
    }
}

#[test]
fn ignores_dates_document_numbers_and_amounts() {
    for text in [
        "ngày 03/8/2023, số 763-TB/HU, 1.200.000.000 đồng, 2021-2026, 18-25/08/2023",
        "hdnd@dongthap.gov.vn, https://a.vn/0912345678, 32 phường, @ai",
        "các ngày 03, 05, 07, 08, 09",
        "1234567890123456l7, 12345678901234567O8l9",
        "toạ độ 10.0912345678, 106.6987654321; tỉ lệ 0.987654321",
        "CO2, H2O, quốc lộ 1A, ISO 9001:2015, 12B Lê Lợi, l10, phòng 3B, O2 12 34",
        "vp@quochoi.vn",
        "thongtin@chinhphu.vn",
        "mã số thuế: 0301234567; 0302345678, 0303456789",
        "số lượng căn cước đã cấp: 987654321 thẻ",
        "không một ai, không hai lời, không ba hoa, một hai ba bốn năm sáu bảy tám chín mười",
        "các mục 03/05/07/08/09",
        "08-12-2023 15 đại biểu, 08.12.2023 15h30",
        "84.912.345.678 đồng, 84 912 345 678 đồng",
        "1.012.345.678.901 đồng",
        "mã số thuế 0312345678, MST: 0312345678-001",
        "Mã số doanh nghiệp 0312345678",
        "điện thoại thông minh trị giá 25.500.000 đồng",
        "số hoá căn cước cho 123.456.789 người",
        "chứng minh hiệu quả bằng 123.456.789 lượt",
        "tổng đài 1022, 1900 1234, 113",
        "Nghị quyết số 202/2025/QH15 ngày 12/6/2025, Nghị định 30/2020/NĐ-CP",
        "từ năm 2016 đến 2021, 2021 đến 2026",
        "| 0912 |\u{2029}| 345678 |",
        "000.00.01.H06",
        "khoản 1 (a) Luật. Điều 5, mục (a) thu.chi, điểm (a) 1.2",
        "an at ubnd.gov.vn, an (a) dongthap (dot) gov (dot) vn, theo @ubnd",
        "https://vidu.vn/tin?id=0912345678",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn finds_persons_in_the_targets_of_links() {
    for target in [
        "tel:0912345678",
        "tel:+84-254-383-0123",
        "sms:0912345678",
        "mailto:an@gmail.com",
        "https://zalo.me/84912345678",
        "https://zalo.me/0912345678",
        "http://wa.me/84912345678",
        "https://api.whatsapp.com/send?phone=84912345678",
        "https://t.me/+84912345678",
        "viber://chat?number=%2B84912345678",
        "https://vidu.vn/goi?phone=0912345678",
        "0912345678.md",
    ] {
        assert!(link::find(target).is_some(), "{target}");
    }
    for target in [
        "mailto:vanphong@lamdong.gov.vn",
        "https://vidu.vn/0912345678",
        "https://zalo.me/g/abcdef123",
        "https://zalo.me/1234567890123456789",
        "https://vidu.vn/?p=123456789",
        "../2023/con-dao.md",
        "tel:113",
    ] {
        assert_eq!(link::find(target), None, "{target}");
    }
}

#[test]
fn contacts_are_equal_in_all_their_spellings() {
    for contact in [
        "+84 254 383 0123",
        "(0254) 383.0123",
        "０２５４ 3830123",
        "84 2543830123",
    ] {
        assert_eq!(contact_key(contact), "02543830123", "{contact}");
    }
    assert_eq!(
        contact_key("An.B@Gmail.com"),
        contact_key("an.b＠gmail.com")
    );
}
