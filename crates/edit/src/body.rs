//! Edits of a body: the mark of a lesson, the text alternative of a photo.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::source::Source;
use crate::{Edit, Refusal};
use ssg_base::diagnostic::Span;
use ssg_base::message::Message;
use ssg_content::document::{self, LessonKind, Outline, OutlineHeading};

/// What makes a heading a lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonMark {
    /// The kind.
    pub kind: LessonKind,
    /// The id, without `#`.
    pub id: String,
}

/// The headings and photos of a body that can be edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BodyOutline {
    /// The headings, in order. Their index is used in [`Edit::SetLesson`].
    pub headings: Vec<BodyHeading>,
    /// The photos, in order. Their index is used in [`Edit::SetAlt`].
    pub photos: Vec<BodyPhoto>,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BodyHeading {
    /// The line of the body, from 0.
    pub line: usize,
    /// The level, 1 to 6.
    pub level: u8,
    /// The text.
    pub title: String,
    /// The id that its author gave.
    pub id: Option<String>,
    /// The kind of lesson that it is marked as.
    pub kind: Option<LessonKind>,
    /// An id made of its text that no other heading has.
    pub proposed_id: String,
}

/// A photo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BodyPhoto {
    /// The line of the body, from 0.
    pub line: usize,
    /// The text alternative; may be empty.
    pub alt: String,
    /// The file, or address, as written.
    pub target: String,
}

/// Lists the headings and photos of the body.
pub(crate) fn outline_of(source: &Source) -> BodyOutline {
    let Outline { headings, photos } = outline(source);
    let mut line = LineCounter::new(source);
    let heading_lines: Vec<usize> = headings.iter().map(|one| line.of(one.span)).collect();
    let mut line = LineCounter::new(source);
    let photo_lines: Vec<usize> = photos.iter().map(|one| line.of(one.span)).collect();
    let mut ids = FreeIds::new(&headings);
    let headings = headings.into_iter().zip(heading_lines);
    let headings = headings.map(|(heading, line)| {
        let proposed_id = ids.next(&heading.proposed_id);
        BodyHeading {
            line,
            level: heading.level,
            title: heading.title,
            id: heading.id,
            kind: heading.kind,
            proposed_id,
        }
    });
    let photos = photos.into_iter().zip(photo_lines);
    BodyOutline {
        headings: headings.collect(),
        photos: photos
            .map(|(photo, line)| BodyPhoto {
                line,
                alt: photo.alt,
                target: photo.target,
            })
            .collect(),
    }
}

/// Makes ids that no heading has.
struct FreeIds {
    taken: BTreeSet<String>,
    /// The next number to try for an id that is taken. A thousand equal headings would otherwise
    /// try a thousand numbers each.
    next_numbers: BTreeMap<String, usize>,
}

impl FreeIds {
    fn new(headings: &[OutlineHeading]) -> Self {
        let ids = headings.iter().filter_map(|heading| heading.id.clone());
        Self {
            taken: ids.collect(),
            next_numbers: BTreeMap::new(),
        }
    }

    fn next(&mut self, proposed: &str) -> String {
        let number = self.next_numbers.entry(proposed.to_owned()).or_insert(2);
        let mut id = proposed.to_owned();
        while self.taken.contains(&id) {
            id = format!("{proposed}-{number}");
            *number += 1;
        }
        self.taken.insert(id.clone());
        id
    }
}

/// Counts lines of the body up to places that follow one another.
struct LineCounter<'s> {
    lines: &'s str,
    at: usize,
    line: usize,
}

impl<'s> LineCounter<'s> {
    fn new(source: &'s Source) -> Self {
        Self {
            lines: &source.lines,
            at: source.parts.body.start,
            line: 0,
        }
    }

    fn of(&mut self, span: Span) -> usize {
        let between = self.lines.get(self.at..span.start).unwrap_or_default();
        self.line += between.matches('\n').count();
        self.at = self.at.max(span.start);
        self.line
    }
}

fn outline(source: &Source) -> Outline {
    document::outline(&source.lines, source.parts.body)
}

/// Applies an edit of the body. Other edits change nothing.
pub(crate) fn apply(source: Source, edit: &Edit) -> Result<Source, Refusal> {
    match edit {
        Edit::SetBody(body) => source.with_body(body),
        Edit::SetLesson(index, mark) => set_lesson(&source, *index, mark.as_ref()),
        Edit::SetAlt(index, alt) => set_alt(&source, *index, alt),
        Edit::Set(..) | Edit::Remove(_) | Edit::Insert(..) | Edit::Move(..) => Ok(source),
    }
}

