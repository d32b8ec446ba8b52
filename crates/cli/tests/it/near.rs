//! Near-duplicates, as a stranger meets them at the command line.

use serde_json::Value;

use crate::stranger::Stranger;

const TEXT: &str = "The budget of 48 200 euros was voted on Tuesday by the standing board,\n\
                    without debate and against the advice of the office of public works.\n\
                    Please tell nobody before the council meets.\n";

/// Writes a mail; returns nothing: its name is its Message-ID.
fn write(stranger: &Stranger, name: &str, day: u32, body: &str) {
    let raw = format!(
        "From: Anne <{name}@region.example>\nTo: jean@courrier.example\nSubject: {name}\n\
         Date: {day} Mar 2016 09:04:05 +0100\nMessage-ID: <{name}@region.example>\n\n{body}"
    );
    stranger.write(&format!("mail/{name}.eml"), raw);
}

/// An archive of a text, its copies, those that hold it, and others.
fn archive() -> Stranger {
    let stranger = Stranger::new();
    let quoted: String = TEXT.lines().map(|line| format!("> {line}\n")).collect();
    let rule = "_".repeat(40);
    write(&stranger, "first", 1, TEXT);
    write(&stranger, "footer", 2, &format!("{TEXT}\nRegards,\nAnne\n\n{rule}\nagents mailing list\n"));
    write(&stranger, "word", 3, &TEXT.replace("nobody", "no one"));
    write(
        &stranger,
        "reply",
        4,
        &format!("Seen.\n\nOn 1 March, Anne <anne@region.example> wrote:\n{quoted}"),
    );
    write(
        &stranger,
        "other",
        5,
        &TEXT.replace("euros", "chairs").replace("debate", "tables").replace("office", "shop"),
    );
    write(&stranger, "short", 6, "ok\n");
    write(&stranger, "brief", 7, "ok\n\n--\nAnne\n");
    let mail = stranger.path("mail");
    assert_eq!(stranger.import(&mail, "anne")["stored"], 7);
    stranger
}

fn show(stranger: &Stranger, name: &str) -> Value {
    let found = stranger.json(&["search", &format!("message-id:{name}@region.example")]);
    stranger.json(&["show", found["hits"][0]["id"].as_str().expect("an id")])
}

/// Returns the subjects of a list with their shares in whole percents.
fn told(list: &Value) -> Vec<(String, u64)> {
    let line = |near: &Value| {
        let share = near["share"].as_f64().expect("a share");
        (near["subject"].as_str().expect("a subject").to_owned(), (share * 100.0).floor() as u64)
    };
    list.as_array().expect("a list").iter().map(line).collect()
}

fn subjects(stranger: &Stranger, arguments: &[&str]) -> Vec<String> {
    let hits = stranger.json(&[&["search"], arguments].concat())["hits"].clone();
    let subject = |hit: &Value| hit["subject"].as_str().expect("a subject").to_owned();
    hits.as_array().expect("hits").iter().map(subject).collect()
}

#[test]
fn copies_and_replies_are_told_apart() {
    let stranger = archive();
    let first = show(&stranger, "first")["similar"].clone();
    assert_eq!(first["compared"], true);
    let same: Vec<String> = told(&first["same_text"]).into_iter().map(|(name, _)| name).collect();
    assert_eq!(same, ["footer", "word"], "{first}");
    assert_eq!(told(&first["same_text"])[0], ("footer".to_owned(), 100));
    assert_eq!(told(&first["contained_in"]), [("reply".to_owned(), 100)]);
    let reply = show(&stranger, "reply")["similar"].clone();
    assert_eq!((&reply["compared"], told(&reply["same_text"])), (&Value::Bool(false), Vec::new()));
    let short = show(&stranger, "short")["similar"].clone();
    assert_eq!((&short["compared"], &short["group"]), (&Value::Bool(false), &0.into()));
    let said = stranger.run(&["show", first["same_text"][0]["id"].as_str().expect("an id")]).out();
    assert!(
        said.contains("100 % in common") && said.contains("messages with nearly the same text"),
        "{said}"
    );
}

#[test]
fn a_group_is_found_and_collapsed() {
    let stranger = archive();
    let group = ["first", "footer"];
    let found = subjects(&stranger, &["--sort", "date", "similar:footer@region.example"]);
    assert!(group.iter().all(|name| found.contains(&(*name).to_owned())), "{found:?}");
    assert!(!["other", "reply", "short"].iter().any(|name| found.contains(&(*name).to_owned())), "{found:?}");
    assert_eq!(subjects(&stranger, &["similar:short@region.example"]), ["short"]);
    let warned = |name: &str| {
        let query = format!("similar:{name}@region.example");
        assert_eq!(stranger.run(&["search", &query]).stderr.contains("fewer than 15 words"), name == "short");
        stranger.json(&["search", &query])["warnings"][0]["code"].clone()
    };
    assert_eq!((warned("short"), warned("first")), ("not-compared".into(), Value::Null));
    let plain = stranger.json(&["search", "budget"]);
    assert_eq!((&plain["texts"], &plain["hits"][0]["similar"]), (&Value::Null, &Value::Null));
    let all = stranger.json(&["search", "--collapse", "--sort", "-date", ""]);
    let texts = 7 - (found.len() as u64 - 1);
    assert_eq!((&all["total"], &all["texts"]), (&7.into(), &texts.into()));
    let of_group = all["hits"].as_array().expect("hits").iter().find(|hit| hit["similar"] != 0);
    // The first of the list stands for its group: here the newest.
    assert_eq!(of_group.expect("a group")["subject"], found.last().expect("several").as_str());
    let paged = subjects(&stranger, &["--collapse", "--sort", "-date", "--offset", "2", "--limit", "2", ""]);
    let whole = subjects(&stranger, &["--collapse", "--sort", "-date", ""]);
    assert_eq!(paged, whole[2..4]);
    let said = stranger.run(&["search", "--collapse", ""]);
    assert!(said.out().contains("more message"), "{}", said.out());
    assert!(said.stderr.contains("different texts"), "{}", said.stderr);
}
