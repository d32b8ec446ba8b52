//! Queries against a small archive of invented people.

use greffe_message::Searchable;
use greffe_terms::{Address, Flags, Kind, MessageId, Number};
use proptest::prelude::*;

use super::*;
use crate::facts::BARE;
use crate::highlight::Site;
use crate::{Entry, FactRow, FactsBuilder, Index, parse};

mod judged;

/// A message of the fixture. What is left out is empty.
#[derive(Clone, Copy)]
struct Mail {
    subject: &'static str,
    body: &'static str,
    from: (&'static str, &'static str),
    to: &'static [(&'static str, &'static str)],
    files: &'static [&'static str],
    message_id: &'static str,
    /// Seconds.
    date: Option<i64>,
    kind: Kind,
    size_bytes: u64,
    places: &'static [(&'static str, &'static str)],
    list: Option<&'static str>,
    language: &'static str,
    thread: u32,
}

const PLAIN: Mail = Mail {
    subject: "",
    body: "",
    from: ("", "nobody@region.example"),
    to: &[],
    files: &[],
    message_id: "",
    date: None,
    kind: Kind::Person,
    size_bytes: 1000,
    places: &[("dupont", "INBOX")],
    list: None,
    language: "fr",
    thread: 0,
};

const JEAN: (&str, &str) = ("Jean Dupont", "jean.dupont@mail.region.example");
const ANNE: (&str, &str) = ("Anne Martin", "anne@region.example");
const EVIL: (&str, &str) = ("Service", "service@region.example.invalid");

const MAILS: [Mail; 10] = [
    Mail {
        subject: "Réunion du conseil",
        body: "La réunion de l'assemblée sur le budget régional est reportée.",
        from: JEAN,
        to: &[ANNE],
        message_id: "a1@mail.region.example",
        date: Some(1_483_225_200), // 2017-01-01 00:00 in Paris, still 2016 in UTC
        ..PLAIN
    },
    Mail {
        subject: "Re: re\u{301}union",
        body: "Les réu\u{AD}nions du conseil : voir le rapport joint. Budget ?",
        from: ANNE,
        to: &[JEAN],
        files: &["Rapport-Final.pdf"],
        message_id: "a2@region.example",
        date: Some(1_483_311_600),
        size_bytes: 60_000,
        places: &[("dupont", "INBOX/Projets"), ("martin", "Sent")],
        ..PLAIN
    },
    Mail {
        subject: "Contracts",
        body: "The contract was signed, contracting parties agreed. Budget follows soon.",
        from: EVIL,
        to: &[JEAN, ANNE],
        kind: Kind::Bulk,
        language: "en",
        date: Some(1_420_070_400),
        thread: 2,
        ..PLAIN
    },
    Mail {
        subject: "[i2c] fix transfer",
        body: "The i2c transfer of the adapter; happiness and happy users running.",
        from: ("", "dev@lists.example."), // the root's dot, as some programs write it
        kind: Kind::List,
        list: Some("<linux-i2c.lists.example>"),
        language: "en",
        thread: 3,
        ..PLAIN
    },
    Mail { body: "alpha beta gamma delta epsilon", date: Some(0), thread: 4, ..PLAIN },
    Mail { body: "beta one two alpha three four gamma", date: Some(86_399), thread: 5, ..PLAIN },
    Mail { body: "会議は明日 東京", language: "ja", thread: 6, ..PLAIN },
    Mail { body: "nationaux et nationale", thread: 7, kind: Kind::Automatic, ..PLAIN },
    Mail { body: "budgets budjet bidget fudge", subject: "typos", thread: 8, ..PLAIN },
    Mail { subject: "alpha", body: "gamma gamma", thread: 4, ..PLAIN },
];

struct Fixture {
    index: Index,
    _dir: tempfile::TempDir,
}

fn id_of(number: u32) -> MessageId {
    MessageId::new(std::array::from_fn(|i| (number as u8).wrapping_mul(31).wrapping_add(i as u8)))
}

