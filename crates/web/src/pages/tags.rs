//! `/tags`: the words that people put on messages.

use askama::Template;

use super::{Answer, Frame, Place, html};
use crate::visit::Visit;
use crate::{links, query};

struct Tag {
    name: String,
    address: String,
    count: String,
}

#[derive(Template)]
#[template(path = "tags.html")]
struct Page<'a> {
    frame: Frame<'a>,
    tags: Vec<Tag>,
}

/// Answers with the list of tags.
pub(super) async fn page(visit: Visit) -> Answer {
    let tags = visit.ask(|room| room.tags()).await?;
    let say = visit.say();
    let tag = |tag: &greffe::view::Count| Tag {
        name: tag.value.clone(),
        address: links::search(&query::field("tag", &tag.value)),
        count: say.number(tag.count),
    };
    let tags = tags.iter().map(tag).collect();
    html(&Page { frame: Frame::new(&visit, Place::Tags), tags })
}
