//! Publishing file by file, where the output cannot be exchanged.

use std::io;

use crate::disk::IoOperation;
use crate::error::{Error, failed};
use crate::folder::{remove_file, split, unless_exists};
use crate::manifest::Manifest;
use crate::staging::{INTERIM_MANIFEST, Plan, Staging};
use crate::system::Folder;
use ssg_base::path::OutPath;

impl Staging {
    /// Moves the new files into the output one by one: first what pages need, then pages, then the
    /// manifest. Then it removes the files that only the old site had. Files that no manifest of
    /// ours lists are never removed.
    ///
    /// Meanwhile the output has a manifest that lists the files of both sites, so that a build
    /// killed halfway leaves no file that the next build would take for a foreign one.
    pub(crate) fn replace_files(&self, plan: &Plan) -> Result<(), Error> {
        let output = Folder::open(&self.lock.target)
            .map_err(failed(IoOperation::List, &self.lock.output))?;
        let is_page = |path: &&&OutPath| path.as_str().rsplit('.').next() == Some("html");
        let moving = self.site.files.keys();
        let moving = moving.filter(|path| !plan.unchanged.contains_key(path));
        let (pages, others): (Vec<_>, Vec<_>) = moving.partition(|path| is_page(&path));
        let manifest = OutPath::at_root(Manifest::NAME);
        let replace = |from: &str, path: &OutPath| {
            self.replace_file(&output, from, path.as_str(), plan)
                .map_err(failed(
                    IoOperation::Replace,
                    &self.lock.published_path(path),
                ))
        };
        replace(INTERIM_MANIFEST, &manifest)?;
        for path in others.into_iter().chain(pages) {
            replace(path.as_str(), path)?;
        }
        for path in &plan.stale {
            remove_file(&output, path)
                .map_err(failed(IoOperation::Remove, &self.lock.output.join(path)))?;
        }
        replace(Manifest::NAME, &manifest)?;
        output
            .sync()
            .map_err(failed(IoOperation::Sync, &self.lock.output))
    }

    fn replace_file(&self, output: &Folder, from: &str, path: &str, plan: &Plan) -> io::Result<()> {
        let (folder, name) = split(path);
        let mut to = output.reopen()?;
        let mut above = String::new();
        for segment in folder.split('/').filter(|segment| !segment.is_empty()) {
            above.push_str(segment);
            // The old site may have a file where the new one has a folder.
            if plan.stale.contains(&above) {
                remove_file(output, &above)?;
            }
            unless_exists(to.create_published_folder(segment))?;
            to = to.subfolder(segment)?;
            above.push('/');
        }
        match self.new.rename(from, &to, name) {
            // The old site may have a folder where the new one has a file.
            Err(_) if to.subfolder(name).is_ok() => {
                let below = format!("{path}/");
                for stale in plan.stale.iter().filter(|stale| stale.starts_with(&below)) {
                    remove_file(output, stale)?;
                }
                self.new.rename(from, &to, name)
            }
            moved => moved,
        }
    }
}
