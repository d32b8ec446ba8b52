//! Which CSS may go out, and how it is written.
//!
//! A list of what is allowed, each with the shape of its values. Absent on
//! purpose: whatever can fetch, cover other content, leave its place, run,
//! hide text or blow up the page.

use super::style::{Declaration, Style, Value};

/// Widest box, in CSS pixels.
const MAX_LENGTH: f32 = 2000.0;

/// Largest letter, in CSS pixels.
const MAX_FONT: f32 = 120.0;

/// Writes the declarations that an element may keep; empty when there are none.
pub(super) fn allowed(style: &Style, element: &str) -> String {
    let mut written = String::new();
    for declaration in &style.declarations {
        let Some((property, value)) = allowed_declaration(declaration, element) else { continue };
        if !written.is_empty() {
            written.push(';');
        }
        written.push_str(property);
        written.push(':');
        written.push_str(&value);
    }
    written
}

fn allowed_declaration<'a>(declaration: &'a Declaration, element: &str) -> Option<(&'a str, String)> {
    let Declaration { property, values } = declaration;
    if property == "background" || property == "background-color" {
        return Some(("background-color", only_colour(values)?));
    }
    if property == "height" && !matches!(element, "img" | "table" | "tr" | "td" | "th" | "hr") {
        return None;
    }
    let shape = shape(property)?;
    let fits = (1..=shape.most).contains(&values.len()) && values.iter().all(|value| (shape.takes)(value));
    fits.then(|| (property.as_str(), write(values)))
}

/// A background is an image, a place and a colour in any order: the colour alone stays.
fn only_colour(values: &[Value]) -> Option<String> {
    values.iter().find_map(|value| match value {
        Value::Colour(colour) => Some(colour.css()),
        _ => None,
    })
}

struct Shape {
    most: usize,
    takes: fn(&Value) -> bool,
}

fn shape(property: &str) -> Option<Shape> {
    let (most, takes): (usize, fn(&Value) -> bool) = match property {
        "color" => (1, |value| matches!(value, Value::Colour(colour) if !colour.is_transparent())),
        "border-color" => (4, is_colour),
        "border-top-color" | "border-right-color" | "border-bottom-color" | "border-left-color" => {
            (1, is_colour)
        }
        "border" | "border-top" | "border-right" | "border-bottom" | "border-left" => (3, is_border),
        "border-style" => (4, is_line),
        "border-top-style" | "border-right-style" | "border-bottom-style" | "border-left-style" => {
            (1, is_line)
        }
        "border-width" => (4, is_thickness),
        "border-top-width" | "border-right-width" | "border-bottom-width" | "border-left-width" => {
            (1, is_thickness)
        }
        "margin" | "padding" | "border-radius" => (4, is_size),
        "margin-top" | "margin-right" | "margin-bottom" | "margin-left" | "padding-top" | "padding-right"
        | "padding-bottom" | "padding-left" | "width" | "max-width" | "height" | "text-indent"
        | "letter-spacing" | "word-spacing" => (1, is_size),
        "border-spacing" => (2, is_size),
        "font-size" => (1, is_font_size),
        "line-height" => (1, is_line_height),
        "font-weight" => (1, is_weight),
        "font-family" => (MAX_FAMILIES, is_family),
        "font" => (MAX_FAMILIES, is_font),
        "vertical-align" => (1, is_vertical),
        _ => (2, keywords(property)?),
    };
    Some(Shape { most, takes })
}

/// Names of fonts with the commas between them.
const MAX_FAMILIES: usize = 20;

macro_rules! one_of {
    ($($word:literal)|+) => { |value: &Value| matches!(value, Value::Word(word) if matches!(word.as_str(), $($word)|+)) };
}

