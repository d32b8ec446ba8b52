//! The parts of a rebuilt message: its text in every form that was kept, then its attachments.

use std::borrow::Cow;

use super::encode;
use crate::codepage;
use crate::item::{Attachment, Content, Item};
use crate::property::{Properties, Value, tag};
use crate::rtf::{RtfBody, decompress, read_rtf};

/// What stands behind a header of MIME.
pub(super) enum Entity<'a> {
    Leaf(Leaf<'a>),
    /// An item in an item, and the fields beside its type.
    Message(&'a Item, String),
    Multipart(&'static str, Vec<Entity<'a>>),
}

/// A part without parts.
pub(super) struct Leaf<'a> {
    /// Its MIME fields but for the transfer encoding.
    pub(super) fields: String,
    pub(super) octets: Cow<'a, [u8]>,
    pub(super) is_text: bool,
}

/// Returns the entity of an item.
pub(super) fn entity(item: &Item) -> Entity<'_> {
    let mut texts = texts(item);
    let text = match (texts.pop(), texts.is_empty()) {
        (Some(only), true) => only,
        (Some(last), false) => {
            texts.push(last);
            Entity::Multipart("alternative", texts)
        }
        (None, _) => plain(String::new()),
    };
    let mut entities = vec![text];
    entities.extend(properties_list(item));
    entities.extend(item.attachments.iter().map(attachment));
    match (entities.pop(), entities.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            entities.extend(last);
            Entity::Multipart("mixed", entities)
        }
    }
}

/// Returns the body of a signed message as it was: Outlook keeps it whole, with its
/// own MIME fields, as the one attachment (MS-OXOSMIME §2.1.3).
pub(super) fn signed_entity(item: &Item) -> Option<&[u8]> {
    let class = item.properties.text(tag::MESSAGE_CLASS)?;
    let [Attachment { content: Content::Octets(octets), .. }] = item.attachments.as_slice() else {
        return None;
    };
    let beginning = octets.get(..13)?;
    let is_whole = class.to_ascii_lowercase().ends_with(".smime.multipartsigned")
        && beginning.eq_ignore_ascii_case(b"content-type:");
    is_whole.then_some(octets)
}

/// Returns the forms of the text, the plainest first.
fn texts(item: &Item) -> Vec<Entity<'_>> {
    let mut plain_text = item.properties.text(tag::BODY);
    let mut html = html(&item.properties);
    let mut rich = None;
    if let Some(compressed) = item.properties.octets(tag::RTF_COMPRESSED) {
        match decompress(compressed).map(|rtf| (read_rtf(&rtf), rtf)) {
            Ok((RtfBody::Html(wrapped), _)) => html = html.or_else(|| Some(self::wrapped_html(wrapped))),
            Ok((RtfBody::Text(wrapped), _)) => plain_text = plain_text.or(Some(wrapped)),
            Ok((RtfBody::Rich(words), rtf)) => {
                plain_text = plain_text.or(Some(words)).filter(|words| !words.trim().is_empty());
                rich = Some(octets("application/rtf", rtf));
            }
            // Nothing is lost: what cannot be read lies beside what can.
            Err(_) => rich = Some(octets("application/octet-stream", compressed.to_vec())),
        }
    }
    let plain_text = plain_text.map(plain);
    plain_text.into_iter().chain(html).chain(rich).collect()
}

fn plain<'a>(text: String) -> Entity<'a> {
    let text = encode::with_clean_lines(&text);
    let fields = "Content-Type: text/plain; charset=utf-8\r\n".to_owned();
    Entity::Leaf(Leaf { fields, octets: Cow::Owned(text.into_bytes()), is_text: true })
}

fn wrapped_html<'a>(text: String) -> Entity<'a> {
    let fields = "Content-Type: text/html; charset=utf-8\r\n".to_owned();
    Entity::Leaf(Leaf { fields, octets: Cow::Owned(text.into_bytes()), is_text: true })
}

/// Returns the HTML as it was kept, in the charset it was kept in.
fn html(properties: &Properties) -> Option<Entity<'_>> {
    let (octets, charset): (Cow<'_, [u8]>, _) = match properties.value(tag::HTML)? {
        Value::Text(text) => (Cow::Borrowed(text.as_bytes()), Some("utf-8".to_owned())),
        Value::Octets(octets) | Value::Narrow(octets) => {
            let encoding = properties.integer(tag::INTERNET_CODEPAGE).and_then(codepage::encoding);
            (Cow::Borrowed(octets), encoding.map(|encoding| encoding.name().to_ascii_lowercase()))
        }
        _ => return None,
    };
    if octets.is_empty() {
        return None;
    }
    let charset = charset.map_or_else(String::new, |charset| format!("; charset={charset}"));
    Some(Entity::Leaf(Leaf {
        fields: format!("Content-Type: text/html{charset}\r\n"),
        octets,
        is_text: true,
    }))
}

fn octets<'a>(media_type: &str, octets: Vec<u8>) -> Entity<'a> {
    let fields = format!("Content-Type: {media_type}\r\n");
    Entity::Leaf(Leaf { fields, octets: Cow::Owned(octets), is_text: false })
}

