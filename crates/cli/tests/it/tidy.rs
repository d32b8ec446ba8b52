//! The house rules, as tests: floors, file lengths, module docs, licences, words.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The floor of each room; an arrow only ever points to a lower one.
const FLOORS: [(&str, u8); 16] = [
    ("terms", 0),
    ("mapi", 1),
    ("message", 2),
    ("authenticate", 3),
    ("sample", 3),
    ("store", 4),
    ("index", 4),
    ("extract", 4),
    ("intake", 5),
    ("export", 5),
    ("audit", 5),
    ("greffe", 6),
    ("texts", 7),
    ("report", 8),
    ("web", 9),
    ("cli", 10),
];

/// What doors may lean on: everything below the desk is none of their business.
const DOORS: [(&str, &[&str]); 4] = [
    ("texts", &["greffe"]),
    ("report", &["greffe", "texts"]),
    ("web", &["greffe", "texts", "report"]),
    ("cli", &["greffe", "texts", "report", "web"]),
];

const FORBIDDEN_ROOMS: [&str; 7] = ["common", "utils", "core", "helpers", "types", "misc", "manager"];

const LONGEST_FILE: usize = 600;

#[test]
fn arrows_only_point_down() {
    let floors = BTreeMap::from(FLOORS);
    for room in rooms() {
        let floor = floors.get(room.as_str()).unwrap_or_else(|| panic!("room `{room}` has no floor"));
        for below in arrows(&room) {
            assert!(floors[below.as_str()] < *floor, "`{room}` leans on `{below}`, which is not below it");
        }
    }
}

#[test]
fn doors_lean_on_the_desk_alone() {
    for (door, allowed) in DOORS {
        for below in arrows(door) {
            assert!(allowed.contains(&below.as_str()), "the door `{door}` leans on `{below}`");
        }
    }
}

