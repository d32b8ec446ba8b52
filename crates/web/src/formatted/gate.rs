//! The last gate: ammonia, told the same rules.
//!
//! What reaches it was written by the rewriter and should pass unchanged.
//! Should the rewriter ever let something slip, it does not get by here.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use super::{attributes, elements, links};

static GATE: LazyLock<Builder<'static>> = LazyLock::new(build);

/// Returns what may pass of `html`.
pub(super) fn pass(html: &str) -> String {
    GATE.clean(html).to_string()
}

fn build() -> Builder<'static> {
    let mut gate = Builder::empty();
    gate.tags(elements::KEPT.into())
        .clean_content_tags(HashSet::from(["script", "style", "title", "iframe", "noembed", "noframes"]))
        .generic_attributes(attributes::KEPT.into())
        .url_schemes(links::SCHEMES.into_iter().chain(["data"]).collect())
        .url_relative(UrlRelative::Deny)
        .link_rel(None)
        .attribute_filter(|element: &str, attribute: &str, value: &str| {
            attributes::allowed(element, attribute, value).map(Cow::Owned)
        });
    gate
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, expected: &str) {
        assert_eq!(pass(html), expected, "{html}");
    }

    #[test]
    fn the_gate_stops_hostile_html_by_itself() {
        check("<script>alert(1)</script>x", "x");
        check("<img src=x onerror=alert(1)>", "<img>");
        check("<a href=' javascript:alert(1)'>x</a>", "<a>x</a>");
        check("<a href='data:text/html,x'>x</a>", "<a>x</a>");
        check("<p style='background:url(http://t.example/)' class=x id=y>x</p>", "<p>x</p>");
        check("<svg><style><img src=x onerror=alert(1)></style></svg>x", "<img>x");
        check("<form action=http://t.example/><input><button>x</button></form>", "x");
    }

    #[test]
    fn the_gate_lets_clean_html_pass_unchanged() {
        let clean = "<p style=\"color:#ff0000\" lang=\"fr\">a<br><a href=\"https://a.example/\" \
                     target=\"_blank\" rel=\"noopener noreferrer nofollow\">b</a></p>";
        check(clean, clean);
    }
}
