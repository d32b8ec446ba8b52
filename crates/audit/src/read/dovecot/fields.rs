//! `name=value, name=<value>` as the login processes write it.

/// No login format has more fields.
const MOST: usize = 64;

/// The fields of a login line.
///
/// A name that stands twice makes the line worthless: a user name that was typed at a
/// login prompt can hold anything, another field too.
#[derive(Debug, Default)]
pub(super) struct Fields<'l>(Vec<(&'l str, &'l str)>);

impl<'l> Fields<'l> {
    /// The fields of `text`; none if one stands twice, or if there is no end of them.
    pub(super) fn parse(text: &'l str) -> Option<Self> {
        let mut fields = Fields::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (name, after) = match rest.find([',', '=']) {
                Some(at) if rest.as_bytes().get(at) == Some(&b'=') => rest.split_at_checked(at)?,
                at => {
                    rest = at.and_then(|at| rest.get(at + 1..)).unwrap_or_default().trim_start();
                    continue;
                }
            };
            let (value, after) = value_of(after.get(1..)?);
            let name = name.trim();
            if fields.value(name).is_some() || fields.0.len() == MOST {
                return None;
            }
            fields.0.push((name, value));
            rest = after.trim_start_matches([',', ' ']);
        }
        Some(fields)
    }

    /// The value of a field, which may be empty.
    pub(super) fn value(&self, name: &str) -> Option<&'l str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// The value of a field that is there and not empty.
    pub(super) fn told(&self, name: &str) -> Option<&'l str> {
        self.value(name).filter(|value| !value.is_empty())
    }
}

/// The value and what follows. One in `<>` ends at `>` before a comma or the end.
fn value_of(text: &str) -> (&str, &str) {
    if let Some(inner) = text.strip_prefix('<') {
        let end = inner.find(">,").or_else(|| inner.strip_suffix('>').map(str::len));
        if let Some((value, after)) = end.and_then(|end| inner.split_at_checked(end)) {
            return (value, after.get(1..).unwrap_or_default());
        }
    }
    text.split_once(',').unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_name() {
        let text = "user=<a@r.example>, orig_user=<>, method=PLAIN, rip=::1, TLS, session=<a+/B>";
        let fields = Fields::parse(text).unwrap();
        assert_eq!(fields.value("user"), Some("a@r.example"));
        assert_eq!((fields.value("orig_user"), fields.told("orig_user")), (Some(""), None));
        assert_eq!(fields.told("rip"), Some("::1"));
        assert_eq!(fields.told("session"), Some("a+/B"));
        assert_eq!(fields.value("TLS"), None);
    }

    #[test]
    fn an_injected_field_spoils_the_line() {
        assert!(
            Fields::parse("user=<x>, auth_user=<owner>, method=PLAIN>, auth_user=<dsi>, rip=::1").is_none()
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_ends(text in "[a-z=<>, é]{0,60}") {
            let _ = Fields::parse(&text);
        }
    }
}
