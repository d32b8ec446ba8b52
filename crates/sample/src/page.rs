//! Text as mail programs shape it: wrapped lines, flowed lines, quotes, pages of HTML.

use crate::attachment::push_escaped;

/// Characters after which programs break lines.
const WIDTH: usize = 72;

/// Breaks the lines of `text` at spaces; quoted lines stay as they are.
///
/// `flowed` leaves the space before the break, so that a reader may join the
/// lines again, and stuffs what could be misread (RFC 3676 §4.2, §4.4).
pub(crate) fn wrapped(text: &str, flowed: bool) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 30);
    for line in text.split_inclusive('\n') {
        if line.starts_with('>') {
            out.push_str(line);
        } else {
            push_wrapped(line, flowed, &mut out);
        }
    }
    out
}

fn push_wrapped(line: &str, flowed: bool, out: &mut String) {
    let mut column = 0;
    if flowed && line.starts_with("From ") {
        out.push(' ');
    }
    for (at, word) in line.split(' ').enumerate() {
        // Octets overestimate the width of accented words, which only breaks a little early.
        if at > 0 && column + word.len() >= WIDTH {
            out.push_str(if flowed { " \n" } else { "\n" });
            column = 0;
        } else if at > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.len();
    }
}

/// Returns `text` wrapped, each line after `> `.
pub(crate) fn quoted(text: &str) -> String {
    let wrapped = wrapped(text, false);
    let mut out = String::with_capacity(wrapped.len() + wrapped.len() / 20);
    for line in wrapped.lines() {
        out.push_str(if line.starts_with('>') { ">" } else { "> " });
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Which program made the HTML of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Program {
    /// A long style sheet and classes, as word processors write it.
    Office,
    /// `div` after `div`.
    Webmail,
    /// Bare paragraphs.
    Plain,
}

const OFFICE_HEAD: &str = r##"<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40">
<head>
<meta http-equiv="Content-Type" content="text/html">
<style><!--
/* Font Definitions */
@font-face
	{font-family:Calibri;
	panose-1:2 15 5 2 2 2 4 3 2 4;}
/* Style Definitions */
p.MsoNormal, li.MsoNormal, div.MsoNormal
	{margin:0cm;
	font-size:11.0pt;
	font-family:"Calibri",sans-serif;}
a:link, span.MsoHyperlink
	{mso-style-priority:99;
	color:#0563C1;
	text-decoration:underline;}
.MsoChpDefault
	{mso-style-type:export-only;
	font-size:10.0pt;}
@page WordSection1
	{size:612.0pt 792.0pt;
	margin:70.85pt 70.85pt 70.85pt 70.85pt;}
div.WordSection1
	{page:WordSection1;}
--></style>
</head>
<body lang="FR" link="#0563C1" vlink="#954F72">
<div class="WordSection1">
"##;

/// Makes a page of `text`, as `program` would; `picture` is the Content-ID of a logo below.
pub(crate) fn html(text: &str, program: Program, picture: Option<&str>) -> String {
    let (head, open, close, foot) = match program {
        Program::Office => (
            OFFICE_HEAD,
            "<p class=\"MsoNormal\"><span style=\"font-size:11.0pt\">",
            "<o:p></o:p></span></p>\n",
            "</div>\n</body>\n</html>\n",
        ),
        Program::Webmail => ("<div dir=\"ltr\">", "<div>", "</div>\n", "</div>\n"),
        Program::Plain => ("<html><body>\n", "<p>", "</p>\n", "</body></html>\n"),
    };
    let mut out = String::with_capacity(text.len() * 3 / 2 + head.len() + 200);
    out.push_str(head);
    text.split("\n\n").for_each(|paragraph| push_paragraph(paragraph, open, close, &mut out));
    if let Some(content_id) = picture {
        out.push_str(&format!("<img src=\"cid:{content_id}\" alt=\"logo\" width=\"120\">\n"));
    }
    out.push_str(foot);
    out
}

fn push_paragraph(paragraph: &str, open: &str, close: &str, out: &mut String) {
    if paragraph.starts_with('>') {
        out.push_str("<blockquote type=\"cite\">");
        paragraph.lines().for_each(|line| push_line(line.trim_start_matches(['>', ' ']), out));
        out.push_str("</blockquote>\n");
        return;
    }
    out.push_str(open);
    let mut lines = paragraph.lines().peekable();
    while let Some(line) = lines.next() {
        push_escaped(line, out);
        if lines.peek().is_some() {
            out.push_str("<br>\n");
        }
    }
    out.push_str(close);
}

fn push_line(line: &str, out: &mut String) {
    push_escaped(line, out);
    out.push_str("<br>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces() {
        let text = format!("{}\n> {}\n", "mot ".repeat(40).trim_end(), "mot ".repeat(40));
        for flowed in [false, true] {
            let lines: Vec<String> = wrapped(&text, flowed).lines().map(str::to_owned).collect();
            assert!(lines.iter().filter(|line| !line.starts_with('>')).all(|line| line.len() <= WIDTH + 1));
            let joined = lines[..lines.len() - 1].join(if flowed { "" } else { " " });
            assert_eq!(joined, "mot ".repeat(40).trim_end());
        }
    }

    #[test]
    fn quotes_of_quotes_keep_their_depth() {
        assert_eq!(quoted("b\n\n> a\n"), "> b\n> \n>> a\n");
    }

    #[test]
    fn pages_escape_their_text() {
        let page = html("a < b\n\n> c & d\n", Program::Plain, None);
        assert!(page.contains("<p>a &lt; b</p>") && page.contains("c &amp; d<br>"), "{page}");
    }
}
