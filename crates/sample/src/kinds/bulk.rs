//! Mass mail: newsletters with long pages of HTML, and invitations from far away.

use greffe_terms::{Address, Kind};

use super::{Desk, owner, push_paragraphs};
use crate::attachment::push_escaped;
use crate::calendar;
use crate::chance::Chance;
use crate::draft::{Draft, Html};
use crate::words::{Language, Voice};
use crate::world::Shelf;

struct Sender {
    name: &'static str,
    address: &'static str,
    language: Language,
    subject: &'static str,
}

const SENDERS: [Sender; 8] = [
    Sender {
        name: "La lettre des territoires",
        address: "lettre@le-courrier-des-terres.example",
        language: Language::French,
        subject: "La lettre du {day} : {noun} {adjm}, {les}",
    },
    Sender {
        name: "Hautes-Terres Actualités",
        address: "actualites@hautes-terres.example",
        language: Language::French,
        subject: "Votre région en bref : {le}, {town}",
    },
    Sender {
        name: "Lumiplan Réseaux",
        address: "offres@lumiplan.example",
        language: Language::French,
        subject: "Nos offres {year} pour {les}",
    },
    Sender {
        name: "Formations Altivia",
        address: "catalogue@altivia-formation.example",
        language: Language::French,
        subject: "Derniers jours : formation {noun} à {town}",
    },
    Sender {
        name: "Éditions de l’Achat public",
        address: "abonnes@achat-public.example",
        language: Language::French,
        subject: "Jurisprudence du {day} : {le}",
    },
    Sender {
        name: "Uplands Newsletter",
        address: "news@northern-uplands.example",
        language: Language::English,
        subject: "{Adj} {noun}: news from {town}",
    },
    Sender {
        name: "Procurement Weekly",
        address: "weekly@procurement-weekly.example",
        language: Language::English,
        subject: "This week: {noun}, {noun} and {nouns}",
    },
    Sender {
        name: "Семинары и конференции",
        address: "info@seminary.example",
        language: Language::Russian,
        subject: "Приглашение на семинар {n}",
    },
];

/// Makes a mail of a mass mailing.
pub(crate) fn bulk(desk: &mut Desk) -> Draft {
    let sender = match desk.chance.below(40) {
        0 => &SENDERS[7],
        n => &SENDERS[n % 7],
    };
    let voice = Voice { language: sender.language, now: calendar::to_office_hours(desk.now, desk.chance) };
    let address = Address { name: Some(sender.name.to_owned()), address: sender.address.to_owned() };
    let id = desk.message_id(&address.domain().unwrap_or_default());
    let reader = owner(desk.chance);
    let mut draft = Draft::new(voice, Kind::Bulk, address, reader.mailbox.unwrap_or("presidence"), id);
    draft.shelf = Shelf::Bulk;
    draft.to = vec![reader.as_address()];
    voice.fill(sender.subject, desk.chance, &mut draft.subject);
    draft.fields = fields(sender, desk.chance);
    write(&mut draft, sender, desk.chance);
    draft
}

fn fields(sender: &Sender, chance: &mut Chance) -> Vec<(&'static str, String)> {
    let domain = sender.address.split('@').next_back().unwrap_or_default();
    let reader = chance.bits();
    let mut fields = vec![
        (
            "List-Unsubscribe",
            format!("<https://lien.{domain}/u/{reader:x}>, <mailto:stop@{domain}?subject={reader:x}>"),
        ),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()),
        ("X-Campaign", format!("{:06}", chance.below(1_000_000))),
    ];
    if chance.percent(60) {
        fields.push(("Feedback-ID", format!("{}:{domain}:campagne", chance.below(100_000))));
    }
    if chance.percent(60) {
        fields.push(("Precedence", "bulk".to_owned()));
    }
    fields
}

/// Writes text and page; short texts ("see the page") are common and real.
fn write(draft: &mut Draft, sender: &Sender, chance: &mut Chance) {
    let voice = draft.voice;
    if sender.language == Language::Russian {
        push_paragraphs(voice, 3, chance, &mut draft.text);
        return;
    }
    let articles: Vec<[String; 2]> = (0..chance.between(3, 8)).map(|_| article(voice, chance)).collect();
    let page = page(sender, &articles, chance);
    if chance.percent(30) {
        draft.html = Html::Alone(page);
        return;
    }
    draft.html = Html::BesideText(page);
    if chance.percent(25) {
        draft.text = match voice.language {
            Language::English => "To read this newsletter, open it in your browser.\n".to_owned(),
            _ => "Pour lire cette lettre, ouvrez-la dans votre navigateur.\n".to_owned(),
        };
        return;
    }
    for [title, text] in &articles {
        draft.text.push_str(&format!("*** {title}\n{text}\n\n"));
    }
}

fn article(voice: Voice, chance: &mut Chance) -> [String; 2] {
    let mut text = String::new();
    voice.paragraph(chance.between(2, 5) as usize, chance, &mut text);
    [voice.subject(chance), text]
}

fn page(sender: &Sender, articles: &[[String; 2]], chance: &mut Chance) -> String {
    let domain = sender.address.split('@').next_back().unwrap_or_default();
    let mut out = String::from(HEAD);
    for [title, text] in articles {
        let link = chance.bits();
        out.push_str(ROW);
        out.push_str(&format!("<a href=\"https://lien.{domain}/c/{link:016x}?utm_source=lettre&amp;utm_medium=email\" style=\"color:#0b3d5c;text-decoration:none;\">"));
        push_escaped(title, &mut out);
        out.push_str(ROW_TEXT);
        push_escaped(text, &mut out);
        out.push_str("</td></tr></table></td></tr>\n");
    }
    out.push_str(&format!(
        "</table>\n<img src=\"https://lien.{domain}/o/{:016x}.gif\" width=\"1\" height=\"1\" alt=\"\">\n</body></html>\n",
        chance.bits()
    ));
    out
}

const HEAD: &str = r##"<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html" />
<meta name="viewport" content="width=device-width, initial-scale=1.0" />
<style type="text/css">
body, table, td, a { -webkit-text-size-adjust: 100%; -ms-text-size-adjust: 100%; }
table, td { mso-table-lspace: 0pt; mso-table-rspace: 0pt; }
img { border: 0; height: auto; line-height: 100%; outline: none; text-decoration: none; }
@media screen and (max-width: 600px) { .wrapper { width: 100% !important; } .column { display: block !important; } }
</style>
</head>
<body style="margin:0;padding:0;background-color:#f2f4f5;">
<table role="presentation" border="0" cellpadding="0" cellspacing="0" width="600" class="wrapper" align="center">
"##;
const ROW: &str = r##"<tr><td align="left" valign="top" style="padding:12px 24px 12px 24px;background-color:#ffffff;border-bottom:1px solid #d9e0e3;"><table role="presentation" border="0" cellpadding="0" cellspacing="0" width="100%"><tr><td style="font-family:Arial,Helvetica,sans-serif;font-size:18px;line-height:24px;font-weight:bold;padding-bottom:6px;">"##;
const ROW_TEXT: &str = r##"</a></td></tr><tr><td style="font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:#333333;">"##;
