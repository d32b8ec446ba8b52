//! Whole addresses, looked up among the words of the index.
//!
//! The facts know the first author of a message. Who else stands in its From line (RFC 5322
//! §3.6.2), and in a second one that should not be there, is known here.

use greffe_message::fold;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

use crate::bits::Bits;
use crate::error::IndexError;
use crate::schema::{Column, Role};
use crate::view::Segments;

/// Returns the messages below `through` that name an address in one of these roles.
pub(crate) fn named(
    segments: &Segments,
    roles: &[Role],
    address: &str,
    through: usize,
) -> Result<Bits, IndexError> {
    let mut found = Bits::none(through);
    for role in roles {
        each(segments, *role, address, |number| {
            if number < through {
                found.insert(number);
            }
        })?;
    }
    Ok(found)
}

/// Counts the messages among some that name an address in From.
pub(crate) fn authored_among(segments: &Segments, address: &str, among: &Bits) -> Result<u64, IndexError> {
    let mut count = 0;
    each(segments, Role::From, address, |number| count += u64::from(among.contains(number)))?;
    Ok(count)
}

/// Counts the messages that name an address in From: quick, and at times too many, since the
/// index may know some that are not shown yet.
pub(crate) fn authored(segments: &Segments, address: &str) -> Result<u64, IndexError> {
    let term = term(Role::From, address);
    let inverted = segments.list.iter().filter_map(|segment| segment.inverted(Column::Address));
    inverted.map(|inverted| Ok(u64::from(inverted.doc_freq(&term)?))).sum()
}

fn each(
    segments: &Segments,
    role: Role,
    address: &str,
    mut take: impl FnMut(usize),
) -> Result<(), IndexError> {
    let term = term(role, address);
    for segment in &segments.list {
        let Some(inverted) = segment.inverted(Column::Address) else { continue };
        let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
        while postings.doc() != TERMINATED {
            if let Some(number) = segment.numbers.of(postings.doc() as usize) {
                take(number as usize);
            }
            postings.advance();
        }
    }
    Ok(())
}

fn term(role: Role, address: &str) -> Term {
    Term::from_field_text(Column::Address.field(), &role.term(&fold(address)))
}
