//! Facts of the built-in tables, and what names mean on certain days.

use std::collections::BTreeSet;

use super::*;

fn day(iso: &str) -> NaiveDate {
    IsoDay::try_from(iso.to_owned())
        .expect("the text is a day")
        .0
}

fn unit(id: &str) -> UnitId {
    Gazetteer::get().by_id(id).expect(id)
}

fn found(id: &str) -> Resolution {
    Resolution::Found(unit(id))
}

fn abolished(id: &str, successor: &str) -> Resolution {
    Resolution::Abolished {
        unit: unit(id),
        successor: unit(successor),
    }
}

fn check(name: &str, on: &str, expected: &Resolution) {
    let resolution = Gazetteer::get().resolve(name, day(on));
    assert_eq!(&resolution, expected, "{name} on {on}");
}

fn check_nearest(name: &str, on: &str, nearest: &[&str]) {
    check(name, on, &Resolution::Unknown);
    assert_eq!(
        Gazetteer::get().suggest(name, day(on)),
        nearest,
        "{name} on {on}"
    );
}

/// All units, each with its last day or a current one.
fn all_units() -> Vec<(UnitId, &'static Unit, NaiveDate)> {
    let gazetteer = Gazetteer::get();
    [Vintage::Current, Vintage::Former, Vintage::Earlier]
        .into_iter()
        .flat_map(|vintage| gazetteer.units(vintage))
        .map(|(id, unit)| (id, unit, unit.valid_to().unwrap_or(day("2026-11-22"))))
        .collect()
}

#[test]
fn has_34_current_63_former_and_one_earlier_unit() {
    let count = |vintage| Gazetteer::get().units(vintage).count();
    assert_eq!(count(Vintage::Current), 34);
    assert_eq!(count(Vintage::Former), 63);
    assert_eq!(count(Vintage::Earlier), 1);
    assert_eq!(Gazetteer::get().retired_units().count(), 30);
    let cities = |on| {
        let units = Gazetteer::get().units(Vintage::Current);
        units
            .filter(|(_, unit)| unit.kind(day(on)) == UnitKind::City)
            .count()
    };
    assert_eq!(cities("2025-07-01"), 6);
    assert_eq!(cities("2026-04-30"), 7);
    assert_eq!(cities("2026-09-01"), 8);
    assert_eq!(cities("2026-11-22"), 9);
}

#[test]
fn each_of_the_63_became_one_of_the_34() {
    let gazetteer = Gazetteer::get();
    let mut merged = 0;
    for (current, unit) in gazetteer.units(Vintage::Current) {
        let former = gazetteer.predecessors(current);
        merged += former.len();
        assert!(former.iter().all(|&id| gazetteer.current(id) == current));
        assert_eq!(
            former.len() > 1,
            unit.seat_from().is_some(),
            "{}",
            unit.name()
        );
        assert_eq!(gazetteer.current(current), current);
        assert_eq!(unit.valid_from(), Some(gazetteer.reform().effective()));
        assert_eq!((unit.successor(), unit.valid_to()), (None, None));
    }
    assert_eq!(merged, 63);
    let last = gazetteer.reform().effective().pred_opt();
    assert!(
        gazetteer
            .units(Vintage::Former)
            .all(|(_, unit)| unit.valid_to() == last)
    );
    let unchanged = gazetteer
        .units(Vintage::Current)
        .filter(|&(id, _)| gazetteer.predecessors(id).len() == 1);
    assert_eq!(unchanged.count(), 11);
}

/// The facts that the file repeats.
#[derive(Deserialize)]
struct RepeatedFacts {
    current: Vec<Merger>,
    former: Vec<SlugReuse>,
    code_meaning_changed: Vec<ReassignedCode>,
}

#[derive(Deserialize)]
struct Merger {
    id: String,
    merged_from: Vec<String>,
    merged_from_names: Vec<String>,
    unchanged: bool,
}

#[derive(Deserialize)]
struct SlugReuse {
    id: String,
    slug_reused_by_current: Option<String>,
}

#[derive(Deserialize)]
struct ReassignedCode {
    code: String,
    until_2025_06_30: String,
    from_2025_07_01: String,
}

fn repeated_facts() -> RepeatedFacts {
    crate::built_in_table(include_str!("provinces.yaml"))
}

