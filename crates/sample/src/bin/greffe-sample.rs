//! Writes a sample archive to disk: a tool for those who build and measure greffe.
//!
//! Unlike the library it does I/O; it makes the same files for the same arguments.

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use greffe_sample::audit::{self, Container, Size, Story};
use greffe_sample::{Attachments, Mail, Plan, bundle, generate_with, keyring, mailboxes};

const USAGE: &str = "\
Writes a fictional mail archive and its ground truth.

usage: greffe-sample --out DIR [--messages N] [--seed S] [--as mbox|maildir|eml] [--attachments usual|campaign]
       greffe-sample --out DIR --story STORY [--mailboxes N] [--everyday N] [--seed S]
       greffe-sample --out DIR --logs N [--in jsonl|csv] [--seed S]

  --out DIR       directory to write to; it is created, and must be empty
  --messages N    how many mails (1000)
  --seed S        equal seeds give equal archives (1)
  --as FORMAT     mbox: one file per mailbox (default); maildir; eml: one file per mail
  --attachments   usual: a few small files (default); campaign: a file for every third mail,
                  documents with photos, of 230 kB on average: 71848 mails are 9 GB
  --story STORY   access logs instead of mails: STORIES
  --mailboxes N   how many mailboxes the story has (219)
  --everyday N    how many records of everyday work it has (1500)
  --logs N        N records of the unified audit log of M365, for measurements
  --in CONTAINER  in which container (jsonl)

DIR/truth.json is the ground truth of a story. Of an archive,
DIR/truth.jsonl has one JSON object a mail, in the order in which they were made.
DIR/keys.tsv and DIR/observations.jsonl hold what is known of the keys that signed them.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if arguments.iter().any(|argument| argument == "--help" || argument == "-h") {
        return say(&mut io::stdout(), &usage(), ExitCode::SUCCESS);
    }
    match Order::parse(&arguments) {
        Ok(order) => match order.write() {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                let text = format!("error: `{}`: {error}\n", order.out.display());
                say(&mut io::stderr(), &text, ExitCode::from(2))
            }
        },
        Err(problem) => {
            say(&mut io::stderr(), &format!("error: {problem}\n\n{}", usage()), ExitCode::from(2))
        }
    }
}

fn usage() -> String {
    USAGE.replace("STORIES", &Story::ALL.map(Story::name).join(", "))
}

/// Prints `text`; a closed output changes nothing.
fn say(to: &mut impl Write, text: &str, code: ExitCode) -> ExitCode {
    let _ = to.write_all(text.as_bytes());
    code
}

/// What the arguments ask for.
struct Order {
    out: PathBuf,
    plan: Plan,
    attachments: Attachments,
    format: Format,
    subject: Subject,
    size: Size,
    container: Container,
}

/// What is written.
#[derive(Clone, Copy)]
enum Subject {
    Mails,
    Story(Story),
    /// So many records.
    Logs(u64),
}

#[derive(Clone, Copy)]
enum Format {
    Mbox,
    Maildir,
    Eml,
}

impl Order {
    fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut order = Self {
            out: PathBuf::new(),
            plan: Plan { seed: 1, messages: 1000 },
            attachments: Attachments::Usual,
            format: Format::Mbox,
            subject: Subject::Mails,
            size: Size::USUAL,
            container: Container::JsonLines,
        };
        let mut rest = arguments.iter();
        while let Some(name) = rest.next() {
            let value = rest.next().ok_or_else(|| format!("`{name}` needs a value"))?;
            let number = || format!("`{name}` needs a whole number, not `{value}`");
            match name.as_str() {
                "--out" => order.out = PathBuf::from(value),
                "--messages" => order.plan.messages = value.parse().map_err(|_| number())?,
                "--seed" => order.plan.seed = value.parse().map_err(|_| number())?,
                "--as" => order.format = Format::parse(value)?,
                "--attachments" => order.attachments = parse_attachments(value)?,
                "--story" => order.subject = Subject::Story(parse_story(value)?),
                "--mailboxes" => order.size.mailboxes = value.parse().map_err(|_| number())?,
                "--everyday" => order.size.everyday = value.parse().map_err(|_| number())?,
                "--in" => order.container = parse_container(value)?,
                "--logs" => order.subject = Subject::Logs(value.parse().map_err(|_| number())?),
                _ => return Err(format!("`{name}` is not an option")),
            }
        }
        if order.out.as_os_str().is_empty() {
            return Err("`--out` is missing".to_owned());
        }
        Ok(order)
    }

    fn write(&self) -> io::Result<()> {
        fs::create_dir_all(&self.out)?;
        if fs::read_dir(&self.out)?.next().is_some() {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "the directory is not empty"));
        }
        match self.subject {
            Subject::Mails => write_archive(self),
            Subject::Story(story) => write_story(self, story),
            Subject::Logs(events) => write_logs(self, events),
        }
    }
}

