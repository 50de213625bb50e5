//! Publishing file by file, where the output cannot be exchanged.

use std::os::fd::OwnedFd;

use rustix::io::Errno;

use crate::disk::IoOperation;
use crate::error::{Error, failed};
use crate::folder::{create_folder, fsync, open_folder, open_subfolder, remove_file, split};
use crate::manifest::Manifest;
use crate::staging::{INTERIM_MANIFEST, Plan, Staging};
use ssg_base::path::OutPath;

impl Staging {
    /// Moves the new files into the output one by one: first what pages need, then pages, then the
    /// manifest. Then it removes the files that only the old site had. Files that no manifest of
    /// ours lists are never removed.
    ///
    /// Meanwhile the output has a manifest that lists the files of both sites, so that a build
    /// killed halfway leaves no file that the next build would take for a foreign one.
    pub(crate) fn replace_files(&self, plan: &Plan) -> Result<(), Error> {
        let output =
            open_folder(&self.lock.target).map_err(failed(IoOperation::List, &self.lock.output))?;
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
        fsync(output).map_err(failed(IoOperation::Sync, &self.lock.output))
    }

    fn replace_file(
        &self,
        output: &OwnedFd,
        from: &str,
        path: &str,
        plan: &Plan,
    ) -> Result<(), Errno> {
        let (folder, name) = split(path);
        let mut to = open_subfolder(output, ".")?;
        let mut above = String::new();
        for segment in folder.split('/').filter(|segment| !segment.is_empty()) {
            above.push_str(segment);
            // The old site may have a file where the new one has a folder.
            if plan.stale.contains(&above) {
                remove_file(output, &above)?;
            }
            match create_folder(&to, segment.as_ref()) {
                Ok(()) | Err(Errno::EXIST) => {}
                Err(error) => return Err(error),
            }
            to = open_subfolder(&to, segment)?;
            above.push('/');
        }
        match rustix::fs::renameat(&self.new, from, &to, name) {
            // The old site may have a folder where the new one has a file.
            Err(Errno::ISDIR) => {
                let below = format!("{path}/");
                for stale in plan.stale.iter().filter(|stale| stale.starts_with(&below)) {
                    remove_file(output, stale)?;
                }
                rustix::fs::renameat(&self.new, from, &to, name)
            }
            moved => moved,
        }
    }
}
