//! What stands around the contents: the head's addresses and sheets, the body's language and colours.

use super::super::colour::Colour;
use super::super::elements::{Fate, fate};
use super::super::look::Look;
use super::super::markup::open_tag;
use super::super::tree::{Element, Handle, Node, Tree};
use super::{Rewriter, attribute, kept_attributes};

impl Rewriter<'_> {
    /// Reads `<base>` first: it changes all other addresses.
    pub(super) fn read_head(&mut self, tree: &Tree) {
        self.read_bases(tree);
        for node in children_of_head(tree) {
            match node.element().and_then(Element::html_name).map(fate) {
                Some(Fate::StyleSheet) => self.style_sheet(&node),
                Some(Fate::Reference) => {
                    node.element().into_iter().for_each(|element| self.reference(element))
                }
                _ => {}
            }
        }
    }

    fn read_bases(&mut self, tree: &Tree) {
        let mut nodes = vec![tree.document.clone()];
        while let Some(node) = nodes.pop() {
            let base = node.element().filter(|element| element.html_name() == Some("base"));
            if let Some(href) = base.and_then(|element| element.attribute("href")) {
                self.addresses.base(&href);
            }
            nodes.extend(node.children().into_iter().rev());
        }
    }

    /// Opens the `<div>` that stands for `<html>` and `<body>`.
    pub(super) fn open_body(&mut self, tree: &Tree, body: Option<&Node>) -> Look {
        let html = tree.document.children().into_iter().find(|node| node.element().is_some());
        let mut look = Look::plain();
        let mut kept: Vec<(String, String)> = Vec::new();
        for element in [html.as_deref(), body].into_iter().flatten().filter_map(Node::element) {
            let style = self.style(element);
            look = look.inside(element, &style);
            self.count_background(element);
            for (name, value) in kept_attributes("div", element) {
                if matches!(name.as_str(), "lang" | "dir" | "style") {
                    kept.retain(|(other, _)| *other != name);
                    kept.push((name, value));
                }
            }
        }
        // Whoever hides the whole mail shows nothing: then all of it is worth seeing.
        let look = look.shown_anyway();
        let colours = body.and_then(Node::element).map(body_colours).unwrap_or_default();
        add_style(&mut kept, &colours);
        open_tag("div", &kept, &mut self.html);
        look
    }
}

fn children_of_head(tree: &Tree) -> Vec<Handle> {
    let is_head = |node: &Handle| node.element().and_then(Element::html_name) == Some("head");
    let parts = tree.document.children().into_iter().flat_map(|html| html.children());
    parts.filter(is_head).flat_map(|head| head.children()).collect()
}

fn body_colours(element: &Element) -> String {
    let colour = |name: &str| element.attribute(name).as_deref().and_then(Colour::from_attribute);
    let ground = colour("bgcolor").map(|colour| format!("background-color:{}", colour.hex()));
    let text = colour("text").map(|colour| format!("color:{}", colour.hex()));
    ground.into_iter().chain(text).collect::<Vec<_>>().join(";")
}

fn add_style(kept: &mut Vec<(String, String)>, declarations: &str) {
    if declarations.is_empty() {
        return;
    }
    match kept.iter_mut().find(|(name, _)| name == "style") {
        Some((_, style)) => *style = format!("{declarations};{style}"),
        None => kept.push(attribute("style", declarations)),
    }
}
