//! `/message/{id}/evidence`: what checks a message again without greffe, in one file.

use std::io::{Cursor, Write};

use axum::extract::Path;
use greffe::view::MessageView;
use greffe::{Bundle, Timestamp};
use greffe_texts::{Language, Statement, Texts};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Answer, attachment};
use crate::failure::Failure;
use crate::visit::Visit;

/// Answers with the evidence bundle of a message as a ZIP file.
pub(super) async fn page(visit: Visit, Path(id): Path<String>) -> Answer {
    evidence(visit, id).await
}

/// Answers with the evidence bundle of a message as a ZIP file.
pub(crate) async fn evidence(visit: Visit, id: String) -> Answer {
    let (message, bundle) = visit.ask(move |room| Ok((room.show(&id)?, room.bundle(&id)?))).await?;
    let name = format!("greffe-{}", message.id.get(..16).unwrap_or(&message.id));
    let texts = [Language::French, Language::English].map(|language| visit.house.say(language).texts());
    let statements = texts.map(|texts| statement(texts, &message, &bundle));
    let file = packed(&name, &bundle, &statements).map_err(|_unwritable| Failure::internal())?;
    Ok(attachment(&format!("{name}.zip"), "application/zip", file))
}

/// The page of a bundle for people: its name and its text.
fn statement(texts: &Texts, message: &MessageView, bundle: &Bundle) -> (String, String) {
    let text = texts.statement(&Statement {
        id: &message.id,
        octets: message.bytes,
        from: &message.from.join(", "),
        subject: &message.subject,
        date: message.date.as_deref().and_then(timestamp),
        judgement: &bundle.statement.judgement,
        folders: &bundle.statement.folders(),
        made_at: Timestamp(jiff::Timestamp::now().as_second()),
    });
    (format!("statement.{}.txt", texts.language()), text)
}

fn timestamp(rfc3339: &str) -> Option<Timestamp> {
    Some(Timestamp(rfc3339.parse::<jiff::Timestamp>().ok()?.as_second()))
}

/// Packs a bundle; every name in it is one of greffe's own.
fn packed(folder: &str, bundle: &Bundle, statements: &[(String, String)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let texts = statements.iter().map(|(name, text)| (name.as_str(), text.as_bytes()));
    let files = bundle.files.iter().map(|file| (file.name.as_str(), file.octets.as_slice()));
    for (name, octets) in texts.chain(files) {
        let options = SimpleFileOptions::default().unix_permissions(0o644).large_file(is_large(octets));
        zip.start_file(format!("{folder}/{name}"), options)?;
        zip.write_all(octets)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// Says whether an entry needs the wider fields of the format.
fn is_large(octets: &[u8]) -> bool {
    u32::try_from(octets.len()).is_err()
}
