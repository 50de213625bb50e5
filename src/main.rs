//! The `ssg` program: reads, compiles, says, writes. One file for each kind of command, and the session
//! that they share.

mod ask;
mod author;
mod build;
mod inspect;
mod serve;
mod session;

use std::process::ExitCode;

use clap::FromArgMatches as _;

use ssg::cli::{self, Cli, Command};
use ssg_base::parallel::THREAD_STACK_BYTES;

use author::{run_import, run_init, run_new};
use build::run_build;
use inspect::{run_check, run_schema, run_verify};
use serve::run_serve;
use session::print;

/// Pages are made of thousands of small texts each: with the system's own allocator a tenth of all
/// time is spent there, and more where threads share it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Nothing is wrong; there may be warnings.
const EXIT_OK: u8 = 0;
/// The sources or the machine are at fault; nothing was published.
const EXIT_ERROR: u8 = 1;
/// The command makes no sense here, or its output is refused.
const EXIT_USAGE: u8 = 2;

/// What this program was made from, by `build.rs`.
const PROGRAM: &str = env!("SSG_PROGRAM");

/// Where a site is published unless said otherwise, within its root.
const OUTPUT: &str = "public";

fn main() -> ExitCode {
    // The first thread has as much stack as `ulimit -s` or the system gives it, which may be 1 MiB.
    let work = std::thread::Builder::new()
        .stack_size(THREAD_STACK_BYTES)
        .spawn(run);
    let work = work.expect("a process can start a thread").join();
    work.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn run() -> ExitCode {
    let args: Vec<String> = std::env::args_os()
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    let matches = cli::command(cli::requested_language(&args)).get_matches();
    let parsed = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let Cli { command, common } = parsed;
    let code = match command {
        Command::Build(build) => run_build(&build, &common),
        Command::Check(checking) => run_check(&checking, &common),
        Command::Verify(verify) => run_verify(&verify, &common),
        Command::Serve(serve) => run_serve(&serve, &common),
        Command::Init(init) => run_init(&init, &common),
        Command::New(wanted) => run_new(&wanted, &common).unwrap_or_else(|code| code),
        Command::Schema(wanted) => run_schema(wanted.subject, &common),
        Command::Completion(wanted) => {
            let mut command = cli::command(common.lang.unwrap_or_default());
            let mut script = Vec::new();
            clap_complete::generate(wanted.shell, &mut command, "ssg", &mut script);
            print(&String::from_utf8_lossy(&script));
            EXIT_OK
        }
        Command::Man => {
            let mut page = Vec::new();
            let man = clap_mangen::Man::new(cli::command(common.lang.unwrap_or_default()));
            man.render(&mut page).expect("memory can be written to");
            print(&String::from_utf8_lossy(&page));
            EXIT_OK
        }
        Command::Import(wanted) => run_import(&wanted, &common).unwrap_or_else(|code| code),
    };
    ExitCode::from(code)
}
