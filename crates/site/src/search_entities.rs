//! The entities of the search: provinces, countries, topics, years, councils, leads, places and pages, by all
//! their names, with the numbers that their pages show.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::page::{has_finders, thousands};
use crate::route::{self, LinkTarget};
use ssg_archive::{Archive, CouncilId, IndexEntry, LeadId, PairEntry, ReportId, Visit};
use ssg_base::path::UrlPath;
use ssg_content::document::{Area, LessonKind, StopKind};
use ssg_content::vocabulary::TopicId;
use ssg_search::{Entities, Entity, EntityKind, EntityPair};
use ssg_vietnam::country::CountryId;
use ssg_vietnam::gazetteer::{Gazetteer, Unit, UnitId, Vintage};
use ssg_vietnam::text;

/// Collects the entities of an archive, the most likely first among those of one name.
pub fn search_entities(archive: &Archive) -> Entities {
    let mut all = provinces(archive);
    all.extend(countries(archive));
    all.extend(topics(archive));
    all.extend(years(archive));
    all.extend(councils(archive));
    all.extend(leads(archive));
    all.extend(places(archive));
    all.extend(pages(archive));
    Entities {
        all,
        pairs: pairs(archive),
        has_finder: has_finders(archive),
    }
}

fn dotted(number: usize) -> String {
    thousands(i64::try_from(number).unwrap_or(i64::MAX))
}

/// Numbers of records in words; zeros are left out.
fn counts(numbers: &[(usize, &str)]) -> String {
    let known = numbers.iter().filter(|(number, _)| *number > 0);
    let known: Vec<String> = known
        .map(|(number, noun)| format!("{} {noun}", dotted(*number)))
        .collect();
    if known.is_empty() {
        "chưa có báo cáo, bài học".to_owned()
    } else {
        known.join(" · ")
    }
}

fn counts_of(index: Option<&IndexEntry>) -> String {
    let count = |of: fn(&IndexEntry) -> usize| index.map_or(0, of);
    counts(&[
        (count(|index| index.reports.len()), "báo cáo"),
        (count(|index| index.lessons.len()), "bài học"),
        (count(|index| index.plans.len()), "kế hoạch"),
        (count(|index| index.batches.len()), "đợt trong kế hoạch"),
    ])
}

fn address(target: &LinkTarget) -> String {
    let hash = if target.anchor.is_empty() { "" } else { "#" };
    format!("{}{hash}{}", target.url.as_str(), target.anchor)
}

fn names_of_unit(unit: &Unit) -> Vec<String> {
    let names = std::iter::once(unit.name()).chain(unit.aliases());
    names.map(str::to_owned).collect()
}

fn provinces(archive: &Archive) -> Vec<Entity> {
    let gazetteer = Gazetteer::get();
    let current = gazetteer.units(Vintage::Current).map(|(id, unit)| Entity {
        kind: EntityKind::Province,
        address: route::province_url(id).as_str().to_owned(),
        name: unit.shown_name().to_owned(),
        counts: counts_of(archive.indexes.by_province.get(&id)),
        names: names_of_unit(unit),
        slug: unit.slug().to_owned(),
    });
    let former = gazetteer.retired_units().map(|(id, _)| {
        let unit = gazetteer.unit(id);
        let now = gazetteer.unit(gazetteer.current(id));
        let trips = archive.indexes.by_former_province.get(&id);
        let trips = trips.map_or(0, Vec::len);
        let trips = match trips {
            0 => String::new(),
            trips => {
                let change = if unit.name_until() == unit.valid_to() {
                    "sáp nhập"
                } else {
                    "đổi tên"
                };
                format!(" · {} chuyến đi trước ngày {change}", dotted(trips))
            }
        };
        Entity {
            kind: EntityKind::FormerProvince,
            address: route::province_url(id).as_str().to_owned(),
            name: unit.shown_name().to_owned(),
            counts: format!("nay thuộc {}{trips}", now.shown_name()),
            names: names_of_unit(unit),
            slug: now.slug().to_owned(),
        }
    });
    current.chain(former).collect()
}

