//! Links: where they lead is written on them, and behind those that mislead.

use ammonia::Url;

use super::super::attributes::LINK_RELATION;
use super::super::links::{MAX_SHOWN_BYTES, cut, host_of, judge, target};
use super::super::look::Look;
use super::super::markup::{close_tag, escape, open_tag};
use super::super::tree::{Element, Handle};
use super::{OUR_DIRECTION, READABLE, Rewriter, Said, Step, attribute, enter_children, kept_attributes};

/// Links that are listed.
const MAX_LINKS: usize = 2000;

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
        self.link = Some(Said { text: region, ..Said::default() });
        steps.push(Step::CloseLink(url, address.is_some()));
        enter_children(node, look, steps);
    }

    /// Judges a link now that its text is known, and closes it if it was `written`.
    pub(super) fn close_link(&mut self, url: &Url, written: bool) {
        let said = self.link.take().unwrap_or_default();
        let link = judge(said.shown(), url);
        if written {
            if let (Some(_), Some(host)) = (link.warning, host_of(url)) {
                self.write_flag(&host);
            }
            close_tag("a", &mut self.html);
        }
        if self.links.len() < MAX_LINKS {
            self.links.push(link);
        }
    }

    fn write_flag(&mut self, host: &str) {
        let mut flag = " ".to_owned();
        open_tag("bdi", &[attribute("dir", OUR_DIRECTION)], &mut flag);
        open_tag("small", &[attribute("style", READABLE)], &mut flag);
        escape(&format!("[{} {host}]", self.texts.leads_to), &mut flag);
        close_tag("small", &mut flag);
        close_tag("bdi", &mut flag);
        // Already told, by an earlier cleaning: not twice. The words alone are
        // no proof: the mail may write them where nobody reads them.
        if !self.html.ends_with(&flag) {
            self.html.push_str(&flag);
        }
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
