//! Whether the numbers that counters gave out are all there, each once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use records::{
    AppError, Uuid,
    event_types::{Numbering, Rules},
};
use sea_orm::ConnectionTrait;

use super::Finding;
use crate::{Db, error::db_error, events::numbering};

/// Numbers are read so many at a time.
const PAGE: i64 = 10_000;
/// So many gaps of a counter are named.
const NAMED: usize = 5;

/// A counter: type and period.
type Counter = (Uuid, String);

/// The numberings of a type's versions.
struct Versions {
    key: String,
    by_version: HashMap<i64, Numbering>,
    /// Where counters were told to begin or to go on.
    starts: BTreeSet<i64>,
}

/// Compares every counter with the numbers of its events.
pub(super) async fn examine(db: &Db) -> Result<Vec<Finding>, AppError> {
    let types = types(db).await?;
    let (taken, twice) = taken(db, &types).await?;
    let counters = db.sql("SELECT type_id, period, next FROM counters ORDER BY type_id, period", []);
    let rows = db.read().query_all_raw(counters).await.map_err(db_error)?;
    let (mut findings, mut checked) = (Vec::new(), 0);
    for row in rows {
        let type_id: Uuid = row.try_get("", "type_id").map_err(db_error)?;
        let period: String = row.try_get("", "period").map_err(db_error)?;
        let next: i64 = row.try_get("", "next").map_err(db_error)?;
        let Some(versions) = types.get(&type_id) else { continue };
        let none = BTreeSet::new();
        let counter = (type_id, period);
        let gaps = gaps(taken.get(&counter).unwrap_or(&none), next, &versions.starts);
        checked += 1;
        if !gaps.is_empty() {
            let missing: i64 = gaps.iter().map(|(first, last)| last - first + 1).sum();
            let named: Vec<String> = gaps.iter().take(NAMED).map(range).collect();
            let more = if gaps.len() > NAMED { " …" } else { "" };
            findings.push(Finding::fail(
                format!(
                    "numbers: {} {}: {} missing: {}{more}",
                    versions.key,
                    counter.1,
                    missing,
                    named.join(", ")
                ),
                "events have vanished; compare with the newest backup",
            ));
        }
    }
    for ((type_id, period), sequences) in &twice {
        let key = types.get(type_id).map_or("", |versions| versions.key.as_str());
        let named: Vec<String> = sequences.iter().take(NAMED).map(i64::to_string).collect();
        findings.push(Finding::warn(
            format!("numbers: {key} {period}: given twice: {}", named.join(", ")),
            "look whether a pattern was changed in the middle of its period",
        ));
    }
    if findings.is_empty() {
        findings.push(Finding::ok(format!("numbers: {checked} counters without a gap or a duplicate")));
    }
    Ok(findings)
}

fn range((first, last): &(i64, i64)) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// Ranges of counter values that no event has; a counter that was told to go on at a higher value left those before it
/// out.
fn gaps(taken: &BTreeSet<i64>, next: i64, starts: &BTreeSet<i64>) -> Vec<(i64, i64)> {
    let mut gaps = Vec::new();
    let mut starts = starts.range(..next).peekable();
    while let Some(start) = starts.next() {
        let end = starts.peek().map_or(next, |end| **end);
        let mut expected = *start;
        for value in taken.range(*start..end) {
            if *value > expected {
                gaps.push((expected, value - 1));
            }
            expected = value + 1;
        }
        if end == next && expected < next {
            gaps.push((expected, next - 1));
        }
    }
    gaps
}

async fn types(db: &Db) -> Result<HashMap<Uuid, Versions>, AppError> {
    let select = db.sql(
        "SELECT t.id, t.key, v.version, v.rules FROM event_types t JOIN event_type_versions v ON v.type_id = t.id",
        [],
    );
    let mut types: HashMap<Uuid, Versions> = HashMap::new();
    for row in db.read().query_all_raw(select).await.map_err(db_error)? {
        let rules: String = row.try_get("", "rules").map_err(db_error)?;
        let Ok(Rules { numbering: Some(numbering), .. }) = serde_json::from_str(&rules) else { continue };
        let key = row.try_get("", "key").map_err(db_error)?;
        let versions = types.entry(row.try_get("", "id").map_err(db_error)?).or_insert_with(|| Versions {
            key,
            by_version: HashMap::new(),
            starts: BTreeSet::new(),
        });
        versions.starts.insert(i64::from(numbering.start.unwrap_or(1)));
        versions.by_version.insert(row.try_get("", "version").map_err(db_error)?, numbering);
    }
    Ok(types)
}

/// Counter values by counter, and those that two events have. Numbers that an import brought count where their pattern
/// fits: counters pass over them.
async fn taken(
    db: &Db,
    types: &HashMap<Uuid, Versions>,
) -> Result<(BTreeMap<Counter, BTreeSet<i64>>, BTreeMap<Counter, BTreeSet<i64>>), AppError> {
    let (mut taken, mut twice) =
        (BTreeMap::<Counter, BTreeSet<i64>>::new(), BTreeMap::<Counter, BTreeSet<i64>>::new());
    let mut after = 0_i64;
    loop {
        let select = db.sql(
            "SELECT seq, type_id, version, number FROM events WHERE seq > $1 AND number IS NOT NULL ORDER BY seq LIMIT $2",
            [after.into(), PAGE.into()],
        );
        let rows = db.read().query_all_raw(select).await.map_err(db_error)?;
        let Some(last) = rows.last() else { return Ok((taken, twice)) };
        after = last.try_get("", "seq").map_err(db_error)?;
        for row in &rows {
            let type_id: Uuid = row.try_get("", "type_id").map_err(db_error)?;
            let version: i64 = row.try_get("", "version").map_err(db_error)?;
            let number: String = row.try_get("", "number").map_err(db_error)?;
            let read = types.get(&type_id).and_then(|versions| {
                numbering::read(versions.by_version.get(&version)?, &versions.key, &number)
            });
            let Some((period, sequence)) = read else { continue };
            let counter = (type_id, period);
            if !taken.entry(counter.clone()).or_default().insert(sequence) {
                twice.entry(counter).or_default().insert(sequence);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_of_a_counter() {
        let check = |taken: &[i64], next, starts: &[i64], expected: &[(i64, i64)]| {
            let set = |values: &[i64]| values.iter().copied().collect::<BTreeSet<_>>();
            assert_eq!(gaps(&set(taken), next, &set(starts)), expected, "{taken:?} {next}");
        };
        check(&[1, 2, 3], 4, &[1], &[]);
        check(&[1, 4], 5, &[1], &[(2, 3)]);
        check(&[1, 2], 4, &[1], &[(3, 3)]);
        check(&[2, 3], 4, &[1], &[(1, 1)]);
        check(&[100, 101], 102, &[100], &[]);
        // The second version told the counter to go on at 100.
        check(&[1, 2, 100], 101, &[1, 100], &[]);
        check(&[1, 3, 100, 102], 103, &[1, 100], &[(2, 2), (101, 101)]);
        check(&[7], 1, &[1], &[]);
    }
}
