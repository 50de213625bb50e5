//! The pages of the desk.

mod edit;

use std::fmt::Write as _;

pub(crate) use edit::edit;

use serde_json::{Value, json};

use ssg_base::message::Language;
use ssg_base::path::SourcePath;
use ssg_content::document::{DocumentKind, url_of};
use ssg_content::html::escape;
use ssg_content::settings::{SETTINGS_PATH, TOPICS_PATH, topics_path};

use crate::Desk;
use crate::html::{Screen, data_block, percent_encode};
use crate::labels::Label;
use crate::new;
use crate::open_site::OpenSite;
use crate::records::{self, OverdueBatch, Record, State};
use crate::targets;

/// The texts that the script of the list shows.
const ARCHIVE_LABELS: &[Label] = &[
    Label::Draft,
    Label::Ready,
    Label::Published,
    Label::Withdrawn,
    Label::Kind,
    Label::Council,
    Label::Date,
    Label::ShowState,
    Label::Problems,
    Label::Errors,
    Label::Warnings,
    Label::NoProblems,
    Label::ChangesWait,
    Label::UnsavedHere,
];

/// The list of all records.
pub(crate) fn archive(desk: &Desk, site: &OpenSite) -> String {
    let language = site.language;
    let text = |label: Label| label.text(language);
    let records = records::list(site);
    let mut body = format!("<h1>{}</h1>\n", text(Label::Archive));
    let rows: Vec<Value> = records.iter().map(|record| row(record, language)).collect();
    body.push_str(&data_block("rows", &rows.into()));
    write_overdue(&mut body, &records::overdue(site), language);
    write_filter(&mut body, language);
    let _ = writeln!(
        body,
        "<p id=\"count\"><span>{}</span> {}</p>",
        records.len(),
        text(Label::RecordCount)
    );
    if records.is_empty() {
        let _ = writeln!(body, "<p>{}</p>", text(Label::NoRecords));
    } else {
        let heads = [
            Label::Title,
            Label::Kind,
            Label::Council,
            Label::Date,
            Label::ShowState,
            Label::Problems,
        ];
        let heads: Vec<String> = heads
            .iter()
            .map(|head| format!("<th scope=\"col\">{}</th>", text(*head)))
            .collect();
        let heads = heads.concat();
        let _ = writeln!(
            body,
            "<table id=\"records\"><thead><tr>{heads}</tr></thead>\n<tbody></tbody></table>\n<p><button type=\"button\" id=\"more\" hidden>{}</button></p>",
            text(Label::MoreRecords)
        );
    }
    let listed = |path: &SourcePath| records.iter().any(|record| record.path == *path);
    let other = site.diagnostics.iter().filter(|found| {
        found.is_error()
            && found
                .place
                .as_ref()
                .is_none_or(|place| !listed(&place.path))
    });
    let other: Vec<String> = other
        .map(|found| {
            let place = found.place.as_ref().map_or("", |place| place.path.as_str());
            let message = found.message.text(language);
            format!(
                "<li>{} <code>{}</code></li>",
                escape(&message),
                escape(place)
            )
        })
        .collect();
    if !other.is_empty() {
        let _ = writeln!(
            body,
            "<h2>{}</h2>\n<ul class=\"errors\">{}</ul>",
            text(Label::OtherProblems),
            other.concat()
        );
    }
    let _ = writeln!(
        body,
        "<p class=\"settings\"><a href=\"/edit?path={SETTINGS_PATH}\">{}</a>",
        text(Label::SiteSettings),
    );
    let topics = topics_path();
    if site.server.text(&topics).is_some() {
        let _ = writeln!(
            body,
            " · <a href=\"/edit?path={TOPICS_PATH}\">{}</a>",
            text(Label::Topics)
        );
    }
    body.push_str("</p>\n");
    let screen = Screen {
        language,
        title: text(Label::Archive),
        current: Some(Label::Archive),
        body: &body,
        script: "archive.js",
        imports: &[],
        labels: ARCHIVE_LABELS,
    };
    screen.write(desk)
}

/// The batches whose reports are overdue, each with a link to its plan. Nothing if there are none.
fn write_overdue(body: &mut String, overdue: &[OverdueBatch], language: Language) {
    if overdue.is_empty() {
        return;
    }
    let text = |label: Label| label.text(language);
    let _ = writeln!(
        body,
        "<details id=\"overdue\" class=\"notice\"><summary>{}: {}</summary><ul>",
        text(Label::OverdueReports),
        overdue.len()
    );
    for batch in overdue {
        let _ = writeln!(
            body,
            "<li><a href=\"/edit?path={}\">{}</a>, {} {}: {} {}</li>",
            percent_encode(batch.plan.as_str()),
            escape(&batch.title),
            text(Label::Batch),
            batch.number,
            batch.days,
            text(Label::DaysOverdue),
        );
    }
    body.push_str("</ul></details>\n");
}

