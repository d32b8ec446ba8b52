//! What a reader would have seen of an element: nothing, maybe.

use super::colour::{BLACK, Colour, LINK_BLUE, WHITE};
use super::properties::pixels;
use super::style::{Declaration, Style, Value};
use super::tree::Element;

/// Letters of this size or less are not read by anyone.
const UNREADABLE_PIXELS: f32 = 2.0;

/// So far out of its place, nothing is on the screen.
const FAR_AWAY_PIXELS: f32 = -500.0;

/// How the text of an element looks; children begin with their parent's look.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// The element and all in it are not displayed.
    pub(super) hidden: bool,
    invisible: bool,
    unreadable: bool,
    colour: Colour,
    ground: Colour,
    over_image: bool,
}

/// Whether a text can be read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Visibility {
    /// It can.
    Plain,
    /// It can in the mail, over an image that is not shown here: it needs other colours.
    NeedsColours,
    /// Its colour is that of its ground.
    SameColour,
    /// It cannot.
    Hidden,
}

impl Look {
    /// How text looks when nothing is said.
    pub(super) fn plain() -> Self {
        Self {
            hidden: false,
            invisible: false,
            unreadable: false,
            colour: BLACK,
            ground: WHITE,
            over_image: false,
        }
    }

    /// Returns the same colours, displayed.
    pub(super) fn shown_anyway(self) -> Self {
        Self { hidden: false, invisible: false, unreadable: false, ..self }
    }

    /// Says whether a text with this look can be read.
    pub(super) fn visibility(&self) -> Visibility {
        if self.hidden || self.invisible || self.unreadable {
            return Visibility::Hidden;
        }
        match (self.colour.disappears_on(self.ground), self.over_image) {
            (false, _) => Visibility::Plain,
            (true, true) => Visibility::NeedsColours,
            (true, false) => Visibility::SameColour,
        }
    }

    /// Returns the look of an element within one of this look.
    pub(super) fn inside(&self, element: &Element, style: &Style) -> Self {
        let mut look = *self;
        look.read_attributes(element);
        look.hidden |= hides_all(&style.declarations);
        for declaration in &style.declarations {
            look.read(declaration);
        }
        look.over_image |= style.declarations.iter().any(is_background_image);
        look
    }

    fn read_attributes(&mut self, element: &Element) {
        let colour = |name: &str| element.attribute(name).as_deref().and_then(Colour::from_attribute);
        let name = element.html_name().unwrap_or_default();
        if let Some(ground) = colour("bgcolor") {
            self.paint(ground);
        }
        if let Some(text) = colour(if name == "body" { "text" } else { "color" }) {
            self.colour = text;
        }
        if name == "a" && element.attribute("href").is_some() {
            self.colour = LINK_BLUE;
        }
        self.over_image |= element.attribute("background").is_some();
        self.hidden |= element.attribute("hidden").is_some()
            || (name == "dialog" && element.attribute("open").is_none());
    }

    fn read(&mut self, declaration: &Declaration) {
        let Declaration { property, values } = declaration;
        match (property.as_str(), values.as_slice()) {
            ("color", [Value::Colour(colour)]) => self.colour = *colour,
            ("background" | "background-color", values) => {
                if let Some(ground) = values.iter().find_map(as_colour) {
                    self.paint(ground);
                }
            }
            ("visibility", [Value::Word(word)]) => {
                self.invisible = matches!(word.as_str(), "hidden" | "collapse")
            }
            ("font-size", [size]) => self.unreadable = is_unreadable(size),
            ("font", values) => {
                if let Some(size) = values.iter().find(|value| matches!(value, Value::Length(..))) {
                    self.unreadable = is_unreadable(size);
                }
            }
            _ => {}
        }
    }

    fn paint(&mut self, ground: Colour) {
        if !ground.is_transparent() {
            self.ground = ground;
            self.over_image = false;
        }
    }
}

fn as_colour(value: &Value) -> Option<Colour> {
    match value {
        Value::Colour(colour) => Some(*colour),
        _ => None,
    }
}

