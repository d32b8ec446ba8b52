//! Why a peer differs: each way to differ that was looked into, in a sentence.

/// What stands for a difference that nobody has looked into.
pub(crate) const UNEXPLAINED: &str = "**not explained**";

/// Looks an explanation up by what both say.
pub(crate) fn explained(peer: &str, peer_says: &str, greffe_says: &str) -> &'static str {
    let known = EXPLAINED.iter().find(|(who, theirs, ours, _)| {
        (who.is_empty() || *who == peer) && peer_says.contains(theirs) && greffe_says.contains(ours)
    });
    known.map_or(UNEXPLAINED, |(.., why)| why)
}

/// Peer (any, if empty), part of what it says, part of what greffe says, why.
const EXPLAINED: [(&str, &str, &str, &str); 2] = [
    (
        "mail-auth",
        "Signature expired",
        "header valid, body matches",
        "`x=` has passed: the peer asks whether to deliver and does not look further; \
         who signed what does not expire",
    ),
    (
        "dkimpy",
        "x= value is past",
        "header valid, body matches",
        "`x=` has passed: the peer takes the signature for one that cannot be read; \
         who signed what does not expire",
    ),
];
