//! The formatted view: whatever HTML a mail brings, as it is or spelled in pieces of
//! hostile mail, nothing that acts, loads, covers or hides comes out, nor at a second reading.
#![no_main]

use greffe_web::{assert_made_harmless, spelled};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    assert_made_harmless(&String::from_utf8_lossy(data));
    assert_made_harmless(&spelled(data));
});
