//! Correspondents: what is counted is what the links find, and nobody unknown has a page.

use axum::http::StatusCode;
use serde_json::Value;

use crate::visitor::{HOST, ask, open, program};

fn api(path: &str) -> Value {
    serde_json::from_str(&program("GET", path, "").body).expect("JSON")
}

/// Returns the total of the search that a link leads to.
fn total_behind(link: &str) -> Value {
    let query = link.strip_prefix("/search?").expect("a search");
    api(&format!("/api/v1/search?limit=0&{query}"))["total"].clone()
}

/// Returns the links of numbers on a page, each with its number.
fn numbers(page: &str) -> Vec<(String, u64)> {
    let cells = page.split("<td class=\"number\"><a href=\"").skip(1);
    let number = |cell: &str| {
        let (link, rest) = cell.split_once("\">")?;
        let (count, _) = rest.split_once('<')?;
        Some((link.replace("&#38;", "&"), count.parse().ok()?))
    };
    cells.filter_map(number).collect()
}

#[test]
fn every_count_is_that_of_the_search_behind_it() {
    for path in ["/correspondents", "/correspondent?address=claire@region.example"] {
        let found = numbers(&open(path).body);
        assert!(found.len() > 1, "{path}");
        for (link, count) in found {
            assert_eq!(total_behind(&link), count, "{path} {link}");
        }
    }
}

#[test]
fn a_page_tells_of_one_address_what_headers_say() {
    let page = open("/correspondent?address=CLAIRE@region.example&lang=fr").body;
    for told in ["Claire Aubry", "claire@region.example", "noor@presse.example", "2016-03-13"] {
        assert!(page.contains(told), "{told}");
    }
    let claire = api("/api/v1/correspondents/claire@region.example");
    assert_eq!((&claire["sent"], &claire["received"]), (&1.into(), &1.into()));
    assert_eq!(
        (&claire["first"], &claire["last"]),
        (&"2016-03-12T23:30:00Z".into(), &"2016-03-12T23:30:00Z".into())
    );
    assert_eq!(claire["writes"]["names"][0]["value"], "Claire Aubry");
    assert_eq!(claire["writes"]["to"]["values"][0]["value"], "noor@presse.example");
    assert_eq!(claire["hears_from"]["values"][0]["value"], "noor@presse.example");
}

#[test]
fn nobody_unknown_has_a_page() {
    for address in ["", "nobody@region.example", "claire", "%22)%20OR%20(from:noor"] {
        assert_eq!(
            open(&format!("/correspondent?address={address}")).status,
            StatusCode::NOT_FOUND,
            "{address}"
        );
    }
    assert_eq!(open("/correspondents?sort=height").status, StatusCode::BAD_REQUEST);
    assert_eq!(open("/correspondents?page=x").status, StatusCode::BAD_REQUEST);
    let stranger = ask("GET", "/correspondents", &[("host", HOST)], "");
    assert_eq!(stranger.status, StatusCode::FORBIDDEN);
}

#[test]
fn pages_of_the_api_follow_each_other() {
    let all = api("/api/v1/correspondents?sort=address");
    let people = all["correspondents"].as_array().expect("a list");
    assert_eq!(all["total"], people.len());
    let second = api("/api/v1/correspondents?sort=address&offset=1&limit=1");
    assert_eq!((&second["total"], &second["correspondents"][0]), (&all["total"], &people[1]));
    assert_eq!(api("/api/v1/correspondents?q=AUBRY")["total"], 1);
    assert_eq!(program("GET", "/api/v1/correspondents?limit=100000", "").status, StatusCode::BAD_REQUEST);
}
