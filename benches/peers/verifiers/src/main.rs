//! greffe's verifier beside mail-auth, viadkim and dkimpy, on the same mails.
//!
//! ```text
//! greffe-verifiers speed DIR PYTHON          signs mails of three sizes into DIR, times all four
//! greffe-verifiers differ MBOX KEYS... PYTHON   judges each signature with three, counts who differs and why
//! ```
//!
//! PYTHON is an interpreter that has dkimpy. Each verifier is given the mail in
//! memory and its keys without a network; what it does once for many mails
//! (parsing a key) is done once where it offers that. Prints one JSON object.

mod differ;
mod dkimpy;
mod explained;
mod mail;
mod peers;
mod speed;

use std::path::Path;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let report = match words.as_slice() {
        ["speed", folder, python] => serde_json::to_string(&speed::measure(Path::new(folder), python)?)?,
        ["differ", mbox, keys @ .., python] if !keys.is_empty() => {
            serde_json::to_string(&differ::compare(Path::new(mbox), keys, python)?)?
        }
        _ => anyhow::bail!("usage: greffe-verifiers speed DIR PYTHON | differ MBOX KEYS... PYTHON"),
    };
    println!("{report}");
    Ok(())
}
