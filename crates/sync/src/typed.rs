//! From keys and values to a typed record, with what is no value of its field put back to what it last was (rule R3).

use crate::fields::{self, BLOB, CELL, EVIDENCE, Key};
use crate::flat::{Flat, Part, Spot, Unflat, flatten, unflatten};
use crate::state::{Blobs, Entry, base};
use serde_json::{Map as Object, Value};
use tropa_map::Map;
use tropa_map::document::Image;
use tropa_map::pieces::{self, ChangeError, Record, RecordKind};

/// Fields of one record that are put back one after another before the whole record is.
const MENDS_MAX: usize = 200;

/// A record as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed<T> {
    pub value: T,
    /// It differs from what the document says, which is to be mended.
    pub mended: bool,
}

/// The record its keys describe. `last` is what it last was, `trusted` whether the writer may change comments and frozen
/// numbers. `None` for one that cannot stand: it is not to be in the document.
pub fn entry(
    kind: RecordKind,
    id: &str,
    flat: &Flat,
    last: Option<&Entry>,
    trusted: bool,
    blobs: &Blobs,
) -> Option<Typed<Entry>> {
    if !pieces::is_id(id) {
        return None;
    }
    let server_only = matches!(kind, RecordKind::Comment | RecordKind::Former);
    if server_only && !trusted {
        let last = last?;
        let mended = *flat != last.flat();
        return Some(Typed {
            value: last.clone(),
            mended,
        });
    }
    let last_flat = last.map(Entry::flat).unwrap_or_default();
    let mut mender = Mender {
        kind,
        id,
        flat: flat.clone(),
        last: &last_flat,
        mended: false,
    };
    if !trusted && fields::has_evidence(kind) {
        mender.freeze_numbers();
    }
    let read = mender.unflat();
    let spot = Spot {
        parent: read.parent.clone().unwrap_or_default(),
        order: read.order.clone().unwrap_or_default(),
    };
    mender.mended |= spot.order.is_empty();
    if kind == RecordKind::Card && !read.record.contains_key("lane") {
        return None;
    }
    let blob = read.blob.clone().filter(|hash| blobs.has(hash));
    let last_whole = || last.cloned().map(|value| Typed { value, mended: true });
    if kind == RecordKind::Image && blob.is_none() {
        return last_whole();
    }
    let picture = blob.as_deref().and_then(|hash| blobs.base64(hash));
    match mender.typed(|value| {
        let mut record = pieces::from_value(kind, value)?;
        if let (Record::Image(image), Some(picture)) = (&mut record, picture) {
            let image: &mut Image = image;
            picture.clone_into(&mut image.bytes);
        }
        let problems = pieces::problems(&record);
        Ok((record, problems))
    }) {
        Some(record) => Some(Typed {
            value: Entry { spot, record, blob },
            mended: mender.mended,
        }),
        None => last_whole(),
    }
}

/// The map's own fields; what they last were when they cannot be read at all.
pub fn head(map_id: &str, flat: &Flat, last: &Map, trusted: bool) -> Typed<Map> {
    let last_flat = flatten(RecordKind::Map, &pieces::head(last), &Spot::default(), None);
    let mut mender = Mender {
        kind: RecordKind::Map,
        id: map_id,
        flat: flat.clone(),
        last: &last_flat,
        mended: false,
    };
    if !trusted {
        mender.put_back(|key| key == Key::Field("origin"));
    }
    let read = mender.typed(|mut value| {
        if let Some(value) = value.as_object_mut() {
            value.insert("id".to_owned(), Value::from(map_id));
        }
        let map = pieces::from_head(value)?;
        let problems = pieces::head_problems(&map);
        Ok((map, problems))
    });
    Typed {
        mended: mender.mended || read.is_none(),
        value: read.unwrap_or_else(|| last.clone()),
    }
}

struct Mender<'a> {
    kind: RecordKind,
    id: &'a str,
    flat: Flat,
    last: &'a Flat,
    mended: bool,
}

