//! The JSON of a record: its front matter, typed and resolved, and the digests of its source and its
//! page. The body is in `index.md` in the same folder.

use serde_json::{Map, Value, json};

use crate::route::Route;
use crate::table::{batch_name, current_slugs, full_address, topic_slugs};
use ssg_archive::{Archive, LessonId, RecordAttachment, cost_per_person_and_day, record_name};
use ssg_base::digest::Digest;
use ssg_content::document::{
    AnswerState, AttachmentKind, Document, Evidence, Head, OfficialDocument, Person, Programme,
    Reference, ReferenceRole, Stop, StopKind, Trip, UseOutcome, Vetting, VettingDecision,
};
use ssg_content::vocabulary::TopicId;
use ssg_pdf::Pdf;
use ssg_vietnam::date::{PartialDate, Period};
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};

/// The JSON of the record at `route`. `page` is the digest of its HTML.
pub(super) fn json(archive: &Archive, route: &Route, document: &Document, page: Digest) -> Vec<u8> {
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| {
        let is_blank = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            _ => false,
        };
        if !is_blank {
            object.insert(key.into(), value);
        }
    };
    let record = &document.record;
    put("id", record_name(&document.url).into());
    put("url", full_address(archive, &document.url).into());
    put("title", record.title.as_str().into());
    put("summary", record.summary.as_str().into());
    put("topics", topics(archive, &record.topics));
    put("published", archive.published(document).iso().into());
    put("updated", archive.last_changed(document).iso().into());
    let updates = record.updates.iter().map(|update| {
        let by = if update.by_editor {
            "editor"
        } else {
            "council"
        };
        json!({"date": update.date.iso(), "note": update.note, "by": by})
    });
    put("updates", updates.collect());
    put(
        "document",
        record.document.as_ref().map_or(Value::Null, official),
    );
    put(
        "references",
        record.references.iter().map(reference).collect(),
    );
    let uses = record.uses.iter().filter_map(|use_| {
        let lesson = archive.find_lesson(&use_.lesson.value)?;
        let mut value = json!({
            "lesson": record_name(&archive.lesson_url(lesson)),
            "outcome": use_.outcome.map(outcome),
            "date": use_.date.map(|date| date.iso()),
            "note": use_.note,
        });
        if !use_.evidence.is_empty() {
            value["evidence"] = evidence(archive, &use_.evidence);
        }
        Some(value)
    });
    put("uses", uses.collect());
    let attachments = archive.attachments_of(document).into_iter();
    put(
        "attachments",
        attachments.map(|one| attachment(archive, one)).collect(),
    );
    let council = match route {
        Route::Report(id) => archive.report(*id).council,
        Route::Plan(id) => archive.plan(*id).council,
        _ => None,
    };
    put(
        "council",
        council.map_or(Value::Null, |id| archive.council(id).name.as_str().into()),
    );
    match (&document.head, route) {
        (Head::Report(trip), Route::Report(id)) => {
            put("kind", "report".into());
            put_trip(&mut put, archive, trip);
            let report = archive.report(*id);
            let plan = report.batch.map(|(plan, at)| batch_name(archive, plan, at));
            put("plan", plan.into());
            put(
                "lessons",
                report.lessons().map(|id| lesson(archive, id)).collect(),
            );
        }
        (Head::Plan(programme), Route::Plan(id)) => {
            put("kind", "plan".into());
            put("year", archive.plan(*id).year.into());
            put_programme(&mut put, archive, programme);
        }
        _ => put("kind", "page".into()),
    }
    put(
        "source",
        json!({"url": "index.md", "sha256": document.source.published_digest.to_string()}),
    );
    put(
        "page",
        json!({"url": "index.html", "sha256": page.to_string()}),
    );
    (Value::Object(object).to_string() + "\n").into_bytes()
}

