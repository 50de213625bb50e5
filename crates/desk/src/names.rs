//! The names that a text of the form may be: councils, batches, lessons, records, provinces, files.

use ssg_archive::{Archive, LessonId, record_name};
use ssg_base::path::SourcePath;
use ssg_content::attachment::{Attachment, size_in_words};
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::gazetteer::{Gazetteer, Resolution, UnitId, Vintage};
use ssg_vietnam::text::collation_key;

use crate::labels::Label;
use crate::open_site::OpenSite;

/// A name as the file has it, and what it is called; empty where the name says it.
type Name = (String, String);

/// The names of one kind, in the order in which people look for them: the newest records first,
/// others by the alphabet. `None` for an unknown kind. `day` is the day of the trip as it is written:
/// provinces are those of that day, or of all times if it is no day.
pub(crate) fn names(site: &OpenSite, of: &str, day: &str) -> Option<Vec<Name>> {
    let archive = site.server.compiler().archive();
    let list: fn(&Archive) -> Vec<Name> = match of {
        "province" => return Some(provinces(day)),
        "council" => councils,
        "batch" => batches,
        "lesson" => lessons,
        "record" => records,
        _ => return None,
    };
    Some(archive.map(list).unwrap_or_default())
}

fn provinces(day: &str) -> Vec<Name> {
    let day = PartialDate::parse(day).ok().and_then(|date| date.day());
    let gazetteer = Gazetteer::get();
    let existed = |id: UnitId, name: &str| {
        day.is_none_or(
            |day| matches!(gazetteer.resolve(name, day), Resolution::Found(found) if found == id),
        )
    };
    let vintages = [Vintage::Earlier, Vintage::Former, Vintage::Current].into_iter();
    let units = vintages.flat_map(|vintage| gazetteer.units(vintage));
    let units = units.filter(|(id, unit)| existed(*id, unit.name()));
    let mut names: Vec<String> = units.map(|(_, unit)| unit.name().to_owned()).collect();
    names.sort_by_cached_key(|name| collation_key(name));
    names.dedup();
    names
        .into_iter()
        .map(|name| (name, String::new()))
        .collect()
}

/// Those of the settings and those that records name.
fn councils(archive: &Archive) -> Vec<Name> {
    let declared = archive.site.councils.iter();
    let declared = declared.map(|council| &*council.name.value);
    let named = archive.councils.iter().map(|council| &*council.name);
    let mut names: Vec<&str> = declared.chain(named).collect();
    names.sort_by_cached_key(|name| collation_key(name));
    names.dedup();
    let names = names.into_iter();
    names.map(|name| (name.to_owned(), String::new())).collect()
}

fn batches(archive: &Archive) -> Vec<Name> {
    let plans = archive.plans.iter();
    let batches = plans.flat_map(|plan| {
        let base = record_name(&plan.document.url);
        plan.programme().batches.iter().map(move |batch| {
            let number = batch.number.value;
            let label = [&*plan.document.record.title, &*batch.theme, &*batch.time];
            let label: Vec<&str> = label.into_iter().filter(|part| !part.is_empty()).collect();
            (format!("{base}/{number}"), label.join(" · "))
        })
    });
    batches.collect()
}

fn lessons(archive: &Archive) -> Vec<Name> {
    let lessons = (0..archive.lessons.len()).map(LessonId::new);
    let lessons = lessons.map(|id| {
        let url = archive.lesson_url(id);
        (record_name(&url), archive.lesson(id).title.clone())
    });
    lessons.collect()
}

fn records(archive: &Archive) -> Vec<Name> {
    let documents = archive.documents();
    let names = documents.map(|one| (record_name(&one.url), one.record.title.clone()));
    names.collect()
}

/// The files beside the record at `record` that may be published with it, each with its size and,
/// if it is a PDF, its pages.
pub(crate) fn files(site: &OpenSite, record: &SourcePath) -> Vec<Name> {
    let archive = site.server.compiler().archive().into_iter();
    let files = archive.flat_map(|archive| archive.files_beside(record));
    let names = files.map(|(path, details)| {
        let size = details.map(|details| size_in_words(details.size));
        let pages = details.and_then(Attachment::page_count);
        let pages = pages.map(|count| format!("{count} {}", Label::PdfPages.text(site.language)));
        let label: Vec<String> = size.into_iter().chain(pages).collect();
        (path.file_name().to_owned(), label.join(", "))
    });
    names.collect()
}