impl Mender<'_> {
    /// Without keys that have the wrong form.
    fn unflat(&mut self) -> Unflat {
        let mut read = unflatten(self.kind, self.id, &self.flat);
        if !read.bad.is_empty() {
            for key in std::mem::take(&mut read.bad) {
                self.take_last(&key);
            }
            read = unflatten(self.kind, self.id, &self.flat);
            for key in std::mem::take(&mut read.bad) {
                self.flat.remove(&key);
            }
        }
        read
    }

    /// The typed record, after as much mending as it needs; `None` when nothing helps.
    fn typed<T>(&mut self, read: impl Fn(Value) -> Result<(T, Vec<String>), ChangeError>) -> Option<T> {
        for _ in 0..MENDS_MAX {
            let unflat = self.unflat();
            let place = match read(whole(self.kind, unflat.record)) {
                Ok((typed, problems)) => match problems.into_iter().next() {
                    None => return Some(typed),
                    Some(place) => place,
                },
                Err(ChangeError::Value { field, .. }) => field,
                Err(_) => return None,
            };
            if !self.mend(&place) {
                return None;
            }
        }
        None
    }

    /// Puts a place such as `feeling.value` back to what it last was, or drops it. `false` when that changed nothing.
    fn mend(&mut self, place: &str) -> bool {
        let (first, rest) = place.split_once('.').map_or((place, None), |(a, b)| (a, Some(b)));
        let (name, index) = match first.split_once('[') {
            Some((name, index)) => (name, index.trim_end_matches(']').parse::<usize>().ok()),
            None => (first, None),
        };
        if name.is_empty() || name == "." {
            return false;
        }
        if name == EVIDENCE
            && let (Some(index), Some(Part::List(reasons))) = (index, self.flat.get_mut(EVIDENCE))
            && index < reasons.len()
        {
            reasons.remove(index);
            self.mended = true;
            return true;
        }
        let next = rest.map(|rest| rest.split(['.', '[']).next().unwrap_or(rest));
        let after = rest.and_then(|rest| rest.split_once('.')).map(|(_, after)| after);
        let kind = self.kind;
        let belongs = |key: &str, closely: bool| match Key::read(kind, key) {
            Key::Prose { field, language } => {
                field == name && (!closely || next.is_none_or(|next| next == language))
            }
            Key::PartProse {
                object,
                part,
                language,
            } => {
                object == name
                    && (!closely
                        || next.is_none_or(|next| next == part)
                            && after.is_none_or(|after| after == language))
            }
            Key::Part { object, part } => {
                object == name && (!closely || next.is_none_or(|next| next == part))
            }
            Key::Field(field) => field == name,
            Key::Place(CELL) => matches!(name, "lane" | "at" | "until"),
            Key::Place(BLOB) => name == "bytes",
            Key::Place(_) => false,
            Key::Evidence => name == EVIDENCE,
            Key::Nothing => false,
        };
        for closely in [true, false] {
            let keys: Vec<String> = self
                .flat
                .keys()
                .chain(self.last.keys())
                .filter(|key| belongs(key, closely))
                .cloned()
                .collect();
            let mut put_back = false;
            for key in &keys {
                put_back |= self.take_last(key);
            }
            if put_back {
                return true;
            }
            // It was so already: then it goes.
            let mut gone = false;
            for key in keys {
                gone |= self.flat.remove(&key).is_some();
            }
            if gone {
                self.mended = true;
                return true;
            }
        }
        false
    }

    /// Puts keys back to what they last were.
    fn put_back(&mut self, which: impl Fn(Key<'_>) -> bool) {
        let kind = self.kind;
        let keys: Vec<String> = self
            .flat
            .keys()
            .chain(self.last.keys())
            .filter(|key| which(Key::read(kind, key)))
            .cloned()
            .collect();
        for key in keys {
            self.take_last(&key);
        }
    }

    fn take_last(&mut self, key: &str) -> bool {
        let changed = match self.last.get(key) {
            Some(last) => {
                let same = self.flat.get(key) == Some(last);
                self.flat.insert(key.to_owned(), last.clone());
                !same
            }
            None => self.flat.remove(key).is_some(),
        };
        self.mended |= changed;
        changed
    }

    /// A frozen answer is what was counted, not what somebody makes of it: a reason that asks the same of the same
    /// snapshot keeps the number it had (rule R6).
    fn freeze_numbers(&mut self) {
        let Some(Part::List(last)) = self.last.get(EVIDENCE) else {
            return;
        };
        let Some(Part::List(now)) = self.flat.get_mut(EVIDENCE) else {
            return;
        };
        for reason in now {
            if last.contains(reason) {
                continue;
            }
            let asked = |reason: &Value| {
                let parts = ["rule", "question", "records", "snapshot"];
                parts.map(|part| reason.get(part).cloned())
            };
            let of = asked(reason);
            if of[1].is_none() && of[3].is_none() {
                continue;
            }
            let Some(was) = last.iter().find(|was| asked(was) == of) else {
                continue;
            };
            if was.get("answer") == reason.get("answer") {
                continue;
            }
            if let Some(reason) = reason.as_object_mut() {
                match was.get("answer") {
                    Some(answer) => reason.insert("answer".to_owned(), answer.clone()),
                    None => reason.remove("answer"),
                };
                self.mended = true;
            }
        }
    }
}

/// The record with the fields all of its kind have, where its keys do not say them.
fn whole(kind: RecordKind, said: Object<String, Value>) -> Value {
    let mut whole = base(kind);
    let Some(fields) = whole.as_object_mut() else {
        return whole;
    };
    for (name, value) in said {
        let value = match (part_base(&name), value) {
            (Some(mut parts), Value::Object(said)) if is_open(kind, &name) => {
                parts.extend(said);
                Value::Object(parts)
            }
            (_, value) => value,
        };
        fields.insert(name, value);
    }
    whole
}

fn is_open(kind: RecordKind, name: &str) -> bool {
    fields::open_objects(kind)
        .iter()
        .any(|(object, _)| *object == name)
}

/// The parts every open object of that name has.
fn part_base(name: &str) -> Option<Object<String, Value>> {
    use tropa_map::document as d;
    let value = match name {
        "opportunity" => serde_json::to_value(d::Opportunity::default()),
        "action" => serde_json::to_value(d::ActionItem::default()),
        "pain" => serde_json::to_value(d::Pain::default()),
        "moment" => serde_json::to_value(d::Moment::default()),
        "intended" | "expected" => serde_json::to_value(d::Wish::default()),
        _ => return None,
    };
    match value {
        Ok(Value::Object(parts)) => Some(parts),
        _ => None,
    }
}
