//! `ssg desk`.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDate;

use ssg::cli::{Common, Desk as DeskOptions};
use ssg_base::message::{Language, Message};
use ssg_content::settings::SETTINGS_PATH;
use ssg_desk::{BuildOutput, ConversionFailure, Desk, Host, Settings, Sockets};
use ssg_publish::disk;

use super::serve::{open_or_warn, today};
use super::terminal::{print, print_error};
use super::{EXIT_ERROR, EXIT_OK, convert};

/// Opens the desk in a browser and answers it until it is closed there, or the program is stopped.
pub(super) fn run_desk(options: &DeskOptions, common: &Common) -> Result<u8, u8> {
    let language = common.lang.unwrap_or_default();
    let named = options.dir.as_ref().or(common.root.as_ref());
    let folder = match named {
        Some(named) => Some(named.clone()),
        None => disk::find_site_root(Path::new(".")),
    };
    let folder = folder.unwrap_or_else(|| PathBuf::from("."));
    // The watcher reports absolute paths. A folder that does not exist yet is created with the site.
    let folder = disk::canonical(&folder)
        .or_else(|_| std::path::absolute(&folder))
        .unwrap_or(folder);
    let settings = Settings {
        has_site: folder.join(SETTINGS_PATH).is_file(),
        folder,
        language: common.lang,
        new_site: ssg::NEW_SITE,
        ends_when_idle: options.ends_when_idle,
    };
    let cannot_listen = |error: std::io::Error| {
        let (port, why) = (options.port.to_string(), error.to_string());
        print_error(&Message::CannotListen { port, why }, None, language);
        EXIT_ERROR
    };
    let sockets = Sockets::open(options.port).map_err(cannot_listen)?;
    let desk = Desk::new(settings, Box::new(Program), &sockets);
    let (desk, events) = desk.map_err(cannot_listen)?;
    let address = desk.address();
    let message = Message::DeskOpened {
        address: address.clone(),
    };
    print(&format!("{}\n", message.text(language)));
    if !options.no_open {
        open_or_warn(address, language);
    }
    desk.run(sockets, events).map_err(cannot_listen)?;
    Ok(EXIT_OK)
}

/// What the desk uses of this program.
struct Program;

impl Host for Program {
    fn today(&self) -> NaiveDate {
        today()
    }

    fn show(&self, address: String) {
        open_or_warn(address, Language::default());
    }

    /// Runs `ssg build` as a process of its own, so that it has the same guarantees.
    fn publish(
        &self,
        root: &Path,
        output: Option<&Path>,
        language: Language,
    ) -> std::io::Result<BuildOutput> {
        let language = match language {
            Language::Vi => "vi",
            Language::En => "en",
        };
        let mut build = Command::new(std::env::current_exe()?);
        build.args(["build", "--format", "json", "--lang", language, "--root"]);
        build.arg(root).stdin(Stdio::null());
        // A record under embargo is not published before its day.
        build.args(["--today", &self.today().to_string()]);
        if let Some(output) = output {
            build.arg("--output-dir").arg(output);
        }
        let output = build.output()?;
        Ok(BuildOutput {
            is_published: output.status.success(),
            diagnostics: String::from_utf8_lossy(&output.stdout).into_owned(),
            text: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    fn to_word(&self, bytes: &[u8], shown: &str) -> Result<Vec<u8>, ConversionFailure> {
        convert::to_word(bytes, shown)
    }

    fn pdf_text(&self, bytes: &[u8], shown: &str) -> Result<String, ConversionFailure> {
        convert::pdf_text(bytes, shown)
    }
}
