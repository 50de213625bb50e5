//! From a request to its answer.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::{Value, json};

use ssg_base::diagnostic::Diagnostic;
use ssg_base::path::SourcePath;
use ssg_content::document::kind_of;
use ssg_content::settings::SETTINGS_PATH;
use ssg_content::yaml::scalar;
use ssg_publish::disk;
use ssg_server::http::{RequestHead, Response};

use crate::answer;
use crate::changes::{ChangesError, changed_records, changes};
use crate::form::{self, EditedText, FileKind, IfExists};
use crate::lifetime::SHOW_PATH;
use crate::names;
use crate::new::{self, Failure, NewRecord};
use crate::open_site::{OpenSite, parse_lines};
use crate::rename::{delete_draft, rename};
use crate::save::{self, SaveError, editable_path};
use crate::screens;
use crate::targets;
use crate::{Desk, OUTPUT};

/// The largest text that a request may carry, in bytes: that of a source, and its JSON around it.
const MAX_TEXT_BYTES: usize = 32 << 20;

/// The largest request that names a folder, in bytes.
const MAX_PATH_BYTES: usize = 64 << 10;

/// The most bytes to read of the body of a request.
pub(crate) fn max_body_bytes(path: &str) -> usize {
    match path {
        "/api/check" | "/api/save" | "/api/create" | "/api/new" | "/api/read" | "/api/apply"
        | "/api/rename" | "/api/delete" | "/api/paste" => MAX_TEXT_BYTES,
        "/api/import" | "/api/photo" | "/api/attachment" => {
            usize::try_from(ssg_import::MAX_FILE_BYTES).unwrap_or(MAX_TEXT_BYTES)
        }
        "/api/publish" | "/api/stop" => 1024,
        SHOW_PATH => MAX_PATH_BYTES,
        _ => 0,
    }
}

const HTML: &str = "text/html; charset=utf-8";
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// The files of the screens: name, type and content.
const ASSETS: &[(&str, &str, &str)] = &[
    (
        "desk.css",
        "text/css; charset=utf-8",
        include_str!("assets/desk.css"),
    ),
    ("desk.js", JAVASCRIPT, include_str!("assets/desk.js")),
    ("archive.js", JAVASCRIPT, include_str!("assets/archive.js")),
    ("create.js", JAVASCRIPT, include_str!("assets/create.js")),
    ("body.js", JAVASCRIPT, include_str!("assets/body.js")),
    ("edit.js", JAVASCRIPT, include_str!("assets/edit.js")),
    ("form.js", JAVASCRIPT, include_str!("assets/form.js")),
    ("guesses.js", JAVASCRIPT, include_str!("assets/guesses.js")),
    ("new.js", JAVASCRIPT, include_str!("assets/new.js")),
    ("publish.js", JAVASCRIPT, include_str!("assets/publish.js")),
];

impl Desk {
    pub(crate) fn answer(&self, head: &RequestHead, body: &[u8]) -> Response {
        match &*head.method {
            "POST" => self.answer_write(head, body),
            _ => self.answer_read(head),
        }
    }

    /// Shows the desk in the browser if it is the desk of `folder`.
    fn show(&self, folder: Option<&str>) -> Response {
        if folder.map(Path::new) != Some(&*self.settings.folder) {
            return Response::empty(404);
        }
        self.host.show(self.address());
        Response::empty(204)
    }

