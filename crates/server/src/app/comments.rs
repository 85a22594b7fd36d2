//! What people say about parts of a map: records of the map itself, written by whoever may comment.

use crate::app::versions::sound_text;
use crate::app::{AppError, Author, ErrorCode, Fault, Workspace, now_rfc3339};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use tropa_catalog::{MapAccessOf, MapId, MapRole, Member, Notification, NotificationKind, Role};
use tropa_map::Map;
use tropa_map::change::{Change, Record, RecordKind};
use tropa_map::document::Comment;
use tropa_model::LocalText;
use utoipa::ToSchema;
use uuid::Uuid;

const TEXT_CHARS_MAX: usize = 10_000;
/// People named in one comment; more is a mailing list.
const MENTIONS_MAX: usize = 50;
/// People told of what a guest said; a map with more editors has somebody else to answer.
const KEEPERS_MAX: usize = 50;
/// Of a comment, in a notification.
const SNIPPET_CHARS_MAX: usize = 300;
const NOTIFICATIONS_SHOWN: u32 = 100;
/// The field of a comment that says whose it is.
const PERSON: &str = "person";

/// A comment as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CommentView {
    pub id: String,
    /// Id of a card, step, stage, lane or persona.
    pub at: String,
    /// RFC 3339 in UTC.
    pub when: String,
    pub by: String,
    /// Absent where it came with a file, or from a guest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// `@[name](person)` names somebody.
    pub text: String,
    /// Id of the comment it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub resolved: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewComment {
    /// Id of a card, step, stage, lane or persona.
    pub at: String,
    pub text: String,
    /// Id of the comment it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answers: Option<String>,
    /// People to be told, beside those named in the text.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CommentEdit {
    /// Only of one's own comment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved: Option<bool>,
}

/// Something a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct NotificationView {
    pub id: String,
    pub kind: NotificationKind,
    pub map: String,
    pub map_title: LocalText,
    /// Id of the comment.
    pub comment: String,
    /// Id of the record it stands at; empty where the comment is gone.
    pub at: String,
    pub by: String,
    /// RFC 3339 in UTC.
    pub when: String,
    /// The beginning of what was said.
    pub text: String,
    pub seen: bool,
}

impl Workspace {
    /// All comments of the map, the oldest first.
    pub fn comments(&self, id: &MapId) -> Result<Vec<CommentView>, AppError> {
        Ok(self.map(id)?.map.comments.iter().map(view).collect())
    }

    /// Says something, and tells those who are named or answered.
    pub fn add_comment(&self, id: &MapId, given: &NewComment, by: &Author) -> Result<CommentView, AppError> {
        let text = said(&given.text)?;
        let mentions = mentions(&text, &given.mentions)?;
        let mut comment = Comment {
            id: format!("k-{}", Uuid::now_v7().simple()),
            at: given.at.clone(),
            when: now_rfc3339(),
            by: by.name.clone(),
            text,
            answers: given.answers.clone(),
            ..Comment::default()
        };
        comment.unknown.insert(PERSON.to_owned(), by.id.clone().into());
        let edited = self.edit_map(id, by, "comment", |map| {
            let record = Record::Comment(Box::new(comment.clone()));
            change(map, &Change::add(record, None))
        })?;
        self.tell(id, &edited.map, &comment, mentions, by)?;
        self.tell_room(id, "comments", by);
        Ok(view(&comment))
    }

    /// Changes one's own words, or says that a matter is settled or open again.
    pub fn edit_comment(
        &self,
        id: &MapId,
        comment_id: &str,
        given: &CommentEdit,
        by: &Author,
    ) -> Result<CommentView, AppError> {
        let text = given.text.as_deref().map(said).transpose()?;
        let edited = self.edit_map(id, by, "comment", |map| {
            let comment = find_mut(map, comment_id)?;
            if let Some(text) = &text {
                if !is_of(comment, by) {
                    return Err(not_yours().into());
                }
                comment.text.clone_from(text);
            }
            if let Some(resolved) = given.resolved {
                comment.resolved = resolved;
            }
            Ok(comment.clone())
        })?;
        self.tell_room(id, "comments", by);
        Ok(view(&edited.outcome))
    }

