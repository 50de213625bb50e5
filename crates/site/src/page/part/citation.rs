//! Citations of records: in the form of Vietnamese documents, in APA, and for reference managers.
//!
//! A citation holds what the record says. Details that are blank are left out.

use serde::Serialize;

use ssg_archive::{self, Archive, CouncilId};
use ssg_base::path::UrlPath;
use ssg_content::document::Document;

use super::DocumentView;

/// A citation of a record in four forms. The last two have several lines.
#[derive(Clone, Debug, Serialize)]
pub struct CitationView {
    /// In the form of Vietnamese documents.
    pub official: String,
    /// In the form of APA.
    pub apa: String,
    /// For BibTeX.
    pub bibtex: String,
    /// For reference managers that read RIS.
    pub ris: String,
}

/// A citation of a record, or of one of its lessons.
#[derive(Clone, Copy, Debug)]
pub(in crate::page) struct DocumentCitation<'a> {
    pub(in crate::page) document: &'a Document,
    pub(in crate::page) council: Option<CouncilId>,
    /// "Báo cáo" or "Kế hoạch".
    pub(in crate::page) kind: &'static str,
    pub(in crate::page) year: i32,
    /// The heading and the address of the lesson, if one is cited. It is only cited in the official form.
    pub(in crate::page) lesson: Option<(&'a str, &'a UrlPath)>,
}

impl DocumentCitation<'_> {
    pub(in crate::page) fn view(&self, archive: &Archive) -> CitationView {
        let record = &self.document.record;
        let official = DocumentView::new(record.document.as_ref(), self.kind);
        let url = self.lesson.map_or(&self.document.url, |(_, url)| url);
        let full = archive
            .site
            .base_url
            .as_ref()
            .map(|base| format!("{base}{}", url.as_str()));
        let citation = Citation {
            author: self.council.map_or("", |id| &archive.council(id).name),
            year: self.year,
            title: self.lesson.map_or(&record.title, |(title, _)| title),
            kind: if self.lesson.is_some() {
                "Bài học"
            } else {
                self.kind
            },
            number: match &official {
                Some(official) if self.lesson.is_none() => &official.number,
                _ => "",
            },
            within: self.lesson.map(|_| &*record.title),
            archive: &archive.site.title,
            url: full.as_deref(),
            key: &ssg_archive::record_name(url).replace('/', "-"),
        };
        citation.view()
    }
}

/// The details that a citation is made of. Empty texts are left out.
#[derive(Debug, Default)]
struct Citation<'a> {
    /// The council; may be empty.
    author: &'a str,
    /// The year of the trip or plan.
    year: i32,
    /// Its title.
    title: &'a str,
    /// "Báo cáo", "Kế hoạch"; for a lesson "Bài học".
    kind: &'a str,
    /// The document's number as printed: `17/KH-HĐND`.
    number: &'a str,
    /// The title of the report, for a lesson.
    within: Option<&'a str>,
    /// The archive's title.
    archive: &'a str,
    /// The address on the web, if the site has one.
    url: Option<&'a str>,
    /// A name that is unique in the archive, for BibTeX.
    key: &'a str,
}

impl Citation<'_> {
    fn view(&self) -> CitationView {
        CitationView {
            official: official(self),
            apa: apa(self),
            bibtex: bibtex(self),
            ris: ris(self),
        }
    }
}

fn number(citation: &Citation<'_>) -> String {
    if citation.number.is_empty() {
        String::new()
    } else {
        format!(" số {}", citation.number)
    }
}

/// Author (year), kind and number, title, archive, address: the order of a list of references in
/// Vietnamese documents and theses.
fn official(citation: &Citation<'_>) -> String {
    // Without a council, the year takes the place of the author.
    let author = if citation.author.is_empty() {
        citation.year.to_string()
    } else {
        format!("{} ({})", citation.author, citation.year)
    };
    let kind = format!("{}{}", citation.kind, number(citation));
    let mut parts = vec![format!("{author}, {kind}: {}", citation.title)];
    parts.extend(
        citation
            .within
            .map(|report| format!("trong báo cáo “{report}”")),
    );
    parts.push(citation.archive.to_owned());
    parts.extend(citation.url.map(str::to_owned));
    parts.join(", ") + "."
}

fn apa(citation: &Citation<'_>) -> String {
    let url = citation
        .url
        .map_or_else(String::new, |url| format!(" {url}"));
    let kind = format!("{}{}", citation.kind, number(citation));
    let (title, archive, year) = (citation.title, citation.archive, citation.year);
    // APA puts the title first if there is no author.
    let opening = if citation.author.is_empty() {
        format!("{title} [{kind}]. ({year}).")
    } else {
        format!("{}. ({year}). {title} [{kind}].", citation.author)
    };
    format!("{opening} {archive}.{url}")
}

