//! Waiting for a change of the sources. The home of `notify`.
//!
//! A burst of saves is one change: editors write a file beside the old one and rename it, folders
//! are copied file by file. What changed is told by paths, which are hints and no more: whoever
//! waits here reads the sources again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode};

use ssg_publish::disk::{self, FileStamp};

/// How long nothing must happen for a burst to be over.
const QUIET: Duration = Duration::from_millis(15);
/// How long a burst may last before it is told anyway.
const LONGEST: Duration = Duration::from_millis(400);
/// How often folders are looked through where the system tells of no change.
const POLL: Duration = Duration::from_millis(700);

/// Watches folders. Dropped, it watches no more.
#[derive(Debug)]
pub struct Watcher {
    watching: Watching,
    /// Why the system does not tell of changes, if it does not.
    pub polls: Option<String>,
}

#[derive(Debug)]
enum Watching {
    /// The system tells.
    Told {
        events: Receiver<notify::Result<Event>>,
        /// What must live for events to come.
        _it: RecommendedWatcher,
    },
    /// It does not. `notify` can look for changes too, but takes a file that was saved twice in a
    /// second for the same.
    Looking {
        folders: Vec<PathBuf>,
        before: BTreeMap<PathBuf, FileStamp>,
    },
}

impl Watcher {
    /// Watches those of `folders` that exist, by the system's own events where it has them for
    /// this disk, else by looking through them again and again.
    pub fn new(folders: &[&Path], is_remote: bool) -> Self {
        let folders: Vec<&Path> = folders.iter().copied().filter(|at| at.is_dir()).collect();
        let why = if is_remote {
            "ổ đĩa mạng".to_owned()
        } else {
            match Self::told_by_the_system(&folders) {
                Ok(watcher) => return watcher,
                Err(error) => error.to_string(),
            }
        };
        let folders: Vec<PathBuf> = folders.into_iter().map(Path::to_owned).collect();
        let before = stamps(&folders);
        Self {
            watching: Watching::Looking { folders, before },
            polls: Some(why),
        }
    }

    fn told_by_the_system(folders: &[&Path]) -> notify::Result<Self> {
        let (send, events) = channel();
        let mut watcher = <RecommendedWatcher as notify::Watcher>::new(send, Config::default())?;
        for folder in folders {
            notify::Watcher::watch(&mut watcher, folder, RecursiveMode::Recursive)?;
        }
        Ok(Self {
            watching: Watching::Told {
                events,
                _it: watcher,
            },
            polls: None,
        })
    }

    /// Waits for a change and for the end of its burst, and gives the paths that were named.
    /// `None` when nothing can come any more.
    pub fn wait(&mut self) -> Option<BTreeSet<PathBuf>> {
        match &mut self.watching {
            Watching::Told { events, .. } => wait_to_be_told(events),
            Watching::Looking { folders, before } => loop {
                thread::sleep(POLL);
                let now = stamps(folders);
                let changed = difference(before, &now);
                *before = now;
                if !changed.is_empty() {
                    return Some(changed);
                }
            },
        }
    }
}

fn wait_to_be_told(events: &Receiver<notify::Result<Event>>) -> Option<BTreeSet<PathBuf>> {
    let mut changed = BTreeSet::new();
    while changed.is_empty() {
        note(events.recv().ok()?, &mut changed);
    }
    let begun = Instant::now();
    while begun.elapsed() < LONGEST {
        match events.recv_timeout(QUIET) {
            Ok(event) => note(event, &mut changed),
            Err(RecvTimeoutError::Timeout) => break,
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
    Some(changed)
}

/// Every file and what it is known by. Of a folder that cannot be listed nothing is known; whoever
/// reads it says why.
fn stamps(folders: &[PathBuf]) -> BTreeMap<PathBuf, FileStamp> {
    let listed = folders.iter().flat_map(|folder| {
        let stamps = disk::file_stamps(folder).unwrap_or_default();
        stamps
            .into_iter()
            .map(|(path, stamp)| (folder.join(path), stamp))
    });
    listed.collect()
}

/// What was added, removed or changed.
fn difference(
    before: &BTreeMap<PathBuf, FileStamp>,
    now: &BTreeMap<PathBuf, FileStamp>,
) -> BTreeSet<PathBuf> {
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    let new = now
        .iter()
        .filter(|(path, stamp)| before.get(*path) != Some(stamp));
    gone.chain(new.map(|(path, _)| path)).cloned().collect()
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
        let mut watcher = Watcher::new(&[&at], polling);
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
        // Of the same size, and within the same second.
        let again = |at: &Path| fs::write(at.join("b.md"), "mời").expect("a file");
        let older = |at: &Path| {
            let file = fs::File::open(at.join("b.md")).expect("a file");
            file.set_modified(std::time::UNIX_EPOCH).expect("a time");
        };
        let remove = |at: &Path| fs::remove_file(at.join("a.md")).expect("removed");
        let changes = seen(true, &[&save, &again, &older, &remove]);
        for (change, name) in changes.iter().zip(["b.md", "b.md", "b.md", "a.md"]) {
            let [path] = &Vec::from_iter(change)[..] else {
                panic!("{change:?}");
            };
            assert!(path.ends_with(name), "{path:?}");
        }
    }
}
