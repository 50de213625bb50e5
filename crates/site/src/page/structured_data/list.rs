//! The entries of list pages.

use std::borrow::Cow;

use super::{Builder, Item, ItemList};
use crate::page::part::page_range;
use crate::page::provinces;
use crate::route::{self, Route};
use ssg_archive::{IndexEntry, LeadId, PairEntry, PlanId, ReportId};
use ssg_base::path::UrlPath;

impl<'a> Builder<'a> {
    /// The list on the page of `route`; `None` if it is no list.
    pub(super) fn list(self, route: &Route) -> Option<ItemList> {
        let archive = self.archive;
        let list = match route {
            Route::Reports(number) => self.reports(archive.all_reports(), *number),
            Route::Year(year, number) => self.index(archive.indexes.by_year.get(year), *number),
            Route::Province(unit, number) => {
                self.index(archive.indexes.by_province.get(unit), *number)
            }
            Route::Topic(topic, number) => self.index(archive.indexes.by_topic.get(topic), *number),
            Route::ProvinceTopic(unit, topic, number) => {
                let pair = &archive.indexes.by_province_and_topic[&(*unit, *topic)];
                self.pair(pair, *number)
            }
            Route::TopicYear(topic, year, number) => {
                let pair = &archive.indexes.by_topic_and_year[&(*topic, *year)];
                self.pair(pair, *number)
            }
            Route::Council(id, number) => self.reports(&archive.council(*id).reports, *number),
            Route::Lead(id, number) => self.reports(&archive.leads[id.index()].reports, *number),
            Route::Lessons(kind, number) => {
                self.rows(archive.lessons_of_kind(*kind), *number, |&id| {
                    Cow::Owned(archive.lesson_url(id))
                })
            }
            Route::SubjectLessons(subject, kind, number) => {
                let lessons = subject.lessons(archive, *kind);
                self.rows(&lessons, *number, |&id| Cow::Owned(archive.lesson_url(id)))
            }
            Route::LessonsUsed(number) => {
                self.rows(archive.lessons_by_use(), *number, |&(id, _)| {
                    Cow::Owned(archive.lesson_url(id))
                })
            }
            Route::Plans(number) => {
                let all: Vec<_> = (0..archive.plans.len()).map(PlanId::new).collect();
                self.rows(&all, *number, |&id| {
                    Cow::Borrowed(&archive.plan(id).document.url)
                })
            }
            Route::Log(number) => self.rows(archive.log(), *number, |entry| {
                Cow::Borrowed(&entry.document.url)
            }),
            Route::Leads(number) => self.leads(*number),
            _ => self.entries(overview(self, route)?),
        };
        Some(list)
    }

    fn index(self, index: Option<&'a IndexEntry>, number: usize) -> ItemList {
        self.reports(index.map_or(&[], |index| &index.reports), number)
    }

    /// The records of the rows of a pair.
    fn pair(self, pair: &PairEntry, number: usize) -> ItemList {
        let archive = self.archive;
        let lessons = pair.lessons.iter().map(|&id| archive.lesson_url(id));
        let visits = pair.visits.iter();
        let visits = visits.map(|&visit| archive.report(visit.report).document.url.clone());
        let all: Vec<UrlPath> = lessons.chain(visits).collect();
        self.rows(&all, number, Cow::Borrowed)
    }

    fn reports(self, ids: &'a [ReportId], number: usize) -> ItemList {
        self.rows(ids, number, |&id| {
            Cow::Borrowed(&self.archive.report(id).document.url)
        })
    }

    /// The leads of a page, grouped by council as the page shows them.
    fn leads(self, number: usize) -> ItemList {
        let leads = &self.archive.leads;
        let range = page_range(self.archive, leads.len(), number);
        let mut on_page: Vec<_> = range.clone().map(LeadId::new).collect();
        on_page.sort_by_key(|id| leads[id.index()].council);
        let urls = on_page.iter().map(|&id| route::lead_url(self.archive, id));
        self.items(urls, leads.len(), range.start)
    }

    /// The rows on page `number` of a list.
    fn rows<'r, T>(
        self,
        rows: &'r [T],
        number: usize,
        url: impl Fn(&'r T) -> Cow<'r, UrlPath>,
    ) -> ItemList {
        let range = page_range(self.archive, rows.len(), number);
        let urls = rows[range.clone()].iter().map(url);
        self.items(urls, rows.len(), range.start)
    }

    /// The entries of an overview, all on one page.
    fn entries(self, urls: Vec<UrlPath>) -> ItemList {
        let total = urls.len();
        self.items(urls.into_iter(), total, 0)
    }

    /// Entries of a list of `total`, after `before` ones on earlier pages.
    fn items(
        self,
        urls: impl Iterator<Item: std::borrow::Borrow<UrlPath>>,
        total: usize,
        before: usize,
    ) -> ItemList {
        let items = urls.zip(before + 1..).map(|(url, position)| Item {
            position,
            url: self.iri(std::borrow::Borrow::borrow(&url)),
        });
        ItemList {
            items: items.collect(),
            number_of_items: total,
        }
    }
}

/// The entries of an overview; `None` if the page is none.
fn overview(builder: Builder<'_>, route: &Route) -> Option<Vec<UrlPath>> {
    let archive = builder.archive;
    let urls = match route {
        Route::Years => {
            let years = archive.indexes.by_year.keys().rev();
            years.map(|&year| route::year_url(year)).collect()
        }
        Route::Provinces => {
            let regions = provinces::by_region().into_iter();
            let units = regions.flat_map(|(_, units)| units);
            units.map(|(unit, _)| route::province_url(unit)).collect()
        }
        Route::Topics => {
            let groups = archive.vocabulary.groups().iter();
            let topics = groups.flat_map(|group| archive.vocabulary.topics_of(group));
            topics
                .map(|(topic, _)| route::topic_url(archive, topic))
                .collect()
        }
        Route::Councils => {
            let councils = archive.councils.iter();
            councils.map(|council| council.url.clone()).collect()
        }
        _ => return None,
    };
    Some(urls)
}
