//! Where the units lie on a picture: a grid of tiles, and the islands for a drawn map.
//!
//! Both carry Hoàng Sa and Trường Sa, which every published map of Vietnam must show (Nghị định
//! 18/2020/NĐ-CP, article 11). They belong to a unit and have no count of their own. Only places
//! are here; the outlines of provinces are not, and nothing is drawn.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Gazetteer, UnitId};

static GRID: LazyLock<TileGrid> =
    LazyLock::new(|| crate::built_in_table(include_str!("tilegrid.yaml")));
static ISLANDS: LazyLock<Islands> =
    LazyLock::new(|| crate::built_in_table(include_str!("islands.yaml")));

/// The country as a grid of equal tiles, north at the top.
#[derive(Debug, Deserialize)]
pub struct TileGrid {
    /// How many columns it has.
    pub columns: u8,
    /// How many rows it has.
    pub rows: u8,
    /// One tile for each unit of the 34, by row and column.
    pub tiles: Vec<Tile>,
    /// The tiles of the two archipelagos.
    pub archipelagos: Vec<ArchipelagoTile>,
}

/// The tile of a unit.
#[derive(Debug, Deserialize)]
pub struct Tile {
    /// The unit of the 34.
    pub unit: UnitId,
    /// Its name, short enough for a tile: "TP. HCM".
    pub label: String,
    /// The column, from 1 in the west.
    pub col: u8,
    /// The row, from 1 in the north.
    pub row: u8,
}

/// The tile of an archipelago.
#[derive(Debug, Deserialize)]
pub struct ArchipelagoTile {
    /// For an id in the page: "hoang-sa".
    pub slug: String,
    /// "Quần đảo Hoàng Sa".
    pub label: String,
    /// To whom it belongs, in words: "đặc khu Hoàng Sa, TP. Đà Nẵng".
    pub subtitle: String,
    /// The unit of the 34 that administers it, to which the tile leads.
    pub unit: UnitId,
    /// The column, from 1 in the west.
    pub col: u8,
    /// The row, from 1 in the north.
    pub row: u8,
}

/// The islands that a drawn map shows as dots.
#[derive(Debug, Deserialize)]
pub struct Islands {
    /// Hoàng Sa and Trường Sa, on every variant of a map.
    pub archipelagos: Vec<Archipelago>,
    /// The island districts, which a simplified outline would lose.
    #[serde(rename = "small_islands")]
    pub small: Vec<Island>,
}

/// An archipelago and its islands.
#[derive(Debug, Deserialize)]
pub struct Archipelago {
    /// For an id in the page: "hoang-sa".
    pub slug: String,
    /// "Quần đảo Hoàng Sa".
    pub label: String,
    /// To whom it belongs, in words: "đặc khu Hoàng Sa, thành phố Đà Nẵng".
    pub note: String,
    /// The unit of the 34 that administers it.
    pub unit: UnitId,
    /// Where the label stands.
    pub label_at: GeoPoint,
    /// Its islands and their names; never empty.
    pub points: Vec<Island>,
}

/// An island as a dot.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(from = "IslandRow")]
pub struct Island {
    /// Its name.
    pub label: String,
    /// Where it lies.
    pub at: GeoPoint,
    /// The unit of the 34 it belongs to; `None` inside an archipelago, which has the unit.
    pub unit: Option<UnitId>,
}

/// A place on the globe, in degrees of WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(from = "(f64, f64)")]
pub struct GeoPoint {
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
}

impl From<(f64, f64)> for GeoPoint {
    fn from((lon, lat): (f64, f64)) -> Self {
        Self { lon, lat }
    }
}

/// The two ways in which the file writes an island.
#[derive(Deserialize)]
#[serde(untagged)]
enum IslandRow {
    InArchipelago(f64, f64, String),
    Alone {
        label: String,
        at: GeoPoint,
        unit: UnitId,
    },
}

impl From<IslandRow> for Island {
    fn from(row: IslandRow) -> Self {
        match row {
            IslandRow::InArchipelago(lon, lat, label) => Self {
                label,
                at: GeoPoint { lon, lat },
                unit: None,
            },
            IslandRow::Alone { label, at, unit } => Self {
                label,
                at,
                unit: Some(unit),
            },
        }
    }
}

/// Reads an id of the table of provinces, such as `vn34-48`.
impl<'de> Deserialize<'de> for UnitId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let id = String::deserialize(from)?;
        let unit = Gazetteer::get().by_id(&id);
        unit.ok_or_else(|| serde::de::Error::custom(format!("there is no unit {id}")))
    }
}

/// See [`Gazetteer::grid`].
pub(super) fn grid() -> &'static TileGrid {
    &GRID
}

/// See [`Gazetteer::islands`].
pub(super) fn islands() -> &'static Islands {
    &ISLANDS
}
