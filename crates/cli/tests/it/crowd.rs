//! Several greffes at once: on one archive, one writes and the others wait.

use std::process::{Child, Stdio};

use crate::stranger::{Stranger, mbox};

#[test]
fn imports_that_begin_at_once_all_come_in() {
    let stranger = Stranger::new();
    let children: Vec<Child> = (0..4)
        .map(|n| {
            let source = stranger.write(&format!("{n}.mbox"), mbox(n * 100..n * 100 + 120));
            let mut command = stranger.command();
            command.arg("import").arg(source).args(["--mailbox", &format!("box{n}")]);
            command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("greffe runs")
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let answer = stranger.json(&["search", "budget", "--limit", "1000"]);
    let ids: std::collections::BTreeSet<&str> =
        answer["hits"].as_array().expect("hits").iter().filter_map(|hit| hit["id"].as_str()).collect();
    assert_eq!((answer["total"].as_u64(), ids.len()), (Some(420), 420));
    assert_eq!(stranger.total("mailbox:box0 mailbox:box1"), 20);
    let check = stranger.run(&["check"]);
    assert_eq!(check.status, 0, "{}", check.out());
}
