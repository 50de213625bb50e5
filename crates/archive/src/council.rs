//! Councils and heads of delegation: whose each record is.

use std::collections::{BTreeMap, BTreeSet};

use ssg_base::diagnostic::{Diagnostic, Place, Span};
use ssg_base::message::Message;
use ssg_base::path::UrlPath;
use ssg_content::document::{Document, Head};
use ssg_content::fields::did_you_mean;
use ssg_content::settings::{DeclaredCouncil, SiteSettings, settings_path};
use ssg_vietnam::date::PartialDate;
use ssg_vietnam::text::{self, CollationKey};

use crate::{Archive, CouncilId, LeadId, PlanId, ReportId};

/// A council.
#[derive(Clone, Debug)]
pub struct Council {
    /// Its name: as in the settings, else as the first document writes it.
    pub name: String,
    /// Its page.
    pub url: UrlPath,
    /// Addresses of its page under other names, which the settings give.
    pub former_urls: Vec<UrlPath>,
    /// Its index among the councils of the settings. `None` if they do not name it.
    pub declared: Option<usize>,
    /// The council that took over its work.
    pub successor: Option<CouncilId>,
    /// The councils whose work it took over, in alphabetical order.
    pub predecessors: Vec<CouncilId>,
    /// Its reports, newest first.
    pub reports: Vec<ReportId>,
    /// Its plans, newest first.
    pub plans: Vec<PlanId>,
    /// The heads of its delegations, in alphabetical order.
    pub leads: Vec<LeadId>,
}

/// A head of delegation. Each belongs to one council, so that namesakes stay apart.
#[derive(Clone, Debug)]
pub struct Lead {
    /// The full name, as the newest report writes it.
    pub name: String,
    /// The page.
    pub url: UrlPath,
    /// The council whose delegations this person led.
    pub council: CouncilId,
    /// The reports of those trips, newest first.
    pub reports: Vec<ReportId>,
}

/// Returns whether two councils are the same, or one took over the work of the other.
pub(crate) fn share_work(councils: &[Council], a: CouncilId, b: CouncilId) -> bool {
    let hands_over = |from: CouncilId, to: CouncilId| councils[from.index()].successor == Some(to);
    a == b || hands_over(a, b) || hands_over(b, a)
}

impl Archive {
    /// Assigns each report and plan to its council. Where the settings declare exactly one council,
    /// records that name none are assigned to it.
    pub(crate) fn assign_councils(&mut self, diagnostics: &mut Vec<Diagnostic>) {
        let mut names = CouncilNames::from_settings(&self.site, diagnostics);
        let default = match &self.site.councils[..] {
            [only] => Some(only.name.value.clone()),
            _ => None,
        };
        if let Some(name) = &default {
            names.key_of(name, &Place::file(&settings_path()), diagnostics);
        }
        let mut key_of = |document: &Document, diagnostics: &mut Vec<Diagnostic>| {
            let written = document.record.council.as_ref();
            let name = written.map(|name| &name.value).or(default.as_ref());
            if name.is_none() {
                let place = Place::new(&document.path, Span { start: 0, end: 3 });
                diagnostics.push(
                    Diagnostic::warning(place, Message::NoCouncil).hint(Message::NoCouncilHint),
                );
            }
            let place = Place::new(&document.path, written.map_or(Span::default(), |w| w.span));
            name.and_then(|name| names.key_of(name, &place, diagnostics))
        };
        let reports = self.reports.iter();
        let of_reports: Vec<_> = reports
            .map(|report| key_of(&report.document, diagnostics))
            .collect();
        let plans = self.plans.iter();
        let of_plans: Vec<_> = plans
            .map(|plan| key_of(&plan.document, diagnostics))
            .collect();
        let of_withdrawn = self.withdrawn.iter();
        let of_withdrawn = of_withdrawn
            .filter(|document| !matches!(document.head, Head::Page))
            .filter_map(|document| {
                let written = document.record.council.as_ref();
                council_url(&council_key(
                    written.map(|name| &name.value).or(default.as_ref())?,
                ))
            });
        self.former_council_urls = of_withdrawn.collect();
        let successors = names.successors(&self.site, diagnostics);
        let (councils, ids) = names.into_councils();
        self.councils = councils;
        for (key, successor) in successors {
            if let (Some(&from), Some(&to)) = (ids.get(&key), ids.get(&successor)) {
                self.councils[from.index()].successor = Some(to);
                self.councils[to.index()].predecessors.push(from);
            }
        }
        for council in &mut self.councils {
            council.predecessors.sort();
        }
        for (index, key) in of_reports.into_iter().enumerate() {
            let id = key.and_then(|key| ids.get(&key).copied());
            self.reports[index].council = id;
            if let Some(id) = id {
                self.councils[id.index()].reports.push(ReportId::new(index));
            }
        }
        for (index, key) in of_plans.into_iter().enumerate() {
            let id = key.and_then(|key| ids.get(&key).copied());
            self.plans[index].council = id;
            if let Some(id) = id {
                self.councils[id.index()].plans.push(PlanId::new(index));
            }
        }
    }

