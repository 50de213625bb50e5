//! The map of provinces as a grid of tiles.

use serde::Serialize;

use crate::route;
use ssg_archive::{Archive, LinkStyle};
use ssg_base::path::UrlPath;
use ssg_vietnam::gazetteer::Gazetteer;

/// The province grid.
#[derive(Clone, Debug, Serialize)]
pub struct Grid {
    /// One tile for each province.
    pub tiles: Vec<Tile>,
    /// Hoàng Sa and Trường Sa.
    pub archipelagos: Vec<ArchipelagoTile>,
    /// What each shade from 1 on means, at most four: "1–2", "3–4", "5–7", "8 trở lên".
    pub legend: Vec<String>,
    /// Whether a reader with script can choose a topic and a year: there are two reports, and a browser can
    /// load the numbers of `/tinh/ban-do.json`.
    pub has_choices: bool,
}

/// A tile of the province grid.
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    /// The name to print.
    pub label: String,
    /// The province's page.
    pub url: UrlPath,
    /// How many trips went there.
    pub count: usize,
    /// Whether a plan names it.
    pub planned: bool,
    /// Its column, from 1.
    pub column: u8,
    /// Its row, from 1.
    pub row: u8,
    /// The shade, 0 (no trips) to 4.
    pub step: u8,
}

/// One of the two archipelagos. Every variant of the grid shows both, without a count.
#[derive(Clone, Debug, Serialize)]
pub struct ArchipelagoTile {
    /// "Quần đảo Hoàng Sa".
    pub label: String,
    /// The unit that administers it, in words.
    pub note: String,
    /// That unit's page.
    pub url: UrlPath,
    /// Its column, from 1.
    pub column: u8,
    /// Its row, from 1.
    pub row: u8,
    /// Islands as dots in a box of 60 × 20, each `[x, y]` in tenths.
    pub dots: Vec<[u32; 2]>,
}

/// The grid of provinces. Its shades divide the provinces with trips into quarters.
pub(in crate::page) fn grid(archive: &Archive) -> Grid {
    let gazetteer = Gazetteer::get();
    let counts = archive.indexes.by_province.values();
    let steps = steps(counts.map(|index| index.reports.len()).collect());
    let tiles = gazetteer.tiles().iter().map(|tile| {
        let index = archive.indexes.by_province.get(&tile.unit);
        let count = index.map_or(0, |index| index.reports.len());
        Tile {
            label: tile.label.clone(),
            url: route::province_url(tile.unit),
            count,
            planned: index.is_some_and(|index| !index.batches.is_empty()),
            column: tile.col,
            row: tile.row,
            step: step_of(&steps, count),
        }
    });
    Grid {
        tiles: tiles.collect(),
        archipelagos: archipelagos(),
        legend: legend(&steps),
        has_choices: archive.reports.len() > 1 && archive.link_style == LinkStyle::Folders,
    }
}

/// The lowest count of each shade, at most four, so that about as many provinces have each.
fn steps(mut counts: Vec<usize>) -> Vec<usize> {
    counts.retain(|count| *count > 0);
    counts.sort_unstable();
    let quarters = (0..4).filter_map(|quarter| counts.get(counts.len() * quarter / 4));
    let mut steps: Vec<usize> = quarters.copied().collect();
    steps.dedup();
    // Every trip has a shade, also where the least visited province has several.
    if let Some(first) = steps.first_mut() {
        *first = 1;
    }
    steps
}

/// The shade of a count: 0 without trips, else from 1.
fn step_of(steps: &[usize], count: usize) -> u8 {
    let step = steps.partition_point(|lowest| *lowest <= count);
    u8::try_from(step).expect("there are at most four shades")
}

/// What each shade means: "1–2", "3", "4 trở lên".
fn legend(steps: &[usize]) -> Vec<String> {
    let texts =
        steps.iter().enumerate().map(
            |(at, lowest)| match steps.get(at + 1).map(|next| next - 1) {
                None => format!("{lowest} trở lên"),
                Some(highest) if highest == *lowest => lowest.to_string(),
                Some(highest) => format!("{lowest}–{highest}"),
            },
        );
    texts.collect()
}

fn archipelagos() -> Vec<ArchipelagoTile> {
    let gazetteer = Gazetteer::get();
    let islands = gazetteer.islands();
    let tiles = gazetteer.archipelagos().iter().map(|tile| {
        let points = islands
            .archipelagos
            .iter()
            .find(|archipelago| archipelago.slug == tile.slug)
            .map_or(&[][..], |archipelago| &archipelago.points);
        ArchipelagoTile {
            label: tile.label.clone(),
            note: tile.subtitle.clone(),
            url: route::province_url(tile.unit),
            column: tile.col,
            row: tile.row,
            dots: dots(points.iter().map(|point| (point.at.lon, point.at.lat))),
        }
    });
    tiles.collect()
}

/// Positions of islands in a box of 60 × 20, in tenths, north up. Both axes have the same scale, so
/// that the shape of the archipelago is kept.
fn dots(points: impl Iterator<Item = (f64, f64)> + Clone) -> Vec<[u32; 2]> {
    let ends = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::MAX, f64::MIN), |(low, high), v| {
            (low.min(v), high.max(v))
        })
    };
    let (west, east) = ends(&mut points.clone().map(|(lon, _)| lon));
    let (south, north) = ends(&mut points.clone().map(|(_, lat)| lat));
    let scale = (560.0 / (east - west).max(0.01)).min(160.0 / (north - south).max(0.01));
    let shift = (600.0 - (east - west) * scale) / 2.0;
    points
        .map(|(lon, lat)| {
            let x = shift + (lon - west) * scale;
            let y = 20.0 + (north - lat) * scale;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "both are between 0 and 600"
            )]
            [x.round() as u32, y.round() as u32]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_divide_the_provinces_into_quarters() {
        for (counts, texts, shades) in [
            (vec![], vec![], vec![]),
            (vec![0, 1, 1], vec!["1 trở lên"], vec![0, 1, 1]),
            (vec![3, 3, 7], vec!["1–6", "7 trở lên"], vec![1, 1, 2]),
            (
                vec![1, 2, 3, 4, 9, 12, 40, 180],
                vec!["1–2", "3–8", "9–39", "40 trở lên"],
                vec![1, 1, 2, 2, 3, 3, 4, 4],
            ),
        ] {
            let steps = steps(counts.clone());
            assert_eq!(legend(&steps), texts, "{counts:?}");
            let found: Vec<u8> = counts.iter().map(|count| step_of(&steps, *count)).collect();
            assert_eq!(found, shades, "{counts:?}");
        }
    }
}
