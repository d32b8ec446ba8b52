//! A query to a plan: every word looked up, every condition a set.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::attached::Attached;
use super::expand::{Expansion, MOST_FORMS, Pattern, Sought};
use super::lookup::Lookup;
use super::named::Conditions;
use super::score::Weight;
use super::{Tags, Warning};
use crate::bits::Bits;
use crate::error::IndexError;
use crate::highlight::{Form, Highlights};
use crate::query::{Ending, Matcher, Node, Query, Scope, Word};
use crate::schema::{Column, Role};
use crate::view::View;
use crate::words::Words;

/// What a segment is searched for.
pub(super) enum Plan {
    /// These messages.
    Numbers(Bits),
    /// A word in any of some columns.
    Word(Vec<WordIn>),
    /// Several words in a certain arrangement in any of some columns.
    Arranged(Vec<ArrangedIn>),
    /// These messages, for what their files say.
    Attached(Attached),
    /// The cheapest first, negations last.
    All(Vec<Plan>),
    Any(Vec<Plan>),
    Not(Box<Plan>),
}

impl Plan {
    /// Says whether a file of this message holds something that is asked for.
    pub(super) fn is_in_files_of(&self, number: usize) -> bool {
        match self {
            Self::Attached(attached) => attached.numbers.contains(number),
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.is_in_files_of(number)),
            Self::Numbers(_) | Self::Word(_) | Self::Arranged(_) | Self::Not(_) => false,
        }
    }
}

pub(super) struct WordIn {
    pub(super) column: Column,
    pub(super) expansion: Arc<Expansion>,
    pub(super) weight: Weight,
}

pub(super) struct ArrangedIn {
    pub(super) column: Column,
    pub(super) words: Vec<Arc<Expansion>>,
    pub(super) arrangement: Arrangement,
    pub(super) weight: Weight,
}

/// Words that are looked for together.
pub(super) struct Arranged {
    pub(super) words: Vec<Sought>,
    pub(super) arrangement: Arrangement,
}

/// How words stand to one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Arrangement {
    /// Each right after the one before.
    InARow,
    /// All inside `size` places in a row; each as often as it was asked for.
    InAWindow { size: u32, counts: Vec<usize> },
}

pub(super) struct Compiled {
    pub(super) plan: Plan,
    pub(super) highlights: Highlights,
    pub(super) warnings: Vec<Warning>,
}

/// Compiles a query for the messages of a view below `through`.
pub(super) fn compile(
    view: &View,
    query: &Query,
    tags: &Tags,
    through: usize,
    scored: bool,
) -> Result<Compiled, IndexError> {
    let mut compiler = Compiler {
        words: Lookup::new(&view.commit.segments, through),
        attached: Lookup::new(&view.attached.segments, through),
        scored,
        conditions: Conditions { view, tags, through, warnings: Vec::new() },
        highlights: Highlights::default(),
        room: MOST_FORMS,
    };
    let plan = compiler.node(&query.root, Sense::Wanted)?;
    let mut warnings = compiler.conditions.warnings;
    let mut seen = Vec::new();
    warnings.retain(|warning| {
        !seen.contains(warning) && {
            seen.push(warning.clone());
            true
        }
    });
    Ok(Compiled { plan, highlights: compiler.highlights, warnings })
}

/// Whether what is compiled is asked for, or asked to be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sense {
    Wanted,
    Unwanted,
}

struct Compiler<'a> {
    /// The words of the messages.
    words: Lookup<'a>,
    /// What their files say.
    attached: Lookup<'a>,
    scored: bool,
    conditions: Conditions<'a>,
    highlights: Highlights,
    /// How many more terms words may stand for.
    room: usize,
}

