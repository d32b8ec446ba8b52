//! `/files`: which files no search looked into, or not to their end, and why.

use askama::Template;
use greffe::Room;
use greffe::view::{UnreadFile, UnreadInside, UnreadTotal};

use super::message::LINE_CHARS;
use super::paging::pages;
use super::results::{Time, or_word};
use super::unseen::UNREAD;
use super::{Answer, Frame, Link, Place, attachment, html};
use crate::failure::Failure;
use crate::reading::shorten;
use crate::say::Say;
use crate::visit::Visit;
use crate::{formula, links};

/// Files on one page.
const PER_PAGE: usize = 100;
/// The table for a register names all of them.
const INSIDE_LISTED: usize = 10;

/// A reason, and how many files it holds for.
struct Total {
    reason: Link,
    files: String,
    size: String,
}

struct File {
    date: Option<Time>,
    subject: String,
    message: String,
    name: String,
    preview: String,
    size: String,
    why: String,
    /// Documents inside: their names, and why their text is missing.
    inside: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "files.html")]
struct Page<'a> {
    frame: Frame<'a>,
    all: usize,
    totals: Vec<Total>,
    waiting: bool,
    /// What another program could read waits for it.
    light: bool,
    shown: usize,
    /// The reason that is chosen, in words.
    chosen: String,
    files: Vec<File>,
    pages: Vec<Link>,
    search: String,
}

/// Answers with the list.
pub(super) async fn page(visit: Visit) -> Answer {
    let why = visit.asked.text("why");
    let number = visit.asked.page()?;
    let start = (number - 1).saturating_mul(PER_PAGE);
    let asked = why.to_owned();
    let asking = move |room: &Room| Ok((room.unread_page(&asked, start, PER_PAGE)?, room.files()?.light));
    let (unread, light) = visit.ask(asking).await?;
    let say = visit.say();
    let counted = |wanted: &dyn Fn(&UnreadTotal) -> bool| {
        let counted = unread.totals.iter().filter(|total| wanted(total)).map(|total| total.files);
        usize::try_from(counted.sum::<u64>()).unwrap_or(usize::MAX)
    };
    let is_chosen = |total: &UnreadTotal| why.is_empty() || total.state.code() == why;
    let chosen = unread.totals.iter().find(|total| !why.is_empty() && is_chosen(total));
    let shown = counted(&is_chosen);
    html(&Page {
        frame: Frame::new(&visit, Place::Files),
        all: counted(&|_| true),
        totals: unread.totals.iter().map(|of| total(say, of, why)).collect(),
        waiting: unread.totals.iter().any(|total| total.state.outcome == "waiting"),
        light,
        shown,
        chosen: chosen.map(|total| say.texts().file_state(&total.state)).unwrap_or_default(),
        pages: pages("/files", &[("why", why)], shown, PER_PAGE, number),
        files: unread.files.iter().map(|file| row(say, file)).collect(),
        search: links::search(UNREAD),
    })
}

fn total(say: Say<'_>, total: &UnreadTotal, chosen: &str) -> Total {
    let code = total.state.code();
    Total {
        reason: Link {
            label: say.texts().file_state(&total.state),
            address: links::address("/files", &[("why", &code)]),
            current: code == chosen,
        },
        files: say.number(total.files),
        size: say.bytes(total.bytes),
    }
}

fn row(say: Say<'_>, file: &UnreadFile) -> File {
    File {
        date: file.date.as_deref().map(|date| Time::day(say, date)),
        subject: or_word(say, &shorten(&file.subject, LINE_CHARS), "search-no-subject"),
        message: links::message(&file.id, ""),
        name: or_word(say, &shorten(&file.name, LINE_CHARS), "web-no-name"),
        preview: links::message(&file.id, &format!("/file/{}", file.part)),
        size: say.bytes(file.bytes),
        why: words(say, file),
        inside: file.inside.iter().take(INSIDE_LISTED).map(|inside| listed(say, inside)).collect(),
    }
}

fn listed(say: Say<'_>, inside: &UnreadInside) -> (String, String) {
    (shorten(&inside.path, LINE_CHARS), say.texts().file_state(&inside.state))
}

fn words(say: Say<'_>, file: &UnreadFile) -> String {
    say.texts().file_state(&file.state)
}

/// Answers with the whole list as a table for a register.
pub(super) async fn csv(visit: Visit) -> Answer {
    let unread = visit.ask(|room| room.unread_files()).await?;
    let bytes = table(visit.say(), &unread).map_err(|_unwritable| Failure::internal())?;
    Ok(attachment("greffe-unread-files.csv", "text/csv; charset=utf-8", bytes))
}

fn table(say: Say<'_>, unread: &[UnreadFile]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let head = [
        "web-date",
        "web-files-subject",
        "web-part-name",
        "web-files-type",
        "web-files-bytes",
        "web-files-why",
    ];
    let head = head.map(|key| say.word(key).into_owned()).into_iter();
    writer.write_record(head.chain(["reason", "message", "part"].map(str::to_owned)))?;
    for file in unread {
        writer.write_record([
            file.date.clone().unwrap_or_default(),
            formula::inert(&file.subject),
            formula::inert(&file.name),
            formula::inert(&file.file_type),
            file.bytes.to_string(),
            words(say, file),
            file.state.code(),
            file.id.clone(),
            file.part.to_string(),
        ])?;
        for inside in &file.inside {
            writer.write_record([
                file.date.clone().unwrap_or_default(),
                formula::inert(&file.subject),
                formula::inert(&format!("{}/{}", file.name, inside.path)),
                String::new(),
                String::new(),
                say.texts().file_state(&inside.state),
                inside.state.code(),
                file.id.clone(),
                file.part.to_string(),
            ])?;
        }
    }
    writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

#[cfg(test)]
mod tests {
    use greffe_texts::{Language, Texts};

    use super::*;
    use crate::samples;
    use greffe_texts::Clock;

    #[test]
    fn no_cell_of_the_register_runs() {
        let (texts, clock) = (Texts::typeset(Language::English), Clock::new("Europe/Paris"));
        let say = Say::new(&texts, &clock);
        for attack in ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2", "\t=1"] {
            let table = table(say, &[samples::unread_file(attack)]).expect("a table");
            let mut lines = csv::Reader::from_reader(table.as_slice());
            let line = lines.records().next().expect("a line").expect("readable");
            assert_eq!(&line[1], &line[2]);
            assert_eq!(line[1], format!("'{attack}"));
            assert_eq!(&line[6], "none.encrypted");
        }
    }
}