    /// Takes back one's own comment with its answers; an administrator may take back anybody's.
    pub fn delete_comment(
        &self,
        id: &MapId,
        comment_id: &str,
        by: &Author,
        role: Option<Role>,
    ) -> Result<(), AppError> {
        self.edit_map(id, by, "comment", |map| {
            let any = role.is_some_and(|role| role >= Role::Administrator);
            if !any && !is_of(find_mut(map, comment_id)?, by) {
                return Err(not_yours().into());
            }
            find_mut(map, comment_id)?;
            change(map, &Change::remove(RecordKind::Comment, comment_id))
        })?;
        self.wait(self.catalog.forget_notifications(id, comment_id))?;
        self.tell_room(id, "comments", by);
        Ok(())
    }

    /// What waits for the person on maps that are still there, the newest first. `visible` says which maps the person
    /// may see.
    pub fn notifications(
        &self,
        person_id: &str,
        visible: impl Fn(&MapId) -> bool,
    ) -> Result<Vec<NotificationView>, AppError> {
        let waiting = self.wait(self.catalog.notifications(person_id, NOTIFICATIONS_SHOWN))?;
        let mut maps = std::collections::BTreeMap::new();
        let mut shown = Vec::new();
        for one in waiting {
            let Ok(id) = MapId::new(&one.map_id) else { continue };
            if !visible(&id) {
                continue;
            }
            if !maps.contains_key(&one.map_id) {
                maps.insert(one.map_id.clone(), self.map(&id)?.map);
            }
            let map = &maps[&one.map_id];
            let comment = map.comments.iter().find(|comment| comment.id == one.comment_id);
            shown.push(NotificationView {
                id: one.id,
                kind: one.kind,
                map: one.map_id,
                map_title: map.title.clone(),
                comment: one.comment_id,
                at: comment.map(|comment| comment.at.clone()).unwrap_or_default(),
                by: one.by_name,
                when: one.at,
                text: one.snippet,
                seen: one.seen,
            });
        }
        Ok(shown)
    }

    /// The person has looked at all notifications there are now.
    pub fn see_notifications(&self, person_id: &str) -> Result<(), AppError> {
        let now = now_rfc3339();
        Ok(self.wait(self.catalog.notifications_seen(person_id, &now, &now))?)
    }

    fn tell(
        &self,
        id: &MapId,
        map: &Map,
        comment: &Comment,
        mentioned: BTreeSet<String>,
        by: &Author,
    ) -> Result<(), AppError> {
        let answered = comment
            .answers
            .as_ref()
            .and_then(|to| map.comments.iter().find(|other| other.id == *to))
            .and_then(person_of)
            .filter(|person| !mentioned.contains(person));
        let told = mentioned
            .into_iter()
            .map(|person| (person, NotificationKind::Mention));
        for (person, kind) in told.chain(answered.map(|person| (person, NotificationKind::Answer))) {
            if person == by.id || !self.wait(self.catalog.is_member(&person))? {
                continue;
            }
            self.notify(id, &person, kind, comment, Some(by.id.clone()))?;
        }
        Ok(())
    }

    /// Tells those who look after the map what a guest said: its owner, the maker of the link, and the editors it has
    /// had or was given to; where there is none of them, the owners of the workspace. Only whoever may still edit it.
    pub(crate) fn tell_keepers(
        &self,
        id: &MapId,
        map: &Map,
        comment: &Comment,
        link_by: &str,
    ) -> Result<(), AppError> {
        let members = self.wait(self.catalog.members())?;
        let changed = self.wait(self.catalog.who_changed(id))?;
        let given = self.wait(self.catalog.map_access(id))?;
        let given = |member: &Member| {
            given.iter().any(|access| {
                access.role == MapRole::Editor
                    && match &access.of {
                        MapAccessOf::Person(person) => *person == member.person.id,
                        MapAccessOf::Team(team) => member.teams.contains(team),
                    }
            })
        };
        let owns = |member: &Member| {
            map.owner.as_deref().is_some_and(|owner| {
                let owner = owner.trim().to_lowercase();
                owner == member.person.name.to_lowercase() || owner == member.person.email.to_lowercase()
            })
        };
        let mut keepers = Vec::new();
        for member in members
            .iter()
            .filter(|member| member.person.disabled_at.is_none())
        {
            let person = &member.person.id;
            let keeps = person == link_by || owns(member) || changed.contains(person) || given(member);
            if !keeps {
                continue;
            }
            let rights = self.wait(self.catalog.map_rights(person, member.role))?;
            if rights.on(id.as_str()) >= Some(Role::Editor) {
                keepers.push(person);
            }
        }
        if keepers.is_empty() {
            let owners = members.iter().filter(|member| member.role == Role::Owner);
            keepers.extend(owners.map(|member| &member.person.id));
        }
        for person in keepers.into_iter().take(KEEPERS_MAX) {
            self.notify(id, person, NotificationKind::Guest, comment, None)?;
        }
        Ok(())
    }

