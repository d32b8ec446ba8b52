//! A report made again: the same question of the same files gives the same octets.

use std::fs;

use greffe::Edges;
use greffe::audit::audit;
use greffe_report::{Comparison, Difference, ReportError, Secret, read_report, write};
use greffe_texts::Language;

use crate::affair::{Made, affair};

fn compare(made: &Made) -> Comparison {
    let earlier = read_report(&made.dir()).expect("a report");
    assert_eq!(earlier.request, affair().audited.request);
    let audited = audit(&earlier.request, Edges::system(), &mut |_| {}).expect("read again");
    let again = tempfile::tempdir().expect("a folder");
    let dir = again.path().join("report");
    write(&audited, earlier.secret.as_ref(), earlier.language, &dir).expect("written again");
    earlier.compare(&made.dir(), &dir).expect("compared")
}

#[test]
fn nothing_differs_when_nothing_changed() {
    for secret in [None, Some(Secret::new(&[[5; 16]]))] {
        let made = Made::of(&affair().audited, secret.as_ref());
        let comparison = compare(&made);
        assert_eq!(comparison.differences, []);
        let files = made.names().len() - 1 + affair().audited.audit.evidence.sources.len();
        assert_eq!(comparison.same, files as u64);
    }
}

#[test]
fn a_file_that_was_changed_is_named() {
    let made = Made::of(&affair().audited, None);
    let path = made.dir().join("findings.csv");
    fs::write(&path, made.text("findings.csv").replace("grave", "notice")).expect("written");
    let name = "findings.csv".to_owned();
    assert_eq!(compare(&made).differences, [Difference::FileChanged { name }]);
}

#[test]
fn a_directory_of_others_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("mine.txt"), "mine").expect("written");
    let refused = write(&affair().audited, None, Language::French, folder.path());
    assert!(matches!(refused, Err(ReportError::NotEmpty { .. })), "{refused:?}");
    assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1);
    assert!(matches!(read_report(folder.path()), Err(ReportError::NoReport { .. })));
}

#[test]
fn an_earlier_report_is_replaced() {
    let made = Made::of(&affair().audited, None);
    let first = made.text("evidence.json");
    write(&affair().audited, None, Language::French, &made.dir()).expect("written over it");
    assert_ne!(first, made.text("evidence.json"), "it opens in another language");
    let parent = made.dir().parent().expect("a parent").to_owned();
    let left = fs::read_dir(parent).expect("there").count();
    assert_eq!(left, 1, "nothing is left beside it");
}
