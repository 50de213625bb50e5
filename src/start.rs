//! What a double-click does on Windows: `ssg` without arguments in a window of its own.
//!
//! The desk opens with the site in the folder of the program. If there is none, the desk offers to
//! create one. It runs without a window, so that this one closes as soon as the browser opens. After
//! an error the window stays until the error was read.

use std::ffi::OsStr;
use std::io::{self, BufRead as _, BufReader, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use clap::Parser as _;

use ssg::cli::{Cli, DESK_PORT};
use ssg_base::message::{Language, Message};
use ssg_publish::disk;

use super::terminal::{eprint, print, print_error};
use super::{EXIT_ERROR, EXIT_OK, EXIT_USAGE, run_command};

/// The folder of a new site, beside the program.
const NEW_FOLDER: &str = "kho";

/// Whether the program was started without a command in a window. Elsewhere that shows the help.
pub(super) fn is_double_click(args: &[String]) -> bool {
    cfg!(windows) && args.len() == 1 && io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Opens the desk with the site in this folder, or with an offer to create one.
pub(super) fn run_start(language: Language) -> u8 {
    let here = disk::canonical(Path::new(".")).unwrap_or_default();
    let code = match find_start(&here, &std::env::temp_dir()) {
        Start::Desk(root) => open_desk(&root, language),
        Start::Temporary => {
            let hint = Some(&Message::StartInTemporaryFolderHint);
            print_error(&Message::StartInTemporaryFolder, hint, language);
            EXIT_USAGE
        }
    };
    if code != EXIT_OK {
        eprint(&format!("\n{}\n", Message::StartClose.text(language)));
        wait_for_enter();
    }
    code
}

/// What a double-click starts.
#[derive(Debug, PartialEq, Eq)]
enum Start {
    /// The desk, with the root of a site or the place for a new one.
    Desk(PathBuf),
    /// The program runs inside a `.zip` file, which Windows unpacks into a folder that it deletes.
    Temporary,
}

/// Finds the site that contains `here`, or the one that an earlier start made in it.
fn find_start(here: &Path, temporary: &Path) -> Start {
    let new = here.join(NEW_FOLDER);
    let site = disk::find_site_root(here).or_else(|| disk::find_site_root(&new));
    let temporary = disk::canonical(temporary);
    match site {
        Some(root) => Start::Desk(root),
        None if temporary.is_ok_and(|temporary| here.starts_with(temporary)) => Start::Temporary,
        None => Start::Desk(new),
    }
}

/// Shows the desk that runs already, or starts one without a window.
fn open_desk(root: &Path, language: Language) -> u8 {
    print(&format!("{}\n", Message::StartOpening.text(language)));
    if ssg_desk::show_running(DESK_PORT, root) {
        return EXIT_OK;
    }
    let words = [
        "desk".as_ref(),
        root.as_os_str(),
        "--ends-when-idle".as_ref(),
    ];
    match start_without_window(&words) {
        Ok(None) => EXIT_OK,
        Ok(Some(failure)) => {
            eprint(&failure);
            EXIT_ERROR
        }
        // Where the program may not start programs, the desk runs in this window.
        Err(_) => {
            print(&format!("{}\n", Message::StartRunning.text(language)));
            run(&words)
        }
    }
}

/// Starts this program without a window, and waits until it prints a line. Returns what it printed of
/// an error instead.
fn start_without_window(words: &[&OsStr]) -> io::Result<Option<String>> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(words).stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    hide_window(&mut command);
    let mut child = command.spawn()?;
    let mut line = String::new();
    if let Some(output) = child.stdout.take() {
        BufReader::new(output).read_line(&mut line)?;
    }
    if line.is_empty() {
        let failed = child.wait_with_output()?;
        return Ok(Some(String::from_utf8_lossy(&failed.stderr).into_owned()));
    }
    Ok(None)
}

#[cfg(windows)]
fn hide_window(command: &mut Command) {
    use std::os::windows::process::CommandExt as _;
    /// `CREATE_NO_WINDOW`: a console that is not shown, also for the programs that it starts.
    const NO_WINDOW: u32 = 0x0800_0000;
    command.creation_flags(NO_WINDOW);
}

/// Nothing but Windows opens a window for a program.
#[cfg(not(windows))]
fn hide_window(_: &mut Command) {}

/// Runs a command as if it had been typed.
fn run(arguments: &[&OsStr]) -> u8 {
    let words = ["ssg".as_ref()]
        .into_iter()
        .chain(arguments.iter().copied());
    let cli = Cli::parse_from(words);
    run_command(&cli.command, &cli.common).unwrap_or_else(|code| code)
}

/// Waits for a line, or for the window to close.
fn wait_for_enter() {
    let _ = io::stdin().read_line(&mut String::new());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_site_beside_the_program_or_a_place_for_one() {
        let top = tempfile::tempdir().expect("a folder");
        let top = disk::canonical(top.path()).expect("it exists");
        let (here, elsewhere) = (top.join("ssg"), top.join("tam"));
        std::fs::create_dir_all(&here).expect("a folder");
        std::fs::create_dir_all(&elsewhere).expect("a folder");
        assert_eq!(find_start(&here, &elsewhere), Start::Desk(here.join("kho")));
        assert_eq!(find_start(&here, &top), Start::Temporary);

        // A site is found wherever it is opened from, also inside a `.zip`.
        disk::write_new_site(&here.join("kho"), ssg::NEW_SITE, false).expect("written");
        let site = Start::Desk(here.join("kho"));
        assert_eq!(find_start(&here, &elsewhere), site);
        assert_eq!(find_start(&here, &top), site);
        assert_eq!(find_start(&here.join("kho/content"), &elsewhere), site);
    }
}
