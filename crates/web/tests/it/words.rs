//! Every text that pages ask for exists, in both languages.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use greffe_texts::{Language, Texts};

#[test]
fn no_page_asks_for_a_text_that_is_not_there() {
    let mut keys = BTreeSet::new();
    for folder in ["src", "templates"] {
        collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut keys);
    }
    assert!(keys.len() > 100, "the keys were not found");
    for language in [Language::English, Language::French] {
        let texts = Texts::new(language);
        let missing: Vec<_> = keys.iter().filter(|key| !texts.has(key)).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}

/// Takes every quoted `web-...` out of the files of a folder, as far as it is a whole key.
fn collect(folder: &Path, keys: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, keys);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a text file");
        for rest in text.split("\"web-").skip(1) {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
            if rest[end..].starts_with('"') {
                keys.insert(format!("web-{}", &rest[..end]));
            }
        }
    }
}
