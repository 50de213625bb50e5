//! Suggestions for a misspelt name: "did you mean".

use super::collation::{CollationKey, collation_key};
use super::slug::dashed;

/// Returns up to `limit` of `candidates` that `wanted` may be a misspelling of, best first.
///
/// Names are compared without accents, since a lost accent is the most common mistake. A candidate
/// is near in one of two cases:
///
/// - At most two edits separate it from `wanted`, or one in four letters, and they leave more than
///   half of it.
/// - One of the two, of at least four letters, begins at a word of the other.
///
/// Ties are in alphabetical order, and a repeated candidate is returned once. The result is empty
/// if nothing is near.
pub fn nearest<'a>(
    wanted: &str,
    candidates: impl Iterator<Item = &'a str>,
    limit: usize,
) -> Vec<&'a str> {
    let wanted = dashed(wanted);
    let mut near: Vec<(usize, CollationKey, &str)> = candidates
        .filter_map(|name| Some((distance(&wanted, &dashed(name))?, collation_key(name), name)))
        .collect();
    near.sort();
    near.dedup();
    near.into_iter()
        .map(|(_, _, name)| name)
        .take(limit)
        .collect()
}

/// The edit distance of two [`dashed`] texts, or `None` if they are not near.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    let (shorter, longer) = if wanted.len() < name.len() {
        (wanted, name)
    } else {
        (name, wanted)
    };
    let surplus = longer.len() - shorter.len();
    let max_edits = (wanted.len() / 4).max(2);
    // A hostile text is long. The distance takes quadratic time and is at least the surplus.
    let edits = (surplus <= max_edits).then(|| strsim::osa_distance(wanted, name));
    edits
        .filter(|&edits| edits <= max_edits && 2 * edits < shorter.len())
        .or_else(|| has_at_word_start(longer, shorter).then_some(surplus))
}

/// Whether `part`, of at least four letters, occurs at the start of a word of `text`.
fn has_at_word_start(text: &str, part: &str) -> bool {
    let is_word_start = |at: usize| at == 0 || text.as_bytes()[at - 1] == b'-';
    part.len() >= 4 && text.match_indices(part).any(|(at, _)| is_word_start(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_nearest(wanted: &str, expected: &[&str]) {
        let names = [
            "Lào Cai",
            "Lai Châu",
            "Thái Nguyên",
            "Thái Bình",
            "Thanh Hóa",
            "Hà Giang",
            "Hà Nội",
            "Huế",
            "HN",
            "Chất vấn và trả lời chất vấn",
            "Du lịch",
            "title",
            "dates",
            "Lào Cai",
        ];
        assert_eq!(nearest(wanted, names.into_iter(), 3), expected, "{wanted}");
    }

    #[test]
    fn finds_names_a_typo_away() {
        check_nearest("ha giang", &["Hà Giang"]);
        check_nearest("Lao Kai", &["Lào Cai"]);
        check_nearest("Hagiang", &["Hà Giang"]);
        check_nearest("titel", &["title"]);
        check_nearest("date", &["dates"]);
        check_nearest("Hue", &["Huế"]);
        check_nearest("hoạt động chất vấn", &[]);
        check_nearest("chất vấn", &["Chất vấn và trả lời chất vấn"]);
        check_nearest("du lịch sinh thái", &["Du lịch"]);
        check_nearest("thái", &["Thái Bình", "Thái Nguyên"]);
    }

    #[test]
    fn finds_nothing_for_unrelated_words() {
        for unrelated in [
            "",
            "?",
            "HP",
            "anh",
            "hanh",
            "xyz",
            "Bắc Kinh",
            "province",
            "日本",
        ] {
            check_nearest(unrelated, &[]);
        }
        assert_eq!(
            nearest("Huế", ["Huế", "huế"].into_iter(), 0),
            Vec::<&str>::new()
        );
        check_nearest(&"du lịch ".repeat(20_000), &["Du lịch"]);
    }
}