impl Compiler<'_> {
    fn node(&mut self, node: &Node, sense: Sense) -> Result<Plan, IndexError> {
        Ok(match node {
            Node::Everything => Plan::Numbers(Bits::where_true(self.conditions.through, |_| true)),
            Node::Text(scope, matcher) => self.text(*scope, matcher, sense)?,
            Node::Fact(condition) => Plan::Numbers(self.conditions.numbers(condition)?),
            Node::NotMade(operator, _) => return Err(IndexError::NotMade { operator: *operator }),
            Node::Any(parts) => Plan::Any(self.nodes(parts, sense)?),
            Node::All(parts) => {
                let mut parts = self.nodes(parts, sense)?;
                parts.sort_by_cached_key(|part| (matches!(part, Plan::Not(_)), part.cost()));
                Plan::All(parts)
            }
            Node::Not(part) => Plan::Not(Box::new(self.node(part, Sense::Unwanted)?)),
        })
    }

    fn nodes(&mut self, parts: &[Node], sense: Sense) -> Result<Vec<Plan>, IndexError> {
        parts.iter().map(|part| self.node(part, sense)).collect()
    }

    fn text(&mut self, scope: Scope, matcher: &Matcher, sense: Sense) -> Result<Plan, IndexError> {
        if let Some(parts) = address_parts(scope, matcher) {
            if sense == Sense::Wanted {
                let words = Words::of(parts.first().map_or("", String::as_str)).into_iter();
                let forms = words.map(|word| Form::new(&Pattern::Exact(word))).collect();
                self.highlights.add(scope, forms, true);
            }
            return self.address(scope, &parts);
        }
        if matches!(scope, Scope::Attachment | Scope::Author) {
            self.conditions.warn_of_unread_attachments();
        }
        let (patterns, arrangement) = match matcher {
            Matcher::Word(word) => (word_patterns(word), Arrangement::InARow),
            Matcher::Phrase { text, prefix } => (phrase_patterns(text, *prefix), Arrangement::InARow),
            Matcher::Near { words, gap } => window(words, *gap),
        };
        let mut forms: Vec<Form> = patterns.iter().map(Form::new).collect();
        let wanted = Arranged { words: patterns.into_iter().map(Sought::new).collect(), arrangement };
        let mut plans = Vec::new();
        for place in places(scope) {
            plans.push(self.in_place(place, &wanted, &mut forms)?);
        }
        if sense == Sense::Wanted {
            self.highlights.add(scope, forms, wanted.arrangement == Arrangement::InARow);
        }
        Ok(single_or_any(plans))
    }

    fn in_place(&mut self, place: &Place, wanted: &Arranged, forms: &mut [Form]) -> Result<Plan, IndexError> {
        match place {
            Place::Message(columns) => {
                let mut words = self.words.asking(&mut self.room, &mut self.conditions.warnings);
                words.plan(columns, wanted, forms)
            }
            Place::Files(columns) => {
                let mut attached = self.attached.asking(&mut self.room, &mut self.conditions.warnings);
                let plan = attached.plan(columns, wanted, forms)?;
                let (segments, through) = (&self.attached.segments.list, self.conditions.through);
                Ok(Plan::Attached(Attached::find(segments, &plan, through, self.scored)?))
            }
        }
    }

    fn address(&mut self, scope: Scope, parts: &[String]) -> Result<Plan, IndexError> {
        let mut lookup = self.words.asking(&mut self.room, &mut self.conditions.warnings);
        let mut places = Vec::new();
        for role in Role::ALL.into_iter().filter(|role| columns(scope).contains(&role.column())) {
            for part in parts {
                let term = Sought::new(Pattern::Exact(role.term(part)));
                let expansion = lookup.expansion(Column::Address, &term)?;
                places.extend(lookup.word_in(Column::Address, expansion));
            }
        }
        Ok(Plan::Word(places))
    }
}

fn single_or_any(mut plans: Vec<Plan>) -> Plan {
    if plans.len() == 1 { plans.swap_remove(0) } else { Plan::Any(plans) }
}

/// A half of the index, and the columns of it in which to look.
enum Place {
    Message(&'static [Column]),
    Files(&'static [Column]),
}

fn places(scope: Scope) -> &'static [Place] {
    use Column::{Attachment, Author, Bcc, Body, Cc, Filename, From, Subject, To};
    match scope {
        Scope::Anywhere => &[
            Place::Message(&[Subject, Body, From, To, Cc, Bcc, Filename]),
            Place::Files(&[Attachment, Filename]),
        ],
        Scope::Subject => &[Place::Message(&[Subject])],
        Scope::Body => &[Place::Message(&[Body])],
        Scope::From => &[Place::Message(&[From])],
        Scope::To => &[Place::Message(&[To])],
        Scope::Cc => &[Place::Message(&[Cc])],
        Scope::Bcc => &[Place::Message(&[Bcc])],
        Scope::With => &[Place::Message(&[From, To, Cc, Bcc])],
        Scope::Filename => &[Place::Message(&[Filename]), Place::Files(&[Filename])],
        Scope::Attachment => &[Place::Files(&[Attachment])],
        Scope::Author => &[Place::Files(&[Author])],
    }
}

/// Returns the columns of the messages' own half in which a scope looks.
fn columns(scope: Scope) -> &'static [Column] {
    let own = places(scope).iter().find_map(|place| match place {
        Place::Message(columns) => Some(*columns),
        Place::Files(_) => None,
    });
    own.unwrap_or_default()
}

