//! `ssg init`.

use ssg::cli::{Common, Init};
use ssg_base::message::Message;
use ssg_publish::disk::{self, InitError};

use super::terminal::{print, print_error};
use super::{EXIT_ERROR, EXIT_OK, EXIT_USAGE};

/// Writes the first files of a new site.
pub(super) fn run_init(init: &Init, common: &Common) -> u8 {
    let language = common.lang.unwrap_or_default();
    if let Err(error) = disk::write_new_site(&init.dir, ssg::NEW_SITE, init.force) {
        print_error(&error.message(), error.hint().as_ref(), language);
        return match error {
            InitError::NotEmpty(_) => EXIT_USAGE,
            InitError::Disk(_) => EXIT_ERROR,
        };
    }
    if !common.quiet {
        let path = init.dir.display().to_string();
        print(&format!(
            "{}\n",
            Message::Initialised { path }.text(language)
        ));
    }
    EXIT_OK
}
