//! What a cmdlet was called with, by name; and the forms in which Exchange writes values.

use std::borrow::Cow;

/// How many items of one list are read; Exchange itself takes no more mailboxes in a search.
const LONGEST_LIST: usize = 10_000;

/// The parameters of one cmdlet, found by name and never by position.
#[derive(Debug, Clone, Default)]
pub(crate) struct Parameters<'p> {
    object: Option<Cow<'p, str>>,
    given: Vec<(Cow<'p, str>, Cow<'p, str>)>,
    modified: Vec<Modified<'p>>,
    lost: bool,
}

#[derive(Debug, Clone)]
struct Modified<'p> {
    name: Cow<'p, str>,
    old: Cow<'p, str>,
    new: Cow<'p, str>,
}

impl<'p> Parameters<'p> {
    /// Notes what the record itself says was changed (`ObjectModified`, `ObjectId`).
    pub(crate) fn object(&mut self, object: impl Into<Cow<'p, str>>) {
        self.object = Some(object.into()).filter(|object| !object.trim().is_empty());
    }

    /// Notes one parameter; an empty value is kept, because it often ends something.
    pub(crate) fn put(&mut self, name: impl Into<Cow<'p, str>>, value: impl Into<Cow<'p, str>>) {
        let value = value.into();
        self.lost |= flattened(&value);
        self.given.push((name.into(), value));
    }

    /// Notes a changed property with its value before and after, where the log tells them.
    pub(crate) fn modified(
        &mut self,
        name: impl Into<Cow<'p, str>>,
        old: impl Into<Cow<'p, str>>,
        new: impl Into<Cow<'p, str>>,
    ) {
        self.modified.push(Modified { name: name.into(), old: old.into(), new: new.into() });
    }

    /// Says that the record had parameters which the export did not keep.
    pub(crate) fn lose(&mut self) {
        self.lost = true;
    }

    /// Whether something that was given is not in the record.
    pub(crate) fn lost(&self) -> bool {
        self.lost
    }

    /// What the record itself says was changed.
    pub(crate) fn modified_object(&self) -> Option<&str> {
        self.object.as_deref().map(str::trim)
    }

    /// The value of a parameter, bare of quotes; empty if it was given empty (`$null`), none if not given.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.given.iter().find(|(known, _)| same(known, name))?;
        Some(bare(value)).filter(|value| !flattened(value))
    }

    /// Whether a password stands there in clear text; no meaning ever holds it.
    pub(crate) fn has_secret(&self) -> bool {
        const SECRETS: &[&str] = &["Password", "NewPassword", "OldPassword", "RoomMailboxPassword"];
        let told = SECRETS.iter().filter_map(|name| self.get(name));
        told.into_iter().any(|value| !value.starts_with("System.") && !value.trim_matches('*').is_empty())
    }

    /// The value of the first of `names` that was given and is not empty.
    pub(crate) fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().filter_map(|name| self.get(name)).find(|value| !value.is_empty())
    }

    /// Whether a switch was given and is true; none if it was not given.
    pub(crate) fn switch(&self, name: &str) -> Option<bool> {
        self.get(name).and_then(truth)
    }

    /// The value that a property had before, if the record tells.
    pub(crate) fn before(&self, name: &str) -> Option<&str> {
        self.modified.iter().find(|m| same(&m.name, name)).map(|m| bare(&m.old)).filter(|v| !flattened(v))
    }

    /// The value that a property had afterwards, if the record tells.
    pub(crate) fn after(&self, name: &str) -> Option<&str> {
        self.modified.iter().find(|m| same(&m.name, name)).map(|m| bare(&m.new)).filter(|v| !flattened(v))
    }
}

/// Takes apart `-Name "value" -Switch -List "a","b"`, as event logs and some JSON write parameters.
///
/// A dash inside a value is no new parameter: one begins after a blank, with a letter.
pub(crate) fn command_line(text: &str) -> Parameters<'_> {
    let mut parameters = Parameters::default();
    let mut rest = text.trim_start();
    while let Some(tail) = rest.strip_prefix('-') {
        let name_end = tail.find([' ', ':', '\t', '\n', '\r']).unwrap_or(tail.len());
        let (name, tail) = tail.split_at(name_end);
        let tail = tail.trim_start_matches([':', ' ', '\t', '\n', '\r']);
        let (value, tail) = tail.split_at(value_end(tail));
        if !name.is_empty() {
            // A value that ends its quotes can pretend to be a parameter, but not without being the second.
            parameters.lost |= parameters.get(name).is_some();
            let value = value.trim();
            parameters.put(name, if value.is_empty() { "True" } else { value });
        }
        rest = tail.trim_start();
    }
    if !rest.is_empty() {
        // Text before or between parameters: something was given that has no name.
        parameters.lose();
    }
    parameters
}