fn bibtex(citation: &Citation<'_>) -> String {
    let mut fields = Vec::new();
    if !citation.author.is_empty() {
        fields.push(("author", format!("{{{}}}", tex(citation.author))));
        fields.push(("institution", tex(citation.author)));
    }
    fields.extend([
        ("title", format!("{{{}}}", tex(citation.title))),
        ("year", citation.year.to_string()),
        ("type", tex(citation.kind)),
    ]);
    if !citation.number.is_empty() {
        fields.push(("number", tex(citation.number)));
    }
    fields.push(("howpublished", tex(citation.archive)));
    if let Some(url) = citation.url {
        fields.push(("url", url.to_owned()));
    }
    fields.push(("language", "vietnamese".to_owned()));
    let lines: Vec<String> = fields
        .into_iter()
        .map(|(name, value)| format!("  {name} = {{{value}}}"))
        .collect();
    format!("@techreport{{{},\n{}\n}}", citation.key, lines.join(",\n"))
}

/// Escapes a text for TeX.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '#' | '%' | '_' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

fn ris(citation: &Citation<'_>) -> String {
    let year = citation.year.to_string();
    let lines = [
        ("TY", Some("RPRT")),
        (
            "AU",
            Some(citation.author).filter(|author| !author.is_empty()),
        ),
        ("PY", Some(&*year)),
        ("TI", Some(citation.title)),
        ("M3", Some(citation.kind)),
        (
            "M1",
            Some(citation.number).filter(|number| !number.is_empty()),
        ),
        ("PB", Some(citation.archive)),
        ("LA", Some("vi")),
        ("UR", citation.url),
    ];
    let written = lines
        .into_iter()
        .filter_map(|(tag, value)| Some(format!("{tag}  - {}\n", value?)));
    written.collect::<String>() + "ER  - "
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Citation<'static> {
        Citation {
            author: "HĐND huyện Côn Đảo",
            year: 2023,
            title: "Học tập {kinh} nghiệm & 100%",
            kind: "Báo cáo",
            number: "…/BC-HĐND",
            within: None,
            archive: "Kho tư liệu",
            url: Some("https://a.vn/x/"),
            key: "con-dao-2023",
        }
    }

    #[test]
    fn cites_a_report_in_four_forms() {
        let view = report().view();
        assert_eq!(
            view.official,
            "HĐND huyện Côn Đảo (2023), Báo cáo số …/BC-HĐND: Học tập {kinh} nghiệm & 100%, \
             Kho tư liệu, https://a.vn/x/."
        );
        assert_eq!(
            view.apa,
            "HĐND huyện Côn Đảo. (2023). Học tập {kinh} nghiệm & 100% [Báo cáo số …/BC-HĐND]. \
             Kho tư liệu. https://a.vn/x/"
        );
        assert!(
            view.bibtex
                .contains("title = {{Học tập \\{kinh\\} nghiệm \\& 100\\%}}")
        );
        assert!(
            view.ris
                .starts_with("TY  - RPRT\nAU  - HĐND huyện Côn Đảo\nPY  - 2023\n")
        );
        assert!(view.ris.ends_with("UR  - https://a.vn/x/\nER  - "));
    }

    #[test]
    fn leaves_out_the_author_without_a_council() {
        let view = Citation {
            author: "",
            url: None,
            ..report()
        }
        .view();
        assert!(
            view.official.starts_with("2023, Báo cáo số"),
            "{}",
            view.official
        );
        assert!(view.apa.starts_with("Học tập"), "{}", view.apa);
        assert!(!view.bibtex.contains("author") && !view.ris.contains("AU  -"));
        assert!(!view.bibtex.contains("url") && !view.ris.contains("UR  -"));
    }

    #[test]
    fn names_the_report_of_a_lesson_and_leaves_out_blanks() {
        let lesson = Citation {
            within: Some("Báo cáo X"),
            number: "",
            url: None,
            ..report()
        };
        assert_eq!(
            official(&lesson),
            "HĐND huyện Côn Đảo (2023), Báo cáo: Học tập {kinh} nghiệm & 100%, \
             trong báo cáo “Báo cáo X”, Kho tư liệu."
        );
        assert!(report().view().ris.contains("M1  - "));
        assert!(!lesson.view().ris.contains("M1  - "));
    }
}