fn searchable(mail: &Mail) -> Searchable {
    let address = |(name, address): &(&str, &str)| Address {
        name: Some((*name).to_owned()).filter(|name| !name.is_empty()),
        address: (*address).to_owned(),
    };
    Searchable {
        subject: mail.subject.into(),
        body: mail.body.into(),
        from: vec![address(&mail.from)],
        to: mail.to.iter().map(address).collect(),
        filenames: mail.files.iter().map(|name| (*name).to_owned()).collect(),
        message_id: Some(mail.message_id.to_owned()).filter(|id| !id.is_empty()),
        ..Searchable::default()
    }
}

fn facts(mails: &[Mail]) -> FactsBuilder {
    let mut builder = FactsBuilder::new("Europe/Paris").unwrap();
    for mail in mails {
        let to: Vec<&str> = mail.to.iter().map(|(_, address)| *address).collect();
        builder.push(FactRow {
            date: mail.date,
            from: Some(mail.from.1),
            from_name: Some(mail.from.0),
            to: &to,
            kind: mail.kind,
            size_bytes: mail.size_bytes,
            places: mail.places,
            file_types: if mail.files.is_empty() { &[] } else { &["pdf"] },
            attachments: mail.files.len() as u32,
            unread_attachments: mail.files.len() as u32,
            authors: &[],
            language: Some(mail.language),
            list: mail.list,
            flags: Flags { flagged: mail.size_bytes > 1000, ..Flags::default() },
            damaged: false,
            verdict: None,
            reasons: &[],
            signed_by: &[],
        });
    }
    builder.set_threads(mails.iter().map(|mail| mail.thread).collect());
    builder
}

/// Commits after every `batch` messages, so that there are several segments.
fn fixture(batch: usize) -> Fixture {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path()).unwrap();
    let mut writer = index.writer(0).unwrap();
    for (number, mail) in (0..).zip(&MAILS) {
        writer.add(Number(number), Entry::message(&id_of(number), &searchable(mail))).unwrap();
        if (number as usize + 1).is_multiple_of(batch) {
            writer.commit(number + 1).unwrap();
        }
    }
    writer.commit(MAILS.len() as u32).unwrap();
    index.swap_facts(facts(&MAILS)).unwrap();
    index.reload().unwrap();
    Fixture { index, _dir: dir }
}

fn tags() -> Tags {
    Tags(BTreeMap::from([("À relire".to_owned(), vec![1, 3, 400])]))
}

impl Fixture {
    fn ask(&self, query: &str, ask: &Ask) -> Answer {
        self.index.search(&parse(query).unwrap(), ask, &tags()).unwrap()
    }

    fn numbers(&self, query: &str) -> Vec<u32> {
        let answer = self.ask(query, &Ask { limit: 100, ..Ask::default() });
        assert_eq!(answer.total, answer.hits.len() as u64, "{query}");
        let mut numbers: Vec<u32> = answer.hits.iter().map(|hit| hit.number.0).collect();
        numbers.sort();
        numbers
    }
}

/// Every query finds the same, however the messages lie in segments.
#[track_caller]
fn check(queries: &[(&str, &[u32])]) {
    for batch in [3, 100] {
        let fixture = fixture(batch);
        for (query, expect) in queries {
            assert_eq!(fixture.numbers(query), *expect, "{query} (commits of {batch})");
        }
    }
}

