//! Links to the pages of a long list.

use super::Link;
use crate::links;

/// Returns links to the pages of a list of `total` lines, none when there is one page;
/// `asked` is what their addresses keep.
pub(super) fn pages(
    path: &str,
    asked: &[(&str, &str)],
    total: usize,
    per_page: usize,
    current: usize,
) -> Vec<Link> {
    let last = total.div_ceil(per_page);
    if last < 2 {
        return Vec::new();
    }
    // First, last and what is near: a broken disk image may leave thousands of pages.
    let near = |page: &usize| *page == 1 || *page == last || page.abs_diff(current) <= 3;
    let link = |page: usize| {
        let number = page.to_string();
        let asked: Vec<_> = asked.iter().copied().chain([("page", number.as_str())]).collect();
        Link { label: number.clone(), address: links::address(path, &asked), current: page == current }
    };
    (1..=last).filter(near).map(link).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_and_what_is_near_are_linked() {
        let labels = |total, current| -> Vec<String> {
            pages("/x", &[], total, 10, current).into_iter().map(|page| page.label).collect()
        };
        assert_eq!(labels(0, 1), Vec::<String>::new());
        assert_eq!(labels(10, 1), Vec::<String>::new());
        assert_eq!(labels(11, 1), ["1", "2"]);
        assert_eq!(labels(1000, 50), ["1", "47", "48", "49", "50", "51", "52", "53", "100"]);
        assert_eq!(labels(20, usize::MAX), ["1", "2"]);
        let [_, second] = &pages("/x", &[("why", "a b")], 11, 10, 2)[..] else { panic!("two pages") };
        assert_eq!((second.address.as_str(), second.current), ("/x?why=a+b&page=2", true));
    }
}
