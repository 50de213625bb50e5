use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ssg_base::diagnostic::Checked;
use ssg_base::message::Message;
use ssg_base::path::{SourcePath, UrlPath};
use ssg_content::document;
use ssg_content::settings::SiteSettings;
use ssg_content::vocabulary::Vocabulary;

use super::{Archive, ArchiveSources};

const PLAN: &str = "---\ntitle: Kế hoạch\ncouncil: HĐND tỉnh A\nbatches:\n  - number: 4\n    provinces: [{province: Lào Cai}]\n---\n\nLời dẫn.\n";

fn report(plan: &str, body: &str) -> String {
    format!(
        "---\ntitle: Báo cáo\ncouncil: HĐND tỉnh A\ndates: {{from: 2023-05-01, to: 2023-05-02}}\n\
         locations:\n  - {{province: Lào Cai}}\n{plan}---\n\n{body}\n"
    )
}

fn path(path: &str) -> SourcePath {
    SourcePath::new(path).expect("a valid path")
}

fn archive(texts: &[(&str, &str)]) -> Checked<Archive> {
    let vocabulary = Vocabulary::built_in();
    let documents = texts.iter().map(|&(at, text)| {
        let document = document::parse(&path(at), text, &vocabulary).value;
        Arc::new(document.expect("a document"))
    });
    Archive::new(ArchiveSources {
        site: SiteSettings::default(),
        documents: documents.collect(),
        vocabulary: vocabulary.clone(),
        unread: BTreeSet::new(),
        unread_drafts: BTreeSet::new(),
        attachments: BTreeSet::new(),
        attachment_details: BTreeMap::new(),
        photos: BTreeMap::new(),
        drafts: false,
        today: None,
        embargo: None,
    })
}

#[test]
fn finds_documents_by_path_address_and_name() {
    let report = report("", "Nội dung.");
    let texts = [
        ("content/reports/2023/sa-pa.md", &*report),
        ("content/plans/2023/sa-pa.md", PLAN),
        ("content/plans/2023/con-dao/index.md", PLAN),
    ];
    let archive = archive(&texts).value;
    for (at, _) in texts {
        let document = archive.document_from(&path(at)).expect("a document");
        assert_eq!(document.path, path(at));
        let at_url = archive.document_at(&document.url).expect("a document");
        assert_eq!(at_url.path, path(at));
    }
    assert!(archive.document_from(&path("content/pages/x.md")).is_none());
    assert!(archive.document_at(&UrlPath::home()).is_none());
    let found = |written: &str| Some(archive.find_record(written)?.path.as_str());
    assert_eq!(found("2023/sa-pa"), Some(texts[0].0));
    assert_eq!(found("/ke-hoach/2023/sa-pa/"), Some(texts[1].0));
    assert_eq!(found("2023/con-dao"), Some(texts[2].0));
    for unknown in [
        "",
        "/",
        "con-dao",
        "2023//con-dao",
        "bao-cao/2023/con-dao",
        "2023",
    ] {
        assert_eq!(found(unknown), None, "{unknown:?}");
    }
}

#[test]
fn finds_a_record_by_its_former_name() {
    let renamed = report("aliases: [/bao-cao/2023/sa-pa-cu/]\n", "Nội dung.");
    let archive = archive(&[("content/reports/2023/sa-pa.md", &renamed)]).value;
    let found = archive.find_record("2023/sa-pa-cu").expect("the record");
    assert_eq!(found.path.as_str(), "content/reports/2023/sa-pa.md");
    assert!(archive.find_record("2023/sa-pa-khac").is_none());
}

#[test]
fn finds_batches_by_full_name_and_by_unique_end() {
    let batch = |written: &str| {
        let report = report(&format!("plan: {written}\n"), "Nội dung.");
        let texts = [
            ("content/plans/2023/sa-pa.md", PLAN),
            ("content/plans/2022/sa-pa.md", PLAN),
            ("content/plans/2022/con-dao.md", PLAN),
            ("content/reports/2023/x.md", &*report),
        ];
        let Checked { value, diagnostics } = archive(&texts);
        let messages = diagnostics.into_iter().map(|error| error.message);
        let errors = messages.filter(|message| {
            matches!(
                message,
                Message::UnknownPlan { .. } | Message::AmbiguousPlan { .. }
            )
        });
        let batch = value.reports[0].batch;
        let plan = batch.map(|(plan, _)| value.plan(plan).document.path.to_string());
        if let Some((plan, batch)) = batch {
            assert_eq!(value.plan(plan).reports[batch].len(), 1);
        }
        (plan, errors.collect::<Vec<_>>())
    };
    let path = |path: &str| (Some(path.to_owned()), Vec::new());
    assert_eq!(batch("2023/sa-pa/4"), path("content/plans/2023/sa-pa.md"));
    assert_eq!(batch("/2022/sa-pa/4/"), path("content/plans/2022/sa-pa.md"));
    assert_eq!(batch("con-dao/4"), path("content/plans/2022/con-dao.md"));
    let ambiguous = |found: &str| {
        let found = found.to_owned();
        (None, vec![Message::AmbiguousPlan { found }])
    };
    assert_eq!(batch("sa-pa/4"), ambiguous("sa-pa/4"));
    let unknown = |found: &str| {
        let found = found.to_owned();
        (None, vec![Message::UnknownPlan { found }])
    };
    assert_eq!(batch("dao/4").0, None);
    assert_eq!(batch("con-dao/5"), unknown("con-dao/5"));
}

#[test]
fn reports_broken_links_between_sources() {
    let good = report("", "[a](../../plans/2023/sa-pa.md#dot-4) [b](y.md)");
    let bad = report(
        "",
        "[a](../../plans/2023/sa-pa.md#dot-5) [b](../2022/y.md) [c](../../plans/2023/sa-pa.md#dot-04)",
    )
    .replacen("title: Báo cáo", "title: Báo cáo khác", 1);
    let texts = [
        ("content/plans/2023/sa-pa.md", PLAN),
        ("content/reports/2023/x.md", &*good),
        ("content/reports/2023/y.md", &*bad),
    ];
    let messages = archive(&texts).diagnostics.into_iter();
    let broken: Vec<_> = messages
        .filter(|error| {
            error
                .place
                .as_ref()
                .is_some_and(|place| place.path == path(texts[2].0))
        })
        .map(|error| error.message)
        .collect();
    let page = "/ke-hoach/2023/sa-pa/".to_owned();
    let anchor = |anchor: &str| Message::BrokenAnchor {
        anchor: anchor.to_owned(),
        page: page.clone(),
    };
    let target = "../2022/y.md".to_owned();
    assert_eq!(
        broken,
        [
            anchor("dot-5"),
            Message::BrokenLink { target },
            anchor("dot-04")
        ]
    );
}
