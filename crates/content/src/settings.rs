//! The settings of a site (`content/site.yaml`), and its own topics (`content/topics.yaml`).
//!
//! This module reads YAML text and reports every error with its place. It neither finds the files
//! nor compares councils with those that reports name; the archive does that.

mod topics;

pub use topics::{TOPICS_PATH, parse_topics, topics_path};

use core::net::Ipv4Addr;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::document;
use crate::fields::{Fields, Reporter, UniqueItems, did_you_mean};
use crate::key_of::add_keys_of;
use crate::yaml;
use ssg_base::diagnostic::{Checked, Span, Spanned};
use ssg_base::message::{Language, Message};
use ssg_base::path::{SourcePath, UrlPath};
use ssg_vietnam::gazetteer::{Gazetteer, Resolution, UnitId};
use ssg_vietnam::text::match_key;

/// The path of the settings.
pub const SETTINGS_PATH: &str = "content/site.yaml";

/// The path of the settings, validated.
pub fn settings_path() -> SourcePath {
    SourcePath::new(SETTINGS_PATH).expect("a valid path")
}

/// The default number of rows on one page of a list.
const DEFAULT_ROWS_PER_PAGE: usize = 50;
/// The greatest number of rows on one page of a list. A greater setting is reduced to it.
const MAX_ROWS_PER_PAGE: usize = 1000;

/// The settings of a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteSettings {
    /// The title.
    pub title: String,
    /// A description; may be empty.
    pub description: String,
    /// The URL at which the site is published; ends in `/`.
    pub base_url: Option<String>,
    /// The language of messages and pages.
    pub language: Language,
    /// The name of the theme. Its span is empty if the settings name none.
    pub theme: Spanned<String>,
    /// The declared councils.
    pub councils: Vec<DeclaredCouncil>,
    /// How to contact the office; may be empty.
    pub contact: String,
    /// Where readers report inaccuracies.
    pub contact_office: Option<ContactOffice>,
    /// The number of days within which the office promises to answer such a report, if any.
    pub correction_days: Option<u32>,
    /// The licence for reuse; may be empty.
    pub licence: String,
    /// The number of days after a trip within which its report is due, if set.
    pub report_within_days: Option<u32>,
    /// The number of rows on one page of a list, from 1 to 1,000.
    pub per_page: usize,
    /// Whether the site has a search.
    pub search: bool,
    /// Whether the site offers data to download.
    pub data: bool,
    /// Whether the original photos are published too.
    pub photo_originals: bool,
    /// The contact in `security.txt`; may be empty.
    pub security_contact: String,
    /// Phone numbers and e-mail addresses that documents may show.
    pub public_contacts: Vec<String>,
    /// Where the desk copies the site after it was published.
    pub publish_to: PublishTargets,
}

/// Where the desk copies a published site. Paths are as written, relative to the root of the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishTargets {
    /// A folder that a web server serves.
    pub folder: Option<String>,
    /// A `.zip` file to upload.
    pub zip: Option<String>,
}

/// The keys whose values are contacts that the office publishes.
const CONTACT_KEYS: [&str; 4] = [
    "contact",
    "contact_office",
    "security_contact",
    "public_contacts",
];

/// The shortest phone number or e-mail address. A shorter value would allow nothing.
const MIN_CONTACT_CHARS: usize = 5;

impl SiteSettings {
    /// Whether a message is about a phone number or e-mail address that documents may show.
    pub fn allows(&self, message: &Message) -> bool {
        match message {
            Message::PhoneNumber { found } | Message::EmailAddress { found } => {
                !self.public_contacts.is_empty()
                    && self.public_contacts.contains(&document::contact_key(found))
            }
            _ => false,
        }
    }
}

fn default_theme() -> Spanned<String> {
    Spanned {
        value: "default".to_owned(),
        span: Span::default(),
    }
}

impl Default for SiteSettings {
    /// The settings of a site whose file is empty or invalid.
    fn default() -> Self {
        Self {
            title: String::new(),
            description: String::new(),
            base_url: None,
            language: Language::Vi,
            theme: default_theme(),
            councils: Vec::new(),
            contact: String::new(),
            contact_office: None,
            correction_days: None,
            licence: String::new(),
            report_within_days: None,
            per_page: DEFAULT_ROWS_PER_PAGE,
            search: true,
            data: true,
            photo_originals: false,
            security_contact: String::new(),
            public_contacts: Vec::new(),
            publish_to: PublishTargets::default(),
        }
    }
}

