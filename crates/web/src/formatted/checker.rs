//! Reads what the sanitiser wrote, as a browser would, and objects to anything harmful.
//!
//! Its lists are its own: were they those of the sanitiser, a mistake in one
//! would hide the same mistake in the other.

use greffe::view::HtmlBody;

use super::tree::{Bounds, Element, NodeData, Tree};
use super::{Cleaned, FormattedTexts, clean};

/// The words of the tests.
pub(super) fn texts() -> FormattedTexts {
    FormattedTexts {
        remote_image: "remote image not loaded".to_owned(),
        embedded: "embedded content not loaded".to_owned(),
        missing_image: "missing image".to_owned(),
        refused_image: "image not shown".to_owned(),
        leads_to: "leads to".to_owned(),
        plain_from_here: "from here on as plain text".to_owned(),
        cut_here: "the rest is not shown".to_owned(),
    }
}

/// Cleans `html` without images, and checks the result.
pub(super) fn cleaned(html: &str) -> Cleaned {
    let cleaned = clean(&HtmlBody { html: html.to_owned(), images: Vec::new() }, &texts());
    assert_harmless(&cleaned.html, html);
    cleaned
}

/// Panics if what becomes of `html` holds anything harmful, or changes when it is cleaned once more.
pub fn assert_made_harmless(html: &str) {
    let once = cleaned(html).html;
    let twice = cleaned(&once).html;
    assert_eq!(twice, format!("<div>{once}</div>"), "from {html}");
}

/// Returns the text that a browser shows of `html`.
#[cfg(test)]
pub(super) fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut nodes = vec![Tree::parse(html, Bounds::WRITTEN).document];
    while let Some(node) = nodes.pop() {
        if let NodeData::Text(held) = &node.data {
            text.push_str(&held.borrow());
        }
        nodes.extend(node.children().into_iter().rev());
    }
    text
}

/// Panics, naming `source`, if `html` holds anything that acts, loads, covers or hides.
pub(super) fn assert_harmless(html: &str, source: &str) {
    for way in ["<!DOCTYPE html><body>", "<body>", "<!DOCTYPE html><table><td>"] {
        let tree = Tree::parse(&format!("{way}{html}"), Bounds::WRITTEN);
        let mut nodes = vec![tree.document.clone()];
        while let Some(node) = nodes.pop() {
            match &node.data {
                NodeData::Element(element) => assert_element(element, source),
                NodeData::Text(text) => assert_unturned(&text.borrow(), source),
                NodeData::Document | NodeData::Nothing => {}
            }
            nodes.extend(node.children());
        }
    }
    assert!(!html.contains("<!") && !html.contains("<?"), "comment or declaration in {html}\nfrom {source}");
    assert!(!html.contains('\0'), "null in {html}\nfrom {source}");
}

/// Panics if a text could turn round what stands behind it.
fn assert_unturned(text: &str, source: &str) {
    const TURNING: &str = "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
    assert!(!text.contains(|one| TURNING.contains(one)), "{text:?} is turned round, from {source}");
}

fn assert_element(element: &Element, source: &str) {
    const HARMLESS: &str = " html head body a abbr acronym b bdi big blockquote br caption center cite code col colgroup \
        dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small \
        span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr ";
    let name = element.html_name().unwrap_or("(foreign)");
    assert!(HARMLESS.contains(&format!(" {name} ")), "<{name}> from {source}");
    for (attribute, value) in element.attributes() {
        assert_attribute(name, &attribute, &value, source);
    }
}

fn assert_attribute(element: &str, attribute: &str, value: &str, source: &str) {
    const INERT: &str = " align alt bgcolor border cellpadding cellspacing clear color colspan dir face height hspace \
        lang nowrap reversed role rowspan scope size span start summary title type valign vspace width ";
    let harmless = match attribute {
        "href" => {
            element == "a"
                && ["http://", "https://", "mailto:"].iter().any(|scheme| value.starts_with(scheme))
        }
        "src" => element == "img" && is_raster(value),
        "target" => value == "_blank",
        "rel" => value == "noopener noreferrer nofollow",
        "style" => is_harmless_style(value),
        other => INERT.contains(&format!(" {other} ")),
    };
    assert_unturned(value, source);
    assert!(harmless, "<{element} {attribute}={value:?}> from {source}");
}

fn is_raster(value: &str) -> bool {
    ["png", "jpeg", "gif", "webp"].iter().any(|kind| value.starts_with(&format!("data:image/{kind};base64,")))
}

fn is_harmless_style(value: &str) -> bool {
    let lower = value.to_lowercase();
    let words = [
        "url",
        "image-set",
        "expression",
        "@",
        "position",
        "z-index",
        "content:",
        "behavior",
        "binding",
        "\\",
        "/*",
        "<",
        ">",
        "{",
        "}",
        ":-",
        " -",
        "import",
        "javascript",
        "var(",
        "calc",
        "attr(",
        "opacity",
        "visibility",
        "display:none",
        "transform",
        "filter",
        "animation",
        "overflow",
        "float:none;",
        "clip",
    ];
    let functions = lower.split('(').count() - 1;
    words.iter().all(|word| !lower.contains(word)) && functions == lower.matches("rgba(").count()
}

#[test]
fn the_checker_objects() {
    for harmful in [
        "<script></script>",
        "<p onclick=x>",
        "<a href=javascript:x>",
        "<img src=http://t.example/>",
        "<img src='data:image/svg+xml;base64,AA'>",
        "<p style='background:url(x)'>",
        "<p style='position:fixed'>",
        "<p id=x>",
        "<svg></svg>",
        "<!-- x -->",
        "<form></form>",
        "<p>\u{202e}x",
        "<bdi>&#x2069;</bdi>",
        "<p title=&#x2067;>",
    ] {
        let outcome = std::panic::catch_unwind(|| assert_harmless(harmful, harmful));
        assert!(outcome.is_err(), "{harmful} passed");
    }
}
