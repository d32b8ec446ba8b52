//! Files of text: CSV, plain, calendar (RFC 5545), visiting card (RFC 6350).

use crate::calendar::compact;

/// Makes a table; each line is a row, its cells apart by `;`.
pub(crate) fn csv(lines: &[String]) -> Vec<u8> {
    let mut out = "Objet;Détail\r\n".to_owned();
    for line in lines {
        out.push_str(line);
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// Makes a plain text.
pub(crate) fn text(lines: &[String]) -> Vec<u8> {
    lines.join("\r\n\r\n").into_bytes()
}

/// Makes an invitation to a meeting of one hour.
pub(crate) fn calendar(uid: &str, summary: &str, organizer: &str, begins_at: i64) -> Vec<u8> {
    let (begin, end) = (compact(begins_at), compact(begins_at + 3600));
    let summary = summary.replace('\\', "\\\\").replace(',', "\\,").replace(';', "\\;");
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Hautes-Terres//Agenda//FR".to_owned(),
        "METHOD:REQUEST".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{uid}"),
        format!("DTSTAMP:{begin}"),
        format!("DTSTART:{begin}"),
        format!("DTEND:{end}"),
        folded(&format!("SUMMARY:{summary}")),
        format!("ORGANIZER:mailto:{organizer}"),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.map(|line| line + "\r\n").concat().into_bytes()
}

/// Makes a visiting card.
pub(crate) fn vcard(name: &str, address: &str, phone: &str) -> Vec<u8> {
    let lines = [
        "BEGIN:VCARD".to_owned(),
        "VERSION:4.0".to_owned(),
        format!("FN:{name}"),
        format!("EMAIL:{address}"),
        format!("TEL:{phone}"),
        "END:VCARD".to_owned(),
    ];
    lines.map(|line| line + "\r\n").concat().into_bytes()
}

/// Folds a line after at most 75 octets (RFC 5545 §3.1), never inside a letter.
fn folded(line: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for letter in line.chars() {
        if column + letter.len_utf8() > 74 {
            out.push_str("\r\n ");
            column = 1;
        }
        column += letter.len_utf8();
        out.push(letter);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calendar_lines_are_short_and_folded() {
        let octets = calendar("1@x.example", &"réunion, été; ".repeat(20), "a@x.example", 1_773_306_240);
        let text = String::from_utf8(octets).unwrap();
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert!(text.replace("\r\n ", "").contains("réunion\\, été\\;"));
    }
}
