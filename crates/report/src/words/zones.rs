//! What rests on the zone that was assumed, in sentences.

use greffe::audit::Audited;

use super::Say;

/// The zone of times that tell none, where nobody named one.
const USUAL: &str = "UTC";

/// Returns the sentences; none if nothing rests on it.
pub(crate) fn zones(audited: &Audited, say: Say<'_>) -> Vec<String> {
    let zones = &audited.audit.zones;
    let mut sentences: Vec<String> = zones
        .assumed
        .iter()
        .map(|(source, count)| {
            let words = [("file", say.edition.file(*source).to_owned())];
            say.told("audit-zones-file", &words, &[("count", *count)])
        })
        .collect();
    let moved = [("audit-zones-rights", zones.rights), ("audit-zones-uses", zones.uses)];
    sentences
        .extend(moved.into_iter().filter(|(_, count)| *count > 0).map(|(key, count)| say.count(key, count)));
    if !sentences.is_empty() {
        sentences.insert(0, say.told("audit-zones-read", &[("zone", read_in(audited))], &[]));
    }
    sentences
}

/// Returns the zone that times without one were read in.
pub(crate) fn read_in(audited: &Audited) -> String {
    audited.request.zone.clone().unwrap_or_else(|| USUAL.to_owned())
}