    /// Returns what the settings say of a council. `None` if they do not name it.
    pub fn declared_council(&self, id: CouncilId) -> Option<&DeclaredCouncil> {
        Some(&self.site.councils[self.council(id).declared?])
    }

    /// Warns of trips of a council that had ended before.
    pub(crate) fn warn_of_ended_councils(&self, diagnostics: &mut Vec<Diagnostic>) {
        for report in &self.reports {
            let declared = report.council.and_then(|id| self.declared_council(id));
            let Some((declared, ended)) = declared.and_then(|d| Some((d, d.ended?))) else {
                continue;
            };
            let trip = report.trip();
            if trip.dates.from() > ended {
                let message = Message::CouncilEnded {
                    name: declared.name.value.clone(),
                    date: PartialDate::Day(ended).vietnamese(),
                };
                let place = Place::new(&report.document.path, trip.dates_span);
                let warning = Diagnostic::warning(place, message);
                diagnostics.push(warning.hint(Message::CouncilEndedHint));
            }
        }
    }

    /// Assigns each report to its head of delegation.
    pub(crate) fn assign_leads(&mut self) {
        for council in (0..self.councils.len()).map(CouncilId::new) {
            let council_url = self.council(council).url.clone();
            let mut slugs: BTreeSet<String> = BTreeSet::new();
            let leads = self.leads_of(council).map(|(name, reports)| {
                let slug = unused_slug(&name, &slugs);
                slugs.insert(slug.clone());
                (slug, name, reports)
            });
            let mut leads: Vec<_> = leads.collect();
            leads.sort_by_cached_key(|(_, name, _)| text::person_key(name));
            for (slug, name, reports) in leads {
                let id = LeadId::new(self.leads.len());
                let url = council_url.child(&slug);
                for report in &reports {
                    self.reports[report.index()].lead = Some(id);
                }
                self.leads.push(Lead {
                    name,
                    url: url.unwrap_or_else(|| council_url.clone()),
                    council,
                    reports,
                });
                self.councils[council.index()].leads.push(id);
            }
        }
    }

    /// Returns the names of those who led a council's trips, in alphabetical order, each with the
    /// reports of these trips.
    fn leads_of(
        &self,
        council: CouncilId,
    ) -> impl Iterator<Item = (String, Vec<ReportId>)> + use<> {
        let mut leads: BTreeMap<(CollationKey, String), (String, Vec<ReportId>)> = BTreeMap::new();
        for &id in &self.council(council).reports {
            if let Some(lead) = &self.report(id).trip().lead {
                let key = text::match_key(&lead.name);
                let entry = leads
                    .entry((text::collation_key(&key), key))
                    .or_insert_with(|| (lead.name.clone(), Vec::new()));
                entry.1.push(id);
            }
        }
        leads.into_values()
    }
}

/// Returns the slug of a person's name, with a number if it is in `used`: "Hà" and "Hạ" are two
/// people of one slug, and the first in the alphabet keeps it.
fn unused_slug(name: &str, used: &BTreeSet<String>) -> String {
    let base = text::slug(name).unwrap_or_else(|| "truong-doan".to_owned());
    // "Con" cannot be a segment of an address: Windows reserves it.
    let base = match UrlPath::home().child(&base) {
        Some(_) => base,
        None => format!("truong-doan-{base}"),
    };
    let numbered = (2..).map(|number| format!("{base}-{number}"));
    let mut slugs = std::iter::once(base.clone()).chain(numbered);
    let unused = slugs.find(|slug| !used.contains(slug));
    unused.expect("there are more numbers than people")
}

