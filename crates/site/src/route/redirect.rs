//! Redirects: old addresses of records and lessons.

use ssg_archive::{Archive, lesson_url};
use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_content::document::{Document, Head, Status};
use ssg_content::fields::did_you_mean;
use ssg_vietnam::text;

use super::{Route, Routes};

impl Routes {
    /// Adds a redirect from each old address, and reports those that are invalid or taken.
    pub(super) fn add_redirects(&mut self, archive: &Archive, diagnostics: &mut Vec<Diagnostic>) {
        for document in archive.documents() {
            // The text of a withdrawn record is shown nowhere, also where an old address leads to it.
            let title = match document.head {
                _ if !is_withdrawn(document) => document.record.title.clone(),
                Head::Report(_) => "Báo cáo đã rút".to_owned(),
                Head::Plan(_) => "Kế hoạch đã rút".to_owned(),
                Head::Page => "Trang đã rút".to_owned(),
            };
            for alias in &document.record.aliases {
                let place = Place::new(&document.path, alias.span);
                let is_page = alias.value.as_str().ends_with('/');
                let address = alias.value.to_string();
                if !is_page {
                    let error = Diagnostic::error(place, Message::BadAddress { found: address });
                    diagnostics.push(error.hint(Message::BadAddressHint));
                } else if self.by_url.contains_key(&alias.value) {
                    diagnostics.push(address_taken(place, address));
                } else {
                    let route = Route::Redirect(document.url.clone(), title.clone(), String::new());
                    self.insert(alias.value.clone(), route);
                }
            }
            self.add_lesson_redirects(document, &title, diagnostics);
        }
    }

    /// Adds a redirect from each old address of a report's lessons. A lesson that moved into the
    /// report's text leads to the report.
    fn add_lesson_redirects(
        &mut self,
        document: &Document,
        title: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Head::Report(trip) = &document.head else {
            return;
        };
        for (old, new) in &trip.lesson_aliases {
            let place = |span| Place::new(&document.path, span);
            let from = document.url.child(&old.value);
            let Some(from) = from.filter(|from| !self.by_url.contains_key(from)) else {
                let address = format!("{}{}/", document.url, old.value);
                diagnostics.push(address_taken(place(old.span), address));
                continue;
            };
            let lessons = &document.body.lessons;
            let lesson = lessons.iter().find(|lesson| lesson.id.value == new.value);
            let (to, title) = match lesson {
                _ if new.value.is_empty() => (document.url.clone(), title.to_owned()),
                Some(_) if is_withdrawn(document) => {
                    let url = lesson_url(&document.url, &new.value);
                    (url, "Bài học đã rút".to_owned())
                }
                Some(lesson) => (lesson_url(&document.url, &new.value), lesson.title.clone()),
                None => {
                    let ids = lessons.iter().map(|lesson| &*lesson.id.value);
                    let near = text::nearest(&new.value, ids, 3);
                    let message = Message::UnknownLesson {
                        found: new.value.clone(),
                    };
                    let error = Diagnostic::error(place(new.span), message);
                    diagnostics.push(error.hints(did_you_mean(near)));
                    continue;
                }
            };
            self.insert(from, Route::Redirect(to, title, String::new()));
        }
    }
}

/// Returns the error of a record or an old address that has the address of another page.
pub(super) fn address_taken(place: Place, address: String) -> Diagnostic {
    let message = Message::AddressTaken { address };
    Diagnostic::error(place, message).hint(Message::AddressTakenHint)
}

fn is_withdrawn(document: &Document) -> bool {
    matches!(document.record.status, Status::Withdrawn { .. })
}
