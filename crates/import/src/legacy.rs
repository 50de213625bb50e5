//! The encodings of Vietnamese before Unicode that old office files are kept in.
//!
//! TCVN3 (TCVN 5712:1993, the fonts `.VnTime`, `.VnArial` …) gives each letter a byte; capitals with
//! a tone are those of a font of capitals (`.VnTimeH`). VNI (fonts `VNI-Times` …) writes the letter
//! and then its mark. Both stand in files as the signs of Western Europe that share their bytes.

/// An encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// TCVN3, also called ABC.
    Tcvn3,
    /// TCVN3 in a font whose letters are all capitals.
    Tcvn3Capitals,
    /// VNI for Windows.
    Vni,
}

/// The letters of TCVN3, from byte 0xA1 on; a blank stands for a byte without a letter.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";

/// The marks of VNI, each with what it makes of `a`, `e`, `i`, `o`, `u`, `y`, `ô` (for ơ) and `ö`
/// (for ư); a blank where it stands after no such letter.
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

/// The letters that VNI's marks follow.
const VNI_BASES: &str = "aeiouyôö";

/// The letters of VNI that stand alone.
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

/// The encoding that a font's name stands for; `None` for a font of Unicode.
pub(super) fn of_font(name: &str) -> Option<Encoding> {
    let name = name.to_lowercase();
    if let Some(rest) = name.strip_prefix(".vn") {
        let capitals = rest.len() > 1 && rest.ends_with('h');
        return Some(if capitals {
            Encoding::Tcvn3Capitals
        } else {
            Encoding::Tcvn3
        });
    }
    name.starts_with("vni-").then_some(Encoding::Vni)
}

/// The text in Unicode. What the encoding does not know stays as it is.
pub(super) fn decode(text: &str, encoding: Encoding) -> String {
    match encoding {
        Encoding::Tcvn3 => text.chars().map(tcvn3).collect(),
        Encoding::Tcvn3Capitals => text
            .chars()
            .map(tcvn3)
            .flat_map(char::to_uppercase)
            .collect(),
        Encoding::Vni => vni(text),
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
            .and_then(|mark| with_mark(lower(c), lower(*mark)));
        let (letter, is_capital) = if let Some(letter) = marked {
            chars.next();
            (letter, c.is_uppercase())
        } else {
            let alone = match lower(c) {
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

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn with_mark(base: char, mark: char) -> Option<char> {
    let at = VNI_BASES.chars().position(|known| known == base)?;
    let (_, made) = VNI.iter().find(|(known, _)| *known == mark)?;
    made.chars().nth(at).filter(|letter| *letter != ' ')
}

/// Words that nearly every report has, by which a text shows that it was read rightly.
const COMMON: [&str; 16] = [
    "và", "của", "các", "đoàn", "nhân", "dân", "hội", "đồng", "huyện", "tỉnh", "kinh", "nghiệm",
    "được", "với", "về", "tại",
];

/// How many of the common words stand in the text.
fn likeness(text: &str) -> usize {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| {
            let word = word.to_lowercase();
            COMMON.contains(&&*word)
        })
        .count()
}

/// The encoding in which a text without fonts was kept; `None` if it is Unicode already.
pub(super) fn guess(text: &str) -> Option<Encoding> {
    // Only letters of Western Europe hide the two encodings; one letter of Unicode's Vietnamese
    // shows that there is nothing to decode.
    let is_vietnamese = |c: char| matches!(c, '\u{1ea0}'..='\u{1ef9}' | 'ơ' | 'ư' | 'Ơ' | 'Ư');
    if text.chars().any(is_vietnamese) {
        return None;
    }
    let score = |encoding| likeness(&decode(text, encoding));
    let (tcvn3, vni) = (score(Encoding::Tcvn3), score(Encoding::Vni));
    let most = tcvn3.max(vni);
    (most >= 3 && most > likeness(text)).then_some(if tcvn3 >= vni {
        Encoding::Tcvn3
    } else {
        Encoding::Vni
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every letter of Vietnamese with its byte in TCVN 5712:1993 (VN3).
    const TABLE: &str = "A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ";

    #[test]
    fn tcvn3_is_read_by_its_table() {
        for row in TABLE.split(' ') {
            let byte = u8::from_str_radix(&row[..2], 16).expect("a byte");
            let got = decode(&char::from(byte).to_string(), Encoding::Tcvn3);
            assert_eq!(got, &row[2..], "{row}");
        }
        assert_eq!(TABLE.split(' ').count(), 74);
    }

    /// Every letter with a mark, as VNI writes it.
    const VNI_TABLE: &str = "á=aù à=aø ả=aû ã=aõ ạ=aï â=aâ ấ=aá ầ=aà ẩ=aå ẫ=aã ậ=aä ă=aê ắ=aé ằ=aè ẳ=aú ẵ=aü ặ=aë é=eù è=eø ẻ=eû ẽ=eõ ẹ=eï ê=eâ ế=eá ề=eà ể=eå ễ=eã ệ=eä í=í ì=ì ỉ=æ ĩ=ó ị=ò ó=où ò=oø ỏ=oû õ=oõ ọ=oï ô=oâ ố=oá ồ=oà ổ=oå ỗ=oã ộ=oä ơ=ô ớ=ôù ờ=ôø ở=ôû ỡ=ôõ ợ=ôï ú=uù ù=uø ủ=uû ũ=uõ ụ=uï ư=ö ứ=öù ừ=öø ử=öû ữ=öõ ự=öï ý=yù ỳ=yø ỷ=yû ỹ=yõ ỵ=î đ=ñ Đ=Ñ Ấ=AÁ Ứ=ÖÙ Ị=Ò Ơ=Ô Ỵ=Î";

    #[test]
    fn vni_is_read_by_its_table() {
        for row in VNI_TABLE.split(' ') {
            let (letter, written) = row.split_once('=').expect("a row");
            assert_eq!(decode(written, Encoding::Vni), letter, "{row}");
        }
        assert_eq!(VNI_TABLE.split(' ').count(), 73);
    }

    #[test]
    fn fonts_tell_their_encoding() {
        assert_eq!(of_font(".VnTime"), Some(Encoding::Tcvn3));
        assert_eq!(of_font(".VnTimeH"), Some(Encoding::Tcvn3Capitals));
        assert_eq!(of_font("VNI-Times"), Some(Encoding::Vni));
        assert_eq!(of_font("Times New Roman"), None);
        let capitals = decode("Héi ®ång", Encoding::Tcvn3Capitals);
        assert_eq!(capitals, "HỘI ĐỒNG");
    }

    #[test]
    fn a_text_tells_its_encoding() {
        let tcvn3 = "§oµn c«ng t¸c cña Héi ®ång nh©n d©n huyÖn";
        assert_eq!(guess(tcvn3), Some(Encoding::Tcvn3));
        assert_eq!(
            decode(tcvn3, Encoding::Tcvn3),
            "Đoàn công tác của Hội đồng nhân dân huyện"
        );
        let vni = "Ñoaøn coâng taùc cuûa Hoäi ñoàng nhaân daân huyeän";
        assert_eq!(guess(vni), Some(Encoding::Vni));
        assert_eq!(
            decode(vni, Encoding::Vni),
            "Đoàn công tác của Hội đồng nhân dân huyện"
        );
        assert_eq!(guess("Đoàn công tác của Hội đồng nhân dân huyện"), None);
        assert_eq!(guess("A report of a trip, in English"), None);
        assert_eq!(guess(""), None);
    }
}
