//! Pages of a file as pictures: the worker draws them, the browser sees pixels and never the file.

use axum::extract::Path;
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::IntoResponse;
use greffe::{NoPicture, Picture};

use super::part::DOWNLOAD_POLICY;
use super::problem::{Bit, Told, sentence};
use super::{Answer, message};
use crate::failure::Failure;
use crate::links;
use crate::say::Say;
use crate::visit::Visit;

/// Pictures on one page.
const AT_ONCE: u32 = 10;
/// As wide as a picture is drawn for reading, in pixels.
const WIDTH: u32 = 1_200;
/// The bounds of what may be asked for, in pixels.
const WIDTHS: (u32, u32) = (50, 2_000);
/// The format whose pages are drawn when somebody asks.
const PAGED: &str = "pdf";
/// The format of which a picture is all there is to see.
const IMAGE: &str = "image";

/// Some pages of a file.
#[derive(Default)]
pub(super) struct Pictures {
    /// Each page.
    pub(super) images: Vec<Image>,
    /// Size of the first one, in pixels: keeps the others from jumping while they load.
    pub(super) width: u32,
    /// Its height.
    pub(super) height: u32,
    /// Address of the pages before.
    pub(super) previous: Option<String>,
    /// Address of the pages after.
    pub(super) next: Option<String>,
    /// Which pages of how many, in words; empty where there is one.
    pub(super) position: String,
    /// Why there is none, in words.
    pub(super) failed: Vec<Bit>,
}

/// One page.
pub(super) struct Image {
    /// Where its picture is.
    pub(super) address: String,
    /// What it is a picture of, in words.
    pub(super) words: String,
}

/// Returns the address of the preview with pictures; empty where there is nothing to draw.
pub(super) fn offer(visit: &Visit, id: &str, n: usize, format: &str) -> String {
    if format == PAGED { at_page(visit, id, n, 1) } else { String::new() }
}

/// Returns the page to begin with where nobody needs to ask for pictures.
pub(super) fn unasked(format: &str) -> Option<usize> {
    (format == IMAGE).then_some(1)
}

/// Has the first page drawn, to learn how many there are, and returns where to find them.
pub(super) async fn ask(visit: &Visit, id: &str, n: usize, first: usize) -> Result<Pictures, Failure> {
    let say = visit.say();
    let asked = id.to_owned();
    let drawn = visit.try_ask(move |room| room.picture(&asked, n, 0, WIDTH)).await?;
    Ok(match drawn {
        Ok(Picture::Drawn(drawing)) => {
            let shown = Shown { first: page_number(first).min(drawing.pages).max(1), pages: drawing.pages };
            shown.pictures(visit, id, n, (drawing.width, drawing.height))
        }
        Ok(Picture::None(reason)) => Pictures { failed: sentence(&none(say, reason)), ..Pictures::default() },
        Err(error) => {
            let told = Told::new(say, &Failure::from(error));
            let failed = [told.happened, told.advice].iter().flat_map(|told| sentence(told)).collect();
            Pictures { failed, ..Pictures::default() }
        }
    })
}

/// Which pages are shown, counted from 1.
struct Shown {
    first: u32,
    pages: u32,
}

impl Shown {
    fn pictures(&self, visit: &Visit, id: &str, n: usize, (width, height): (u32, u32)) -> Pictures {
        let say = visit.say();
        let last = self.first.saturating_add(AT_ONCE - 1).min(self.pages);
        let image = |page: u32| Image {
            address: links::message(id, &format!("/file/{n}/page/{page}.png")),
            words: say.values("web-picture-page", &counted(say, page, self.pages)).into_owned(),
        };
        let position = [
            ("first", say.number(u64::from(self.first))),
            ("last", say.number(u64::from(last))),
            ("total", say.number(u64::from(self.pages))),
        ];
        Pictures {
            images: (self.first..=last).map(image).collect(),
            width,
            height,
            previous: (self.first > 1)
                .then(|| at_page(visit, id, n, self.first.saturating_sub(AT_ONCE).max(1))),
            next: (last < self.pages).then(|| at_page(visit, id, n, last + 1)),
            position: if self.pages > 1 {
                say.values("web-pictures-position", &position).into_owned()
            } else {
                String::new()
            },
            failed: Vec::new(),
        }
    }
}

fn counted(say: Say<'_>, page: u32, pages: u32) -> [(&'static str, String); 2] {
    [("page", say.number(u64::from(page))), ("total", say.number(u64::from(pages)))]
}

fn at_page(visit: &Visit, id: &str, n: usize, page: u32) -> String {
    let kept = message::SEARCH_FIELDS.map(|name| (name, visit.asked.text(name)));
    let page = page.to_string();
    let asked: Vec<_> = kept.into_iter().chain([("pictures", page.as_str())]).collect();
    format!("{}#pictures", links::address(&links::message(id, &format!("/file/{n}")), &asked))
}

/// Says why there is no picture.
fn none(say: Say<'_>, reason: NoPicture) -> String {
    match reason {
        NoPicture::TextOnly => say.word("web-picture-text-only").into_owned(),
        NoPicture::NoSuchPage { .. } => say.word("web-picture-no-page").into_owned(),
        NoPicture::Failed(why) => {
            let why = say.word(&format!("file-why-{}", why.word())).into_owned();
            say.value("web-picture-failed", why).into_owned()
        }
    }
}

/// Answers with the picture of a page: `3.png` is the third.
pub(super) async fn picture(visit: Visit, Path((id, n, file)): Path<(String, String, String)>) -> Answer {
    let n: usize = n.parse().map_err(|_| Failure::not_found())?;
    let page: Option<u32> = file.strip_suffix(".png").and_then(|page| page.parse().ok());
    let page = page.and_then(|page| page.checked_sub(1)).ok_or_else(Failure::not_found)?;
    let width = visit.asked.number("width")?.map_or(WIDTH, page_number).clamp(WIDTHS.0, WIDTHS.1);
    match visit.ask(move |room| room.picture(&id, n, page, width)).await? {
        Picture::Drawn(drawing) => Ok(png(drawing.png)),
        Picture::None(_) => Err(Failure::not_found()),
    }
}

fn png(octets: Vec<u8>) -> axum::response::Response {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("image/png")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(DOWNLOAD_POLICY)),
    ];
    (headers, octets).into_response()
}

fn page_number(asked: usize) -> u32 {
    u32::try_from(asked).unwrap_or(u32::MAX)
}
