//! Statements that do not lean on each other, brought to the database in one trip: a trip costs more than the rows.

use std::{borrow::Cow, fmt::Write};

use sea_orm::{DbBackend, Statement, Value};

/// Statements with `$1, $2 …` each of its own. On PostgreSQL they see the database as it was before all of them, and run
/// in any order; only the last may answer with rows.
#[derive(Default)]
pub(crate) struct Script(Vec<Part>);

impl Script {
    pub(crate) fn add(
        &mut self,
        sql: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item = Value>,
    ) -> &mut Self {
        self.add_named("", sql, values)
    }

    /// A statement whose answer those after it may read by its name, on PostgreSQL only: they all stand in one statement.
    pub(crate) fn add_named(
        &mut self,
        name: &'static str,
        sql: impl Into<Cow<'static, str>>,
        values: impl IntoIterator<Item = Value>,
    ) -> &mut Self {
        self.0.push(Part { name, sql: sql.into(), values: values.into_iter().collect() });
        self
    }

    /// Puts a statement without values before all others.
    pub(super) fn add_first(&mut self, sql: &'static str) {
        self.0.insert(0, Part { name: "", sql: sql.into(), values: Vec::new() });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Forgets all but the first `len` statements.
    pub(super) fn truncate(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// All of them in one statement, or a few where their values are too many for one.
    pub(super) fn statements(self, engine: DbBackend) -> Vec<Statement> {
        let mut made = Vec::new();
        let mut taken = Vec::new();
        let mut values = 0;
        let mut parts = self.0;
        let named = parts.iter().position(|part| !part.name.is_empty()).unwrap_or(parts.len());
        let together = parts.split_off(named);
        for parts in parts.into_iter().map(|part| vec![part]).chain([together]) {
            let more: usize = parts.iter().map(|part| part.values.len()).sum();
            if !taken.is_empty() && values + more > VALUES {
                made.push(joined(engine, std::mem::take(&mut taken)));
                values = 0;
            }
            values += more;
            taken.extend(parts);
        }
        made.push(joined(engine, taken));
        made
    }
}

/// PostgreSQL takes 65,535 values in a statement.
const VALUES: usize = 60_000;

struct Part {
    name: &'static str,
    sql: Cow<'static, str>,
    values: Vec<Value>,
}

/// One after the other on SQLite, parts of one `WITH` on PostgreSQL, whose protocol takes no more than one.
fn joined(engine: DbBackend, parts: Vec<Part>) -> Statement {
    let sqlite = engine == DbBackend::Sqlite;
    let last = parts.len().saturating_sub(1);
    let mut text = String::with_capacity(parts.iter().map(|part| part.sql.len() + 32).sum());
    let mut values = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        text.push_str(match (sqlite, index) {
            (true, 0) => "",
            (true, _) => "; ",
            (false, 0) if last > 0 => "WITH ",
            (false, _) if index == last => " ",
            (false, _) => ", ",
        });
        let within = !sqlite && index < last;
        if within {
            let _ = match part.name {
                "" => write!(text, "part{index} AS ("),
                name => write!(text, "{name} AS ("),
            };
        }
        renumbered(&part.sql, values.len(), &mut text);
        if within {
            text.push(')');
        }
        values.extend(part.values);
    }
    Statement::from_sql_and_values(engine, text.trim_start(), values)
}

/// Copies a statement, its `$n` becoming `$(n + by)`.
fn renumbered(sql: &str, by: usize, text: &mut String) {
    let mut pieces = sql.split('$');
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = piece.split_at(digits);
        let _ = write!(text, "${}{rest}", number.parse::<usize>().unwrap_or_default() + by);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(script: Script, engine: DbBackend) -> Vec<String> {
        script.statements(engine).into_iter().map(|statement| statement.sql).collect()
    }

    #[test]
    fn one_statement_on_each_engine() {
        let script = || {
            let mut script = Script::default();
            script.add("INSERT INTO a VALUES ($1, $2)", [1.into(), 2.into()]);
            script.add_named("e", "DELETE FROM e", []);
            script.add("DELETE FROM b WHERE c = $1 RETURNING d", [3.into()]);
            script
        };
        let sqlite = "INSERT INTO a VALUES ($1, $2); DELETE FROM e; DELETE FROM b WHERE c = $3 RETURNING d";
        assert_eq!(texts(script(), DbBackend::Sqlite), [sqlite]);
        let postgres = "WITH part0 AS (INSERT INTO a VALUES ($1, $2)), e AS (DELETE FROM e) DELETE FROM b WHERE c = $3 RETURNING d";
        assert_eq!(texts(script(), DbBackend::Postgres), [postgres]);
    }

    #[test]
    fn few_where_the_values_are_too_many() {
        let mut script = Script::default();
        for _ in 0..3 {
            script.add("SELECT $1", vec![Value::from(1); 25_000]);
        }
        let expected = ["WITH part0 AS (SELECT $1) SELECT $25001", "SELECT $1"];
        assert_eq!(texts(script, DbBackend::Postgres), expected);
    }

    #[test]
    fn what_reads_a_named_one_stands_beside_it() {
        for before in 59_990..60_010 {
            let mut script = Script::default();
            script.add("SELECT $1", vec![Value::from(1); before]);
            script.add_named("counter", "UPDATE c RETURNING $1", vec![Value::from(1); 3]);
            script.add("SELECT FROM counter", vec![Value::from(1); 17]);
            let made = texts(script, DbBackend::Postgres);
            assert!(made.last().is_some_and(|last| last.contains("counter AS")), "{before}: {made:?}");
        }
    }
}