#[test]
fn rooms_have_a_name_of_their_own_and_a_chapter() {
    let architecture = read(&root().join("ARCHITECTURE.md"));
    for room in rooms() {
        assert!(!FORBIDDEN_ROOMS.contains(&room.as_str()), "`{room}` is no name for a room");
        assert!(architecture.contains(&format!("`{room}/`:")), "ARCHITECTURE.md has no chapter on `{room}/`");
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    for file in rust_files() {
        let text = read(&file);
        let lines = text.lines().count();
        assert!(
            lines <= LONGEST_FILE,
            "{}: {lines} lines; split it by what a reader looks for",
            file.display()
        );
        let opening: Vec<&str> = text.lines().take(3).collect();
        assert!(
            opening.iter().any(|line| line.starts_with("//!")),
            "{}: no module doc (`//!`) at the top",
            file.display()
        );
    }
}

#[test]
fn nothing_is_left_undone() {
    for file in rust_files().into_iter().filter(|file| !file.ends_with("tidy.rs")) {
        let text = read(&file);
        for word in ["todo!(", "unimplemented!(", "#[ignore", "dbg!("] {
            assert!(!text.contains(word), "{}: `{word}`", file.display());
        }
    }
}

#[test]
fn every_text_is_used_and_every_text_used_exists() {
    let mut said = Said::default();
    rust_files().iter().for_each(|file| said.listen(&read(file)));
    for room in ["crates/web", "crates/report"] {
        files_under(&root().join(room), &["html", "js"]).iter().for_each(|file| said.listen(&read(file)));
    }
    for file in files_under(&root().join("crates/texts/en"), &["ftl"]) {
        for key in fluent_keys(&read(&file)) {
            assert!(said.says(&key), "{}: nothing says `{key}`", file.display());
        }
    }
}

/// What stands in quotes in the sources, as far as it could be the key of a text.
#[derive(Default)]
struct Said {
    /// `"err-disk-full"`
    keys: BTreeSet<String>,
    /// `"err-{code}"`: the family of keys that begin with `err`.
    families: BTreeSet<String>,
}

impl Said {
    fn listen(&mut self, source: &str) {
        for (at, quote) in source.match_indices(['"', '\'']) {
            let rest = &source[at + 1..];
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            if after.starts_with(quote) {
                self.keys.insert(word.to_owned());
            } else if let Some(family) = word.strip_suffix('-').filter(|_| after.starts_with('{')) {
                self.families.insert(family.to_owned());
            }
        }
    }

    /// Keys built from codes count as used when their family is.
    fn says(&self, key: &str) -> bool {
        let families = key.match_indices('-').map(|(dash, _)| &key[..dash]);
        self.keys.contains(key) || families.rev().any(|family| self.families.contains(family))
    }
}

fn fluent_keys(source: &str) -> Vec<String> {
    source
        .lines()
        .filter_map(|line| line.split_once(" =").map(|(key, _)| key))
        .filter(|key| !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
        .map(str::to_owned)
        .collect()
}

#[test]
fn dependencies_are_permissive() {
    const PERMISSIVE: [&str; 13] = [
        "MIT",
        "MIT-0",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "ISC",
        "Zlib",
        "Unicode-3.0",
        "Unlicense",
        "0BSD",
        "CC0-1.0",
        "CDLA-Permissive-2.0",
        "bzip2-1.0.6",
    ];
    // DESIGN: the one exception, under `ammonia`.
    const MPL: [&str; 2] = ["cssparser", "dtoa-short"];
    for package in metadata()["packages"].as_array().expect("packages") {
        let name = package["name"].as_str().expect("a name");
        let licence = package["license"].as_str().unwrap_or("");
        let excepted = licence == "MPL-2.0" && (MPL.contains(&name) || name == "cssparser-macros");
        assert!(excepted || is_permissive(licence, &PERMISSIVE), "{name}: licence `{licence}`");
    }
}

/// Reads an SPDX expression of `OR` and `AND` without caring for order: every
/// `AND` term needs one permissive alternative.
fn is_permissive(expression: &str, permissive: &[&str]) -> bool {
    let plain = expression.replace(['(', ')'], " ").replace('/', " OR ");
    plain.split(" AND ").all(|term| {
        term.split(" OR ")
            .map(|licence| licence.trim().trim_end_matches(" WITH LLVM-exception"))
            .any(|licence| permissive.contains(&licence))
    })
}

#[test]
fn the_repository_speaks_of_the_product_alone() {
    let listing = Command::new("git").args(["ls-files"]).current_dir(root()).output().expect("git runs");
    let listing = String::from_utf8(listing.stdout).expect("names are UTF-8");
    for name in listing.lines().filter(|name| !name.ends_with("tidy.rs") && !name.ends_with(".png")) {
        let Ok(text) = fs::read_to_string(root().join(name)) else { continue };
        for word in ["/work/", "/root/", "/home/"] {
            assert!(!text.contains(word), "{name}: a path of one machine (`{word}`)");
        }
    }
}

fn root() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("crates/");
    crates.parent().expect("the workspace").to_owned()
}

fn rooms() -> BTreeSet<String> {
    fs::read_dir(root().join("crates"))
        .expect("crates/ is readable")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a room's name is plain"))
        .collect()
}

/// Returns the rooms that `room` depends on outside its tests.
fn arrows(room: &str) -> Vec<String> {
    let manifest = read(&root().join("crates").join(room).join("Cargo.toml"));
    let dependencies = manifest.split("\n[dependencies]").nth(1).unwrap_or("");
    let dependencies = dependencies.split("\n[").next().unwrap_or("");
    dependencies
        .lines()
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter_map(|name| if name == "greffe" { Some(name) } else { name.strip_prefix("greffe-") })
        .map(str::to_owned)
        .collect()
}

fn rust_files() -> Vec<PathBuf> {
    files_under(&root().join("crates"), &["rs"])
}

fn files_under(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("an entry").path();
        let is_wanted = path.extension().and_then(|e| e.to_str()).is_some_and(|e| extensions.contains(&e));
        if path.is_dir() && !path.ends_with("target") {
            found.extend(files_under(&path, extensions));
        } else if is_wanted {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn metadata() -> serde_json::Value {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--filter-platform", &host()])
        // What is built only when asked for as well.
        .args(["--features", "greffe-extract/formats,greffe-cli/dns,greffe-cli/imap"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    serde_json::from_slice(&cargo.stdout).expect("cargo metadata is JSON")
}

/// The platform that is built for: licences of others are seen there.
fn host() -> String {
    let rustc = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8(rustc.stdout).expect("UTF-8");
    let host = text.lines().find_map(|line| line.strip_prefix("host: ")).expect("a host line");
    host.to_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
