//! Lists as people write them, and as nobody should.

use greffe_terms::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::keys::export::{KeyForm, write_keys};

const P: &str = "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

/// Reads a list, in which `@P` is a key, and expects `selector domain record` or
/// `line: reason` of each line, in order of reading.
fn check(list: &str, expect: &[&str]) {
    let list = list.replace("@P", P);
    let (observations, unread) = read_keys(list.as_bytes(), "list", None);
    let read = observations.iter().map(|read| {
        let record = read.record.as_deref().unwrap_or("absent").replace(P, "@P");
        format!("{} {} {record}", read.selector, read.domain)
    });
    let refused = unread.iter().map(|unread| format!("{}: {}", unread.line, unread.reason.as_str()));
    assert_eq!(read.chain(refused).collect::<Vec<_>>(), expect, "{list}");
    assert!(observations.iter().all(|read| read.handed_in.as_deref() == Some("list")), "{list}");
}

#[test]
fn tables_are_read_with_and_without_a_head() {
    check("example.org\ts1\tk=ed25519; @P\ta site\n", &["s1 example.org k=ed25519; @P"]);
    check("Example.ORG.\tS1\tv=DKIM1; @P", &["s1 example.org v=DKIM1; @P"]);
    check("example.org\ts1\t\"v=DKIM1; \" \"@P\"\ta\r\n", &["s1 example.org v=DKIM1; @P"]);
    check("example.org\ts1\tNXDOMAIN\ta", &["s1 example.org absent"]);
    check(
        "Selector\tseen\tDomain\tRecord\nx\t2016\texample.org\t@P\ny\t\texample.org\t\n\ts\ts\n",
        &["x example.org @P", "3: no-record", "4: no-name"],
    );
    check("domain\tselector\trecord\tspki_sha256\nexample.org\ts1\tk=ed25519; @P\t00", &["2: other-key"]);
    check("domain\tselector\trecord\tmethod\nexample.org\ts1\t@P\tguess", &["2: unknown-method"]);
    check("a b\ts1\t@P", &["1: unknown-form"]);
    check("domain\tselector\trecord\na(b\ts1\t@P\na\ts1\t@P", &["s1 a @P", "2: no-name"]);
    check(
        "domain\tselector\tNXDOMAIN\trecord\ndomain\tselector\trecord\na\ts1\t@P",
        &["selector domain absent", "s1 a @P"],
    );
}

#[test]
fn a_row_keeps_its_source_and_its_time() {
    let check = |cell: &str, expect: When| {
        let list = format!(
            "domain\tselector\trecord\tsource\tseen\thow\nexample.org\ts1\t{P}\ta site\t{cell}\tby hand"
        );
        let (observations, _) = read_keys(list.as_bytes(), "list", None);
        let [read] = &observations[..] else { panic!("{list}") };
        assert_eq!((read.source.as_str(), read.note.as_deref()), ("a site", Some("by hand")));
        assert_eq!(read.when, expect, "{cell}");
    };
    let day = |number: i64| Timestamp(number * 86_400);
    check("1970-01-11/1970-01-12", When::Window(Some(day(10)), Some(Timestamp(day(12).0 - 1))));
    check("1970-01-11", When::Window(Some(day(10)), Some(Timestamp(day(11).0 - 1))));
    check("1970-01-11T00:00:00Z", When::At(day(10)));
    check("1970-01-12/1970-01-11", When::Unknown);
    check("2016-10 (repo says archived)", When::Unknown);
    check("", When::Unknown);
}

