//! Compiles the expressions of a form once all its keys are known.

use super::read::Source;
use super::{Form, Node};
use crate::FormProblem;

pub(super) fn form(form: &mut Form, _sources: &[Source], _problems: &mut [FormProblem]) {
    form.order.extend((0..form.sections.len()).map(Node::Section));
    form.order.extend((0..form.tables.len()).map(Node::Table));
    form.order.extend((0..form.fields.len()).map(Node::Field));
}
