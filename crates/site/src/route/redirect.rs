//! Redirects: old addresses of records, lessons and councils.

use ssg_archive::{Archive, former_lesson_url, lesson_url};
use ssg_base::diagnostic::{Diagnostic, Place, Spanned};
use ssg_base::message::Message;
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, Head, Status};
use ssg_content::fields::did_you_mean;
use ssg_vietnam::text;

use super::{Route, Routes, councils_url, lead_url};

impl Routes {
    /// Adds a redirect from each old address, and reports those that are invalid or taken.
    pub(super) fn add_redirects(&mut self, archive: &Archive, diagnostics: &mut Vec<Diagnostic>) {
        for document in archive.documents() {
            let title = shown_title(document);
            for alias in &document.record.aliases {
                let place = Place::new(&document.path, alias.span);
                let is_page = alias.value.as_str().ends_with('/');
                let address = alias.value.to_string();
                let to = Route::Redirect(document.url.clone(), title.clone(), String::new());
                if !is_page {
                    let error = Diagnostic::error(place, Message::BadAddress { found: address });
                    diagnostics.push(error.hint(Message::BadAddressHint));
                } else if alias.value == document.url {
                    diagnostics.push(Diagnostic::warning(place, Message::OwnAddress { address }));
                } else if self.get(&alias.value) == Some(&to) {
                    let message = Message::AddressTwice { address };
                    diagnostics.push(Diagnostic::warning(place, message));
                } else if self.by_url.contains_key(&alias.value) {
                    diagnostics.push(self.address_taken(archive, place, &alias.value));
                } else {
                    self.insert(alias.value.clone(), to);
                }
            }
            self.add_lesson_redirects(archive, document, &title, diagnostics);
        }
        // An address that some record gives in full comes before one that follows from an alias.
        for document in archive.documents() {
            self.carry_lessons(document);
        }
        self.add_council_redirects(archive);
    }

    /// Adds a redirect from each old address of a report's lessons. A lesson that moved into the
    /// report's text leads to the report.
    fn add_lesson_redirects(
        &mut self,
        archive: &Archive,
        document: &Document,
        title: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Head::Report(trip) = &document.head else {
            return;
        };
        for (old, new) in &trip.lesson_aliases {
            let place = |span| Place::new(&document.path, span);
            let Some(from) = former_lesson_url(document, &old.value) else {
                diagnostics.push(bad_lesson_alias(place(old.span), document, &old.value));
                continue;
            };
            let to = match new_lesson(document, title, new) {
                Ok(to) => to,
                Err(error) => {
                    diagnostics.push(*error);
                    continue;
                }
            };
            let is_own = |id: &str| lesson_url(&document.url, id) == from;
            let mut ids = document.body.lessons.iter().map(|lesson| &*lesson.id.value);
            if let Some(id) = ids.find(|id| is_own(id)) {
                let message = Message::LessonStillThere { id: id.to_owned() };
                let error = Diagnostic::error(place(old.span), message);
                diagnostics.push(error.hint(Message::LessonStillThereHint));
            } else if self.get(&from) == Some(&to) {
                let address = from.to_string();
                let message = Message::AddressTwice { address };
                diagnostics.push(Diagnostic::warning(place(old.span), message));
            } else if self.by_url.contains_key(&from) {
                diagnostics.push(self.address_taken(archive, place(old.span), &from));
            } else {
                self.insert(from, to);
            }
        }
    }

    /// Adds a redirect from below each old address of a report to each of its lessons, under their
    /// present and their old ids.
    fn carry_lessons(&mut self, document: &Document) {
        let Head::Report(trip) = &document.head else {
            return;
        };
        let title = shown_title(document);
        let ids = document.body.lessons.iter().map(|lesson| {
            let to = lesson.id.clone();
            (lesson.id.value.clone(), to)
        });
        let old_ids = trip.lesson_aliases.iter().map(|(old, new)| {
            let id = old.value.trim_matches('/').rsplit('/').next();
            (id.unwrap_or_default().to_owned(), new.clone())
        });
        let ids: Vec<_> = ids.chain(old_ids).collect();
        for alias in &document.record.aliases {
            for (id, new) in &ids {
                if let Some(from) = alias.value.child(id).filter(|_| alias.value.is_page())
                    && !self.by_url.contains_key(&from)
                    && let Ok(to) = new_lesson(document, &title, new)
                {
                    self.insert(from, to);
                }
            }
        }
    }

