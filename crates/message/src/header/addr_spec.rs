//! One address as it stands between angles or alone (RFC 5322 §3.4.1), and as
//! archives of mailing lists spell it out against harvesters: `jo at b.example`.

/// Reads what stands between angles: without the obsolete route `@a,@b:` (§4.4), and
/// without the comments and blanks that stand outside of quotes.
pub(crate) fn read(inside: &str) -> String {
    let inside = without_route(inside.trim());
    let inside = inside.strip_prefix("mailto:").unwrap_or(inside);
    spelled_out(inside).unwrap_or_else(|| plain(inside))
}

/// Says whether a word is an address: something on both sides of its `@`.
pub(crate) fn is_one(word: &str) -> bool {
    word.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
}

/// Returns the address that is spelled out: `jo at b.example`, `jo(a)b.example`; `None`
/// if there is anything else.
pub(crate) fn spelled_out(text: &str) -> Option<String> {
    const MARKS: [&str; 4] = ["(at)", "(a)", "[at]", " at "];
    // Nearly all addresses have none of what a mark begins with.
    if !text.bytes().any(|byte| matches!(byte, b'(' | b'[' | b' ')) {
        return None;
    }
    let (local, domain) = MARKS.iter().find_map(|mark| text.split_once(mark))?;
    let (local, domain) = (local.trim(), domain.trim());
    (is_local_part(local) && is_domain(domain)).then(|| format!("{local}@{domain}"))
}

fn without_route(inside: &str) -> &str {
    match inside.strip_prefix('@') {
        Some(route) => route.split_once(':').map_or(inside, |(_, address)| address),
        None => inside,
    }
}

fn plain(inside: &str) -> String {
    if inside.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'(') {
        return inside.to_owned();
    }
    let has_comments = inside.contains('(') && inside.matches('(').count() == inside.matches(')').count();
    let (mut depth, mut is_quoted) = (0_usize, false);
    let is_kept = |char: &char| {
        is_quoted ^= *char == '"';
        let is_word = is_quoted || !char.is_whitespace();
        match char {
            '(' if has_comments && !is_quoted => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                return false;
            }
            _ => {}
        }
        depth == 0 && is_word && !char.is_control()
    };
    inside.chars().filter(is_kept).collect()
}

/// Takes the letters of a dot-atom (§3.2.3).
fn is_local_part(text: &str) -> bool {
    const OTHERS: &str = "!#$%&'*+-/=?^_`{|}~.";
    !text.is_empty() && text.chars().all(|char| char.is_alphanumeric() || OTHERS.contains(char))
}

fn is_domain(text: &str) -> bool {
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|char| char.is_alphanumeric() || char == '-');
    text.contains('.') && text.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_between_angles() {
        let check = |inside: &str, expect: &str| assert_eq!(read(inside), expect, "{inside:?}");
        check("jo@b.example", "jo@b.example");
        check(" jo @ b.example ", "jo@b.example");
        check("@x,@y:jo@b.example", "jo@b.example");
        check("mailto:jo@b.example", "jo@b.example");
        check("\"jo doe\" @b.example", "\"jo doe\"@b.example");
        check("jo(chef (adjoint))@b.example(ici)", "jo@b.example");
        check("\"jo (chef)\"@b.example", "\"jo (chef)\"@b.example");
        check("jo(@b.example", "jo(@b.example");
        check("jo)@(b.example", "jo)@");
        check("jo at b.example", "jo@b.example");
        check("", "");
    }

    #[test]
    fn an_address_spelled_out() {
        let check = |text: &str, expect: Option<&str>| {
            assert_eq!(spelled_out(text).as_deref(), expect, "{text:?}");
        };
        check("jo at b.example", Some("jo@b.example"));
        check("jo.doe+x at lists.b.example", Some("jo.doe+x@lists.b.example"));
        check("jo(a)b.example", Some("jo@b.example"));
        check("jo (at) b.example", Some("jo@b.example"));
        check("jo [at] b.example", Some("jo@b.example"));
        check("jo at home", None);
        check("Jo Doe at b.example", None);
        check("jo at b.example or so", None);
        check("jo at b..example", None);
        check(" at b.example", None);
    }
}