    fn answer_read(&self, head: &RequestHead) -> Response {
        if self.access.is_entry(head) {
            return self.access.enter();
        }
        if let Some(name) = head.path.strip_prefix("/assets/") {
            let asset = ASSETS.iter().find(|(known, ..)| *known == name);
            return asset.map_or_else(
                || Response::empty(404),
                |(_, media_type, content)| Response::new(200, media_type, *content),
            );
        }
        let language = self.language();
        let page = |html: String| Response::new(200, HTML, html);
        if self.lock().is_none() {
            return match &*head.path {
                "/" => page(screens::create(self, language)),
                _ => Response::empty(303).with("location", "/"),
            };
        }
        let path = || editable_path(&head.parameter("path")?);
        match &*head.path {
            "/" => {
                let html = self.with_site(|site| {
                    site.drop_unsaved(self.host.today());
                    screens::archive(self, site)
                });
                page(html.unwrap_or_default())
            }
            "/new" => page(screens::new(self, language)),
            "/publish" => page(screens::publish(self, language)),
            "/edit" => {
                let Some(path) = path() else {
                    return Response::empty(404);
                };
                self.with_loaded(&path, |site, loaded| {
                    page(screens::edit(self, site, &path, loaded))
                })
            }
            "/api/source" => {
                let Some(path) = path() else {
                    return Response::empty(404);
                };
                self.with_loaded(&path, |_, loaded| {
                    answer::json(
                        200,
                        &json!({ "text": loaded.text, "digest": loaded.digest }),
                    )
                })
            }
            "/api/digest" => {
                let Some(path) = path() else {
                    return Response::empty(404);
                };
                self.with_loaded(&path, |_, loaded| {
                    answer::json(200, &json!({ "digest": loaded.digest }))
                })
            }
            "/api/schema" => {
                let vocabulary = new::vocabulary(&self.settings.folder);
                let schema = path().and_then(|path| form::schema(&path, &vocabulary, language));
                schema.map_or_else(|| Response::empty(404), |schema| answer::json(200, &schema))
            }
            "/api/names" => self.names(head),
            "/api/open" => answer::json(200, &json!({})),
            "/api/changes" => self.changes(),
            "/api/changed-records" => self.changed_records(),
            _ => Response::new(404, HTML, screens::not_found(self, language)),
        }
    }

    fn answer_write(&self, head: &RequestHead, body: &[u8]) -> Response {
        let path = &*head.path;
        if path == "/api/import" {
            return self.import(head, body);
        }
        match path {
            "/api/photo" => return self.add_file(head, FileKind::Photo, body),
            "/api/attachment" => return self.add_file(head, FileKind::Attachment, body),
            _ => {}
        }
        if matches!(path, "/api/read" | "/api/apply") {
            return self.edit(path, body);
        }
        let Ok(value) = serde_json::from_slice::<Value>(body) else {
            return Response::empty(400);
        };
        let text = |key: &str| value.get(key).and_then(Value::as_str);
        match path {
            "/api/create" => {
                let [title, council, province] = ["title", "council", "province"]
                    .map(|key| text(key).unwrap_or_default().trim());
                self.create_site(title, council, province)
            }
            "/api/publish" => self.publish(),
            "/api/stop" => {
                self.lifetime.end();
                answer::json(200, &json!({}))
            }
            SHOW_PATH => self.show(text("folder")),
            "/api/paste" => {
                let (Some(html), Some(body)) = (text("html"), text("body")) else {
                    return Response::empty(400);
                };
                match ssg_import::paste(html, body) {
                    Ok(text) => answer::json(200, &json!({ "text": text })),
                    // The browser inserts the plain text instead.
                    Err(_) => Response::empty(422),
                }
            }
            "/api/new" => {
                let path = new::create(&self.settings.folder, &value, self.language());
                let notes = Vec::new();
                self.added(path.map(|path| NewRecord { path, notes }))
            }
            "/api/rename" => {
                let path = text("path")
                    .and_then(editable_path)
                    .filter(|path| kind_of(path).is_some());
                let (Some(path), Some(name), Some(digest)) = (path, text("name"), text("digest"))
                else {
                    return Response::empty(400);
                };
                let renamed = self.with_site(|site| {
                    let language = site.language;
                    rename(site, &path, (name, digest), language)
                });
                let notes = Vec::new();
                match renamed {
                    Some(renamed) => self.added(renamed.map(|path| NewRecord { path, notes })),
                    None => Response::empty(404),
                }
            }
            "/api/delete" => {
                let path = text("path")
                    .and_then(editable_path)
                    .filter(|path| kind_of(path).is_some());
                let (Some(path), Some(digest)) = (path, text("digest")) else {
                    return Response::empty(400);
                };
                let deleted = self.with_site(|site| delete_draft(site, &path, digest));
                match deleted {
                    Some(deleted) => {
                        let notes = Vec::new();
                        self.added(deleted.map(|()| NewRecord { path, notes }))
                    }
                    None => Response::empty(404),
                }
            }
            "/api/check" | "/api/save" => {
                let (Some(source), Some(new)) =
                    (text("path").and_then(editable_path), text("text"))
                else {
                    return Response::empty(400);
                };
                let response = self.with_site(|site| match (path, text("digest")) {
                    ("/api/check", _) => {
                        let found = site.check(&source, new, self.host.today());
                        answer::json(200, &json!({ "found": found }))
                    }
                    (_, Some(digest)) => self.save(site, &source, new, digest),
                    (_, None) => Response::empty(400),
                });
                response.unwrap_or_else(|| Response::empty(404))
            }
            _ => Response::empty(404),
        }
    }

