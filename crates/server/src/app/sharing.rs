//! Who may do what on one map, and links that show it to people without an account.

use crate::app::accounts::{fresh_id, moment, name};
use crate::app::secret::{fresh_secret, hash_of};
use crate::app::{AppError, Author, ErrorCode, Fault, Via, Workspace, now_rfc3339, passwords};
use tropa_catalog::{MapAccess, MapId, Share};
use tropa_map::Map;
use tropa_map::document::Comment;

/// Links to one map; more is a program that runs away.
const SHARES_MAX: usize = 200;
/// Shorter ones are guessed by whoever has the link, although only a few tries are allowed.
const PASSWORD_CHARS_MIN: usize = 6;
const COMMENT_CHARS_MAX: usize = 4_000;
/// Comments of guests a map takes: the rest of its room is for those who work on it.
const GUEST_COMMENTS_MAX: usize = 500;

/// Marks comments that came by a link.
const SHARE_FIELD: &str = "share";

/// What is wanted of a link.
#[derive(Clone, Debug, Default)]
pub struct ShareWish {
    pub name: String,
    pub can_comment: bool,
    pub password: Option<String>,
    pub expires_at: Option<String>,
    pub hide_lanes: Vec<String>,
    pub hide_evidence: bool,
}

/// What is to become different of a link; `None` stays.
#[derive(Clone, Debug, Default)]
pub struct ShareChange {
    pub name: Option<String>,
    pub can_comment: Option<bool>,
    /// `Some(None)`: no password from now on.
    pub password: Option<Option<String>>,
    pub expires_at: Option<Option<String>>,
    pub hide_lanes: Option<Vec<String>>,
    pub hide_evidence: Option<bool>,
}

fn no_such_share() -> AppError {
    Fault::new(
        ErrorCode::NotFound,
        "the map has no such link",
        "такой ссылки у карты нет",
    )
    .into()
}

fn password_hash(given: &str) -> Result<String, AppError> {
    if given.chars().count() < PASSWORD_CHARS_MIN {
        let fault = Fault::new(
            ErrorCode::BadPassword,
            format!("a link's password has at least {PASSWORD_CHARS_MIN} characters"),
            format!("в пароле ссылки не меньше {PASSWORD_CHARS_MIN} символов"),
        );
        return Err(fault.at("password").into());
    }
    Ok(passwords::hash(given))
}

impl Workspace {
    pub fn map_access(&self, map: &MapId) -> Result<Vec<MapAccess>, AppError> {
        Ok(self.wait(self.catalog.map_access(map))?)
    }

    /// Puts these rights in the place of those there were; what is there now.
    pub fn put_map_access(&self, map: &MapId, items: &[MapAccess]) -> Result<Vec<MapAccess>, AppError> {
        let mut of: Vec<_> = items.iter().map(|item| &item.of).collect();
        of.sort();
        if of.windows(2).any(|two| two[0] == two[1]) {
            let fault = Fault::new(
                ErrorCode::BadRequest,
                "a person or team stands twice",
                "человек или команда названы дважды",
            );
            return Err(fault.at("items").into());
        }
        self.map(map)?;
        self.wait(self.catalog.put_map_access(map, items))?;
        self.map_access(map)
    }

    pub fn shares(&self, map: &MapId) -> Result<Vec<(Share, Option<String>)>, AppError> {
        self.map(map)?;
        let all = self.wait(self.catalog.shares(map))?;
        all.into_iter()
            .map(|share| {
                let maker = self.wait(self.catalog.person(&share.created_by))?;
                Ok((share, maker.map(|person| person.name)))
            })
            .collect()
    }

    /// A new link, and its secret.
    pub fn add_share(&self, map: &MapId, by: &str, wish: ShareWish) -> Result<(Share, String), AppError> {
        self.map(map)?;
        if self.wait(self.catalog.shares(map))?.len() >= SHARES_MAX {
            return Err(Fault::new(
                ErrorCode::TooLarge,
                format!("a map has at most {SHARES_MAX} links"),
                format!("у карты не больше {SHARES_MAX} ссылок"),
            )
            .into());
        }
        let share = Share {
            id: fresh_id(),
            map_id: map.to_string(),
            name: name(&wish.name, "name")?,
            can_comment: wish.can_comment,
            password_hash: wish.password.as_deref().map(password_hash).transpose()?,
            hide_lanes: wish.hide_lanes,
            hide_evidence: wish.hide_evidence,
            created_by: by.to_owned(),
            created_at: now_rfc3339(),
            expires_at: wish
                .expires_at
                .map(|given| moment(&given, "expires_at"))
                .transpose()?,
            revoked_at: None,
            opened_at: None,
            opened: 0,
        };
        let secret = fresh_secret();
        self.wait(self.catalog.add_share(&share, &hash_of(&secret)))?;
        Ok((share, secret))
    }

    pub fn change_share(&self, map: &MapId, id: &str, change: ShareChange) -> Result<Share, AppError> {
        let all = self.wait(self.catalog.shares(map))?;
        let mut share = all
            .into_iter()
            .find(|share| share.id == id)
            .ok_or_else(no_such_share)?;
        if let Some(given) = change.name {
            share.name = name(&given, "name")?;
        }
        if let Some(password) = change.password {
            share.password_hash = password.as_deref().map(password_hash).transpose()?;
        }
        if let Some(expires_at) = change.expires_at {
            share.expires_at = expires_at.map(|given| moment(&given, "expires_at")).transpose()?;
        }
        share.can_comment = change.can_comment.unwrap_or(share.can_comment);
        share.hide_lanes = change.hide_lanes.unwrap_or(share.hide_lanes);
        share.hide_evidence = change.hide_evidence.unwrap_or(share.hide_evidence);
        if self.wait(self.catalog.put_share(&share))? {
            return Ok(share);
        }
        Err(no_such_share())
    }

