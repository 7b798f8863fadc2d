//! Containers: files that hold many documents. Opens them and hands out their members one at a time.
//!
//! What a file is shows in its bytes. It never reads a document and never holds more than one member; a container
//! that breaks keeps what was read, and the rest is refused under its own path.

mod archive;
mod keys;
mod lines;
mod meter;
mod warc;

pub use keys::Keys;

use crate::limits::{MAX_BYTES, MAX_CONTAINERS_DEEP};
use crate::origin::Origin;
use meter::{Meter, Metered};
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};

/// A document in a container.
#[derive(Clone, Debug)]
pub struct Member {
    /// Path of the container and the place in it: `a.zip!/b/c.html`, `dump.jsonl#12`, `crawl.warc.gz#3`.
    pub path: String,
    /// Name by which its format is told in doubt.
    pub name: String,
    /// Its bytes, or why it is not read.
    pub content: Result<Vec<u8>, Refusal>,
    /// What the container says of it.
    pub origin: Origin,
    /// Whether the path only counts members, so that it may name another document next time.
    pub positional: bool,
}

/// Why a member is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Short code, such as `encrypted`.
    pub code: &'static str,
    /// What and why, in Chinese and English.
    pub message: String,
}

/// Whether a file was a container.
#[derive(Debug)]
pub enum Opened {
    /// It was, and its members have been handed out.
    Container,
    /// It is a document itself.
    Document,
}

/// Bytes by which kinds are told: enough for the first line of a pretty JSON object and the mark of a tar.
const HEAD: u64 = 8 << 10;

/// Kinds of containers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Zip,
    Gzip,
    Tar,
    Warc,
    /// A JSON object a line.
    Lines,
    /// JSON objects over several lines, or an array of them.
    Objects,
}

fn kind(head: &[u8]) -> Option<Kind> {
    let starts = |mark: &[u8]| head.starts_with(mark);
    if (starts(b"PK\x03\x04") && !archive::is_document_part(head)) || starts(b"PK\x05\x06") {
        return Some(Kind::Zip);
    }
    if starts(b"\x1f\x8b\x08") {
        return Some(Kind::Gzip);
    }
    if starts(b"WARC/") {
        return Some(Kind::Warc);
    }
    if head.get(257..262) == Some(b"ustar") {
        return Some(Kind::Tar);
    }
    lines::kind(head)
}

/// Opens a file; hands its members to `take` in order until that says that nobody wants more. A file that cannot be
/// opened counts as a document: whoever reads it tells why.
pub fn open(path: &str, keys: &Keys, take: &mut dyn FnMut(Member) -> bool) -> Opened {
    let Ok(mut file) = File::open(path) else { return Opened::Document };
    let mut head = Vec::new();
    let read = (&mut file).take(HEAD).read_to_end(&mut head).and_then(|_| file.seek(SeekFrom::Start(0)));
    let (Ok(_), Some(kind)) = (read, kind(&head)) else { return Opened::Document };
    let length = file.metadata().map_or(0, |data| data.len());
    let mut walk = Walk { keys, take, meter: Meter::of(length), done: false, positional: false };
    let name = file_name(path);
    if kind != Kind::Zip {
        walk.container(kind, path, name, &mut file, 0);
    } else if !walk.archive(path, file, 0) {
        return Opened::Document;
    }
    Opened::Container
}

/// Reads standard input: the members of a container, or one document.
pub fn open_stdin(path: &str, keys: &Keys, take: &mut dyn FnMut(Member) -> bool) {
    let meter = Meter::of(0);
    let mut input = meter.counting(io::stdin().lock());
    let mut walk = Walk { keys, take, meter, done: false, positional: true };
    walk.entry(path, path, Origin::default(), &mut input, 0);
}

/// A reader that has failed and goes on failing.
struct Failing(io::ErrorKind, String);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::new(self.0, self.1.clone()))
    }
}

