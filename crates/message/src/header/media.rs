//! What a part's header says about its body (RFC 2045, RFC 2183, RFC 3676).

use greffe_terms::Defect;

use crate::body::transfer::Encoding;
use crate::defects::Defects;
use crate::header::fields::{Block, value_text};
use crate::header::ids;
use crate::header::parameters::Parameters;

/// The MIME fields of one header, read.
#[derive(Debug, Default)]
pub(crate) struct Media {
    /// `type/subtype` in lower case.
    pub(crate) content_type: String,
    pub(crate) charset: Option<String>,
    /// The boundary of a multipart; the octets as written, without blanks at the end.
    pub(crate) boundary: Option<Vec<u8>>,
    pub(crate) name: Option<String>,
    pub(crate) content_id: Option<String>,
    pub(crate) is_attachment: bool,
    pub(crate) encoding: Encoding,
    pub(crate) flow: Flow,
}

/// How lines of a plain text are to be joined (RFC 3676).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Flow {
    /// Lines stand as they are.
    #[default]
    Fixed,
    /// Lines that end in a space go on in the next; the space stays.
    Flowed,
    /// The same, and the space at the end goes (`delsp=yes`).
    FlowedDeletingSpace,
}

impl Media {
    /// Reads the MIME fields of `block`; `default_type` holds where none is declared.
    pub(crate) fn read(block: &Block<'_>, default_type: &str, defects: &mut Defects) -> Self {
        let declared = block.first("Content-Type").map(|field| Parameters::parse(field.value));
        let content = declared.unwrap_or_default();
        let disposition = block.first("Content-Disposition").map(|field| Parameters::parse(field.value));
        let disposition = disposition.unwrap_or_default();
        let charset = content.word("charset");
        let text_charset = charset.as_deref();
        let name = disposition
            .text("filename", text_charset, defects)
            .or_else(|| content.text("name", text_charset, defects))
            .or_else(|| disposition.text("name", text_charset, defects));
        Self {
            content_type: content_type(&content, default_type),
            boundary: boundary(&content),
            name: name.filter(|name| !name.trim().is_empty()),
            content_id: content_id(block, defects),
            is_attachment: disposition.value == "attachment",
            encoding: encoding(block, defects),
            flow: flow(&content),
            charset,
        }
    }

    /// Says whether the part holds parts.
    pub(crate) fn is_multipart(&self) -> bool {
        self.content_type.starts_with("multipart/")
    }

    /// Says whether the part is a message of its own (RFC 2046 §5.2.1, RFC 6532).
    pub(crate) fn is_message(&self) -> bool {
        matches!(self.content_type.as_str(), "message/rfc822" | "message/global" | "message/news")
    }
}

fn content_type(content: &Parameters, default_type: &str) -> String {
    match content.value.split_once('/') {
        Some((kind, subtype)) if !kind.is_empty() && !subtype.is_empty() => content.value.clone(),
        // A multipart of an unnamed kind is still one, when it names a boundary.
        _ if content.value.starts_with("multipart") && content.octets("boundary").is_some() => {
            "multipart/mixed".to_owned()
        }
        // A type that cannot be read is plain text (RFC 2045 §5.2).
        _ if !content.value.is_empty() => "text/plain".to_owned(),
        _ => default_type.to_owned(),
    }
}

fn boundary(content: &Parameters) -> Option<Vec<u8>> {
    let boundary = content.octets("boundary")?.trim_ascii_end();
    (!boundary.is_empty()).then(|| boundary.to_vec())
}

fn content_id(block: &Block<'_>, defects: &mut Defects) -> Option<String> {
    let field = block.first("Content-ID")?;
    let text = value_text(field.value, None, defects);
    ids::first(&text).or_else(|| (!text.is_empty()).then(|| text.into_owned()))
}

fn encoding(block: &Block<'_>, defects: &mut Defects) -> Encoding {
    let Some(field) = block.first("Content-Transfer-Encoding") else { return Encoding::default() };
    let known = Encoding::parse(&Parameters::parse(field.value).value);
    defects.insert_if(known.is_none(), Defect::UnknownTransferEncoding);
    known.unwrap_or_default()
}

fn flow(content: &Parameters) -> Flow {
    match (content.word("format").as_deref(), content.word("delsp").as_deref()) {
        (Some("flowed"), Some("yes")) => Flow::FlowedDeletingSpace,
        (Some("flowed"), _) => Flow::Flowed,
        _ => Flow::Fixed,
    }
}