fn put_trip(put: &mut impl FnMut(&str, Value), archive: &Archive, trip: &Trip) {
    put("dates", period(trip.dates));
    put("size", trip.size.into());
    put("lead", trip.lead.as_ref().map_or(Value::Null, person));
    put("deputies", trip.deputies.iter().map(person).collect());
    put("members", trip.members.iter().map(person).collect());
    let on = |stop: &Stop| stop.dates.map_or(trip.dates.from(), |dates| dates.from());
    let stops = trip.stops.iter().map(|stop| {
        let province = stop.area.province();
        let name = |unit: UnitId| Gazetteer::get().unit(unit).name_on(on(stop));
        let kind = match stop.kind {
            StopKind::Visit => "visit",
            StopKind::Meeting => "meeting",
            StopKind::Transit => "transit",
        };
        without_blanks(json!({
            "province": province.map(name),
            "province_now": province.map(current_slug),
            "country": stop.area.country().map(|country| country.country().code()),
            "place": stop.place,
            "dates": stop.dates.map(period),
            "kind": kind,
            "when": stop.when,
            "host": stop.host,
            "present": stop.present.iter().map(person).collect::<Vec<_>>(),
            "subject": stop.subject,
            "topics": topics(archive, &stop.topics),
            "inferred": if stop.inferred { Value::Bool(true) } else { Value::Null },
        }))
    });
    put("locations", stops.collect());
    let cost = trip.cost.as_ref().map(|cost| {
        let lines = cost.lines.iter().map(|line| {
            without_blanks(json!({
                "item": line.item,
                "amount": line.amount,
                "note": line.note,
            }))
        });
        without_blanks(json!({
            "amount": cost.total(),
            "currency": cost.currency,
            "source": cost.source,
            "planned": cost.planned,
            "lines": lines.collect::<Vec<_>>(),
            "per_person_day": cost_per_person_and_day(trip),
        }))
    });
    put("cost", cost.into());
    let answers = trip.answers.iter().map(|answer| {
        without_blanks(json!({
            "lesson": answer.lesson.value,
            "to": answer.to,
            "due": answer.due.map(|due| due.iso()),
            "state": answer.state.map(AnswerState::code),
            "date": answer.date.map(|date| date.iso()),
            "document": answer.document,
            "note": answer.note,
            "evidence": evidence(archive, &answer.evidence),
        }))
    });
    put("answers", answers.collect());
    put("assessment", trip.assessment.clone().into());
}

fn put_programme(put: &mut impl FnMut(&str, Value), archive: &Archive, programme: &Programme) {
    let batches = programme.batches.iter().map(|batch| {
        let stops = batch.provinces.iter().map(|stop| {
            without_blanks(json!({
                "province": stop.area.province().map(|unit| Gazetteer::get().unit(unit).name()),
                "province_now": stop.area.province().map(current_slug),
                "country": stop.area.country().map(|country| country.country().code()),
                "place": stop.place,
                "subject": stop.subject,
                "topics": topics(archive, &stop.topics),
            }))
        });
        without_blanks(json!({
            "number": batch.number.value,
            "theme": batch.theme,
            "time": batch.time,
            "dates": batch.period.map(period),
            "transport": batch.transport,
            "provinces": stops.collect::<Vec<_>>(),
            "topics": topics(archive, &batch.topics),
            "cancelled": batch.cancelled,
            "vetting": batch.vetting.as_ref().map(vetting),
        }))
    });
    put("batches", batches.collect());
    put("basis", programme.basis.clone().into());
    put("purpose", programme.purpose.clone().into());
    put("requirements", programme.requirements.clone().into());
    let composition = &programme.composition;
    let roles = composition.roles.iter();
    let roles = roles.map(|(role, who)| json!({"role": role, "who": who}));
    let composition = without_blanks(json!({
        "min": composition.min,
        "max": composition.max,
        "roles": roles.collect::<Vec<_>>(),
    }));
    if composition
        .as_object()
        .is_some_and(|object| !object.is_empty())
    {
        put("composition", composition);
    }
    put("vetting", programme.vetting.as_ref().map(vetting).into());
    let budget = programme.budget.as_ref().map(|budget| {
        without_blanks(
            json!({"source": budget.source, "year": budget.year, "amount": budget.amount}),
        )
    });
    put("budget", budget.into());
    let duties = programme.duties.iter();
    put(
        "duties",
        duties
            .map(|(who, duty)| json!({"who": who, "duty": duty}))
            .collect(),
    );
    let reporting = programme.reporting.as_ref().map(|reporting| {
        without_blanks(json!({
            "duty": reporting.duty,
            "to": reporting.to,
            "within_days": reporting.within_days,
        }))
    });
    put("reporting", reporting.into());
}

fn vetting(vetting: &Vetting) -> Value {
    let comments = vetting.comments.as_ref().map(|comments| {
        without_blanks(json!({
            "from": comments.from.map(|day| day.to_string()),
            "to": comments.to.map(|day| day.to_string()),
            "count": comments.count,
        }))
    });
    without_blanks(json!({
        "by": vetting.by,
        "decision": vetting.decision.map(VettingDecision::code),
        "number": vetting.number,
        "date": vetting.date.map(|date| date.iso()),
        "comments": comments,
        "note": vetting.note,
    }))
}

