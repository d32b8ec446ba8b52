//! PST: any octets behind a header whose trees begin within them.
#![no_main]

use std::io;

use greffe_mapi::{Pst, Storage, rebuild};
use libfuzzer_sys::fuzz_target;

struct Memory(Vec<u8>);

impl Storage for Memory {
    fn length(&self) -> u64 {
        self.0.len() as u64
    }

    fn read_at(&mut self, at: u64, buffer: &mut [u8]) -> io::Result<()> {
        let rest = self.0.get(usize::try_from(at).unwrap_or(usize::MAX)..);
        let piece = rest.and_then(|rest| rest.get(..buffer.len()));
        buffer.copy_from_slice(piece.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }
}

fuzz_target!(|data: &[u8]| {
    // A whole PST (a corpus may hold some), or what stands behind a header.
    let file = if data.starts_with(b"!BDN") { data.to_vec() } else { headed(data) };
    let Ok(mut pst) = Pst::open(Memory(file)) else { return };
    for n in 0..pst.entries().len().min(20) {
        if let Ok(item) = pst.read(n) {
            rebuild(&item, &mut Vec::new()).expect("memory can be written");
        }
    }
});

fn headed(data: &[u8]) -> Vec<u8> {
    let mut file = vec![0; 1024];
    file[..4].copy_from_slice(b"!BDN");
    file[10] = 23;
    file[225] = 4;
    file[241] = 6;
    file.extend(data);
    file
}
