//! A query to a plan: every word looked up, every condition a set.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::expand::{Expansion, MOST_FORMS, Pattern};
use super::named::Conditions;
use super::score::Weight;
use super::{Tags, Warning};
use crate::bits::Bits;
use crate::error::IndexError;
use crate::facts::Facts;
use crate::highlight::{Form, Highlights};
use crate::query::{Ending, Matcher, Node, Query, Scope, Trait, Word};
use crate::schema::{Column, Role};
use crate::view::{Segment, View};
use crate::words::Words;

/// What a segment is searched for.
pub(super) enum Plan {
    Nothing,
    /// These messages.
    Numbers(Bits),
    /// A word in any of some columns.
    Word(Vec<WordIn>),
    /// Several words in a certain arrangement in any of some columns.
    Arranged(Vec<ArrangedIn>),
    /// The cheapest first, negations last.
    All(Vec<Plan>),
    Any(Vec<Plan>),
    Not(Box<Plan>),
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
) -> Result<Compiled, IndexError> {
    let mut compiler = Compiler {
        view,
        corpus: Corpus::new(view, through),
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
    view: &'a View,
    corpus: Corpus,
    conditions: Conditions<'a>,
    highlights: Highlights,
    /// How many more terms words may stand for.
    room: usize,
}

impl Compiler<'_> {
    fn node(&mut self, node: &Node, sense: Sense) -> Result<Plan, IndexError> {
        Ok(match node {
            Node::Everything => Plan::Numbers(Bits::where_true(self.conditions.through, |_| true)),
            Node::Text(Scope::Attachment, _) => self.unread_attachments(),
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

    fn unread_attachments(&mut self) -> Plan {
        let facts: &Facts = &self.view.generation.facts;
        let looked_at = facts.traits.iter().take(self.conditions.through);
        let messages = looked_at.filter(|traits| traits & Trait::Attachment.bit() != 0).count() as u64;
        self.conditions.warnings.push(Warning::AttachmentsNotRead { messages });
        Plan::Nothing
    }

    fn text(&mut self, scope: Scope, matcher: &Matcher, sense: Sense) -> Result<Plan, IndexError> {
        if let Some(parts) = address_parts(scope, matcher) {
            return self.address(scope, &parts);
        }
        let (patterns, arrangement) = match matcher {
            Matcher::Word(word) => (word_patterns(word), Arrangement::InARow),
            Matcher::Phrase { text, prefix } => (phrase_patterns(text, *prefix), Arrangement::InARow),
            Matcher::Near { words, gap } => window(words, *gap),
        };
        let mut forms: Vec<Form> = patterns.iter().map(Form::new).collect();
        let plan = match (patterns.as_slice(), &arrangement) {
            ([pattern], Arrangement::InARow) => self.word(scope, pattern, &mut forms)?,
            _ => self.arranged(scope, &patterns, &arrangement, &mut forms)?,
        };
        if sense == Sense::Wanted && matches!(scope, Scope::Anywhere | Scope::Subject | Scope::Body) {
            self.highlights.add(forms, arrangement == Arrangement::InARow);
        }
        Ok(plan)
    }

    fn word(&mut self, scope: Scope, pattern: &Pattern, forms: &mut [Form]) -> Result<Plan, IndexError> {
        let mut places = Vec::new();
        for column in columns(scope).iter().copied() {
            let expansion = self.expansion(column, pattern)?;
            forms.iter_mut().for_each(|form| form.extend(&expansion.words));
            places.extend(self.word_in(column, expansion));
        }
        Ok(Plan::Word(places))
    }

    fn address(&mut self, scope: Scope, parts: &[String]) -> Result<Plan, IndexError> {
        let mut places = Vec::new();
        for role in Role::ALL.into_iter().filter(|role| columns(scope).contains(&role.column())) {
            for part in parts {
                let expansion = self.expansion(Column::Address, &Pattern::Exact(role.term(part)))?;
                places.extend(self.word_in(Column::Address, expansion));
            }
        }
        Ok(Plan::Word(places))
    }

    fn word_in(&self, column: Column, expansion: Arc<Expansion>) -> Option<WordIn> {
        let documents_with = self.corpus.documents_with(&expansion);
        let weight = self.corpus.weight(column, documents_with);
        (documents_with > 0).then_some(WordIn { column, expansion, weight })
    }

    fn arranged(
        &mut self,
        scope: Scope,
        patterns: &[Pattern],
        arrangement: &Arrangement,
        forms: &mut [Form],
    ) -> Result<Plan, IndexError> {
        let mut places = Vec::new();
        for column in columns(scope).iter().copied() {
            let mut words = Vec::new();
            for (pattern, form) in patterns.iter().zip(forms.iter_mut()) {
                let expansion = self.expansion(column, pattern)?;
                form.extend(&expansion.words);
                words.push(expansion);
            }
            let rarest = words.iter().map(|word| self.corpus.documents_with(word)).min().unwrap_or(0);
            if rarest > 0 {
                let weight = self.corpus.weight(column, rarest);
                places.push(ArrangedIn { column, words, arrangement: arrangement.clone(), weight });
            }
        }
        Ok(Plan::Arranged(places))
    }

    fn expansion(&mut self, column: Column, pattern: &Pattern) -> Result<Arc<Expansion>, IndexError> {
        let segments = &self.view.commit.segments;
        let expansion = segments.expansions.expansion(&segments.list, column, pattern, self.room)?;
        self.room = self.room.saturating_sub(expansion.forms());
        if expansion.is_cut {
            self.conditions.warnings.push(Warning::ExpansionCut { word: pattern.word().to_owned() });
        }
        Ok(expansion)
    }
}

fn columns(scope: Scope) -> &'static [Column] {
    match scope {
        Scope::Anywhere => &[
            Column::Subject,
            Column::Body,
            Column::From,
            Column::To,
            Column::Cc,
            Column::Bcc,
            Column::Filename,
        ],
        Scope::Subject => &[Column::Subject],
        Scope::Body => &[Column::Body],
        Scope::From => &[Column::From],
        Scope::To => &[Column::To],
        Scope::Cc => &[Column::Cc],
        Scope::Bcc => &[Column::Bcc],
        Scope::With => &[Column::From, Column::To, Column::Cc, Column::Bcc],
        Scope::Filename => &[Column::Filename],
        Scope::Attachment => &[],
    }
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
            Plan::Nothing | Plan::Numbers(_) => 0,
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

/// Counts over the segments that are looked at, for weights.
struct Corpus {
    /// By segment, whether it is looked at.
    included: Vec<bool>,
    documents: u64,
    mean_lengths: BTreeMap<u32, f32>,
}

impl Corpus {
    fn new(view: &View, through: usize) -> Self {
        let is_included = |segment: &Arc<Segment>| (segment.least_number as usize) < through;
        let included: Vec<bool> = view.commit.segments.list.iter().map(is_included).collect();
        let segments = || view.commit.segments.list.iter().filter(|segment| is_included(segment));
        let documents: u64 = segments().map(|segment| segment.numbers.len() as u64).sum();
        let mean_length = |column: Column| {
            let words: u64 = segments().map(|segment| segment.inverted(column).total_num_tokens()).sum();
            (column as u32, words as f32 / documents.max(1) as f32)
        };
        let mean_lengths =
            Column::ALL.into_iter().filter(|column| column.has_lengths()).map(mean_length).collect();
        Self { included, documents, mean_lengths }
    }

    fn documents_with(&self, expansion: &Expansion) -> u64 {
        let counted = expansion.documents_with.iter().zip(&self.included);
        counted.filter(|(_, included)| **included).map(|(documents, _)| documents).sum()
    }

    fn weight(&self, column: Column, documents_with: u64) -> Weight {
        let mean_length = self.mean_lengths.get(&(column as u32)).copied().unwrap_or(1.0);
        Weight::new(column, documents_with, self.documents, mean_length)
    }
}

/// The parts that an address is asked for by are those it is indexed by.
#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;
    use crate::schema::address_terms;

    #[track_caller]
    fn check(query: &str, address: &str, expect: Option<bool>) {
        let Node::Text(scope, matcher) = parse(query).unwrap().root else { panic!("{query}: no text") };
        let parts = address_parts(scope, &matcher);
        let known = address_terms(address);
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
