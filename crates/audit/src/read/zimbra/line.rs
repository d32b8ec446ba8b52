//! One line of audit.log or mailbox.log: time, context, category, message.

/// A line, taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry<'l> {
    pub(super) time: &'l str,
    /// The account that the line is about.
    pub(super) name: Option<&'l str>,
    /// The account that authenticated, where it is another one.
    pub(super) authenticated: Option<&'l str>,
    /// Where the request came from.
    pub(super) address: Option<&'l str>,
    pub(super) category: &'l str,
    pub(super) message: &'l str,
}

/// What a line turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Read<'l> {
    Entry(Entry<'l>),
    /// Two places where the message could begin: a stranger wrote one of them.
    Spoilt,
    /// No line of its own: a stack trace, a message that goes on.
    Nothing,
}

/// Reads one line.
pub(super) fn read(line: &str) -> Read<'_> {
    let Some((time, rest)) = time_of(line) else { return Read::Nothing };
    let Some((context, category, message)) = parts(rest) else { return Read::Nothing };
    if splits(rest).nth(1).is_some() {
        return Read::Spoilt;
    }
    let context = Context::parse(context);
    let address = context.value("oip").or_else(|| context.value("ip"));
    Read::Entry(Entry {
        time,
        name: context.value("name"),
        authenticated: context.value("aname"),
        // `oip` may list the proxies that it came through.
        address: address.and_then(|list| list.split(',').next()).map(str::trim),
        category,
        message,
    })
}

/// `2015-11-03 10:00:00,123 INFO  `.
fn time_of(line: &str) -> Option<(&str, &str)> {
    let (time, rest) = line.split_at_checked(23)?;
    let shape = time.bytes().map(|octet| if octet.is_ascii_digit() { b'0' } else { octet });
    if !shape.eq(*b"0000-00-00 00:00:00,000") {
        return None;
    }
    let rest = rest.trim_start();
    let levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
    let rest = levels.iter().find_map(|level| rest.strip_prefix(level))?;
    Some((time, rest.trim_start()))
}

fn parts(rest: &str) -> Option<(&str, &str, &str)> {
    let (at, category, message) = splits(rest).next()?;
    // `[thread] [context`: the thread may hold an address in brackets.
    let lead = rest.get(..at)?;
    let context = lead.split_once("] [").map_or("", |(_, context)| context);
    Some((context, category, message))
}

/// Each place that reads `] category - message`.
fn splits(rest: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    rest.match_indices("] ").filter_map(|(at, _)| {
        let after = rest.get(at + 2..)?;
        let word = after.bytes().take_while(|octet| octet.is_ascii_alphanumeric() || *octet == b'_').count();
        let (category, message) = after.split_at_checked(word)?;
        let message = message.strip_prefix(" - ")?;
        (word > 0).then_some((at, category, message))
    })
}

/// `name=…;mid=…;ip=…;ua=…;`: what follows `ua=` is the word of the client.
struct Context<'l>(&'l str);

impl<'l> Context<'l> {
    fn parse(text: &'l str) -> Self {
        let end = text.find(";ua=").or_else(|| text.starts_with("ua=").then_some(0));
        Context(end.and_then(|end| text.get(..end)).unwrap_or(text))
    }

    fn value(&self, name: &str) -> Option<&'l str> {
        let fields = self.0.split(';').filter_map(|field| field.split_once('='));
        fields
            .into_iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value)
            .filter(|value| !value.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_taken_apart() {
        let line = "2015-11-03 10:00:00,123 INFO  [qtp1-2:https://[::1]:7071/service/admin/soap/DelegateAuthRequest] \
            [name=admin@r.example;mid=3;oip=192.0.2.7, 10.0.0.1;port=4;ua=Zimbra;aname=x;soapId=4;] security - cmd=Auth; a=b;";
        let Read::Entry(entry) = read(line) else { panic!("{line}") };
        assert_eq!((entry.name, entry.authenticated), (Some("admin@r.example"), None));
        assert_eq!(
            (entry.address, entry.category, entry.message),
            (Some("192.0.2.7"), "security", "cmd=Auth; a=b;")
        );
    }

    #[test]
    fn a_message_that_begins_twice_is_a_strangers() {
        let line = "2015-11-03 10:00:00,123 INFO  [t] [ip=::1;ua=x] security - cmd=DelegateAuth; accountName=boss;] soap - AuthRequest";
        assert_eq!(read(line), Read::Spoilt);
    }

    #[test]
    fn stack_traces_are_no_lines() {
        for line in
            ["com.zimbra.Failure: x", "\tat com.zimbra.X(X.java:1)", "2015-11-03 10:00:00,123", "2015-11-03"]
        {
            assert_eq!(read(line), Read::Nothing, "{line}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_line_is_read(line in "(2015-11-03 10:00:00,123 INFO )?[\\] \\[a-z=;é-]{0,60}") {
            read(&line);
        }
    }
}