/// Councils by the key under which their names are equal.
struct CouncilNames {
    /// By key.
    councils: BTreeMap<String, NamedCouncil>,
    /// Keys of other names, each with the key of the council that it means.
    aliases: BTreeMap<String, String>,
    /// The council of each address, and where it was named first.
    by_url: BTreeMap<UrlPath, (String, Place)>,
    /// Keys of councils that have a record.
    used: BTreeSet<String>,
}

struct NamedCouncil {
    name: String,
    url: UrlPath,
    former_urls: Vec<UrlPath>,
    declared: Option<usize>,
}

impl CouncilNames {
    /// Returns the councils of the settings, none of which has a record yet.
    fn from_settings(site: &SiteSettings, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut names = Self {
            councils: BTreeMap::new(),
            aliases: BTreeMap::new(),
            by_url: BTreeMap::new(),
            used: BTreeSet::new(),
        };
        let settings = settings_path();
        let mut keys = Vec::new();
        for (index, declared) in site.councils.iter().enumerate() {
            let place = Place::new(&settings, declared.name.span);
            keys.push(names.add(&declared.name.value, Some(index), &place, diagnostics));
        }
        for (declared, key) in site.councils.iter().zip(keys) {
            let Some(key) = key else { continue };
            for alias in &declared.aliases {
                // A former address, or a name that documents use.
                let url = if alias.value.starts_with('/') {
                    UrlPath::parse(&alias.value)
                } else {
                    let alias_key = council_key(&alias.value);
                    let url = council_url(&alias_key);
                    let is_name = alias_key != key && names.councils.contains_key(&alias_key);
                    let other = names.aliases.get(&alias_key).filter(|other| **other != key);
                    let other = if is_name { Some(&alias_key) } else { other };
                    if let Some(other) = other.and_then(|other| names.councils.get(other)) {
                        let place = Place::new(&settings, alias.span);
                        let message = Message::CouncilNameTwice {
                            name: alias.value.clone(),
                            other: other.name.clone(),
                        };
                        let error = Diagnostic::error(place, message);
                        diagnostics.push(error.hint(Message::CouncilNameTwiceHint));
                        continue;
                    }
                    names.aliases.insert(alias_key, key.clone());
                    url
                };
                if let (Some(url), Some(council)) = (url, names.councils.get_mut(&key))
                    && url != council.url
                    && !council.former_urls.contains(&url)
                {
                    council.former_urls.push(url);
                }
            }
        }
        names
    }

    /// Returns the key of the council called `name` and marks it as used. Adds the council if it is
    /// new. `None` if its address is invalid or that of another council.
    fn key_of(
        &mut self,
        name: &str,
        place: &Place,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        let key = council_key(name);
        let key = self.aliases.get(&key).cloned().unwrap_or(key);
        let key = if self.councils.contains_key(&key) {
            key
        } else {
            self.add(name, None, place, diagnostics)?
        };
        self.used.insert(key.clone());
        Some(key)
    }

    /// Returns the keys of councils and of their successors, and marks the successors of councils
    /// with records as used: they have a page although they have no record yet.
    fn successors(
        &mut self,
        site: &SiteSettings,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for declared in &site.councils {
            let Some(written) = &declared.successor else {
                continue;
            };
            let key = council_key(&declared.name.value);
            let successor = council_key(&written.value);
            let successor = self.aliases.get(&successor).unwrap_or(&successor);
            let other = self.councils.get(successor);
            if other.is_some_and(|other| other.declared.is_some()) && *successor != key {
                pairs.push((key, successor.clone()));
                continue;
            }
            if *successor == key {
                let place = Place::new(&settings_path(), written.span);
                let found = written.value.clone();
                let error = Diagnostic::error(place, Message::OwnSuccessor { found });
                diagnostics.push(error.hint(Message::OwnSuccessorHint));
                continue;
            }
            let others = site.councils.iter().map(|other| &*other.name.value);
            let others = others.filter(|name| council_key(name) != key);
            let near = did_you_mean(text::nearest(&written.value, others, 2));
            let place = Place::new(&settings_path(), written.span);
            let found = written.value.clone();
            let error = Diagnostic::error(place, Message::UnknownSuccessor { found });
            let hint = near.unwrap_or(Message::UnknownSuccessorHint);
            diagnostics.push(error.hint(hint));
        }
        self.check_succession(site, &pairs, diagnostics);
        // A successor may have a successor.
        for _ in 0..pairs.len() {
            for (key, successor) in &pairs {
                if self.used.contains(key) {
                    self.used.insert(successor.clone());
                }
            }
        }
        pairs
    }

