//! Web archives (mht, mhtml): the page out of the parts that a browser or word processor saved with it.

use super::Unreadable;
use super::html;
use super::package::{broken, empty};
use crate::document::Document;
use crate::limits::MAX_MULTIPARTS;
use mailparse::{MailHeaderMap, ParsedMail};

/// Media type of the format.
pub(super) const MEDIA_TYPE: &str = "multipart/related";

/// Bytes from the start in which the headers stand.
const HEADERS: usize = 4096;

/// What every part that holds parts says of itself.
const MULTIPART: &[u8] = b"multipart/";

/// Whether bytes begin with the headers of a message of several parts, or of one that is a page.
pub(super) fn looks_like(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if !head.first().is_some_and(u8::is_ascii_alphanumeric) {
        return false;
    }
    let head = String::from_utf8_lossy(&head[..head.len().min(HEADERS)]).to_ascii_lowercase();
    let first = head.split([':', '\n']).next().unwrap_or_default();
    let header = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let typed =
        ["multipart/", "text/html"].iter().any(|kind| head.contains(&format!("content-type: {kind}")));
    header && head.contains("mime-version:") && typed
}

/// Reads a web archive.
///
/// # Errors
/// [`Unreadable`] where the parts cannot be told apart, none is a page, or the page cannot be read.
pub fn read(bytes: &[u8]) -> Result<Document, Unreadable> {
    let deep = bytes.windows(MULTIPART.len()).filter(|window| window.eq_ignore_ascii_case(MULTIPART)).count();
    if deep > MAX_MULTIPARTS {
        let message = "网页归档嵌套过深 / the web archive is nested too deeply";
        return Err(Unreadable { code: "too_deep", message: message.into() });
    }
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace() && byte.is_ascii()).unwrap_or(0);
    let failed = |error: mailparse::MailParseError| broken("mht", &error.to_string());
    let mail = mailparse::parse_mail(bytes.get(start..).unwrap_or_default()).map_err(failed)?;
    let page = mail.parts().find(|part| part.ctype.mimetype == "text/html").ok_or_else(empty)?;
    let document = html::read(&page.get_body_raw().map_err(failed)?)?;
    let url = location(page).or_else(|| location(&mail)).or(document.url);
    Ok(Document { url, ..document })
}

/// The address from which a part was saved.
fn location(part: &ParsedMail) -> Option<String> {
    ["Snapshot-Content-Location", "Content-Location"]
        .iter()
        .find_map(|header| part.headers.get_first_value(header))
        .filter(|url| url.starts_with("http"))
}

#[cfg(test)]
mod tests {
    use super::{looks_like, read};

    #[test]
    fn the_page_of_an_archive() {
        let archive = "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://www.x.gov.cn/b.html\r\n\
            MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--B\"\r\n\r\n\
            ----B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            <meta charset=3Dgb2312><p>=D2=BB=A1=A2=D7=DC=CC=E5=C7=\r\n=E9=BF=F6</p>\r\n\
            ----B\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0K\r\n----B--\r\n";
        assert!(looks_like(archive.as_bytes()));
        let document = read(archive.as_bytes()).unwrap();
        assert_eq!(document.text, "一、总体情况\n");
        assert_eq!(document.url.as_deref(), Some("http://www.x.gov.cn/b.html"));
    }

    #[test]
    fn an_archive_without_a_page_is_refused() {
        let archive = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: image/png\n\nx\n--B--\n";
        assert_eq!(read(archive.as_bytes()).unwrap_err().code, "empty");
    }
}
