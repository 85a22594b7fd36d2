//! A mapping proposed from names and values, every part with its reason; or what cannot be told and what to pass.

mod attributes;
mod dates;
mod names;
mod outcome;

pub use dates::dates_as_events;
pub(crate) use names::normal;
pub use outcome::{MapOptions, Missing, MissingPart, Proposed, RoleReason};

use crate::Format;
use crate::detect::{Detected, DetectedColumn, ValueKind};
use crate::mapping::{
    ColumnKind, ColumnMapping, EventMapping, InputMapping, Layout, Mapping, TimeValue, Value,
};
use names::{Part, fit};
use tropa_model::{LocalText, Role, Scale};

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
        proposed.missing.push(Missing {
            file: String::new(),
            what: MissingPart::File,
            saw: LocalText::en_ru("no file", "файла нет"),
            pass: LocalText::en_ru("a file", "файл"),
        });
    }
    if naive_times && options.time_zone.is_none() {
        proposed.notes.push(LocalText::en_ru(
            "times state no zone and are read as UTC; if they are local, state the time zone, such as Europe/Moscow",
            "у времени не указан пояс, оно читается как UTC; если оно местное, укажите часовой пояс, например Europe/Moscow",
        ));
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
        .map(|(k, f)| format!("«{k}» ({})", f.join(", ")))
        .collect();
    let saw = if shared.is_empty() {
        LocalText::en_ru(
            "files with different columns, none in common",
            "в файлах разные столбцы, общих нет",
        )
    } else {
        let shared = shared.join("; ");
        LocalText::en_ru(
            format!("shared columns: {shared}"),
            format!("общие столбцы: {shared}"),
        )
    };
    Missing {
        file: String::new(),
        what: MissingPart::Join,
        saw,
        pass: LocalText::en_ru(
            "--mapping FILE that joins the inputs by key (\"joins\": [{\"input\": …, \"on\": …, \"key\": …}]), or one file at a time",
            "--mapping ФАЙЛ, где входы связаны по ключу (\"joins\": [{\"input\": …, \"on\": …, \"key\": …}]), или один файл за раз",
        ),
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
        let actor = self.value(Part::Actor, self.options.actor.as_deref(), "--actor");
        let activity = self.value(Part::Activity, self.options.activity.as_deref(), "--activity");
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
        let saw = LocalText::en_ru(
            format!("object types {}", crate::error::list_types(&file.object_types)),
            format!("виды объектов: {}", crate::error::types_ru(&file.object_types)),
        );
        let pass = LocalText::en_ru(
            "--object-type with the one that is the case",
            "--object-type с тем, который считать делом",
        );
        self.miss(MissingPart::ObjectType, saw, pass);
        None
    }

    fn miss(&mut self, what: MissingPart, saw: LocalText, pass: LocalText) {
        self.proposed.missing.push(Missing {
            file: self.file.name.clone(),
            what,
            saw,
            pass,
        });
    }

    fn reason(&mut self, column: &str, role: &str, why: LocalText) {
        let file = self.file.name.clone();
        self.proposed.reasons.push(RoleReason {
            file,
            column: column.into(),
            role: role.into(),
            why,
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
            Some(name) => (name.to_owned(), stated()),
            None => {
                let best = could
                    .iter()
                    .filter(|c| fit(Part::Time, &c.name) > 0)
                    .max_by_key(|c| (fit(Part::Time, &c.name), self.varies(c)));
                let sure: Vec<&&DetectedColumn> =
                    could.iter().filter(|c| c.kind == ValueKind::Time).collect();
                match (best, &sure[..]) {
                    (Some(best), _) if fit(Part::Time, &best.name) > 500 || sure.len() <= 1 => (
                        best.name.clone(),
                        LocalText::en_ru(
                            "called so, and its values are times",
                            "так называется, и в нём время",
                        ),
                    ),
                    (_, [only]) => (
                        only.name.clone(),
                        LocalText::en_ru("the only column of times", "единственный столбец со временем"),
                    ),
                    _ => {
                        let saw = if could.is_empty() {
                            LocalText::en_ru(
                                format!("no column of times among {}", self.names().get("en")),
                                format!("нет столбца со временем среди {}", self.names().get("ru")),
                            )
                        } else {
                            let columns = list(could.iter().map(|c| &c.name));
                            LocalText::en_ru(
                                format!("several columns of times: {}", columns.get("en")),
                                format!("столбцов со временем несколько: {}", columns.get("ru")),
                            )
                        };
                        let pass = LocalText::en_ru(
                            "--time COLUMN, or --mapping FILE where each date column is an event",
                            "--time СТОЛБЕЦ или --mapping ФАЙЛ, где каждый столбец с датой — событие",
                        );
                        self.miss(MissingPart::Time, saw, pass);
                        return None;
                    }
                }
            }
        };
        let Some(column) = self.column(&name) else {
            let pass = LocalText::en_ru("--time with one of them", "--time с одним из них");
            self.miss(MissingPart::Time, self.no_column(&name), pass);
            return None;
        };
        let guess = column.time.clone();
        let format = match (self.options.time_format, &guess) {
            (Some(format), _) => format,
            (None, Some(guess)) if guess.formats.len() == 1 => guess.formats[0],
            (None, Some(guess)) => {
                let formats = |lang: &str| {
                    let shown = guess.formats.iter().map(|f| f.shown().get(lang).to_owned());
                    shown.collect::<Vec<_>>()
                };
                let samples = column.samples.join(", ");
                let saw = LocalText::en_ru(
                    format!(
                        "«{name}» fits {}: no value decides, such as {samples}",
                        formats("en").join(" and ")
                    ),
                    format!(
                        "«{name}» читается и как {}: ни одно значение не решает, например {samples}",
                        formats("ru").join(", и как ")
                    ),
                );
                let pass = LocalText::en_ru(
                    "--time-format day_first or --time-format month_first",
                    "--time-format day_first или --time-format month_first",
                );
                self.miss(MissingPart::TimeFormat, saw, pass);
                return None;
            }
            (None, None) => {
                let samples = column.samples.join(", ");
                let saw = LocalText::en_ru(
                    format!("«{name}» has values that are no times known here: {samples}"),
                    format!("в «{name}» не время, а {samples}"),
                );
                let pass = LocalText::en_ru(
                    "another --time column, or --time-format",
                    "другой столбец в --time или --time-format",
                );
                self.miss(MissingPart::Time, saw, pass);
                return None;
            }
        };
        self.naive_times |= guess.is_some_and(|g| !g.zoned);
        let shown = format.shown();
        let why = LocalText::en_ru(
            format!("{}; {}", why.get("en"), shown.get("en")),
            format!("{}; {}", why.get("ru"), shown.get("ru")),
        );
        self.reason(&name, "time", why);
        self.taken.push(name.clone());
        Some(TimeValue { column: name, format })
    }

    /// A time that changes inside a session tells more than one that does not.
    fn varies(&self, column: &DetectedColumn) -> u64 {
        column.distinct
    }

    /// The actor or the activity.
    fn value(&mut self, part: Part, given: Option<&str>, flag: &str) -> Option<Value> {
        let (what, missing) = match part {
            Part::Actor => ("actor", MissingPart::Actor),
            _ => ("activity", MissingPart::Activity),
        };
        if let Some(given) = given {
            let value = Value::from(given);
            if let Value::Column(name) = &value {
                if self.column(name).is_none() {
                    let pass = LocalText::en_ru(
                        format!("{flag} with one of them, or {flag} =text"),
                        format!("{flag} с одним из них или {flag} =текст"),
                    );
                    self.miss(missing, self.no_column(name), pass);
                    return None;
                }
                self.taken.push(name.clone());
            }
            self.reason(given, what, stated());
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
            self.reason(&name, what, called_so());
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
                    Part::Actor => (
                        many,
                        LocalText::en_ru(
                            format!("{} different values that repeat", many.distinct),
                            format!("значения повторяются, разных {}", many.distinct),
                        ),
                    ),
                    _ => (
                        few,
                        LocalText::en_ru(
                            format!("only {} different values", few.distinct),
                            format!("разных значений всего {}", few.distinct),
                        ),
                    ),
                };
                let name = column.name.clone();
                self.reason(&name, what, why);
                self.taken.push(name.clone());
                return Some(Value::column(name));
            }
        }
        let saw = LocalText::en_ru(
            format!("no column called like it; columns are {}", self.names().get("en")),
            format!("нет столбца с таким названием; есть {}", self.names().get("ru")),
        );
        let (constant, constant_ru) = if part == Part::Actor {
            ("#row (every row on its own)", "#row (каждая строка сама по себе)")
        } else {
            ("=text (one name for all)", "=текст (одно название для всех)")
        };
        let pass = LocalText::en_ru(
            format!("{flag} COLUMN or {flag} {constant}"),
            format!("{flag} СТОЛБЕЦ или {flag} {constant_ru}"),
        );
        self.miss(missing, saw, pass);
        None
    }

    fn no_column(&self, name: &str) -> LocalText {
        LocalText::en_ru(
            format!("no column «{name}» among {}", self.names().get("en")),
            format!("нет столбца «{name}» среди {}", self.names().get("ru")),
        )
    }

    fn names(&self) -> LocalText {
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

fn called_so() -> LocalText {
    LocalText::en_ru("called so", "так называется")
}

fn stated() -> LocalText {
    LocalText::en_ru("stated", "указано вами")
}

fn list(names: impl Iterator<Item = impl AsRef<str>>) -> LocalText {
    const SHOWN: usize = 40;
    let names: Vec<String> = names.map(|n| format!("«{}»", n.as_ref())).collect();
    match names.len() {
        n if n > SHOWN => {
            let (shown, more) = (names[..SHOWN].join(", "), n - SHOWN);
            LocalText::en_ru(
                format!("{shown} and {more} more"),
                format!("{shown} и ещё {more}"),
            )
        }
        _ => LocalText::plain(names.join(", ")),
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
