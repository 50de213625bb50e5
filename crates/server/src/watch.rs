//! Waiting for a change of the sources. The only module that uses `notify`.
//!
//! A burst of saves is one change: editors write a temporary file and rename it, folders are
//! copied file by file. The changed paths are only hints: the caller reads the sources again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use notify::{Config, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use ssg_publish::disk::{self, FileStamp};

/// The pause after which a burst of changes is over.
const BURST_PAUSE: Duration = Duration::from_millis(15);
/// The longest burst. A longer one is returned in parts.
const MAX_BURST: Duration = Duration::from_millis(400);
/// The interval at which folders are listed if the system reports no changes.
const POLL_INTERVAL: Duration = Duration::from_millis(700);

/// Watches folders until it is dropped.
#[derive(Debug)]
pub struct Watcher {
    method: WatchMethod,
    /// Why the folders are polled. `None` if the system reports changes.
    pub polling_reason: Option<String>,
}

#[derive(Debug)]
enum WatchMethod {
    Events(EventWatcher),
    /// `notify` can poll too, but misses the second of two saves within a second.
    Polling {
        folders: Vec<PathBuf>,
        before: BTreeMap<PathBuf, FileStamp>,
    },
}

impl Watcher {
    /// Watches the folders named `names` in `root`, also those that are created or replaced later.
    /// Uses the system's events, or polling if there are none for this disk.
    pub fn new(root: &Path, names: &[&str], is_network_disk: bool) -> Self {
        let folders: Vec<PathBuf> = names.iter().map(|name| root.join(name)).collect();
        let reason = if is_network_disk {
            "ổ đĩa mạng".to_owned()
        } else {
            match EventWatcher::new(root, folders.clone()) {
                Ok(watcher) => {
                    return Self {
                        method: WatchMethod::Events(watcher),
                        polling_reason: None,
                    };
                }
                Err(error) => error.to_string(),
            }
        };
        let before = stamps(&folders);
        Self {
            method: WatchMethod::Polling { folders, before },
            polling_reason: Some(reason),
        }
    }

