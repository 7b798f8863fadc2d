//! zip and tar: members with names. A zip that is a document itself (docx, xlsx, odt, ofd, epub) is no container.

use super::meter::Metered;
use super::{Refusal, Walk, file_name, too_large};
use crate::limits::MAX_BYTES;
use crate::origin::Origin;
use encoding_rs::GB18030;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use zip::ZipArchive;
use zip::result::ZipError;

/// Members that documents of zipped formats have, and only they.
const PARTS: [&str; 4] = ["[Content_Types].xml", "mimetype", "OFD.xml", "META-INF/manifest.xml"];

/// Whether the first local header of a zip names a part of a document.
pub(super) fn is_document_part(head: &[u8]) -> bool {
    let folders = ["_rels/", "word/", "xl/", "docProps/", "Doc_0/"];
    head.get(30..)
        .is_some_and(|rest| PARTS.iter().chain(&folders).any(|part| rest.starts_with(part.as_bytes())))
}

/// A name as stored: UTF-8, else GB18030, as archives packed in China have it.
fn name(raw: &[u8]) -> String {
    let name = match std::str::from_utf8(raw) {
        Ok(name) => name.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    let name: String =
        name.chars().map(|c| if c == '\\' { '/' } else { c }).filter(|c| !c.is_control()).collect();
    name.trim_start_matches("./").trim_start_matches('/').to_owned()
}

/// Whether a member is no file of its own: what systems and editors leave behind.
fn is_hidden(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') && part != "." && part != ".." || part == "__MACOSX")
}

impl Walk<'_> {
    /// Reads a zip from a stream: held in memory where it is small, else in a file that nobody else sees.
    pub(super) fn zip_in_stream(&mut self, path: &str, base: &str, input: &mut dyn Read, depth: usize) {
        let mut bytes = Vec::new();
        if let Err(error) = input.take(MAX_BYTES + 1).read_to_end(&mut bytes) {
            return self.broken(path, &error);
        }
        if bytes.len() as u64 <= MAX_BYTES {
            if !self.archive(path, Cursor::new(&bytes), depth) {
                self.hand(path.to_owned(), base, Ok(bytes), Origin::default(), false);
            }
            return;
        }
        let spooled = tempfile::tempfile().and_then(|mut file| {
            io::copy(&mut Cursor::new(bytes).chain(input), &mut file)?;
            file.seek(SeekFrom::Start(0))?;
            Ok(file)
        });
        match spooled {
            Err(error) => self.broken(path, &error),
            Ok(file) => {
                if !self.archive(path, BufReader::new(file), depth) {
                    self.hand(path.to_owned(), base, Err(too_large()), Origin::default(), false);
                }
            }
        }
    }

    /// Reads the members of a zip; whether it is one and no document.
    pub(super) fn archive<R: Read + Seek>(&mut self, path: &str, mut input: R, depth: usize) -> bool {
        let mut archive = match ZipArchive::new(&mut input) {
            Ok(archive) => archive,
            Err(error) => {
                let error = io::Error::other(error.to_string());
                match input.seek(SeekFrom::Start(0)) {
                    Ok(_) => self.without_directory(path, input, depth, &error),
                    Err(_) => self.broken(path, &error),
                }
                return true;
            }
        };
        if PARTS.iter().any(|part| archive.index_for_name(part).is_some()) {
            return false;
        }
        // In the order of a folder, so that a correction comes behind what it corrects however the archive was packed.
        let count = archive.len();
        let mut named = |index: usize| -> Result<(String, bool), ZipError> {
            let file = archive.by_index_raw(index)?;
            Ok((name(file.name_raw()), file.is_dir()))
        };
        let mut members: Vec<_> = (0..count).map(|index| (index, named(index))).collect();
        members.sort_by(|(_, one), (_, other)| one.as_ref().ok().cmp(&other.as_ref().ok()));
        for (index, member) in members {
            if self.done || self.meter.is_exceeded() {
                break;
            }
            let (member, folder) = match member {
                Ok(member) => member,
                Err(error) => {
                    self.refuse(format!("{path}!/{}", index + 1), "broken_member", damaged(&error));
                    continue;
                }
            };
            if folder || is_hidden(&member) {
                continue;
            }
            let at = format!("{path}!/{member}");
            match archive.by_index(index) {
                Ok(file) => self.packed(&at, &member, file, depth),
                Err(error) => {
                    let refusal = unreadable(&error);
                    self.refuse(at, refusal.code, refusal.message);
                }
            }
        }
        if self.meter.is_exceeded() && !self.done {
            self.broken(path, &io::Error::other("limit"));
        }
        true
    }

    fn packed(&mut self, at: &str, member: &str, file: impl Read, depth: usize) {
        let mut file = Metered::new(file, &self.meter);
        self.entry(at, file_name(member), Origin::default(), &mut file, depth + 1);
    }

    /// Reads a zip whose directory at its end is lost, member by member as far as it goes.
    fn without_directory(&mut self, path: &str, input: impl Read, depth: usize, error: &io::Error) {
        let mut input = BufReader::new(input);
        while !self.done {
            match zip::read::read_zipfile_from_stream(&mut input) {
                Ok(Some(file)) => {
                    let (member, folder) = (name(file.name_raw()), file.is_dir());
                    if !folder && !is_hidden(&member) {
                        self.packed(&format!("{path}!/{member}"), &member, file, depth);
                    }
                }
                Ok(None) | Err(_) => break,
            }
        }
        self.broken(path, error);
    }

    /// Reads the members of a tar.
    pub(super) fn tar(&mut self, path: &str, input: &mut dyn Read, depth: usize) {
        let mut archive = tar::Archive::new(input);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return self.broken(path, &error),
        };
        for entry in entries {
            if self.done {
                return;
            }
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => return self.broken(path, &error),
            };
            let member = name(&entry.path_bytes());
            if entry.header().entry_type().is_file() && !is_hidden(&member) {
                let at = format!("{path}!/{member}");
                self.entry(&at, file_name(&member), Origin::default(), &mut entry, depth + 1);
            }
        }
    }
}

fn damaged(error: &ZipError) -> String {
    format!("压缩包中的文件损坏（{error}） / the file in the archive is damaged ({error})")
}

fn unreadable(error: &ZipError) -> Refusal {
    match error {
        ZipError::UnsupportedArchive(reason) if *reason == ZipError::PASSWORD_REQUIRED => Refusal {
            code: "encrypted",
            message: "文件有密码，请先解密 / the file has a password; unpack it first".to_owned(),
        },
        ZipError::UnsupportedArchive(reason) => Refusal {
            code: "unsupported_format",
            message: format!("不支持的压缩方式（{reason}） / a way of packing that is not read ({reason})"),
        },
        error => Refusal { code: "broken_member", message: damaged(error) },
    }
}