    /// Reports councils that succeed one another in a circle, and warns of a successor that ended
    /// before the council whose work it took over.
    fn check_succession(
        &self,
        site: &SiteSettings,
        pairs: &[(String, String)],
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let declared = |key: &str| -> Option<&DeclaredCouncil> {
            site.councils.get(self.councils.get(key)?.declared?)
        };
        let next: BTreeMap<&str, &str> = pairs.iter().map(|(a, b)| (&**a, &**b)).collect();
        let mut in_circle: BTreeSet<&str> = BTreeSet::new();
        for (key, successor) in &next {
            let (Some(one), Some(other)) = (declared(key), declared(successor)) else {
                continue;
            };
            let Some(written) = &one.successor else {
                continue;
            };
            let place = Place::new(&settings_path(), written.span);
            let chain = std::iter::successors(Some(*key), |at| next.get(at).copied());
            let chain: Vec<&str> = chain.skip(1).take(pairs.len()).collect();
            let length = chain.iter().position(|at| at == key);
            if let Some(length) = length {
                if in_circle.insert(key) {
                    in_circle.extend(&chain[..length]);
                    let names = std::iter::once(key).chain(&chain[..=length]);
                    let names = names.filter_map(|key| Some(&*declared(key)?.name.value));
                    let names = names.collect::<Vec<_>>().join(" → ");
                    let error = Diagnostic::error(place, Message::SuccessorCircle { names });
                    diagnostics.push(error.hint(Message::SuccessorCircleHint));
                }
            } else if let (Some(ended), Some(date)) = (one.ended, other.ended)
                && date < ended
            {
                let show = |day| PartialDate::Day(day).vietnamese();
                let message = Message::SuccessorEnded {
                    found: other.name.value.clone(),
                    date: show(date),
                    ended: show(ended),
                };
                let warning = Diagnostic::warning(place, message);
                diagnostics.push(warning.hint(Message::SuccessorEndedHint));
            }
        }
    }