#[test]
fn repeated_facts_agree() {
    let gazetteer = Gazetteer::get();
    for merger in repeated_facts().current {
        let merged = gazetteer.predecessors(unit(&merger.id));
        let units = |ids: Vec<String>| ids.iter().map(|id| unit(id)).collect::<BTreeSet<_>>();
        let names = merged.iter().map(|&id| gazetteer.unit(id).name());
        assert_eq!(
            names.collect::<BTreeSet<_>>(),
            merger.merged_from_names.iter().map(|n| &**n).collect()
        );
        assert_eq!(
            merged.iter().copied().collect::<BTreeSet<_>>(),
            units(merger.merged_from)
        );
        assert_eq!(merger.unchanged, merged.len() == 1);
    }
    for reuse in repeated_facts().former {
        let slug = gazetteer.unit(unit(&reuse.id)).slug();
        let current = gazetteer.current_by_slug(slug);
        assert_eq!(current, reuse.slug_reused_by_current.map(|id| unit(&id)));
    }
}

#[test]
fn seven_codes_were_reassigned() {
    let gazetteer = Gazetteer::get();
    let name_of_code = |vintage, code: &str| {
        let mut units = gazetteer.units(vintage);
        units
            .find(|(_, unit)| unit.code() == Some(code))
            .map(|(_, unit)| unit.name().to_owned())
    };
    let reassigned = repeated_facts().code_meaning_changed;
    for code in &reassigned {
        assert_eq!(
            name_of_code(Vintage::Former, &code.code),
            Some(code.until_2025_06_30.clone())
        );
        assert_eq!(
            name_of_code(Vintage::Current, &code.code),
            Some(code.from_2025_07_01.clone())
        );
    }
    let changed = gazetteer.units(Vintage::Current).filter(|(_, unit)| {
        let code = unit.code().expect("all of the 34 have a code");
        name_of_code(Vintage::Former, code).as_deref() != Some(unit.name())
    });
    let changed: Vec<&str> = changed.filter_map(|(_, unit)| unit.code()).collect();
    // 46 is the same unit, renamed from Thừa Thiên Huế to Huế.
    assert_eq!(changed, ["15", "24", "44", "46", "52", "80", "82", "91"]);
    assert_eq!(reassigned.len(), 7);
}

#[test]
fn slugs_are_made_from_names() {
    let gazetteer = Gazetteer::get();
    for (id, unit, _) in all_units() {
        assert_eq!(text::slug(unit.name()).as_deref(), Some(unit.slug()));
        let by_slug = match unit.vintage() {
            Vintage::Current => gazetteer.current_by_slug(unit.slug()),
            Vintage::Former => gazetteer.former_by_slug(unit.slug()),
            Vintage::Earlier => continue,
        };
        assert_eq!(by_slug, Some(id));
    }
    // The only unit whose slug changed although it was not merged.
    assert_eq!(gazetteer.unit(unit("vn63-46")).slug(), "thua-thien-hue");
    assert_eq!(gazetteer.unit(unit("vn34-46")).slug(), "hue");
    assert_eq!(gazetteer.current_by_slug("ha-tay"), None);
}

#[test]
fn ids_consist_of_vintage_and_code() {
    let mut ids = BTreeSet::new();
    for (id, unit, _) in all_units() {
        let prefix = match unit.vintage() {
            Vintage::Current => "vn34-",
            Vintage::Former => "vn63-",
            Vintage::Earlier => "vn64-",
        };
        assert!(unit.id().starts_with(prefix) && ids.insert(unit.id()));
        assert!(unit.code().is_none_or(|code| unit.id().ends_with(code)));
        assert_eq!(Gazetteer::get().by_id(unit.id()), Some(id));
    }
}

#[test]
fn names_are_unique_within_a_vintage() {
    for (id, unit, _) in all_units() {
        let names = &Gazetteer::get().by_name[&unit.vintage()];
        for name in unit.all_names() {
            let key = text::match_key(name);
            assert_eq!(names.get(&key), Some(&id), "{name}");
        }
    }
}

#[test]
fn regions_changed_with_the_reform() {
    let count = |vintage| {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, unit) in Gazetteer::get().units(vintage) {
            *counts
                .entry(unit.region().expect("the unit has a region").slug())
                .or_default() += 1;
        }
        counts.into_values().collect::<Vec<_>>()
    };
    // In the order of slugs.
    assert_eq!(count(Vintage::Current), [5, 5, 6, 3, 6, 9]);
    assert_eq!(count(Vintage::Former), [14, 13, 11, 6, 5, 14]);
    let region = |id| Gazetteer::get().unit(unit(id)).region().map(Region::name);
    assert_eq!(region("vn63-80"), Some("Đồng bằng sông Cửu Long"));
    assert_eq!(region("vn34-80"), Some("Đông Nam Bộ"));
    assert_eq!(region("vn64-ha-tay"), None);
}

/// The name with the other tone placement, if it has an open rime.
fn with_other_tone_placement(name: &str) -> String {
    [("òa", "oà"), ("óa", "oá"), ("ủy", "uỷ"), ("úy", "uý")]
        .iter()
        .fold(name.to_owned(), |name, (old, new)| name.replace(old, new))
}

