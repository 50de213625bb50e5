//! The floor: writes the files of a built site anew, with the same bytes, and does nothing else.
//!
//!     floor SITE OUT [THREADS]
//!
//! All bytes are read before the clock starts. Prints seconds, files and bytes.

use std::path::{Path, PathBuf};
use std::time::Instant;
use std::{env, fs, io, thread};

fn read(
    top: &Path,
    at: &Path,
    folders: &mut Vec<PathBuf>,
    files: &mut Vec<(PathBuf, Vec<u8>)>,
) -> io::Result<()> {
    for entry in fs::read_dir(top.join(at))? {
        let entry = entry?;
        let inside = at.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            folders.push(inside.clone());
            read(top, &inside, folders, files)?;
        } else {
            files.push((inside, fs::read(entry.path())?));
        }
    }
    Ok(())
}

fn main() -> io::Result<()> {
    let args: Vec<String> = env::args().collect();
    let (site, out) = (Path::new(&args[1]), Path::new(&args[2]));
    let threads: usize = args.get(3).map_or(1, |n| n.parse().expect("a number"));
    let (mut folders, mut files) = (Vec::new(), Vec::new());
    read(site, Path::new(""), &mut folders, &mut files)?;
    let start = Instant::now();
    fs::create_dir(out)?;
    for folder in &folders {
        fs::create_dir(out.join(folder))?;
    }
    thread::scope(|scope| {
        for part in files.chunks(files.len().div_ceil(threads)) {
            scope.spawn(move || {
                for (path, bytes) in part {
                    fs::write(out.join(path), bytes).expect("it can be written");
                }
            });
        }
    });
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    println!("{} {} {bytes}", start.elapsed().as_secs_f64(), files.len());
    Ok(())
}
