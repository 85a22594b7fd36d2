//! A mapping proposed from names and values, every part with its reason; or what cannot be told and what to pass.

mod attributes;
mod names;

use crate::detect::{Detected, DetectedColumn, ValueKind};
use crate::mapping::{
    ColumnKind, ColumnMapping, EventMapping, InputMapping, Layout, Lifecycle, Mapping, TimeValue, Value,
};
use crate::{Format, TimeFormat};
use names::{Part, fit};
use serde::{Deserialize, Serialize};
use tropa_model::{Role, Scale};
use utoipa::ToSchema;

/// What a person states instead of leaving it to the proposal: the flags of the command line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MapOptions {
    /// A column, `=text` for a constant, or `#row`: every row its own actor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// A column, or `=text` for a constant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_format: Option<TimeFormat>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_scale: Option<Scale>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lifecycle: Option<Lifecycle>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ends: Vec<String>,
}

/// The outcome of a proposal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Proposed {
    /// Present when nothing is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mapping: Option<Mapping>,
    /// Why each column got its role.
    pub reasons: Vec<RoleReason>,
    /// What cannot be told.
    pub missing: Vec<Missing>,
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RoleReason {
    pub file: String,
    pub column: String,
    /// `actor`, `activity`, `time`, or the column's name in the lake.
    pub role: String,
    pub why: String,
}

/// A part of the mapping that the files do not tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Missing {
    pub file: String,
    /// `actor`, `activity`, `time`, `time_format`, `object_type`, `join`.
    pub what: String,
    /// What was seen instead.
    pub saw: String,
    /// What to pass.
    pub pass: String,
}

/// Proposes one mapping for all files. Files with the same columns are one input.
pub fn propose(detected: &[Detected], options: &MapOptions) -> Proposed {
    let mut proposed = Proposed::default();
    let mut groups: Vec<Vec<&Detected>> = Vec::new();
    for file in detected {
        let same =
            |g: &&mut Vec<&Detected>| g[0].format == file.format && column_names(g[0]) == column_names(file);
        match groups.iter_mut().find(same) {
            Some(group) => group.push(file),
            None => groups.push(vec![file]),
        }
    }
    let mut inputs = Vec::new();
    let mut scale = options.score_scale;
    let mut naive_times = false;
    for group in &groups {
        let mut draft = Draft {
            file: group[0],
            options,
            proposed: &mut proposed,
            taken: Vec::new(),
            naive_times: false,
        };
        let input = draft.input(&mut scale);
        naive_times |= draft.naive_times;
        if let Some(mut input) = input {
            if groups.len() > 1 {
                input.files = Some(if group.len() == 1 {
                    base_name(&group[0].name)
                } else {
                    common_pattern(group)
                });
            }
            input.name = unique_name(&inputs, &group[0].name);
            inputs.push(input);
        }
    }
    if groups.len() > 1 && !proposed.missing.is_empty() {
        proposed.missing.push(join_hint(&groups));
    }
    if detected.is_empty() {
        let (what, saw, pass) = ("file".into(), "no file".into(), "a file".into());
        proposed.missing.push(Missing {
            file: String::new(),
            what,
            saw,
            pass,
        });
    }
    if naive_times && options.time_zone.is_none() {
        proposed.notes.push(
            "times state no zone and are read as UTC; pass --time-zone, such as --time-zone Europe/Moscow"
                .into(),
        );
    }
    if proposed.missing.is_empty() {
        let mut mapping = Mapping::new(inputs);
        mapping.time_zone = options.time_zone.clone();
        mapping.lifecycle = options.lifecycle.unwrap_or_default();
        mapping.ends = options.ends.clone();
        let scored = |i: &InputMapping| i.columns.iter().any(|c| c.role == Role::Score);
        mapping.score_scale = scale.filter(|_| mapping.inputs.iter().any(scored));
        proposed.mapping = Some(mapping);
    }
    proposed
}

fn column_names(file: &Detected) -> Vec<&str> {
    file.columns.iter().map(|c| c.name.as_str()).collect()
}