#[test]
fn resolves_names_in_every_spelling() {
    for (id, unit, on) in all_units() {
        let expected = Resolution::Found(id);
        for name in [unit.name(), unit.name_on(on), unit.official_name(on)]
            .into_iter()
            .chain(unit.aliases())
        {
            for spelling in [
                name.to_owned(),
                text::nfd(name),
                with_other_tone_placement(name),
                name.to_lowercase(),
                name.to_uppercase(),
            ] {
                assert_eq!(
                    Gazetteer::get().resolve(&spelling, on),
                    expected,
                    "{spelling}"
                );
            }
        }
        for kind in ["tỉnh", "Tỉnh", "thành phố", "TP.", "TP", "Tp. "] {
            let written = format!("{kind} {}", unit.name());
            assert_eq!(
                Gazetteer::get().resolve(&written, on),
                expected,
                "{written}"
            );
        }
    }
    check("TP.Hồ Chí Minh", "2023-04-01", &found("vn63-79"));
    check("TPHCM", "2026-04-01", &found("vn34-79"));
    check("Bà Rịa – Vũng Tàu", "2023-04-01", &found("vn63-77"));
    check("  Khánh   Hoà ", "2023-04-01", &found("vn63-56"));
}

#[test]
fn resolves_names_as_of_the_day() {
    check("Bạc Liêu", "2023-07-01", &found("vn63-95"));
    check("Bạc Liêu", "2025-06-30", &found("vn63-95"));
    check("Bạc Liêu", "2025-07-01", &abolished("vn63-95", "vn34-96"));
    check("Cà Mau", "2025-06-30", &found("vn63-96"));
    check("Cà Mau", "2025-07-01", &found("vn34-96"));
    check(
        "tỉnh Yên Bái",
        "2026-01-01",
        &abolished("vn63-15", "vn34-15"),
    );
    check("Long An", "2026-01-01", &abolished("vn63-80", "vn34-80"));
    let gazetteer = Gazetteer::get();
    assert_eq!(gazetteer.current(unit("vn63-95")), unit("vn34-96"));
    assert_eq!(
        gazetteer.predecessors(unit("vn34-96")),
        [unit("vn63-95"), unit("vn63-96")]
    );
    assert!(
        gazetteer
            .retired_units()
            .any(|pair| pair == (unit("vn63-95"), unit("vn34-96")))
    );
}

#[test]
fn city_with_the_name_of_a_person_is_shown_with_its_kind() {
    let shown = |id| Gazetteer::get().unit(unit(id)).shown_name();
    assert_eq!(shown("vn34-79"), "TP. Hồ Chí Minh");
    assert_eq!(shown("vn34-15"), "Lào Cai");
}

#[test]
fn hue_is_one_unit_with_two_names() {
    check("Huế", "2023-01-01", &found("vn63-46"));
    check("Thừa Thiên Huế", "2023-01-01", &found("vn63-46"));
    check("thành phố Huế", "2025-03-01", &found("vn63-46"));
    check("Huế", "2025-07-01", &found("vn34-46"));
    // The long name is an alias of the current unit.
    check("Thừa Thiên - Huế", "2025-07-01", &found("vn34-46"));
    let hue = Gazetteer::get().unit(unit("vn63-46"));
    assert_eq!(hue.official_name(day("2024-12-31")), "tỉnh Thừa Thiên Huế");
    assert_eq!(hue.official_name(day("2025-01-01")), "thành phố Huế");
    assert_eq!(hue.name_on(day("2025-01-01")), "Huế");
    assert_eq!(hue.kind(day("2025-01-01")), UnitKind::City);
    assert_eq!(hue.official_name(day("2026-01-01")), "thành phố Huế");
    assert_eq!(hue.names().len(), 2);
}

#[test]
fn resolves_units_before_the_63() {
    check("Hà Tây", "2007-05-01", &found("vn64-ha-tay"));
    check("Hà Tây", "2008-07-31", &found("vn64-ha-tay"));
    check("Hà Tây", "2008-08-01", &abolished("vn64-ha-tay", "vn63-01"));
    check("Hà Tây", "2010-01-01", &abolished("vn64-ha-tay", "vn63-01"));
    check(
        "tỉnh Hà Tây",
        "2026-01-01",
        &abolished("vn64-ha-tay", "vn34-01"),
    );
    check("Hà Nội", "2007-05-01", &found("vn63-01"));
    let gazetteer = Gazetteer::get();
    assert_eq!(gazetteer.current(unit("vn64-ha-tay")), unit("vn34-01"));
    assert_eq!(
        gazetteer.predecessors(unit("vn63-01")),
        [unit("vn64-ha-tay")]
    );
    assert_eq!(gazetteer.predecessors(unit("vn64-ha-tay")), []);
}

