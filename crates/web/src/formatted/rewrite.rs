//! Walks the hostile tree and writes harmless HTML from it.

use super::addresses::{Addresses, Remote};
use super::elements::{Fate, fate};
use super::images::{Images, Shown};
use super::links::{cut, host_of, judge, target};
use super::look::{Look, Visibility};
use super::markup::{body, close_tag, escape, open_tag};
use super::style::Style;
use super::tree::{Element, Handle, Node, NodeData, Tree};
use super::{Cleaned, FormattedTexts, Link, attributes, plain};

/// Bytes of markup after which only text is written; images are bounded by themselves.
const MAX_MARKUP: usize = 8 * 1024 * 1024;

/// Hidden texts that are told, and bytes of each.
const MAX_HIDDEN: usize = 50;
const MAX_HIDDEN_BYTES: usize = 1000;

/// Links that are listed, and bytes of what each says.
const MAX_LINKS: usize = 2000;
const MAX_SHOWN_BYTES: usize = 500;

/// Text written in it can be read wherever it stands.
const READABLE: &str = "color:#000000;background-color:#ffffff";

const PLACEHOLDER: &str = "border:1px dashed #767676;padding:2px;color:#595959;background-color:#ffffff";

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
    /// The text of the link that is being written.
    link: Option<String>,
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
            escape(&text, &mut self.html);
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
        open_tag("p", &[attribute("style", READABLE)], &mut self.html);
        escape(text, &mut self.html);
        close_tag("p", &mut self.html);
    }

    /// Style sheets and base addresses stand outside the body, and count for it.
    fn read_head(&mut self, tree: &Tree) {
        let mut nodes = vec![tree.document.clone()];
        while let Some(node) = nodes.pop() {
            let name = node.element().and_then(Element::html_name);
            if let (Some("base"), Some(element)) = (name, node.element())
                && let Some(href) = element.attribute("href")
            {
                self.addresses.base(&href);
            }
            if name != Some("body") {
                nodes.extend(node.children().into_iter().rev());
            }
        }
        for head in tree.document.children().iter().flat_map(|html| html.children()) {
            for node in
                head.children().iter().filter(|_| head.element().and_then(Element::html_name) == Some("head"))
            {
                self.read_reference(node);
            }
        }
    }

    fn read_reference(&mut self, node: &Node) {
        let Some(element) = node.element() else { return };
        match element.html_name().map(fate) {
            Some(Fate::StyleSheet) => self.style_sheet(node),
            Some(Fate::Reference) => self.reference(element),
            _ => {}
        }
    }

    fn open_body(&mut self, tree: &Tree, body: Option<&Node>) -> Look {
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
        if let Some(shown) = &mut self.link {
            shown.push_str(text);
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
        let visible = |character: char| {
            !matches!(
                character,
                '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{34f}' | '\u{61c}'
            )
        };
        let text: String = text.chars().filter(|character| visible(*character)).collect();
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
            Fate::Field => self.field(element),
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

    fn image(&mut self, element: &Element) {
        let source = element.attribute("src").or_else(|| first_candidate(&element.attribute("srcset")?));
        let alternative = element.attribute("alt").unwrap_or_default();
        let host = source.as_deref().and_then(|source| self.count(source));
        if self.hiding.is_some() {
            return;
        }
        if let Some(shown) = &mut self.link {
            shown.push_str(&alternative);
        }
        if let Some(host) = host {
            if !is_dot(element) || !alternative.trim().is_empty() {
                self.placeholder(&[&self.texts.remote_image, &host, &alternative]);
            }
            return;
        }
        match self.images.resolve(source.as_deref().unwrap_or_default()) {
            Shown::Data(address) => self.show_image(element, address),
            Shown::Missing => self.placeholder(&[&self.texts.missing_image, &alternative]),
            Shown::Refused => self.placeholder(&[&self.texts.refused_image, &alternative]),
        }
    }

    fn show_image(&mut self, element: &Element, address: String) {
        self.image_bytes += address.len();
        let mut kept = vec![("src".to_owned(), address)];
        kept.extend(kept_attributes("img", element).into_iter().filter(|(name, _)| name != "src"));
        if !kept.iter().any(|(name, _)| name == "alt") {
            kept.push(attribute("alt", ""));
        }
        open_tag("img", &kept, &mut self.html);
    }

    fn placeholder(&mut self, words: &[&str]) {
        let words: Vec<&str> = words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
        let text = format!("[{}]", words.join(" – "));
        if self.is_over_budget() {
            return escape(&text, &mut self.html);
        }
        open_tag("span", &[attribute("style", PLACEHOLDER)], &mut self.html);
        escape(cut(&text, MAX_HIDDEN_BYTES), &mut self.html);
        close_tag("span", &mut self.html);
    }

    fn field(&mut self, element: &Element) {
        let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
        let text = match kind.as_str() {
            "hidden" => return,
            "image" => return self.image(element),
            "checkbox" | "radio" if element.attribute("checked").is_some() => "☒".to_owned(),
            "checkbox" | "radio" => "☐".to_owned(),
            "password" => String::new(),
            _ => element.attribute("value").or_else(|| element.attribute("placeholder")).unwrap_or_default(),
        };
        match &mut self.hiding {
            Some(hidden) => hidden.push_str(&text),
            None => escape(&format!("[{}]", cut(text.trim(), MAX_HIDDEN_BYTES)), &mut self.html),
        }
    }

    fn embedded(&mut self, node: &Handle, element: &Element, look: &Look, steps: &mut Vec<Step>) {
        for name in ["src", "data", "poster", "code"] {
            let host = element.attribute(name).and_then(|address| self.count(&address));
            if let (Some(host), None) = (host, &self.hiding) {
                self.placeholder(&[&self.texts.embedded, &host]);
            }
        }
        // What an <object> holds is shown when it cannot be loaded, and it never is.
        if matches!(element.html_name(), Some("object" | "applet")) {
            enter_children(node, look, steps);
        }
    }

    fn open_link(&mut self, node: &Handle, element: &Element, look: &Look, steps: &mut Vec<Step>) {
        let href = element.attribute("href");
        let url = href.as_deref().and_then(|href| self.addresses.resolve(href));
        let (Some(url), None, None) = (url, &self.hiding, &self.link) else {
            return enter_children(node, look, steps);
        };
        let address = target(&url).filter(|_| !self.is_over_budget());
        if let Some(address) = &address {
            open_tag("a", &link_attributes(address, element), &mut self.html);
        }
        // A region of an image has no text of its own but its alternative.
        let region = (element.html_name() == Some("area")).then(|| element.attribute("alt")).flatten();
        let region = region.unwrap_or_default();
        escape(&region, &mut self.html);
        self.link = Some(region);
        steps.push(Step::CloseLink(url, address.is_some()));
        enter_children(node, look, steps);
    }

    fn close_link(&mut self, url: &ammonia::Url, written: bool) {
        let shown = self.link.take().unwrap_or_default();
        let words = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let suffix = host_of(url).map(|host| format!("[{} {host}]", self.texts.leads_to));
        // Already told, by an earlier cleaning: not twice.
        let told = suffix.as_deref().is_some_and(|suffix| words.ends_with(suffix));
        let link = judge(cut(&words, MAX_SHOWN_BYTES), url);
        if written {
            if let (Some(suffix), Some(_), false) = (suffix, link.warning, told) {
                self.write_suffix(&suffix);
            }
            close_tag("a", &mut self.html);
        }
        if self.links.len() < MAX_LINKS {
            self.links.push(link);
        }
    }

    fn write_suffix(&mut self, suffix: &str) {
        self.html.push(' ');
        open_tag("small", &[attribute("style", READABLE)], &mut self.html);
        escape(suffix, &mut self.html);
        close_tag("small", &mut self.html);
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

fn link_attributes(address: &str, element: &Element) -> Vec<(String, String)> {
    let mut kept: Vec<(String, String)> = kept_attributes("a", element);
    kept.retain(|(name, _)| !matches!(name.as_str(), "href" | "title" | "rel" | "target"));
    kept.push(attribute("href", address));
    kept.push(attribute("title", cut(address, MAX_SHOWN_BYTES)));
    kept.push(attribute("target", "_blank"));
    kept.push(attribute("rel", attributes::LINK_RELATION));
    kept
}

fn body_colours(element: &Element) -> String {
    let colour =
        |name: &str| element.attribute(name).as_deref().and_then(super::colour::Colour::from_attribute);
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

/// An image of one or two pixels: it was there to be fetched, not to be seen.
fn is_dot(element: &Element) -> bool {
    let tiny = |name: &str| {
        let value = element.attribute(name);
        value.is_some_and(|value| {
            value.trim().trim_end_matches("px").parse::<f32>().is_ok_and(|size| size <= 2.0)
        })
    };
    tiny("width") || tiny("height")
}

fn first_candidate(candidates: &str) -> Option<String> {
    candidates.split_whitespace().next().map(|first| first.trim_end_matches(',').to_owned())
}
