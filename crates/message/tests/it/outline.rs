//! A message's parts as lines that can be compared: depth, type, content.

use greffe_message::{Body, Message, Part};

/// How a leaf's content is written in a line.
pub(crate) type Digest = fn(&Part) -> String;

/// Writes one line per part, nested messages' parts below their part.
pub(crate) fn outline(message: &Message, digest: Digest) -> Vec<String> {
    let mut lines = Vec::new();
    push(message, 0, digest, &mut lines);
    lines
}

fn push(message: &Message, base: usize, digest: Digest, lines: &mut Vec<String>) {
    let mut depths: Vec<usize> = Vec::new();
    for part in &message.parts {
        let depth = part.parent.map_or(base, |parent| depths[parent] + 1);
        depths.push(depth);
        match &part.body {
            Body::Multipart => lines.push(format!("{depth} {}", part.content_type)),
            Body::Message { message, .. } => {
                lines.push(format!("{depth} {}", part.content_type));
                push(message, depth + 1, digest, lines);
            }
            _ => lines.push(format!("{depth} {} {}", part.content_type, digest(part))),
        }
    }
}

/// The length of the decoded octets.
pub(crate) fn length(part: &Part) -> String {
    part.bytes().map_or(0, <[u8]>::len).to_string()
}

/// The length and a digest of the content: text after charset decoding.
pub(crate) fn content(part: &Part) -> String {
    match &part.body {
        Body::Text(text) | Body::Html(text) => digest(text.as_bytes()),
        _ => digest(part.bytes().unwrap_or_default()),
    }
}

/// The length and a digest of octets: FNV-1a, because the list on disk must
/// outlive the compiler's hasher.
pub(crate) fn digest(octets: &[u8]) -> String {
    let step = |hash: u32, &byte: &u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = octets.iter().fold(0x811C_9DC5, step);
    format!("{}#{:04x}", octets.len(), hash >> 16)
}
