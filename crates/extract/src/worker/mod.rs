//! The worker: shuts itself in, then reads items until its pipe ends.

#[cfg(any(test, feature = "fuzz"))]
mod here;
#[cfg(all(unix, feature = "formats"))]
mod launcher;
mod scribe;
#[cfg(feature = "trespass")]
mod trespass;

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::process::ExitCode;
use std::thread;

#[cfg(any(test, feature = "fuzz"))]
pub use here::{Told, read_here};
#[cfg(all(unix, feature = "formats"))]
pub use launcher::become_tool;
#[cfg(feature = "trespass")]
pub use launcher::become_trespasser;
pub(crate) use scribe::{Scribe, claim};
#[cfg(feature = "trespass")]
pub use trespass::is_done;

use crate::formats::{self, Document, Readers};
use crate::limits::Confinement;
use crate::picture::NoPicture;
use crate::reading::{Outcome, Why};
use crate::sandbox;
pub use crate::sandbox::Allowance;
use crate::wire::{self, Answer, Request, Wish};

/// Readers of libraries may recurse; ours do not.
const STACK_BYTES: usize = 64 << 20;

/// An item larger than this is refused whatever the other side's limits are.
const MAX_ITEM_BYTES: usize = 1 << 30;

/// Serves as a worker if this process was started as one, and returns how it ended:
/// the first thing that a program which can be its own worker asks.
pub fn called() -> Option<ExitCode> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() != Some("--worker") {
        return None;
    }
    let mut allowance = Allowance { memory_bytes: 0, cpu_seconds: 0 };
    let mut confinement = Confinement::Required;
    let mut readers = Readers::All;
    while let Some(argument) = arguments.next() {
        let mut number = || arguments.next().and_then(|number| number.parse().ok());
        match argument.as_str() {
            "--memory-bytes" => allowance.memory_bytes = number().unwrap_or(0),
            "--cpu-seconds" => allowance.cpu_seconds = number().unwrap_or(0),
            "--unsandboxed" => confinement = Confinement::Waived,
            "--light" => readers = Readers::Light,
            _ => return Some(ExitCode::from(2)),
        }
    }
    Some(serve(allowance, confinement, readers))
}

/// Serves items from standard input to standard output, until the input ends.
///
/// Exits with 2 where the process could not be shut in and must be.
fn serve(allowance: Allowance, confinement: Confinement, readers: Readers) -> ExitCode {
    // What a panic prints may quote the file.
    std::panic::set_hook(Box::new(|_| {}));
    let mut missing = sandbox::raise_outer(allowance, confinement);
    let reader = thread::Builder::new().stack_size(STACK_BYTES).spawn(move || {
        if !sandbox::raise_inner(confinement) {
            missing.push("seccomp".to_owned());
        }
        answer_all(missing, readers)
    });
    match reader.map(thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}

fn answer_all(missing: Vec<String>, readers: Readers) -> io::Result<()> {
    let mut input = BufReader::with_capacity(64 << 10, io::stdin().lock());
    let mut out = BufWriter::with_capacity(64 << 10, io::stdout().lock());
    let is_confined = missing.is_empty();
    wire::write(&mut out, &Answer::Hello { version: wire::VERSION, missing }, b"")?;
    out.flush()?;
    if !is_confined {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    while answer_one(&mut input, &mut out, readers)? {}
    Ok(())
}

fn answer_one(input: &mut impl Read, out: &mut impl Write, readers: Readers) -> io::Result<bool> {
    let Some((request, bytes)) = wire::read::<Request>(input, MAX_ITEM_BYTES)? else { return Ok(false) };
    #[cfg(feature = "trespass")]
    let bytes = trespass::trespass(&request.content_type, &bytes).map_or(bytes, <[u8]>::to_vec);
    let document = Document { name: &request.name, content_type: &request.content_type, bytes: bytes.into() };
    match request.wish {
        Wish::Reading => read_one(document, readers, request.output_bytes, out)?,
        #[cfg(feature = "formats")]
        Wish::Picture { page, width } if readers == Readers::All => draw_one(document, page, width, out)?,
        Wish::Picture { .. } => {
            wire::write(out, &Answer::NotDrawn(NoPicture::Failed(Why::Unsupported)), b"")?;
        }
    }
    out.flush()?;
    Ok(true)
}

fn read_one(
    document: Document<'_>,
    readers: Readers,
    room_bytes: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut scribe = Scribe::new(out, room_bytes);
    let (format, stopped) = formats::read_item(document, readers, &mut scribe);
    let (metadata, has_text) = scribe.finish();
    let end =
        Answer::End { format: format.word().to_owned(), outcome: Outcome::of(stopped, has_text), metadata };
    wire::write(out, &end, b"")
}

#[cfg(feature = "formats")]
fn draw_one(document: Document<'_>, page: u32, width: u32, out: &mut impl Write) -> io::Result<()> {
    let (format, drawn) = formats::draw_item(document, page, width);
    let canvas = match drawn {
        Ok(canvas) => canvas,
        Err(why) => return wire::write(out, &Answer::NotDrawn(why), b""),
    };
    for pixels in canvas.pixels.chunks(wire::MAX_ANSWER_BYTES) {
        wire::write(out, &Answer::Pixels, pixels)?;
    }
    let (pages, width, height) = (canvas.pages, canvas.width, canvas.height);
    wire::write(out, &Answer::Drawn { format: format.word().to_owned(), pages, width, height }, b"")
}
