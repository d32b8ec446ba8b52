//! Names of attachments, made safe to show and to write as files.

/// The longest name that file systems take.
const MAX_OCTETS: usize = 255;

/// Returns `name` without path, control or direction marks, fit for any file
/// system: at most 255 octets, extension kept, never empty, hidden or reserved.
pub fn clean_name(name: &str) -> String {
    let last = name.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or_default();
    let visible: String = last.chars().filter_map(safe_char).collect();
    let words = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    // Leading dots hide a file or name a folder; trailing ones vanish on Windows.
    let trimmed = words.trim_start_matches(['.', ' ', '-']).trim_end_matches(['.', ' ']);
    match trimmed {
        "" => "unnamed".to_owned(),
        name if is_reserved(name) => bound(&format!("_{name}")),
        name => bound(name),
    }
}

fn safe_char(char: char) -> Option<char> {
    match char {
        '\t' | '\n' | '\r' => Some(' '),
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => Some('_'),
        // Marks that are not seen, or turn the order of what is seen.
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' => None,
        '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}' => None,
        char if char.is_control() => None,
        char => Some(char),
    }
}

/// Cuts the stem, not the extension.
fn bound(name: &str) -> String {
    if name.len() <= MAX_OCTETS {
        return name.to_owned();
    }
    let extension =
        name.rfind('.').map(|dot| &name[dot..]).filter(|extension| extension.len() <= 20).unwrap_or("");
    let stem_end = name.floor_char_boundary(MAX_OCTETS - extension.len());
    format!("{}{extension}", name[..stem_end].trim_end_matches(['.', ' ']))
}

/// Device names of Windows.
fn is_reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    match stem.as_bytes() {
        [first @ .., b'1'..=b'9'] => matches!(first, b"COM" | b"LPT"),
        _ => matches!(stem.as_str(), "CON" | "PRN" | "AUX" | "NUL"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_are_made_safe() {
        let check = |name: &str, expect: &str| assert_eq!(clean_name(name), expect, "{name:?}");
        check("réunion.pdf", "réunion.pdf");
        check("../../etc/passwd", "passwd");
        check("C:\\temp\\a.doc", "a.doc");
        check("a/b/", "b");
        check("..", "unnamed");
        check(".htaccess", "htaccess");
        check("", "unnamed");
        check("invoice\u{202E}fdp.exe", "invoicefdp.exe");
        check("a\u{0}b\r\nc.txt", "ab c.txt");
        check("-rf", "rf");
        check("a. . ", "a");
        check("nul.txt", "_nul.txt");
        check("COM1", "_COM1");
        check("what?.txt", "what_.txt");
    }

    #[test]
    fn long_names_keep_their_extension() {
        let name = clean_name(&format!("{}.pdf", "é".repeat(300)));
        assert!(name.len() <= MAX_OCTETS && name.ends_with("é.pdf"));
    }

    proptest! {
        #[test]
        fn any_name_comes_out_safe_and_stays_so(name in "\\PC*|[./\\\\a\u{202e}\n]{0,400}") {
            let clean = clean_name(&name);
            prop_assert!(!clean.is_empty() && clean.len() <= MAX_OCTETS);
            prop_assert!(!clean.contains(['/', '\\', '\0', '\n']) && !clean.starts_with('.'));
            prop_assert_eq!(clean_name(&clean), clean);
        }
    }
}
