//! Checks of the output folder before anything is written: where it really is, whether it meets the
//! sources, whether it is ours, and whether it can be exchanged for another folder.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::disk::{self, FileTree, IoOperation};
use crate::error::{Error, Refusal, failed};
use crate::folder::exists;
use crate::manifest::Manifest;
use crate::system::{self, FileId};
use ssg_base::parallel;
use ssg_base::path::OutPath;

/// The folder of a build inside an output that is a mount point.
pub(crate) const STAGING_IN_MOUNT: &str = ".ssg-new";
/// What a mount point may contain that is neither ours nor foreign.
const ALLOWED_IN_MOUNT: [&str; 2] = [STAGING_IN_MOUNT, "lost+found"];
/// The folders of the site that no output may meet.
const SOURCE_FOLDERS: [&str; 3] = ["content", "themes", ".git"];

/// The folders that no output may overwrite.
#[derive(Clone, Copy, Debug)]
pub struct ProtectedFolders<'a> {
    /// The site's root, with its `content/`, `themes/` and `.git`.
    pub root: &'a Path,
    /// The home folder of the user, if there is one.
    pub home: Option<&'a Path>,
}

/// The output as the system knows it: absolute, without `..` and links, whether it exists or not.
pub(crate) fn resolve(output: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(output).map_err(failed(IoOperation::Read, output))?;
    let mut path = PathBuf::new();
    for component in absolute.components() {
        if component == Component::ParentDir {
            // The part before `..` is resolved already, so its parent is the one meant.
            path.pop();
            continue;
        }
        path.push(component);
        // On Windows, `C:` without `\` is the current folder of that drive.
        if matches!(component, Component::Prefix(_)) {
            continue;
        }
        match disk::canonical(&path) {
            Ok(real) => path = real,
            Err(error) if error.kind() == io::ErrorKind::NotFound && !exists(&path) => {}
            Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                return Err(failed(IoOperation::Read, &path)(error));
            }
            // A dangling or circular link, or a file on the way.
            Err(_) => return Err(Refusal::OutputNotAFolder(output.to_owned()).into()),
        }
    }
    Ok(path)
}

/// Refuses an output that is, contains or is inside the sources, as far as its path and the folders
/// above it show.
pub(crate) fn refuse_sources(
    output: &Path,
    target: &Path,
    protected: &ProtectedFolders<'_>,
) -> Result<(), Error> {
    let root = resolve(protected.root)?;
    let home = protected.home.map(resolve).transpose()?;
    let protected: Vec<&Path> = home.iter().chain([&root]).map(PathBuf::as_path).collect();
    let id = system::file_id(target);
    let is_target = |path: &Path| path == target || (id.is_some() && system::file_id(path) == id);
    let contains = |folder: &&Path| folder.ancestors().any(is_target);

    // A variant in letter case is refused too, whether or not the file system tells cases apart.
    let has_source_name = |name: &OsStr| {
        SOURCE_FOLDERS
            .iter()
            .any(|source| name.eq_ignore_ascii_case(source))
    };
    let is_inside_by_name = target
        .ancestors()
        .any(|at| at.parent() == Some(&root) && at.file_name().is_some_and(has_source_name));
    let is_inside_git = target.iter().any(|name| name.eq_ignore_ascii_case(".git"));

    // File identities see through bind mounts, of the sources and of folders inside them.
    let sources = source_folder_ids(&root);
    let above: BTreeSet<_> = target.ancestors().filter_map(system::file_id).collect();
    if protected.iter().any(contains)
        || is_inside_by_name
        || is_inside_git
        || !above.is_disjoint(&sources)
    {
        return Err(Refusal::OutputIsSource(output.to_owned()).into());
    }
    Ok(())
}

/// Refuses an output with sources below it: a bind mount of them, a repository, or another site.
pub(crate) fn refuse_nested_sources(
    output: &Path,
    target: &Path,
    tree: &FileTree,
    protected: &ProtectedFolders<'_>,
) -> Result<(), Error> {
    let root = resolve(protected.root)?;
    let mut sources = source_folder_ids(&root);
    sources.extend(system::file_id(&root));
    let is_site = [".git", "content/site.yaml"]
        .iter()
        .any(|name| exists(&target.join(name)));
    let is_source = system::file_id(target).is_some_and(|id| sources.contains(&id));
    if is_site || is_source || !tree.folders.is_disjoint(&sources) {
        return Err(Refusal::OutputIsSource(output.to_owned()).into());
    }
    Ok(())
}

fn source_folder_ids(root: &Path) -> BTreeSet<FileId> {
    let tops = SOURCE_FOLDERS.iter().map(|name| root.join(name));
    tops.flat_map(|top| disk::folder_ids(&top)).collect()
}

/// Whether the files of `folder` must be replaced one by one.
pub(crate) fn must_publish_in_place(folder: &Path) -> bool {
    is_mount_point(folder) || system::has_read_only_parent(folder)
}

/// Whether a folder is a mount point, which cannot be exchanged for another folder.
pub(crate) fn is_mount_point(folder: &Path) -> bool {
    let device = |path: &Path| system::file_id(path).map(|(device, _)| device);
    let Some(parent) = folder.parent().filter(|_| exists(folder)) else {
        return false;
    };
    device(folder) != device(parent) || system::is_mount_root(folder)
}

