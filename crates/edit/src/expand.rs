//! Edits as small steps: where a mapping or list replaces another, only what differs changes.

use crate::value::{Value, same_key};
use crate::{Edit, KeyPath};

/// The steps that an edit of `values` consists of. An edit that changes nothing has none.
pub(crate) fn into_steps(edit: &Edit, values: &Value) -> Vec<Edit> {
    match edit {
        Edit::SetBody(_) | Edit::SetLesson(..) | Edit::SetAlt(..) => Vec::new(),
        Edit::Set(path, new) => {
            let mut steps = Vec::new();
            set(path, values.get(path), new, &mut steps);
            steps
        }
        Edit::Move(_, from, to) if from == to => Vec::new(),
        Edit::Remove(path) if values.get(path).is_none() => Vec::new(),
        _ => vec![edit.clone()],
    }
}

fn set(path: &KeyPath, old: Option<&Value>, new: &Value, steps: &mut Vec<Edit>) {
    match (old, new) {
        (Some(old), new) if old.same_as(new) => {}
        (Some(Value::Map(old)), Value::Map(new)) if !old.is_empty() => {
            set_pairs(path, old, new, steps);
        }
        (Some(Value::List(old)), Value::List(new)) if !old.is_empty() && !new.is_empty() => {
            set_items(path, old, new, steps);
        }
        _ => steps.push(Edit::Set(path.clone(), new.clone())),
    }
}

fn set_pairs(
    path: &KeyPath,
    old: &[(String, Value)],
    new: &[(String, Value)],
    steps: &mut Vec<Edit>,
) {
    let find = |pairs: &'_ [(String, Value)], key: &str| {
        pairs.iter().position(|(other, _)| same_key(other, key))
    };
    for (key, value) in new {
        let before = find(old, key).map(|at| &old[at].1);
        set(&path.key(key), before, value, steps);
    }
    for (key, _) in old {
        if find(new, key).is_none() {
            steps.push(Edit::Remove(path.key(key)));
        }
    }
}

fn set_items(path: &KeyPath, old: &[Value], new: &[Value], steps: &mut Vec<Edit>) {
    let same = |(old, new): &(&Value, &Value)| old.same_as(new);
    let before = old.iter().zip(new).take_while(same).count();
    let after = old.iter().rev().zip(new.iter().rev());
    let after = after.take_while(same).count();
    let after = after.min(old.len().min(new.len()) - before);
    let old_end = old.len() - after;
    let new_end = new.len() - after;
    let paired = old_end.min(new_end);
    for index in before..paired {
        set(&path.index(index), Some(&old[index]), &new[index], steps);
    }
    for (index, item) in new.iter().enumerate().take(new_end).skip(paired) {
        steps.push(Edit::Insert(path.clone(), index, item.clone()));
    }
    for index in (paired..old_end).rev() {
        steps.push(Edit::Remove(path.index(index)));
    }
}
