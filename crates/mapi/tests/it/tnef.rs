//! `winmail.dat`, held against the files that went into it.

use std::fs;

use greffe_mapi::{Content, is_tnef, read_tnef};

use crate::{corpus, name_of};

const LONG_FILENAME: u16 = 0x3707;

#[test]
fn attachments_are_those_that_went_in() {
    for file in [corpus("tnef", &["quick-winmail.dat"]), corpus("tika", &["testWINMAIL.dat"])].concat() {
        let item = read_tnef(&fs::read(&file).unwrap()).unwrap();
        let mut names: Vec<String> = Vec::new();
        for attachment in &item.attachments {
            let name = attachment.properties.text(LONG_FILENAME).unwrap();
            let Content::Octets(octets) = &attachment.content else { panic!("{name}") };
            for original in corpus("tnef", &[&format!("quick-contents/{name}")]) {
                assert_eq!(octets, &fs::read(original).unwrap(), "{name}");
            }
            names.push(name);
        }
        names.sort();
        assert_eq!(names, ["quick.doc", "quick.html", "quick.pdf", "quick.txt", "quick.xml"]);
    }
}

#[test]
fn all_are_read() {
    for file in corpus("tnef", &[".dat"]) {
        let octets = fs::read(&file).unwrap();
        assert!(is_tnef(&octets), "{}", name_of(&file));
        assert!(!read_tnef(&octets).unwrap().lacks_something(), "{}", name_of(&file));
    }
}
