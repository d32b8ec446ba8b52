//! What becomes of each element: one list, read by the rewriter and by the last gate.

/// What becomes of an element.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Fate {
    /// It goes out under this name.
    Becomes(&'static str),
    /// Its contents go out, without it.
    Unwrapped,
    /// It goes out with nothing of what it holds: a browser shows none of it either.
    Dropped,
    /// A link.
    Link,
    /// An image.
    Image,
    /// A field of a form: its text stays, without use.
    Field,
    /// A frame or player: what it would have fetched is named.
    Embedded,
    /// A style sheet.
    StyleSheet,
    /// An order to the browser about other addresses.
    Reference,
}

/// The elements that may go out.
pub(super) const KEPT: [&str; 62] = [
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "big",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// Decides about an HTML element.
pub(super) fn fate(name: &str) -> Fate {
    match name {
        "a" | "area" => Fate::Link,
        "img" | "image" => Fate::Image,
        "input" => Fate::Field,
        "iframe" | "frame" | "object" | "embed" | "video" | "audio" | "applet" | "portal" => Fate::Embedded,
        "style" => Fate::StyleSheet,
        "link" | "meta" | "base" => Fate::Reference,
        "script" | "title" | "template" | "noembed" | "noframes" | "datalist" | "param" | "track" => {
            Fate::Dropped
        }
        // Landmarks and sections of a mail would pass for those of our own page.
        "article" | "aside" | "section" | "header" | "footer" | "main" | "nav" | "address" | "figure"
        | "figcaption" | "hgroup" | "form" | "fieldset" | "legend" | "details" | "summary" | "dialog"
        | "marquee" | "optgroup" | "option" | "search" | "body" => Fate::Becomes("div"),
        "menu" | "dir" => Fate::Becomes("ul"),
        "xmp" | "listing" | "plaintext" | "textarea" => Fate::Becomes("pre"),
        // `bdo` turns text round: a reader would see another address than the one that is there.
        "bdo" | "button" | "label" | "nobr" | "blink" | "time" | "data" | "output" => Fate::Becomes("span"),
        _ => kept(name).map_or(Fate::Unwrapped, Fate::Becomes),
    }
}

fn kept(name: &str) -> Option<&'static str> {
    KEPT.iter().find(|kept| **kept == name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_turns_into_an_element_that_is_not_kept() {
        for name in ["form", "xmp", "bdo", "menu", "body", "dialog", "textarea", "td", "svg", "o:p", "select"]
        {
            if let Fate::Becomes(other) = fate(name) {
                assert!(kept(other).is_some(), "{name} becomes {other}");
            }
        }
    }
}
