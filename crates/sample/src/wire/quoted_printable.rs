//! Quoted-printable (RFC 2045 §6.7).

/// Characters a line may hold, the soft break's `=` included.
const LINE: usize = 76;
const HEX: &[u8; 16] = b"0123456789ABCDEF";

/// Appends `text` encoded; its lines end in CRLF and stay lines.
pub(crate) fn push(text: &[u8], out: &mut Vec<u8>) {
    out.reserve(text.len() + text.len() / 8);
    let mut lines = text.split(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let is_last = lines.peek().is_none();
        push_line(line.strip_suffix(b"\r").unwrap_or(line), out);
        if !is_last {
            out.extend_from_slice(b"\r\n");
        }
    }
}

fn push_line(line: &[u8], out: &mut Vec<u8>) {
    let mut column = 0;
    for (at, &byte) in line.iter().enumerate() {
        let is_plain = match byte {
            b' ' | b'\t' => at + 1 < line.len(),
            // A lone dot ends an SMTP session, `From ` splits an mbox: encode the first letter.
            b'.' | b'F' => column > 0,
            _ => byte.is_ascii_graphic() && byte != b'=',
        };
        let width = if is_plain { 1 } else { 3 };
        if column + width > LINE - 1 {
            out.extend_from_slice(b"=\r\n");
            column = 0;
        }
        column += width;
        if is_plain {
            out.push(byte);
        } else {
            push_escape(byte, out);
        }
    }
}

/// Appends `=XX`.
pub(crate) fn push_escape(byte: u8, out: &mut Vec<u8>) {
    out.extend_from_slice(&[b'=', HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &[u8], expect: &str) {
        let mut out = Vec::new();
        push(text, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), expect);
    }

    #[test]
    fn what_is_not_plain_is_escaped() {
        check("été = 20 €".as_bytes(), "=C3=A9t=C3=A9 =3D 20 =E2=82=AC");
        check(b"end \r\n.\r\nFrom x\r\n", "end=20\r\n=2E\r\n=46rom x\r\n");
    }

    #[test]
    fn long_lines_break_softly_within_76_characters() {
        let mut out = Vec::new();
        push("é".repeat(100).as_bytes(), &mut out);
        let text = String::from_utf8(out).unwrap();
        assert!(text.lines().all(|line| line.len() <= 76));
        assert_eq!(text.replace("=\r\n", ""), "=C3=A9".repeat(100));
    }

    proptest::proptest! {
        #[test]
        fn any_text_reads_back(text in "[ -~éœ€\t\u{0}]{0,200}(\r\n[ -~é]{0,99}){0,3}") {
            let mut out = Vec::new();
            push(text.as_bytes(), &mut out);
            let parser = mail_parser::MessageParser::default();
            let head = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
            let raw = [head.as_bytes(), &out].concat();
            let read = parser.parse(&raw).and_then(|message| Some(message.body_text(0)?.into_owned()));
            assert_eq!(read.unwrap_or_default(), text);
            assert!(out.split(|byte| *byte == b'\n').all(|line| line.len() <= LINE + 1));
        }
    }
}
