//! The statement of an evidence bundle: one page of plain text, for a file of its own.

use greffe::{Judgement, Timestamp};

use super::phrase::shown;
use super::{ReasonWords, SignatureWords};
use crate::{Texts, instant, number};

/// Columns of a line: a letter page in a fixed font.
const COLUMNS: usize = 76;
/// A From line or a subject may be a megabyte long.
const LINE_CHARS: usize = 200;

/// What a statement is about.
#[derive(Debug, Clone, Copy)]
pub struct Statement<'a> {
    /// SHA-256 of the message as received, hexadecimal.
    pub id: &'a str,
    /// Its length.
    pub octets: u64,
    /// Its From line; empty when it has none.
    pub from: &'a str,
    /// Its subject.
    pub subject: &'a str,
    /// When it says it was written.
    pub date: Option<Timestamp>,
    /// What its signatures prove.
    pub judgement: &'a Judgement,
    /// The folder of each signature of the judgement in its order, those of its chain
    /// last; `None` for one that cannot be checked again.
    pub folders: &'a [Option<String>],
    /// When the statement is made.
    pub made_at: Timestamp,
}

impl Texts {
    /// Writes the statement of an evidence bundle.
    pub fn statement(&self, of: &Statement<'_>) -> String {
        let words = self.judgement(of.judgement);
        let mut page = Page::default();
        page.title(&self.get("statement-title"), '=');
        page.paragraph("", &self.get("statement-nature"));
        self.message(of, &mut page);
        page.title(&self.told("statement-verdict", &[("verdict", words.verdict)], &[]), '-');
        page.paragraph("", &words.meaning);
        page.paragraph("", words.summary.as_deref().unwrap_or_default());
        page.paragraph("", &words.standing);
        self.why(&words.reasons, &mut page);
        self.signatures(&words.signatures, &mut page);
        let chain = words.chain.iter().flat_map(|chain| [&chain.result, &chain.meaning]);
        let claims = words.claims.iter().chain((!words.claims.is_empty()).then_some(&words.claims_mean));
        page.section(&self.get("statement-beside"), chain.chain(claims));
        self.recheck(of.folders, &mut page);
        let when = self.moment(of.made_at);
        let made = [("when", when), ("version", env!("CARGO_PKG_VERSION").to_owned())];
        page.paragraph("", &self.told("statement-made", &made, &[]));
        page.text
    }

    fn message(&self, of: &Statement<'_>, page: &mut Page) {
        page.title(&self.get("statement-message"), '-');
        let lines = [
            ("SHA-256".to_owned(), of.id.to_owned()),
            (self.get("statement-octets").into_owned(), number(self.language(), of.octets)),
            (self.get("statement-from").into_owned(), line(of.from)),
            (self.get("statement-subject").into_owned(), line(of.subject)),
            (
                self.get("statement-date").into_owned(),
                of.date.map(|date| self.moment(date)).unwrap_or_default(),
            ),
        ];
        for (name, value) in lines.iter().filter(|(_, value)| !value.is_empty()) {
            page.line(&format!("  {name:<10}{value}"));
        }
        page.line("");
    }

    fn why(&self, reasons: &[ReasonWords], page: &mut Page) {
        if reasons.is_empty() {
            return;
        }
        page.title(&self.get("statement-why"), '-');
        for reason in reasons {
            page.item(&format!("{} {}", reason.found, reason.follows));
            let settles = self.told("statement-settles", &[("settles", reason.settles.clone())], &[]);
            page.paragraph("  ", &settles);
        }
    }

    fn signatures(&self, signatures: &[SignatureWords], page: &mut Page) {
        if signatures.is_empty() {
            return;
        }
        page.title(&self.get("statement-signatures"), '-');
        for signature in signatures {
            page.item(&signature.title);
            page.paragraph("  ", &self.one(signature));
        }
    }

    fn one(&self, signature: &SignatureWords) -> String {
        let alone = [("verdict", signature.verdict.clone()), ("dialect", signature.dialect.clone())];
        let mut told = vec![self.told("statement-alone", &alone, &[])];
        told.extend([signature.header.clone(), signature.body.clone(), signature.aligned.clone()]);
        told.extend_from_slice(&signature.time);
        let covered: Vec<String> = signature
            .coverage
            .iter()
            .map(|one| {
                let values = [("header", one.header.to_owned()), ("words", one.words.clone())];
                self.told("statement-covered", &values, &[])
            })
            .collect();
        if !covered.is_empty() {
            told.push(self.told("statement-coverage", &[("coverage", covered.join(", "))], &[]));
        }
        if let Some(key) = &signature.key {
            let values = [("key", key.summary.clone()), ("sha256", key.spki_sha256.clone())];
            told.push(self.told("statement-key", &values, &[]));
            if !key.sources.is_empty() {
                told.push(self.told("statement-sources", &[("sources", key.sources.join("; "))], &[]));
            }
            told.extend_from_slice(&key.notes);
        }
        told.extend_from_slice(&signature.repairs);
        told.join(" ")
    }

