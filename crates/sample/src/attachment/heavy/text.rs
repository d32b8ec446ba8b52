//! WordprocessingML with photos between its paragraphs.

use super::{photos, with};
use crate::attachment::office::{self, RELATIONS, XML, push_escaped};
use crate::attachment::{paragraphs, zip};
use crate::chance::Chance;
use crate::words::Voice;

const NAMES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture""#;

/// Makes a document of about `bytes` octets.
pub(super) fn make(said: &str, bytes: usize, voice: Voice, chance: &mut Chance) -> Vec<u8> {
    let lines = with(said, paragraphs(voice, (bytes / 8).clamp(3_000, 60_000), chance), chance);
    let photos = photos(bytes.saturating_sub(8_000), 6, chance);
    let mut body = format!(r#"{XML}<w:document {NAMES} xmlns:r="{RELATIONS}"><w:body>"#);
    for (n, line) in lines.iter().enumerate() {
        body.push_str(r#"<w:p><w:r><w:t xml:space="preserve">"#);
        push_escaped(line, &mut body);
        body.push_str("</w:t></w:r></w:p>");
        if n < photos.len() {
            push_picture(n + 1, &mut body);
        }
    }
    body.push_str("<w:sectPr/></w:body></w:document>");
    let types =
        office::content_types_with_photos(&[("/word/document.xml", "wordprocessingml.document.main+xml")]);
    let targets: Vec<String> = (1..=photos.len()).map(|n| format!("media/image{n}.jpeg")).collect();
    let related: Vec<(&str, &str)> = targets.iter().map(|target| ("image", target.as_str())).collect();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), types),
        ("_rels/.rels".to_owned(), office::relations(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml".to_owned(), body.into_bytes()),
        ("word/_rels/document.xml.rels".to_owned(), office::relations(&related)),
    ];
    let media = targets.iter().map(|target| format!("word/{target}"));
    parts.extend(media.zip(photos.into_iter().map(|photo| photo.octets)));
    zip::pack_deflated(&parts)
}

/// A paragraph that shows a photo; lengths are in English Metric Units.
fn push_picture(n: usize, body: &mut String) {
    body.push_str(&format!(
        r#"<w:p><w:r><w:drawing><wp:inline><wp:extent cx="3600000" cy="2700000"/><wp:docPr id="{n}" name="Image {n}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="{n}" name="image{n}.jpeg"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId{n}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3600000" cy="2700000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"#
    ));
}