/// Countries. One without trips has no page and is only known by names that are hardly other words:
/// not by `Anh` or `Pháp`.
fn countries(archive: &Archive) -> impl Iterator<Item = Entity> + '_ {
    CountryId::all().map(|id| {
        let country = id.country();
        let names = [country.name(), country.english()].into_iter();
        let names = names.chain(country.aliases().iter().copied());
        let name = country.name().to_owned();
        let Some(entry) = archive.indexes.by_country.get(&id) else {
            let is_distinct = |name: &&str| name.contains(' ') || name.chars().count() > 4;
            return Entity {
                kind: EntityKind::Country,
                address: String::new(),
                name,
                counts: String::new(),
                names: names.filter(is_distinct).map(str::to_owned).collect(),
                slug: String::new(),
            };
        };
        Entity {
            kind: EntityKind::Country,
            address: route::country_url(id).as_str().to_owned(),
            name,
            counts: counts(&[
                (entry.reports.len(), "báo cáo"),
                (entry.batches.len(), "đợt trong kế hoạch"),
            ]),
            names: names.map(str::to_owned).collect(),
            slug: country_slug(id),
        }
    })
}

/// The slug by which pairs refer to a country: a province may have the same name.
fn country_slug(id: CountryId) -> String {
    format!("nuoc-{}", id.country().slug())
}

fn topics(archive: &Archive) -> impl Iterator<Item = Entity> + '_ {
    // What is not about one topic, such as "camera giám sát", is about the one whose alias has it.
    let all = archive.vocabulary.topics();
    let excluded: Vec<&String> = all.flat_map(|(_, topic)| &topic.not).collect();
    archive.vocabulary.topics().map(move |(id, topic)| {
        let mut names = vec![topic.label.clone(), topic.short_label().to_owned()];
        names.extend(topic.aliases.iter().cloned());
        let is_in_alias = |phrase: &&&String| {
            topic
                .aliases
                .iter()
                .any(|alias| alias.contains(phrase.as_str()))
        };
        names.extend(
            excluded
                .iter()
                .filter(is_in_alias)
                .map(|phrase| (*phrase).clone()),
        );
        // A label may join what is asked for apart: "Y tế, dân số".
        let parts = topic.label.split(", ").map(str::to_owned);
        names.extend(parts.filter(|part| part.contains(' ') || part.to_uppercase() == *part));
        Entity {
            kind: EntityKind::Topic,
            address: route::topic_url(archive, id).as_str().to_owned(),
            name: topic.label.clone(),
            counts: counts_of(archive.indexes.by_topic.get(&id)),
            names,
            slug: topic.slug.clone(),
        }
    })
}

fn years(archive: &Archive) -> impl Iterator<Item = Entity> + '_ {
    let years = archive.indexes.by_year.iter().rev();
    years.map(|(&year, index)| Entity {
        kind: EntityKind::Year,
        address: route::year_url(year).as_str().to_owned(),
        name: format!("Năm {year}"),
        counts: counts_of(Some(index)),
        names: vec![format!("năm {year}"), year.to_string()],
        slug: year.to_string(),
    })
}

fn councils(archive: &Archive) -> impl Iterator<Item = Entity> + '_ {
    archive.councils.iter().map(|council| {
        let (of, rest) = council.name.split_once(' ').unwrap_or(("", &council.name));
        let is_council = of == "HĐND";
        let mut names = vec![council.name.clone()];
        let aliases = council
            .declared
            .map(|at| &archive.site.councils[at].aliases);
        let aliases = aliases.into_iter().flatten();
        let aliases = aliases.map(|alias| alias.value.clone());
        names.extend(aliases.filter(|alias| !alias.starts_with('/')));
        if is_council {
            // "(tỉnh Minh Hoạ)" tells namesakes apart and is rarely written.
            let short = rest.split(" (").next().unwrap_or(rest);
            let kinds = [
                "tỉnh ",
                "thành phố ",
                "huyện ",
                "thị xã ",
                "quận ",
                "đặc khu ",
                "xã ",
                "phường ",
            ];
            let bare = kinds.iter().find_map(|kind| short.strip_prefix(kind));
            let written = [rest, short].into_iter().chain(bare);
            for place in written.clone() {
                names.push(format!("HĐND {place}"));
                names.push(format!("Hội đồng nhân dân {place}"));
            }
            if let Some(city) = short.strip_prefix("thành phố ") {
                names.extend(
                    ["HĐND TP", "Hội đồng nhân dân TP", "TP"].map(|of| format!("{of} {city}")),
                );
            }
            names.extend(written.map(str::to_owned));
        }
        Entity {
            kind: EntityKind::Council,
            address: council.url.as_str().to_owned(),
            name: council.name.clone(),
            counts: counts(&[
                (council.reports.len(), "báo cáo"),
                (council.plans.len(), "kế hoạch"),
            ]),
            names,
            slug: String::new(),
        }
    })
}