fn is_background_image(declaration: &Declaration) -> bool {
    matches!(declaration.property.as_str(), "background" | "background-image")
        && declaration.values.contains(&Value::Refused)
}

fn is_unreadable(size: &Value) -> bool {
    match size {
        Value::Percentage(part) => *part < 10.0,
        Value::Number(number) => *number == 0.0,
        other => pixels(other).is_some_and(|size| size <= UNREADABLE_PIXELS),
    }
}

fn hides_all(declarations: &[Declaration]) -> bool {
    let last = |property: &str| {
        let found = declarations.iter().rev().find(|one| one.property == property)?;
        found.values.first()
    };
    let word = |property: &str, expected: &str| matches!(last(property), Some(Value::Word(word)) if word == expected);
    let at_most =
        |property: &str, most: f32| last(property).and_then(pixels).is_some_and(|length| length <= most);
    let clipped = word("overflow", "hidden") || word("overflow-y", "hidden");
    word("display", "none")
        || matches!(last("opacity"), Some(Value::Number(number)) if *number < 0.1)
        || matches!(last("opacity"), Some(Value::Percentage(part)) if *part < 10.0)
        || (clipped && ["height", "max-height", "width", "max-width"].iter().any(|size| at_most(size, 1.0)))
        || ["left", "top", "right", "margin-left", "margin-top", "text-indent"]
            .iter()
            .any(|place| at_most(place, FAR_AWAY_PIXELS))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formatted::markup::body;
    use crate::formatted::tree::{Bounds, Tree};

    fn check(html: &str, expected: Visibility) {
        let tree = Tree::parse(html, Bounds::MAIL);
        let mut look = Look::plain();
        let mut node = body(&tree);
        while let Some(inner) = node {
            if let Some(element) = inner.element() {
                look = look.inside(element, &Style::parse(&element.attribute("style").unwrap_or_default()));
            }
            node = inner.children().into_iter().next();
        }
        assert_eq!(look.visibility(), expected, "{html}");
    }

    #[test]
    fn hidden_in_many_ways() {
        for style in [
            "display:none",
            "DISPLAY : NONE !important",
            "visibility:hidden",
            "opacity:0",
            "opacity:.05",
            "font-size:0",
            "font-size:1px",
            "font:0px/0 a",
            "max-height:0;overflow:hidden",
            "height:0;overflow:hidden",
            "width:1px;overflow:hidden",
            "position:absolute;left:-9999px",
            "text-indent:-999em",
            "margin-left:-3000px",
        ] {
            check(&format!("<p style='{style}'>x"), Visibility::Hidden);
        }
        check("<p hidden>x", Visibility::Hidden);
        check("<dialog>x", Visibility::Hidden);
    }

    #[test]
    fn what_a_child_may_undo() {
        check("<td style='font-size:0'><p style='font-size:14px'>x", Visibility::Plain);
        check("<div style='visibility:hidden'><b style='visibility:visible'>x", Visibility::Plain);
        check("<div style='display:none'><b style='display:inline'>x", Visibility::Hidden);
        check("<div style='line-height:0'>x", Visibility::Plain);
        check("<div style='display:none;display:block'>x", Visibility::Plain);
    }

    #[test]
    fn colours_against_their_ground() {
        check("<p style='color:#fff'>x", Visibility::SameColour);
        check("<font color=white>x", Visibility::SameColour);
        check("<p style='color:transparent'>x", Visibility::SameColour);
        check("<font color=white><a href=x>x", Visibility::Plain);
        check("<div bgcolor=navy><font color='#fff'>x", Visibility::Plain);
        check("<body bgcolor=black text=black>x", Visibility::SameColour);
        check("<p style='background:#111'>x", Visibility::SameColour);
        check(
            "<div style='background:url(http://t.example/)'><p style='color:white'>x",
            Visibility::NeedsColours,
        );
        check("<div background='dark.png'><p style='color:white'>x", Visibility::NeedsColours);
    }
}
