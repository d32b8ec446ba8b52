//! The mail's HTML as a tree, read the way a browser reads it, within bounds.
//!
//! Past the bounds reading stops and says where: what follows is shown as
//! plain text. A browser flattens at 512 levels; nobody writes that many.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::mem;
use std::rc::{Rc, Weak};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, ExpandedName, QualName, ns};

use super::feed::{Listener, feed};

/// How much of a tree is read.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    /// Levels of elements.
    depth: usize,
    /// Elements and texts.
    nodes: usize,
}

impl Bounds {
    /// For mail: a hundred times a long newsletter.
    pub(super) const MAIL: Self = Self { depth: 512, nodes: 100_000 };

    /// For what was written from a tree within `MAIL`: notes and placeholders come on top.
    pub(super) const WRITTEN: Self = Self { depth: 600, nodes: 500_000 };
}

/// A tree and how much of the source it covers.
pub(super) struct Tree {
    /// The document node.
    pub(super) document: Handle,
    /// Bytes of the source that are in it; less than the source's length when a bound was met.
    pub(super) taken: usize,
}

impl Tree {
    /// Reads `html` until a bound is met.
    pub(super) fn parse(html: &str, bounds: Bounds) -> Self {
        // A mail reader runs no scripts: what stands in <noscript> is visible.
        let options = TreeBuilderOpts { scripting_enabled: false, ..Default::default() };
        let (builder, taken) =
            feed(html, Builder { inner: TreeBuilder::new(Growing::default(), options), bounds });
        Self { document: builder.inner.sink.document, taken }
    }
}

/// A node, shared.
pub(super) type Handle = Rc<Node>;

/// One node of the tree.
pub(super) struct Node {
    /// What it is.
    pub(super) data: NodeData,
    parent: RefCell<Weak<Node>>,
    children: RefCell<Vec<Handle>>,
    depth: Cell<usize>,
}

/// What a node is.
pub(super) enum NodeData {
    /// The root, or the contents of a template.
    Document,
    /// Characters.
    Text(RefCell<StrTendril>),
    /// Not shown: comments, processing instructions.
    Nothing,
    /// An element.
    Element(Element),
}

/// An element's name and attributes.
pub(super) struct Element {
    name: QualName,
    attributes: RefCell<Vec<Attribute>>,
    template: Option<Handle>,
    integration_point: bool,
}

impl Element {
    /// Returns its name in lower case; SVG and MathML names are `None`.
    pub(super) fn html_name(&self) -> Option<&str> {
        (self.name.ns == ns!(html)).then_some(&*self.name.local)
    }

    /// Returns its name in any namespace.
    pub(super) fn local_name(&self) -> &str {
        &self.name.local
    }

    /// Returns an attribute's value.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let attributes = self.attributes.borrow();
        attributes
            .iter()
            .find(|attribute| &*attribute.name.local == name)
            .map(|found| found.value.to_string())
    }

    /// Returns all attributes.
    pub(super) fn attributes(&self) -> Vec<(String, String)> {
        let attributes = self.attributes.borrow();
        attributes.iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect()
    }
}

impl Node {
    fn new(data: NodeData) -> Handle {
        Rc::new(Self { data, parent: RefCell::default(), children: RefCell::default(), depth: Cell::new(0) })
    }

    /// Returns the element, if it is one.
    pub(super) fn element(&self) -> Option<&Element> {
        match &self.data {
            NodeData::Element(element) => Some(element),
            _ => None,
        }
    }

    /// Returns its children in order.
    pub(super) fn children(&self) -> Vec<Handle> {
        self.children.borrow().clone()
    }

    fn push_text(&self, text: &str) -> bool {
        match &self.data {
            NodeData::Text(held) => {
                held.borrow_mut().push_slice(text);
                true
            }
            _ => false,
        }
    }
}

impl Drop for Node {
    // Not by recursion: moved subtrees may be deeper than the bound.
    fn drop(&mut self) {
        let mut dropped = mem::take(&mut *self.children.borrow_mut());
        while let Some(node) = dropped.pop() {
            if Rc::strong_count(&node) == 1 {
                dropped.append(&mut node.children.borrow_mut());
            }
        }
    }
}

struct Builder {
    inner: TreeBuilder<Handle, Growing>,
    bounds: Bounds,
}

impl TokenSink for Builder {
    type Handle = Handle;