fn parse_attachments(name: &str) -> Result<Attachments, String> {
    match name {
        "usual" => Ok(Attachments::Usual),
        "campaign" => Ok(Attachments::Campaign),
        _ => Err(format!("`{name}` are no attachments: expected usual or campaign")),
    }
}

fn parse_container(name: &str) -> Result<Container, String> {
    match name {
        "jsonl" => Ok(Container::JsonLines),
        "csv" => Ok(Container::Csv),
        _ => Err(format!("`{name}` is not a container: expected jsonl or csv")),
    }
}

fn parse_story(name: &str) -> Result<Story, String> {
    let story = Story::ALL.into_iter().find(|story| story.name() == name);
    story.ok_or_else(|| {
        format!("`{name}` is not a story: expected {}", Story::ALL.map(Story::name).join(", "))
    })
}

impl Format {
    fn parse(name: &str) -> Result<Self, String> {
        match name {
            "mbox" => Ok(Format::Mbox),
            "maildir" => Ok(Format::Maildir),
            "eml" => Ok(Format::Eml),
            _ => Err(format!("`{name}` is not a format: expected mbox, maildir or eml")),
        }
    }
}

fn write_story(order: &Order, story: Story) -> io::Result<()> {
    let bundle = audit::story(story, order.plan.seed, order.size);
    for file in &bundle.files {
        fs::write(order.out.join(file.name), &file.bytes)?;
    }
    fs::write(order.out.join("truth.json"), serde_json::to_vec_pretty(&bundle.truth)?)
}

fn write_logs(order: &Order, events: u64) -> io::Result<()> {
    let mut file = File::create(order.out.join(order.container.file_name()))?;
    for chunk in audit::logs(order.plan.seed, events, order.container) {
        file.write_all(&chunk)?;
    }
    Ok(())
}

fn write_archive(order: &Order) -> io::Result<()> {
    fs::write(order.out.join("keys.tsv"), keyring::keys_tsv())?;
    fs::write(order.out.join("observations.jsonl"), keyring::observations_jsonl())?;
    let mut truth = BufWriter::new(File::create(order.out.join("truth.jsonl"))?);
    let mut writer = Writer::new(&order.out, order.format)?;
    for mail in generate_with(&order.plan, order.attachments) {
        writer.write(&mail)?;
        serde_json::to_writer(&mut truth, &mail.truth)?;
        truth.write_all(b"\n")?;
    }
    writer.finish()?;
    truth.flush()
}

/// Open files of one archive.
struct Writer {
    out: PathBuf,
    format: Format,
    mboxes: HashMap<&'static str, BufWriter<File>>,
    entry: Vec<u8>,
}

impl Writer {
    fn new(out: &Path, format: Format) -> io::Result<Self> {
        let mut mboxes = HashMap::new();
        if let Format::Mbox = format {
            for mailbox in mailboxes() {
                let file = File::create(out.join(format!("{}.mbox", mailbox.slug)))?;
                mboxes.insert(mailbox.slug, BufWriter::with_capacity(1 << 20, file));
            }
        }
        Ok(Self { out: out.to_owned(), format, mboxes, entry: Vec::new() })
    }

    fn write(&mut self, mail: &Mail) -> io::Result<()> {
        match self.format {
            Format::Mbox => self.write_mbox_entry(mail),
            Format::Maildir => {
                let directory = self.out.join(mail.mailbox).join(bundle::maildir_folder(mail.folder));
                for sub in ["new", "tmp", "cur"] {
                    fs::create_dir_all(directory.join(sub))?;
                }
                fs::write(directory.join("cur").join(bundle::maildir_name(mail)), &mail.raw)
            }
            Format::Eml => {
                let directory = self.out.join(mail.mailbox).join(mail.folder);
                fs::create_dir_all(&directory)?;
                fs::write(directory.join(format!("{:07}.eml", mail.truth.index)), &mail.raw)
            }
        }
    }

    fn write_mbox_entry(&mut self, mail: &Mail) -> io::Result<()> {
        self.entry.clear();
        bundle::push_mbox_entry(mail, &mut self.entry);
        let unknown = || io::Error::new(io::ErrorKind::NotFound, "a mail of an unknown mailbox");
        self.mboxes.get_mut(mail.mailbox).ok_or_else(unknown)?.write_all(&self.entry)
    }

    fn finish(self) -> io::Result<()> {
        self.mboxes.into_values().try_for_each(|mut mbox| mbox.flush())
    }
}
