//! Folding is stable and leads back to the original; names are safe; HTML ends.
#![no_main]

use greffe_fuzz::{MAIL, spell};
use greffe_message::{Folded, clean_name, fold, html_to_text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    folds(&text);
    is_safe(&clean_name(&text));
    html_to_text(&text);
    html_to_text(&String::from_utf8_lossy(&spell(data, MAIL)));
});

fn folds(text: &str) {
    let once = fold(text);
    assert_eq!(fold(&once), once, "folded twice");
    let folded = Folded::new(text);
    assert_eq!(folded.text(), once, "the same with its map");
    let mut after = 0;
    for (at, character) in once.char_indices() {
        let original = folded.original_range(at..at + character.len_utf8());
        assert!(
            text.get(original.clone()).is_some_and(|found| !found.is_empty()),
            "{original:?} of {text:?}"
        );
        assert!(original.end >= after, "the map goes back");
        after = original.end;
    }
}

fn is_safe(name: &str) {
    assert!(!name.is_empty() && name.len() <= 255 && !name.starts_with('.'), "{name:?}");
    assert!(!name.contains(['/', '\\', '\0', '\n', '\u{202E}']), "{name:?}");
}
