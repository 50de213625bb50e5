//! Errors of the command line as messages in both languages.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use ssg::cli::{Format, ValueHint};
use ssg_base::diagnostic::{Diagnostic, Severity};
use ssg_base::message::{Language, Message};
use ssg_content::fields::did_you_mean;

use super::terminal::{eprint, has_color, print, print_diagnostics};
use super::{EXIT_OK, EXIT_USAGE};

/// Prints help, the version, or what is wrong with the command line. Returns the exit code.
pub(super) fn print_clap_error(
    error: &clap::Error,
    command: Option<&str>,
    language: Language,
    format: Format,
) -> u8 {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            print(&rendered(error, has_color(&std::io::stdout())));
            EXIT_OK
        }
        // `ssg` alone shows its help.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand if format == Format::Human => {
            eprint(&rendered(error, has_color(&std::io::stderr())));
            EXIT_USAGE
        }
        _ => {
            let diagnostic = diagnostic(error, command);
            print_diagnostics(&[diagnostic], language, format, &|_| None);
            EXIT_USAGE
        }
    }
}

fn rendered(error: &clap::Error, colored: bool) -> String {
    let text = error.render();
    if colored {
        text.ansi().to_string()
    } else {
        text.to_string()
    }
}

fn diagnostic(error: &clap::Error, command: Option<&str>) -> Diagnostic {
    let command = command.map_or_else(|| "ssg".to_owned(), |command| format!("ssg {command}"));
    let suggested = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    let suggested: Vec<String> = suggested
        .into_iter()
        .flat_map(|kind| strings(error, kind))
        .collect();
    let mut hints: Vec<Message> = value_hint(error).into_iter().collect();
    hints.extend(did_you_mean(suggested.iter().map(String::as_str)));
    let allowed = quoted(&strings(error, ContextKind::ValidValue));
    if suggested.is_empty() && !allowed.is_empty() {
        hints.push(Message::AllowedValues { values: allowed });
    }
    hints.push(Message::UsageHelpHint { command });
    Diagnostic::general(Severity::Error, message(error)).hints(hints)
}

fn message(error: &clap::Error) -> Message {
    let first = |kind| strings(error, kind).into_iter().next().unwrap_or_default();
    let argument = first(ContextKind::InvalidArg);
    let value = first(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => Message::UsageUnknownArgument { argument },
        ErrorKind::InvalidSubcommand => {
            let command = first(ContextKind::InvalidSubcommand);
            Message::UsageUnknownCommand { command }
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Message::UsageMissingCommand
        }
        ErrorKind::MissingRequiredArgument => Message::UsageMissingArguments {
            arguments: quoted(&strings(error, ContextKind::InvalidArg)),
        },
        ErrorKind::InvalidValue if value.is_empty() => Message::UsageMissingValue { argument },
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            Message::UsageMissingValue { argument }
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            Message::UsageInvalidValue { argument, value }
        }
        ErrorKind::TooManyValues => Message::UsageExtraValue { argument, value },
        ErrorKind::ArgumentConflict => {
            let other = first(ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                Message::UsageRepeatedArgument { argument }
            } else {
                Message::UsageConflictingArguments { argument, other }
            }
        }
        ErrorKind::InvalidUtf8 => Message::UsageNotUtf8,
        _ => {
            let text = error.to_string();
            let detail = text.lines().next().unwrap_or_default();
            let detail = detail.trim_start_matches("error: ").to_owned();
            Message::UsageOther { detail }
        }
    }
}

/// The hint that one of our value parsers gives.
fn value_hint(error: &clap::Error) -> Option<Message> {
    let hint = error.source()?.downcast_ref::<ValueHint>()?;
    Some(hint.0.clone())
}

fn strings(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

fn quoted(texts: &[String]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
    quoted.join(", ")
}
