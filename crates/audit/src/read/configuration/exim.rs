//! Exim: routers that send a copy and let the mail go on (`unseen`), and the system filter.

use super::{Reader, Stands, Whose, setting};
use crate::read::sniff::Head;

/// Whether a section begins as only Exim's do.
pub(super) fn is(head: &Head) -> bool {
    let sections = ["begin routers", "begin acl", "begin transports", "begin rewrite"];
    head.lines().any(|line| sections.contains(&line.trim()))
}

/// Where in the file we are.
#[derive(Default)]
pub(super) struct Settings {
    in_routers: bool,
    router: Option<Router>,
}

#[derive(Default)]
struct Router {
    name: String,
    goes_on: bool,
    data: Option<String>,
    condition: Option<String>,
}

impl Reader for Settings {
    fn line(&mut self, line: &str, stands: &mut Vec<Stands>) {
        let line = line.trim();
        if line.starts_with('#') {
            return;
        }
        if let Some(section) = line.strip_prefix("begin ") {
            self.end(stands);
            self.in_routers = section.trim() == "routers";
        } else if let Some(name) =
            line.strip_suffix(':').filter(|name| self.in_routers && !name.contains(' '))
        {
            self.end(stands);
            self.router = Some(Router { name: name.to_owned(), ..Router::default() });
        } else if let Some(router) = &mut self.router {
            router.set(line);
        } else if let Some(("system_filter", file)) = setting(line, '=') {
            stands.push(Stands::copies_to(file, Whose::Scope(file.to_owned()), "system_filter"));
        }
    }

    // Options come in any order: what a router does is known when it ends.
    fn end(&mut self, stands: &mut Vec<Stands>) {
        stands.extend(self.router.take().and_then(|router| router.copies()));
    }
}

impl Router {
    fn set(&mut self, line: &str) {
        let (name, value) = setting(line, '=').unwrap_or((line, "true"));
        match name {
            "unseen" => self.goes_on = !matches!(value, "false" | "no"),
            "data" => self.data = Some(value.to_owned()),
            "condition" | "senders" | "local_parts" | "domains" => self.condition = Some(value.to_owned()),
            _ => {}
        }
    }

    /// What the router copies, if it lets the mail go on.
    fn copies(&self) -> Option<Stands> {
        let address = self.data.as_ref().filter(|_| self.goes_on)?;
        let whose = self.condition.as_ref().map_or(Whose::All, |condition| Whose::Scope(condition.clone()));
        Some(Stands::copies_to(address, whose, &format!("router {}", self.name)))
    }
}