fn base_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

/// The longest common beginning and ending around `*`.
fn common_pattern(group: &[&Detected]) -> String {
    let names: Vec<String> = group.iter().map(|f| base_name(&f.name)).collect();
    let first: Vec<char> = names[0].chars().collect();
    let shared = |from_end: bool| {
        (0..first.len())
            .take_while(|i| {
                let place = |n: usize| if from_end { n.checked_sub(i + 1) } else { Some(*i) };
                names.iter().all(|name| {
                    let chars: Vec<char> = name.chars().collect();
                    let (Some(a), Some(b)) = (place(chars.len()), place(first.len())) else {
                        return false;
                    };
                    chars.get(a) == first.get(b)
                })
            })
            .count()
    };
    let (head, tail) = (shared(false), shared(true));
    let head: String = first[..head].iter().collect();
    let tail: String = first[first.len() - tail.min(first.len() - head.chars().count())..]
        .iter()
        .collect();
    format!("{head}*{tail}")
}

fn unique_name(inputs: &[InputMapping], file: &str) -> String {
    let name = tropa_model::SourceName::from_file_name(&base_name(file))
        .as_str()
        .to_owned();
    let taken = |n: &str| inputs.iter().any(|i| i.name == n);
    if !taken(&name) {
        return name;
    }
    (2..)
        .map(|n| format!("{name}_{n}"))
        .find(|n| !taken(n))
        .expect("numbers do not end")
}

/// Files that cannot stand alone usually share keys.
fn join_hint(groups: &[Vec<&Detected>]) -> Missing {
    let mut keys: Vec<(String, Vec<String>)> = Vec::new();
    for group in groups {
        for column in &group[0].columns {
            match keys.iter_mut().find(|(k, _)| *k == column.name) {
                Some((_, files)) => files.push(base_name(&group[0].name)),
                None => keys.push((column.name.clone(), vec![base_name(&group[0].name)])),
            }
        }
    }
    let shared: Vec<String> = keys
        .into_iter()
        .filter(|(_, f)| f.len() > 1)
        .map(|(k, f)| format!("«{k}» in {}", f.join(", ")))
        .collect();
    let saw = if shared.is_empty() {
        "files with different columns, none in common".into()
    } else {
        format!("shared columns: {}", shared.join("; "))
    };
    Missing {
        file: String::new(),
        what: "join".into(),
        saw,
        pass: "--mapping FILE that joins the inputs by key (\"joins\": [{\"input\": …, \"on\": …, \"key\": …}]), or one file at a time".into(),
    }
}

/// One input while it is proposed.
struct Draft<'d> {
    file: &'d Detected,
    options: &'d MapOptions,
    proposed: &'d mut Proposed,
    /// Columns with a role already.
    taken: Vec<String>,
    naive_times: bool,
}

