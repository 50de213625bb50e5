//! Standard output and standard error: the only module that prints.

use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write as _};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ssg::cli::Format;
use ssg_base::diagnostic::{Diagnostic, render};
use ssg_base::message::{Language, Message};
use ssg_base::parallel::lock_ignoring_poison;
use ssg_base::path::SourcePath;

use super::EXIT_ERROR;

/// The first error of writing to standard output.
static OUTPUT_ERROR: Mutex<Option<io::Error>> = Mutex::new(None);

/// Writes to standard output. [`exit_code`] reports an error, such as a full disk.
pub(super) fn print(text: &str) {
    let mut stdout = io::stdout().lock();
    let written = stdout.write_all(text.as_bytes());
    if let Err(error) = written.and_then(|()| stdout.flush()) {
        lock_ignoring_poison(&OUTPUT_ERROR).get_or_insert(error);
    }
}

/// Writes to standard error. There is no place left to report an error of this.
pub(super) fn eprint(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// The exit code of the program: that of the command, or [`EXIT_ERROR`] if its output could not be
/// written. A reader that closed the pipe, such as `head`, is not an error.
pub(super) fn exit_code(code: u8, language: Language) -> u8 {
    let error = lock_ignoring_poison(&OUTPUT_ERROR).take();
    let Some(error) = error.filter(|error| error.kind() != io::ErrorKind::BrokenPipe) else {
        return code;
    };
    let text = error.to_string();
    let why = text.split(" (os error ").next().unwrap_or(&text).to_owned();
    let path = "stdout".to_owned();
    print_error(&Message::IoWrite { path, why }, None, language);
    code.max(EXIT_ERROR)
}

/// Prints diagnostics: for people to standard error, for programs to standard output.
pub(super) fn print_diagnostics(
    diagnostics: &[Diagnostic],
    language: Language,
    format: Format,
    texts: &dyn Fn(&SourcePath) -> Option<Arc<str>>,
) {
    match format {
        Format::Human => {
            let styled = has_color(&io::stderr());
            eprint(&render::human(diagnostics, language, texts, styled));
        }
        Format::Json => print(&render::json(diagnostics, language, texts)),
        Format::Github => print(&render::github(diagnostics, language, texts)),
    }
}

pub(super) fn print_error(message: &Message, hint: Option<&Message>, language: Language) {
    print_labelled(&Message::Error, message, language);
    if let Some(hint) = hint {
        print_labelled(&Message::Hint, hint, language);
    }
}

pub(super) fn print_labelled(label: &Message, message: &Message, language: Language) {
    let (label, message) = (label.text(language), message.text(language));
    eprint(&format!("{label}: {message}\n"));
}

/// Whether text for `stream` is coloured.
pub(super) fn has_color(stream: &impl IsTerminal) -> bool {
    let (no_color, term) = (std::env::var_os("NO_COLOR"), std::env::var_os("TERM"));
    stream.is_terminal()
        && environment_allows_color(no_color.as_deref(), term.as_deref())
        // A console of Windows shows escape codes as they are unless that is switched off.
        && anstyle_query::windows::enable_ansi_colors().unwrap_or(true)
}

/// Whether `NO_COLOR` is unset or empty (<https://no-color.org>) and `TERM` is not `dumb`.
fn environment_allows_color(no_color: Option<&OsStr>, term: Option<&OsStr>) -> bool {
    no_color.is_none_or(OsStr::is_empty) && term.is_none_or(|term| term != "dumb")
}

/// A duration in milliseconds, or in seconds from one second on.
pub(super) fn format_duration(time: Duration) -> String {
    if time < Duration::from_secs(1) {
        format!("{} ms", time.as_millis())
    } else {
        format!("{:.1} s", time.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::environment_allows_color;

    #[test]
    fn dumb_terminal_and_no_color_disable_color() {
        for (no_color, term, allowed) in [
            (None, None, true),
            (None, Some("xterm"), true),
            (None, Some("dumb"), false),
            (Some(""), Some("xterm"), true),
            (Some("1"), Some("xterm"), false),
            (Some("0"), None, false),
        ] {
            let allows = environment_allows_color(no_color.map(str::as_ref), term.map(str::as_ref));
            assert_eq!(allows, allowed, "NO_COLOR={no_color:?} TERM={term:?}");
        }
    }
}
