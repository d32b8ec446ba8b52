//! PresentationML: slides with a few lines and a photo each, under the least master that
//! a presentation must have.

use super::{photos, with};
use crate::attachment::office::{self, RELATIONS, XML, push_escaped};
use crate::attachment::{paragraphs, zip};
use crate::chance::Chance;
use crate::words::Voice;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
const MAIN: &str = "http://schemas.openxmlformats.org/presentationml/2006/main";
const GROUP: &str =
    r#"<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"#;
const COLOURS: [&str; 12] = [
    "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
    "folHlink",
];
const COLOUR_MAP: &str = r#"<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>"#;
/// A slide for so many octets of the file.
const BYTES_PER_SLIDE: usize = 70_000;
const LINES_PER_SLIDE: usize = 2;

/// Makes a presentation of about `bytes` octets.
pub(super) fn make(said: &str, bytes: usize, voice: Voice, chance: &mut Chance) -> Vec<u8> {
    let slides = (3 + bytes / BYTES_PER_SLIDE).min(40);
    let lines = with(said, paragraphs(voice, slides * LINES_PER_SLIDE * 260, chance), chance);
    let photos = photos(bytes.saturating_sub(6_000), slides, chance);
    let texts: Vec<&[String]> = lines.chunks(lines.len().div_ceil(slides)).collect();
    let mut parts = frame(texts.len());
    for (n, text) in texts.iter().enumerate() {
        let number = n + 1;
        let picture = photos.get(n).map(|_| format!("../media/image{number}.jpeg"));
        let mut related = vec![("slideLayout", "../slideLayouts/slideLayout1.xml")];
        related.extend(picture.as_deref().map(|target| ("image", target)));
        parts.push((format!("ppt/slides/slide{number}.xml"), slide(text, picture.is_some())));
        parts.push((format!("ppt/slides/_rels/slide{number}.xml.rels"), office::relations(&related)));
    }
    let media = (1..).map(|n| format!("ppt/media/image{n}.jpeg"));
    parts.extend(media.zip(photos.into_iter().map(|photo| photo.octets)).take(texts.len()));
    zip::pack_deflated(&parts)
}

/// All that stands around the slides.
fn frame(slides: usize) -> Vec<(String, Vec<u8>)> {
    let part = |name: &str, octets: Vec<u8>| (name.to_owned(), octets);
    let names: Vec<String> = (1..=slides).map(|n| format!("slides/slide{n}.xml")).collect();
    let mut related = vec![("slideMaster", "slideMasters/slideMaster1.xml")];
    related.extend(names.iter().map(|name| ("slide", name.as_str())));
    let ids: String =
        (0..slides).map(|n| format!(r#"<p:sldId id="{}" r:id="rId{}"/>"#, 256 + n, n + 2)).collect();
    let inner = format!(
        r#"<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>"#
    );
    let tree = format!("<p:cSld><p:spTree>{GROUP}</p:spTree></p:cSld>");
    let master = format!(
        r#"{tree}{COLOUR_MAP}<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/></p:sldLayoutIdLst>"#
    );
    let layout_rels = office::relations(&[("slideMaster", "../slideMasters/slideMaster1.xml")]);
    let master_rels = office::relations(&[
        ("slideLayout", "../slideLayouts/slideLayout1.xml"),
        ("theme", "../theme/theme1.xml"),
    ]);
    vec![
        part("[Content_Types].xml", content_types(&names)),
        part("_rels/.rels", office::relations(&[("officeDocument", "ppt/presentation.xml")])),
        part("ppt/presentation.xml", element("presentation", &inner)),
        part("ppt/_rels/presentation.xml.rels", office::relations(&related)),
        part("ppt/slideMasters/slideMaster1.xml", element("sldMaster", &master)),
        part("ppt/slideMasters/_rels/slideMaster1.xml.rels", master_rels),
        part("ppt/slideLayouts/slideLayout1.xml", element("sldLayout", &tree)),
        part("ppt/slideLayouts/_rels/slideLayout1.xml.rels", layout_rels),
        part("ppt/theme/theme1.xml", theme()),
    ]
}

fn content_types(slides: &[String]) -> Vec<u8> {
    let slides: Vec<String> = slides.iter().map(|name| format!("/ppt/{name}")).collect();
    let mut types = vec![
        ("/ppt/presentation.xml", "presentationml.presentation.main+xml"),
        ("/ppt/slideMasters/slideMaster1.xml", "presentationml.slideMaster+xml"),
        ("/ppt/slideLayouts/slideLayout1.xml", "presentationml.slideLayout+xml"),
        ("/ppt/theme/theme1.xml", "theme+xml"),
    ];
    types.extend(slides.iter().map(|name| (name.as_str(), "presentationml.slide+xml")));
    office::content_types_with_photos(&types)
}

fn element(name: &str, inner: &str) -> Vec<u8> {
    let names = format!(r#"xmlns:a="{DRAWING}" xmlns:p="{MAIN}" xmlns:r="{RELATIONS}""#);
    format!("{XML}<p:{name} {names}>{inner}</p:{name}>").into_bytes()
}

fn slide(lines: &[String], has_picture: bool) -> Vec<u8> {
    let mut inner = format!("<p:cSld><p:spTree>{GROUP}");
    inner.push_str(r#"<p:sp><p:nvSpPr><p:cNvPr id="2" name="Texte"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="500000" y="300000"/><a:ext cx="8000000" cy="2500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/>"#);
    for line in lines {
        inner.push_str("<a:p><a:r><a:t>");
        push_escaped(line, &mut inner);
        inner.push_str("</a:t></a:r></a:p>");
    }
    inner.push_str("</p:txBody></p:sp>");
    if has_picture {
        inner.push_str(r#"<p:pic><p:nvPicPr><p:cNvPr id="3" name="Photo"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm><a:off x="500000" y="3000000"/><a:ext cx="4000000" cy="3000000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>"#);
    }
    inner.push_str("</p:spTree></p:cSld>");
    element("sld", &inner)
}

/// A theme of one grey, one font and no effect.
fn theme() -> Vec<u8> {
    let colours: String = COLOURS
        .iter()
        .map(|name| {
            format!(
                r#"<a:{name}><a:srgbClr val="{}"/></a:{name}>"#,
                if name.starts_with("lt") { "FFFFFF" } else { "404040" }
            )
        })
        .collect();
    let font = r#"<a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>"#;
    let fill = r#"<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>"#.repeat(3);
    let line = r#"<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>"#.repeat(3);
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    format!(
        r#"{XML}<a:theme xmlns:a="{DRAWING}" name="T"><a:themeElements><a:clrScheme name="T">{colours}</a:clrScheme><a:fontScheme name="T"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme><a:fmtScheme name="T"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst><a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"#
    )
    .into_bytes()
}
