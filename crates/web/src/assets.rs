//! The style sheet and the script, under names that change with their bytes.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

use crate::failure::Failure;

const STYLE: &str = include_str!("../assets/greffe.css");
const SCRIPT: &str = include_str!("../assets/greffe.js");

/// Address of the style sheet.
pub(crate) static STYLE_ADDRESS: LazyLock<String> = LazyLock::new(|| address(STYLE, "css"));
/// Address of the script.
pub(crate) static SCRIPT_ADDRESS: LazyLock<String> = LazyLock::new(|| address(SCRIPT, "js"));

/// Answers `/assets/{name}`: the name holds the hash, so the bytes never change under it.
pub(crate) async fn serve(Path(name): Path<String>) -> Result<Response, Failure> {
    let path = format!("/assets/{name}");
    let (content_type, text) = if path == *STYLE_ADDRESS {
        ("text/css; charset=utf-8", STYLE)
    } else if path == *SCRIPT_ADDRESS {
        ("text/javascript; charset=utf-8", SCRIPT)
    } else {
        return Err(Failure::not_found());
    };
    let headers = [(CONTENT_TYPE, content_type), (CACHE_CONTROL, "private, max-age=31536000, immutable")];
    Ok((headers, text).into_response())
}

fn address(text: &str, extension: &str) -> String {
    let digest = Sha256::digest(text);
    let short: String = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("/assets/{short}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_stay_small() {
        assert!(STYLE.len() <= 20 * 1024, "{}", STYLE.len());
        assert!(SCRIPT.len() <= 5 * 1024, "{}", SCRIPT.len());
    }

    #[test]
    fn the_script_makes_no_markup_from_text() {
        for sink in
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "setTimeout(\""]
        {
            assert!(!SCRIPT.contains(sink), "{sink}");
        }
    }

    #[test]
    fn the_style_loads_nothing() {
        for word in ["url(", "@import", "@font-face"] {
            assert!(!STYLE.contains(word), "{word}");
        }
    }
}
