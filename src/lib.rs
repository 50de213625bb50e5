//! The command line of `ssg`, for the program and for the tests of its documentation.

pub mod cli;

/// The files of a new site, as `ssg init` writes them.
pub const NEW_SITE: &[(&str, &str)] = &[
    ("content/site.yaml", include_str!("new_site/site.yaml")),
    (
        "content/reports/2025/mau-bao-cao.md",
        include_str!("new_site/report.md"),
    ),
    (
        "content/pages/gioi-thieu.md",
        include_str!("new_site/about.md"),
    ),
];