    /// Answers with a source as it is on the disk.
    fn with_loaded(
        &self,
        path: &SourcePath,
        answer: impl FnOnce(&mut OpenSite, &save::LoadedSource) -> Response,
    ) -> Response {
        let response = self.with_site(|site| match save::load(&site.root, path) {
            Ok(loaded) => answer(site, &loaded),
            Err(error) => answer::failure(500, &error.message(), site.language),
        });
        response.unwrap_or_else(|| Response::empty(404))
    }

    fn save(&self, site: &mut OpenSite, path: &SourcePath, text: &str, digest: &str) -> Response {
        match save::save(&site.root, path, text, digest) {
            Ok(digest) => {
                let found = site.saved(path, self.host.today());
                answer::json(200, &json!({ "digest": digest, "found": found }))
            }
            Err(SaveError::Changed(now)) => {
                answer::json(409, &json!({ "text": now.text, "digest": now.digest }))
            }
            Err(SaveError::Disk(error)) => answer::failure(500, &error.message(), site.language),
        }
    }

    /// Answers with the values of a text, or with the text after edits and what is found in it.
    fn edit(&self, address: &str, body: &[u8]) -> Response {
        let Ok(edited) = serde_json::from_slice::<EditedText>(body) else {
            return Response::empty(400);
        };
        let Some(path) = editable_path(&edited.path) else {
            return Response::empty(400);
        };
        let language = self.language();
        if address == "/api/read" {
            return form::read(&edited.text, save::format_of(&path), language);
        }
        match ssg_edit::apply(&edited.text, save::format_of(&path), &edited.edits) {
            Ok(text) => {
                let found = self.with_site(|site| site.check(&path, &text, self.host.today()));
                answer::json(200, &json!({ "text": text, "found": found }))
            }
            Err(refusal) => form::refused(&refusal, language),
        }
    }

    fn add_file(&self, head: &RequestHead, kind: FileKind, bytes: &[u8]) -> Response {
        let record = head.parameter("path").and_then(|path| editable_path(&path));
        let (Some(record), Some(name)) = (record, head.parameter("name")) else {
            return Response::empty(400);
        };
        let response = self.with_site(|site| {
            let if_exists = IfExists::parse(head.parameter("if-exists").as_deref());
            let file = (kind, &*name, if_exists);
            let response = form::add_file(site, &record, file, bytes);
            site.rebuild(None, self.host.today());
            response
        });
        response.unwrap_or_else(|| Response::empty(404))
    }

    /// Imports the file in the body.
    fn import(&self, head: &RequestHead, bytes: &[u8]) -> Response {
        let Some(name) = head.parameter("name").filter(|name| !name.is_empty()) else {
            return Response::empty(400);
        };
        let year = match head.parameter("year").map(|year| new::parse_year(&year)) {
            None => None,
            Some(Some(year)) => Some(year),
            Some(None) => return self.added(Err(Failure::year_out_of_range(self.language()))),
        };
        let options = ssg_import::Options {
            year,
            secret_cleared: head.parameter("cleared").is_some(),
        };
        let (root, host) = (&self.settings.folder, &*self.host);
        // A conversion takes up to two minutes; other requests are answered meanwhile.
        self.added(new::import(
            root,
            host,
            (&name, bytes),
            options,
            self.language(),
        ))
    }