/// A council that the settings declare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclaredCouncil {
    /// The full name.
    pub name: Spanned<String>,
    /// The province, of the 63 or of today's 34.
    pub province: Option<UnitId>,
    /// Other names.
    pub aliases: Vec<Spanned<String>>,
    /// The postal address; may be empty.
    pub address: String,
    /// How to contact the council; may be empty.
    pub contact: String,
    /// The number of days after a trip within which its report is due, if set.
    pub report_within_days: Option<u32>,
    /// The level of government.
    pub level: Option<CouncilLevel>,
    /// The last day on which the council existed.
    pub ended: Option<NaiveDate>,
    /// The name of the council that took over its work, as written.
    pub successor: Option<Spanned<String>>,
}

/// The level of government of a council.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CouncilLevel {
    /// "Cấp tỉnh".
    Province,
    /// "Cấp huyện", which ended on 1 July 2025.
    District,
    /// "Cấp xã".
    Commune,
}

impl CouncilLevel {
    /// All levels.
    const ALL: [Self; 3] = [Self::Province, Self::District, Self::Commune];

    /// Its word in the settings and in data.
    pub fn code(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
        }
    }

    /// Its name for readers.
    pub fn label(self) -> &'static str {
        match self {
            Self::Province => "cấp tỉnh",
            Self::District => "cấp huyện",
            Self::Commune => "cấp xã",
        }
    }
}

/// Parses `content/site.yaml`. A file with invalid syntax gives the default settings.
pub fn parse(path: &SourcePath, text: &str) -> Checked<SiteSettings> {
    let mut reporter = Reporter::new(path);
    let value = match yaml::parse(path, text, Span::from(0..text.len())) {
        Ok(node) => {
            let at = Span::from(0..text.len());
            document::warn_of_cut_values(text, at, &node, &mut reporter);
            document::check_shared_values(text, &node, &CONTACT_KEYS, &mut reporter);
            settings(Fields::new(node, &mut reporter), &mut reporter)
        }
        Err(error) => {
            reporter.diagnostics.push(*error);
            SiteSettings::default()
        }
    };
    add_keys_of(path, text, reporter.diagnostics.iter_mut());
    Checked {
        value,
        diagnostics: reporter.diagnostics,
    }
}

fn settings(mut fields: Fields, reporter: &mut Reporter<'_>) -> SiteSettings {
    let hint = Some(Message::MissingTitleHint);
    let title = fields.required("title", Span::default(), hint, reporter);
    let title = title.map_or_else(String::new, |title| title.value);
    let languages = [("vi", Language::Vi), ("en", Language::En)];
    let theme = fields.text("theme", reporter);
    let per_page_span = fields.value_span("per_page");
    let per_page = fields.number("per_page", reporter);
    if let (Some(rows), Some(span)) = (per_page, per_page_span)
        && !(1..=MAX_ROWS_PER_PAGE).contains(&rows)
    {
        let message = Message::NumberOutOfRange {
            key: "per_page".to_owned(),
            found: rows.to_string(),
            used: rows.clamp(1, MAX_ROWS_PER_PAGE).to_string(),
        };
        let (from, to) = ("1".to_owned(), MAX_ROWS_PER_PAGE.to_string());
        let warning = reporter.warning(span, message);
        warning.hints.push(Message::UsageNumberHint { from, to });
    }
    let correction_key = fields.key_span("correction_days");
    let has_contact_office = fields.key_span("contact_office").is_some();
    if let Some(span) = correction_key.filter(|_| !has_contact_office) {
        let [key, other] = ["correction_days", "contact_office"].map(str::to_owned);
        let (hint_key, hint_other) = (key.clone(), other.clone());
        let warning = reporter.warning(span, Message::KeyWithoutKey { key, other });
        warning.hints.push(Message::KeyWithoutKeyHint {
            key: hint_key,
            other: hint_other,
        });
    }
    let settings = SiteSettings {
        title,
        description: fields.string("description", reporter),
        base_url: base_url(&mut fields, reporter),
        language: fields
            .choice("language", &languages, reporter)
            .map_or(Language::Vi, |language| language.value),
        theme: theme.unwrap_or_else(default_theme),
        councils: councils(&mut fields, reporter),
        contact: fields.string("contact", reporter),
        contact_office: contact_office(&mut fields, reporter),
        correction_days: fields.number("correction_days", reporter),
        licence: fields.string("licence", reporter),
        report_within_days: report_within_days(&mut fields, reporter),
        per_page: per_page
            .unwrap_or(DEFAULT_ROWS_PER_PAGE)
            .clamp(1, MAX_ROWS_PER_PAGE),
        search: fields.flag("search", reporter).unwrap_or(true),
        data: fields.flag("data", reporter).unwrap_or(true),
        photo_originals: fields.map("photos", reporter).is_some_and(|mut photos| {
            let originals = photos.flag("originals", reporter).unwrap_or(false);
            photos.finish(reporter);
            originals
        }),
        security_contact: security_contact(&mut fields, reporter),
        public_contacts: public_contacts(&mut fields, reporter),
        publish_to: publish_targets(&mut fields, reporter),
    };
    fields.finish(reporter);
    settings
}

