//! Questions on a terminal with completion. The only module that uses `inquire`.
//!
//! Tab takes the selected name. Names are also found when typed without accents.

use chrono::NaiveDate;
use inquire::autocompletion::Replacement;
use inquire::ui::RenderConfig;
use inquire::{Autocomplete, CustomUserError, Text};

use ssg_base::message::{Language, Message};
use ssg_content::fields::did_you_mean;
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text::fold;

use super::EXIT_USAGE;
use super::terminal::{has_color, print_error};

/// The number of names offered at once.
const MAX_OFFERED: usize = 7;

/// Asks for one line. Completes each comma-separated name from `names`. Fails if the question is
/// cancelled or the input ends.
pub(super) fn ask_line(
    question: &Message,
    names: &[String],
    language: Language,
) -> Result<String, u8> {
    let (question, help) = (
        format!("{}:", question.text(language)),
        Message::AskHelp.text(language),
    );
    let mut prompt = Text::new(&question)
        .with_page_size(MAX_OFFERED)
        .with_autocomplete(NameCompleter(names.to_vec()));
    if !has_color(&std::io::stderr()) {
        prompt = prompt.with_render_config(RenderConfig::empty());
    }
    if !names.is_empty() {
        prompt = prompt.with_help_message(&help);
    }
    let answer = prompt.prompt().map_err(|_| EXIT_USAGE)?;
    Ok(answer.trim().trim_end_matches(',').to_owned())
}

/// Asks for a date until it is valid. An empty answer takes `first`, before which no date is
/// accepted.
pub(super) fn ask_date(
    question: &Message,
    first: Option<NaiveDate>,
    language: Language,
) -> Result<NaiveDate, u8> {
    loop {
        let answer = ask_line(question, &[], language)?;
        if let (true, Some(day)) = (answer.is_empty(), first) {
            return Ok(day);
        }
        match PartialDate::parse(&answer).ok().and_then(|date| date.day()) {
            Some(day) if first.is_none_or(|first| first <= day) => return Ok(day),
            Some(_) => print_error(&Message::NewLastDayBeforeFirst, None, language),
            None => {
                let message = Message::NotADate { found: answer };
                print_error(&message, Some(&Message::NotADateHint), language);
            }
        }
    }
}

/// Asks for comma-separated names until all are known. `is_known` returns similar names for an
/// unknown one.
pub(super) fn ask_names(
    question: &Message,
    offered: &[String],
    language: Language,
    is_known: impl Fn(&str) -> Result<(), Vec<String>>,
) -> Result<Vec<String>, u8> {
    loop {
        let answer = ask_line(question, offered, language)?;
        let names = answer.split(',').map(str::trim);
        let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
        let mut all_known = true;
        for name in &names {
            if let Err(similar) = is_known(name) {
                all_known = false;
                let found = (*name).to_owned();
                let hint = did_you_mean(similar.iter().map(String::as_str));
                print_error(&Message::UnknownName { found }, hint.as_ref(), language);
            }
        }
        if all_known {
            return Ok(names.into_iter().map(str::to_owned).collect());
        }
    }
}

/// Completes the last of several comma-separated names.
#[derive(Clone)]
struct NameCompleter(Vec<String>);

impl NameCompleter {
    /// The input with its last name completed, in each possible way. Names that begin like it come
    /// before names that contain it.
    fn suggestions(&self, input: &str) -> Vec<String> {
        let start = input.rfind(',').map_or(0, |comma| comma + 1);
        let (before, name) = input.split_at(start);
        let wanted = fold(name.trim());
        if wanted.is_empty() {
            return Vec::new();
        }
        let begins = |name: &&String| fold(name).starts_with(&wanted);
        let contains_word = |name: &&String| fold(name).contains(&format!(" {wanted}"));
        let (first, rest): (Vec<_>, Vec<_>) = self.0.iter().partition(begins);
        let found = first
            .into_iter()
            .chain(rest.into_iter().filter(contains_word));
        let space = if before.is_empty() { "" } else { " " };
        found
            .map(|name| format!("{before}{space}{name}"))
            .take(MAX_OFFERED)
            .collect()
    }
}

impl Autocomplete for NameCompleter {
    fn get_suggestions(&mut self, input: &str) -> Result<Vec<String>, CustomUserError> {
        Ok(self.suggestions(input))
    }

    fn get_completion(
        &mut self,
        input: &str,
        selected: Option<String>,
    ) -> Result<Replacement, CustomUserError> {
        Ok(selected.or_else(|| self.suggestions(input).into_iter().next()))
    }
}

#[cfg(test)]
mod tests {
    use super::NameCompleter;

    #[test]
    fn completes_names_typed_without_accents() {
        let names = NameCompleter(
            ["Lào Cai", "Lai Châu", "Lâm Đồng", "Đồng Nai", "Hồ Chí Minh"]
                .map(str::to_owned)
                .to_vec(),
        );
        for (typed, expected) in [
            ("lao", &["Lào Cai"][..]),
            ("Lâ", &["Lai Châu", "Lào Cai", "Lâm Đồng"][..]),
            ("dong", &["Đồng Nai", "Lâm Đồng"][..]),
            ("Lào Cai, chi", &["Lào Cai, Hồ Chí Minh"][..]),
            ("Lào Cai,lai", &["Lào Cai, Lai Châu"][..]),
            ("", &[][..]),
            ("Lào Cai, ", &[][..]),
            ("xyz", &[][..]),
        ] {
            let mut suggestions = names.suggestions(typed);
            suggestions.sort();
            let mut expected = expected.to_vec();
            expected.sort_unstable();
            assert_eq!(suggestions, expected, "{typed}");
        }
    }
}
