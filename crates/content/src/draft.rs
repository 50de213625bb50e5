//! The text of a new report or plan, made from a few answers. It passes `ssg check` unchanged.
//!
//! This module asks no questions and writes no files; the command `ssg new` does.

use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::yaml::scalar;
use ssg_base::message::{Language, Message};

/// The answers. An empty answer leaves its key out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    /// The title.
    pub title: String,
    /// The council.
    pub council: String,
    /// The first and the last day of the trip.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The head of the delegation.
    pub lead: String,
    /// The office of the head of the delegation.
    pub position: String,
    /// The provinces, in order.
    pub provinces: Vec<String>,
    /// The topics.
    pub topics: Vec<String>,
}

/// Writes the text of a new report.
pub fn report(answers: &Answers, language: Language) -> String {
    let mut out = opening(answers, language);
    if let Some((from, to)) = answers.days {
        let _ = writeln!(out, "dates: {{from: {from}, to: {to}}}");
    }
    if !answers.lead.is_empty() {
        let _ = writeln!(out, "lead:\n  name: {}", scalar(&answers.lead));
        if !answers.position.is_empty() {
            let _ = writeln!(out, "  position: {}", scalar(&answers.position));
        }
    }
    provinces("locations", 0, &answers.provinces, &mut out);
    topics(&answers.topics, &mut out);
    let (text, lessons) = (Message::NewBodyPlaceholder, Message::NewLessons);
    let _ = write!(
        out,
        "---\n\n{}\n\n## {}\n",
        text.text(language),
        lessons.text(language)
    );
    out
}

/// Writes the text of a new plan with one batch.
pub fn plan(answers: &Answers, language: Language) -> String {
    let mut out = opening(answers, language);
    topics(&answers.topics, &mut out);
    out.push_str("batches:\n  - number: 1\n");
    if let Some((from, to)) = answers.days {
        let _ = writeln!(out, "    time: {{from: {from}, to: {to}}}");
    }
    provinces("provinces", 4, &answers.provinces, &mut out);
    let _ = write!(
        out,
        "---\n\n{}\n",
        Message::NewBodyPlaceholder.text(language)
    );
    out
}

/// Writes the text of a new page.
pub fn page(title: &str, language: Language) -> String {
    let answers = Answers {
        title: title.to_owned(),
        ..Answers::default()
    };
    let mut out = opening(&answers, language);
    let placeholder = Message::NewBodyPlaceholder.text(language);
    let _ = write!(out, "---\n\n{placeholder}\n");
    out
}

/// The first keys of the front matter.
fn opening(answers: &Answers, language: Language) -> String {
    let mut out = String::from("---\n");
    let _ = writeln!(out, "# {}", Message::NewDraft.text(language));
    let _ = writeln!(out, "status: draft\ntitle: {}", scalar(&answers.title));
    if !answers.council.is_empty() {
        let _ = writeln!(out, "council: {}", scalar(&answers.council));
    }
    out
}

fn provinces(key: &str, indent: usize, names: &[String], out: &mut String) {
    if names.is_empty() {
        return;
    }
    let pad = " ".repeat(indent);
    let _ = writeln!(out, "{pad}{key}:");
    for name in names {
        let _ = writeln!(out, "{pad}  - province: {}", scalar(name));
    }
}

fn topics(names: &[String], out: &mut String) {
    let names: Vec<String> = names.iter().map(|name| scalar(name)).collect();
    if !names.is_empty() {
        let list: Vec<String> = names.iter().map(|name| format!("\n  - {name}")).collect();
        let _ = writeln!(out, "topics:{}", list.concat());
    }
}
