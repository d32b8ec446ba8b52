//! Rich text: any octets as RTF, and as compressed RTF with a checksum that fits.
#![no_main]

use greffe_mapi::{RtfBody, decompress, read_rtf};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    check(data);
    // Uncompressed: no checksum stands in the way.
    let header =
        [(data.len() as u32 + 12).to_le_bytes(), (data.len() as u32).to_le_bytes(), *b"MELA", [0; 4]];
    let wrapped = [header.concat().as_slice(), data].concat();
    assert_eq!(decompress(&wrapped).as_deref(), Ok(data));
    if let Ok(rtf) = decompress(data) {
        assert!(rtf.len() <= 9 * data.len());
        check(&rtf);
    }
});

fn check(rtf: &[u8]) {
    let (RtfBody::Html(text) | RtfBody::Text(text) | RtfBody::Rich(text)) = read_rtf(rtf);
    assert!(text.len() <= 8 * rtf.len(), "{} octets of text", text.len());
}
