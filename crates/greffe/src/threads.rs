//! Threads: messages linked by References and In-Reply-To (RFC 5322 §3.6.4), and by
//! Outlook's Thread-Index, which its answers bear when they name no message.
//!
//! No guessing by subject. A thread is named by its first message's number, so
//! the same archive gives the same threads whatever the order of linking.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use greffe_message::Summary;

/// Links messages, given in number order, into threads.
#[derive(Default)]
pub(crate) struct Threads {
    /// Union-find over nodes; a node is a Message-ID, seen or only mentioned, or a conversation.
    parent: Vec<u32>,
    /// Digest of a Message-ID to its node. 64 bits: a collision, however made,
    /// joins two threads and nothing else.
    nodes: HashMap<u64, u32>,
    /// The node of each message by number.
    messages: Vec<u32>,
}

impl Threads {
    /// Adds the next message.
    pub(crate) fn push(&mut self, summary: &Summary) {
        let own = match &summary.message_id {
            Some(message_id) => self.node(message_id),
            None => self.fresh(),
        };
        self.messages.push(own);
        for reference in &summary.references {
            let other = self.node(reference);
            self.join(own, other);
        }
        if let Some(conversation) = &summary.conversation {
            // No Message-ID has a blank in it.
            let other = self.node(&format!("conversation {conversation}"));
            self.join(own, other);
        }
    }

    /// Returns, for each message, the number of its thread's first message.
    pub(crate) fn roots(mut self) -> Vec<u32> {
        let mut first = vec![u32::MAX; self.parent.len()];
        let messages = std::mem::take(&mut self.messages);
        let mut roots = Vec::with_capacity(messages.len());
        for (number, node) in messages.into_iter().enumerate() {
            let thread = &mut first[self.find(node) as usize];
            if *thread == u32::MAX {
                *thread = number as u32;
            }
            roots.push(*thread);
        }
        roots
    }

    fn node(&mut self, message_id: &str) -> u32 {
        let mut hasher = DefaultHasher::new();
        message_id.hash(&mut hasher);
        let digest = hasher.finish();
        if let Some(&node) = self.nodes.get(&digest) {
            return node;
        }
        let node = self.fresh();
        self.nodes.insert(digest, node);
        node
    }

    fn fresh(&mut self) -> u32 {
        let node = self.parent.len() as u32;
        self.parent.push(node);
        node
    }

    fn find(&mut self, mut node: u32) -> u32 {
        while self.parent[node as usize] != node {
            let grandparent = self.parent[self.parent[node as usize] as usize];
            self.parent[node as usize] = grandparent;
            node = grandparent;
        }
        node
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        let (low, high) = (a.min(b), a.max(b));
        self.parent[high as usize] = low;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(message_id: Option<&str>, references: &[&str], conversation: Option<&str>) -> Summary {
        Summary {
            message_id: message_id.map(str::to_owned),
            references: references.iter().map(|id| (*id).to_owned()).collect(),
            conversation: conversation.map(str::to_owned),
            ..greffe_message::parse(b"").summary(0)
        }
    }

    fn check(messages: &[(Option<&str>, &[&str])], expect: &[u32]) {
        let mut threads = Threads::default();
        for (message_id, references) in messages {
            threads.push(&summary(*message_id, references, None));
        }
        assert_eq!(threads.roots(), expect);
    }

    #[test]
    fn answers_that_name_no_message_are_linked_by_their_conversation() {
        let mut threads = Threads::default();
        threads.push(&summary(Some("a"), &[], Some("1")));
        threads.push(&summary(Some("b"), &[], Some("2")));
        threads.push(&summary(None, &[], Some("1")));
        threads.push(&summary(Some("c"), &["b"], None));
        threads.push(&summary(Some("d"), &["x"], Some("1")));
        threads.push(&summary(Some("e"), &["x"], None));
        assert_eq!(threads.roots(), [0, 1, 0, 1, 0, 0]);
    }

    #[test]
    fn a_reply_joins_its_thread() {
        check(&[(Some("a"), &[]), (Some("b"), &["a"]), (Some("c"), &[])], &[0, 0, 2]);
    }

    #[test]
    fn replies_to_a_message_that_is_not_here_belong_together() {
        check(&[(Some("b"), &["a"]), (Some("c"), &["a"])], &[0, 0]);
    }

    #[test]
    fn a_late_link_joins_two_threads() {
        check(&[(Some("a"), &[]), (Some("b"), &[]), (Some("c"), &["a", "b"])], &[0, 0, 0]);
    }

    #[test]
    fn messages_without_id_stand_alone_unless_they_refer() {
        check(&[(None, &[]), (None, &[]), (None, &["a"]), (Some("a"), &[])], &[0, 1, 2, 2]);
    }

    #[test]
    fn a_message_may_refer_to_itself() {
        check(&[(Some("a"), &["a"])], &[0]);
    }
}