/// Where a value ends: at a blank and a dash and a letter, outside of quotes and brackets.
fn value_end(text: &str) -> usize {
    let octets = text.as_bytes();
    let (mut quote, mut depth, mut before) = (None, 0_usize, b' ');
    for (at, octet) in octets.iter().copied().enumerate() {
        let after_blank = before.is_ascii_whitespace();
        let next_is_letter = octets.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
        match (quote, octet) {
            (Some(open), _) if octet == open => quote = None,
            (Some(_), _) => {}
            (None, b'-') if after_blank && next_is_letter && depth == 0 => return at,
            (None, b'"') => quote = Some(octet),
            // An apostrophe inside a word (`d'Arc`) opens nothing.
            (None, b'\'') if after_blank || b",({=".contains(&before) => quote = Some(octet),
            (None, b'(' | b'{') => depth += 1,
            (None, b')' | b'}') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
        before = octet;
    }
    text.len()
}

/// What a list-valued parameter asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Change<'v> {
    /// Put in.
    pub(crate) added: Vec<&'v str>,
    /// Taken out.
    pub(crate) removed: Vec<&'v str>,
    /// The whole list was replaced: whoever is not in `added` is out.
    pub(crate) replaced: bool,
}

/// Reads `@{Add="a","b";Remove="c"}`, `+a`, `-a`, or a plain list that replaces what was there.
pub(crate) fn change(value: &str) -> Change<'_> {
    let value = value.trim();
    if let Some(inner) = value.strip_prefix("@{").and_then(|v| v.strip_suffix('}')) {
        return table(inner);
    }
    let mut change = Change { replaced: true, ..Change::default() };
    for item in list(value) {
        match (item.strip_prefix('+'), item.strip_prefix('-')) {
            (Some(added), _) => (change.replaced, _) = (false, change.added.push(added)),
            (_, Some(removed)) => (change.replaced, _) = (false, change.removed.push(removed)),
            _ => change.added.push(item),
        }
    }
    change
}

fn table(inner: &str) -> Change<'_> {
    let mut change = Change::default();
    let mut removing = false;
    for entry in inner.split(';') {
        let (word, values) = entry.split_once('=').unwrap_or(("", entry));
        match word.trim().to_ascii_lowercase().as_str() {
            "add" | "+" => (removing, _) = (false, change.added.extend(list(values))),
            "remove" | "-" => (removing, _) = (true, change.removed.extend(list(values))),
            // `;` inside the list of the word before, or `=` inside a distinguished name.
            _ if removing => change.removed.extend(list(entry)),
            _ => change.added.extend(list(entry)),
        }
    }
    change
}

/// The items of `a,b`, `a;b`, `{a, b}`, `["a","b"]`, `"a","b"` or one a line.
///
/// Commas do not separate distinguished names, which are full of them.
pub(crate) fn list(value: &str) -> Vec<&str> {
    let value = value.trim();
    let inner = [('{', '}'), ('[', ']'), ('(', ')')]
        .into_iter()
        .find_map(|(open, close)| value.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(value);
    let quoted = inner.contains("\",") || inner.contains("',");
    let separators: &[char] = match inner {
        _ if quoted => &[',', ';', '\n'],
        _ if inner.contains(';') || inner.contains('\n') || names_in_directory(inner) => &[';', '\n'],
        _ => &[',', '\n'],
    };
    let items: Box<dyn Iterator<Item = &str>> =
        if quoted { Box::new(outside_quotes(inner)) } else { Box::new(inner.split(separators)) };
    items.map(bare).filter(|item| !item.is_empty()).take(LONGEST_LIST).collect()
}

fn names_in_directory(text: &str) -> bool {
    text.contains("CN=") || text.contains("cn=") || text.contains("OU=")
}

/// Splits at commas and semicolons that stand outside of quotes.
fn outside_quotes(text: &str) -> impl Iterator<Item = &str> {
    let mut quote = None;
    text.split(move |letter| match (quote, letter) {
        (None, '"' | '\'') => {
            quote = Some(letter);
            false
        }
        (Some(open), _) if letter == open => {
            quote = None;
            false
        }
        (None, ',' | ';' | '\n') => true,
        _ => false,
    })
}

/// A value without blanks and quotes around it; `$null` is empty.
pub(crate) fn bare(value: &str) -> &str {
    let mut value = value.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote).and_then(|v| v.strip_suffix(quote))
            && !inner.contains(quote)
        {
            value = inner.trim();
        }
    }
    if value.eq_ignore_ascii_case("$null") { "" } else { value }
}