/// Lists the properties of what is no mail (contacts, appointments, tasks, notes): a
/// mail has no place for them, and their words are to be found.
fn properties_list(item: &Item) -> Option<Entity<'_>> {
    let class = item.properties.text(tag::MESSAGE_CLASS)?;
    let is_mail =
        ["ipm.note", "report.", "ipm.post"].iter().any(|mail| class.to_ascii_lowercase().starts_with(mail));
    if is_mail {
        return None;
    }
    // Too long for a list, and elsewhere in the message.
    let told = item.properties.told().filter(|(_, value)| value.len() <= 4096 && !value.is_empty());
    let lines = told.map(|(name, value)| format!("{name}: {}\r\n", encode::one_line(&value)));
    let fields = "Content-Type: text/plain; charset=utf-8;\r\n name=\"properties.txt\"\r\n\
        Content-Disposition: attachment;\r\n filename=\"properties.txt\"\r\n";
    let octets = Cow::Owned(lines.collect::<String>().into_bytes());
    Some(Entity::Leaf(Leaf { fields: fields.to_owned(), octets, is_text: true }))
}

fn attachment(attachment: &Attachment) -> Entity<'_> {
    let properties = &attachment.properties;
    let names = [tag::ATTACH_LONG_FILENAME, tag::ATTACH_FILENAME, tag::DISPLAY_NAME];
    let name = names.into_iter().find_map(|name| properties.text(name));
    let mut fields = disposition(properties, name.as_deref());
    let octets: Cow<'_, [u8]> = match &attachment.content {
        Content::Item(item) => return Entity::Message(item, fields),
        Content::Octets(octets) => Cow::Borrowed(octets),
        Content::Nothing => {
            fields.push_str(&elsewhere(properties));
            Cow::Borrowed(&[])
        }
    };
    let parameter = name.as_deref().map_or_else(String::new, |name| encode::parameter("name", name));
    let media_type = media_type(properties, name.as_deref());
    fields.insert_str(0, &format!("Content-Type: {media_type}{parameter}\r\n"));
    Entity::Leaf(Leaf { fields, octets, is_text: false })
}

fn disposition(properties: &Properties, name: Option<&str>) -> String {
    let content_id = properties.text(tag::ATTACH_CONTENT_ID).map(|id| id.trim_matches(['<', '>']).to_owned());
    // PidTagAttachFlags, attRenderedInBody.
    let is_inline =
        content_id.is_some() && properties.integer(tag::ATTACH_FLAGS).is_some_and(|flags| flags & 4 != 0);
    let mut fields = format!("Content-Disposition: {}", if is_inline { "inline" } else { "attachment" });
    fields.push_str(&name.map_or_else(String::new, |name| encode::parameter("filename", name)));
    fields.push_str("\r\n");
    if let Some(id) = content_id {
        fields.push_str(&encode::field("Content-ID", &format!("<{}>", bare(&id))));
    }
    if let Some(location) = properties.text(tag::ATTACH_CONTENT_LOCATION) {
        fields.push_str(&encode::field("Content-Location", &bare(&location)));
    }
    fields
}

/// Says where an attachment lies that is only pointed to.
fn elsewhere(properties: &Properties) -> String {
    let paths = [tag::ATTACH_LONG_PATHNAME, tag::ATTACH_PATHNAME];
    let path = paths.into_iter().find_map(|path| properties.text(path));
    path.map_or_else(String::new, |path| encode::field("Content-Description", &encode::unstructured(&path)))
}

/// Returns a word without blanks, brackets and what is not ASCII.
fn bare(text: &str) -> String {
    text.chars().filter(|char| char.is_ascii_graphic() && !matches!(char, '<' | '>')).take(900).collect()
}

/// Returns the type that was told if a part without parts can have it.
fn media_type(properties: &Properties, name: Option<&str>) -> String {
    let is_token = |text: &str| {
        !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    let told = properties.text(tag::ATTACH_MIME_TAG).map(|told| told.to_ascii_lowercase());
    let is_fit = |told: &String| {
        told.len() <= 200
            && told
                .split_once('/')
                .is_some_and(|(kind, rest)| is_token(kind) && is_token(rest) && kind != "multipart")
    };
    told.filter(is_fit).unwrap_or_else(|| type_of_name(name).to_owned())
}

/// Returns the type that Outlook would have told, had it kept one.
fn type_of_name(name: Option<&str>) -> &'static str {
    let extension =
        name.and_then(|name| name.rsplit_once('.')).map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        Some("gif") => "image/gif",
        Some("bmp") => "image/bmp",
        Some("tif" | "tiff") => "image/tiff",
        Some("pdf") => "application/pdf",
        Some("rtf") => "application/rtf",
        Some("zip") => "application/zip",
        Some("doc") => "application/msword",
        Some("xls") => "application/vnd.ms-excel",
        Some("ppt") => "application/vnd.ms-powerpoint",
        Some("docx") => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("pptx") => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        Some("txt") => "text/plain",
        Some("csv") => "text/csv",
        Some("htm" | "html") => "text/html",
        Some("ics") => "text/calendar",
        Some("vcf") => "text/vcard",
        Some("eml") => "message/rfc822",
        _ => "application/octet-stream",
    }
}
