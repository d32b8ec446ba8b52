//! Correspondents, with one text in every place where a stranger can put one.

use greffe::view::{Addressed, CorrespondentView, Count, Facet, PersonView};

/// One address, with all that can be told of it.
pub(crate) fn person(text: &str) -> PersonView {
    let facet = || Facet { values: vec![count(text)], other: 2 };
    PersonView {
        correspondent: correspondent(text),
        same_name: vec![correspondent(text)],
        hears_from: facet(),
        months: vec![Count { value: "2016-03".to_owned(), count: 3 }],
        undated: 1,
        writes: Addressed { looked_at: 2, names: vec![count(text)], to: facet() },
    }
}

fn correspondent(text: &str) -> CorrespondentView {
    CorrespondentView {
        address: text.to_owned(),
        name: text.to_owned(),
        sent: 3,
        received: 2,
        first: Some("2016-03-12T09:04:00Z".to_owned()),
        last: Some("2016-03-13T09:04:00Z".to_owned()),
    }
}

fn count(text: &str) -> Count {
    Count { value: text.to_owned(), count: 3 }
}