    fn process_token(&self, token: Token, line_number: u64) -> TokenSinkResult<Handle> {
        self.inner.process_token(token, line_number)
    }

    fn end(&self) {
        self.inner.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.inner.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

impl Listener for Builder {
    fn is_full(&self) -> bool {
        self.inner.sink.deepest.get() > self.bounds.depth || self.inner.sink.nodes.get() > self.bounds.nodes
    }
}

/// The tree while it grows.
struct Growing {
    document: Handle,
    nodes: Cell<usize>,
    deepest: Cell<usize>,
}

impl Default for Growing {
    fn default() -> Self {
        Self { document: Node::new(NodeData::Document), nodes: Cell::new(0), deepest: Cell::new(0) }
    }
}

impl Growing {
    fn node(&self, data: NodeData) -> Handle {
        self.nodes.set(self.nodes.get() + 1);
        Node::new(data)
    }

    fn adopt(&self, parent: &Handle, child: &Handle) {
        *child.parent.borrow_mut() = Rc::downgrade(parent);
        child.depth.set(parent.depth.get() + 1);
        self.deepest.set(self.deepest.get().max(child.depth.get()));
    }

    fn text_or_node(&self, child: NodeOrText<Handle>) -> Handle {
        match child {
            NodeOrText::AppendText(text) => self.node(NodeData::Text(RefCell::new(text))),
            NodeOrText::AppendNode(node) => node,
        }
    }
}

fn place_of(target: &Handle) -> Option<(Handle, usize)> {
    let parent = target.parent.borrow().upgrade()?;
    // From the end: what moves is nearly always young, and a search from the
    // start makes a long list of siblings quadratic.
    let place = parent.children.borrow().iter().rposition(|child| Rc::ptr_eq(child, target))?;
    Some((parent, place))
}

fn detach(target: &Handle) {
    if let Some((parent, place)) = place_of(target) {
        parent.children.borrow_mut().remove(place);
    }
    *target.parent.borrow_mut() = Weak::new();
}

impl TreeSink for Growing {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.document.clone()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        match &target.data {
            NodeData::Element(element) => element.name.expanded(),
            _ => unreachable!("html5ever asks for the names of elements only"),
        }
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.node(NodeData::Element(Element {
            name,
            attributes: RefCell::new(attributes),
            template: flags.template.then(|| Node::new(NodeData::Document)),
            integration_point: flags.mathml_annotation_xml_integration_point,
        }))
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.node(NodeData::Nothing)
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.node(NodeData::Nothing)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        if let (NodeOrText::AppendText(text), Some(last)) = (&child, parent.children.borrow().last())
            && last.push_text(text)
        {
            return;
        }
        let child = self.text_or_node(child);
        self.adopt(parent, &child);
        parent.children.borrow_mut().push(child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        let has_parent = element.parent.borrow().upgrade().is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        let contents = target.element().and_then(|element| element.template.clone());
        let contents = contents.unwrap_or_else(|| target.clone());
        contents.depth.set(target.depth.get());
        contents
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        Rc::ptr_eq(one, other)
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(node) = &child {
            detach(node);
        }
        let Some((parent, place)) = place_of(sibling) else { return };
        if let NodeOrText::AppendText(text) = &child
            && let Some(previous) =
                place.checked_sub(1).and_then(|at| parent.children.borrow().get(at).cloned())
            && previous.push_text(text)
        {
            return;
        }
        let child = self.text_or_node(child);
        self.adopt(&parent, &child);
        parent.children.borrow_mut().insert(place, child);
    }

    fn add_attrs_if_missing(&self, target: &Handle, added: Vec<Attribute>) {
        let Some(element) = target.element() else { return };
        let mut held = element.attributes.borrow_mut();
        // Thousands of <body> tags, each with new attributes, would make a list to search in.
        for attribute in added {
            if held.len() < 64 && held.iter().all(|one| one.name != attribute.name) {
                held.push(attribute);
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        detach(target);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let moved = mem::take(&mut *node.children.borrow_mut());
        for child in &moved {
            self.adopt(new_parent, child);
        }
        new_parent.children.borrow_mut().extend(moved);
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &Handle) -> bool {
        target.element().is_some_and(|element| element.integration_point)
    }

    fn allow_declarative_shadow_roots(&self, _: &Handle) -> bool {
        false
    }
}