/// Returns why a folder without a manifest is refused. One that holds only files for a host or a
/// search engine was made by somebody who wants to publish there.
fn refusal_of_foreign(target: &Path, output: &Path) -> Refusal {
    let foreign = || Refusal::OutputForeign(output.to_owned());
    let Ok(names) = disk::first_names(target, MAX_HOST_FILES + 1) else {
        return foreign();
    };
    if names.len() <= MAX_HOST_FILES && names.iter().all(|name| is_host_file(name)) {
        Refusal::OutputHasOnlyHostFiles(output.to_owned(), names)
    } else {
        foreign()
    }
}

/// The most files that are taken for those of a host.
const MAX_HOST_FILES: usize = 10;

/// Whether hosts and search engines look for a file or folder of this name at the root of a site.
fn is_host_file(name: &str) -> bool {
    const NAMES: [&str; 13] = [
        "CNAME",
        ".nojekyll",
        ".well-known",
        ".htaccess",
        "_headers",
        "_redirects",
        "robots.txt",
        "ads.txt",
        "humans.txt",
        "favicon.ico",
        "BingSiteAuth.xml",
        "netlify.toml",
        "vercel.json",
    ];
    let proof = name.strip_suffix(".html");
    let proves_ownership = proof.is_some_and(|name| {
        let mut owners = ["google", "yandex_", "zalo", "baidu_verify"].iter();
        owners.any(|owner| name.starts_with(owner))
    });
    proves_ownership || NAMES.contains(&name)
}

/// The contents of the output folder before a build.
#[derive(Default)]
pub(crate) struct ExistingOutput {
    pub(crate) is_absent: bool,
    /// Its manifest, as a value and as text; `None` if it is empty or foreign.
    pub(crate) published: Option<(Manifest, String)>,
    /// The files and folders in it.
    pub(crate) tree: FileTree,
}

impl ExistingOutput {
    /// Reads the output folder. A foreign folder is refused unless `force` is set.
    pub(crate) fn read(
        target: &Path,
        output: &Path,
        in_place: bool,
        force: bool,
    ) -> Result<Self, Error> {
        // Another build may exchange the folder while it is read, and half of what was seen would
        // be of a folder that is being removed. The folder's identity tells.
        for _ in 0..100 {
            let before = system::file_id(target);
            let read = Self::read_once(target, output, in_place, force);
            if system::file_id(target) == before {
                return read;
            }
        }
        Err(Refusal::AnotherBuild(None).into())
    }

    fn read_once(target: &Path, output: &Path, in_place: bool, force: bool) -> Result<Self, Error> {
        match fs::symlink_metadata(target) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Self {
                    is_absent: true,
                    ..Self::default()
                });
            }
            Err(error) => return Err(failed(IoOperation::Read, output)(error)),
            Ok(metadata) if !metadata.is_dir() => {
                return Err(Refusal::OutputNotAFolder(output.to_owned()).into());
            }
            Ok(_) => {}
        }
        let ignored: &[&str] = if in_place { &ALLOWED_IN_MOUNT } else { &[] };
        if disk::holds_only(target, ignored)? {
            return Ok(Self::default());
        }
        let foreign = || Error::from(refusal_of_foreign(target, output));
        // A foreign folder may be a whole disk: it is not walked in vain.
        let text = Manifest::read_text(target)?;
        if text.is_none() && !force {
            return Err(foreign());
        }
        let parse = || text.and_then(|text| Some((Manifest::parse(&text)?, text)));
        let list = || FileTree::list(target, ignored);
        let (published, tree) = parallel::join(parallel::thread_count(None), parse, list);
        if published.is_none() && !force {
            return Err(foreign());
        }
        Ok(Self {
            is_absent: false,
            published,
            tree: tree?,
        })
    }

    /// Whether the folder contains nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.tree.files.is_empty() && self.tree.folders.is_empty()
    }
    /// Refuses to delete what somebody put into a folder of ours: every file that the old manifest
    /// does not list and `new` would not have either. Leftovers of desktops and compressed copies
    /// of our files may go.
    pub(crate) fn refuse_other_files(&self, output: &Path, new: &Manifest) -> Result<(), Error> {
        let Some((manifest, _)) = &self.published else {
            return Ok(());
        };
        let is_listed = |path: &str| {
            OutPath::parse(path).is_some_and(|path| {
                manifest.files.contains_key(&path) || new.files.contains_key(&path)
            })
        };
        let is_compressed_copy = |path: &str| {
            let original = path.rsplit_once('.');
            original.is_some_and(|(original, kind)| {
                ["gz", "br", "zst"].contains(&kind) && is_listed(original)
            })
        };
        let files = self.tree.files.keys();
        let others = files.filter(|path| {
            let name = path.rsplit('/').next().unwrap_or_default();
            *path != Manifest::NAME
                && !is_listed(path)
                && !is_compressed_copy(path)
                && !disk::is_leftover(name.as_ref())
        });
        let others: Vec<String> = others.cloned().collect();
        if others.is_empty() {
            return Ok(());
        }
        Err(Refusal::OutputHasOtherFiles(output.to_owned(), others).into())
    }
}
