//! The expected results of mail-parser's fixtures: `*.json`.

use serde_json::Value;

use crate::outline::digest;

/// Reads an expected structure as the lines of [`outline`](crate::outline),
/// with the digests of the decoded leaves.
pub(crate) fn outline(json: &Value) -> Vec<String> {
    let mut lines = Vec::new();
    let root = json["messages"][0]["root"].as_u64().expect("a root");
    push(json, root, 0, "text/plain", &mut lines);
    lines
}

fn push(json: &Value, id: u64, depth: usize, default: &str, lines: &mut Vec<String>) {
    let part = &json["parts"][id as usize];
    let kind = content_type(part).unwrap_or_else(|| default.to_owned());
    let line = format!("{depth} {kind}");
    match part["kind"].as_str() {
        Some("multipart") => {
            lines.push(line);
            let default = if kind == "multipart/digest" { "message/rfc822" } else { "text/plain" };
            for child in part["children"].as_array().expect("children") {
                push(json, child.as_u64().expect("a number"), depth + 1, default, lines);
            }
        }
        Some("message") => {
            lines.push(line);
            let nested = part["nested"].as_u64().expect("a number") as usize;
            let root = json["messages"][nested]["root"].as_u64().expect("a root");
            push(json, root, depth + 1, "text/plain", lines);
        }
        _ => {
            let content = match (part["text"].as_str(), part["binary"].as_str()) {
                (Some(text), _) => digest(text.as_bytes()),
                (_, Some(base64)) => digest(&decode_base64(base64)),
                _ => digest(b""),
            };
            lines.push(format!("{line} {content}"));
        }
    }
}

fn content_type(part: &Value) -> Option<String> {
    let headers = part["headers"].as_array()?;
    let is_type = |header: &&Value| {
        header["name"].as_str().is_some_and(|name| name.eq_ignore_ascii_case("Content-Type"))
    };
    let value = &headers.iter().find(is_type)?["value"]["content_type"];
    let (kind, subtype) = (value["type"].as_str()?, value["subtype"].as_str()?);
    Some(format!("{kind}/{subtype}").to_ascii_lowercase())
}

/// The fixtures hold sound base64 only.
fn decode_base64(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => u32::from(byte - b'A'),
        b'a'..=b'z' => u32::from(byte - b'a') + 26,
        b'0'..=b'9' => u32::from(byte - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters: Vec<u8> = text.bytes().filter(|&byte| byte != b'=').collect();
    let mut octets = Vec::new();
    for group in letters.chunks(4) {
        let bits = group.iter().fold(0, |bits, &byte| bits << 6 | value(byte)) << (6 * (4 - group.len()));
        octets.extend_from_slice(&bits.to_be_bytes()[1..group.len()]);
    }
    octets
}
