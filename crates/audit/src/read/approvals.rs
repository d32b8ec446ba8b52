//! Papers that allow access: reference, authority, to whom, on which mailboxes, from, to.

use std::io;

use super::calendar::{FROM, TO};
use super::columns::{Columns, Count, Wanted, fits};
use super::days::{first_instant, last_instant};
use super::input::Content;
use super::sink::Sink;
use super::sniff::Head;
use super::table::{Row, Table};
use crate::model::{Approval, Form, Name, Why};

const WANTED: &[Wanted] = &[
    Wanted {
        field: "reference",
        names: &[
            "reference",
            "référence",
            "réf",
            "ref",
            "ticket",
            "numéro",
            "numero",
            "décision",
            "decision",
            "dossier",
        ],
        count: Count::One,
    },
    Wanted {
        field: "authority",
        names: &[
            "authority",
            "autorité",
            "autorite",
            "autorisé par",
            "autorise par",
            "approved by",
            "approver",
            "approbateur",
            "signataire",
            "signatory",
        ],
        count: Count::One,
    },
    Wanted {
        field: "beneficiary",
        names: &["beneficiary", "bénéficiaire", "beneficiaire", "granted to", "accordé à", "accorde a"],
        count: Count::Optional,
    },
    Wanted {
        field: "mailboxes",
        names: &[
            "mailboxes",
            "mailbox",
            "scope",
            "boîtes",
            "boites",
            "boîte",
            "boite",
            "bal",
            "périmètre",
            "perimetre",
            "portée",
            "portee",
        ],
        count: Count::Optional,
    },
    Wanted { field: "from", names: FROM, count: Count::Optional },
    Wanted { field: "to", names: TO, count: Count::Optional },
];

/// Words that stand for every mailbox.
const EVERY: &[&str] = &["*", "all", "tous", "toutes", "every", "ensemble"];

/// Whether this is a list of approvals: a table with a reference and an authority.
pub(super) fn sniff(head: &Head) -> Option<Form> {
    fits(head, WANTED).then_some(Form::Approvals)
}

/// Reads a list of approvals.
pub(super) fn read(_: Form, content: &mut Content<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let separator = content.head().separator();
    let mut table = Table::new(content.text(), separator);
    let Some(columns) = Columns::find(&table, WANTED, sink) else { return Ok(()) };
    while let Some(row) = table.next() {
        match row.and_then(|row| approval(&row, &columns, sink).map_err(|why| (row.record, why))) {
            Ok(approval) => sink.approval(approval),
            Err((record, why)) => sink.unreadable(record, why),
        }
    }
    Ok(())
}

fn approval(row: &Row<'_>, columns: &Columns, sink: &mut Sink<'_>) -> Result<Approval, Why> {
    let reference = columns.one(row, "reference").ok_or(Why::Missing)?;
    let authority = columns.one(row, "authority").ok_or(Why::Missing)?;
    Ok(Approval {
        source: sink.source(),
        record: row.record,
        reference: sink.name(reference),
        authority: sink.name(authority),
        beneficiary: columns.one(row, "beneficiary").map(|cell| sink.name(cell)),
        mailboxes: mailboxes(columns.one(row, "mailboxes"), sink)?,
        from_ms: first_instant(columns.one(row, "from"), sink)?,
        to_ms: last_instant(columns.one(row, "to"), sink)?,
    })
}

/// An empty cell allows nothing that could be named: only a word such as `all` stands for every mailbox.
fn mailboxes(cell: Option<&str>, sink: &mut Sink<'_>) -> Result<Vec<Name>, Why> {
    let cell = cell.ok_or(Why::Missing)?;
    if EVERY.contains(&cell.to_lowercase().as_str()) {
        return Ok(Vec::new());
    }
    let parts = cell.split([';', ',', '|', '\n', ' ']).map(str::trim).filter(|part| !part.is_empty());
    Ok(parts.map(|part| sink.name(part)).collect())
}

#[cfg(test)]
mod tests {
    use super::super::tried::{said, tried};
    use crate::model::{Form, Why};

    #[test]
    fn papers_are_read_in_both_languages() {
        for text in [
            "reference,authority,beneficiary,mailboxes,from,to\nD-1,dg@r.example,dsi@r.example,\"a@r.example; b@r.example\",2015-11-01,2015-11-30\n",
            "Référence;Autorité;Bénéficiaire;Périmètre;Du;Au\nD-1;dg@r.example;dsi@r.example;a@r.example b@r.example;2015-11-01;2015-11-30\n",
        ] {
            let evidence = tried(text);
            assert_eq!(evidence.sources[0].form, Form::Approvals);
            let paper = &evidence.approvals[0];
            assert_eq!(said(&evidence, paper.beneficiary), "dsi@r.example");
            assert_eq!(paper.mailboxes.len(), 2);
            assert_eq!(paper.to_ms, Some(1_448_927_999_999));
        }
    }

    #[test]
    fn every_mailbox_must_be_said() {
        let evidence = tried("reference,authority,mailboxes\nD-1,dg,all\nD-2,dg,\n");
        assert!(evidence.approvals[0].mailboxes.is_empty());
        assert_eq!(evidence.sources[0].unreadable[0].why, Why::Missing);
    }
}
