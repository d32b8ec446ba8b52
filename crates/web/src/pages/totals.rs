//! How many messages have which verdict, by kind of mail: most verified mails of a leak are newsletters.

use greffe::view::{Facets, VerdictTotals};
use greffe::{Error, Kind, Room, SearchRequest, Verdict};

use super::verdict::Mark;
use crate::links;
use crate::say::Say;

/// What was counted of one kind.
pub(super) struct Counted {
    kind: Kind,
    total: u64,
    /// In the order of [`Verdict::ALL`].
    verdicts: [u64; 4],
}

/// The table of verdicts by kind.
pub(super) struct Totals {
    /// The verdicts, as heads of columns.
    pub(super) verdicts: Vec<Mark>,
    /// A row for each kind that occurs.
    pub(super) rows: Vec<Row>,
    /// Some messages are not judged yet: the last column says how many.
    pub(super) unjudged: bool,
}

/// The counts of one kind.
pub(super) struct Row {
    /// The kind, in words.
    pub(super) kind: String,
    /// Counts in the order of the columns.
    pub(super) cells: Vec<Cell>,
    /// Messages that are not judged yet.
    pub(super) unjudged: String,
}

/// A count, and the search that finds these messages.
pub(super) struct Cell {
    /// Written out.
    pub(super) count: String,
    /// Empty when there is nothing to find, or no search that finds just these.
    pub(super) address: String,
    /// There is nothing to count.
    pub(super) is_none: bool,
}

/// Counts the whole archive.
pub(super) fn count(room: &Room) -> Result<Vec<Counted>, Error> {
    Kind::MAIL.into_iter().map(|kind| count_kind(room, kind)).collect()
}

fn count_kind(room: &Room, kind: Kind) -> Result<Counted, Error> {
    let query = format!("kind:{kind}");
    let answer = room.search(&SearchRequest { query, facets: true, ..SearchRequest::default() })?;
    let of = |verdict| answer.facets.as_ref().map_or(0, |facets| count_of(facets, verdict));
    Ok(Counted { kind, total: answer.total, verdicts: Verdict::ALL.map(of) })
}

fn count_of(facets: &Facets, verdict: Verdict) -> u64 {
    let count = facets.verdict.values.iter().find(|count| count.value == verdict.as_str());
    count.map_or(0, |count| count.count)
}

impl Totals {
    /// Makes the table; `None` for an archive without messages.
    pub(super) fn new(say: Say<'_>, counted: &[Counted]) -> Option<Self> {
        let filled: Vec<&Counted> = counted.iter().filter(|counted| counted.total > 0).collect();
        let verdicts = Verdict::ALL.into_iter().filter_map(|verdict| Mark::new(say, Some(verdict.as_str())));
        (!filled.is_empty()).then(|| Self {
            verdicts: verdicts.collect(),
            unjudged: filled.iter().any(|counted| counted.unjudged() > 0),
            rows: filled.iter().map(|counted| row(say, counted)).collect(),
        })
    }

    /// Makes the table of one import. No search finds just what one import brought: nothing is linked.
    pub(super) fn of_import(say: Say<'_>, verdicts: &VerdictTotals) -> Option<Self> {
        let counted = Kind::MAIL.map(|kind| {
            let verdicts = Verdict::ALL.map(|verdict| verdicts.of(kind).of(verdict));
            Counted { kind, total: verdicts.iter().sum(), verdicts }
        });
        let mut totals = Self::new(say, &counted)?;
        let cells = totals.rows.iter_mut().flat_map(|row| &mut row.cells);
        cells.for_each(|cell| cell.address.clear());
        Some(totals)
    }
}

impl Counted {
    fn unjudged(&self) -> u64 {
        self.total.saturating_sub(self.verdicts.iter().sum())
    }
}

fn row(say: Say<'_>, counted: &Counted) -> Row {
    let cell = |(verdict, count): (Verdict, u64)| Cell {
        count: say.number(count),
        address: match count {
            0 => String::new(),
            _ => links::search(&format!("kind:{} verdict:{verdict}", counted.kind)),
        },
        is_none: count == 0,
    };
    Row {
        kind: say.code("kind", counted.kind.as_str()).into_owned(),
        cells: Verdict::ALL.into_iter().zip(counted.verdicts).map(cell).collect(),
        unjudged: say.number(counted.unjudged()),
    }
}
