//! Names tied together: a union-find that refuses to make one of two people.

use super::directory::Rows;
use super::spelling::Spelling;

/// Which names are of one account so far.
pub(super) struct Ties {
    /// Nodes first, then one element for each person of the directory.
    parents: Vec<u32>,
    /// By root: what it holds that only one account can have.
    facts: Vec<Facts>,
    /// Names that a tie must not go through.
    closed: Vec<bool>,
    nodes: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Facts {
    person: Option<u32>,
    /// A node that is a SID of a domain.
    sid: Option<u32>,
    /// More names hang here; the smaller tree goes under the larger.
    size: u32,
}

impl Ties {
    /// The ties that the directory makes.
    pub(super) fn new(spellings: &[Spelling], rows: &Rows) -> Ties {
        let nodes = spellings.len();
        let count = nodes + rows.count();
        let mut ties = Ties {
            parents: (0..count as u32).collect(),
            facts: vec![Facts { size: 1, ..Facts::default() }; count],
            closed: vec![false; count],
            nodes,
        };
        for (node, spelling) in spellings.iter().enumerate() {
            ties.facts[node].sid = spelling.domain_sid().map(|_| node as u32);
            // A display name is no identity, and a reused name is of several.
            ties.closed[node] = !spelling.names_one() || !rows.terms(node).is_empty();
        }
        for person in 0..rows.count() {
            ties.facts[nodes + person].person = Some(person as u32);
        }
        for (node, person) in rows.claims() {
            ties.join(node, nodes + person);
        }
        ties
    }

    /// A record says that both are one account; a display name or a reused name ties nothing.
    pub(super) fn same(&mut self, one: usize, other: usize) {
        if !self.is_closed(one) && !self.is_closed(other) {
            self.join(one, other);
        }
    }

    /// Makes one of both, unless they are two people of the directory or two SIDs of a domain.
    pub(super) fn join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return true;
        }
        let (left, right) = (self.facts[one], self.facts[other]);
        if left.person.is_some() && right.person.is_some() {
            return false;
        }
        // A person of the directory may hold several SIDs, when the directory says so.
        if left.sid.is_some() && right.sid.is_some() && one < self.nodes && other < self.nodes {
            return false;
        }
        let (under, top) = if left.size < right.size { (one, other) } else { (other, one) };
        self.parents[under] = top as u32;
        self.facts[top] = Facts {
            person: left.person.or(right.person),
            sid: left.sid.or(right.sid),
            size: left.size.saturating_add(right.size),
        };
        true
    }

    /// The node that stands for the account of `node`.
    pub(super) fn root(&mut self, mut node: usize) -> usize {
        while self.parents[node] as usize != node {
            let grand = self.parents[self.parents[node] as usize];
            self.parents[node] = grand;
            node = grand as usize;
        }
        node
    }

    /// The same for a person of the directory.
    pub(super) fn root_of_person(&mut self, person: usize) -> usize {
        self.root(self.nodes + person)
    }

    /// The person that the account of `node` belongs to.
    pub(super) fn person(&mut self, node: usize) -> Option<u32> {
        let root = self.root(node);
        self.facts[root].person
    }

    /// Whether nothing is tied to the name by itself.
    pub(super) fn is_closed(&self, node: usize) -> bool {
        self.closed[node]
    }
}
