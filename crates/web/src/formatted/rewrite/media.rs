//! Images, fields, frames and players: what they show, or a place that says what would have been there.

use super::super::images::Shown;
use super::super::links::cut;
use super::super::look::Look;
use super::super::markup::{close_tag, escape, open_tag};
use super::super::tree::{Element, Handle};
use super::{MAX_HIDDEN_BYTES, OUR_DIRECTION, Rewriter, Step, attribute, enter_children, kept_attributes};

const PLACEHOLDER: &str = "border:1px dashed #767676;padding:2px;color:#595959;background-color:#ffffff";

impl Rewriter<'_> {
    /// Shows an image that the mail carries, or the place of one.
    pub(super) fn image(&mut self, element: &Element) {
        let source = element.attribute("src").or_else(|| first_candidate(&element.attribute("srcset")?));
        let alternative = element.attribute("alt").unwrap_or_default();
        let host = source.as_deref().and_then(|source| self.count(source));
        if self.hiding.is_some() {
            return;
        }
        if let Some(said) = &mut self.link {
            said.alternatives.push_str(&alternative);
        }
        if let Some(host) = host {
            if !is_dot(element) || !alternative.trim().is_empty() {
                self.placeholder(&format!("{} – {host}", self.texts.remote_image), &alternative);
            }
            return;
        }
        match self.images.resolve(source.as_deref().unwrap_or_default()) {
            Shown::Data(address) => self.show_image(element, address),
            Shown::Missing => self.placeholder(&self.texts.missing_image, &alternative),
            Shown::Refused => self.placeholder(&self.texts.refused_image, &alternative),
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

    /// Writes our words, and those of the mail apart from them.
    fn placeholder(&mut self, words: &str, alternative: &str) {
        let words = cut(words, MAX_HIDDEN_BYTES);
        let alternative = cut(alternative.trim(), MAX_HIDDEN_BYTES);
        let dash = if alternative.is_empty() { "" } else { " – " };
        if self.is_over_budget() {
            return escape(&format!("[{words}{dash}{alternative}]"), &mut self.html);
        }
        let attributes = [attribute("dir", OUR_DIRECTION), attribute("style", PLACEHOLDER)];
        open_tag("bdi", &attributes, &mut self.html);
        escape(&format!("[{words}{dash}"), &mut self.html);
        if !alternative.is_empty() {
            open_tag("bdi", &[], &mut self.html);
            escape(alternative, &mut self.html);
            close_tag("bdi", &mut self.html);
        }
        escape("]", &mut self.html);
        close_tag("bdi", &mut self.html);
    }

    /// Writes what a field shows; it can no longer be filled in or sent.
    pub(super) fn field(&mut self, element: &Element, look: &Look) {
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
            None => self.text(&format!("[{}]", cut(text.trim(), MAX_HIDDEN_BYTES)), look),
        }
    }

    /// Writes the place of a frame or player.
    pub(super) fn embedded(&mut self, node: &Handle, element: &Element, look: &Look, steps: &mut Vec<Step>) {
        for name in ["src", "data", "poster", "code"] {
            let host = element.attribute(name).and_then(|address| self.count(&address));
            if let (Some(host), None) = (host, &self.hiding) {
                self.placeholder(&format!("{} – {host}", self.texts.embedded), "");
            }
        }
        // What an <object> holds is shown when it cannot be loaded, and it never is.
        if matches!(element.html_name(), Some("object" | "applet")) {
            enter_children(node, look, steps);
        }
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