fn base_url(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Option<String> {
    let written = fields.text("base_url", reporter)?;
    let found = written.value.clone();
    if let Some(form) = without_file_name(&found) {
        let error = reporter.error(written.span, Message::BaseUrlOfFile { found });
        error.hints.push(Message::WriteHint { form });
        return None;
    }
    let url = parse_base_url(&written.value);
    if url.is_none() {
        let hint = base_url_hint(&written.value);
        let diagnostic = reporter.error(written.span, Message::BadBaseUrl { found });
        diagnostic.hints.push(hint);
    } else if is_local(&found) {
        let warning = reporter.warning(written.span, Message::LocalBaseUrl { found });
        warning.hints.push(Message::LocalBaseUrlHint);
    }
    url
}

/// The base URL of a site whose first page was given: `https://a.vn/kho/index.html`. `None` for an
/// address that names no file.
fn without_file_name(written: &str) -> Option<String> {
    const EXTENSIONS: [&str; 6] = ["html", "htm", "php", "asp", "aspx", "jsp"];
    let (folder, file) = written.rsplit_once('/')?;
    let (_, extension) = file.rsplit_once('.')?;
    let is_file = EXTENSIONS.contains(&&*extension.to_ascii_lowercase());
    parse_base_url(folder).filter(|_| is_file)
}

/// Whether only this computer can open a URL.
fn is_local(url: &str) -> bool {
    let (_, rest) = url.split_once("://").unwrap_or_default();
    let host = rest.split('/').next().unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    name.eq_ignore_ascii_case("localhost")
        || host.starts_with("[::1]")
        || name
            .parse::<Ipv4Addr>()
            .is_ok_and(|ip| ip.is_loopback() || ip.is_unspecified())
}

/// Shows how to write a base URL: the author's own with `https://`, if that makes it valid.
fn base_url_hint(written: &str) -> Message {
    let without_scheme = written.split_once("://").map_or(written, |(_, rest)| rest);
    let rest = without_scheme.split(['?', '#']).next();
    let rest = rest.unwrap_or_default().trim_start_matches('/');
    // A folder whose name has spaces is mostly published with dashes instead.
    let rest = &*rest.trim().replace(' ', "-");
    if !rest.is_ascii() {
        return Message::BadBaseUrlAsciiHint;
    }
    let host = rest.split('/').next().unwrap_or_default();
    let url = parse_base_url(&format!("https://{rest}")).filter(|_| host.contains('.'));
    let url = url.unwrap_or_else(|| "https://ten-mien.vn/kho/".to_owned());
    Message::BadBaseUrlHint { url }
}

/// A base URL that ends in `/`. `None` unless `written` is an `http://` or `https://` URL with a
/// host and without query, fragment or characters that must be escaped.
pub fn parse_base_url(written: &str) -> Option<String> {
    let rest = written
        .strip_prefix("https://")
        .or_else(|| written.strip_prefix("http://"))?;
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/[]%".contains(c);
    let host = rest.split('/').next().unwrap_or_default();
    (!host.is_empty() && rest.chars().all(is_allowed))
        .then(|| format!("{}/", written.trim_end_matches('/')))
}

fn report_within_days(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Option<u32> {
    let mut map = fields.map("reporting", reporter)?;
    let days = map.number("report_within_days", reporter);
    map.finish(reporter);
    days
}

/// Where readers report inaccuracies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContactOffice {
    /// An e-mail address of the office.
    Email(String),
    /// A web address, `http://` or `https://`. `{url}` in it is replaced by the address of the page.
    Web(String),
}

fn contact_office(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Option<ContactOffice> {
    let written = fields.text("contact_office", reporter)?;
    let text = &*written.value;
    let is_word = !text.contains(|c: char| c.is_whitespace() || c.is_control() || c == '"');
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    if is_web && is_word {
        report_unknown_placeholder(&written, reporter);
        return Some(ContactOffice::Web(written.value));
    }
    if is_email(text) {
        return Some(ContactOffice::Email(written.value));
    }
    let found = written.value;
    let error = reporter.error(written.span, Message::BadContactOffice { found });
    error.hints.push(Message::BadContactOfficeHint);
    None
}

/// Whether a text is an e-mail address in plain ASCII.
fn is_email(text: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "._-+".contains(c);
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && domain.contains('.')
            && name.chars().all(is_plain)
            && domain.chars().all(is_plain)
    })
}