    /// Adds a redirect from the old addresses of each council and of those who led its trips.
    fn add_council_redirects(&mut self, archive: &Archive) {
        for council in &archive.councils {
            for from in &council.former_urls {
                let leads = council.leads.iter().map(|&id| {
                    let lead = &archive.leads[id.index()];
                    let below = lead.url.as_str().strip_prefix(council.url.as_str());
                    let slug = below.unwrap_or_default().trim_end_matches('/');
                    (from.child(slug), lead_url(archive, id), &lead.name)
                });
                let own = (Some(from.clone()), &council.url, &council.name);
                for (from, to, title) in std::iter::once(own).chain(leads) {
                    if let Some(from) = from.filter(|from| !self.by_url.contains_key(from)) {
                        let to = Route::Redirect(to.clone(), title.clone(), String::new());
                        self.insert(from, to);
                    }
                }
            }
        }
        let all = councils_url();
        for from in &archive.former_council_urls {
            if !self.by_url.contains_key(from) {
                let to = Route::Redirect(all.clone(), "Cơ quan".to_owned(), String::new());
                self.insert(from.clone(), to);
            }
        }
    }

    /// Returns the error of a record or an old address that has the address of another page.
    pub(super) fn address_taken(
        &self,
        archive: &Archive,
        place: Place,
        url: &UrlPath,
    ) -> Diagnostic {
        let address = url.to_string();
        let owner = self.get(url).and_then(|route| match route {
            Route::Redirect(to, ..) => archive.document_at(to).map(|document| &**document),
            Route::Lesson(id) => Some(&*archive.report_of(*id).document),
            Route::Tombstone(index, _) => archive.withdrawn.get(*index).map(|document| &**document),
            other => other.document(archive),
        });
        let related = owner.map(|owner| (Place::file(&owner.path), Message::DuplicateAddressFirst));
        let mut error = Diagnostic::error(place, Message::AddressTaken { address });
        error.related.extend(related);
        error.hint(Message::AddressTakenHint)
    }
}

/// Returns the redirect to the lesson that `new` names; to the report if `new` is empty.
fn new_lesson(
    document: &Document,
    title: &str,
    new: &Spanned<String>,
) -> Result<Route, Box<Diagnostic>> {
    let lessons = &document.body.lessons;
    // The name may be written as an anchor or as a whole address.
    let id = new.value.trim_matches(['/', '#']);
    let id = id.rsplit(['/', '#']).next().unwrap_or(id);
    let lesson = lessons.iter().find(|lesson| lesson.id.value == id);
    let (to, title) = match lesson {
        _ if id.is_empty() => (document.url.clone(), title.to_owned()),
        Some(_) if is_withdrawn(document) => (
            lesson_url(&document.url, id),
            "Bài học đã thu hồi".to_owned(),
        ),
        Some(lesson) => (lesson_url(&document.url, id), lesson.title.clone()),
        None => {
            let ids = lessons.iter().map(|lesson| &*lesson.id.value);
            let near = text::nearest(id, ids, 3);
            let message = Message::UnknownLesson {
                found: new.value.clone(),
            };
            let error = Diagnostic::error(Place::new(&document.path, new.span), message);
            return Err(Box::new(error.hints(did_you_mean(near))));
        }
    };
    Ok(Route::Redirect(to, title, String::new()))
}

fn bad_lesson_alias(place: Place, document: &Document, written: &str) -> Diagnostic {
    let name = written.rsplit('/').next().and_then(text::slug);
    let name = name.unwrap_or_else(|| "bai-hoc-1".to_owned());
    let message = Message::BadLessonAlias {
        found: written.to_owned(),
    };
    let address = format!("{}{name}/", document.url);
    Diagnostic::error(place, message).hint(Message::BadLessonAliasHint { name, address })
}

/// Returns the title of a page that leads to `document`. The text of a withdrawn record is shown
/// nowhere, also where an old address leads to it.
fn shown_title(document: &Document) -> String {
    match document.head {
        _ if !is_withdrawn(document) => document.record.title.clone(),
        Head::Report(_) => "Báo cáo đã thu hồi".to_owned(),
        Head::Plan(_) => "Kế hoạch đã thu hồi".to_owned(),
        Head::Page => "Trang đã thu hồi".to_owned(),
    }
}

fn is_withdrawn(document: &Document) -> bool {
    matches!(document.record.status, Status::Withdrawn { .. })
}
