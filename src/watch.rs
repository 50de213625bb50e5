//! Waiting for a change of the sources. The home of `notify`.
//!
//! A burst of saves is one change: editors write a file beside the old one and rename it, folders
//! are copied file by file. What changed is told by paths, which are hints and no more: whoever
//! waits here reads the sources again.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode};

/// How long nothing must happen for a burst to be over.
const QUIET: Duration = Duration::from_millis(15);
/// How long a burst may last before it is told anyway.
const LONGEST: Duration = Duration::from_millis(400);
/// How often folders are looked through where the system tells of no change.
const POLL: Duration = Duration::from_millis(700);

/// Watches folders. Dropped, it watches no more.
#[derive(Debug)]
pub struct Watcher {
    events: Receiver<notify::Result<Event>>,
    /// Why the system does not tell of changes, if it does not.
    pub polls: Option<String>,
    _watching: Watching,
}

/// What must live for events to come.
#[derive(Debug)]
enum Watching {
    System { _it: RecommendedWatcher },
    Polling { _it: PollWatcher },
}

impl Watcher {
    /// Watches those of `folders` that exist, by the system's own events where it has them for
    /// this disk, else by looking through them again and again.
    ///
    /// # Errors
    /// When they cannot be watched in either way.
    pub fn new(folders: &[&Path], is_remote: bool) -> Result<Self, String> {
        let folders: Vec<&Path> = folders.iter().copied().filter(|at| at.is_dir()).collect();
        let why = if is_remote {
            "ổ đĩa mạng".to_owned()
        } else {
            match Self::told_by_the_system(&folders) {
                Ok(watcher) => return Ok(watcher),
                Err(error) => error.to_string(),
            }
        };
        let (send, events) = channel();
        let config = Config::default()
            .with_poll_interval(POLL)
            .with_compare_contents(false);
        let mut watcher = <PollWatcher as notify::Watcher>::new(send, config)
            .map_err(|error| error.to_string())?;
        watch(&mut watcher, &folders).map_err(|error| error.to_string())?;
        Ok(Self {
            events,
            polls: Some(why),
            _watching: Watching::Polling { _it: watcher },
        })
    }

    fn told_by_the_system(folders: &[&Path]) -> notify::Result<Self> {
        let (send, events) = channel();
        let mut watcher = <RecommendedWatcher as notify::Watcher>::new(send, Config::default())?;
        watch(&mut watcher, folders)?;
        Ok(Self {
            events,
            polls: None,
            _watching: Watching::System { _it: watcher },
        })
    }

    /// Waits for a change and for the end of its burst, and gives the paths that were named.
    /// `None` when nothing can come any more.
    pub fn wait(&self) -> Option<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        while changed.is_empty() {
            note(self.events.recv().ok()?, &mut changed);
        }
        let begun = Instant::now();
        while begun.elapsed() < LONGEST {
            match self.events.recv_timeout(QUIET) {
                Ok(event) => note(event, &mut changed),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(changed)
    }
}

fn watch(watcher: &mut impl notify::Watcher, folders: &[&Path]) -> notify::Result<()> {
    folders
        .iter()
        .try_for_each(|folder| watcher.watch(folder, RecursiveMode::Recursive))
}

/// Adds what an event names. To read a file changes nothing, so that reading the sources is no
/// reason to read them again.
fn note(event: notify::Result<Event>, changed: &mut BTreeSet<PathBuf>) {
    match event {
        Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
        Ok(event) => changed.extend(event.paths),
        // Events were lost: the folder itself stands for all that is in it.
        Err(error) => changed.extend(error.paths.into_iter().chain([PathBuf::new()])),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// What is seen of `deeds` done to a folder, each on its own.
    fn seen(polling: bool, deeds: &[&dyn Fn(&Path)]) -> Vec<BTreeSet<PathBuf>> {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path().canonicalize().expect("a path");
        fs::write(at.join("a.md"), "1").expect("a file");
        let watcher = Watcher::new(&[&at], polling).expect("it can be watched");
        let waited = deeds.iter().map(|deed| {
            deed(&at);
            watcher.wait().expect("a change")
        });
        waited.collect()
    }

    #[test]
    fn a_burst_of_saves_is_one_change() {
        let save = |at: &Path| {
            for number in 0..5 {
                fs::write(at.join("a.md"), format!("{number}")).expect("a file");
            }
        };
        let replace = |at: &Path| {
            fs::write(at.join(".a.md.new"), "neu").expect("a file");
            fs::rename(at.join(".a.md.new"), at.join("a.md")).expect("renamed");
        };
        let [first, second] = &seen(false, &[&save, &replace])[..] else {
            panic!("two changes");
        };
        assert!(first.iter().all(|path| path.ends_with("a.md")), "{first:?}");
        assert!(
            second.iter().any(|path| path.ends_with("a.md")),
            "{second:?}"
        );
    }

    #[test]
    fn where_the_system_is_silent_changes_are_found_by_looking() {
        let save = |at: &Path| fs::write(at.join("b.md"), "mới").expect("a file");
        let changes = seen(true, &[&save]);
        assert!(changes[0].iter().any(|path| path.ends_with("b.md")));
    }
}
