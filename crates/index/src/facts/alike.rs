//! Which messages say nearly the same, by number.
//!
//! Most messages are alone in their group. On disk stand only those that are not the first
//! of theirs; whoever asks for many has them laid out once.

use std::sync::OnceLock;

use super::column::Column;
use super::file::{Decoder, Encoder};

/// The groups of messages of nearly the same wording.
#[derive(Debug, Default)]
pub(crate) struct Alike {
    /// Ascending: those that are not the first of their group.
    members: Column<u32>,
    /// The first message of each member's group.
    firsts: Column<u32>,
    laid_out: OnceLock<Vec<u32>>,
}

impl Alike {
    pub(super) fn new(members: &[(u32, u32)]) -> Self {
        let (members, firsts): (Vec<u32>, Vec<u32>) = members.iter().copied().unzip();
        let (members, firsts) = (members.into_iter().collect(), firsts.into_iter().collect());
        Self { members, firsts, laid_out: OnceLock::new() }
    }

    /// Returns, for each of `len` messages, the first one of its group: often itself.
    pub(crate) fn firsts(&self, len: usize) -> &[u32] {
        self.laid_out.get_or_init(|| {
            let mut all: Vec<u32> = (0..len as u32).collect();
            for (member, first) in self.members.iter().zip(self.firsts.iter()) {
                if let Some(place) = all.get_mut(member as usize) {
                    *place = first;
                }
            }
            all
        })
    }

    pub(super) fn encode(&self, out: &mut Encoder) {
        out.column(&self.members);
        out.column(&self.firsts);
    }

    /// Reads the groups of so many messages; `None` when they are not that.
    pub(super) fn decode(input: &mut Decoder<'_>, len: usize) -> Option<Self> {
        let (members, firsts): (Column<u32>, Column<u32>) = (input.column()?, input.column()?);
        let is_consistent = members.len() == firsts.len()
            && members.iter().zip(members.iter().skip(1)).all(|(one, next)| one < next)
            && members
                .iter()
                .zip(firsts.iter())
                .all(|(member, first)| first < member && (member as usize) < len);
        is_consistent.then_some(Self { members, firsts, laid_out: OnceLock::new() })
    }
}
