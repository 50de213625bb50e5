//! Places of trips: which of them a lesson means by a slug.

use std::collections::BTreeSet;

use ssg_base::diagnostic::{Diagnostic, Place};
use ssg_base::message::Message;
use ssg_content::document::{Area, Stop, StopKind, Trip};
use ssg_content::fields::did_you_mean;
use ssg_vietnam::gazetteer::{Gazetteer, UnitId};
use ssg_vietnam::text;

use crate::Report;

/// Returns the places, provinces and countries of a trip that have this slug, each with its name and
/// area: places first, else provinces as they were then, else as they are today, else as they were
/// before, else countries. Quảng Nam is part of Đà Nẵng now, and yet on a trip to both `da-nang`
/// means Đà Nẵng.
pub(crate) fn places_named(trip: &Trip, slug: &str) -> Vec<(String, Area)> {
    let gazetteer = Gazetteer::get();
    let provinces = |has_slug: &dyn Fn(UnitId) -> bool| -> Vec<(String, Area)> {
        let units = stops(trip).filter_map(|stop| stop.area.province());
        let units = units.filter(|&unit| has_slug(unit));
        units
            .map(|unit| (gazetteer.unit(unit).name().to_owned(), Area::Province(unit)))
            .collect()
    };
    let places: Vec<(String, Area)> = stops(trip)
        .filter(|stop| text::slug(&stop.place).as_deref() == Some(slug))
        .map(|stop| (stop.place.clone(), stop.area))
        .collect();
    let countries = stops(trip).filter_map(|stop| stop.area.country());
    let countries = countries.filter(|country| country.country().slug() == slug);
    let abroad: Vec<(String, Area)> = countries
        .map(|country| (country.country().name().to_owned(), Area::Country(country)))
        .collect();
    let then = provinces(&|unit| gazetteer.unit(unit).slug() == slug);
    let today = provinces(&|unit| gazetteer.unit(gazetteer.current(unit)).slug() == slug);
    // A province that was merged before the trip: its stop has the unit that it is part of now.
    let former = provinces(&|unit| {
        let mut merged = gazetteer.predecessors(unit).iter();
        merged.any(|&merged| gazetteer.unit(merged).slug() == slug)
    });
    [places, then, today, former, abroad]
        .into_iter()
        .find(|matches| !matches.is_empty())
        .unwrap_or_default()
}

/// Reports places that a lesson names and its trip did not visit.
pub(crate) fn check_places(report: &Report, diagnostics: &mut Vec<Diagnostic>) {
    let trip = report.trip();
    let lessons = report.document.body.lessons.iter();
    for place in lessons.flat_map(|lesson| lesson.places.iter().flatten()) {
        if !trip.is_complete || !places_named(trip, &place.value).is_empty() {
            continue;
        }
        let known: Vec<String> = slugs(trip).collect();
        let near = text::nearest(&place.value, known.iter().map(String::as_str), 2);
        let hint = match did_you_mean(near) {
            None if !known.is_empty() => {
                let values: BTreeSet<String> = known.iter().map(|s| format!("`{s}`")).collect();
                let values = values.into_iter().collect::<Vec<_>>().join(", ");
                Some(Message::AllowedValues { values })
            }
            near => near,
        };
        let found = place.value.clone();
        let is_in_transit = is_passed_through(trip, &place.value);
        let place = Place::new(&report.document.path, place.span);
        diagnostics.push(if is_in_transit {
            let error = Diagnostic::error(place, Message::PlaceInTransit { found });
            error.hint(Message::PlaceInTransitHint)
        } else {
            Diagnostic::error(place, Message::UnknownPlace { found }).hints(hint)
        });
    }
}

/// Returns whether a place, province or country of this slug was only passed through.
fn is_passed_through(trip: &Trip, slug: &str) -> bool {
    let stops = trip.stops.iter();
    let mut transits = stops.filter(|stop| stop.kind == StopKind::Transit);
    transits.any(|stop| {
        let of_area = match stop.area {
            Area::Province(unit) => Gazetteer::get().unit(unit).slug() == slug,
            Area::Country(country) => country.country().slug() == slug,
        };
        of_area || text::slug(&stop.place).as_deref() == Some(slug)
    })
}

/// Returns the slugs of a trip's places and of their provinces at the time.
fn slugs(trip: &Trip) -> impl Iterator<Item = String> + '_ {
    stops(trip).flat_map(|stop| {
        let area = match stop.area {
            Area::Province(unit) => Gazetteer::get().unit(unit).slug(),
            Area::Country(country) => country.country().slug(),
        };
        let place = text::slug(&stop.place).into_iter();
        place.chain([area.to_owned()])
    })
}

/// Returns the stops of a trip without those only passed through.
fn stops(trip: &Trip) -> impl Iterator<Item = &Stop> {
    let stops = trip.stops.iter();
    stops.filter(|stop| stop.kind != StopKind::Transit)
}
