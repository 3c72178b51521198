//! The order in which fields are evaluated: each after everything it depends on, ties in schema order.
//!
//! Strongly connected parts are found by Tarjan's algorithm (Depth-first search and linear graph algorithms, 1972),
//! without recursion; any of them is a cycle, which no form may have.

use super::source::{Owner, Role, Source};
use super::{Form, Node};
use crate::FormProblem;
use crate::expression::Compiled;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

pub(super) fn find(
    form: &Form,
    sources: &[Source],
    compiled: &[Option<Compiled>],
    problems: &mut Vec<FormProblem>,
) -> Vec<Node> {
    let graph = Graph::of(form, sources, compiled);
    let parts = graph.parts();
    let mut reported = vec![false; graph.edges.len()];
    for (source, compiled) in sources.iter().zip(compiled) {
        let (Some(owner), Some(compiled)) = (graph.reader(source), compiled) else { continue };
        let cycles = compiled.reads.iter().any(|read| parts[graph.read(*read)] == parts[owner]);
        if cycles && !std::mem::replace(&mut reported[parts[owner]], true) {
            problems.push(FormProblem::new(source.at.as_str(), "cycle"));
        }
    }
    graph.sorted()
}

/// Fields, then tables, then sections, then the rows of each table: reading a table is reading its rows, and they
/// depend on every field in them.
struct Graph {
    fields: usize,
    tables: usize,
    sections: usize,
    /// What each depends on.
    edges: Vec<Vec<usize>>,
    /// The place of each in schema order.
    rank: Vec<usize>,
}

impl Graph {
    fn of(form: &Form, sources: &[Source], compiled: &[Option<Compiled>]) -> Graph {
        let (fields, tables, sections) = (form.fields.len(), form.tables.len(), form.sections.len());
        let size = fields + 2 * tables + sections;
        let mut graph =
            Graph { fields, tables, sections, edges: vec![Vec::new(); size], rank: vec![usize::MAX; size] };
        for (at, field) in form.fields.iter().enumerate() {
            let around = field.place.section.map(Node::Section).or(field.place.table.map(Node::Table));
            let around = around.map(|node| graph.index(node));
            graph.edges[at].extend(around);
        }
        for (at, section) in form.sections.iter().enumerate() {
            let around = section.place.section.map(Node::Section).or(section.place.table.map(Node::Table));
            let (own, around) = (graph.index(Node::Section(at)), around.map(|node| graph.index(node)));
            graph.edges[own].extend(around);
        }
        for (at, table) in form.tables.iter().enumerate() {
            let around = table.place.section.map(|section| graph.index(Node::Section(section)));
            let (own, rows) = (graph.index(Node::Table(at)), graph.read(Node::Table(at)));
            graph.edges[own].extend(around);
            graph.edges[rows].push(own);
            graph.edges[rows].extend(table.fields.clone());
        }
        for (source, compiled) in sources.iter().zip(compiled) {
            if let (Some(owner), Some(compiled)) = (graph.reader(source), compiled) {
                let reads: Vec<usize> = compiled.reads.iter().map(|read| graph.read(*read)).collect();
                graph.edges[owner].extend(reads);
            }
        }
        let mut next = 0;
        graph.rank_nodes(form, &form.nodes, &mut next);
        graph
    }

    fn rank_nodes(&mut self, form: &Form, nodes: &[Node], next: &mut usize) {
        for node in nodes {
            if matches!(node, Node::Text(_)) {
                continue;
            }
            let at = self.index(*node);
            self.rank[at] = *next;
            *next += 1;
            match node {
                Node::Section(at) => self.rank_nodes(form, &form.sections[*at].nodes, next),
                Node::Table(table) => {
                    self.rank_nodes(form, &form.tables[*table].nodes, next);
                    let rows = self.read(*node);
                    self.rank[rows] = *next;
                    *next += 1;
                }
                _ => {}
            }
        }
    }

    fn index(&self, node: Node) -> usize {
        match node {
            Node::Field(at) => at,
            Node::Table(at) => self.fields + at,
            Node::Section(at) | Node::Text(at) => self.fields + self.tables + at,
        }
    }

    /// What is depended on when a field or table is read.
    fn read(&self, node: Node) -> usize {
        match node {
            Node::Table(at) => self.fields + self.tables + self.sections + at,
            other => self.index(other),
        }
    }

    /// Whose value or visibility waits for an expression. `required_if`, `read_only_if` and rules come later.
    fn reader(&self, source: &Source) -> Option<usize> {
        match (source.owner, source.role) {
            (Owner::Node(Node::Text(_)), _) => None,
            (Owner::Node(node), Role::VisibleIf | Role::Expr | Role::Default) => Some(self.index(node)),
            _ => None,
        }
    }

    /// Kahn's algorithm; what stands in a cycle is left out.
    fn sorted(&self) -> Vec<Node> {
        let mut waiting: Vec<usize> = self.edges.iter().map(Vec::len).collect();
        let mut readers = vec![Vec::new(); self.edges.len()];
        for (at, edges) in self.edges.iter().enumerate() {
            for to in edges {
                readers[*to].push(at);
            }
        }
        let ready = (0..waiting.len()).filter(|at| waiting[*at] == 0);
        let mut ready: BinaryHeap<Reverse<(usize, usize)>> =
            ready.map(|at| Reverse((self.rank[at], at))).collect();
        let mut sorted = Vec::with_capacity(waiting.len());
        while let Some(Reverse((_, at))) = ready.pop() {
            sorted.extend(self.node(at));
            for reader in &readers[at] {
                waiting[*reader] -= 1;
                if waiting[*reader] == 0 {
                    ready.push(Reverse((self.rank[*reader], *reader)));
                }
            }
        }
        sorted
    }

    fn node(&self, at: usize) -> Option<Node> {
        if at < self.fields {
            Some(Node::Field(at))
        } else if at < self.fields + self.tables {
            Some(Node::Table(at - self.fields))
        } else if at < self.fields + self.tables + self.sections {
            Some(Node::Section(at - self.fields - self.tables))
        } else {
            None
        }
    }

    /// The number of the strongly connected part of each; equal numbers can reach one another. A node that only
    /// reads itself shares its number with itself, which is what a reader asks.
    fn parts(&self) -> Vec<usize> {
        const UNSEEN: usize = usize::MAX;
        let size = self.edges.len();
        let (mut seen, mut low) = (vec![UNSEEN; size], vec![0; size]);
        let (mut part, mut open, mut count) = (vec![UNSEEN; size], Vec::new(), 0);
        for root in 0..size {
            if seen[root] != UNSEEN {
                continue;
            }
            let mut path = vec![(root, 0)];
            while let Some((at, edge)) = path.pop() {
                if edge == 0 {
                    seen[at] = count;
                    low[at] = count;
                    count += 1;
                    open.push(at);
                }
                match self.edges[at].get(edge) {
                    Some(&to) => {
                        path.push((at, edge + 1));
                        if seen[to] == UNSEEN {
                            path.push((to, 0));
                        } else if part[to] == UNSEEN {
                            low[at] = low[at].min(seen[to]);
                        }
                    }
                    None => {
                        if low[at] == seen[at] {
                            while let Some(member) = open.pop() {
                                part[member] = at;
                                if member == at {
                                    break;
                                }
                            }
                        }
                        if let Some((parent, _)) = path.last() {
                            low[*parent] = low[*parent].min(low[at]);
                        }
                    }
                }
            }
        }
        part
    }
}
