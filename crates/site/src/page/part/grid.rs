//! The map of provinces as a grid of tiles.

use serde::Serialize;

use crate::route;
use ssg_archive::Archive;
use ssg_base::path::UrlPath;
use ssg_vietnam::gazetteer::Gazetteer;

/// The province grid.
#[derive(Clone, Debug, Serialize)]
pub struct Grid {
    /// One tile for each province.
    pub tiles: Vec<Tile>,
    /// Hoàng Sa and Trường Sa.
    pub archipelagos: Vec<ArchipelagoTile>,
    /// What each shade from 1 to 4 means: "1–2", "3–4", "5–7", "8 trở lên".
    pub legend: Vec<String>,
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

/// The grid of provinces. The shades are fixed: one, three, five, eight trips.
pub(in crate::page) fn grid(archive: &Archive) -> Grid {
    let gazetteer = Gazetteer::get();
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
            step: match count {
                0 => 0,
                1..=2 => 1,
                3..=4 => 2,
                5..=7 => 3,
                _ => 4,
            },
        }
    });
    let legend = ["1–2", "3–4", "5–7", "8 trở lên"]
        .map(str::to_owned)
        .to_vec();
    Grid {
        tiles: tiles.collect(),
        archipelagos: archipelagos(),
        legend,
    }
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