fn keywords(property: &str) -> Option<fn(&Value) -> bool> {
    Some(match property {
        "text-align" => one_of!("left" | "right" | "center" | "justify" | "start" | "end"),
        "text-decoration" | "text-decoration-line" => {
            one_of!("none" | "underline" | "line-through" | "overline")
        }
        "text-transform" => one_of!("none" | "uppercase" | "lowercase" | "capitalize"),
        "font-style" => one_of!("normal" | "italic" | "oblique"),
        "font-variant" => one_of!("normal" | "small-caps"),
        "white-space" => one_of!("normal" | "nowrap" | "pre" | "pre-wrap" | "pre-line" | "break-spaces"),
        "word-break" => one_of!("normal" | "break-all" | "keep-all" | "break-word"),
        "word-wrap" | "overflow-wrap" => one_of!("normal" | "break-word" | "anywhere"),
        "direction" => one_of!("ltr" | "rtl"),
        "display" => {
            one_of!("block" | "inline" | "inline-block" | "table" | "table-row" | "table-cell" | "list-item")
        }
        "float" => one_of!("left" | "right" | "none"),
        "clear" => one_of!("left" | "right" | "both" | "none"),
        "border-collapse" => one_of!("collapse" | "separate"),
        "table-layout" => one_of!("auto" | "fixed"),
        "caption-side" => one_of!("top" | "bottom"),
        "box-sizing" => one_of!("border-box" | "content-box"),
        "list-style-position" => one_of!("inside" | "outside"),
        "list-style" | "list-style-type" => one_of!(
            "none"
                | "disc"
                | "circle"
                | "square"
                | "decimal"
                | "lower-alpha"
                | "upper-alpha"
                | "lower-roman"
                | "upper-roman"
                | "lower-latin"
                | "upper-latin"
                | "inside"
                | "outside"
        ),
        _ => return None,
    })
}

fn is_colour(value: &Value) -> bool {
    matches!(value, Value::Colour(_))
}

fn is_line(value: &Value) -> bool {
    one_of!("none" | "solid" | "dashed" | "dotted" | "double" | "groove" | "ridge" | "inset" | "outset")(
        value,
    )
}

fn is_thickness(value: &Value) -> bool {
    pixels(value).is_some_and(|width| (0.0..=50.0).contains(&width))
        || one_of!("thin" | "medium" | "thick")(value)
}

fn is_border(value: &Value) -> bool {
    is_colour(value) || is_line(value) || is_thickness(value)
}

fn is_size(value: &Value) -> bool {
    match value {
        Value::Word(word) => word == "auto" || word == "normal",
        Value::Percentage(part) => (0.0..=100.0).contains(part),
        other => pixels(other).is_some_and(|width| (0.0..=MAX_LENGTH).contains(&width)),
    }
}

fn is_font_size(value: &Value) -> bool {
    match value {
        Value::Percentage(part) => (30.0..=400.0).contains(part),
        Value::Length(..) => pixels(value).is_some_and(|size| (4.0..=MAX_FONT).contains(&size)),
        other => one_of!(
            "xx-small"
                | "x-small"
                | "small"
                | "medium"
                | "large"
                | "x-large"
                | "xx-large"
                | "smaller"
                | "larger"
        )(other),
    }
}

// Lines closer than this lie over one another.
fn is_line_height(value: &Value) -> bool {
    match value {
        Value::Number(times) => (0.9..=5.0).contains(times),
        Value::Percentage(part) => (90.0..=500.0).contains(part),
        Value::Length(..) => pixels(value).is_some_and(|height| (8.0..=200.0).contains(&height)),
        other => one_of!("normal")(other),
    }
}

fn is_weight(value: &Value) -> bool {
    matches!(value, Value::Number(weight) if (1.0..=1000.0).contains(weight))
        || one_of!("normal" | "bold" | "bolder" | "lighter")(value)
}

fn is_family(value: &Value) -> bool {
    match value {
        Value::Word(name) | Value::Quoted(name) => is_plain_name(name),
        Value::Comma => true,
        _ => false,
    }
}

fn is_plain_name(name: &str) -> bool {
    let plain = |character: char| character.is_alphanumeric() || matches!(character, ' ' | '-' | '_' | '.');
    (1..=64).contains(&name.len()) && name.chars().all(plain)
}