/// Leads, of namesakes the one with most reports first.
fn leads(archive: &Archive) -> impl Iterator<Item = Entity> + '_ {
    let mut leads: Vec<_> = archive.leads.iter().enumerate().collect();
    leads.sort_by_key(|(_, lead)| Reverse(lead.reports.len()));
    leads.into_iter().map(|(at, lead)| {
        let mut names = vec![lead.name.clone()];
        // Vietnamese are called by the given name, or by it and the word before.
        let words: Vec<&str> = lead.name.split(' ').collect();
        if let [.., _, middle, given] = &*words {
            names.push(format!("{middle} {given}"));
        }
        let person = archive.report(lead.reports[0]).trip().lead.as_ref();
        let person = person.filter(|person| !person.honorific.is_empty());
        if let (Some(person), Some(given)) = (person, words.last()) {
            names.push(format!("{} {given}", person.honorific));
        }
        let council = &archive.council(CouncilId::new(lead.council.index())).name;
        let reports = dotted(lead.reports.len());
        Entity {
            kind: EntityKind::Lead,
            address: route::lead_url(archive, LeadId::new(at))
                .as_str()
                .to_owned(),
            name: lead.name.clone(),
            counts: format!("{council} · {reports} báo cáo"),
            names,
            slug: String::new(),
        }
    })
}

/// A place that delegations went to.
struct VisitedPlace {
    name: String,
    unit: UnitId,
    visits: Vec<Visit>,
}

/// Places of stops, by name and province of today. A place of one stop leads to that stop, any other to
/// its province, which lists its stops.
fn places(archive: &Archive) -> impl Iterator<Item = Entity> + '_ {
    let gazetteer = Gazetteer::get();
    let mut places: BTreeMap<(String, &str), VisitedPlace> = BTreeMap::new();
    for (at, report) in archive.reports.iter().enumerate() {
        for (position, stop) in report.trip().stops.iter().enumerate() {
            // A place abroad is found by its report.
            let Area::Province(unit) = stop.area else {
                continue;
            };
            if stop.kind == StopKind::Transit || stop.place.is_empty() {
                continue;
            }
            let unit = gazetteer.current(unit);
            let key = (text::match_key(&stop.place), gazetteer.unit(unit).slug());
            let place = places.entry(key).or_insert_with(|| VisitedPlace {
                name: stop.place.clone(),
                unit,
                visits: Vec::new(),
            });
            place.visits.push(Visit {
                report: ReportId::new(at),
                stop: Some(position),
            });
        }
    }
    let provinces = province_folds();
    places.into_values().map(move |place| {
        let province = gazetteer.unit(place.unit);
        let target = match place.visits[..] {
            [only] => address(&route::visit_target(archive, only)),
            _ => route::province_url(place.unit).as_str().to_owned(),
        };
        let kinds = [
            "thị xã ",
            "thành phố ",
            "huyện ",
            "thị trấn ",
            "xã ",
            "phường ",
            "quận ",
        ];
        let mut names = vec![place.name.clone()];
        // "Bản Lao Chải Tả Van, thị xã Sa Pa" is also asked for by its parts.
        let parts = place.name.split([',', '–', '(', ')']).map(str::trim);
        for part in parts.filter(|part| part.contains(' ')) {
            names.push(part.to_owned());
            names.extend(
                kinds
                    .iter()
                    .find_map(|kind| part.strip_prefix(kind))
                    .map(str::to_owned),
            );
        }
        let visits = dotted(place.visits.len());
        Entity {
            kind: EntityKind::Place,
            address: target,
            counts: format!("{} · {visits} lần đến", province.shown_name()),
            name: place.name,
            // The city of a province's name is the province to most who ask.
            names: names
                .into_iter()
                .filter(|name| !provinces.contains(&text::fold(name)))
                .collect(),
            slug: province.slug().to_owned(),
        }
    })
}

/// The names of provinces of today and of before 2025, folded, also with their kinds.
fn province_folds() -> BTreeSet<String> {
    let gazetteer = Gazetteer::get();
    let vintages = [Vintage::Current, Vintage::Former].into_iter();
    let units = vintages.flat_map(|vintage| gazetteer.units(vintage));
    let written = |unit: &Unit| {
        ["", "tỉnh ", "thành phố "].map(|kind| text::fold(&format!("{kind}{}", unit.name())))
    };
    units.flat_map(|(_, unit)| written(unit)).collect()
}

