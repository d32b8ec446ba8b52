//! `report.html`: one file for people, in both languages, that needs no network and prints.
//!
//! Both languages stand in the file; a switch without script shows one, and the
//! one that is shown is the one that prints. Sections say what they found and
//! where the records are; long tables stop at a limit and name the file that has
//! the rest.

mod annex;
mod answer;
mod approvals;
mod block;
mod breadth;
mod chart;
mod closing;
mod coverage;
mod diversions;
mod findings;
mod gaps;
mod grouped;
mod integrity;
mod matrix;
mod orders;
mod periods;
mod timeline;

use std::io::Write;

use askama::Template;
use greffe::audit::{Audit, Audited, Cover, Power};
use greffe_texts::{Language, Texts};

use crate::edition::Edition;
use crate::error::ReportError;
use crate::words::Say;
use block::{Block, Blocks, CardWords, Section};

const STYLE: &str = include_str!("../../templates/report.css");

/// What sections are made from.
#[derive(Clone, Copy)]
pub(crate) struct Matter<'a> {
    pub(crate) say: Say<'a>,
    pub(crate) audited: &'a Audited,
}

impl<'a> Matter<'a> {
    fn audit(&self) -> &'a Audit {
        &self.audited.audit
    }

    /// How far approvals cover each right; copies that go elsewhere are no rights, and looked at apart.
    fn covers(&self) -> impl Iterator<Item = Cover> + 'a {
        let audit = self.audit();
        let rights = audit.intervals.iter().zip(&audit.backing);
        rights.filter(|(right, _)| right.power != Power::Divert).map(|(_, backing)| backing.cover)
    }

    /// Writes what a table leaves out and where it is.
    fn rest(&self, all: usize, shown: usize, file: &str) -> String {
        let more = all.saturating_sub(shown) as u64;
        match more {
            0 => String::new(),
            _ => self.say.told("audit-rest", &[("file", file.to_owned())], &[("count", more)]),
        }
    }
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    title: &'a str,
    halves: &'a [Half; 2],
    tag: &'a str,
    version: &'a str,
    style: &'a str,
}

/// The report in one language.
struct Half {
    tag: &'static str,
    language: String,
    is_first: bool,
    title: String,
    nature: String,
    made: String,
    contents: String,
    sections: Vec<Section>,
    words: CardWords,
}

impl Half {
    fn blocks(&self, section: &Section) -> askama::Result<String> {
        let prefix = format!("{}-", self.tag);
        Blocks { blocks: &section.blocks, prefix: &prefix, words: &self.words }.render()
    }
}

/// Returns the counted sentences of the first page.
pub(crate) fn answer(audited: &Audited, edition: &Edition<'_>, texts: &Texts) -> Vec<String> {
    let matter = Matter { say: Say { texts, edition }, audited };
    let points = answer::points(matter).into_iter();
    points.map(|point| format!("{} ({})", point.text, point.certainty)).collect()
}

/// Writes the page; it opens in `language`.
pub(crate) fn page(
    audited: &Audited,
    edition: &Edition<'_>,
    language: Language,
    out: &mut dyn Write,
) -> Result<(), ReportError> {
    let other = match language {
        Language::English => Language::French,
        Language::French => Language::English,
    };
    let half = |language, is_first| {
        let texts = Texts::typeset(language);
        let say = Say { texts: &texts, edition };
        half(Matter { say, audited }, is_first)
    };
    let made = || Ok::<_, askama::Error>([half(language, true)?, half(other, false)?]);
    let halves = made().map_err(|_unfilled| ReportError::Page)?;
    let [first, _] = &halves;
    let (title, tag) = (&first.title, first.tag);
    let page = Page { title, tag, halves: &halves, version: env!("CARGO_PKG_VERSION"), style: STYLE };
    page.write_into(&mut Utf8(out)).map_err(|_unwritten| ReportError::Page)
}

fn half(matter: Matter<'_>, is_first: bool) -> askama::Result<Half> {
    let say = matter.say;
    let made = [
        ("when", say.moment(matter.audited.made_at.0.saturating_mul(1000))),
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
    ];
    Ok(Half {
        tag: say.texts.language().tag(),
        language: say.get("audit-language"),
        is_first,
        title: answer::title(matter),
        nature: say.get("statement-nature"),
        made: say.told("audit-made", &made, &[]),
        contents: say.get("audit-contents"),
        sections: sections(matter)?,
        words: CardWords { more: say.get("audit-more") },
    })
}

/// The sections in their order; those that have nothing to say say so, or are left out where nothing was asked.
fn sections(matter: Matter<'_>) -> askama::Result<Vec<Section>> {
    let sections = [
        Some(answer::question(matter)),
        Some(answer::answer(matter)?),
        Some(findings::section(matter)),
        Some(matrix::section(matter)?),
        Some(breadth::section(matter)?),
        periods::section(matter),
        Some(approvals::section(matter)),
        Some(coverage::section(matter)?),
        Some(diversions::section(matter)),
        Some(gaps::section(matter)),
        Some(closing::section(matter)),
        timeline::section(matter)?,
        orders::section(matter),
        Some(integrity::section(matter)),
        Some(annex::section(matter)),
    ];
    Ok(sections.into_iter().flatten().collect())
}

/// Makes a section whose title is the text of `audit-title-<id>`.
fn section(matter: Matter<'_>, id: &'static str, blocks: Vec<Block>) -> Section {
    Section { id, title: matter.say.get(&format!("audit-title-{id}")), blocks }
}

/// Templates write to `fmt` and `io` alike; this hands on what they make.
struct Utf8<'a>(&'a mut dyn Write);

impl Write for Utf8<'_> {
    fn write(&mut self, octets: &[u8]) -> std::io::Result<usize> {
        self.0.write(octets)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.flush()
    }
}