    /// Waits for a change and the end of its burst, and returns the changed paths. An empty path
    /// among them means that any file may have changed. `None` if no change can come any more.
    pub fn wait(&mut self) -> Option<BTreeSet<PathBuf>> {
        match &mut self.method {
            WatchMethod::Events(watcher) => watcher.wait(),
            WatchMethod::Polling { folders, before } => loop {
                thread::sleep(POLL_INTERVAL);
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

/// Watches by events of the system.
#[derive(Debug)]
struct EventWatcher {
    folders: Vec<PathBuf>,
    events: Receiver<notify::Result<Event>>,
    system: RecommendedWatcher,
}

impl EventWatcher {
    fn new(root: &Path, folders: Vec<PathBuf>) -> notify::Result<Self> {
        let (send, events) = channel();
        let mut system = RecommendedWatcher::new(send, Config::default())?;
        // Only the root reports that one of the folders was created.
        system.watch(root, RecursiveMode::NonRecursive)?;
        for folder in folders.iter().filter(|folder| folder.is_dir()) {
            system.watch(folder, RecursiveMode::Recursive)?;
        }
        Ok(Self {
            folders,
            events,
            system,
        })
    }

    fn wait(&mut self) -> Option<BTreeSet<PathBuf>> {
        let mut changed = BTreeSet::new();
        while changed.is_empty() {
            let event = self.events.recv().ok()?;
            self.add(event, &mut changed);
        }
        let start = Instant::now();
        while start.elapsed() < MAX_BURST {
            match self.events.recv_timeout(BURST_PAUSE) {
                Ok(event) => self.add(event, &mut changed),
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        Some(changed)
    }

    /// Adds the paths of an event that are in a watched folder. Reads are ignored: reading the
    /// sources must not cause another rebuild.
    fn add(&mut self, event: notify::Result<Event>, changed: &mut BTreeSet<PathBuf>) {
        let paths = match event {
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => return,
            Ok(event) => event.paths,
            // Events were lost.
            Err(error) => {
                changed.insert(PathBuf::new());
                error.paths
            }
        };
        for path in paths {
            if self.folders.contains(&path) {
                self.watch_again(&path);
            }
            if self.folders.iter().any(|folder| path.starts_with(folder)) {
                changed.insert(path);
            }
        }
    }

    /// Watches a folder that was created or replaced. Files written to it before are found because
    /// the caller lists the folder after this.
    fn watch_again(&mut self, folder: &Path) {
        let _ = self.system.unwatch(folder);
        if folder.is_dir() {
            let _ = self.system.watch(folder, RecursiveMode::Recursive);
        }
    }
}

/// The stamps of all files in `folders`. A folder that cannot be listed has none; whoever reads it
/// reports why.
fn stamps(folders: &[PathBuf]) -> BTreeMap<PathBuf, FileStamp> {
    let stamps = folders.iter().flat_map(|folder| {
        let stamps = disk::file_stamps(folder).unwrap_or_default();
        stamps
            .into_iter()
            .map(|(path, stamp)| (folder.join(path), stamp))
    });
    stamps.collect()
}

/// The paths that were added, removed or changed.
fn difference(
    before: &BTreeMap<PathBuf, FileStamp>,
    now: &BTreeMap<PathBuf, FileStamp>,
) -> BTreeSet<PathBuf> {
    let removed = before.keys().filter(|path| !now.contains_key(*path));
    let new = now
        .iter()
        .filter(|(path, stamp)| before.get(*path) != Some(stamp));
    removed.chain(new.map(|(path, _)| path)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The changes reported for each of `actions` on the folder `content`.
    fn changes(polling: bool, actions: &[&dyn Fn(&Path)]) -> Vec<BTreeSet<PathBuf>> {
        let folder = tempfile::tempdir().expect("a folder");
        let at = folder.path().canonicalize().expect("a path");
        let content = at.join("content");
        fs::create_dir(&content).expect("a folder");
        fs::write(content.join("a.md"), "1").expect("a file");
        let mut watcher = Watcher::new(&at, &["content", "themes"], polling);
        let changes = actions.iter().map(|action| {
            action(&content);
            watcher.wait().expect("a change")
        });
        changes.collect()
    }

    #[test]
    fn reports_burst_of_saves_as_one_change() {
        let save = |at: &Path| {
            for number in 0..5 {
                fs::write(at.join("a.md"), format!("{number}")).expect("a file");
            }
        };
        let replace = |at: &Path| {
            fs::write(at.join(".a.md.new"), "neu").expect("a file");
            fs::rename(at.join(".a.md.new"), at.join("a.md")).expect("renamed");
        };
        let [first, second] = &changes(false, &[&save, &replace])[..] else {
            panic!("two changes");
        };
        assert!(first.iter().all(|path| path.ends_with("a.md")), "{first:?}");
        assert!(
            second.iter().any(|path| path.ends_with("a.md")),
            "{second:?}"
        );
    }

    #[test]
    fn polling_finds_changes() {
        let save = |at: &Path| fs::write(at.join("b.md"), "mới").expect("a file");
        // Of the same size, and within the same second.
        let again = |at: &Path| fs::write(at.join("b.md"), "mời").expect("a file");
        let older = |at: &Path| {
            let file = fs::File::open(at.join("b.md")).expect("a file");
            file.set_modified(std::time::UNIX_EPOCH).expect("a time");
        };
        let remove = |at: &Path| fs::remove_file(at.join("a.md")).expect("removed");
        let changes = changes(true, &[&save, &again, &older, &remove]);
        for (change, name) in changes.iter().zip(["b.md", "b.md", "b.md", "a.md"]) {
            let [path] = &Vec::from_iter(change)[..] else {
                panic!("{change:?}");
            };
            assert!(path.ends_with(name), "{path:?}");
        }
    }

    #[test]
    fn watches_folder_created_or_replaced_later() {
        let themes = |content: &Path| content.parent().expect("a root").join("themes");
        let create = |content: &Path| {
            fs::create_dir_all(themes(content).join("default")).expect("a folder");
        };
        let save = |content: &Path| {
            fs::write(themes(content).join("default/style.css"), "a").expect("a file");
        };
        let replace = |content: &Path| {
            fs::remove_dir_all(content).expect("removed");
            fs::create_dir(content).expect("a folder");
        };
        let save_again = |content: &Path| fs::write(content.join("b.md"), "b").expect("a file");
        let ignored = |content: &Path| {
            let root = content.parent().expect("a root");
            fs::write(root.join("other.txt"), "x").expect("a file");
            fs::write(content.join("c.md"), "c").expect("a file");
        };
        let actions: [&dyn Fn(&Path); 5] = [&create, &save, &replace, &save_again, &ignored];
        let changes = changes(false, &actions);
        let has = |at: usize, name: &str| changes[at].iter().any(|path| path.ends_with(name));
        assert!(has(0, "themes"), "{changes:?}");
        assert!(has(1, "style.css"), "{changes:?}");
        assert!(has(3, "b.md"), "{changes:?}");
        assert!(has(4, "c.md") && !has(4, "other.txt"), "{changes:?}");
    }
}