#[test]
fn words_are_found_whatever_their_case_accents_and_stem() {
    check(&[
        ("reunion", &[0, 1]),
        ("RÉUNIONS", &[0, 1]),
        ("\"reunion\"", &[0, 1]),
        ("\"reunions\"", &[1]),
        ("contract", &[2]),
        ("\"contracting\"", &[2]),
        ("run", &[]),
        ("happy", &[3]),
        ("national", &[7]),
        ("\"national\"", &[]),
        ("budget", &[0, 1, 2, 8]),
        ("\"budget\"", &[0, 1, 2]),
        ("l'assemblée", &[0]),
        ("明日", &[6]),
        ("日明", &[]),
        ("", &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ]);
}

#[test]
fn words_phrases_and_windows_combine() {
    check(&[
        ("budget conseil", &[0, 1]),
        ("budget OR alpha", &[0, 1, 2, 4, 5, 8, 9]),
        ("budget -conseil", &[2, 8]),
        ("-budget", &[3, 4, 5, 6, 7, 9]),
        ("budget -(conseil OR typos)", &[2]),
        ("-(-budget)", &[0, 1, 2, 8]),
        ("(alpha gamma) OR fudge", &[4, 5, 8, 9]),
        ("\"alpha beta\"", &[4]),
        ("\"beta alpha\"", &[]),
        ("“alpha beta”", &[4]),
        ("near(beta alpha, 0)", &[4]),
        ("near(alpha beta, 2)", &[4, 5]),
        ("near(alpha beta gamma, 1)", &[4]),
        ("near(gamma beta alpha, 4)", &[4, 5]),
        ("near(gamma gamma, 0)", &[9]),
        ("subject:near(réunions conseil, 1)", &[0]),
        ("bud*", &[0, 1, 2, 8]),
        ("\"le budg\"*", &[0]),
        ("budget~1", &[0, 1, 2, 8]),
        ("bodget~1", &[0, 1, 2, 8]),
        ("fudget~2", &[0, 1, 2, 8]),
    ]);
}

#[test]
fn fields_narrow_the_search() {
    check(&[
        ("subject:reunion", &[0, 1]),
        ("subject:budget", &[]),
        ("body:i2c", &[3]),
        ("filename:rapport", &[1]),
        ("rapport-final.pdf", &[1]),
        ("from:(dupont OR martin)", &[0, 1]),
        ("from:jean.dupont@mail.region.example", &[0]),
        ("from:dupont@mail.region.example", &[]),
        ("from:@region.example", &[0, 1, 4, 5, 6, 7, 8, 9]),
        ("from:region.example -from:nobody", &[0, 1]),
        ("to:jean.dupont", &[1, 2]),
        ("with:jean.dupont@", &[0, 1, 2]),
        ("dupont", &[0, 1, 2]),
        ("domain:region.example -from:nobody", &[0, 1]),
        ("message-id:<A1@mail.region.example>", &[0]),
        ("filetype:PDF", &[1]),
        ("has:attachment", &[1]),
        ("has:unread-attachment", &[1]),
        ("has:flagged", &[1]),
    ]);
}

#[test]
fn facts_narrow_the_search() {
    let prints: Vec<String> = (0..10).map(|number| id_of(number).to_string()).collect();
    check(&[
        ("year:2017", &[0, 1]),
        ("year:2016", &[]),
        ("on:2017-01-01", &[0]),
        ("before:2017-01-01", &[0, 2, 4, 5]),
        ("after:2017-01-02", &[1]),
        ("on:1970-01-01 on:1970", &[4]),
        // A second before midnight in UTC, past it in Paris.
        ("on:1970-01-02", &[5]),
        ("mailbox:martin", &[1]),
        ("mailbox:DUPONT folder:projets", &[1]),
        ("list:linux-i2c", &[3]),
        ("domain:lists.example", &[3]),
        ("kind:(bulk OR automatic)", &[2, 7]),
        ("lang:en", &[2, 3]),
        ("larger:50k", &[1]),
        ("smaller:1001", &[0, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("larger:1000", &[1]),
        ("tag:\"a relire\"", &[1, 3]),
        (&format!("print:{}", &prints[4][..4]), &[4]),
        (&format!("print:{}", prints[5]), &[5]),
        (&format!("thread:{}", &prints[9][..8]), &[4, 9]),
        ("thread:a2@region.example", &[0, 1]),
        ("thread:nobody@region.example", &[]),
    ]);
}

#[test]
fn what_cannot_be_answered_is_said() {
    let fixture = fixture(100);
    let search = |query: &str| fixture.index.search(&parse(query).unwrap(), &Ask::default(), &tags());
    for (query, operator) in [
        ("verdict:verified", "verdict"),
        ("a -signed-by:x", "signed-by"),
        ("reason:sha1", "reason"),
        ("class:(x OR y)", "class"),
    ] {
        match search(query) {
            Err(IndexError::NotMade { operator: found }) => assert_eq!(found.as_str(), operator),
            other => panic!("{query}: {other:?}"),
        }
    }
    let long = "a".repeat(64);
    let clipped = Warning::WordClipped { word: long.clone() };
    assert_eq!(search(&format!("subject:{long}{long}")).unwrap().warnings, [clipped]);
    assert_eq!(search(&long[..60]).unwrap().warnings, []);
    let unread = Warning::AttachmentsNotRead { messages: 1 };
    assert_eq!(search("attachment:budget OR attachment:x").unwrap().warnings, [unread]);
    let none = Warning::NoSuchName { operator: Named::Mailbox, name: "nobody".into() };
    assert_eq!(search("mailbox:nobody").unwrap().warnings, [none]);
    assert_eq!(search("budget").unwrap().warnings, []);
}

#[test]
fn relevance_prefers_the_subject_and_what_was_typed() {
    let fixture = fixture(3);
    let first = |query: &str| fixture.ask(query, &Ask { limit: 1, ..Ask::default() }).hits[0].number.0;
    assert_eq!(first("alpha"), 9);
    assert_eq!(first("budgets"), 8);
    assert_eq!(first("reunions"), 1);
}

#[test]
fn what_has_no_facts_yet_is_not_seen() {
    let fixture = fixture(3);
    fixture.index.swap_facts(facts(&MAILS[..5])).unwrap();
    assert_eq!(fixture.numbers(""), [0, 1, 2, 3, 4]);
    assert_eq!(fixture.numbers("alpha"), [4]);
    let answer = fixture.ask("", &Ask { through: Some(3), ..Ask::default() });
    assert_eq!((answer.total, answer.through), (3, 3));
    assert_eq!(
        answer.matches.facets(&tags()).unwrap().kind.values,
        [("person".to_owned(), 2), ("bulk".to_owned(), 1)]
    );
}

#[test]
fn facets_count_every_match_once() {
    let fixture = fixture(3);
    let facets = fixture.ask("", &Ask::default()).matches.facets(&tags()).unwrap();
    let values = |facet: &Facet| {
        facet.values.iter().map(|(value, count)| format!("{value} {count}")).collect::<Vec<_>>()
    };
    assert_eq!(values(&facets.mailbox), ["dupont 10", "martin 1"]);
    assert_eq!(
        values(&facets.domain),
        ["region.example 8", "lists.example 1", "mail.region.example 1", "region.example.invalid 1"]
    );
    assert_eq!(values(&facets.year), ["1970 2", "2017 2", "2015 1"]);
    assert_eq!(values(&facets.attachments), ["none 9", "attachment 1"]);
    assert_eq!(values(&facets.language), ["fr 7", "en 2", "ja 1"]);
    assert_eq!(values(&facets.filetype), ["pdf 1"]);
    assert_eq!(values(&facets.tag), ["À relire 2"]);
    assert_eq!(
        facets.months,
        [("1970-01".to_owned(), 2), ("2015-01".to_owned(), 1), ("2017-01".to_owned(), 2)]
    );
    assert_eq!(facets.undated, 5);
}

#[test]
fn highlights_know_what_the_words_stood_for() {
    let fixture = fixture(3);
    let marked_at = |site: Site, query: &str, text: &str| {
        let marks = fixture.ask(query, &Ask::default()).highlights.marks(site, text);
        marks.into_iter().map(|range| text[range].to_owned()).collect::<Vec<_>>().join("|")
    };
    let marked = |query: &str, text: &str| marked_at(Site::Body, query, text);
    let body = MAILS[1].body;
    assert_eq!(marked("réunion -rapport", body), "réu\u{AD}nions");
    assert_eq!(marked("body:\"le rapport\" budget", body), "le rapport|Budget");
    assert_eq!(marked("bidget~1 from:conseil", body), "Budget");
    assert_eq!(marked("near(joint conseil, 9) ra*", body), "conseil|rapport|joint");
    assert_eq!(marked("subject:budget filename:budget attachment:budget", body), "");
    let anne = "Anne Élu <anne.elu@region.example>";
    assert_eq!(marked_at(Site::From, "from:elu -from:anne budget", anne), "Élu|elu");
    assert_eq!(marked_at(Site::From, "with:region.example to:anne", anne), "region.example");
    assert_eq!(marked_at(Site::To, "to:anne.elu@region.example", anne), "anne.elu@region.example");
    assert_eq!(marked_at(Site::Subject, "body:x subject:budget", "Budget"), "Budget");
}

#[test]
fn an_index_opens_again_as_it_was() {
    let Fixture { index, _dir: dir } = fixture(3);
    drop(index);
    let index = Index::open(dir.path()).unwrap();
    assert_eq!((index.through(), index.facts_through()), (10, 10));
    let fixture = Fixture { index, _dir: dir };
    assert_eq!(fixture.numbers("budget"), [0, 1, 2, 8]);
    fixture.index.merge().unwrap();
    assert_eq!(fixture.index.through(), 10);
    assert_eq!(fixture.numbers("budget year:2017"), [0, 1]);
}

#[test]
fn uncommitted_messages_come_again_and_committed_ones_do_not() {
    let fixture = fixture(100);
    let writer = fixture.index.writer(0).unwrap();
    writer.add(Number(10), Entry::message(&id_of(10), &searchable(&MAILS[0]))).unwrap();
    assert!(matches!(fixture.index.writer(0), Err(IndexError::Busy)));
    drop(writer);
    let mut writer = fixture.index.writer(0).unwrap();
    for number in 8..11 {
        writer.add(Number(number), Entry::message(&id_of(number), &searchable(&MAILS[0]))).unwrap();
    }
    writer.commit(11).unwrap();
    assert_eq!(fixture.index.through(), 11);
    fixture.index.swap_facts(facts(&[&MAILS[..], &MAILS[..1]].concat())).unwrap();
    fixture.index.reload().unwrap();
    assert_eq!(fixture.numbers("conseil"), [0, 1, 10]);
    assert_eq!(fixture.numbers("").len(), 11);
}

#[test]
fn another_reader_follows_after_a_reload() {
    let Fixture { index, _dir: dir } = fixture(3);
    let reader = Index::open(dir.path()).unwrap();
    let mut writer = index.writer(0).unwrap();
    writer.add(Number(10), Entry::message(&id_of(10), &searchable(&MAILS[0]))).unwrap();
    writer.commit(11).unwrap();
    drop(writer);
    index.swap_facts(facts(&[&MAILS[..], &MAILS[..1]].concat())).unwrap();
    index.merge().unwrap();
    assert_eq!((reader.through(), reader.facts_through()), (10, 10));
    reader.reload().unwrap();
    assert_eq!((reader.through(), reader.facts_through()), (11, 11));
    assert_eq!(Fixture { index: reader, _dir: dir }.numbers("conseil"), [0, 1, 10]);
}

#[test]
fn damaged_facts_count_as_none() {
    let Fixture { index, _dir: dir } = fixture(100);
    drop(index);
    let file = std::fs::read_dir(dir.path().join("facts")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(&file, b"greffe facts 1\nrubbish").unwrap();
    let index = Index::open(dir.path()).unwrap();
    assert_eq!((index.through(), index.facts_through()), (10, 0));
    index.swap_facts(facts(&MAILS)).unwrap();
    assert_eq!(Fixture { index, _dir: dir }.numbers("conseil"), [0, 1]);
}

#[test]
fn a_wiped_or_foreign_index_is_no_trap() {
    let Fixture { index, _dir: dir } = fixture(3);
    drop(index);
    Index::wipe(dir.path()).unwrap();
    Index::wipe(dir.path()).unwrap();
    assert_eq!(Index::open(dir.path()).unwrap().through(), 0);
    Index::wipe(dir.path()).unwrap();
    std::fs::create_dir_all(dir.path()).unwrap();
    tantivy::Index::create_in_dir(dir.path(), tantivy::schema::Schema::builder().build()).unwrap();
    assert!(matches!(Index::open(dir.path()), Err(IndexError::UnknownFormat { .. })));
    std::fs::write(dir.path().join("meta.json"), "{}").unwrap();
    assert!(matches!(Index::open(dir.path()), Err(IndexError::Damaged { .. })));
}

/// A query of the oracle: what it finds can be told from the letters of a text.
#[derive(Debug, Clone)]
enum Wish {
    Word(char),
    Row(String),
    Window(String, u32),
    All(Vec<Wish>),
    Any(Vec<Wish>),
    Not(Box<Wish>),
}

impl Wish {
    fn query(&self) -> String {
        let spaced = |letters: &str| letters.chars().map(String::from).collect::<Vec<_>>().join(" ");
        let joined =
            |wishes: &[Wish], between: &str| wishes.iter().map(Wish::query).collect::<Vec<_>>().join(between);
        match self {
            Wish::Word(letter) => letter.to_string(),
            Wish::Row(letters) => format!("\"{}\"", spaced(letters)),
            Wish::Window(letters, gap) => format!("near({}, {gap})", spaced(letters)),
            Wish::All(wishes) => format!("({})", joined(wishes, " ")),
            Wish::Any(wishes) => format!("({})", joined(wishes, " OR ")),
            Wish::Not(wish) => match &**wish {
                Wish::Not(_) => format!("-({})", wish.query()),
                _ => format!("-{}", wish.query()),
            },
        }
    }

    /// Subject and body are texts of their own: words may lie in either, rows and windows in one.
    fn is_true(&self, texts: &[&str]) -> bool {
        match self {
            Wish::Word(letter) => texts.iter().any(|text| text.contains(*letter)),
            Wish::Row(letters) => texts.iter().any(|text| text.contains(letters.as_str())),
            Wish::Window(letters, gap) => texts.iter().any(|text| {
                let size = letters.len() + *gap as usize;
                let held = |part: &str, letter| part.matches(letter).count();
                (0..text.len())
                    .map(|start| &text[start..text.len().min(start + size)])
                    .any(|part| letters.chars().all(|letter| held(part, letter) >= held(letters, letter)))
            }),
            Wish::All(wishes) => wishes.iter().all(|wish| wish.is_true(texts)),
            Wish::Any(wishes) => wishes.iter().any(|wish| wish.is_true(texts)),
            Wish::Not(wish) => !wish.is_true(texts),
        }
    }
}

fn any_wish() -> impl Strategy<Value = Wish> {
    let leaf = prop_oneof![
        prop::char::range('a', 'f').prop_map(Wish::Word),
        "[a-d]{1,3}".prop_map(Wish::Row),
        ("[a-d]{1,3}", 0u32..4).prop_map(|(letters, gap)| Wish::Window(letters, gap)),
    ];
    leaf.prop_recursive(4, 24, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Wish::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Wish::Any),
            inner.prop_map(|wish| Wish::Not(Box::new(wish))),
        ]
    })
}

/// Makes an index of (subject, body), each letter a word, and the sender's number the kind.
fn index_of(dir: &std::path::Path, texts: &[(String, String)], batch: usize) -> Index {
    let spaced = |letters: &str| letters.chars().flat_map(|letter| [letter, ' ']).collect::<String>();
    let index = Index::open(dir).unwrap();
    let mut writer = index.writer(0).unwrap();
    let mut facts = FactsBuilder::new("UTC").unwrap();
    for (number, (subject, body)) in (0u32..).zip(texts) {
        let text = Searchable { subject: spaced(subject), body: spaced(body), ..Searchable::default() };
        writer.add(Number(number), Entry::message(&id_of(number), &text)).unwrap();
        facts.push(FactRow { kind: Kind::ALL[number as usize % 4], ..BARE });
        if (number as usize + 1).is_multiple_of(batch) {
            writer.commit(number + 1).unwrap();
        }
    }
    writer.commit(texts.len() as u32).unwrap();
    index.swap_facts(facts).unwrap();
    index.reload().unwrap();
    index
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn what_is_found_is_what_is_true(
        texts in prop::collection::vec(("[a-f]{0,3}", "[a-f]{0,12}"), 1..60),
        wishes in prop::collection::vec(any_wish(), 40),
        batch in 10usize..60,
    ) {
        let dir = tempfile::tempdir().unwrap();
        let index = index_of(dir.path(), &texts, batch);
        for wish in wishes {
            let expect: Vec<u32> = (0..).zip(&texts).filter(|(_, (subject, body))| wish.is_true(&[subject, body])).map(|(number, _)| number).collect();
            let ask = Ask { limit: 100, ..Ask::default() };
            let answer = index.search(&parse(&wish.query()).unwrap(), &ask, &Tags::default()).unwrap();
            let mut numbers: Vec<u32> = answer.hits.iter().map(|hit| hit.number.0).collect();
            numbers.sort();
            prop_assert_eq!(&numbers, &expect, "{}", wish.query());
            let kinds = answer.matches.facets(&Tags::default()).unwrap().kind.values;
            for (kind, count) in kinds {
                let held = expect.iter().filter(|number| Kind::ALL[**number as usize % 4].as_str() == kind).count();
                prop_assert_eq!(count, held as u64);
            }
        }
    }
}
