//! Folder names in modified UTF-7 (RFC 3501 §5.1.3): `Envoy&AOk-s` is `Envoyés`.

/// Decodes a folder name; one that is not modified UTF-7 stays as it is.
pub(crate) fn decode(name: &str) -> String {
    try_decode(name).unwrap_or_else(|| name.to_owned())
}

fn try_decode(name: &str) -> Option<String> {
    let mut decoded = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('&') {
        decoded.push_str(before);
        let (shifted, after) = after.split_once('-')?;
        match shifted {
            "" => decoded.push('&'),
            _ => decoded.push_str(&decode_shifted(shifted)?),
        }
        rest = after;
    }
    decoded.push_str(rest);
    Some(decoded)
}

/// Base64 with `,` for `/` and no padding, of UTF-16 in network order.
fn decode_shifted(shifted: &str) -> Option<String> {
    let (mut bits, mut held, mut units) = (0_u32, 0_u32, Vec::new());
    for symbol in shifted.bytes() {
        bits = bits << 6 | u32::from(sextet(symbol)?);
        held += 6;
        if held >= 16 {
            held -= 16;
            units.push((bits >> held & 0xFFFF) as u16);
        }
    }
    // Fewer than six bits may be left, all of them zero.
    let rest = bits & ((1 << held) - 1);
    (held < 6 && rest == 0).then(|| String::from_utf16(&units).ok())?
}

fn sextet(symbol: u8) -> Option<u8> {
    match symbol {
        b'A'..=b'Z' => Some(symbol - b'A'),
        b'a'..=b'z' => Some(symbol - b'a' + 26),
        b'0'..=b'9' => Some(symbol - b'0' + 52),
        b'+' => Some(62),
        b',' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_or_kept() {
        let check = |name: &str, expect: &str| assert_eq!(decode(name), expect);
        check("INBOX", "INBOX");
        check("Envoy&AOk-s", "Envoyés");
        check("&AMk-l&AOk-ments", "Éléments");
        check("~peter/mail/&U,BTFw-/&ZeVnLIqe-", "~peter/mail/台北/日本語");
        check("&2D3eAA-", "😀");
        check("R&-D", "R&D");
        check("R&D", "R&D");
        check("R&D-x", "R&D-x");
        check("&AOk", "&AOk");
        check("Envoyés", "Envoyés");
    }
}