    fn notify(
        &self,
        id: &MapId,
        person: &str,
        kind: NotificationKind,
        comment: &Comment,
        by_person: Option<String>,
    ) -> Result<(), AppError> {
        let notification = Notification {
            id: Uuid::now_v7().to_string(),
            map_id: id.to_string(),
            comment_id: comment.id.clone(),
            kind,
            at: comment.when.clone(),
            by_person,
            by_name: comment.by.clone(),
            snippet: comment.text.chars().take(SNIPPET_CHARS_MAX).collect(),
            seen: false,
        };
        Ok(self.wait(self.catalog.notify(person, &notification))?)
    }
}

fn change(map: &mut Map, change: &Change) -> Result<(), AppError> {
    crate::app::edit::apply_all(map, std::slice::from_ref(change))
}

fn said(text: &str) -> Result<String, Fault> {
    sound_text("text", text, TEXT_CHARS_MAX)?.ok_or_else(|| {
        Fault::new(
            ErrorCode::BadRequest,
            "`text`: a comment says something",
            "`text`: комментарий не может быть пустым",
        )
        .at("text")
    })
}

/// Ids of people named in the text as `@[name](id)`, and those given beside it.
fn mentions(text: &str, given: &[String]) -> Result<BTreeSet<String>, Fault> {
    let mut found: BTreeSet<String> = given.iter().cloned().collect();
    let mut rest = text;
    while let Some(at) = rest.find("@[") {
        rest = &rest[at + 2..];
        let Some((name, after)) = rest.split_once("](") else {
            break;
        };
        if name.contains('\n') || name.contains("@[") {
            continue;
        }
        if let Some((person, _)) = after.split_once(')') {
            found.insert(person.to_owned());
        }
    }
    if found.len() > MENTIONS_MAX {
        return Err(Fault::new(
            ErrorCode::TooLarge,
            format!("a comment names at most {MENTIONS_MAX} people"),
            format!("в одном комментарии можно упомянуть не больше {MENTIONS_MAX} человек"),
        )
        .at("text"));
    }
    Ok(found)
}

fn view(comment: &Comment) -> CommentView {
    CommentView {
        id: comment.id.clone(),
        at: comment.at.clone(),
        when: comment.when.clone(),
        by: comment.by.clone(),
        person: person_of(comment),
        text: comment.text.clone(),
        answers: comment.answers.clone(),
        resolved: comment.resolved,
    }
}

fn person_of(comment: &Comment) -> Option<String> {
    comment
        .unknown
        .get(PERSON)
        .and_then(|id| id.as_str())
        .map(str::to_owned)
}

fn is_of(comment: &Comment, by: &Author) -> bool {
    person_of(comment).is_some_and(|person| person == by.id)
}

fn find_mut<'m>(map: &'m mut Map, comment_id: &str) -> Result<&'m mut Comment, Fault> {
    let found = map.comments.iter_mut().find(|comment| comment.id == comment_id);
    found.ok_or_else(|| {
        Fault::new(
            ErrorCode::NotFound,
            "there is no such comment on this map",
            "такого комментария на карте нет",
        )
    })
}

fn not_yours() -> Fault {
    Fault::new(
        ErrorCode::NotAllowed,
        "only the person who wrote a comment may change it",
        "изменить комментарий может только тот, кто его написал",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_named_in_a_text_are_found_once_each() {
        let check = |text: &str, expected: &[&str]| {
            let found = mentions(text, &[]).unwrap();
            assert_eq!(
                found.iter().map(String::as_str).collect::<Vec<_>>(),
                expected,
                "{text}"
            );
        };
        check("@[Анна Ким](p1), look; @[Bob](p2) and @[Анна](p1)", &["p1", "p2"]);
        check("a@[b", &[]);
        check("@[Ann](p1", &[]);
        check("[a](b)", &[]);
        check("@[x @[Ann](p1)", &["p1"]);
    }
}
