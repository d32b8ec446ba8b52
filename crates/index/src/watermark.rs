//! How far the index goes, as it stands in the engine's commit.
//!
//! The engine's description of a commit has no checksum. The payload repeats
//! the commit's stamp and carries a CRC-32, so that a flipped digit is seen
//! and not believed.

/// Writes the payload of a commit.
pub(crate) fn write(through: u32, opstamp: u64) -> String {
    let claim = format!("through:{through} commit:{opstamp}");
    format!("{claim} crc:{:08x}", crc32fast::hash(claim.as_bytes()))
}

/// Reads the payload of a commit; `None` when it is not one of ours or was changed.
pub(crate) fn read(payload: &str) -> Option<(u32, u64)> {
    let (claim, crc) = payload.rsplit_once(" crc:")?;
    if crc != format!("{:08x}", crc32fast::hash(claim.as_bytes())) {
        return None;
    }
    let (through, opstamp) = claim.strip_prefix("through:")?.split_once(" commit:")?;
    Some((through.parse().ok()?, opstamp.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_watermark_reads_back_and_a_changed_one_does_not() {
        let written = write(97_577, 12);
        assert_eq!(read(&written), Some((97_577, 12)));
        for at in 0..written.len() {
            let mut changed = written.clone().into_bytes();
            changed[at] ^= 1;
            assert_eq!(read(std::str::from_utf8(&changed).unwrap()), None, "{at}");
        }
    }
}
