//! Walks the hostile tree and writes harmless HTML from it.

mod anchor;
mod document;
mod media;

use super::addresses::{Addresses, Remote};
use super::elements::{Fate, fate};
use super::images::Images;
use super::invisible::is_invisible;
use super::links::cut;
use super::look::{Look, Visibility};
use super::markup::{body, close_tag, escape, open_tag, write_text};
use super::style::Style;
use super::tree::{Element, Handle, Node, NodeData, Tree};
use super::{Cleaned, FormattedTexts, Link, attributes, plain};

/// Bytes of markup after which only text is written; images are bounded by themselves.
const MAX_MARKUP: usize = 8 * 1024 * 1024;

/// Hidden texts that are told, and bytes of each.
const MAX_HIDDEN: usize = 50;
const MAX_HIDDEN_BYTES: usize = 1000;

/// Text written in it can be read wherever it stands.
const READABLE: &str = "color:#000000;background-color:#ffffff";

/// How our own words run, in every language that greffe speaks.
///
/// They stand in elements that say so: each is laid out by itself, whatever
/// the mail's text around it does (HTML, 15.3.5: `dir` isolates).
const OUR_DIRECTION: &str = "ltr";

/// Writes one mail.
pub(super) struct Rewriter<'a> {
    texts: &'a FormattedTexts,
    images: Images<'a>,
    addresses: Addresses,
    remote: Remote,
    hidden: Vec<String>,
    links: Vec<Link>,
    style_sheet: bool,
    cut: bool,
    html: String,
    image_bytes: usize,
    /// The text of the hidden element that is being passed over.
    hiding: Option<String>,
    /// What the link says that is being written.
    link: Option<Said>,
}

/// What a link says.
#[derive(Default)]
struct Said {
    text: String,
    /// The alternatives of its images: who sees the image sees none of them.
    alternatives: String,
}

impl Said {
    /// Returns what its reader goes by.
    fn shown(&self) -> &str {
        if self.text.trim().is_empty() { &self.alternatives } else { &self.text }
    }
}

/// What is left to do, last first.
enum Step {
    Enter(Handle, Look),
    Close(&'static str),
    CloseLink(ammonia::Url, bool),
    EndHidden,
}

impl<'a> Rewriter<'a> {
    /// Begins with the images that the mail carries.
    pub(super) fn new(images: &'a [(String, Vec<u8>)], texts: &'a FormattedTexts) -> Self {
        Self {
            texts,
            images: Images::new(images),
            addresses: Addresses::default(),
            remote: Remote::default(),
            hidden: Vec::new(),
            links: Vec::new(),
            style_sheet: false,
            cut: false,
            html: String::new(),
            image_bytes: 0,
            hiding: None,
            link: None,
        }
    }

    /// Writes the body of `tree` as one `<div>`.
    pub(super) fn write(&mut self, tree: &Tree) {
        let body = body(tree);
        self.read_head(tree);
        let roots: Vec<Handle> = body.iter().flat_map(|body| body.children()).collect();
        let look = self.open_body(tree, body.as_deref());
        let mut steps: Vec<Step> = roots.into_iter().rev().map(|node| Step::Enter(node, look)).collect();
        while let Some(step) = steps.pop() {
            match step {
                Step::Enter(node, look) => self.enter(&node, &look, &mut steps),
                Step::Close(name) => close_tag(name, &mut self.html),
                Step::CloseLink(url, written) => self.close_link(&url, written),
                Step::EndHidden => self.end_hidden(),
            }
        }
    }

    /// Writes what the tree does not cover as plain text; `more` says that the mail goes on after `rest`.
    pub(super) fn write_rest(&mut self, rest: &str, more: bool) {
        let mut ends = more;
        if !rest.is_empty() {
            let (text, whole) = plain::text_of(rest);
            ends |= !whole;
            self.note(&self.texts.plain_from_here);
            open_tag("div", &[attribute("style", "white-space:pre-wrap")], &mut self.html);
            write_text(&text, &mut self.html);
            close_tag("div", &mut self.html);
        }
        if ends {
            self.note(&self.texts.cut_here);
        }
    }

    /// Returns the HTML and the rest of the answer.
    pub(super) fn finish(mut self) -> (String, Cleaned) {
        close_tag("div", &mut self.html);
        let cleaned = Cleaned {
            html: String::new(),
            remote: self.remote.into_counts(),
            hidden: self.hidden,
            links: self.links,
            style_sheet: self.style_sheet,
            cut: self.cut,
        };
        (self.html, cleaned)
    }

    fn note(&mut self, text: &str) {
        self.cut = true;
        open_tag("p", &[attribute("dir", OUR_DIRECTION), attribute("style", READABLE)], &mut self.html);
        escape(text, &mut self.html);
        close_tag("p", &mut self.html);
    }

    fn enter(&mut self, node: &Handle, look: &Look, steps: &mut Vec<Step>) {
        match &node.data {
            NodeData::Text(text) => self.text(&text.borrow(), look),
            NodeData::Element(element) => self.element(node, element, look, steps),
            NodeData::Document | NodeData::Nothing => {}
        }
    }

