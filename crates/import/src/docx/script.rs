//! Text above or below the line: "m²", "CO₂", "1ˢᵗ".

/// The most characters of raised text that is put in brackets. Longer text is the format of a
/// sentence and says nothing by it.
const MAX_BRACKETED_CHARS: usize = 12;

/// The position of a run above or below the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// On the line, as most text.
    OnLine,
    Super,
    Sub,
}

impl Script {
    /// Reads the value of `w:vertAlign`.
    pub(super) fn parse(value: &str) -> Self {
        match value {
            "superscript" => Self::Super,
            "subscript" => Self::Sub,
            _ => Self::OnLine,
        }
    }

    /// Returns the text in raised or lowered characters, as in "m²" and "CO₂". Where there are no
    /// such characters, a mark and brackets show the position, as in equations: "x^(tb)".
    pub(super) fn apply(self, text: &str) -> String {
        const SUPER: (&str, &str) = (
            "0123456789+-=()abcdefghijklmnoprstuvwxyz",
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ",
        );
        const SUB: (&str, &str) = (
            "0123456789+-=()aehijklmnoprstuvx",
            "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ",
        );
        let ((plain, moved), mark) = match self {
            Self::OnLine => return text.to_owned(),
            Self::Super => (SUPER, '^'),
            Self::Sub => (SUB, '_'),
        };
        let is_mark = |c: char| !c.is_alphanumeric() && !plain.contains(c);
        let inner = text.trim();
        // Spaces, and marks such as "*" and ",", look the same above the line.
        if inner.chars().all(is_mark) {
            return text.to_owned();
        }
        let in_moved = |c: char| {
            let at = plain.chars().position(|known| known == c);
            at.map_or_else(|| is_mark(c).then_some(c), |at| moved.chars().nth(at))
        };
        let converted: Option<String> = text.chars().map(in_moved).collect();
        match converted {
            Some(converted) => converted,
            None if inner.chars().count() <= MAX_BRACKETED_CHARS => {
                text.replacen(inner, &format!("{mark}({inner})"), 1)
            }
            None => text.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_text_stays_raised() {
        for (text, raised) in [
            ("2", "²"),
            ("-1", "⁻¹"),
            ("st", "ˢᵗ"),
            ("0 ", "⁰ "),
            ("2, 3", "², ³"),
            ("*", "*"),
            ("độ", "^(độ)"),
            ("A", "^(A)"),
        ] {
            assert_eq!(Script::Super.apply(text), raised, "{text}");
        }
        assert_eq!(Script::Sub.apply("2"), "₂");
        assert_eq!(Script::Sub.apply("max"), "ₘₐₓ");
        let sentence = "Câu này là chú thích";
        assert_eq!(Script::Super.apply(sentence), sentence);
    }
}
