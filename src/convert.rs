//! Conversion of office files by programs that are installed on this computer.
//!
//! `LibreOffice` makes Word files of older formats; `pdftotext` reads the text of a PDF, and `ssg-pdf`
//! where that is not installed. Each program runs
//! in a folder of its own, for a limited time. `LibreOffice` gets an empty profile that forbids
//! macros and links to other documents.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

use ssg_base::message::Message;
use ssg_pdf::NoText;

/// The longest time that a program may take for one file. Then it is stopped.
const TIME_LIMIT: Duration = Duration::from_secs(120);
/// How often a running program is asked whether it is done.
const POLL_INTERVAL: Duration = Duration::from_millis(30);

/// The settings of the profile: no macros, no links to other documents.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"#;

/// Why a file could not be converted: the message and what to do about it.
pub(super) type Failure = Box<(Message, Option<Message>)>;

/// Converts a file to a Word file by `LibreOffice`. `shown` is its name for messages.
pub(super) fn to_word(bytes: &[u8], shown: &str) -> Result<Vec<u8>, Failure> {
    const PROGRAM: &str = "LibreOffice";
    let Some(program) = find_office() else {
        let path = shown.to_owned();
        let message = Message::ImportNoOffice { path };
        return Err(Box::new((message, Some(Message::ImportNoOfficeHint))));
    };
    let failed = || conversion_failed(shown, PROGRAM);
    let folder = tempfile::tempdir().map_err(|_| failed())?;
    let extension = extension(bytes);
    let source = folder.path().join(format!("source.{extension}"));
    let user = folder.path().join("profile/user");
    let prepared = fs::write(&source, bytes)
        .and_then(|()| fs::create_dir_all(&user))
        .and_then(|()| fs::write(user.join("registrymodifications.xcu"), PROFILE));
    prepared.map_err(|_| failed())?;
    let mut command = Command::new(program);
    let profile = file_url(&folder.path().join("profile"));
    command
        .arg(format!("-env:UserInstallation={profile}"))
        .args(["--headless", "--nologo", "--norestore", "--nodefault"]);
    if extension == "html" {
        command.arg("--infilter=HTML (StarWriter)");
    }
    command
        .args(["--convert-to", "docx:MS Word 2007 XML", "--outdir"])
        .arg(folder.path())
        .arg(&source)
        .current_dir(folder.path());
    run(&mut command, shown, PROGRAM)?;
    fs::read(folder.path().join("source.docx")).map_err(|_| failed())
}

/// Returns the text of a PDF, with a form feed after each page. It is empty for a scan.
pub(super) fn pdf_text(bytes: &[u8], shown: &str) -> Result<String, Failure> {
    const PROGRAM: &str = "pdftotext";
    let Some(program) = find_on_path(&[PROGRAM]) else {
        return own_pdf_text(bytes, shown);
    };
    let failed = || conversion_failed(shown, PROGRAM);
    let folder = tempfile::tempdir().map_err(|_| failed())?;
    let (source, target) = (folder.path().join("a.pdf"), folder.path().join("a.txt"));
    fs::write(&source, bytes).map_err(|_| failed())?;
    let mut command = Command::new(program);
    // The order in which the PDF holds the text is that of its author. `pdftotext` would guess another
    // from the places on the page, and mix columns that end at the same height.
    command
        .args(["-raw", "-enc", "UTF-8", "-eol", "unix"])
        .args([&source, &target])
        .current_dir(folder.path());
    run(&mut command, shown, PROGRAM)?;
    let text = fs::read(target).map_err(|_| failed())?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Returns the text of a PDF without another program.
fn own_pdf_text(bytes: &[u8], shown: &str) -> Result<String, Failure> {
    let pdf = ssg_pdf::read(bytes);
    match (pdf.text(), pdf.pages) {
        (Some(text), _) => Ok(text),
        (None, Err(NoText::Scan | NoText::Empty)) => Ok(String::new()),
        _ => {
            let path = shown.to_owned();
            let message = Message::ImportPdf { path };
            Err(Box::new((message, Some(Message::ImportPdfHint))))
        }
    }
}

fn conversion_failed(shown: &str, program: &str) -> Failure {
    let (path, program) = (shown.to_owned(), program.to_owned());
    let message = Message::ImportConversionFailed { path, program };
    Box::new((message, Some(Message::ImportConversionFailedHint)))
}

/// Returns the extension that tells `LibreOffice` the format of a file.
fn extension(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xd0, 0xcf, ..] => "doc",
        [b'P', b'K', ..] => "odt",
        [b'{', b'\\', b'r', b't', b'f', ..] => "rtf",
        _ => "html",
    }
}

fn find_office() -> Option<PathBuf> {
    const USUAL_PLACES: [&str; 3] = [
        "C:\\Program Files\\LibreOffice\\program\\soffice.com",
        "C:\\Program Files (x86)\\LibreOffice\\program\\soffice.com",
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ];
    find_on_path(&["soffice", "libreoffice"]).or_else(|| {
        let places = USUAL_PLACES.iter().map(PathBuf::from);
        places.into_iter().find(|place| place.is_file())
    })
}

fn find_on_path(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path)
        .filter(|folder| folder.is_absolute())
        .collect();
    names.iter().find_map(|name| {
        let file_name = format!("{name}{}", env::consts::EXE_SUFFIX);
        let mut candidates = folders.iter().map(|folder| folder.join(&file_name));
        candidates.find(|candidate| candidate.is_file())
    })
}

fn file_url(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let path = path.replace('%', "%25").replace(' ', "%20");
    format!("file:///{}", path.trim_start_matches('/'))
}

/// Runs a program until it ends or its time is over.
fn run(command: &mut Command, shown: &str, program: &str) -> Result<(), Failure> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    let ended = command.spawn().and_then(|mut child| wait(&mut child));
    match ended {
        Ok(Some(true)) => Ok(()),
        Ok(Some(false)) | Err(_) => Err(conversion_failed(shown, program)),
        Ok(None) => {
            let (path, program) = (shown.to_owned(), program.to_owned());
            let seconds = TIME_LIMIT.as_secs().to_string();
            let message = Message::ImportConversionTimedOut {
                path,
                program,
                seconds,
            };
            Err(Box::new((message, None)))
        }
    }
}

/// Returns whether the program succeeded; `None` if it was stopped because its time was over.
fn wait(child: &mut Child) -> io::Result<Option<bool>> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status.success()));
        }
        if start.elapsed() > TIME_LIMIT {
            stop(child)?;
            return Ok(None);
        }
        thread::sleep(POLL_INTERVAL);
    }
}

/// Stops a program and the programs that it started.
fn stop(child: &mut Child) -> io::Result<()> {
    if cfg!(unix) {
        let group = format!("-{}", child.id());
        Command::new("kill")
            .args(["-KILL", "--", &group])
            .status()?;
    }
    // The program itself may be gone by now.
    let _ = child.kill();
    child.wait().map(|_| ())
}
