//! How a record is cited: in the form of Vietnamese documents, in APA, and for reference managers.
//!
//! Only what the record says is cited; what it leaves blank is left out.

use super::view::CitationView;

/// What a citation is made of. Empty texts are left out.
#[derive(Debug, Default)]
pub(super) struct Cited<'a> {
    /// Who speaks: the council.
    pub(super) author: &'a str,
    /// The year of the trip or plan.
    pub(super) year: i32,
    /// Its title.
    pub(super) title: &'a str,
    /// "Báo cáo", "Kế hoạch"; for a lesson "Bài học".
    pub(super) kind: &'a str,
    /// The document's number as printed: `17/KH-HĐND`.
    pub(super) number: &'a str,
    /// The report a lesson stands in.
    pub(super) within: Option<&'a str>,
    /// The archive's title.
    pub(super) archive: &'a str,
    /// The address on the web, if the site has one.
    pub(super) url: Option<&'a str>,
    /// A name that no other record bears, for BibTeX.
    pub(super) key: &'a str,
}

/// The four forms.
pub(super) fn cite(cited: &Cited<'_>) -> CitationView {
    CitationView {
        official: official(cited),
        apa: apa(cited),
        bibtex: bibtex(cited),
        ris: ris(cited),
    }
}

fn number(cited: &Cited<'_>) -> String {
    if cited.number.is_empty() {
        String::new()
    } else {
        format!(" số {}", cited.number)
    }
}

/// Author (year), kind and number, title, archive, address: the order of a list of references in
/// Vietnamese documents and theses.
fn official(cited: &Cited<'_>) -> String {
    // Where no council was written, the document speaks for itself.
    let author = if cited.author.is_empty() {
        cited.year.to_string()
    } else {
        format!("{} ({})", cited.author, cited.year)
    };
    let kind = format!("{}{}", cited.kind, number(cited));
    let mut parts = vec![format!("{author}, {kind}: {}", cited.title)];
    parts.extend(
        cited
            .within
            .map(|report| format!("trong báo cáo “{report}”")),
    );
    parts.push(cited.archive.to_owned());
    parts.extend(cited.url.map(str::to_owned));
    parts.join(", ") + "."
}

fn apa(cited: &Cited<'_>) -> String {
    let within = cited
        .within
        .map_or_else(String::new, |report| format!(" Trong {report}."));
    let url = cited.url.map_or_else(String::new, |url| format!(" {url}"));
    let kind = format!("{}{}", cited.kind, number(cited));
    let (title, archive, year) = (cited.title, cited.archive, cited.year);
    // APA puts the title first where there is no author.
    let opening = if cited.author.is_empty() {
        format!("{title} [{kind}]. ({year}).")
    } else {
        format!("{}. ({year}). {title} [{kind}].", cited.author)
    };
    format!("{opening}{within} {archive}.{url}")
}

fn bibtex(cited: &Cited<'_>) -> String {
    let kind = if cited.within.is_some() {
        "incollection"
    } else {
        "techreport"
    };
    let mut fields = Vec::new();
    if !cited.author.is_empty() {
        fields.push(("author", format!("{{{}}}", tex(cited.author))));
        fields.push(("institution", tex(cited.author)));
    }
    fields.extend([
        ("title", format!("{{{}}}", tex(cited.title))),
        ("year", cited.year.to_string()),
        ("type", tex(cited.kind)),
    ]);
    if !cited.number.is_empty() {
        fields.push(("number", tex(cited.number)));
    }
    if let Some(report) = cited.within {
        fields.push(("booktitle", format!("{{{}}}", tex(report))));
    }
    fields.push(("howpublished", tex(cited.archive)));
    if let Some(url) = cited.url {
        fields.push(("url", url.to_owned()));
    }
    fields.push(("language", "vietnamese".to_owned()));
    let lines: Vec<String> = fields
        .into_iter()
        .map(|(name, value)| format!("  {name} = {{{value}}}"))
        .collect();
    format!("@{kind}{{{},\n{}\n}}", cited.key, lines.join(",\n"))
}

/// A text as TeX takes it literally.
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

fn ris(cited: &Cited<'_>) -> String {
    let year = cited.year.to_string();
    let kind = if cited.within.is_some() {
        "CHAP"
    } else {
        "RPRT"
    };
    let lines = [
        ("TY", Some(kind)),
        ("AU", Some(cited.author).filter(|author| !author.is_empty())),
        ("PY", Some(&*year)),
        ("TI", Some(cited.title)),
        ("T2", cited.within),
        ("M3", Some(cited.kind)),
        ("M1", Some(cited.number).filter(|number| !number.is_empty())),
        ("PB", Some(cited.archive)),
        ("LA", Some("vi")),
        ("UR", cited.url),
    ];
    let written = lines
        .into_iter()
        .filter_map(|(tag, value)| Some(format!("{tag}  - {}\n", value?)));
    written.collect::<String>() + "ER  - "
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Cited<'static> {
        Cited {
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
    fn a_report_in_four_forms() {
        let view = cite(&report());
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
    fn a_record_without_a_council_has_no_author() {
        let view = cite(&Cited {
            author: "",
            url: None,
            ..report()
        });
        assert!(
            view.official.starts_with("2023, Báo cáo số"),
            "{}",
            view.official
        );
        assert!(view.apa.starts_with("Học tập"), "{}", view.apa);
        assert!(!view.bibtex.contains("author") && !view.ris.contains("AU  -"));
    }

    #[test]
    fn a_lesson_names_its_report_and_blanks_are_left_out() {
        let lesson = Cited {
            within: Some("Báo cáo X"),
            number: "",
            url: None,
            ..report()
        };
        let view = cite(&lesson);
        assert!(
            view.official
                .contains("trong báo cáo “Báo cáo X”, Kho tư liệu.")
        );
        assert!(view.ris.contains("T2  - Báo cáo X\n") && !view.ris.contains("M1"));
        assert!(!view.bibtex.contains("url"));
    }
}
