//! Latencies by class: what half, 95 and 99 of a hundred queries stay below.

use std::time::Duration;

use serde::Serialize;

use crate::mix::Class;

/// A query that was asked.
pub(crate) struct Asked {
    pub(crate) class: Class,
    pub(crate) text: String,
    pub(crate) spent: Duration,
    pub(crate) total: u64,
}

/// The latencies of one class, or of all.
#[derive(Debug, Serialize)]
pub(crate) struct ClassReport {
    name: &'static str,
    queries: usize,
    without_hits: usize,
    p50_ms: f64,
    p95_ms: f64,
    p99_ms: f64,
    max_ms: f64,
    slowest: String,
}

/// Reports each class of the queries that were asked again, then all of them, and last all of
/// those that were asked for the first time.
pub(crate) fn report(first: &[Asked], again: &[Asked]) -> Vec<ClassReport> {
    let of_class = |class| again.iter().filter(|one| one.class == class).collect::<Vec<_>>();
    let classes =
        Class::SHARES.iter().filter_map(|(class, _)| class_report(class.as_str(), of_class(*class)));
    let all = class_report("all", again.iter().collect());
    classes.chain(all).chain(class_report("all, the first time", first.iter().collect())).collect()
}

fn class_report(name: &'static str, mut asked: Vec<&Asked>) -> Option<ClassReport> {
    asked.sort_by_key(|one| one.spent);
    let slowest = asked.last()?;
    Some(ClassReport {
        name,
        queries: asked.len(),
        without_hits: asked.iter().filter(|one| one.total == 0).count(),
        p50_ms: percentile(&asked, 50),
        p95_ms: percentile(&asked, 95),
        p99_ms: percentile(&asked, 99),
        max_ms: milliseconds(slowest.spent),
        slowest: slowest.text.clone(),
    })
}

/// The nearest rank: the least value that `percent` of the sorted values do not exceed.
fn percentile(sorted: &[&Asked], percent: usize) -> f64 {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).map_or(0.0, |one| milliseconds(one.spent))
}

fn milliseconds(spent: Duration) -> f64 {
    spent.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_nearest_ranks() {
        fn check(count: u64, percent: usize, expect: f64) {
            let spent = |ms| Asked {
                class: Class::Words,
                text: String::new(),
                spent: Duration::from_millis(ms),
                total: 1,
            };
            let asked: Vec<Asked> = (1..=count).map(spent).collect();
            assert_eq!(
                percentile(&asked.iter().collect::<Vec<_>>(), percent),
                expect,
                "{percent} % of {count}"
            );
        }
        check(100, 50, 50.0);
        check(100, 95, 95.0);
        check(20, 95, 19.0);
        check(1, 99, 1.0);
        check(3, 50, 2.0);
    }
}