impl Draft<'_> {
    fn input(&mut self, scale: &mut Option<Scale>) -> Option<InputMapping> {
        let file = self.file;
        let object_type = self.object_type();
        if !file.object_types.is_empty() && object_type.is_none() {
            return None;
        }
        let time = self.time();
        let actor = self.value(Part::Actor, "actor", self.options.actor.as_deref(), "--actor");
        let activity = self.value(
            Part::Activity,
            "activity",
            self.options.activity.as_deref(),
            "--activity",
        );
        let (time, actor, activity) = (time?, actor?, activity?);
        let columns = self.columns(&actor, object_type.as_deref(), scale);
        Some(InputMapping {
            name: String::new(),
            files: None,
            layout: Layout {
                format: Some(file.format),
                encoding: file.encoding,
                delimiter: file.delimiter,
                quote: file.quote.filter(|q| *q != '"'),
                decimal: file.decimal,
                header: file.header,
                sheet: file.sheet.clone(),
                object_type,
            },
            joins: Vec::new(),
            actor: Some(actor),
            columns,
            events: vec![EventMapping {
                activity,
                time,
                end: None,
                optional: false,
                columns: Vec::new(),
            }],
        })
    }

    fn object_type(&mut self) -> Option<String> {
        let file = self.file;
        let given = self
            .options
            .object_type
            .clone()
            .or_else(|| file.object_type.clone());
        if file.object_types.is_empty()
            || given
                .as_ref()
                .is_some_and(|g| file.object_types.iter().any(|t| t.name == *g))
        {
            return given.filter(|_| !file.object_types.is_empty());
        }
        let list = |t: &crate::ObjectType| format!("{} ({} objects, {} events)", t.name, t.objects, t.events);
        let saw = file.object_types.iter().map(list).collect::<Vec<_>>().join(", ");
        self.miss(
            "object_type",
            format!("object types {saw}"),
            "--object-type with the one that is the case".into(),
        );
        None
    }

    fn miss(&mut self, what: &str, saw: String, pass: String) {
        self.proposed.missing.push(Missing {
            file: self.file.name.clone(),
            what: what.into(),
            saw,
            pass,
        });
    }

    fn reason(&mut self, column: &str, role: &str, why: &str) {
        let file = self.file.name.clone();
        self.proposed.reasons.push(RoleReason {
            file,
            column: column.into(),
            role: role.into(),
            why: why.into(),
        });
    }

    fn column(&self, name: &str) -> Option<&DetectedColumn> {
        self.file.columns.iter().find(|c| c.name == name)
    }

    fn time(&mut self) -> Option<TimeValue> {
        let file = self.file;
        let could: Vec<&DetectedColumn> = file.columns.iter().filter(|c| c.time.is_some()).collect();
        let given = self.options.time.as_deref();
        let (name, why) = match given {
            Some(name) => (name.to_owned(), "stated"),
            None => {
                let best = could
                    .iter()
                    .filter(|c| fit(Part::Time, &c.name) > 0)
                    .max_by_key(|c| (fit(Part::Time, &c.name), self.varies(c)));
                let sure: Vec<&&DetectedColumn> =
                    could.iter().filter(|c| c.kind == ValueKind::Time).collect();
                match (best, &sure[..]) {
                    (Some(best), _) if fit(Part::Time, &best.name) > 500 || sure.len() <= 1 => {
                        (best.name.clone(), "called so, and its values are times")
                    }
                    (_, [only]) => (only.name.clone(), "the only column of times"),
                    _ => {
                        let saw = if could.is_empty() {
                            format!("no column of times among {}", self.names())
                        } else {
                            format!(
                                "several columns of times: {}",
                                list(could.iter().map(|c| &c.name))
                            )
                        };
                        self.miss(
                            "time",
                            saw,
                            "--time COLUMN, or --mapping FILE where each date column is an event".into(),
                        );
                        return None;
                    }
                }
            }
        };
        let Some(column) = self.column(&name) else {
            self.miss(
                "time",
                format!("no column «{name}» among {}", self.names()),
                "--time with one of them".into(),
            );
            return None;
        };
        let guess = column.time.clone();
        let format = match (self.options.time_format, &guess) {
            (Some(format), _) => format,
            (None, Some(guess)) if guess.formats.len() == 1 => guess.formats[0],
            (None, Some(guess)) => {
                let formats = list(guess.formats.iter().map(|f| f.shown()));
                let saw = format!(
                    "«{name}» fits {formats}: no value decides, such as {}",
                    column.samples.join(", ")
                );
                self.miss(
                    "time_format",
                    saw,
                    "--time-format day_first or --time-format month_first".into(),
                );
                return None;
            }
            (None, None) => {
                let saw = format!(
                    "«{name}» has values that are no times known here: {}",
                    column.samples.join(", ")
                );
                self.miss("time", saw, "another --time column, or --time-format".into());
                return None;
            }
        };
        self.naive_times |= guess.is_some_and(|g| !g.zoned);
        self.reason(&name, "time", &format!("{why}; {}", format.shown()));
        self.taken.push(name.clone());
        Some(TimeValue { column: name, format })
    }

    /// A time that changes inside a session tells more than one that does not.
    fn varies(&self, column: &DetectedColumn) -> u64 {
        column.distinct
    }

    /// The actor or the activity.
    fn value(&mut self, part: Part, what: &str, given: Option<&str>, flag: &str) -> Option<Value> {
        if let Some(given) = given {
            let value = Value::from(given);
            if let Value::Column(name) = &value {
                if self.column(name).is_none() {
                    self.miss(
                        what,
                        format!("no column «{name}» among {}", self.names()),
                        format!("{flag} with one of them, or {flag} =text"),
                    );
                    return None;
                }
                self.taken.push(name.clone());
            }
            self.reason(given, what, "stated");
            return Some(value);
        }
        let other = if part == Part::Actor {
            Part::Activity
        } else {
            Part::Actor
        };
        let named = self
            .file
            .columns
            .iter()
            .filter(|c| !self.taken.contains(&c.name) && could_be(part, c, self.file.rows_sampled));
        let named = named
            .map(|c| (fit(part, &c.name), c))
            .filter(|(score, c)| *score > 0 && *score >= fit(other, &c.name));
        let best = named.max_by(|a, b| a.0.cmp(&b.0).then(b.1.name.cmp(&a.1.name)));
        if let Some((_, column)) = best {
            let name = column.name.clone();
            self.reason(&name, what, "called so");
            self.taken.push(name.clone());
            return Some(Value::column(name));
        }
        let open: Vec<&DetectedColumn> = self
            .file
            .columns
            .iter()
            .filter(|c| {
                !self.taken.contains(&c.name) && c.distinct > 1 && could_be(part, c, self.file.rows_sampled)
            })
            .collect();
        // Of two columns beside the time, the one with far fewer values is what happens, the other is to whom.
        if let [a, b] = open[..]
            && self.file.rows_sampled >= 20
            && self.file.columns.len() <= 4
        {
            let (many, few) = if a.distinct >= b.distinct { (a, b) } else { (b, a) };
            if many.distinct >= 3 * few.distinct {
                let (column, why) = match part {
                    Part::Actor => (many, format!("{} different values that repeat", many.distinct)),
                    _ => (few, format!("only {} different values", few.distinct)),
                };
                let name = column.name.clone();
                self.reason(&name, what, &why);
                self.taken.push(name.clone());
                return Some(Value::column(name));
            }
        }
        let saw = format!("no column called like it; columns are {}", self.names());
        let constant = if part == Part::Actor {
            "#row (every row on its own)"
        } else {
            "=text (one name for all)"
        };
        self.miss(what, saw, format!("{flag} COLUMN or {flag} {constant}"));
        None
    }

    fn names(&self) -> String {
        list(self.file.columns.iter().map(|c| &c.name))
    }
}

