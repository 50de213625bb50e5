//! `ssg completion` and `ssg man`: descriptions of the command line itself.

use ssg::cli::{self, Common, Completion};

use super::EXIT_OK;
use super::terminal::print;

/// Prints the completion script of a shell.
pub(super) fn run_completion(completion: &Completion, common: &Common) -> u8 {
    let mut command = cli::command(common.lang.unwrap_or_default());
    let mut script = Vec::new();
    clap_complete::generate(completion.shell, &mut command, "ssg", &mut script);
    print(&String::from_utf8_lossy(&script));
    EXIT_OK
}

/// Prints the manual page.
pub(super) fn run_man(common: &Common) -> u8 {
    let page = clap_mangen::Man::new(cli::command(common.lang.unwrap_or_default()));
    let mut bytes = Vec::new();
    page.render(&mut bytes)
        .expect("writing to memory cannot fail");
    print(&String::from_utf8_lossy(&bytes));
    EXIT_OK
}