/// The walk through one file and the containers in it.
struct Walk<'a> {
    keys: &'a Keys,
    take: &'a mut dyn FnMut(Member) -> bool,
    meter: Meter,
    /// Nobody wants more.
    done: bool,
    positional: bool,
}

impl Walk<'_> {
    /// Hands out a member.
    fn hand(
        &mut self,
        path: String,
        name: &str,
        content: Result<Vec<u8>, Refusal>,
        origin: Origin,
        counted: bool,
    ) {
        let positional = counted || self.positional;
        let member = Member { path, name: name.to_owned(), content, origin, positional };
        self.done |= !(self.take)(member);
    }

    /// Tells of something that is not read.
    fn refuse(&mut self, path: String, code: &'static str, message: impl Into<String>) {
        let refusal = Refusal { code, message: message.into() };
        self.hand(path, "", Err(refusal), Origin::default(), false);
    }

    /// Tells where a container broke.
    fn broken(&mut self, path: &str, error: &io::Error) {
        if self.meter.is_exceeded() {
            let message = "解压后过大，其余未读取 / it unpacks beyond the limit; the rest is not read";
            self.refuse(path.to_owned(), "too_large", message);
        } else {
            let message = format!(
                "容器损坏，其余未读取（{error}） / the container is damaged; the rest is not read ({error})"
            );
            self.refuse(path.to_owned(), "broken_container", message);
        }
    }

    /// Reads one thing in a container: a document, or a container again.
    fn entry(&mut self, path: &str, name: &str, origin: Origin, input: &mut dyn Read, depth: usize) {
        let mut head = Vec::new();
        // What stands before the place where the input broke is read as well.
        let failed = input.take(HEAD).read_to_end(&mut head).err();
        let kind = kind(&head);
        let rest: &mut dyn Read = match failed {
            Some(error) => &mut Failing(error.kind(), error.to_string()),
            None => input,
        };
        let mut input = Cursor::new(head).chain(rest);
        match kind {
            Some(_) if depth >= MAX_CONTAINERS_DEEP => {
                let message =
                    "压缩包嵌套过深，未读取 / containers within containers beyond the limit are not read";
                self.refuse(path.to_owned(), "too_deep", message);
            }
            Some(kind) => self.container(kind, path, name, &mut input, depth),
            None => self.document(path.to_owned(), name, origin, &mut input, false),
        }
    }

    fn document(&mut self, path: String, name: &str, origin: Origin, input: &mut dyn Read, counted: bool) {
        let mut bytes = Vec::new();
        let content = match input.take(MAX_BYTES + 1).read_to_end(&mut bytes) {
            Err(error) => return self.broken(&path, &error),
            Ok(length) if length as u64 > MAX_BYTES => Err(too_large()),
            Ok(0) => Err(Refusal { code: "empty", message: "空文件 / the file is empty".to_owned() }),
            Ok(_) => Ok(bytes),
        };
        self.hand(path, name, content, origin, counted);
    }

    fn container(&mut self, kind: Kind, path: &str, name: &str, input: &mut dyn Read, depth: usize) {
        match kind {
            Kind::Zip => self.zip_in_stream(path, name, input, depth),
            Kind::Gzip => {
                let unpacked = flate2::read::MultiGzDecoder::new(BufReader::new(input));
                let inner = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".tgz")).unwrap_or(name);
                let mut unpacked = Metered::new(unpacked, &self.meter);
                self.entry(path, inner, Origin::default(), &mut unpacked, depth + 1);
            }
            Kind::Tar => self.tar(path, input, depth),
            Kind::Warc => self.warc(path, BufReader::new(input)),
            Kind::Lines => self.lines(path, BufReader::new(input)),
            Kind::Objects => self.objects(path, BufReader::new(input)),
        }
    }
}

fn too_large() -> Refusal {
    let message = format!("超过 {0} MB，不读取 / larger than {0} MB, not read", MAX_BYTES >> 20);
    Refusal { code: "too_large", message }
}

/// The last component of a path.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}