fn write_filter(body: &mut String, language: Language) {
    let text = |label: Label| label.text(language);
    let states = [
        State::Draft,
        State::Ready,
        State::Published,
        State::Withdrawn,
    ];
    let states: Vec<String> = states
        .iter()
        .map(|state| {
            format!(
                "<option value=\"{}\">{}</option>",
                state.name(),
                text(state.label())
            )
        })
        .collect();
    let states = states.concat();
    let _ = writeln!(
        body,
        "<div class=\"filter\" role=\"search\"><p><label for=\"search\">{search}</label>\
         <input id=\"search\" type=\"search\" autocomplete=\"off\" aria-describedby=\"search-hint\">\
         <small id=\"search-hint\">{hint}</small></p>\
         <p><label for=\"state\">{state}</label><select id=\"state\"><option value=\"\">{all}</option>\
         {states}<option value=\"errors\">{errors}</option></select></p></div>",
        search = text(Label::Search),
        hint = text(Label::SearchHint),
        state = text(Label::ShowState),
        all = text(Label::AllStates),
        errors = text(Label::WithErrors),
    );
}

/// A record for the script that shows it. A browser lays out thousands of rows in seconds, so that the
/// script makes only those that are shown.
fn row(record: &Record, language: Language) -> Value {
    let kind = match record.kind {
        DocumentKind::Report => Label::Report,
        DocumentKind::Plan => Label::Plan,
        DocumentKind::Page => Label::OtherPage,
    };
    json!({
        "path": record.path.as_str(),
        "address": url_of(&record.path).map(|url| url.to_string()),
        "title": record.title,
        "kind": kind.text(language),
        "council": record.council,
        "date": record.date,
        "state": record.state.name(),
        "errors": record.errors,
        "warnings": record.warnings,
    })
}

/// Adding records: from files, or empty.
pub(crate) fn new(desk: &Desk, language: Language) -> String {
    let text = |label: Label| label.text(language);
    let councils = new::council_names(&desk.settings.folder);
    let only = match &*councils {
        [only] => escape(only),
        _ => String::new(),
    };
    let councils: Vec<String> = councils
        .iter()
        .map(|name| format!("<option value=\"{}\"></option>", escape(name)))
        .collect();
    let field = |id: &str, label: Label, value: &str, more: &str, hint: Option<Label>| {
        let hint = hint.map_or_else(String::new, |hint| {
            format!("<small id=\"{id}-hint\">{}</small>", text(hint))
        });
        let described = if hint.is_empty() {
            String::new()
        } else {
            format!(" aria-describedby=\"{id}-hint\"")
        };
        format!(
            "<p><label for=\"{id}\">{}</label><input id=\"{id}\" autocomplete=\"off\" value=\"{value}\"{more}{described}>{hint}</p>\n",
            text(label)
        )
    };
    let body = format!(
        "<h1>{new}</h1>\n<section aria-labelledby=\"from-file\"><h2 id=\"from-file\">{from_file}</h2>\n\
         <div id=\"drop\"><label for=\"files\">{drop}</label><input id=\"files\" type=\"file\" multiple aria-describedby=\"files-hint\">\
         <small id=\"files-hint\">{drop_hint}</small></div>\n<div id=\"results\"></div></section>\n\
         <section class=\"form\" aria-labelledby=\"empty\"><h2 id=\"empty\">{empty}</h2>\n\
         <p><label for=\"kind\">{kind}</label><select id=\"kind\"><option value=\"report\">{report}</option>\
         <option value=\"plan\">{plan}</option><option value=\"page\">{page}</option></select></p>\n\
         {title}<div id=\"trip\">{council}<datalist id=\"councils\">{councils}</datalist>{first}{last}</div>\n\
         <p id=\"failure\" class=\"notice\" role=\"alert\" hidden></p>\n\
         <p><button type=\"button\" id=\"create\" class=\"primary\">{create}</button></p></section>\n",
        new = text(Label::New),
        from_file = text(Label::FromFile),
        drop = text(Label::DropHere),
        drop_hint = text(Label::DropHint),
        empty = text(Label::EmptyRecord),
        kind = text(Label::Kind),
        report = text(Label::Report),
        plan = text(Label::Plan),
        page = text(Label::OtherPage),
        title = field("title", Label::Title, "", " required", None),
        council = field("council", Label::Council, &only, " list=\"councils\"", None),
        councils = councils.concat(),
        first = field(
            "from",
            Label::FirstDay,
            "",
            " required",
            Some(Label::DayHint)
        ),
        last = field("to", Label::LastDay, "", "", Some(Label::LastDayHint)),
        create = text(Label::CreateRecord),
    );
    let labels = [
        Label::Importing,
        Label::ImportedAs,
        Label::OpenDraft,
        Label::ToLookAt,
        Label::ImportAgain,
        Label::Year,
        Label::Cleared,
    ];
    let screen = Screen {
        language,
        title: text(Label::New),
        current: Some(Label::New),
        body: &body,
        script: "new.js",
        imports: &[],
        labels: &labels,
    };
    screen.write(desk)
}

