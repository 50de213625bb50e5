//! The `ToUnicode` map of a font: which characters its codes are.

use std::collections::BTreeMap;

/// The most codes of a map. A font has at most 65,536 glyphs.
const MAX_CODES: usize = 1 << 16;

/// The characters of each code.
pub(crate) type CharacterMap = BTreeMap<u32, String>;

enum Token<'a> {
    Hex(Vec<u8>),
    Open,
    Close,
    Word(&'a [u8]),
}

/// Reads a map. What is not understood is left out, so that a faulty entry costs only its own
/// characters.
pub(crate) fn parse(bytes: &[u8]) -> CharacterMap {
    let mut map = CharacterMap::new();
    let mut operands: Vec<Operand> = Vec::new();
    let mut array: Option<Vec<String>> = None;
    let mut is_range = None;
    for token in Tokens(bytes) {
        match token {
            Token::Word(word) => {
                is_range = match word {
                    b"beginbfchar" => Some(false),
                    b"beginbfrange" => Some(true),
                    _ => None,
                };
                operands.clear();
                array = None;
            }
            Token::Open => array = Some(Vec::new()),
            Token::Close => operands.extend(array.take().map(Operand::Array)),
            Token::Hex(hex) => match &mut array {
                Some(array) => array.push(utf16(&hex)),
                None => operands.push(Operand::Hex(hex)),
            },
        }
        match (is_range, &*operands) {
            (Some(false), [Operand::Hex(code), Operand::Hex(text)]) => {
                insert(&mut map, code_of(code), utf16(text));
                operands.clear();
            }
            (Some(true), [Operand::Hex(first), Operand::Hex(last), target]) => {
                insert_range(&mut map, code_of(first), code_of(last), target);
                operands.clear();
            }
            _ => {}
        }
    }
    map
}

enum Operand {
    Hex(Vec<u8>),
    Array(Vec<String>),
}

fn insert(map: &mut CharacterMap, code: u32, text: String) {
    if map.len() < MAX_CODES {
        map.insert(code, text);
    }
}

fn insert_range(map: &mut CharacterMap, first: u32, last: u32, target: &Operand) {
    let count = last.saturating_sub(first).min(0xffff) + u32::from(first <= last);
    match target {
        Operand::Array(texts) => {
            for (code, text) in (first..).take(count as usize).zip(texts) {
                insert(map, code, text.clone());
            }
        }
        Operand::Hex(hex) => {
            let text = utf16(hex);
            let Some(start) = text.chars().next_back() else {
                return;
            };
            let prefix = &text[..text.len() - start.len_utf8()];
            for step in 0..count {
                let (Some(code), Some(next)) = (
                    first.checked_add(step),
                    char::from_u32(u32::from(start).wrapping_add(step)),
                ) else {
                    continue;
                };
                insert(map, code, format!("{prefix}{next}"));
            }
        }
    }
}

fn code_of(hex: &[u8]) -> u32 {
    let last = &hex[hex.len().saturating_sub(4)..];
    last.iter()
        .fold(0, |code, byte| code << 8 | u32::from(*byte))
}

fn utf16(hex: &[u8]) -> String {
    // Some writers give a single byte.
    if let [byte] = hex {
        return char::from(*byte).to_string();
    }
    let units = hex
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).filter_map(Result::ok).collect()
}

/// The tokens of a map: hexadecimal strings, brackets and operators. All else is left out.
struct Tokens<'a>(&'a [u8]);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (first, rest) = self.0.split_first()?;
            match first {
                b'<' if rest.first() == Some(&b'<') => self.0 = &rest[1..],
                b'<' => {
                    let end = rest.iter().position(|byte| *byte == b'>')?;
                    self.0 = &rest[end + 1..];
                    return Some(Token::Hex(hex_bytes(&rest[..end])));
                }
                b'[' | b']' => {
                    self.0 = rest;
                    return Some(if *first == b'[' {
                        Token::Open
                    } else {
                        Token::Close
                    });
                }
                b'%' => {
                    let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r'))?;
                    self.0 = &rest[end..];
                }
                byte if byte.is_ascii_alphabetic() => {
                    let is_inside = |byte: &u8| byte.is_ascii_alphanumeric();
                    let end = self.0.iter().position(|byte| !is_inside(byte));
                    let (word, rest) = self.0.split_at(end.unwrap_or(self.0.len()));
                    self.0 = rest;
                    return Some(Token::Word(word));
                }
                _ => self.0 = rest,
            }
        }
    }
}

fn hex_bytes(digits: &[u8]) -> Vec<u8> {
    let values = digits
        .iter()
        .filter_map(|digit| char::from(*digit).to_digit(16));
    let values: Vec<u8> = values
        .filter_map(|value| u8::try_from(value).ok())
        .collect();
    let pairs = values.chunks(2);
    pairs
        .map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn reads_characters_and_ranges() {
        let map = parse(
            b"/CIDInit /ProcSet findresource begin 1 begincodespacerange <0000> <ffff>\n\
              endcodespacerange 2 beginbfchar <0003> <1EEF> <0004> <00660069> endbfchar\n\
              2 beginbfrange <0010><0012><0041> <0020><0021>[<1EA1><1EA3>] endbfrange",
        );
        let found: Vec<(u32, &str)> = map.iter().map(|(code, text)| (*code, &**text)).collect();
        assert_eq!(
            found,
            [
                (3, "ữ"),
                (4, "fi"),
                (16, "A"),
                (17, "B"),
                (18, "C"),
                (32, "ạ"),
                (33, "ả")
            ]
        );
    }

    #[test]
    fn bounds_what_a_range_adds() {
        let map = parse(b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange");
        assert!(map.len() <= super::MAX_CODES);
        assert_eq!(parse(b"beginbfrange <05> <01> <0041> endbfrange").len(), 0);
    }
}
