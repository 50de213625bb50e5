//! Lists of people after the office that they share: "các đồng chí Trưởng Ban: Lê Văn Thử (Ban Dân
//! tộc), Trần Thị Mẫu (Ban Pháp chế)".

use super::{POSITION_OPENINGS, begins_with_full_name, name_prefix, single_spaced};

/// The most characters of the office before the colon.
const MAX_OFFICE_CHARS: usize = 60;

/// Finds the people of such lists. Returns start, end of the name, position and name of each.
/// `known` are the people found before.
pub(super) fn find(
    text: &str,
    known: &[(usize, usize, String, String)],
) -> Vec<(usize, usize, String, String)> {
    let mut found = Vec::new();
    for (colon, _) in text.match_indices(": ") {
        let Some(office) = office_before(&text[..colon]) else {
            continue;
        };
        let mut start = colon + ": ".len();
        while let Some(name) = listed_name(&text[start..]) {
            let end = start + name.len();
            let is_known = known.iter().any(|(_, known_end, ..)| *known_end == end);
            let (bracket, rest) = split_bracket(&text[end..]);
            if !is_known {
                let position = position(office, bracket);
                found.push((start, end, position, single_spaced(name)));
            }
            let sign = [", ", "; ", " và "]
                .iter()
                .find(|sign| rest.starts_with(**sign));
            let Some(sign) = sign else { break };
            start = text.len() - rest.len() + sign.len();
        }
    }
    found
}

/// Returns the office that a text ends with: "Trưởng Ban" of "các đồng chí Trưởng Ban".
fn office_before(before: &str) -> Option<&str> {
    let starts = POSITION_OPENINGS
        .iter()
        .filter_map(|words| before.rfind(words));
    let start = starts.max()?;
    // "Phó Trưởng Ban" holds "Trưởng Ban".
    let start = POSITION_OPENINGS
        .iter()
        .filter_map(|words| {
            let at = before.rfind(words)?;
            (at <= start && at + words.len() > start).then_some(at)
        })
        .min()
        .unwrap_or(start);
    let office = &before[start..];
    let is_office =
        office.chars().count() <= MAX_OFFICE_CHARS && !office.contains([',', ';', '.', ':', '(']);
    let is_plural = before[..start].trim_end().to_lowercase();
    let is_plural = [
        "các",
        "các đồng chí",
        "các ông",
        "các bà",
        "các đ/c",
        "hai đồng chí",
    ]
    .iter()
    .any(|words| is_plural.ends_with(words));
    (is_office && is_plural).then_some(office)
}

/// Returns the full name that a list goes on with. A name of an uncommon family is one if a bracket
/// follows.
fn listed_name(text: &str) -> Option<&str> {
    let name = name_prefix(text)?;
    let is_name = begins_with_full_name(text) || text[name.len()..].starts_with(" (");
    is_name.then_some(name)
}

/// Splits the bracket that a text begins with from the rest.
fn split_bracket(text: &str) -> (&str, &str) {
    let inside = text
        .strip_prefix(" (")
        .and_then(|rest| rest.split_once(')'));
    inside.unwrap_or(("", text))
}

/// Returns the office of one person: "Trưởng Ban" and "Ban Dân tộc" are "Trưởng Ban Dân tộc".
fn position(office: &str, bracket: &str) -> String {
    let office = office.trim();
    let last_word = office.rsplit(' ').next().unwrap_or_default();
    match bracket.strip_prefix(last_word) {
        _ if bracket.is_empty() => office.to_owned(),
        Some(rest) => format!("{office}{rest}"),
        None => format!("{office}, {bracket}"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::find;

    #[test]
    fn people_after_a_shared_office_have_it() {
        let text = "Tham gia có các đồng chí Trưởng Ban: Xa Thị Mẫu (Ban Dân tộc), Đinh Văn Thử (Ban Pháp chế); lãnh đạo Văn phòng.";
        let found = find(text);
        let rows: Vec<(&str, &str)> = found
            .iter()
            .map(|person| (&*person.name, &*person.position))
            .collect();
        assert_eq!(
            rows,
            [
                ("Xa Thị Mẫu", "Trưởng Ban Dân tộc"),
                ("Đinh Văn Thử", "Trưởng Ban Pháp chế"),
            ]
        );
        let found = find("các Ủy viên của Ban: Nguyễn Bá Thử, Phạm Thị Mẫu và Đặng Văn Giả.");
        let names: Vec<&str> = found.iter().map(|person| &*person.name).collect();
        assert_eq!(names, ["Nguyễn Bá Thử", "Phạm Thị Mẫu", "Đặng Văn Giả"]);
        assert_eq!(find("các Ủy viên của Ban: đại diện Sở Y tế (03 người)"), []);
    }
}
