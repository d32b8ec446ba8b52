//! Sets of mail as those who publish them make them: list archives that hide
//! addresses, copies that providers hand out, single files saved by hand.

use super::check;
use crate::stranger::Stranger;

/// A month of a list, as Mailman 2 gives it to everybody.
const PIPERMAIL: &str = "\
From jean.petit at region.example  Tue Feb  3 10:11:12 2004
From: jean.petit at region.example (Jean Petit)
Date: Tue, 3 Feb 2004 10:11:12 +0100
Subject: [Ponts] travaux
Message-ID: <1@region.example>

>From here on the bridge is closed.

From eve at region.example  Tue Feb  3 11:11:12 2004
From: eve at region.example (=?iso-8859-1?Q?=C8ve?=)
Date: Tue, 3 Feb 2004 11:11:12 +0100
Subject: [Ponts] travaux
In-Reply-To: <1@region.example>
Message-ID: <2@region.example>

Until when?
";

/// What Gnus and others leave for a `From ` line.
const FROM_LINE_OF_ITS_OWN: &str = "\
From (\"nnml:Archive\" 12)
From: anne@region.example
To: jean.petit@region.example
Subject: closed

The detour is signposted.
";

/// The line that a program broke in two.
const DAMAGED: &str = "Subject: plan of the\ndetour\n\nSee the map.\n";

#[test]
fn published_sets_are_taken_in_whole() {
    let stranger = Stranger::new();
    stranger.write("set/2004-February.txt", PIPERMAIL);
    stranger.write("set/archive", FROM_LINE_OF_ITS_OWN);
    stranger.write("set/one.msg", DAMAGED);
    let wide = "\u{FEFF}From: paul@region.example\r\nSubject: widths\r\n\r\nEnlarged letters.\r\n";
    stranger.write("set/wide.eml", wide.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    let counts = [("messages", 5), ("stored", 5), ("files", 0)];
    check(&stranger, &stranger.path("set"), 0, &counts, &[]);
    for (query, total) in [
        ("from:jean.petit@region.example", 1),
        ("from:eve@region.example from:eve", 1),
        ("with:jean.petit@region.example", 2),
        ("subject:plan detour map", 1),
        ("from:paul@region.example enlarged", 1),
    ] {
        assert_eq!(stranger.total(query), total, "{query}");
    }
}