#[test]
fn kinds_depend_on_the_day() {
    let name = |id, on| Gazetteer::get().unit(unit(id)).official_name(day(on));
    assert_eq!(name("vn34-15", "2026-01-01"), "tỉnh Lào Cai");
    assert_eq!(name("vn34-75", "2026-04-29"), "tỉnh Đồng Nai");
    assert_eq!(name("vn34-75", "2026-04-30"), "thành phố Đồng Nai");
    assert_eq!(name("vn34-22", "2026-08-31"), "tỉnh Quảng Ninh");
    assert_eq!(name("vn34-22", "2026-09-01"), "thành phố Quảng Ninh");
    assert_eq!(name("vn34-24", "2026-09-19"), "tỉnh Bắc Ninh");
    assert_eq!(name("vn34-24", "2026-09-20"), "thành phố Bắc Ninh");
    assert_eq!(name("vn34-24", "2020-01-01"), "tỉnh Bắc Ninh");
    let last = Gazetteer::get().unit(unit("vn34-24")).names().last();
    assert_eq!(
        last.and_then(DatedName::basis),
        Some("Nghị quyết 39/2026/QH16")
    );
    for (_, unit, on) in all_units() {
        let kind = unit.kind(on).vietnamese();
        assert!(unit.official_name(on).starts_with(kind), "{}", unit.name());
        for pair in unit.names().windows(2) {
            let next = pair[0].to().and_then(|last| last.succ_opt());
            assert_eq!(next, pair[1].from(), "{}", unit.name());
        }
    }
}

#[test]
fn misspelt_names_are_only_suggested() {
    check_nearest("Lao Cai", "2023-08-18", &["Lào Cai"]);
    check_nearest("tỉnh Lào Kai", "2023-08-18", &["Lào Cai"]);
    check_nearest(
        "Bac Giang",
        "2026-01-01",
        &["Bắc Giang", "An Giang", "Hà Giang"],
    );
    check_nearest("Sai Gon", "2026-01-01", &["Hồ Chí Minh"]);
    check_nearest("Hà Tay", "2007-01-01", &["Hà Tây", "Hà Nam"]);
    for unknown in [
        "",
        " ",
        "tỉnh",
        "thành phố ",
        "Viêng Chăn",
        "Sa Pa",
        "01",
        "vn63-10",
        "日本",
    ] {
        check_nearest(unknown, "2023-08-18", &[]);
    }
}

#[test]
fn grid_has_a_tile_for_each_current_unit() {
    let gazetteer = Gazetteer::get();
    let units: BTreeSet<UnitId> = gazetteer.tiles().iter().map(|tile| tile.unit).collect();
    let current: BTreeSet<UnitId> = gazetteer
        .units(Vintage::Current)
        .map(|(id, _)| id)
        .collect();
    assert_eq!(units, current);
    let grid = gazetteer.grid();
    let tiles = grid.tiles.iter().map(|tile| (tile.row, tile.col));
    let sea = grid.archipelagos.iter().map(|tile| (tile.row, tile.col));
    let places: BTreeSet<(u8, u8)> = tiles.clone().chain(sea).collect();
    assert_eq!(places.len(), 36, "no two tiles are in the same place");
    assert!(
        places
            .iter()
            .all(|&(row, col)| (1..=grid.rows).contains(&row) && (1..=grid.columns).contains(&col))
    );
    assert!(tiles.is_sorted());
    for tile in gazetteer.tiles() {
        assert!(gazetteer.resolve(&tile.label, day("2026-01-01")) == Resolution::Found(tile.unit));
    }
}

#[test]
fn both_maps_have_the_two_archipelagos() {
    let gazetteer = Gazetteer::get();
    let expected = [
        ("hoang-sa", unit("vn34-48")),
        ("truong-sa", unit("vn34-56")),
    ];
    let tiles = gazetteer
        .archipelagos()
        .iter()
        .map(|tile| (&*tile.slug, tile.unit));
    assert_eq!(tiles.collect::<Vec<_>>(), expected);
    let drawn = &gazetteer.islands().archipelagos;
    assert_eq!(
        drawn.iter().map(|a| (&*a.slug, a.unit)).collect::<Vec<_>>(),
        expected
    );
    assert_eq!(
        drawn.iter().map(|a| a.points.len()).collect::<Vec<_>>(),
        [9, 14]
    );
    let islands = gazetteer.islands();
    assert_eq!(islands.small.len(), 11);
    assert!(islands.small.iter().all(|island| island.unit.is_some()));
    let points = drawn.iter().flat_map(|a| &a.points).chain(&islands.small);
    for island in points {
        let GeoPoint { lon, lat } = island.at;
        assert!(
            (101.9..118.1).contains(&lon) && (6.9..23.6).contains(&lat),
            "{}",
            island.label
        );
    }
}
