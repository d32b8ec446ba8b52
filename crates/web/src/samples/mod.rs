//! View values for tests, with one text in every place where mail can put one.

mod authentication;
mod files;
mod people;

use greffe::Coded;
use greffe::view::{
    BatchRow, Count, Facet, Facets, FileState, Hit, ImportView, KindCounts, LostView, MessageView, NearView,
    NotSearched, NoteView, OccurrenceView, Overview, PartView, Place, SavedSearch, SearchAnswer, SimilarView,
    SourceView, VerdictTotals, Warning,
};

pub(crate) use authentication::{authentication, causes, key, keys_report, missing_key};
pub(crate) use files::{file_text, unread_file};
pub(crate) use people::person;

/// An answer of one hit.
pub(crate) fn search_answer(text: &str) -> SearchAnswer {
    SearchAnswer {
        total: 41,
        documents: 2,
        texts: Some(40),
        hits: vec![hit(text)],
        facets: Some(facets(text)),
        warnings: vec![
            Warning::ExpansionCut { word: text.to_owned() },
            Warning::WordClipped { word: text.to_owned() },
            Warning::NoSuchName { operator: "tag".to_owned(), name: text.to_owned() },
            Warning::AttachmentsNotRead { messages: 3 },
            Warning::NotJudged { messages: 3 },
        ],
        query: text.to_owned(),
        through: 100,
    }
}

/// A hit.
pub(crate) fn hit(text: &str) -> Hit {
    Hit {
        id: "ab".repeat(32),
        date: Some("2016-03-12T09:04:00Z".to_owned()),
        from: text.to_owned(),
        from_marks: vec![(0, text.len())],
        to: vec![text.to_owned()],
        subject: text.to_owned(),
        subject_marks: vec![(0, text.len())],
        mailboxes: vec![Place { mailbox: text.to_owned(), folder: text.to_owned() }],
        kind: "person",
        verdict: Some("verified"),
        attachments: 2,
        snippet: format!("a {text} b"),
        marks: vec![(2, 2 + text.len())],
        snippet_of: Some(text.to_owned()),
        snippet_part: Some(1),
        tags: vec![text.to_owned()],
        damaged: true,
        similar: Some(3),
    }
}

fn facets(text: &str) -> Facets {
    let facet = || Facet { values: vec![Count { value: text.to_owned(), count: 3 }; 9], other: 2 };
    Facets {
        mailbox: facet(),
        from: facet(),
        domain: facet(),
        year: facet(),
        kind: facet(),
        filetype: facet(),
        author: facet(),
        lang: facet(),
        list: facet(),
        tag: facet(),
        has: facet(),
        verdict: facet(),
        signed_by: facet(),
        reason: facet(),
        months: vec![
            Count { value: "2016-03".to_owned(), count: 3 },
            Count { value: "2016-05".to_owned(), count: 1 },
        ],
        undated: 4,
    }
}

/// A message.
pub(crate) fn message(text: &str) -> MessageView {
    let one = || vec![text.to_owned()];
    MessageView {
        id: "ab".repeat(32),
        date: Some("2016-03-12T09:04:00Z".to_owned()),
        date_source: "received",
        from: one(),
        to: one(),
        cc: one(),
        bcc: one(),
        reply_to: one(),
        subject: text.to_owned(),
        headers: vec![(text.to_owned(), text.to_owned())],
        text: format!("{text}\n> {text}\nhttps://a.example/{text}"),
        html: true,
        text_from_html: true,
        parts: vec![part(text)],
        thread: vec!["ab".repeat(32), "cd".repeat(32)],
        mailboxes: vec![Place { mailbox: text.to_owned(), folder: text.to_owned() }],
        occurrences: vec![occurrence(text)],
        defects: vec!["bare-lf".to_owned(), text.to_owned()],
        damaged: true,
        variants: vec!["ef".repeat(32)],
        similar: similar(text),
        kind: "list",
        lang: Some("fr".to_owned()),
        bytes: 12_345,
        tags: one(),
        notes: vec![NoteView { n: 7, written_at: "2026-01-02T03:04:05Z".to_owned(), text: text.to_owned() }],
        authentication: authentication(text),
    }
}

/// What else says the same.
pub(crate) fn similar(text: &str) -> SimilarView {
    let near = NearView {
        id: "ef".repeat(32),
        share: 0.97,
        date: Some("2016-03-12T09:04:00Z".to_owned()),
        from: text.to_owned(),
        subject: text.to_owned(),
    };
    SimilarView {
        is_compared: true,
        group: 3,
        same_text: vec![near.clone()],
        contained_in: vec![near],
        is_cut: true,
    }
}

fn part(text: &str) -> PartView {
    PartView {
        n: 1,
        parent: Some(0),
        content_type: text.to_owned(),
        name: text.to_owned(),
        bytes: 99,
        sha256: Some("ab".repeat(32)),
        attachment: true,
        file: Some(FileState { outcome: "truncated", why: Some("encrypted") }),
    }
}

fn occurrence(text: &str) -> OccurrenceView {
    OccurrenceView {
        mailbox: text.to_owned(),
        folder: text.to_owned(),
        source: text.to_owned(),
        path: text.to_owned(),
        offset: 1,
        import: text.to_owned(),
        flags: vec!["seen"],
        postmark: Some(text.to_owned()),
    }
}

/// An import.
pub(crate) fn import(text: &str) -> ImportView {
    ImportView {
        id: text.to_owned(),
        started_at: "2026-01-02T03:04:05Z".to_owned(),
        finished_at: None,
        by: Some(text.to_owned()),
        note: Some(text.to_owned()),
        mailbox: text.to_owned(),
        sources: vec![SourceView { path: text.to_owned(), bytes: 5, sha256: "ab".repeat(32) }],
        messages: 3,
        stored: 2,
        duplicates: 1,
        unreadable: 1,
        files: 0,
        signed: Some(KindCounts { person: 1, ..KindCounts::default() }),
        verdicts: Some(VerdictTotals::default()),
    }
}

/// A span that could not be read.
pub(crate) fn lost(text: &str) -> LostView {
    LostView {
        import: text.to_owned(),
        source: text.to_owned(),
        path: text.to_owned(),
        offset: 10,
        bytes: 20,
        reason: text.to_owned(),
    }
}

/// A line of a list of terms, with all that can stand beside one.
pub(crate) fn batch_row(text: &str) -> BatchRow {
    let coded = Coded::new("not-made", [("operator", text.to_owned())]);
    BatchRow {
        term: text.to_owned(),
        query: text.to_owned(),
        total: Some(0),
        warnings: vec![Warning::AttachmentsNotRead { messages: 2 }],
        not_searched: Some(NotSearched { code: coded.code, coded, expected: None }),
    }
}

/// A kept search.
pub(crate) fn saved_search(text: &str) -> SavedSearch {
    SavedSearch {
        n: 1,
        name: text.to_owned(),
        query: text.to_owned(),
        created_at: "2026-01-02T03:04:05Z".to_owned(),
    }
}

/// An overview.
pub(crate) fn overview(text: &str) -> Overview {
    Overview {
        messages: 12,
        searchable: 11,
        files: 0,
        mailboxes: vec![text.to_owned()],
        timezone: "Europe/Paris".to_owned(),
        unreadable: 1,
        damaged: 2,
    }
}
