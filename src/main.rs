//! The `ssg` program: one file a command, which parses nothing and computes little.
//!
//! Reading order: `cli` (in the library part) declares the command line, `session` opens a site,
//! `compile` compiles it for `build` and `check`, `terminal` prints, `usage` words errors of the
//! command line.

mod ask;
mod build;
mod check;
mod compile;
mod completion;
mod convert;
mod desk;
mod import;
mod init;
mod new;
mod progress;
mod record;
mod schema;
mod serve;
mod session;
mod terminal;
mod usage;
mod verify;

use std::process::ExitCode;

use clap::FromArgMatches as _;

use ssg::cli::{self, Cli, Command, Common};
use ssg_base::parallel::THREAD_STACK_BYTES;

/// Rendering allocates thousands of small strings a page. With the system's allocator that takes a
/// tenth of the time, and more where threads share it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Exit code for success; there may be warnings.
const EXIT_OK: u8 = 0;
/// Exit code for an error of the sources or the machine. Nothing was published.
const EXIT_ERROR: u8 = 1;
/// Exit code for a wrong command line or a refused output.
const EXIT_USAGE: u8 = 2;

/// The hash of the program's source code, from `build.rs`.
const PROGRAM: &str = env!("SSG_PROGRAM");

/// The default output folder, relative to the root of the site.
const OUTPUT: &str = "public";

fn main() -> ExitCode {
    // The stack of the main thread depends on `ulimit -s` and may be only 1 MiB.
    let thread = std::thread::Builder::new()
        .stack_size(THREAD_STACK_BYTES)
        .spawn(run);
    let thread = thread.expect("a process can start a thread");
    let code = thread.join();
    ExitCode::from(code.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
}

fn run() -> u8 {
    let args: Vec<String> = std::env::args_os()
        .map(|arg| arg.to_string_lossy().into_owned())
        .collect();
    // Help and errors are printed while the arguments are parsed, so these are needed before.
    let (language, format) = (cli::requested_language(&args), cli::requested_format(&args));
    let parsed = cli::command(language)
        .try_get_matches()
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let code = match parsed {
        Ok(Cli { command, common }) => run_command(&command, &common).unwrap_or_else(|code| code),
        Err(error) => {
            let command = cli::requested_command(&args);
            usage::print_clap_error(&error, command.as_deref(), language, format)
        }
    };
    terminal::exit_code(code, language)
}

/// Runs a command. Returns the exit code, as an error where the command stopped early.
fn run_command(command: &Command, common: &Common) -> Result<u8, u8> {
    match command {
        Command::Build(build) => build::run_build(build, common),
        Command::Check(options) => check::run_check(options, common),
        Command::Verify(verify) => verify::run_verify(verify, common),
        Command::Serve(serve) => serve::run_serve(serve, common),
        Command::Desk(desk) => desk::run_desk(desk, common),
        Command::Init(init) => Ok(init::run_init(init, common)),
        Command::New(new) => new::run_new(new, common),
        Command::Import(import) => import::run_import(import, common),
        Command::Schema(schema) => Ok(schema::run_schema(schema, common)),
        Command::Completion(completion) => Ok(completion::run_completion(completion, common)),
        Command::Man => Ok(completion::run_man(common)),
    }
}