fn set_lesson(source: &Source, index: usize, mark: Option<&LessonMark>) -> Result<Source, Refusal> {
    let mut expected = outline(source);
    let Some(heading) = expected.headings.get_mut(index) else {
        let number = (index + 1).to_string();
        return Err(Refusal::new(Message::EditNoSuchHeading { number }));
    };
    let candidates = lesson_candidates(&source.lines, heading, mark);
    if let Some(mark) = mark {
        heading.id = Some(mark.id.clone());
    }
    heading.kind = mark.map(|mark| mark.kind);
    let title = heading.title.clone();
    first_exact(source, &expected, candidates, &title)
}

/// Where to write the attributes of a heading. Those that a lesson and other headings may have are
/// kept.
fn lesson_candidates(
    lines: &str,
    heading: &OutlineHeading,
    mark: Option<&LessonMark>,
) -> Vec<(Span, String)> {
    let text = &lines[heading.span.start..heading.span.end];
    let at = |offset: usize| heading.span.start + offset;
    let open = text.rfind('{').filter(|_| heading.has_attributes);
    if let Some(open) = open
        && let Some(length) = text[open..].find('}')
    {
        let words = text[open + 1..open + length].split_whitespace();
        let mut words: Vec<String> = words.map(str::to_owned).collect();
        let is_kind = |word: &str| {
            LessonKind::ALL
                .iter()
                .any(|kind| word[1..] == *kind.class())
        };
        words.retain(|word| !(word.starts_with('.') && is_kind(word)));
        match mark {
            Some(mark) => {
                words.retain(|word| !word.starts_with('#'));
                words.insert(0, format!("#{}", mark.id));
                words.insert(1, format!(".{}", mark.kind.class()));
            }
            None => {
                words.retain(|word| !word.starts_with("topics=") && !word.starts_with("places="));
            }
        }
        let (start, new) = if words.is_empty() {
            (text[..open].trim_end().len(), String::new())
        } else {
            (open, format!("{{{}}}", words.join(" ")))
        };
        return vec![(Span::from(at(start)..at(open + length + 1)), new)];
    }
    let Some(mark) = mark else {
        return vec![(Span::from(at(0)..at(0)), String::new())];
    };
    let new = format!(" {{#{} .{}}}", mark.id, mark.kind.class());
    // The last line of a heading that is underlined is its underline.
    let ends = text
        .match_indices('\n')
        .map(|(end, _)| end)
        .chain([text.len()]);
    let ends: Vec<usize> = ends.map(|end| text[..end].trim_end().len()).collect();
    let ends = ends.iter().rev().take(2);
    ends.map(|end| (Span::from(at(*end)..at(*end)), new.clone()))
        .collect()
}

fn set_alt(source: &Source, index: usize, alt: &str) -> Result<Source, Refusal> {
    let mut expected = outline(source);
    let Some(photo) = expected.photos.get_mut(index) else {
        let number = (index + 1).to_string();
        return Err(Refusal::new(Message::EditNoSuchPhoto { number }));
    };
    let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
    let span = photo.alt_span;
    if photo.alt == alt {
        return source.with_text(source.text.clone());
    }
    let escapes = ["\\[]", "\\[]*_`<>&~|!#"];
    let candidates = escapes.map(|special| {
        let escape = |c: char| {
            let slash = special.contains(c).then_some('\\');
            slash.into_iter().chain([c])
        };
        (span, alt.chars().flat_map(escape).collect())
    });
    let target = photo.target.clone();
    photo.alt.clone_from(&alt);
    first_exact(source, &expected, candidates.to_vec(), &target)
}

/// Makes the first replacement after which the body has exactly the expected headings and photos.
fn first_exact(
    source: &Source,
    expected: &Outline,
    candidates: Vec<(Span, String)>,
    name: &str,
) -> Result<Source, Refusal> {
    for (span, new) in candidates {
        let mut text = source.text.clone();
        text.replace_range(span.start..span.end, &new);
        let changed = source.with_text(text)?;
        if same_outline(&outline(&changed), expected) {
            return Ok(changed);
        }
    }
    let key = name.to_owned();
    Err(Refusal::new(Message::EditNotExact { key }))
}

/// Whether both have the same headings and photos, wherever they are.
fn same_outline(a: &Outline, b: &Outline) -> bool {
    let headings = a
        .headings
        .iter()
        .map(|one| (one.level, &one.title, &one.id, one.kind));
    let others = b
        .headings
        .iter()
        .map(|one| (one.level, &one.title, &one.id, one.kind));
    let photos = a.photos.iter().map(|one| (&one.alt, &one.target));
    let other_photos = b.photos.iter().map(|one| (&one.alt, &one.target));
    headings.eq(others) && photos.eq(other_photos)
}