    fn text(&mut self, text: &str, look: &Look) {
        let is_blank = text.trim().is_empty();
        let visibility = if is_blank { Visibility::Plain } else { look.visibility() };
        if let Some(hidden) = &mut self.hiding {
            return hidden.push_str(text);
        }
        if visibility == Visibility::Hidden {
            return self.tell_hidden(text);
        }
        if let Some(said) = &mut self.link {
            said.text.push_str(text);
        }
        if visibility == Visibility::Plain || self.is_over_budget() {
            return escape(text, &mut self.html);
        }
        if visibility == Visibility::SameColour {
            self.tell_hidden(text);
        }
        open_tag("span", &[attribute("style", READABLE)], &mut self.html);
        escape(text, &mut self.html);
        close_tag("span", &mut self.html);
    }

    fn tell_hidden(&mut self, text: &str) {
        let text: String = text.chars().filter(|character| !is_invisible(*character)).collect();
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !words.is_empty() && self.hidden.len() < MAX_HIDDEN {
            self.hidden.push(cut(&words, MAX_HIDDEN_BYTES).to_owned());
        }
    }

    fn end_hidden(&mut self) {
        if let Some(text) = self.hiding.take() {
            self.tell_hidden(&text);
        }
    }

    fn element(&mut self, node: &Handle, element: &Element, look: &Look, steps: &mut Vec<Step>) {
        let style = self.style(element);
        self.count_background(element);
        let look = look.inside(element, &style);
        if look.hidden && self.hiding.is_none() {
            self.hiding = Some(String::new());
            steps.push(Step::EndHidden);
        }
        let fate = match element.html_name() {
            Some(name) => fate(name),
            None if matches!(element.local_name(), "script" | "style" | "title" | "desc" | "metadata") => {
                Fate::Dropped
            }
            None => self.foreign(element),
        };
        match fate {
            Fate::Dropped => {}
            Fate::StyleSheet => self.style_sheet(node),
            Fate::Reference => self.reference(element),
            Fate::Image => self.image(element),
            Fate::Field => self.field(element, &look),
            Fate::Embedded => self.embedded(node, element, &look, steps),
            Fate::Link => self.open_link(node, element, &look, steps),
            Fate::Unwrapped => enter_children(node, &look, steps),
            Fate::Becomes(name) => self.keep(name, node, element, &look, steps),
        }
    }

    fn foreign(&mut self, element: &Element) -> Fate {
        for (name, value) in element.attributes() {
            if matches!(name.as_str(), "href" | "xlink:href" | "src")
                && element.local_name() != "a"
                && let Some(host) = self.addresses.remote_host(&value)
            {
                self.remote.count(&host);
            }
        }
        Fate::Unwrapped
    }

    fn is_over_budget(&mut self) -> bool {
        let over = self.html.len() - self.image_bytes > MAX_MARKUP;
        self.cut |= over;
        over
    }

    fn keep(
        &mut self,
        name: &'static str,
        node: &Handle,
        element: &Element,
        look: &Look,
        steps: &mut Vec<Step>,
    ) {
        if self.hiding.is_none() && !self.is_over_budget() {
            open_tag(name, &kept_attributes(name, element), &mut self.html);
            steps.push(Step::Close(name));
        }
        enter_children(node, look, steps);
    }

    fn style(&mut self, element: &Element) -> Style {
        let style = Style::parse(&element.attribute("style").unwrap_or_default());
        for address in &style.addresses {
            if let Some(host) = self.addresses.remote_host(address) {
                self.remote.count(&host);
            }
        }
        style
    }

    fn style_sheet(&mut self, node: &Node) {
        self.style_sheet = true;
        for child in node.children() {
            if let NodeData::Text(text) = &child.data {
                for address in Style::addresses_of_sheet(&text.borrow()) {
                    self.count(&address);
                }
            }
        }
    }

    fn reference(&mut self, element: &Element) {
        if element.html_name() == Some("link")
            && let Some(href) = element.attribute("href")
        {
            self.style_sheet |=
                element.attribute("rel").is_some_and(|rel| rel.to_ascii_lowercase().contains("stylesheet"));
            self.count(&href);
        }
    }

    fn count_background(&mut self, element: &Element) {
        if let Some(address) = element.attribute("background") {
            self.count(&address);
        }
    }

    fn count(&mut self, address: &str) -> Option<String> {
        let host = self.addresses.remote_host(address)?;
        self.remote.count(&host);
        Some(host)
    }
}

fn enter_children(node: &Node, look: &Look, steps: &mut Vec<Step>) {
    steps.extend(node.children().into_iter().rev().map(|child| Step::Enter(child, *look)));
}

fn attribute(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn kept_attributes(name: &str, element: &Element) -> Vec<(String, String)> {
    let mut kept = Vec::new();
    for (attribute, value) in element.attributes() {
        if let Some(value) = attributes::allowed(name, &attribute, &value) {
            kept.push((attribute, value));
        }
    }
    kept
}
