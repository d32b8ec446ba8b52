//! TNEF: any octets behind its signature. What is rebuilt is the same each time.
#![no_main]

use greffe_mapi::{read_tnef, rebuild};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let octets = [&[0x78, 0x9F, 0x3E, 0x22, 1, 0], data].concat();
    let item = read_tnef(&octets).expect("it has the signature");
    let (mut once, mut again) = (Vec::new(), Vec::new());
    rebuild(&item, &mut once).expect("memory can be written");
    rebuild(&item, &mut again).expect("memory can be written");
    assert_eq!(once, again);
});
