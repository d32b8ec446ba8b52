//! Downloads: parts and raw messages, never under a type of their own.

use axum::body::Body;
use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::{Answer, stream};
use crate::failure::Failure;
use crate::visit::Visit;

/// Should a browser show a download all the same, it does so without scripts, origin or requests.
pub(super) const DOWNLOAD_POLICY: &str =
    "sandbox; default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// Answers with a part's decoded bytes.
pub(super) async fn part(visit: Visit, Path((id, n)): Path<(String, String)>) -> Answer {
    let n: usize = n.parse().map_err(|_| Failure::not_found())?;
    let part = visit.ask(move |room| room.part(&id, n)).await?;
    Ok(attachment(&part.name, "application/octet-stream", part.bytes))
}

/// Answers with the exact bytes of a message.
pub(super) async fn raw_page(visit: Visit, Path(id): Path<String>) -> Answer {
    raw(visit, id).await
}

/// Answers with the exact bytes of a message, however long it is, or of a loose document,
/// which keeps its own name.
pub(crate) async fn raw(visit: Visit, id: String) -> Answer {
    let asked = id.clone();
    let document = visit.ask(move |room| room.document_name(&asked)).await?;
    let bytes = stream::raw(&visit, id.clone()).await?;
    let digits: String = id.chars().filter(char::is_ascii_hexdigit).take(16).collect();
    Ok(match document {
        None => saved_as(&format!("{digits}.eml"), "message/rfc822", bytes),
        Some(name) if name.is_empty() => {
            saved_as(&format!("{digits}.bin"), "application/octet-stream", bytes)
        }
        Some(name) => saved_as(&name, "application/octet-stream", bytes),
    })
}

/// Makes an answer that browsers save instead of showing.
pub(crate) fn attachment(name: &str, content_type: &'static str, bytes: Vec<u8>) -> Response {
    saved_as(name, content_type, Body::from(bytes))
}

/// Makes an answer of a body that may still be written.
pub(super) fn saved_as(name: &str, content_type: &'static str, body: Body) -> Response {
    let disposition =
        HeaderValue::from_str(&disposition(name)).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(content_type)),
        (CONTENT_DISPOSITION, disposition),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(DOWNLOAD_POLICY)),
    ];
    (headers, body).into_response()
}

/// Writes Content-Disposition for a name in any script (RFC 6266 §4.3, RFC 8187).
///
/// The desk cleans names of paths, controls and bidi marks; what it let pass
/// must not break out of the header either.
fn disposition(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_graphic() && !"\"\\/%".contains(c) || c == ' ' { c } else { '_' };
    let fallback: String = name.chars().take(100).map(plain).collect();
    let mut encoded = String::new();
    for byte in
        name.chars().filter(|c| !c.is_control() && !"/\\".contains(*c)).take(200).collect::<String>().bytes()
    {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("attachment; filename=\"{fallback}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_of_any_script_survive() {
        let check = |name: &str, expect: &str| assert_eq!(disposition(name), format!("attachment; {expect}"));
        check("a b.pdf", "filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf");
        check("été.doc", "filename=\"_t_.doc\"; filename*=UTF-8''%C3%A9t%C3%A9.doc");
        check("x\"; y=\"z", "filename=\"x_; y=_z\"; filename*=UTF-8''x%22%3B%20y%3D%22z");
        check("../etc/passwd", "filename=\".._etc_passwd\"; filename*=UTF-8''..etcpasswd");
    }

    proptest! {
        #[test]
        fn no_name_breaks_the_header(name in ".{0,300}") {
            let text = disposition(&name);
            prop_assert!(HeaderValue::from_str(&text).is_ok());
            prop_assert_eq!(text.matches('"').count(), 2);
        }
    }
}