fn is_font(value: &Value) -> bool {
    is_family(value)
        || is_font_size(value)
        || is_weight(value)
        || is_line_height(value)
        || *value == Value::Slash
}

fn is_vertical(value: &Value) -> bool {
    one_of!("top" | "middle" | "bottom" | "baseline" | "sub" | "super" | "text-top" | "text-bottom")(value)
}

/// Converts an absolute or font-relative length to about as many CSS pixels; a bare zero is a length too.
pub(super) fn pixels(value: &Value) -> Option<f32> {
    let (number, unit) = match value {
        Value::Number(0.0) => return Some(0.0),
        Value::Length(number, unit) => (number, unit.as_str()),
        _ => return None,
    };
    let factor = match unit {
        "px" => 1.0,
        "pt" => 4.0 / 3.0,
        "em" | "rem" | "pc" => 16.0,
        "ex" | "ch" => 8.0,
        "in" => 96.0,
        "cm" => 37.8,
        "mm" => 3.78,
        _ => return None,
    };
    Some(number * factor)
}

fn write(values: &[Value]) -> String {
    let mut written = String::new();
    for value in values {
        let glued = matches!(value, Value::Comma | Value::Slash)
            || written.is_empty()
            || written.ends_with([',', '/']);
        if !glued {
            written.push(' ');
        }
        written.push_str(&written_value(value));
    }
    written
}

fn written_value(value: &Value) -> String {
    match value {
        Value::Word(word) => word.clone(),
        Value::Quoted(name) => format!("'{name}'"),
        Value::Number(number) => short(*number),
        Value::Percentage(part) => format!("{}%", short(*part)),
        Value::Length(length, unit) => format!("{}{unit}", short(*length)),
        Value::Colour(colour) => colour.css(),
        Value::Comma => ",".to_owned(),
        Value::Slash => "/".to_owned(),
        Value::Refused => String::new(),
    }
}

fn short(number: f32) -> String {
    format!("{}", (number * 100.0).round() / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        let written = allowed(&Style::parse(source), "div");
        assert_eq!(written, expected, "{source}");
        assert_eq!(allowed(&Style::parse(&written), "div"), written, "written again: {source}");
    }

    #[test]
    fn ordinary_styles_stay() {
        check("color:#333;font-size:14px", "color:#333333;font-size:14px");
        check("margin:0 auto;padding:10PX 5%", "margin:0 auto;padding:10px 5%");
        check(
            "font:bold 12px/1.5 'Open Sans',Arial,sans-serif",
            "font:bold 12px/1.5 'Open Sans',arial,sans-serif",
        );
        check("border:1px solid rgb(1,2,3)", "border:1px solid #010203");
        check("background:#fff url(x.png) no-repeat", "background-color:#ffffff");
        check("text-align:center!important", "text-align:center");
        check("color:hsl(120 100% 25%)", "color:#008000");
    }

    #[test]
    fn hostile_styles_go() {
        for source in [
            "background-image:url(http://t.example/)",
            "width:expression(alert(1))",
            "position:fixed;top:0;left:0;z-index:9999",
            "content:'x'",
            "margin-left:-2000px",
            "margin:-1px",
            "text-indent:-9999px",
            "width:100000px",
            "width:100vw",
            "font-size:5000px",
            "line-height:0",
            "height:0",
            "font-family:'x\\27;}@import url(x)'",
            "font-family:\"a'b\"",
            "-moz-binding:url(x#y)",
            "behavior:url(x)",
            "filter:blur(9px)",
            "transform:scale(99)",
            "animation:x 1s",
            "cursor:url(x),auto",
            "color:var(--x)",
            "--x:url(y)",
            "display:none",
            "visibility:hidden",
            "opacity:0",
            "color:transparent",
            "color:lab(1 2 3)",
            "@import 'x'",
            "unicode-bidi:bidi-override",
            "white-space:pre wrap nowrap",
        ] {
            check(source, "");
        }
    }
}
