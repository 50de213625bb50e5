//! Questions on a terminal, with words to complete. The home of `inquire`.
//!
//! Tab takes the word that is marked; what is typed without accents finds the word that has them.

use inquire::autocompletion::Replacement;
use inquire::{Autocomplete, CustomUserError, Text};

use ssg_vietnam::text::fold;

/// How many words are offered at once.
const OFFERED: usize = 7;

/// Asks for one line. `words` are offered for the last of the names in it, which commas part, with
/// `help` on how to take one. `None` when whoever is asked has had enough, or the input has ended.
pub(crate) fn line(question: &str, words: &[String], help: &str) -> Option<String> {
    let names = Names(words.to_vec());
    let mut text = Text::new(question)
        .with_page_size(OFFERED)
        .with_autocomplete(names);
    if !words.is_empty() {
        text = text.with_help_message(help);
    }
    let answer = text.prompt().ok()?;
    Some(answer.trim().trim_end_matches(',').to_owned())
}

/// Names that may be completed.
#[derive(Clone)]
struct Names(Vec<String>);

impl Names {
    /// Whole answers in which the last name of `input` is one of ours, those first that begin as
    /// it does.
    fn answers(&self, input: &str) -> Vec<String> {
        let at = input.rfind(',').map_or(0, |at| at + 1);
        let (before, name) = input.split_at(at);
        let wanted = fold(name.trim());
        if wanted.is_empty() {
            return Vec::new();
        }
        let begins = |name: &&String| fold(name).starts_with(&wanted);
        let holds = |name: &&String| fold(name).contains(&format!(" {wanted}"));
        let (first, rest): (Vec<_>, Vec<_>) = self.0.iter().partition(begins);
        let found = first.into_iter().chain(rest.into_iter().filter(holds));
        let space = if before.is_empty() { "" } else { " " };
        found
            .map(|name| format!("{before}{space}{name}"))
            .take(OFFERED)
            .collect()
    }
}

impl Autocomplete for Names {
    fn get_suggestions(&mut self, input: &str) -> Result<Vec<String>, CustomUserError> {
        Ok(self.answers(input))
    }

    fn get_completion(
        &mut self,
        input: &str,
        marked: Option<String>,
    ) -> Result<Replacement, CustomUserError> {
        Ok(marked.or_else(|| self.answers(input).into_iter().next()))
    }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn a_name_is_completed_without_its_accents() {
        let names = Names(
            ["Lào Cai", "Lai Châu", "Lâm Đồng", "Đồng Nai", "Hồ Chí Minh"]
                .map(str::to_owned)
                .to_vec(),
        );
        for (typed, offered) in [
            ("lao", &["Lào Cai"][..]),
            ("Lâ", &["Lai Châu", "Lào Cai", "Lâm Đồng"][..]),
            ("dong", &["Đồng Nai", "Lâm Đồng"][..]),
            ("Lào Cai, chi", &["Lào Cai, Hồ Chí Minh"][..]),
            ("Lào Cai,lai", &["Lào Cai, Lai Châu"][..]),
            ("", &[][..]),
            ("Lào Cai, ", &[][..]),
            ("xyz", &[][..]),
        ] {
            let mut found = names.answers(typed);
            found.sort();
            let mut offered = offered.to_vec();
            offered.sort_unstable();
            assert_eq!(found, offered, "{typed}");
        }
    }
}