/// Whether `True`, `$false`... is said; French and numbers included.
pub(crate) fn truth(value: &str) -> Option<bool> {
    match value.trim().trim_start_matches('$').to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "vrai" => Some(true),
        "false" | "0" | "no" | "faux" | "" => Some(false),
        _ => None,
    }
}

/// Whether `Export-Csv` or a careless join put a type's name where values were.
pub(crate) fn flattened(value: &str) -> bool {
    let value = bare(value).trim_start_matches(['{', '[']);
    value.starts_with("System.Collections.")
        || value.starts_with("Microsoft.Exchange.Management.SystemConfigurationTasks.")
        || (value.starts_with("Microsoft.Exchange.") && value.contains("MultiValuedProperty"))
        || (value.starts_with("System.") && value.contains("[]") && !value.contains(' '))
}

fn same(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other)
}

#[cfg(test)]
mod tests {
    use super::{change, command_line, flattened, list};

    #[test]
    fn command_lines_are_taken_apart_by_name() {
        let read = command_line(
            r#"-Identity "david" -User 'corp\anna' -AccessRights "FullAccess" -AutoMapping -Notes "a -User b""#,
        );
        assert_eq!(read.get("identity"), Some("david"));
        assert_eq!(read.get("User"), Some(r"corp\anna"));
        assert_eq!(read.switch("AutoMapping"), Some(true));
        assert_eq!(read.get("notes"), Some("a -User b"));
        assert!(!read.lost());
        assert_eq!(
            command_line("-Identity jean-marie d'Arc -Force:$true").get("identity"),
            Some("jean-marie d'Arc")
        );
    }

    #[test]
    fn command_lines_of_any_shape_end() {
        for text in ["", "-", "--", "- -", "-a", "x -a b", "-a \"", "-é ü", "-a:\"x\"-b"] {
            command_line(text);
        }
        assert!(command_line("x -a b").lost());
        assert!(command_line(r#"-User "u" -Notes "n" -User "other" "#).lost());
        let filter = "(Body -like '*x*')";
        assert_eq!(
            command_line(&format!("-ContentFilter {filter} -Name n")).get("ContentFilter"),
            Some(filter)
        );
    }

    #[test]
    fn lists_are_split_as_exchange_writes_them() {
        let check = |value: &str, expect: &[&str]| assert_eq!(list(value), expect, "{value}");
        check("FullAccess", &["FullAccess"]);
        check("{FullAccess, SendAs}", &["FullAccess", "SendAs"]);
        check(r#"["a","b"]"#, &["a", "b"]);
        check(r#""Doe, Jane","b""#, &["Doe, Jane", "b"]);
        check("a;b", &["a", "b"]);
        check("CN=Doe,OU=x,DC=y", &["CN=Doe,OU=x,DC=y"]);
        check("", &[]);
        check("{}", &[]);
    }

    #[test]
    fn changes_tell_add_from_remove_from_replace() {
        let read = change(r#"@{Add="a","b";Remove="c"}"#);
        assert_eq!((read.added, read.removed, read.replaced), (vec!["a", "b"], vec!["c"], false));
        let read = change("a,b");
        assert_eq!((read.added, read.removed, read.replaced), (vec!["a", "b"], vec![], true));
        let read = change("+a,-b");
        assert_eq!((read.added, read.removed, read.replaced), (vec!["a"], vec!["b"], false));
    }

    #[test]
    fn type_names_are_no_values() {
        assert!(flattened("System.Collections.ArrayList"));
        assert!(flattened("System.String[]"));
        assert!(!flattened("System administrators"));
    }
}
