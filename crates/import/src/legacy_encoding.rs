//! The encodings of Vietnamese from before Unicode, in which old office files still are.
//!
//! TCVN3 (TCVN 5712:1993, the fonts `.VnTime`, `.VnArial` …) has one byte for each letter. Capitals
//! with a tone come from a font of capitals (`.VnTimeH`). VNI (the fonts `VNI-Times` …) writes a
//! letter and then its mark. In files, both appear as the Western European characters that have the
//! same bytes.

/// An encoding from before Unicode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LegacyEncoding {
    /// TCVN3, also called ABC.
    Tcvn3,
    /// TCVN3 in a font that has capitals only.
    Tcvn3Capitals,
    /// VNI for Windows.
    Vni,
}

/// The letters of TCVN3 from byte 0xA1 on. A space marks a byte without a letter.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";

/// The marks of VNI, each with the letters that it makes of [`VNI_BASES`], where `ô` stands for ơ and
/// `ö` for ư. A space marks a combination that does not exist.
const VNI: [(char, &str); 17] = [
    ('ù', "áé óúýớứ"),
    ('ø', "àè òùỳờừ"),
    ('û', "ảẻ ỏủỷởử"),
    ('õ', "ãẽ õũỹỡữ"),
    ('ï', "ạẹ ọụ ợự"),
    ('â', "âê ô    "),
    ('á', "ấế ố    "),
    ('à', "ầề ồ    "),
    ('å', "ẩể ổ    "),
    ('ã', "ẫễ ỗ    "),
    ('ä', "ậệ ộ    "),
    ('ê', "ă       "),
    ('é', "ắ       "),
    ('è', "ằ       "),
    ('ú', "ẳ       "),
    ('ü', "ẵ       "),
    ('ë', "ặ       "),
];

/// The letters that the marks of VNI follow.
const VNI_BASES: &str = "aeiouyôö";

/// The characters of VNI that are a letter without a mark.
const VNI_ALONE: [(char, char); 8] = [
    ('ñ', 'đ'),
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
];

/// Returns the encoding that a font is for; `None` for a Unicode font.
pub(crate) fn of_font(name: &str) -> Option<LegacyEncoding> {
    let name = name.to_lowercase();
    if let Some(rest) = name.strip_prefix(".vn") {
        let capitals = rest.len() > 1 && rest.ends_with('h');
        return Some(if capitals {
            LegacyEncoding::Tcvn3Capitals
        } else {
            LegacyEncoding::Tcvn3
        });
    }
    name.starts_with("vni-").then_some(LegacyEncoding::Vni)
}

/// Returns whether a text holds letters that only Unicode has.
pub(crate) fn is_unicode(text: &str) -> bool {
    text.chars()
        .any(|c| c.is_alphabetic() && u32::from(c) > 0xff && !c.is_ascii())
}

/// Decodes a text. Characters that are not in the encoding stay as they are.
pub(crate) fn decode(text: &str, encoding: LegacyEncoding) -> String {
    match encoding {
        LegacyEncoding::Tcvn3 => text.chars().map(tcvn3).collect(),
        LegacyEncoding::Tcvn3Capitals => text
            .chars()
            .map(tcvn3)
            .flat_map(char::to_uppercase)
            .collect(),
        LegacyEncoding::Vni => vni(text),
    }
}

fn tcvn3(c: char) -> char {
    let at = u32::from(c)
        .checked_sub(0xA1)
        .and_then(|at| usize::try_from(at).ok());
    let letter = at.and_then(|at| TCVN3.chars().nth(at));
    letter.filter(|letter| *letter != ' ').unwrap_or(c)
}

fn vni(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let marked = chars
            .peek()
            .and_then(|mark| with_mark(lowercase_char(c), lowercase_char(*mark)));
        let (letter, is_capital) = if let Some(letter) = marked {
            chars.next();
            (letter, c.is_uppercase())
        } else {
            let alone = match lowercase_char(c) {
                'î' => Some('ỵ'),
                low => VNI_ALONE
                    .iter()
                    .find(|(sign, _)| *sign == low)
                    .map(|(_, letter)| *letter),
            };
            let Some(letter) = alone else {
                out.push(c);
                continue;
            };
            (letter, c.is_uppercase())
        };
        if is_capital {
            out.extend(letter.to_uppercase());
        } else {
            out.push(letter);
        }
    }
    out
}

fn lowercase_char(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn with_mark(base: char, mark: char) -> Option<char> {
    let at = VNI_BASES.chars().position(|known| known == base)?;
    let (_, made) = VNI.iter().find(|(known, _)| *known == mark)?;
    made.chars().nth(at).filter(|letter| *letter != ' ')
}

/// The fewest common words in a text whose encoding is detected.
const MIN_COMMON_WORDS: usize = 3;

/// Words that nearly every report has. A text that was decoded correctly contains them.
const COMMON_WORDS: [&str; 16] = [
    "và", "của", "các", "đoàn", "nhân", "dân", "hội", "đồng", "huyện", "tỉnh", "kinh", "nghiệm",
    "được", "với", "về", "tại",
];

/// Counts the common words in a text.
fn count_common_words(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| {
            let word = word.to_lowercase();
            COMMON_WORDS.contains(&&*word)
        })
        .count()
}