/// Reports a part in braces that is not replaced by the address of the page.
fn report_unknown_placeholder(written: &Spanned<String>, reporter: &mut Reporter<'_>) {
    const PLACEHOLDER: &str = "{url}";
    let Some((before, rest)) = written.value.split_once('{') else {
        return;
    };
    let Some((name, after)) = rest.split_once('}') else {
        return;
    };
    let found = format!("{{{name}}}");
    if found == PLACEHOLDER {
        return;
    }
    let form = format!("{before}{PLACEHOLDER}{after}");
    let error = reporter.error(written.span, Message::UnknownPlaceholder { found });
    error.hints.push(Message::WriteHint { form });
}

/// The contact for `security.txt`: an e-mail or web address, or a phone number, with or without the
/// scheme of its URI. Empty if the key is absent or invalid.
fn security_contact(fields: &mut Fields, reporter: &mut Reporter<'_>) -> String {
    /// The emergency numbers have three digits.
    const MIN_DIGITS: usize = 3;
    let Some(written) = fields.text("security_contact", reporter) else {
        return String::new();
    };
    let text = &*written.value;
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        let rest = text.strip_prefix(scheme);
        rest.is_some_and(|rest| {
            rest.starts_with(char::is_alphanumeric)
                && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
        })
    });
    let phone = text.strip_prefix("tel:").unwrap_or(text);
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    let is_phone_sign = |c: char| c.is_ascii_digit() || "+.-() ".contains(c);
    let is_phone = digits >= MIN_DIGITS && phone.chars().all(is_phone_sign);
    if is_web || is_phone || is_email(text.strip_prefix("mailto:").unwrap_or(text)) {
        return written.value;
    }
    let found = written.value;
    let error = reporter.error(written.span, Message::BadSecurityContact { found });
    error.hints.push(Message::BadSecurityContactHint);
    String::new()
}

fn publish_targets(fields: &mut Fields, reporter: &mut Reporter<'_>) -> PublishTargets {
    let Some(mut map) = fields.map("publish_to", reporter) else {
        return PublishTargets::default();
    };
    let folder = map.text("folder", reporter).map(|folder| folder.value);
    let zip = map.text("zip", reporter);
    map.finish(reporter);
    let is_zip = |zip: &Spanned<String>| zip.value.to_lowercase().ends_with(".zip");
    if let Some(zip) = zip.as_ref().filter(|zip| !is_zip(zip)) {
        let found = zip.value.clone();
        let error = reporter.error(zip.span, Message::NotAZipName { found });
        error.hints.push(Message::NotAZipNameHint);
    }
    PublishTargets {
        folder,
        zip: zip.filter(is_zip).map(|zip| zip.value),
    }
}