    fn recheck(&self, folders: &[Option<String>], page: &mut Page) {
        page.title(&self.get("statement-check"), '-');
        if folders.iter().all(Option::is_none) {
            return page.paragraph("", &self.get("statement-check-none"));
        }
        page.paragraph("", &self.get("statement-check-how"));
        for folder in folders.iter().flatten() {
            page.line(&format!("  sh {folder}/verify.sh"));
        }
        page.line("");
        page.paragraph("", &self.get("statement-check-octets"));
    }

    fn moment(&self, time: Timestamp) -> String {
        instant(self, time).unwrap_or_else(|| self.get("verdict-unknown").into_owned())
    }
}

fn line(text: &str) -> String {
    shown(&text.chars().take(LINE_CHARS).collect::<String>())
}

/// A page of plain text.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn title(&mut self, title: &str, under: char) {
        self.line(title);
        self.line(&under.to_string().repeat(title.chars().count()));
    }

    /// Writes a paragraph, its lines broken between words; nothing for an empty one.
    fn paragraph(&mut self, indent: &str, text: &str) {
        self.filled(indent, indent, text);
        if !text.is_empty() {
            self.line("");
        }
    }

    fn item(&mut self, text: &str) {
        self.filled("* ", "  ", text);
    }

    fn section<'a>(&mut self, title: &str, items: impl Iterator<Item = &'a String>) {
        let mut items = items.peekable();
        if items.peek().is_none() {
            return;
        }
        self.title(title, '-');
        for item in items {
            self.item(item);
        }
        self.line("");
    }

    fn filled(&mut self, first: &str, rest: &str, text: &str) {
        let mut line = first.to_owned();
        let mut columns = line.chars().count();
        let mut words = 0;
        for word in text.split_whitespace() {
            let width = word.chars().count();
            if words > 0 && columns + 1 + width > COLUMNS {
                self.line(&line);
                line = rest.to_owned();
                (columns, words) = (rest.chars().count(), 0);
            }
            if words > 0 {
                line.push(' ');
                columns += 1;
            }
            line.push_str(word);
            (columns, words) = (columns + width, words + 1);
        }
        if words > 0 {
            self.line(&line);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::judgement;
    use super::*;
    use crate::Language;

    fn written(language: Language, subject: &str, folders: &[Option<String>]) -> String {
        Texts::new(language).statement(&Statement {
            id: &"ab".repeat(32),
            octets: 12_345,
            from: "Claire Aubry <claire@region.example>",
            subject,
            date: Some(Timestamp(1_457_946_240)),
            judgement: &judgement(),
            folders,
            made_at: Timestamp(1_767_323_045),
        })
    }

    #[test]
    fn a_statement_says_what_it_is_and_how_to_check_it() {
        let folders = [None, Some("signature-2".to_owned())];
        for (language, expect) in [
            (
                Language::French,
                [
                    "Ce document est produit par un logiciel nommé greffe. Ce n'est ni un acte de\n\
                     greffe ni une expertise.\n",
                    "Verdict : signature valide, avec des limites : region.example\n----",
                    "Fait le 2 janvier 2026, 03:04 UTC avec greffe",
                ],
            ),
            (
                Language::English,
                [
                    "It is\nneither an act of a court registry nor an expert opinion.\n",
                    "Verdict: signature valid, with limits: region.example\n----",
                    "Made on 2 January 2026, 03:04 UTC with greffe",
                ],
            ),
        ] {
            let text = written(language, "Budget", &folders);
            for words in expect.into_iter().chain(["  sh signature-2/verify.sh\n", &"ab".repeat(32)]) {
                assert!(text.contains(words), "`{words}` is not in\n{text}");
            }
            assert!(!text.contains("signature-1/"), "{text}");
        }
    }

    #[test]
    fn a_page_is_no_wider_than_paper_and_no_longer_than_its_matter() {
        let text = written(Language::French, &"é\u{1b}".repeat(100_000), &[]);
        assert!(text.lines().all(|line| line.chars().count() <= LINE_CHARS + 14), "{text}");
        assert!(text.len() < 10_000 && !text.contains('\u{1b}'), "{}", text.len());
        assert!(text.contains("Aucune signature de ce message ne peut être vérifiée de nouveau"));
    }

    #[test]
    fn words_are_broken_between_lines() {
        let mut page = Page::default();
        page.item(&format!("{} {} z", "x".repeat(40), "y".repeat(100)));
        page.paragraph("", "");
        assert_eq!(page.text, format!("* {}\n  {}\n  z\n", "x".repeat(40), "y".repeat(100)));
    }
}