/// Returns the exact forms that an address field is asked for when the value is
/// an address or a part of one, not words: anything with an `@`, and unquoted
/// words that hold a dot (`region.example`, `jean.dupont`).
fn address_parts(scope: Scope, matcher: &Matcher) -> Option<Vec<String>> {
    let is_people = matches!(scope, Scope::From | Scope::To | Scope::Cc | Scope::Bcc | Scope::With);
    let (text, dotted) = match matcher {
        Matcher::Word(Word { text, ending: Ending::Plain }) => (text, true),
        Matcher::Phrase { text, prefix: false } => (text, false),
        _ => return None,
    };
    let text = text.trim().trim_start_matches('<').trim_end_matches(['>', '.', ',', ';']);
    let folded = greffe_message::fold(text).into_owned();
    match folded.find('@') {
        _ if !is_people || folded.contains(char::is_whitespace) => None,
        Some(_) => Some(vec![folded]),
        None if dotted && folded.contains('.') && Words::of(text).len() > 1 => {
            Some(vec![format!("{folded}@"), format!("@{folded}")])
        }
        None => None,
    }
}

fn word_patterns(word: &Word) -> Vec<Pattern> {
    let mut words = Words::of(&word.text);
    match word.ending {
        Ending::Plain => words.into_iter().map(Pattern::stem).collect(),
        Ending::Distance(distance) => {
            words.into_iter().map(|word| Pattern::Distance(word, distance)).collect()
        }
        Ending::Prefix => {
            let last = words.pop().map(Pattern::Prefix);
            words.into_iter().map(Pattern::stem).chain(last).collect()
        }
    }
}

fn phrase_patterns(text: &str, prefix: bool) -> Vec<Pattern> {
    let mut words = Words::of(text);
    let last = words.pop().map(if prefix { Pattern::Prefix } else { Pattern::Exact });
    words.into_iter().map(Pattern::Exact).chain(last).collect()
}

/// A word that is asked for twice must be there twice.
fn window(words: &[Word], gap: u32) -> (Vec<Pattern>, Arrangement) {
    let mut wanted: BTreeMap<Pattern, usize> = BTreeMap::new();
    words.iter().flat_map(word_patterns).for_each(|pattern| *wanted.entry(pattern).or_default() += 1);
    let size = wanted.values().sum::<usize>() as u32 + gap;
    let (patterns, counts) = wanted.into_iter().unzip();
    (patterns, Arrangement::InAWindow { size, counts })
}

impl Plan {
    /// Estimates how many postings are read to evaluate it.
    fn cost(&self) -> u64 {
        let postings = |expansion: &Arc<Expansion>| expansion.documents_with.iter().sum::<u64>();
        match self {
            Plan::Numbers(_) | Plan::Attached(_) => 0,
            Plan::Word(places) => places.iter().map(|place| postings(&place.expansion)).sum(),
            // Places are read too: several times the work of a word.
            Plan::Arranged(places) => {
                places.iter().flat_map(|place| &place.words).map(|word| 4 * postings(word)).sum()
            }
            Plan::All(parts) | Plan::Any(parts) => parts.iter().map(Plan::cost).sum(),
            Plan::Not(part) => part.cost(),
        }
    }
}

/// The parts that an address is asked for by are those it is indexed by.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;
    use crate::schema::each_address_term;

    #[track_caller]
    fn check(query: &str, address: &str, expect: Option<bool>) {
        let Node::Text(scope, matcher) = parse(query).unwrap().root else { panic!("{query}: no text") };
        let parts = address_parts(scope, &matcher);
        let mut known = Vec::new();
        each_address_term(address, |pieces| known.push(pieces.concat()));
        let found = parts.map(|parts| parts.iter().any(|part| known.contains(part)));
        assert_eq!(found, expect, "{query} {address}");
    }

    #[test]
    fn an_address_is_asked_for_whole_or_in_parts() {
        let jean = "Jean.Dupont@mail.region.example";
        for query in [
            "from:jean.dupont@mail.region.example",
            "from:\"<JEAN.dupont@mail.region.example>\"",
            "to:jean.dupont@",
            "to:jean.dupont",
            "with:@mail.region.example",
            "with:@region.example",
            "cc:region.example",
            "bcc:@example",
        ] {
            check(query, jean, Some(true));
        }
        for query in
            ["from:dupont@mail.region.example", "from:@mail.region", "from:mail.region", "from:gion.example"]
        {
            check(query, jean, Some(false));
        }
        for query in [
            "from:dupont",
            "from:\"region.example\"",
            "from:jean.du*",
            "jean@region.example",
            "from:jean-paul",
        ] {
            check(query, jean, None);
        }
    }
}
