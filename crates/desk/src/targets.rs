//! Copies of the published site at the places that the settings name.

use std::io;
use std::path::Path;

use serde_json::{Value, json};

use ssg_base::message::Language;
use ssg_content::settings::PublishTargets;
use ssg_publish::{read_published, replace_zip};
use ssg_site::data::bundle::Bundle;

use crate::labels::Label;
use crate::open_site::parse_lines;
use crate::{Host, OUTPUT};

/// The places, as written.
pub(crate) fn names(targets: &PublishTargets) -> Vec<&str> {
    let both = [&targets.folder, &targets.zip];
    both.into_iter().flatten().map(String::as_str).collect()
}

/// Copies the published site to each place. A place that fails does not keep the others from
/// getting their copy. Each result has the place, and `failure` with the reason if there is none.
pub(crate) fn copy_to(
    targets: &PublishTargets,
    root: &Path,
    host: &dyn Host,
    language: Language,
) -> Vec<Value> {
    let folder = targets.folder.iter().map(|folder| {
        let failure = match host.publish(root, Some(&root.join(folder)), language) {
            Ok(output) if output.is_published => None,
            Ok(output) => {
                let found = parse_lines(&output.diagnostics);
                let messages = found.iter().filter_map(|one| one["message"].as_str());
                let messages: Vec<&str> = messages.chain([output.text.trim()]).collect();
                let message = messages.join(" ").trim().to_owned();
                // The hint names a flag of the command line.
                Some(if message.contains("--force") {
                    Label::ForeignFolder.text(language).to_owned()
                } else {
                    message
                })
            }
            Err(error) => Some(error.to_string()),
        };
        json!({ "to": folder, "failure": failure })
    });
    let zip = targets.zip.iter().map(|zip| {
        let written = replace_zip(&root.join(zip), |file| {
            let mut archive = Bundle::for_server(io::BufWriter::new(file));
            read_published(&root.join(OUTPUT), &mut archive)?;
            archive.finish()
        });
        let failure = written.err().map(|error| error.message().text(language));
        json!({ "to": zip, "failure": failure })
    });
    folder.chain(zip).collect()
}
