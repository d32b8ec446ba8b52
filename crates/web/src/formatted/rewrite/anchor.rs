//! Links: where they lead is written on them, and behind those that mislead.

use ammonia::Url;

use super::super::attributes::LINK_RELATION;
use super::super::links::{cut, host_of, judge, target};
use super::super::look::Look;
use super::super::markup::{close_tag, escape, open_tag};
use super::super::tree::{Element, Handle};
use super::{READABLE, Rewriter, Step, attribute, enter_children, kept_attributes};

/// Links that are listed, and bytes of what each says.
const MAX_LINKS: usize = 2000;
const MAX_SHOWN_BYTES: usize = 500;

impl Rewriter<'_> {
    /// Opens a link if it may stay one; what it holds comes next either way.
    pub(super) fn open_link(&mut self, node: &Handle, element: &Element, look: &Look, steps: &mut Vec<Step>) {
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

    /// Judges a link now that its text is known, and closes it if it was `written`.
    pub(super) fn close_link(&mut self, url: &Url, written: bool) {
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

fn link_attributes(address: &str, element: &Element) -> Vec<(String, String)> {
    let mut kept: Vec<(String, String)> = kept_attributes("a", element);
    kept.retain(|(name, _)| !matches!(name.as_str(), "href" | "title" | "rel" | "target"));
    kept.push(attribute("href", address));
    kept.push(attribute("title", cut(address, MAX_SHOWN_BYTES)));
    kept.push(attribute("target", "_blank"));
    kept.push(attribute("rel", LINK_RELATION));
    kept
}
