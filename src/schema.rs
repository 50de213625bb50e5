//! `ssg schema`.

use std::path::Path;

use ssg::cli::{Common, Schema, SchemaSubject};
use ssg_content::schema::{self, Subject};
use ssg_content::settings::{self, topics_path};
use ssg_content::vocabulary::Vocabulary;
use ssg_publish::disk;

use super::EXIT_OK;
use super::terminal::print;

/// Prints a JSON Schema. Inside a site it has the topics of the site.
pub(super) fn run_schema(schema: &Schema, common: &Common) -> u8 {
    let root = common.root.clone();
    let root = root.or_else(|| disk::find_site_root(Path::new(".")));
    let path = topics_path();
    let topics = root.and_then(|root| disk::read_text(&root, &path));
    let vocabulary = topics.map_or_else(Vocabulary::built_in, |text| {
        settings::parse_topics(&path, &text).value
    });
    let subject = match schema.subject {
        SchemaSubject::FrontMatter => Subject::FrontMatter,
        SchemaSubject::Report => Subject::Report,
        SchemaSubject::Plan => Subject::Plan,
        SchemaSubject::Page => Subject::Page,
        SchemaSubject::Site => Subject::Site,
    };
    let language = common.lang.unwrap_or_default();
    let schema = schema::json_schema(subject, &vocabulary, language);
    print(&format!("{schema:#}\n"));
    EXIT_OK
}
