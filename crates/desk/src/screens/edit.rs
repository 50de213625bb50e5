//! The screen of one source: as a form and as text, beside its page.

use serde_json::json;

use ssg_base::message::Language;
use ssg_base::path::SourcePath;
use ssg_content::attachment;
use ssg_content::document::{Document, Status, kind_of, says_draft};
use ssg_content::html::escape;
use ssg_content::schema::Subject;
use ssg_content::settings::{SETTINGS_PATH, TOPICS_PATH};

use crate::Desk;
use crate::form::subject_of;
use crate::html::{Screen, data_block};
use crate::labels::Label;
use crate::open_site::OpenSite;
use crate::records::PublishedAddresses;
use crate::save::LoadedSource;

/// The texts that the scripts show.
const LABELS: &[Label] = &[
    Label::AddPhoto,
    Label::AddRow,
    Label::AsText,
    Label::Bold,
    Label::Cancel,
    Label::Caution,
    Label::ChangedElsewhere,
    Label::ChooseFile,
    Label::DropRefused,
    Label::KeepBothFiles,
    Label::NotSavedYet,
    Label::NotWritten,
    Label::ReplaceFile,
    Label::Restore,
    Label::SolveFirst,
    Label::Confirm,
    Label::DropRestored,
    Label::Errors,
    Label::FileGone,
    Label::Heading,
    Label::HidePreview,
    Label::Italic,
    Label::Item,
    Label::KeepYours,
    Label::LessonKind,
    Label::List,
    Label::MoreFields,
    Label::MoveDown,
    Label::MoveUp,
    Label::NoLesson,
    Label::NotInForm,
    Label::NotRemembered,
    Label::PhotoText,
    Label::Practice,
    Label::Quote,
    Label::Recommendation,
    Label::RemoveRow,
    Label::Required,
    Label::Restored,
    Label::Saved,
    Label::Saving,
    Label::ShowPreview,
    Label::TakeTheirs,
    Label::TheirVersion,
    Label::Unchanged,
    Label::Unsaved,
    Label::UpdatedFromDisk,
    Label::Warnings,
    Label::YourVersion,
];

