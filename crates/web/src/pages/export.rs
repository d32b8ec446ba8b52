//! `/export`: what a search finds, as working copies in one ZIP file.

use axum::body::Bytes;
use greffe::ExportFormat;

use super::{Answer, own_form, part, stream};
use crate::failure::Failure;
use crate::visit::Visit;

/// Name of the folder in the ZIP file, and of the file: never a word of the query.
const NAME: &str = "greffe-export";

/// Answers with everything the query finds, in the format asked for.
pub(super) async fn send(visit: Visit, body: Bytes) -> Answer {
    let form = own_form(&visit, &body)?;
    let format = format(form.text("as")).ok_or_else(|| Failure::malformed("as"))?;
    let zip = stream::export(&visit, form.text("query").to_owned(), format, NAME).await?;
    Ok(part::saved_as(&format!("{NAME}.zip"), "application/zip", zip))
}

fn format(name: &str) -> Option<ExportFormat> {
    match name {
        "mbox" => Some(ExportFormat::Mbox),
        "eml" => Some(ExportFormat::Eml),
        "csv" => Some(ExportFormat::Csv),
        "jsonl" => Some(ExportFormat::Jsonl),
        _ => None,
    }
}