/// The office's own pages, by their whole titles, and the pages that every archive has.
fn pages(archive: &Archive) -> Vec<Entity> {
    let own = archive.pages.iter();
    let own = own.map(|page| page_entity(&page.url, &page.record.title, &[]));
    own.chain(fixed_pages(archive)).collect()
}

fn page_entity(url: &UrlPath, title: &str, names: &[&str]) -> Entity {
    let names = std::iter::once(title).chain(names.iter().copied());
    Entity {
        kind: EntityKind::Page,
        address: url.as_str().to_owned(),
        name: title.to_owned(),
        counts: String::new(),
        names: names.map(str::to_owned).collect(),
        slug: String::new(),
    }
}

/// The pages of which a site has one each, with what readers ask for in their place.
fn fixed_pages(archive: &Archive) -> Vec<Entity> {
    let home = UrlPath::home();
    let mut all = vec![
        page_entity(&route::follow_up_url(), "Theo dõi kế hoạch", FOLLOW_UP),
        page_entity(
            &route::costs_url(),
            "Kinh phí, thời gian các chuyến đi",
            COSTS,
        ),
        page_entity(&route::log_url(), "Nhật ký xuất bản", LOG),
        page_entity(
            &route::lessons_used_url(),
            "Bài học được áp dụng",
            LESSONS_USED,
        ),
        page_entity(&route::lessons_url(None), "Bài học", &["các bài học"]),
        page_entity(
            &route::reports_url(),
            "Báo cáo",
            &[
                "các báo cáo",
                "danh sách báo cáo",
                "báo cáo mới nhất",
                "báo cáo gần đây",
            ],
        ),
        page_entity(
            &route::plans_url(),
            "Kế hoạch",
            &["các kế hoạch", "danh sách kế hoạch"],
        ),
        page_entity(&route::councils_url(), "Cơ quan", COUNCILS),
        page_entity(&route::leads_url(), "Trưởng đoàn", &["các trưởng đoàn"]),
        page_entity(&route::provinces_url(), "Tỉnh, thành phố", PROVINCES),
        page_entity(
            &route::topics_url(),
            "Chủ đề",
            &["các chủ đề", "danh sách chủ đề", "lĩnh vực"],
        ),
        page_entity(&route::years_url(), "Theo năm", &["các năm"]),
        page_entity(
            &route::accessibility_url(),
            "Khả năng tiếp cận",
            &["trợ năng", "trình đọc màn hình"],
        ),
        page_entity(&route::site_map_url(), "Sơ đồ trang", &["sơ đồ", "mục lục"]),
        page_entity(&home, "Trang chủ", &["tổng quan"]),
    ];
    all.extend(LessonKind::ALL.map(|kind| {
        let names = match kind {
            LessonKind::Recommendation => RECOMMENDATIONS,
            _ => &[],
        };
        page_entity(&route::lessons_url(Some(kind)), kind.label(), names)
    }));
    if !archive.indexes.by_country.is_empty() {
        let names = &["nước ngoài", "các nước"];
        all.push(page_entity(&route::countries_url(), "Đi nước ngoài", names));
    }
    if archive.site.data {
        all.push(page_entity(&route::data_url(), "Dữ liệu mở", DATA));
    }
    all
}

