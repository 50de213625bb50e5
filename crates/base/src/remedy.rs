//! Hints that belong to a message wherever it is reported.
//!
//! A hint that depends on the place, such as the likely word, is given where the error is found. An
//! error without one gets the remedy of its message, so that no error is a dead end.

use crate::diagnostic::Diagnostic;
use crate::message::Message;

/// Adds the remedy of its message to each error that has no hint.
pub fn add_remedies(diagnostics: &mut [Diagnostic]) {
    let errors = diagnostics.iter_mut();
    for error in errors.filter(|error| error.is_error() && error.hints.is_empty()) {
        error.hints.extend(remedy(&error.message));
    }
}

/// Returns what to do about an error. `None` if its text says so, or if only the place shows it.
fn remedy(message: &Message) -> Option<Message> {
    use Message as M;
    Some(match message {
        M::FileTooLarge { .. } => M::FileTooLargeHint,
        M::NotAFile => M::NotAFileHint,
        M::YamlDuplicateKey { .. } => M::YamlDuplicateKeyHint,
        M::YamlTooDeep | M::YamlTooMany | M::YamlSecondDocument | M::FrontMatterTooLong { .. } => {
            M::FrontMatterTooMuchHint
        }
        M::NotText { key } => M::NotTextHint { key: key.clone() },
        M::MissingKey { key } | M::BlankValue { key } => M::MissingKeyHint { key: key.clone() },
        M::TitleTooLong { .. } => M::TitleTooLongHint,
        M::SizeTooSmall { .. } => M::SizeTooSmallHint,
        M::DuplicateTopicSlug { .. } | M::DuplicateTopicName { .. } => M::DuplicateTopicHint,
        M::ShortLabelTooLong { .. } => M::ShortLabelTooLongHint,
        M::DuplicateOfficialDocument { .. } => M::DuplicateOfficialDocumentHint,
        M::BadSlug { .. } => M::BadSlugHint,
        M::BrokenLink { .. } => M::BrokenLinkHint,
        M::BrokenAnchor { .. } => M::BrokenAnchorHint,
        M::LessonNested => M::LessonNestedHint,
        M::LessonOutsideReport => M::LessonOutsideReportHint,
        M::LessonWithoutTitle => M::LessonWithoutTitleHint,
        M::LessonEmpty => M::LessonEmptyHint,
        M::DuplicateId { .. } => M::DuplicateIdHint,
        M::BodyTooDeep | M::TooManyColumns | M::TooMuchOutput => M::BodyTooComplexHint,
        M::UnknownPlace { .. } => M::UnknownPlaceHint,
        M::UnknownPlan { .. } => M::UnknownPlanHint,
        M::UnknownLesson { .. } => M::UnknownLessonHint,
        M::UnknownRecord { .. } => M::UnknownRecordHint,
        M::DuplicateBatch { .. } => M::DuplicateBatchHint,
        M::BatchTimeReversed => M::DatesReversedHint,
        M::UnknownTheme { .. } => M::UnknownThemeHint,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;
    use crate::path::SourcePath;

    #[test]
    fn only_errors_without_a_hint_get_a_remedy() {
        let path = SourcePath::new("content/pages/a.md").expect("a path");
        let found = || Message::LessonEmpty;
        let mut diagnostics = [
            Diagnostic::error(Place::file(&path), found()),
            Diagnostic::error(Place::file(&path), found()).hint(Message::ReasonHint),
            Diagnostic::warning(Place::file(&path), found()),
        ];
        add_remedies(&mut diagnostics);
        let hints = diagnostics.map(|diagnostic| diagnostic.hints);
        let expected = [
            vec![Message::LessonEmptyHint],
            vec![Message::ReasonHint],
            vec![],
        ];
        assert_eq!(hints, expected);
    }
}
