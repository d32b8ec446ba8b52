//! The administrators' audit log: XML as it is mailed, CSV as Export-Csv flattens it.

use super::{CSV_DAYS, XML_DAYS, holds};
use crate::audit::cmdlet::{Cmdlet, Meaning};
use crate::audit::plot::Plot;
use crate::audit::table::Table;
use crate::audit::truth::FileTruth;
use crate::audit::{File, told};
use crate::calendar;
use crate::chance::Chance;

/// The export with everything in it.
pub(super) const XML: &str = "admin-audit.xml";
const SERVER: &str = "MEL01 (15.00.1130.005)";

/// The export as XML, as `New-AdminAuditLogSearch` sends it.
pub(super) fn xml(plot: &Plot, cmdlets: &[Cmdlet]) -> (File, FileTruth) {
    let mut out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<SearchResults>\r\n".to_owned();
    let held: Vec<&Cmdlet> = cmdlets.iter().filter(|cmdlet| holds(plot, XML_DAYS, cmdlet.at)).collect();
    for cmdlet in &held {
        push_event(plot, cmdlet, &mut out);
    }
    out.push_str("</SearchResults>\r\n");
    let count = |meaning| held.iter().filter(|cmdlet| cmdlet.meaning == meaning).count() as u64;
    let (file, truth) = told(XML, "admin-audit-xml", out.into_bytes(), held.len() as u64);
    let irrelevant = Some(count(Meaning::Irrelevant));
    (file, FileTruth { owner: Some(count(Meaning::Own)), irrelevant, ..truth })
}

fn push_event(plot: &Plot, cmdlet: &Cmdlet, out: &mut String) {
    let succeeded = if cmdlet.succeeded { "true" } else { "false" };
    out.push_str("  <Event");
    push_attribute("Caller", &plot.staff.get(cmdlet.by).canonical_name(), out);
    push_attribute("Cmdlet", cmdlet.name, out);
    push_attribute("ObjectModified", &object(plot, cmdlet), out);
    push_attribute("RunDate", &format!("{}+00:00", calendar::iso(cmdlet.at)), out);
    push_attribute("Succeeded", succeeded, out);
    push_attribute("Error", error(cmdlet), out);
    push_attribute("OriginatingServer", SERVER, out);
    out.push_str(">\r\n    <CmdletParameters>\r\n");
    for (name, value) in &cmdlet.parameters {
        out.push_str("      <Parameter");
        push_attribute("Name", name, out);
        push_attribute("Value", value, out);
        out.push_str(" />\r\n");
    }
    out.push_str("    </CmdletParameters>\r\n  </Event>\r\n");
}

fn object(plot: &Plot, cmdlet: &Cmdlet) -> String {
    cmdlet.object.map(|who| plot.staff.get(who).canonical_name()).unwrap_or_default()
}

fn error(cmdlet: &Cmdlet) -> &'static str {
    if cmdlet.succeeded {
        "None"
    } else {
        "The operation couldn't be performed because object couldn't be found."
    }
}

fn push_attribute(name: &str, value: &str, out: &mut String) {
    let value = value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    out.push_str(&format!(" {name}=\"{value}\""));
}

/// The export of the year after, by somebody who did not know better: its lists are type names.
pub(super) fn csv(plot: &Plot, cmdlets: &[Cmdlet], chance: &mut Chance) -> (File, FileTruth) {
    const LIST: &str = "Microsoft.Exchange.Data.MultiValuedProperty`1[Microsoft.Exchange.Data.\
        Directory.SystemConfiguration.AdminAuditLogCmdletParameter]";
    let columns = [
        "RunspaceId",
        "ObjectModified",
        "CmdletName",
        "CmdletParameters",
        "ModifiedProperties",
        "Caller",
        "Succeeded",
        "Error",
        "RunDate",
        "OriginatingServer",
        "Identity",
        "IsValid",
        "ObjectState",
    ];
    let mut table =
        Table::of_type("Microsoft.Exchange.Management.SystemConfigurationTasks.AdminAuditLogEvent", &columns);
    let runspace = crate::audit::staff::guid(chance);
    let held: Vec<&Cmdlet> = cmdlets.iter().filter(|cmdlet| holds(plot, CSV_DAYS, cmdlet.at)).collect();
    for cmdlet in &held {
        let (object, caller) = (object(plot, cmdlet), plot.staff.get(cmdlet.by).canonical_name());
        let succeeded = if cmdlet.succeeded { "True" } else { "False" };
        let run_date = french(cmdlet.at);
        let identity = crate::audit::staff::guid(chance);
        table.row(&[
            &runspace,
            &object,
            cmdlet.name,
            LIST,
            LIST,
            &caller,
            succeeded,
            error(cmdlet),
            &run_date,
            SERVER,
            &identity,
            "True",
            "New",
        ]);
    }
    let irrelevant = held.iter().filter(|cmdlet| cmdlet.meaning == Meaning::Irrelevant).count() as u64;
    let (file, truth) = told("admin-audit.csv", "admin-audit-csv", table.into_utf8(), held.len() as u64);
    (file, FileTruth { irrelevant: Some(irrelevant), ..truth })
}

/// A date as a French Windows writes it, without zone: `17/11/2015 10:02:00`.
pub(super) fn french(seconds: i64) -> String {
    let iso = calendar::iso(seconds);
    let (date, time) = iso.split_once('T').unwrap_or((&iso, ""));
    let parts: Vec<&str> = date.split('-').rev().collect();
    format!("{} {time}", parts.join("/"))
}