/// The screen of the source at `path`.
pub(crate) fn edit(
    desk: &Desk,
    site: &OpenSite,
    path: &SourcePath,
    loaded: &LoadedSource,
) -> String {
    let language = site.language;
    let text = |label: Label| label.text(language);
    let mut documents = site.server.compiler().documents();
    let document = documents.find(|(known, _)| *known == path);
    let document = document.and_then(|(_, parsed)| parsed.value.as_deref());
    let title = match (document, path.as_str()) {
        (Some(document), _) => document.record.title.clone(),
        (None, SETTINGS_PATH) => text(Label::SiteSettings).to_owned(),
        (None, TOPICS_PATH) => text(Label::Topics).to_owned(),
        (None, other) => other.to_owned(),
    };
    let published = PublishedAddresses::read(site);
    let source = json!({
        "path": path.as_str(),
        "digest": loaded.digest,
        "found": site.found_in(path),
        "preview": format!("{}/{}", desk.preview_origin, OpenSite::page_of(path)),
        "today": desk.host.today().to_string(),
        "attachments": attachment::EXTENSIONS.map(|extension| format!(".{extension}")).join(","),
        "lessons": published.lessons_of(path),
    });
    let subject = subject_of(path).filter(|_| loaded.is_editable);
    let has_form = subject.is_some();
    let tabs = if has_form {
        format!(
            "<span class=\"tabs\" role=\"group\" aria-label=\"{}\"><button type=\"button\" id=\"tab-form\" aria-pressed=\"false\">{}</button>\
             <button type=\"button\" id=\"tab-text\" aria-pressed=\"true\">{}</button></span>",
            text(Label::View),
            text(Label::AsForm),
            text(Label::AsText),
        )
    } else {
        String::new()
    };
    let notice = if loaded.is_editable {
        String::new()
    } else {
        format!("<p class=\"notice\">{}</p>\n", text(Label::NotUtf8))
    };
    let body = format!(
        "<p><a href=\"/\">{back}</a></p>\n<h1>{title}</h1>\n<p class=\"path\"><code>{path}</code></p>\n{notice}\
         {source}\
         <div class=\"bar\">{to_body}<button type=\"button\" id=\"save\" class=\"primary\" aria-keyshortcuts=\"Control+S\">{save}</button>\
         <span id=\"state\" role=\"status\">{unchanged}</span>{ready}{tabs}\
         <button type=\"button\" id=\"toggle\" aria-expanded=\"true\" aria-controls=\"preview\">{hide}</button>\
         <span id=\"found-count\" role=\"status\"></span><button type=\"button\" id=\"to-notices\" hidden></button></div>\n\
         <div id=\"notices\"></div>\n<ul id=\"found\" aria-label=\"{problems}\"></ul>\n\
         <div class=\"editor\"><div class=\"write\">{form}{as_text}{actions}</div>\n\
         <section id=\"preview\" aria-label=\"{preview}\"><iframe title=\"{preview}\" sandbox=\"allow-scripts allow-same-origin\"></iframe></section></div>\n",
        back = text(Label::BackToArchive),
        title = escape(&title),
        path = escape(path.as_str()),
        source = data_block("source", &source),
        // All fields come before the body: a way past them for the keyboard.
        to_body = if subject.is_some_and(|subject| subject != Subject::Site) {
            format!(
                "<a class=\"skip\" href=\"#body\">{}</a>",
                text(Label::ToBody)
            )
        } else {
            String::new()
        },
        save = text(Label::Save),
        unchanged = text(Label::Unchanged),
        ready = ready_button(document, language),
        hide = text(Label::HidePreview),
        problems = text(Label::Problems),
        form = subject.map_or_else(String::new, |subject| form(subject, language)),
        as_text = as_text(loaded, language),
        actions = if has_form {
            actions(site, path, loaded, published.contains(path))
        } else {
            String::new()
        },
        preview = text(Label::Preview),
    );
    let screen = Screen {
        language,
        title: &title,
        current: None,
        body: &body,
        script: "edit.js",
        imports: &["body.js", "form.js", "guesses.js"],
        labels: LABELS,
    };
    screen.write(desk)
}

/// The button that makes a draft ready for the public.
fn ready_button(document: Option<&Document>, language: Language) -> String {
    match document.map(|document| &document.record.status) {
        Some(Status::Draft) => format!(
            "<button type=\"button\" id=\"ready\">{}</button>",
            Label::MakeReady.text(language)
        ),
        _ => String::new(),
    }
}

/// The place of the form, which a script fills, and the body of a record.
fn form(subject: Subject, language: Language) -> String {
    let text = |label: Label| label.text(language);
    let body = format!(
        "<div class=\"field\"><label for=\"body\">{body}</label><div id=\"toolbar\" role=\"toolbar\" aria-label=\"{toolbar}\" aria-controls=\"body\"></div>\
         <ul id=\"body-found\" class=\"field-found\" aria-label=\"{problems}\"></ul>\
         <textarea id=\"body\" rows=\"24\" autocomplete=\"off\" placeholder=\"{placeholder}\"></textarea></div>",
        body = text(Label::BodyText),
        toolbar = text(Label::Toolbar),
        problems = text(Label::BodyProblems),
        placeholder = text(Label::BodyPlaceholder),
    );
    format!(
        "<section id=\"form\" aria-label=\"{form}\" hidden><div id=\"fields\"></div>\n{body}</section>\n",
        form = text(Label::AsForm),
        body = if subject == Subject::Site { "" } else { &body },
    )
}

