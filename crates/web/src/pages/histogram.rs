//! Messages over time: a chart whose bars are links.

use std::collections::BTreeMap;

use greffe::view::Count;
use greffe_texts::day;

use crate::links;
use crate::query;
use crate::say::Say;

/// More months than this are drawn as years, so that a bar stays wide enough to hit.
const MOST_MONTHS: i32 = 24;
/// More years than this are not drawn: a date of the year 1 must not make two thousand bars.
const MOST_YEARS: i32 = 60;
const WIDTH: usize = 1120;
const HEIGHT: usize = 120;

/// A chart, in the units of its own view box.
pub(super) struct Histogram {
    /// Its bars in time order.
    pub(super) bars: Vec<Bar>,
    /// Width of the view box.
    pub(super) width: usize,
    /// Height of the bars' area.
    pub(super) height: usize,
    /// Words for what is drawn.
    pub(super) title: String,
    /// Words for what it shows.
    pub(super) description: String,
    /// Words for the messages without a date; empty when all have one.
    pub(super) undated: String,
}

/// One month or year.
pub(super) struct Bar {
    /// Left edge of its column.
    pub(super) x: usize,
    /// Width of its column.
    pub(super) width: usize,
    /// Top edge.
    pub(super) y: usize,
    /// Height; never 0 while there are messages.
    pub(super) height: usize,
    /// The search narrowed to it.
    pub(super) address: String,
    /// In words.
    pub(super) name: String,
    /// Number of messages, written out.
    pub(super) count: String,
    /// Name and number in one sentence.
    pub(super) label: String,
    /// Written under the column; empty where there is no room.
    pub(super) tick: String,
}

impl Histogram {
    /// Draws the months of a search; `None` when all lie in one: a single column tells nothing.
    pub(super) fn new(say: Say<'_>, months: &[Count], undated: u64, query: &str) -> Option<Self> {
        let columns = columns(months)?;
        let most = columns.iter().map(|(_, count)| *count).max()?;
        let width = WIDTH / columns.len();
        let every = columns.len().div_ceil(12);
        let bar = |(i, (period, count)): (usize, &(String, u64))| {
            let height = scaled(*count, most);
            let name = name(say, period);
            Bar {
                x: i * width,
                width,
                y: HEIGHT - height,
                height,
                address: links::search(&query::with(query, &term(period))),
                count: say.number(*count),
                label: say
                    .values("web-chart-bar", &[("period", name.clone()), ("count", say.number(*count))])
                    .into_owned(),
                name,
                tick: if i % every == 0 { period.clone() } else { String::new() },
            }
        };
        let bars: Vec<Bar> = columns.iter().enumerate().map(bar).collect();
        Some(Self {
            title: say.word("web-chart-title").into_owned(),
            description: description(say, &bars, &columns, most),
            undated: if undated == 0 {
                String::new()
            } else {
                say.count("web-chart-undated", undated).into_owned()
            },
            width: width * bars.len(),
            height: HEIGHT,
            bars,
        })
    }
}

/// Returns every month between the first and the last, or every year when that were too many;
/// `None` where there are fewer than two.
fn columns(months: &[Count]) -> Option<Vec<(String, u64)>> {
    let counted: BTreeMap<i32, u64> =
        months.iter().filter_map(|m| Some((month_number(&m.value)?, m.count))).collect();
    let (first, last) = (*counted.keys().next()?, *counted.keys().next_back()?);
    if last == first {
        return None;
    }
    if last - first < MOST_MONTHS {
        let month = |n: i32| format!("{:04}-{:02}", n.div_euclid(12), n.rem_euclid(12) + 1);
        return Some((first..=last).map(|n| (month(n), counted.get(&n).copied().unwrap_or(0))).collect());
    }
    let mut years: BTreeMap<i32, u64> = BTreeMap::new();
    for (month, count) in counted {
        *years.entry(month.div_euclid(12)).or_default() += count;
    }
    let (first, last) = (*years.keys().next()?, *years.keys().next_back()?);
    let span: Vec<i32> = if last - first < MOST_YEARS { (first..=last).collect() } else { densest(&years) };
    Some(
        span.into_iter().map(|year| (format!("{year:04}"), years.get(&year).copied().unwrap_or(0))).collect(),
    )
}

