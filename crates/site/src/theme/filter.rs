//! Filters of templates.

use tera::{Kwargs, State, Tera};

/// Adds the filters to `tera`. Tera checks their use as it loads a template, so they come first.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("thousands", thousands);
    tera.register_filter("nbsp", nbsp);
    tera.register_filter("sentence", sentence);
}

/// Filter `thousands`: a number with the dots that Vietnamese puts between thousands, `1.272`.
fn thousands(count: u64, _: Kwargs, _: &State<'_>) -> String {
    ssg_vietnam::text::grouped(count)
}

/// Filter `nbsp`: keeps a short name on one line. A long one may break, or it would be wider
/// than a phone.
fn nbsp(name: &str, _: Kwargs, _: &State<'_>) -> String {
    const MAX_CHARS: usize = 24;
    if name.chars().count() > MAX_CHARS {
        return name.to_owned();
    }
    name.replace(' ', "\u{a0}")
}

/// Filter `sentence`: a capital at the start. Tera's own `capitalize` would also write `hđnd`.
fn sentence(text: &str, _: Kwargs, _: &State<'_>) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