    pub fn revoke_share(&self, map: &MapId, id: &str) -> Result<(), AppError> {
        if self.wait(self.catalog.revoke_share(map, id, &now_rfc3339()))? {
            return Ok(());
        }
        Err(no_such_share())
    }

    /// The link with this secret, where it is still good, and the workspace of its map.
    pub fn share(&self, secret: &str) -> Result<(Share, String), AppError> {
        let Some((share, workspace_id)) = self.wait(self.catalog.share_by_token(&hash_of(secret)))? else {
            return Err(Fault::new(
                ErrorCode::NotFound,
                "there is no such link; is it whole?",
                "такой ссылки нет; скопирована ли она целиком?",
            )
            .into());
        };
        let has_ended = share.expires_at.as_ref().is_some_and(|at| *at <= now_rfc3339());
        if share.revoked_at.is_some() || has_ended {
            return Err(Fault::new(
                ErrorCode::Expired,
                "this link no longer works: it was taken back, or its time is over",
                "эта ссылка больше не действует: её отозвали или срок истёк",
            )
            .into());
        }
        Ok((share, workspace_id))
    }

    /// Whether the password opens the link.
    pub fn opens_share(&self, share: &Share, password: &str) -> bool {
        passwords::verify(password, share.password_hash.as_deref())
    }

    pub fn share_was_opened(&self, share: &Share) -> Result<(), AppError> {
        Ok(self.wait(self.catalog.share_was_opened(&share.id, &now_rfc3339()))?)
    }

    /// The map as the link shows it, with its revision: what is hidden is nowhere in it.
    pub fn shared_map(&self, share: &Share) -> Result<(u64, Map), AppError> {
        let id = MapId::new(&share.map_id).map_err(|error| AppError::bad_map_id(&error))?;
        let stored = self.map(&id)?;
        let shown = tropa_map::for_guests(&stored.map, &share.hide_lanes, share.hide_evidence);
        Ok((stored.revision, shown))
    }

    /// What guests of this link said, and what was answered, about what the link shows. Nothing else that is said about
    /// the map.
    pub fn guest_comments(&self, share: &Share) -> Result<Vec<Comment>, AppError> {
        let id = MapId::new(&share.map_id).map_err(|error| AppError::bad_map_id(&error))?;
        let stored = self.map(&id)?;
        let shown = tropa_map::for_guests(&stored.map, &share.hide_lanes, share.hide_evidence);
        let of_guests = |comment: &Comment| {
            comment.unknown.get(SHARE_FIELD).and_then(|value| value.as_str()) == Some(share.id.as_str())
        };
        let is_told = |comment: &&Comment| {
            let answered = stored
                .map
                .comments
                .iter()
                .find(|other| Some(&other.id) == comment.answers.as_ref());
            let ours = of_guests(comment) || answered.is_some_and(of_guests);
            ours && tropa_map::has_record(&shown, &comment.at)
        };
        Ok(stored.map.comments.iter().filter(is_told).cloned().collect())
    }

    /// A guest says something about what the link shows.
    pub fn comment_as_guest(
        &self,
        share: &Share,
        guest: &str,
        about: &str,
        text: &str,
    ) -> Result<Comment, AppError> {
        let text = text.trim();
        if text.is_empty() || text.chars().count() > COMMENT_CHARS_MAX {
            let fault = Fault::new(
                ErrorCode::BadRequest,
                format!("a comment has 1 to {COMMENT_CHARS_MAX} characters"),
                format!("в комментарии от 1 до {COMMENT_CHARS_MAX} символов"),
            );
            return Err(fault.at("text").into());
        }
        let by = Author {
            id: format!("guest-{}", share.id),
            name: name(guest, "name")?,
            via: Via::Share,
        };
        let id = MapId::new(&share.map_id).map_err(|error| AppError::bad_map_id(&error))?;
        let mut comment = Comment {
            id: format!("k-{}", uuid::Uuid::now_v7().simple()),
            at: about.to_owned(),
            when: now_rfc3339(),
            by: by.name.clone(),
            text: text.to_owned(),
            ..Comment::default()
        };
        comment
            .unknown
            .insert(SHARE_FIELD.into(), share.id.clone().into());
        let edited = self.edit_map(&id, &by, "comment", |map| {
            let shown = tropa_map::for_guests(map, &share.hide_lanes, share.hide_evidence);
            if !tropa_map::has_record(&shown, about) {
                let fault = Fault::new(
                    ErrorCode::BadRequest,
                    "there is nothing of this id on the map",
                    "на карте нет ничего с таким id",
                );
                return Err(fault.at("at").into());
            }
            let by_guests = map
                .comments
                .iter()
                .filter(|known| known.unknown.contains_key(SHARE_FIELD));
            if by_guests.count() >= GUEST_COMMENTS_MAX {
                return Err(Fault::new(
                    ErrorCode::TooLarge,
                    "guests have said a great deal about this map; write to its owner",
                    "гости уже очень много написали об этой карте; напишите её владельцу",
                )
                .into());
            }
            map.comments.push(comment);
            Ok(map.comments.last().cloned().expect("it was put there"))
        })?;
        self.tell_keepers(&id, &edited.map, &edited.outcome, &share.created_by)?;
        self.tell_room(&id, "comments", &by);
        Ok(edited.outcome)
    }
}
