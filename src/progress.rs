//! What a build shows of its progress: a line on a terminal, and a table of timings.

use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use ssg::cli::{Build, Format};
use ssg_base::message::{Language, Message};
use ssg_base::path::OutPath;
use ssg_build::{Observer, Step};

use super::session::Session;
use super::terminal::eprint;

/// How long a build takes before its progress is shown.
const SHOWN_AFTER: Duration = Duration::from_secs(1);
/// How often the progress line is updated.
const UPDATE_INTERVAL: Duration = Duration::from_millis(100);

/// How long each step of a build took.
pub(super) struct Timings {
    pub(super) start: Instant,
    ended: Vec<(Message, Instant)>,
}

impl Timings {
    pub(super) fn start() -> Self {
        Self {
            start: Instant::now(),
            ended: Vec::new(),
        }
    }

    pub(super) fn end_step(&mut self, step: Message) {
        self.ended.push((step, Instant::now()));
    }

    /// Prints the table if `--timings` was given.
    pub(super) fn print(&self, build: &Build, session: &Session<'_>) {
        if build.timings {
            eprint(&self.table(session.language));
        }
    }

    /// A line for each step, in whole milliseconds, and one for the sum.
    fn table(&self, language: Language) -> String {
        let mut before = self.start;
        let mut lines = Vec::new();
        for (step, end) in &self.ended {
            lines.push((step.text(language), *end - before));
            before = *end;
        }
        lines.push((Message::StepsTotal.text(language), before - self.start));
        let width = lines.iter().map(|(name, _)| name.chars().count()).max();
        let width = width.unwrap_or_default();
        let lines = lines
            .iter()
            .map(|(name, time)| format!("{name:width$}  {:>8} ms\n", time.as_millis()));
        lines.collect()
    }
}

/// Shows on a terminal how many pages are written if the build takes long, and times its steps.
pub(super) struct Progress<'a> {
    timings: &'a mut Timings,
    language: Language,
    /// The number of pages; `None` if nobody watches.
    pages: Option<usize>,
    written: usize,
    next_update: Instant,
    is_shown: bool,
}

impl<'a> Progress<'a> {
    pub(super) fn new(session: &Session<'_>, pages: usize, timings: &'a mut Timings) -> Self {
        let common = session.common;
        let is_watched =
            io::stderr().is_terminal() && !common.quiet && common.format == Format::Human;
        Self {
            language: session.language,
            pages: is_watched.then_some(pages),
            written: 0,
            next_update: timings.start + SHOWN_AFTER,
            is_shown: false,
            timings,
        }
    }

    /// Removes the line.
    pub(super) fn clear(&mut self) {
        if std::mem::take(&mut self.is_shown) {
            // "Erase in line", ECMA-48.
            eprint("\r\u{1b}[K");
        }
    }
}

impl Observer for Progress<'_> {
    fn writes(&mut self, path: &OutPath) {
        let Some(pages) = self.pages else { return };
        let is_page = path.as_str().rsplit('.').next() == Some("html");
        self.written += usize::from(is_page);
        let now = Instant::now();
        if now < self.next_update {
            return;
        }
        self.next_update = now + UPDATE_INTERVAL;
        self.is_shown = true;
        let line = Message::Progress {
            done: self.written.min(pages).to_string(),
            total: pages.to_string(),
        };
        eprint(&format!("\r{}", line.text(self.language)));
    }

    fn ended(&mut self, step: Step) {
        self.clear();
        self.timings.end_step(match step {
            Step::Pages => Message::StepPages,
            Step::Search => Message::StepSearch,
            Step::Bundle => Message::StepBundle,
            Step::Published => Message::StepPublished,
        });
    }
}
