//! A query that can be read prints as one that reads the same; one that cannot
//! says where, within what was typed.
#![no_main]

use greffe_fuzz::spell;
use greffe_index::parse;
use libfuzzer_sys::fuzz_target;

const LANGUAGE: &[&[u8]] = &[
    b" ",
    b"\"",
    b"(",
    b")",
    b"-",
    b" OR ",
    b" AND ",
    b" NOT ",
    b"*",
    b"~1",
    b"~2",
    b"~",
    b":",
    b",",
    b"a",
    b"marche",
    "marché".as_bytes(),
    "e\u{301}".as_bytes(),
    "l'eau".as_bytes(),
    "« »".as_bytes(),
    "“”".as_bytes(),
    "\u{AD}".as_bytes(),
    "ﬁ".as_bytes(),
    "İ".as_bytes(),
    b"near(",
    b"near(a b, 5)",
    b", 3)",
    b"from:",
    b"to:",
    b"with:",
    b"subject:",
    b"body:",
    b"attachment:",
    b"filename:",
    b"filetype:pdf",
    b"has:attachment",
    b"after:",
    b"before:",
    b"on:",
    b"year:",
    b"2016",
    b"2016-02-30",
    b"2016-03-12",
    b"mailbox:",
    b"folder:",
    b"list:",
    b"print:",
    b"deadbeef",
    b"message-id:",
    b"<a@b.example>",
    b"thread:",
    b"domain:",
    b"@b.example",
    b"lang:fr",
    b"larger:5M",
    b"smaller:",
    b"kind:person",
    b"verdict:",
    b"signed-by:",
    b"class:",
    b"tag:",
    b"tag:\"a b\"",
    b"\\",
    b"'",
    b"\0",
];

fuzz_target!(|data: &[u8]| {
    read(&String::from_utf8_lossy(data));
    read(&String::from_utf8_lossy(&spell(data, LANGUAGE)));
});

fn read(text: &str) {
    match parse(text) {
        Ok(query) => {
            let printed = query.to_string();
            assert_eq!(parse(&printed).as_ref(), Ok(&query), "{text:?} printed as {printed:?}");
        }
        Err(error) => assert!(text.get(error.at.clone()).is_some(), "{:?} of {text:?}", error.at),
    }
}