/// Returns the years with most messages, in order, where forged dates would stretch the chart.
fn densest(years: &BTreeMap<i32, u64>) -> Vec<i32> {
    let mut by_count: Vec<(u64, i32)> = years.iter().map(|(year, count)| (*count, *year)).collect();
    by_count.sort_by_key(|(count, year)| (std::cmp::Reverse(*count), *year));
    let mut kept: Vec<i32> = by_count.into_iter().take(24).map(|(_, year)| year).collect();
    kept.sort_unstable();
    kept
}

/// Counts months from year 0: `2016-03` is 2016 * 12 + 2.
fn month_number(value: &str) -> Option<i32> {
    let (year, month) = value.split_once('-')?;
    let (year, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
    ((0..=9999).contains(&year) && (1..=12).contains(&month)).then(|| year * 12 + month - 1)
}

fn scaled(count: u64, most: u64) -> usize {
    if count == 0 {
        return 0;
    }
    let height = (count as f64 / most as f64 * HEIGHT as f64).round() as usize;
    height.clamp(2, HEIGHT)
}

fn term(period: &str) -> String {
    let field = if period.len() == 4 { "year" } else { "on" };
    query::field(field, period)
}

/// Writes a month in words: the day's name without its day.
fn name(say: Say<'_>, period: &str) -> String {
    if period.len() == 4 {
        return period.to_owned();
    }
    let first = day(say.language(), &format!("{period}-01"));
    first.split_once(' ').map_or(first.clone(), |(_, month)| month.to_owned())
}

fn description(say: Say<'_>, bars: &[Bar], columns: &[(String, u64)], most: u64) -> String {
    let peak = columns.iter().position(|(_, count)| *count == most).and_then(|i| bars.get(i));
    let (Some(first), Some(last), Some(peak)) = (bars.first(), bars.last(), peak) else {
        return String::new();
    };
    let values = [
        ("first", first.name.clone()),
        ("last", last.name.clone()),
        ("peak", peak.name.clone()),
        ("count", peak.count.clone()),
    ];
    say.values("web-chart-description", &values).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(months: &[(&str, u64)], expect: &[(&str, u64)]) {
        let months: Vec<Count> =
            months.iter().map(|(value, count)| Count { value: (*value).into(), count: *count }).collect();
        let columns = columns(&months).unwrap_or_default();
        let columns: Vec<_> = columns.iter().map(|(period, count)| (period.as_str(), *count)).collect();
        assert_eq!(columns, expect);
    }

    #[test]
    fn empty_months_stand_between() {
        check(
            &[("2015-11", 2), ("2016-02", 1)],
            &[("2015-11", 2), ("2015-12", 0), ("2016-01", 0), ("2016-02", 1)],
        );
        check(&[], &[]);
        check(&[("nonsense", 5)], &[]);
        check(&[("2016-03", 5)], &[]);
    }

    #[test]
    fn many_months_become_years() {
        check(
            &[("2013-12", 2), ("2014-01", 3), ("2016-01", 4)],
            &[("2013", 2), ("2014", 3), ("2015", 0), ("2016", 4)],
        );
    }

    #[test]
    fn a_forged_date_does_not_stretch_the_chart() {
        check(&[("0001-01", 1), ("2016-01", 9), ("9999-12", 1)], &[("0001", 1), ("2016", 9), ("9999", 1)]);
    }

    #[test]
    fn few_messages_can_still_be_seen() {
        assert_eq!(scaled(1, 1_000_000), 2);
        assert_eq!(scaled(0, 10), 0);
        assert_eq!(scaled(10, 10), HEIGHT);
    }
}