fn attachment(archive: &Archive, attachment: RecordAttachment<'_>) -> Value {
    let details = attachment.details;
    let title = Some(attachment.title).filter(|title| *title != attachment.source.file_name());
    without_blanks(json!({
        "url": full_address(archive, attachment.url),
        "title": title,
        "kind": attachment.kind.map(AttachmentKind::code),
        "language": attachment.language,
        "size": details.size,
        "sha256": details.digest.to_string(),
        "pages": details.page_count(),
        "text": details.pdf.as_ref().map(Pdf::state),
    }))
}

fn evidence(archive: &Archive, evidence: &[Evidence]) -> Value {
    let all = evidence.iter().map(|one| {
        let file = one.file.as_ref();
        let file = file.and_then(|file| archive.attachment_url(&file.value));
        without_blanks(json!({
            "title": one.title,
            "document": one.document,
            "file": file.map(|url| full_address(archive, url)),
            "url": one.url,
            "figure": one.figure,
        }))
    });
    all.collect()
}

fn lesson(archive: &Archive, id: LessonId) -> Value {
    let lesson = archive.lesson(id);
    let follow_up = archive.follow_up(id);
    let countries = archive.lesson_countries(id).into_iter();
    let countries: Vec<&str> = countries.map(|id| id.country().code()).collect();
    // Days pass without a change of the record; the state on a day is in the tables.
    let answer = follow_up.answer.and_then(|answer| answer.state);
    without_blanks(json!({
        "id": lesson.id.value,
        "url": full_address(archive, &archive.lesson_url(id)),
        "kind": lesson.kind.class(),
        "title": lesson.title,
        "topics": topics(archive, archive.lesson_topics(id)),
        "places": archive.lesson_places(id),
        "provinces": current_slugs(archive.lesson_provinces(id)),
        "countries": countries,
        "answer": answer.map(AnswerState::code),
        "due": follow_up.due.map(|due| due.iso()),
    }))
}

fn official(official: &OfficialDocument) -> Value {
    let signer = official.signer.as_ref().map(|signer| {
        without_blanks(json!({
            "authority": signer.authority,
            "on_behalf": signer.on_behalf,
            "position": signer.position,
            "name": signer.name,
        }))
    });
    without_blanks(json!({
        "type": official.kind,
        "number": official.number.as_ref().map(|number| &number.value),
        "symbol": official.symbol,
        "date": official.date.map(|date| date.iso()),
        "place": official.place,
        "addressee": official.addressee,
        "recipients": official.recipients,
        "filing": official.filing,
        "signer": signer,
    }))
}

fn reference(reference: &Reference) -> Value {
    let role = match reference.role {
        ReferenceRole::Basis => "basis",
        ReferenceRole::Plan => "plan",
        ReferenceRole::Contact => "contact",
    };
    without_blanks(json!({
        "role": role,
        "type": reference.kind,
        "number": reference.number,
        "date": reference.date.map(|date: PartialDate| date.iso()),
        "issuer": reference.issuer,
        "to": reference.to,
        "about": reference.about,
    }))
}

fn outcome(outcome: UseOutcome) -> &'static str {
    match outcome {
        UseOutcome::Applied => "applied",
        UseOutcome::Partly => "partly",
        UseOutcome::Unsuitable => "unsuitable",
    }
}

fn person(person: &Person) -> Value {
    without_blanks(json!({
        "name": person.name,
        "position": person.position,
        "honorific": person.honorific,
    }))
}

fn period(period: Period) -> Value {
    json!({"from": period.from().to_string(), "to": period.to().to_string()})
}

fn topics(archive: &Archive, topics: &[TopicId]) -> Value {
    topic_slugs(archive, topics).collect()
}

fn current_slug(unit: UnitId) -> &'static str {
    let gazetteer = Gazetteer::get();
    gazetteer.unit(gazetteer.current(unit)).slug()
}

/// Removes blank fields from an object: details that the record does not have.
fn without_blanks(mut value: Value) -> Value {
    if let Some(object) = value.as_object_mut() {
        object.retain(|_, value| match value {
            Value::Null => false,
            Value::String(text) => !text.is_empty(),
            Value::Array(items) => !items.is_empty(),
            _ => true,
        });
    }
    value
}