/// Reads the contacts that may be published. Each needs a reason, which is not used otherwise.
fn public_contacts(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Vec<String> {
    let hint = || Some(Message::PublicContactHint);
    let mut contacts = Vec::new();
    for mut map in fields.maps("public_contacts", reporter) {
        let value = map.required("value", map.span, hint(), reporter);
        let reason = map.required("reason", map.span, hint(), reporter);
        map.finish(reporter);
        let Some((value, _)) = value.zip(reason) else {
            continue;
        };
        let key = document::contact_key(&value.value);
        if key.len() < MIN_CONTACT_CHARS {
            let found = value.value;
            let error = reporter.error(value.span, Message::NotAContact { found });
            error.hints.extend(hint());
        } else {
            contacts.push(key);
        }
    }
    contacts
}

/// Reads the councils. One with the name of another is reported, and left out.
fn councils(fields: &mut Fields, reporter: &mut Reporter<'_>) -> Vec<DeclaredCouncil> {
    let maps = fields.maps_with_repeats("councils", reporter);
    let councils = maps.into_iter().filter_map(|map| council(map, reporter));
    let councils: Vec<DeclaredCouncil> = councils.collect();
    let mut unique = UniqueItems::default();
    let mut is_new = |council: &DeclaredCouncil| {
        let name = &council.name;
        unique.is_new(&match_key(&name.value), &name.value, name.span, reporter)
    };
    councils
        .into_iter()
        .filter(|council| is_new(council))
        .collect()
}

fn council(mut map: Fields, reporter: &mut Reporter<'_>) -> Option<DeclaredCouncil> {
    let name = map.required("name", map.span, None, reporter);
    let province = map
        .text("province", reporter)
        .and_then(|written| province(&written, reporter));
    let aliases = map.texts("aliases", reporter);
    for alias in &aliases {
        let is_address = alias.value.starts_with('/');
        if is_address && UrlPath::parse(&alias.value).is_none_or(|url| !url.is_page()) {
            let found = alias.value.clone();
            let diagnostic = reporter.error(alias.span, Message::BadAddress { found });
            diagnostic.hints.push(Message::BadCouncilAddressHint);
        }
    }
    let address = map.string("address", reporter);
    let contact = map.string("contact", reporter);
    let report_within_days = report_within_days(&mut map, reporter);
    let levels = CouncilLevel::ALL.map(|level| (level.code(), level));
    let level = map.choice("level", &levels, reporter);
    let ended = map.day("ended", reporter);
    let successor = map.text("successor", reporter);
    map.finish(reporter);
    Some(DeclaredCouncil {
        name: name?,
        province,
        aliases,
        address,
        contact,
        report_within_days,
        level: level.map(|level| level.value),
        ended: ended.map(|day| day.value),
        successor,
    })
}

/// The province of a council, by its name before or since the mergers of 1 July 2025.
fn province(written: &Spanned<String>, reporter: &mut Reporter<'_>) -> Option<UnitId> {
    let last_day_of_63 = NaiveDate::from_ymd_opt(2025, 6, 30)?;
    let first_day_of_34 = NaiveDate::from_ymd_opt(2025, 7, 1)?;
    let mut nearest_names = Vec::new();
    let gazetteer = Gazetteer::get();
    for day in [last_day_of_63, first_day_of_34] {
        match gazetteer.resolve(&written.value, day) {
            Resolution::Found(unit) => return Some(unit),
            Resolution::Abolished { .. } => {}
            Resolution::Unknown => nearest_names.extend(gazetteer.suggest(&written.value, day)),
        }
    }
    let mut seen = BTreeSet::new();
    nearest_names.retain(|name| seen.insert(name.clone()));
    let found = written.value.clone();
    let diagnostic = reporter.error(written.span, Message::UnknownProvinceName { found });
    diagnostic
        .hints
        .extend(did_you_mean(nearest_names.iter().map(String::as_str)));
    None
}

#[cfg(test)]
mod tests {
    use super::parse_base_url;

    #[test]
    fn accepts_only_plain_web_addresses_as_base_url() {
        assert_eq!(
            parse_base_url("https://a.vn/kho"),
            Some("https://a.vn/kho/".to_owned())
        );
        for bad in [
            "a.vn",
            "ftp://a.vn",
            "https://",
            "https://a.vn/\"><script>",
            "javascript:1",
        ] {
            assert_eq!(parse_base_url(bad), None, "{bad}");
        }
    }
}
