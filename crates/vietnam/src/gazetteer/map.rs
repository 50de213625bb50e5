//! Positions for maps: a grid of tiles, and the islands of a drawn map.
//!
//! Both include Hoàng Sa and Trường Sa, which every published map of Vietnam must show (Nghị định
//! 18/2020/NĐ-CP, article 11). They belong to a unit and have no count of their own. The module has
//! no outlines of provinces and draws nothing.

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
    /// The number of columns.
    pub columns: u8,
    /// The number of rows.
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
    /// The name, short enough for a tile: "TP. HCM".
    pub label: String,
    /// The column, from 1 in the west.
    pub col: u8,
    /// The row, from 1 in the north.
    pub row: u8,
}

/// The tile of an archipelago.
#[derive(Debug, Deserialize)]
pub struct ArchipelagoTile {
    /// The slug, which becomes an HTML id: "hoang-sa".
    pub slug: String,
    /// The name: "Quần đảo Hoàng Sa".
    pub label: String,
    /// The units that it belongs to: "đặc khu Hoàng Sa, TP. Đà Nẵng".
    pub subtitle: String,
    /// The unit of the 34 that administers the archipelago. The tile links to it.
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
    /// The small islands that are units of their own. A simplified outline would lose them.
    #[serde(rename = "small_islands")]
    pub small: Vec<Island>,
}

/// An archipelago and its islands.
#[derive(Debug, Deserialize)]
pub struct Archipelago {
    /// The slug, which becomes an HTML id: "hoang-sa".
    pub slug: String,
    /// The name: "Quần đảo Hoàng Sa".
    pub label: String,
    /// The units that it belongs to: "đặc khu Hoàng Sa, thành phố Đà Nẵng".
    pub note: String,
    /// The unit of the 34 that administers the archipelago.
    pub unit: UnitId,
    /// The position of the label.
    pub label_at: GeoPoint,
    /// The islands with their names; never empty.
    pub points: Vec<Island>,
}

/// An island as a dot.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(from = "IslandRow")]
pub struct Island {
    /// The name.
    pub label: String,
    /// The position.
    pub at: GeoPoint,
    /// The unit of the 34 that the island belongs to. `None` in an [`Archipelago`], which has it.
    pub unit: Option<UnitId>,
}

/// A geographic position in degrees of WGS 84.
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

/// The two forms of an island in the file.
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

/// Deserializes a stable id such as `vn34-48`.
impl<'de> Deserialize<'de> for UnitId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let id = String::deserialize(deserializer)?;
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