fn as_text(loaded: &LoadedSource, language: Language) -> String {
    let readonly = if loaded.is_editable { "" } else { " readonly" };
    format!(
        "<section id=\"as-text\" aria-label=\"{label}\"><label for=\"text\">{label}</label><small id=\"text-hint\">{hint}</small>\n\
         <textarea id=\"text\" spellcheck=\"false\" autocomplete=\"off\" aria-describedby=\"text-hint\"{readonly}>\n{text}</textarea></section>\n",
        label = Label::SourceText.text(language),
        hint = Label::SourceTextHint.text(language),
        text = escape(&loaded.text),
    )
}

/// What is done to a record as a whole: a correction, another address, its withdrawal, its deletion.
/// Empty for the settings.
fn actions(
    site: &OpenSite,
    path: &SourcePath,
    loaded: &LoadedSource,
    is_published: bool,
) -> String {
    let text = |label: Label| label.text(site.language);
    if kind_of(path).is_none() {
        return String::new();
    }
    let action = |title: Label, id: &str, button: Label, fields: &str| {
        format!(
            "<details><summary>{}</summary>{fields}<p><button type=\"button\" id=\"{id}\">{}</button></p></details>\n",
            text(title),
            text(button)
        )
    };
    let hint = |label: Label| format!("<p>{}</p>", text(label));
    let note = |id: &str, label: Label| {
        format!(
            "<p><label for=\"{id}\">{}</label><textarea id=\"{id}\" rows=\"2\" autocomplete=\"off\"></textarea></p>",
            text(label)
        )
    };
    let correct = || {
        let by = format!(
            "<p><label for=\"correct-by\">{by}</label><select id=\"correct-by\">\
             <option value=\"council\">{council}</option><option value=\"editor\">{editor}</option></select></p>",
            by = text(Label::CorrectBy),
            council = text(Label::Council),
            editor = text(Label::Editor),
        );
        let fields = note("correct-note", Label::CorrectNote) + &by;
        action(Label::Correct, "correct", Label::CorrectNow, &fields)
    };
    let rename = |is_draft: bool| {
        let hint = if is_draft {
            ""
        } else {
            text(Label::RenameHint)
        };
        let fields = format!(
            "<p id=\"rename-hint\">{hint}</p><p><label for=\"rename-name\">{name}</label>\
             <input id=\"rename-name\" autocomplete=\"off\" aria-describedby=\"rename-hint\"></p>",
            name = text(Label::RenameName),
        );
        action(Label::Rename, "rename", Label::RenameNow, &fields)
    };
    let actions = match status_of(site, path, loaded) {
        Status::Draft if is_published => rename(true),
        Status::Draft => {
            let delete = hint(Label::DeleteDraftHint);
            rename(true) + &action(Label::DeleteDraft, "delete", Label::DeleteNow, &delete)
        }
        Status::Withdrawn { .. } => {
            let restore = hint(Label::RestoreHint);
            action(Label::Restore, "restore", Label::Restore, &restore)
        }
        Status::Published => {
            let reason =
                hint(Label::WithdrawHint) + &note("withdraw-reason", Label::WithdrawReason);
            let withdraw = action(Label::Withdraw, "withdraw", Label::WithdrawNow, &reason);
            let to_draft = if is_published {
                String::new()
            } else {
                let hint = hint(Label::ToDraftHint);
                action(Label::ToDraft, "to-draft", Label::ToDraft, &hint)
            };
            [correct(), rename(false), withdraw, to_draft].concat()
        }
    };
    format!(
        "<section class=\"actions\"><h2>{}</h2>\n{actions}</section>\n",
        text(Label::WholeRecord)
    )
}

/// The status of a record. One that cannot be read may still say that it is a draft.
fn status_of(site: &OpenSite, path: &SourcePath, loaded: &LoadedSource) -> Status {
    let mut documents = site.server.compiler().documents();
    let document = documents.find(|(known, _)| *known == path);
    match document.and_then(|(_, parsed)| parsed.value.as_deref()) {
        Some(document) => document.record.status.clone(),
        None if says_draft(&loaded.text) => Status::Draft,
        None => Status::Published,
    }
}
