//! Texts shortened for places with less room.

/// A text of at most `max` characters; a longer one is cut at a word and ends in `…`.
pub(in crate::page) fn cut_at_word(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let (mut end, mut word_end) = (0, 0);
    for (at, c) in text.char_indices().take(max) {
        if c == ' ' {
            word_end = at;
        }
        end = at;
    }
    let end = if word_end > 0 { word_end } else { end };
    let kept = text[..end].trim_end_matches([' ', ',', ';', ':', '.', '…']);
    format!("{kept}…")
}

#[cfg(test)]
mod tests {
    use super::cut_at_word;

    #[test]
    fn cuts_long_texts_at_a_word() {
        for (text, cut) in [
            ("Đoàn đi", "Đoàn đi"),
            ("Đoàn đi học tập", "Đoàn đi học…"),
            ("Đoàn đi, học tập", "Đoàn đi…"),
            ("Đoànđihọctậpkinhnghiệm", "Đoànđihọctậ…"),
            ("Nghe. Họcđược", "Nghe…"),
        ] {
            assert_eq!(cut_at_word(text, 12), cut);
        }
    }
}
