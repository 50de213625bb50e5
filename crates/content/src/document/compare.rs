//! Whether two versions of a document differ only in body text.

use super::{Body, Document, Lesson};

impl Document {
    /// Whether this differs from `other` in its body text only: all fields, headings, anchors,
    /// links and lessons are equal and in the same order.
    pub fn is_like(&self, other: &Self) -> bool {
        // Each field is named, so that whoever adds one must decide here.
        let without_body_text = |document: &Self| {
            let Self {
                path,
                url,
                record,
                head,
                body,
                source: _,
            } = document;
            let Body {
                html,
                headings,
                anchors,
                lessons,
                excerpt: _,
            } = body;
            let targets: Vec<_> = html
                .placeholders()
                .iter()
                .map(|placeholder| placeholder.target.clone())
                .collect();
            let lessons: Vec<_> = lessons.iter().map(without_text).collect();
            format!(
                "{path:?}{url:?}{record:?}{head:?}{headings:?}{anchors:?}{targets:?}{lessons:?}"
            )
        };
        without_body_text(self) == without_body_text(other)
    }
}

/// The fields of a lesson without its text and its position.
fn without_text(lesson: &Lesson) -> String {
    let Lesson {
        id,
        title,
        kind,
        topics,
        places,
        html_range: _,
        excerpt: _,
    } = lesson;
    let places = places.iter().flatten().map(|place| &place.value);
    let places: Vec<_> = places.collect();
    format!("{:?}{title:?}{kind:?}{topics:?}{places:?}", id.value)
}