    /// Answers with a record that was added or deleted, after the site has read it.
    fn added(&self, record: Result<NewRecord, Failure>) -> Response {
        match record {
            Ok(NewRecord { path, notes }) => {
                self.with_site(|site| site.rebuild(None, self.host.today()));
                answer::json(200, &json!({ "path": path.as_str(), "notes": notes }))
            }
            Err(Failure {
                message,
                hint,
                missing,
            }) => answer::json(
                422,
                &json!({ "message": message, "hint": hint, "missing": missing }),
            ),
        }
    }

    /// The names that a field may have: `of` says of what, `day` when, for provinces, `path` beside
    /// which record, for files.
    fn names(&self, head: &RequestHead) -> Response {
        let of = head.parameter("of").unwrap_or_default();
        let day = head.parameter("day").unwrap_or_default();
        let record = head.parameter("path").and_then(|path| editable_path(&path));
        let names = self.with_site(|site| match record {
            Some(record) if of == "file" => Some(names::files(site, &record)),
            _ => names::names(site, &of, &day),
        });
        match names.flatten() {
            Some(names) => answer::json(200, &json!(names)),
            None => Response::empty(404),
        }
    }

    /// The records that publishing would change, and whether an error keeps the site from it.
    fn changed_records(&self) -> Response {
        let value = self.with_site(|site| {
            let is_blocked = site.diagnostics.iter().any(Diagnostic::is_error);
            json!({ "records": changed_records(site), "blocked": is_blocked })
        });
        value.map_or_else(|| Response::empty(404), |value| answer::json(200, &value))
    }

    /// What publishing would change, or what keeps the site from being published.
    fn changes(&self) -> Response {
        let root = self.settings.folder.clone();
        // Rendering the whole site takes seconds; other requests are answered meanwhile.
        let result = changes(&root, self.host.today());
        let as_json = |found: &[_]| {
            self.with_site(|site| site.saved_as_json(found))
                .unwrap_or_default()
        };
        match result {
            Ok((changes, found)) => {
                let mut value = changes.to_json();
                value["found"] = as_json(&found).into();
                answer::json(200, &value)
            }
            Err(ChangesError::Sources(found)) => {
                answer::json(200, &json!({ "blocked": true, "found": as_json(&found) }))
            }
            Err(ChangesError::Other(message)) => answer::failure(500, &message, self.language()),
        }
    }

    fn publish(&self) -> Response {
        let language = self.language();
        let root = &self.settings.folder;
        match self.host.publish(root, None, language) {
            Ok(output) => {
                let folder = root.join(OUTPUT);
                let settings = new::site_settings(root);
                let copies = if output.is_published {
                    targets::copy_to(&settings.publish_to, root, &*self.host, language)
                } else {
                    Vec::new()
                };
                let value = json!({
                    "is_published": output.is_published,
                    "found": parse_lines(&output.diagnostics),
                    "text": output.text,
                    "folder": folder.display().to_string(),
                    "address": settings.base_url,
                    "preview": format!("{}/", self.preview_origin),
                    "copies": copies,
                });
                answer::json(200, &value)
            }
            Err(error) => answer::json(500, &json!({ "message": error.to_string() })),
        }
    }

    /// Writes the first files of a site into the empty folder.
    fn create_site(&self, title: &str, council: &str, province: &str) -> Response {
        let language = self.language();
        let is_open = self.lock().is_some();
        if is_open || title.is_empty() {
            return Response::empty(400);
        }
        let settings = site_settings(title, council, province);
        let pages = self.settings.new_site.iter().copied();
        // A sample among the records would only have to be deleted.
        let pages = pages.filter(|(path, _)| path.starts_with("content/pages/"));
        let files: Vec<(&str, &str)> = pages.chain([(SETTINGS_PATH, &*settings)]).collect();
        if let Err(error) = disk::write_new_site(&self.settings.folder, &files, false) {
            let text = error.message().text(language);
            return answer::json(409, &json!({ "message": text }));
        }
        self.open_site();
        answer::json(200, &json!({}))
    }
}

/// The text of a new `site.yaml`.
fn site_settings(title: &str, council: &str, province: &str) -> String {
    let mut text = format!("title: {}\n", scalar(title));
    if !council.is_empty() {
        let _ = write!(text, "councils:\n  - name: {}\n", scalar(council));
        if !province.is_empty() {
            let _ = writeln!(text, "    province: {}", scalar(province));
        }
    }
    text
}