#[test]
fn what_has_no_time_is_of_the_time_of_its_list() {
    let recovered = format!(r#"{{"s1._domainkey.example.org":{{"{}"}}}}"#, P.replace("p=", "p\":\""));
    let check = |list: &str, expect: When| {
        let (observations, _) = read_keys(list.as_bytes(), "list", Some(Timestamp(5)));
        assert_eq!(observations.iter().map(|read| read.when).collect::<Vec<_>>(), [expect], "{list}");
    };
    check(&format!("s1._domainkey.example.org\t{P}"), When::At(Timestamp(5)));
    check(&recovered, When::Unknown);
}

#[test]
fn names_with_their_records_are_read() {
    check("s1._domainkey.example.org\tv=DKIM1; @P", &["s1 example.org v=DKIM1; @P"]);
    check("s1._DomainKey.Example.org.  k=rsa; @P\n\n# a comment\n; another", &["s1 example.org k=rsa; @P"]);
    check("a.b._domainkey.example.org \"v=DKIM1; \" \"@P\"", &["a.b example.org v=DKIM1; @P"]);
    check("s1._domainkey.example.org \"\"", &["s1 example.org "]);
    check("s1._domainkey.example.org NXDOMAIN", &["s1 example.org absent"]);
    check("s1._domainkey.example.org ~~Query timed out~~", &["1: no-record"]);
    check("s1._domainkey.example.org", &["1: no-record"]);
    check("s1._domainkey.example.org descriptive text \"@P\"", &["s1 example.org @P"]);
    check("s1._domainkey.example.org\ttext = \"@P\"", &["s1 example.org @P"]);
    check("_domainkey.example.org o=~", &[]);
    check("._domainkey.example.org @P\ns1._domainkey. @P", &["1: unknown-form", "2: unknown-form"]);
    check("Dear all,\n\nhere are the keys", &["1: unknown-form", "3: unknown-form"]);
    check("s1._domainkey.example.org \"never closed", &["1: unclosed"]);
    check("\u{FEFF}s1._domainkey.m\u{fc}nchen.example @P", &["s1 xn--mnchen-3ya.example @P"]);
}

#[test]
fn zone_files_are_read() {
    check(
        "$ORIGIN example.org.\n$TTL 1h\n\
         @ IN SOA ns1 host (\n 1 ; serial (of today\n 2 3 4 5 )\n\
         www 300 IN A 192.0.2.1\n\
         s1._domainkey 1h IN TXT ( \"v=DKIM1; k=ed25519; \" ; first\n\
         \t\"@P\" ) ; done\n\
         \tIN TXT \"v=DKIM1\\; p=\"\n\
         s2._domainkey.example.com. TXT \"@P\"\n\
         _domainkey TXT \"o=~\"\n",
        &["s1 example.org v=DKIM1; k=ed25519; @P", "s1 example.org v=DKIM1; p=", "s2 example.com @P"],
    );
    check("s1._domainkey IN TXT \"@P\"", &["1: no-name"]);
    check("$ORIGIN org\n$ORIGIN example\ns1._domainkey TXT \"@P\"", &["s1 example.org @P"]);
    check("s1._domainkey.example.org. IN TXT v=DKIM1\\; @P", &["s1 example.org v=DKIM1; @P"]);
    check("s1._domainkey.example.org. IN TXT ( \"@P\"\n\"never closed\"", &["1: unclosed"]);
}

#[test]
fn answers_of_dig_are_read_and_aliases_followed() {
    check(
        ";; ANSWER SECTION:\n\
         s1._domainkey.example.org.\t300\tIN\tTXT\t\"v=DKIM1; \" \"@P\"\n\
         s2._domainkey.example.org. 300 IN CNAME s2.keys.example.net.\n\
         s2.keys.example.net. 300 IN CNAME end.keys.example.net.\n\
         end.keys.example.net. 300 IN TXT \"@P\"\n\
         s3._domainkey.example.org. 300 IN CNAME nowhere.example.net.\n\
         s4._domainkey.example.org. IN CNAME s4._domainkey.example.org.\n",
        &["s1 example.org v=DKIM1; @P", "s2 example.org @P", "6: alias", "7: alias"],
    );
}

#[test]
fn json_is_read_by_the_line_and_whole() {
    let line = r#"{"domain":"example.org","selector":"s1","record":null,"method":"dns"}"#;
    check(line, &["s1 example.org absent"]);
    check(
        &format!("{line}\n{line}\n{{}}"),
        &["s1 example.org absent", "s1 example.org absent", "3: unknown-method"],
    );
    check(&format!("[{line}, 7]"), &["s1 example.org absent", "1: unknown-form"]);
    check("{\n \"s1._domainkey.example.org\": {\"p\": \"\", \"bits\": 1024}\n}", &["s1 example.org p="]);
    check("{\"s1._domainkey.example.org\": {\"p\": 7}}", &["1: no-record"]);
    check("eyJhbGciOiJub25lIn0.e30.x", &["1: no-name"]);
    check("eyJhbGciOiJub25lIn0.W10.x", &["1: not-json"]);
    check("{\"payload\": 1}", &["1: unknown-form"]);
    check("{}", &["1: unknown-method"]);
    let long = "x".repeat(1 << 19);
    check(
        &format!("{line}\n{}", line.replace("null", &format!("null,\"proof\":\"{long}\""))),
        &["s1 example.org absent", "2: too-long"],
    );
    check(&format!("[{}]", line.replace("null", &format!("null,\"proof\":\"{long}\""))), &["1: too-long"]);
}

#[test]
fn octets_that_are_no_text_are_not_lost() {
    let list = [b"s1._domainkey.example.org n=caf\xE9; ", P.as_bytes()].concat();
    let (observations, unread) = read_keys(&list, "list", None);
    assert_eq!(unread, []);
    assert_eq!(observations[0].record, Some(format!("n=caf\u{e9}; {P}")));
    assert!(read_keys(&[0xFF, 0xFE, 0, 0], "list", None).0.is_empty());
}

#[test]
fn a_hostile_list_is_bounded() {
    let nonsense = "?\n".repeat(5000);
    let (_, unread) = read_keys(nonsense.as_bytes(), "list", None);
    assert_eq!((unread.len(), unread.last().map(|last| last.reason)), (1001, Some(NotRead::TooMany)));

    // Short aliases of one long record.
    let mut zone = format!("a.example. TXT \"{}\"\n", "x".repeat(60_000));
    for number in 0..2000 {
        zone.push_str(&format!("s{number}._domainkey.example.org. CNAME a.example.\n"));
    }
    let (observations, unread) = read_keys(zone.as_bytes(), "list", None);
    assert!(observations.len() < 1200, "{}", observations.len());
    assert_eq!(unread.last().map(|last| last.reason), Some(NotRead::TooMany));
}

#[test]
fn what_is_written_is_read_again() {
    let list = format!(
        "domain\tselector\trecord\tsource\tmethod\tobserver\tseen\n\
         example.org\ts1\tv=DKIM1; k=ed25519; {P}\ta site\tsource-code\tus\t2016-10-28T00:00:00Z/2016-10-31T00:00:00Z\n\
         example.org\ts2\tp=\ta site\tdns\t\t2016-10-28T00:00:00Z\n\
         example.net\ts3\tNXDOMAIN\ta site\tdns\t\t\n\
         example.net\ts4\t\"no tag \\\"\\\\ \\009\\195\\169\"\ta site\tdocument\t\t\n\
         example.net\ts5\t{P}\ta site\trecovered\t\t\n"
    );
    let (observations, unread) = read_keys(list.as_bytes(), "list", None);
    assert_eq!((observations.len(), unread.len()), (5, 0));
    let again = |form: KeyForm| {
        let (read, unread) = read_keys(write_keys(&observations, form).as_bytes(), "list", None);
        assert_eq!(unread, [], "{form:?}");
        read
    };
    assert_eq!(again(KeyForm::JsonLines), observations);
    assert_eq!(again(KeyForm::Table), observations);
    let names = |read: &[Observation]| {
        read.iter().map(|read| (read.selector.clone(), read.record.clone())).collect::<Vec<_>>()
    };
    // A recovered key read back as a copy would confirm itself.
    assert_eq!(names(&again(KeyForm::Names)), names(&observations[..4]));
    let present = [&observations[..2], &observations[3..4]].concat();
    assert_eq!(names(&again(KeyForm::Zone)), names(&present));
}

const FRAGMENTS: &[&str] = &[
    "s1._domainkey.example.org",
    "s1._domainkey",
    "@",
    "$ORIGIN a",
    "domain\tselector\trecord",
    "ey",
    "{",
    "[",
    "IN",
    "TXT",
    "CNAME",
    "300",
    "(",
    ")",
    "\"",
    "\\",
    ";",
    " ",
    "\t",
    "\n",
    "=",
    "p=",
    ".",
    "é",
    "\"payload\":",
];

proptest! {
    #[test]
    fn any_text_is_read(
        text in "\\PC{0,300}",
        list in proptest::collection::vec(proptest::sample::select(FRAGMENTS), 0..60),
    ) {
        for text in [text, list.concat()] {
            read_keys(text.as_bytes(), "list", None);
        }
    }

    #[test]
    fn any_record_survives_all_forms(record in "\\PC{1,400}", tail in "[ -~]{0,300}") {
        let record = format!("{record}{tail}");
        let observation = Observation::new("example.org", "s1", Some(&record), Method::Document, "a").expect("a name");
        for form in [KeyForm::JsonLines, KeyForm::Table, KeyForm::Zone, KeyForm::Names] {
            let (read, unread) = read_keys(write_keys([&observation], form).as_bytes(), "list", None);
            prop_assert_eq!(unread, vec![], "{:?}", form);
            prop_assert_eq!(read[0].record.as_ref(), Some(&record), "{:?}", form);
        }
    }
}