/// Whether the values of a column can be those of an actor or an activity at all.
fn could_be(part: Part, column: &DetectedColumn, rows: u64) -> bool {
    let id_like = matches!(column.kind, ValueKind::Integer | ValueKind::Text);
    match part {
        Part::Actor => id_like && column.missing * 2 <= rows,
        _ => {
            id_like && column.missing * 2 <= rows && (column.distinct <= 2_000 || column.distinct * 4 <= rows)
        }
    }
}

fn list(names: impl Iterator<Item = impl AsRef<str>>) -> String {
    const SHOWN: usize = 40;
    let names: Vec<String> = names.map(|n| format!("«{}»", n.as_ref())).collect();
    match names.len() {
        n if n > SHOWN => format!("{} and {} more", names[..SHOWN].join(", "), n - SHOWN),
        _ => names.join(", "),
    }
}

/// A column mapping in the making.
fn mapped(name: &str, role: Role, kind: ColumnKind) -> ColumnMapping {
    ColumnMapping {
        from: Value::column(name),
        role,
        kind: Some(kind),
    }
}

/// Formats whose column names carry their meaning.
fn has_named_meaning(format: Format) -> bool {
    matches!(
        format,
        Format::Xes | Format::OcelJson | Format::OcelXml | Format::OcelSqlite
    )
}