/// Detects the encoding of a text whose fonts are unknown; `None` if it is Unicode already.
pub(crate) fn detect(text: &str) -> Option<LegacyEncoding> {
    // Text in either encoding has Western European letters only. One Vietnamese letter of Unicode
    // shows that there is nothing to decode.
    let is_vietnamese = |c: char| matches!(c, '\u{1ea0}'..='\u{1ef9}' | 'ơ' | 'ư' | 'Ơ' | 'Ư');
    if text.chars().any(is_vietnamese) {
        return None;
    }
    let score = |encoding| count_common_words(&decode(text, encoding));
    let (tcvn3, vni) = (score(LegacyEncoding::Tcvn3), score(LegacyEncoding::Vni));
    let most = tcvn3.max(vni);
    (most >= MIN_COMMON_WORDS && most > count_common_words(text)).then_some(if tcvn3 >= vni {
        LegacyEncoding::Tcvn3
    } else {
        LegacyEncoding::Vni
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter of Vietnamese with its byte in TCVN 5712:1993 (VN3).
    const TABLE: &str = "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ";

    #[test]
    fn decodes_every_letter_of_tcvn3() {
        for row in TABLE.split(' ') {
            let byte = u8::from_str_radix(&row[..2], 16).expect("a byte");
            let got = decode(&char::from(byte).to_string(), LegacyEncoding::Tcvn3);
            assert_eq!(got, &row[2..], "{row}");
        }
        assert_eq!(TABLE.split(' ').count(), 74);
    }

    /// Every letter with a mark, as VNI writes it.
    const VNI_TABLE: &str = "á=aù à=aø ả=aû ã=aõ ạ=aï â=aâ ấ=aá ầ=aà ẩ=aå ẫ=aã ậ=aä ă=aê ắ=aé ằ=aè ẳ=aú ẵ=aü ặ=aë é=eù è=eø ẻ=eû ẽ=eõ ẹ=eï ê=eâ ế=eá ề=eà ể=eå ễ=eã ệ=eä í=í ì=ì ỉ=æ ĩ=ó ị=ò ó=où ò=oø ỏ=oû õ=oõ ọ=oï ô=oâ ố=oá ồ=oà ổ=oå ỗ=oã ộ=oä ơ=ô ớ=ôù ờ=ôø ở=ôû ỡ=ôõ ợ=ôï ú=uù ù=uø ủ=uû ũ=uõ ụ=uï ư=ö ứ=öù ừ=öø ử=öû ữ=öõ ự=öï ý=yù ỳ=yø ỷ=yû ỹ=yõ ỵ=î đ=ñ Đ=Ñ Ấ=AÁ Ứ=ÖÙ Ị=Ò Ơ=Ô Ỵ=Î";

    #[test]
    fn decodes_every_letter_of_vni() {
        for row in VNI_TABLE.split(' ') {
            let (letter, written) = row.split_once('=').expect("a row");
            assert_eq!(decode(written, LegacyEncoding::Vni), letter, "{row}");
        }
        assert_eq!(VNI_TABLE.split(' ').count(), 73);
    }

    #[test]
    fn finds_encoding_of_fonts() {
        assert_eq!(of_font(".VnTime"), Some(LegacyEncoding::Tcvn3));
        assert_eq!(of_font(".VnTimeH"), Some(LegacyEncoding::Tcvn3Capitals));
        assert_eq!(of_font("VNI-Times"), Some(LegacyEncoding::Vni));
        assert_eq!(of_font("Times New Roman"), None);
        let capitals = decode("Héi ®ång", LegacyEncoding::Tcvn3Capitals);
        assert_eq!(capitals, "HỘI ĐỒNG");
    }

    #[test]
    fn detects_encoding_of_text() {
        let tcvn3 = "§oµn c«ng t¸c cña Héi ®ång nh©n d©n huyÖn";
        assert_eq!(detect(tcvn3), Some(LegacyEncoding::Tcvn3));
        assert_eq!(
            decode(tcvn3, LegacyEncoding::Tcvn3),
            "Đoàn công tác của Hội đồng nhân dân huyện"
        );
        let vni = "Ñoaøn coâng taùc cuûa Hoäi ñoàng nhaân daân huyeän";
        assert_eq!(detect(vni), Some(LegacyEncoding::Vni));
        assert_eq!(
            decode(vni, LegacyEncoding::Vni),
            "Đoàn công tác của Hội đồng nhân dân huyện"
        );
        assert_eq!(detect("Đoàn công tác của Hội đồng nhân dân huyện"), None);
        assert_eq!(detect("A report of a trip, in English"), None);
        assert_eq!(detect(""), None);
    }
}