    fn add(
        &mut self,
        name: &str,
        declared: Option<usize>,
        place: &Place,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<String> {
        let key = council_key(name);
        if self.councils.contains_key(&key) {
            return Some(key);
        }
        let name = name.to_owned();
        let Some(url) = council_url(&key) else {
            let message = Message::BadSlug { found: name };
            diagnostics.push(Diagnostic::error(place.clone(), message));
            return None;
        };
        if let Some((other, first)) = self.by_url.get(&url) {
            let message = Message::SimilarCouncil {
                name: name.clone(),
                other: other.clone(),
            };
            diagnostics.push(
                Diagnostic::error(place.clone(), message)
                    .related(first.clone(), Message::DuplicateAddressFirst)
                    .hints(did_you_mean([&**other]))
                    .hint(Message::SameCouncilHint { name }),
            );
            return None;
        }
        if declared.is_none() {
            diagnostics.extend(self.misspelling_of_declared(&name, &url, place));
        }
        self.by_url
            .insert(url.clone(), (name.clone(), place.clone()));
        let council = NamedCouncil {
            name,
            url,
            former_urls: Vec::new(),
            declared,
        };
        self.councils.insert(key.clone(), council);
        Some(key)
    }

    /// Returns a warning about a council that the settings do not declare and whose address is one
    /// letter away from that of a declared one: it would silently become a second council.
    fn misspelling_of_declared(
        &self,
        name: &str,
        url: &UrlPath,
        place: &Place,
    ) -> Option<Diagnostic> {
        let declared = self.councils.values();
        let mut declared = declared.filter(|council| council.declared.is_some());
        let other = declared.find(|council| is_one_edit(url.as_str(), council.url.as_str()))?;
        let message = Message::OneCouncil {
            name: name.to_owned(),
            other: other.name.clone(),
        };
        let hint = Message::OneCouncilHint {
            name: name.to_owned(),
        };
        let warning = Diagnostic::warning(place.clone(), message);
        let warning = warning.hints(did_you_mean([&*other.name]));
        Some(warning.hint(hint))
    }

    /// Returns the councils that have a record, in alphabetical order, and the id of each key.
    fn into_councils(self) -> (Vec<Council>, BTreeMap<String, CouncilId>) {
        let mut used: Vec<_> = self
            .councils
            .into_iter()
            .filter(|(key, _)| self.used.contains(key))
            .collect();
        used.sort_by_cached_key(|(key, council)| (text::collation_key(&council.name), key.clone()));
        let mut ids = BTreeMap::new();
        let councils = used.into_iter().enumerate().map(|(index, (key, council))| {
            ids.insert(key, CouncilId::new(index));
            Council {
                name: council.name,
                url: council.url,
                former_urls: council.former_urls,
                declared: council.declared,
                successor: None,
                predecessors: Vec::new(),
                reports: Vec::new(),
                plans: Vec::new(),
                leads: Vec::new(),
            }
        });
        (councils.collect(), ids)
    }
}

/// Returns whether one letter that is missing, too many or another separates two addresses. Digits and
/// words of one or two letters are different councils: "Phường 1" and "Phường 2", "Khu A" and "Khu B".
fn is_one_edit(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one.as_bytes(), other.as_bytes())
    } else {
        (other.as_bytes(), one.as_bytes())
    };
    if long.len() - short.len() > 1 {
        return false;
    }
    let pairs = || short.iter().zip(long);
    let same_before = pairs().take_while(|(one, other)| one == other).count();
    let rest = &long[same_before..];
    let (rest_of_long, rest_of_short) = (rest.get(1..), short.get(same_before..));
    let rest_of_short = if short.len() == long.len() {
        rest_of_short.and_then(|rest| rest.get(1..))
    } else {
        rest_of_short
    };
    let is_letter = |byte: Option<&u8>| byte.is_some_and(|byte| !byte.is_ascii_digit());
    let is_dash = |byte: &u8| *byte == b'-';
    let word_start = long[..same_before]
        .iter()
        .rposition(is_dash)
        .map_or(0, |at| at + 1);
    let word_end = rest
        .iter()
        .position(is_dash)
        .map_or(long.len(), |at| same_before + at);
    let is_word = word_end.saturating_sub(word_start) >= 3;
    rest_of_long.is_some()
        && rest_of_long == rest_of_short
        && is_word
        && is_letter(rest.first())
        && is_letter(short.get(same_before).or(rest.first()))
}

/// Returns the address of the overview of councils, below which each has its page.
pub fn councils_url() -> UrlPath {
    UrlPath::home().fixed("co-quan")
}

/// Returns the address of the council with this key. `None` if no address can be made of it.
fn council_url(key: &str) -> Option<UrlPath> {
    text::slug(key).and_then(|slug| councils_url().child(&slug))
}

/// Returns the key under which names of councils are equal: "Hội đồng nhân dân" is "HĐND".
fn council_key(name: &str) -> String {
    text::match_key(name).replace("hội đồng nhân dân", "hđnd")
}

#[cfg(test)]
mod tests {
    use super::is_one_edit;

    #[test]
    fn one_letter_separates_a_misspelling() {
        for (one, other, expected) in [
            ("hdnd-huyen-con-dao", "hdnd-huyen-con-dap", true),
            ("hdnd-huyen-con-dao", "hdnd-huyen-con-da", true),
            ("hdnd-huyen-con-dao", "hdnd-huyen-conn-dao", true),
            ("hdnd-huyen-con-dao", "hdn-huyen-con-dao", true),
            ("hdnd-tinh-a", "hdnd-tinh-b", false),
            ("hdnd-phuong-1", "hdnd-phuong-2", false),
            ("hdnd-phuong-1", "hdnd-phuong-11", false),
            ("hdnd-tinh-ha-nam", "hdnd-tinh-ha-giang", false),
            ("hdnd-huyen-con-dao", "hdnd-huyen-con-dao", false),
        ] {
            assert_eq!(is_one_edit(one, other), expected, "{one} {other}");
            assert_eq!(is_one_edit(other, one), expected, "{other} {one}");
        }
    }
}