const FOLLOW_UP: &[&str] = &[
    "theo dõi",
    "theo dõi thực hiện kế hoạch",
    "thực hiện kế hoạch",
    "tiến độ kế hoạch",
    "tiến độ thực hiện kế hoạch",
    "đợt chưa có báo cáo",
    "đợt nào chưa có báo cáo",
    "đợt đã có báo cáo",
    "đợt nào đã có báo cáo",
    "chưa có báo cáo",
    "chưa báo cáo",
    "kế hoạch chưa có báo cáo",
    "kế hoạch chưa thực hiện",
    "chậm báo cáo",
    "quá hạn báo cáo",
];
const COSTS: &[&str] = &[
    "chi phí",
    "kinh phí",
    "chi phí chuyến đi",
    "chi phí các chuyến đi",
    "kinh phí chuyến đi",
    "kinh phí các chuyến đi",
    "tổng chi phí",
    "tổng kinh phí",
    "bao nhiêu tiền",
    "hết bao nhiêu tiền",
    "tốn bao nhiêu tiền",
    "tốn bao nhiêu",
    "chuyến đi rẻ nhất",
    "chuyến đi đắt nhất",
    "chuyến đi tốn kém nhất",
];
const LOG: &[&str] = &[
    "nhật ký",
    "đính chính",
    "thu hồi",
    "đã thu hồi",
    "văn bản đã thu hồi",
    "văn bản bị thu hồi",
    "báo cáo đã thu hồi",
    "báo cáo bị thu hồi",
    "văn bản đính chính",
    "mới đăng",
    "mới cập nhật",
];
const LESSONS_USED: &[&str] = &[
    "bài học đã áp dụng",
    "bài học được vận dụng",
    "bài học chưa áp dụng",
    "bài học chưa được áp dụng",
    "bài học đã dùng",
    "áp dụng bài học",
    "vận dụng bài học",
];
const RECOMMENDATIONS: &[&str] = &[
    "các kiến nghị",
    "đề xuất, kiến nghị",
    "trả lời kiến nghị",
    "giải quyết kiến nghị",
    "kiến nghị đã trả lời",
    "kiến nghị chưa trả lời",
    "kiến nghị đã được trả lời",
    "kiến nghị chưa được trả lời",
];
const COUNCILS: &[&str] = &[
    "các cơ quan",
    "danh sách cơ quan",
    "HĐND",
    "các HĐND",
    "danh sách HĐND",
    "Hội đồng nhân dân",
    "các Hội đồng nhân dân",
    "danh sách Hội đồng nhân dân",
];
const PROVINCES: &[&str] = &[
    "tỉnh thành",
    "các tỉnh",
    "các tỉnh thành",
    "các tỉnh, thành phố",
    "danh sách tỉnh",
    "danh sách tỉnh thành",
    "bản đồ",
    "nơi đến",
    "những nơi đã đến",
];
const DATA: &[&str] = &[
    "dữ liệu",
    "tải dữ liệu",
    "tải về",
    "bảng tính",
    "CSV",
    "Excel",
    "JSON",
    "open data",
];

fn pairs(archive: &Archive) -> Vec<EntityPair> {
    let gazetteer = Gazetteer::get();
    let topic_slug = |topic| archive.vocabulary.topic(topic).slug.clone();
    let of_provinces = archive.indexes.by_province_and_topic.iter();
    let of_provinces = of_provinces.map(|(&(unit, topic), pair)| {
        let target = route::province_topic_target(archive, pair, unit, topic);
        EntityPair {
            slugs: [gazetteer.unit(unit).slug().to_owned(), topic_slug(topic)],
            address: address(&target),
            counts: pair_counts(pair, "nơi đến"),
        }
    });
    let of_countries = reports_by_country_and_topic(archive).into_iter();
    let of_countries = of_countries.map(|((country, topic), reports)| {
        let url = match reports[..] {
            [only] => archive.report(only).document.url.clone(),
            _ => route::country_url(country),
        };
        EntityPair {
            slugs: [country_slug(country), topic_slug(topic)],
            address: url.as_str().to_owned(),
            counts: counts(&[(reports.len(), "báo cáo")]),
        }
    });
    let of_years = archive.indexes.by_topic_and_year.iter();
    let of_years = of_years.map(|(&(topic, year), pair)| {
        let target = route::topic_year_target(archive, pair, topic, year);
        EntityPair {
            slugs: [year.to_string(), topic_slug(topic)],
            address: address(&target),
            counts: pair_counts(pair, "báo cáo"),
        }
    });
    of_provinces.chain(of_countries).chain(of_years).collect()
}

/// The reports about a topic in a country: by the topics of its stops there, and by those of the report
/// if its trip went only to that country.
fn reports_by_country_and_topic(
    archive: &Archive,
) -> BTreeMap<(CountryId, TopicId), Vec<ReportId>> {
    let mut all: BTreeMap<_, Vec<ReportId>> = BTreeMap::new();
    for (&country, entry) in &archive.indexes.by_country {
        for &id in &entry.reports {
            let report = archive.report(id);
            let is_only = report.provinces.is_empty() && report.countries.len() == 1;
            let of_report = report.document.record.topics.iter().filter(|_| is_only);
            let stops = report.trip().stops.iter();
            let there =
                stops.filter(|stop| matches!(stop.area, Area::Country(at) if at == country));
            let topics = of_report.chain(there.flat_map(|stop| &stop.topics));
            for topic in topics.copied().collect::<BTreeSet<_>>() {
                all.entry((country, topic)).or_default().push(id);
            }
        }
    }
    all
}

fn pair_counts(pair: &PairEntry, visits: &str) -> String {
    counts(&[(pair.lessons.len(), "bài học"), (pair.visits.len(), visits)])
}
