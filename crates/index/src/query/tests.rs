//! What is read, how it prints, and where it goes wrong.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, canonical: &str) {
    let query = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(query.to_string(), canonical, "{text}");
    assert_eq!(parse(canonical).as_ref(), Ok(&query), "{text} printed and read again");
}

#[track_caller]
fn check_error(text: &str, at: std::ops::Range<usize>, expected: &str) {
    let error = parse(text).expect_err(text);
    assert_eq!((error.at, error.expected.to_string().as_str()), (at, expected), "{text}");
}

#[test]
fn queries_print_in_one_way() {
    check("", "");
    check("   ", "");
    check("budget  conseil", "budget conseil");
    check("a AND b", "a b");
    check("a b OR c d", "a b OR c d");
    check("(a OR b) c", "(a OR b) c");
    check("((a) (b OR (c)))", "a (b OR c)");
    check("(a b) c OR (d OR e)", "a b c OR d OR e");
    check("NOT a -b -(c d)", "-a -b -(c d)");
    check("-(-a)", "-(-a)");
    check("or and not near", "or and not near");
    check("«le budget» “x y” \"z\"", "\"le budget\" \"x y\" \"z\"");
    check(r#""a \"b\" c\\d""#, r#""a \"b\" c\\d""#);
    check("\"le budg\"* bud*", "\"le budg\"* bud*");
    check("10:30 i2c_transfer(x)", "10:30 i2c_transfer x");
    check("word~1 l'eau~2", "word~1 l'eau~2");
    check("near(a  b*, 5) NEAR(l'eau c~1 ,007)", "near(a b*, 5) near(l'eau c~1, 7)");
}

#[test]
fn fields_print_in_one_way() {
    check("From:jean", "from:jean");
    check("from:(a OR \"b c\" -d)", "from:a OR from:\"b c\" -from:d");
    check("subject:(a b) c", "subject:a subject:b c");
    check("subject:near(a b, 3)", "subject:near(a b, 3)");
    check("from:(http:x 10:30)", "from:http:x from:10:30");
    check("mailbox:Dupont folder:\"Sent items\"*", "mailbox:\"Dupont\" folder:\"Sent items\"*");
    check("list:linux*", "list:\"linux\"*");
    check("year:2016 on:2016-05-01", "on:2016 on:2016-05-01");
    check("after:2016-05 before:2017", "after:2016-05 before:2017");
    check("larger:10k smaller:5M larger:7", "larger:10000 smaller:5000000 larger:7");
    check("kind:(List OR bulk) has:attachment", "(kind:list OR kind:bulk) has:attachment");
    check("print:ABCD12 thread:abcd", "print:abcd12 thread:abcd");
    check("message-id:<a*b@x.example>", "message-id:\"a*b@x.example\"");
    check("thread:<a@x.example>", "thread:\"a@x.example\"");
    check(
        "verdict:(Verified OR mismatch) -class:presse signed-by:x.example reason:KEY-missing",
        "(verdict:verified OR verdict:mismatch) -class:\"presse\" signed-by:\"x.example\" reason:key-missing",
    );
}

#[test]
fn errors_say_where_and_what() {
    check_error("a (b", 4..4, "a closing `)`");
    check_error("a) b", 1..2, "an opening `(` before this");
    check_error("()", 1..2, "a word, a phrase, a field or a group");
    check_error("a OR", 4..4, "a word, a phrase, a field or a group");
    check_error("OR a", 0..2, "a word, a phrase, a field or a group");
    check_error("a - b", 3..4, "a word, a phrase, a field or a group");
    check_error("--a", 1..2, "a term: one `-` is enough");
    check_error("été & b", 6..7, "at least one letter or digit");
    check_error("\"...\"", 0..5, "at least one letter or digit");
    check_error("\"abc", 0..4, "a closing `\"`");
    check_error("«abc\"", 0..6, "a closing `»`");
    check_error("a *b", 2..4, "`*` only at the end of a word, or quotation marks");
    check_error("a~3", 0..3, "`1` or `2` after `~`, or quotation marks");
    check_error("near(a b)", 8..9, "words, a comma and a number from 0 to 999");
    check_error("near(a b, x)", 10..11, "words, a comma and a number from 0 to 999");
    check_error("near(a b, 1000)", 10..14, "words, a comma and a number from 0 to 999");
    check_error("near(a b, 5", 11..11, "a closing `)`");
    check_error("from: x", 5..6, "a value right after `from:`");
    check_error("from:(a subject:b)", 8..15, "values only in the group of `from:`");
    check_error("on:2017-02-30", 3..13, "a date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`");
    check_error("year:2017-02", 5..12, "a year: `YYYY`");
    check_error("larger:10kb", 7..11, "a size: a number, then nothing, `k`, `M` or `G`");
    check_error("smaller:99999999999G", 8..20, "a size: a number, then nothing, `k`, `M` or `G`");
    check_error("kind:spam", 5..9, "after `kind:` one of person, list, bulk, automatic, document");
    check_error(
        "verdict:pass",
        8..12,
        "after `verdict:` one of verified, partly-verified, unproven, mismatch",
    );
    check_error("print:xyz", 6..9, "4 to 64 hexadecimal digits");
    check_error("thread:12", 7..9, "a print or a Message-ID");
    let error = parse("a reason:key").unwrap_err();
    assert_eq!(error.at, 9..12);
    assert!(
        matches!(error.expected, Expected::OneOf { field: "reason", valid } if valid.len() == Reason::ALL.len())
    );
    let error = parse("re: budget").unwrap_err();
    assert_eq!(error.at, 0..2);
    assert!(
        matches!(error.expected, Expected::Field { found, valid } if found == "re" && valid.contains(&"from"))
    );
}

#[test]
fn hostile_queries_are_refused_in_time() {
    let expected = |text: &str| parse(text).unwrap_err().expected;
    assert_eq!(expected(&"(".repeat(8000)), Expected::Shallower { levels: 64 });
    assert_eq!(expected(&"-(".repeat(4000)), Expected::Shallower { levels: 64 });
    assert_eq!(expected(&"a".repeat(8193)), Expected::Shorter { bytes: 8192 });
    assert_eq!(expected(&"a ".repeat(4000)), Expected::FewerTerms { terms: 1024 });
    assert_eq!(expected(&format!("near({}, 5)", "a ".repeat(2000))), Expected::FewerTerms { terms: 1024 });
    assert_eq!(expected(&"a~2 ".repeat(40)), Expected::FewerFuzzyWords { words: 32 });
    assert!(parse(&format!("{}a{}", "(".repeat(64), ")".repeat(64))).is_ok());
}

/// Trees as the parser makes them.
fn any_node() -> impl Strategy<Value = Node> {
    let word = prop_oneof!["[a-zé0-9'.@]{0,6}[a-z]", Just("OR".to_owned()), Just("near".to_owned())];
    let ending = prop_oneof![Just(Ending::Plain), Just(Ending::Prefix), Just(Ending::Distance(1))];
    let word = (word, ending).prop_map(|(text, ending)| Word { text, ending });
    let text = "[a-z \"\\\\()é:,*~-]{0,10}a";
    let matcher = prop_oneof![
        word.clone().prop_map(Matcher::Word),
        (text, any::<bool>()).prop_map(|(text, prefix)| Matcher::Phrase { text, prefix }),
        (prop::collection::vec(word, 1..4), 0u32..1000).prop_map(|(words, gap)| Matcher::Near { words, gap }),
    ];
    let scope = prop_oneof![Just(Scope::From), Just(Scope::Body), Just(Scope::Attachment)];
    let name = (text.prop_map(|text| text.trim().to_owned()), any::<bool>());
    let leaf = prop_oneof![
        (scope, matcher).prop_map(|(scope, matcher)| Node::Text(scope, matcher)),
        (text, any::<bool>())
            .prop_map(|(text, prefix)| Node::Text(Scope::Anywhere, Matcher::Phrase { text, prefix })),
        name.prop_map(|(text, prefix)| Node::Fact(Condition::Named(Named::Folder, Name { text, prefix }))),
        any::<u64>().prop_map(|size| Node::Fact(Condition::Larger(size))),
        prop::sample::select(Reason::ALL).prop_map(|reason| Node::Fact(Condition::Reason(reason))),
        prop::sample::select(&Verdict::ALL).prop_map(|verdict| Node::Fact(Condition::Verdict(verdict))),
    ];
    leaf.prop_recursive(5, 40, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Node::all),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Node::any),
            inner.prop_map(|part| Node::Not(Box::new(part))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(root in any_node()) {
        let query = Query { root };
        prop_assert_eq!(parse(&query.to_string()), Ok(query));
    }

    #[test]
    fn what_is_read_prints_and_reads_back(text in "([a-z]{1,3}|[-()\"*~:,«»“ ]| OR |NOT |from:|near\\(|\\PC){0,24}") {
        match parse(&text) {
            Ok(query) => prop_assert_eq!(parse(&query.to_string()), Ok(query)),
            Err(error) => {
                prop_assert!(text.get(error.at.clone()).is_some(), "{:?}", error.at);
            }
        }
    }
}
