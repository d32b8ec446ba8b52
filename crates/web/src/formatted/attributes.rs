//! Which attributes an element may keep, and with what values.
//!
//! The rewriter asks before it writes, the last gate asks again: both must
//! get the same answer, so a value that went through once goes through as it is.

use super::colour::Colour;
use super::links::cut;
use super::style::Style;
use super::{images, links, properties};

/// The attributes that may go out, on some element or other.
pub(super) const KEPT: [&str; 33] = [
    "align",
    "alt",
    "bgcolor",
    "border",
    "cellpadding",
    "cellspacing",
    "clear",
    "color",
    "colspan",
    "dir",
    "face",
    "height",
    "href",
    "hspace",
    "lang",
    "nowrap",
    "rel",
    "reversed",
    "role",
    "rowspan",
    "scope",
    "size",
    "span",
    "src",
    "start",
    "style",
    "summary",
    "target",
    "title",
    "type",
    "valign",
    "vspace",
    "width",
];

/// What links tell other sites about where they were followed: nothing.
pub(super) const LINK_RELATION: &str = "noopener noreferrer nofollow";

/// Longest text of an attribute that is for people.
const MAX_TEXT: usize = 2000;

/// Returns the value to write; `None` if the attribute must go.
pub(super) fn allowed(element: &str, attribute: &str, value: &str) -> Option<String> {
    let value = value.trim();
    match attribute {
        "style" => Some(properties::allowed(&Style::parse(value), element)).filter(|style| !style.is_empty()),
        "title" | "alt" | "summary" => Some(cut(value, MAX_TEXT).to_owned()),
        "lang" => is_language(value).then(|| value.to_owned()),
        "dir" => one_of(value, &["ltr", "rtl", "auto"]),
        "href" if element == "a" => links::target(&ammonia::Url::parse(value).ok()?),
        "rel" if element == "a" => (value == LINK_RELATION).then(|| value.to_owned()),
        "target" if element == "a" => one_of(value, &["_blank"]),
        "src" if element == "img" => images::is_ours(value).then(|| value.to_owned()),
        "role" if element == "table" => one_of(value, &["presentation", "none"]),
        "bgcolor" if is_table_part(element) => Some(Colour::from_attribute(value)?.hex()),
        "color" if matches!(element, "font" | "hr") => Some(Colour::from_attribute(value)?.hex()),
        _ => allowed_layout(element, attribute, value),
    }
}

fn allowed_layout(element: &str, attribute: &str, value: &str) -> Option<String> {
    match attribute {
        "align" => one_of(value, &["left", "right", "center", "justify", "middle", "top", "bottom"]),
        "valign" if is_table_part(element) => one_of(value, &["top", "middle", "bottom", "baseline"]),
        "width" if matches!(element, "img" | "hr" | "table" | "td" | "th" | "col" | "colgroup") => {
            length(value)
        }
        "height" if matches!(element, "img" | "table" | "tr" | "td" | "th") => length(value),
        "border" | "cellpadding" | "cellspacing" if element == "table" => number(value, 0, 100),
        "border" | "hspace" | "vspace" if element == "img" => number(value, 0, 100),
        "colspan" | "rowspan" if matches!(element, "td" | "th") => number(value, 1, 100),
        "span" if matches!(element, "col" | "colgroup") => number(value, 1, 100),
        "scope" if element == "th" => one_of(value, &["row", "col", "rowgroup", "colgroup"]),
        "nowrap" if matches!(element, "td" | "th") => Some(String::new()),
        "size" if matches!(element, "font" | "hr") => font_size(value),
        "face" if element == "font" => is_face(value).then(|| value.to_owned()),
        "clear" if element == "br" => one_of(value, &["left", "right", "all"]),
        "start" if element == "ol" => number(value, 0, 100_000),
        "reversed" if element == "ol" => Some(String::new()),
        "type" if matches!(element, "ol" | "ul" | "li") => {
            ["1", "a", "A", "i", "I", "disc", "circle", "square"].contains(&value).then(|| value.to_owned())
        }
        _ => None,
    }
}

fn is_table_part(element: &str) -> bool {
    matches!(element, "table" | "tbody" | "thead" | "tfoot" | "tr" | "td" | "th" | "col" | "colgroup")
}

fn is_language(value: &str) -> bool {
    let subtag =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    value.len() <= 35 && value.split('-').all(subtag)
}

fn one_of(value: &str, words: &[&'static str]) -> Option<String> {
    words.iter().find(|word| value.eq_ignore_ascii_case(word)).map(|word| (*word).to_owned())
}

fn number(value: &str, least: u32, most: u32) -> Option<String> {
    let number: u32 = value.strip_suffix("px").unwrap_or(value).parse().ok()?;
    Some(number.clamp(least, most).to_string())
}

fn length(value: &str) -> Option<String> {
    match value.strip_suffix('%') {
        Some(part) => part.trim().parse::<u32>().ok().map(|part| format!("{}%", part.min(100))),
        None => number(value, 0, 2000),
    }
}

fn font_size(value: &str) -> Option<String> {
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    (digits.len() <= 2 && digits.bytes().all(|digit| digit.is_ascii_digit()) && !digits.is_empty())
        .then(|| value.to_owned())
}

fn is_face(value: &str) -> bool {
    let plain =
        |character: char| character.is_alphanumeric() || matches!(character, ' ' | ',' | '-' | '_' | '\'');
    value.len() <= 200 && value.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(element: &str, attribute: &str, value: &str, expected: Option<&str>) {
        let written = allowed(element, attribute, value);
        assert_eq!(written.as_deref(), expected, "<{element} {attribute}={value:?}>");
        if let Some(written) = written {
            assert_eq!(allowed(element, attribute, &written), Some(written.clone()), "{written} once more");
        }
    }

    #[test]
    fn layout_stays_within_bounds() {
        check("td", "colspan", "1000000", Some("100"));
        check("td", "colspan", "-1", None);
        check("table", "width", "600px", Some("600"));
        check("table", "width", "100%", Some("100%"));
        check("table", "width", "calc(1px)", None);
        check("td", "bgcolor", "FFF", Some("#ffffff"));
        check("font", "color", "javascript:x", None);
        check("font", "size", "+2", Some("+2"));
        check("p", "dir", "RTL", Some("rtl"));
        check("p", "lang", "fr-CA", Some("fr-CA"));
        check("p", "lang", "x\" onload", None);
        check("table", "role", "presentation", Some("presentation"));
        check("table", "role", "dialog", None);
    }

    #[test]
    fn names_and_orders_go() {
        for attribute in
            ["id", "class", "name", "onclick", "srcset", "ping", "background", "formaction", "is", "slot"]
        {
            check("a", attribute, "x", None);
        }
        check("img", "src", "http://t.example/", None);
        check("p", "src", "data:image/png;base64,AAAA", None);
        check("a", "href", "javascript:alert(1)", None);
        check("a", "rel", "opener", None);
    }
}