/// What publishing would change, and the button that does it.
pub(crate) fn publish(desk: &Desk, language: Language) -> String {
    let text = |label: Label| label.text(language);
    let settings = new::site_settings(&desk.settings.folder);
    let targets: Vec<String> = targets::names(&settings.publish_to)
        .into_iter()
        .map(|name| format!("<li><code>{}</code></li>", escape(name)))
        .collect();
    let targets = if targets.is_empty() {
        String::new()
    } else {
        format!(
            "<p>{}</p>\n<ul id=\"targets\">{}</ul>\n",
            text(Label::AlsoTo),
            targets.concat()
        )
    };
    let body = format!(
        "<h1>{}</h1>\n<div class=\"bar\"><button type=\"button\" id=\"publish\" class=\"primary\" disabled>{}</button>\
         <span id=\"state\" role=\"status\">{}</span></div>\n{targets}<div id=\"result\"></div>\n<div id=\"changes\"></div>\n",
        text(Label::Publish),
        text(Label::PublishNow),
        text(Label::Computing),
    );
    let labels = [
        Label::UnsavedPublishing,
        Label::WhatChanges,
        Label::Computing,
        Label::ListingPages,
        Label::NoRecordChanges,
        Label::NothingToPublish,
        Label::FirstTime,
        Label::Added,
        Label::Changed,
        Label::Removed,
        Label::AllPages,
        Label::MorePages,
        Label::OtherFiles,
        Label::Blocked,
        Label::Publishing,
        Label::PublishedNow,
        Label::PublishedIn,
        Label::AddressOfSite,
        Label::NoAddress,
        Label::WriteAddress,
        Label::SeePages,
        Label::CopiedTo,
        Label::NotCopiedTo,
        Label::FixIt,
        Label::Problems,
    ];
    let screen = Screen {
        language,
        title: text(Label::Publish),
        current: Some(Label::Publish),
        body: &body,
        script: "publish.js",
        imports: &[],
        labels: &labels,
    };
    screen.write(desk)
}

/// The question for the particulars of a new site.
pub(crate) fn create(desk: &Desk, language: Language) -> String {
    let text = |label: Label| label.text(language);
    let folder = desk.settings.folder.display().to_string();
    let field = |id: &str, label: Label, value: &str, is_required: bool| {
        let required = if is_required {
            " required aria-required=\"true\""
        } else {
            ""
        };
        let value = escape(value);
        format!(
            "<p><label for=\"{id}\">{}</label><input id=\"{id}\" autocomplete=\"off\" value=\"{value}\"{required}></p>\n",
            text(label)
        )
    };
    let body = format!(
        "<h1>{}</h1>\n<p>{} <code>{}</code></p>\n<div class=\"form\">{}{}{}\
         <p><button type=\"button\" id=\"create\" class=\"primary\">{}</button></p></div>\n",
        text(Label::CreateSite),
        text(Label::CreateSiteIntro),
        escape(&folder),
        field(
            "title",
            Label::SiteTitle,
            text(Label::SiteTitleDefault),
            true
        ),
        field("council", Label::SiteCouncil, "", false),
        field("province", Label::SiteProvince, "", false),
        text(Label::Create),
    );
    let screen = Screen {
        language,
        title: text(Label::CreateSite),
        current: None,
        body: &body,
        script: "create.js",
        imports: &[],
        labels: &[Label::Required, Label::SiteTitle],
    };
    screen.write(desk)
}

pub(crate) fn not_found(desk: &Desk, language: Language) -> String {
    let text = |label: Label| label.text(language);
    let title = text(Label::NotFound);
    let body = format!(
        "<h1>{title}</h1>\n<p><a href=\"/\">{}</a></p>\n",
        text(Label::BackToArchive)
    );
    let screen = Screen {
        language,
        title,
        current: None,
        body: &body,
        script: "desk.js",
        imports: &[],
        labels: &[],
    };
    screen.write(desk)
}
