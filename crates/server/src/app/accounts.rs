//! Accounts: the first person, signing in, sessions, what people change of themselves.

use crate::app::secret::{fresh_secret, hash_of};
use crate::app::{AppError, ErrorCode, Fault, Workspace, now_rfc3339, passwords, rfc3339_in};
use tropa_catalog::{
    ApiToken, AuditEntry, MapId, MapRights, Membership, Person, Role, Session, WorkspaceRecord,
};

/// A session that nobody uses ends.
const IDLE_S: i64 = 14 * 24 * 3600;
/// However much it is used, a session ends: a stolen one does not live for ever.
const SESSION_S: i64 = 90 * 24 * 3600;
/// How exactly it is known when somebody was last here; every look costs a write.
const SEEN_EVERY_S: i64 = 300;
/// A link to a new password is soon forgotten in somebody's mailbox.
const RESET_S: i64 = 24 * 3600;

const EMAIL_BYTES_MAX: usize = 254;
const NAME_CHARS_MAX: usize = 100;

/// Colours of cursors that are told apart on light and dark, given out in turn.
const COLOURS: [&str; 10] = [
    "#0f766e", "#b45309", "#6d28d9", "#be185d", "#1d4ed8", "#15803d", "#b91c1c", "#0369a1", "#a21caf",
    "#4d7c0f",
];

/// What somebody shows at the door.
#[derive(Clone, Debug)]
pub enum Credential {
    Nothing,
    /// The cookie of a browser.
    Session(String),
    /// An API token.
    Token(String),
}

/// Who somebody turned out to be.
#[derive(Clone, Debug)]
pub enum Identity {
    Nobody,
    /// On the server's own machine, without an account: may do everything.
    Local,
    BySession(Person, Session),
    ByToken(Person, ApiToken),
}

impl Identity {
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::BySession(person, _) | Self::ByToken(person, _) => Some(person),
            Self::Nobody | Self::Local => None,
        }
    }

    pub fn keeps_installation(&self) -> bool {
        match self {
            Self::Local => true,
            other => other.person().is_some_and(|person| person.installation_admin),
        }
    }
}

/// Where somebody stands: in which workspace, with which rights.
#[derive(Clone, Debug)]
pub struct Standing {
    pub workspace_id: String,
    pub rights: MapRights,
}

/// A browser that was let in: what goes into its cookies.
#[derive(Clone, Debug)]
pub struct LetIn {
    pub token: String,
    pub csrf: String,
    pub person: Person,
}

/// The account of the first person.
#[derive(Clone, Debug)]
pub struct SetUp {
    pub name: String,
    pub email: String,
    pub password: String,
    pub workspace: String,
    pub language: String,
}

/// Where a request comes from, as sessions and the audit log keep it.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    pub ip: Option<String>,
    pub agent: Option<String>,
}

/// An e-mail address in lower case.
pub(crate) fn email(given: &str) -> Result<String, AppError> {
    let email = given.trim().to_lowercase();
    let fits = email.len() <= EMAIL_BYTES_MAX
        && email
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
        && !email
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c));
    if fits {
        return Ok(email);
    }
    let shown: String = given.chars().take(80).collect();
    let fault = Fault::new(
        ErrorCode::BadName,
        format!("«{shown}» is not an e-mail address"),
        format!("«{shown}» — не адрес почты"),
    );
    Err(fault.at("email").into())
}

/// A name that people read: of a person, a team, a token.
pub(crate) fn name(given: &str, path: &str) -> Result<String, AppError> {
    let name = given.trim();
    if (1..=NAME_CHARS_MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control) {
        return Ok(name.to_owned());
    }
    let fault = Fault::new(
        ErrorCode::BadName,
        format!("a name has 1 to {NAME_CHARS_MAX} characters, in one line"),
        format!("в имени от 1 до {NAME_CHARS_MAX} символов, в одну строку"),
    );
    Err(fault.at(path).into())
}

/// A moment in the future, RFC 3339 in UTC to the second.
pub(crate) fn moment(given: &str, path: &str) -> Result<String, AppError> {
    let parsed = chrono::DateTime::parse_from_rfc3339(given.trim()).ok();
    let wanted = parsed.map(|at| tropa_model::time::rfc3339(at.timestamp() * 1_000_000));
    match wanted {
        Some(wanted) if wanted > now_rfc3339() => Ok(wanted),
        _ => {
            let shown: String = given.chars().take(40).collect();
            let fault = Fault::new(
                ErrorCode::BadRequest,
                format!("«{shown}» is not a moment in the future, such as 2031-12-31T00:00:00Z"),
                format!("«{shown}» — не момент в будущем, как 2031-12-31T00:00:00Z"),
            );
            Err(fault.at(path).into())
        }
    }
}

pub(crate) fn fresh_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

/// Somebody new, with a colour of their own as long as there are some.
pub(crate) fn new_person(name: String, email: String, language: &str, now: &str) -> Person {
    let id = fresh_id();
    let turn = usize::from(blake3::hash(id.as_bytes()).as_bytes()[0]) % COLOURS.len();
    Person {
        id,
        email,
        name,
        language: language_of(language),
        colour: COLOURS[turn].into(),
        installation_admin: false,
        disabled_at: None,
        created_at: now.to_owned(),
        last_seen_at: None,
    }
}

fn language_of(given: &str) -> String {
    if ["en", "ru"].contains(&given) {
        given.into()
    } else {
        String::new()
    }
}

pub(crate) fn no_such_map(id: &str) -> Fault {
    let shown: String = id.chars().take(80).collect();
    let fault = Fault::new(
        ErrorCode::NoSuchMap,
        format!("there is no map «{shown}» in the workspace"),
        format!("карты «{shown}» здесь нет"),
    );
    fault.at("id")
}

impl Workspace {
    /// Whether nobody has an account yet.
    pub fn nobody_is_here(&self) -> Result<bool, AppError> {
        Ok(self.wait(self.catalog.nobody_is_here())?)
    }

    /// Makes the first account: keeper of the installation and owner of the first workspace.
    pub fn set_up(&self, wish: &SetUp) -> Result<Person, AppError> {
        let email = email(&wish.email)?;
        let person_name = name(&wish.name, "name")?;
        let workspace = name(&wish.workspace, "workspace")?;
        passwords::check_new(&wish.password, &[&email, &person_name])?;
        let mut person = new_person(person_name, email, &wish.language, &now_rfc3339());
        person.installation_admin = true;
        let hash = passwords::hash(&wish.password);
        if self.wait(self.catalog.add_first_person(&person, &hash, &workspace))? {
            return Ok(person);
        }
        let fault = Fault::new(
            ErrorCode::NotAllowed,
            "this server was set up already; sign in",
            "этот сервер уже настроен; войдите",
        );
        Err(fault.into())
    }

    /// Who has this e-mail and this password; `None` where nobody does. Takes the same time for e-mails nobody has.
    pub fn who_has(&self, given_email: &str, password: &str) -> Result<Option<Person>, AppError> {
        let known = match email(given_email) {
            Ok(email) => self.wait(self.catalog.person_by_email(&email))?,
            Err(_) => None,
        };
        let hash = known.as_ref().and_then(|(_, hash)| hash.as_deref());
        let right = passwords::verify(password, hash);
        let person = known
            .map(|(person, _)| person)
            .filter(|person| person.disabled_at.is_none());
        Ok(person.filter(|_| right))
    }

    /// Begins a session of the person.
    pub fn let_in(&self, person: Person, origin: &Origin) -> Result<LetIn, AppError> {
        let now = now_rfc3339();
        let (token, csrf) = (fresh_secret(), fresh_secret());
        self.wait(self.catalog.sweep_ended(&now))?;
        self.wait(
            self.catalog.add_session(&Session {
                token_hash: hash_of(&token),
                person_id: person.id.clone(),
                csrf: csrf.clone(),
                created_at: now.clone(),
                seen_at: now.clone(),
                expires_at: rfc3339_in(IDLE_S),
                ip: origin.ip.clone(),
                agent: origin
                    .agent
                    .as_ref()
                    .map(|agent| agent.chars().take(200).collect()),
            }),
        )?;
        self.wait(self.catalog.person_was_seen(&person.id, &now))?;
        Ok(LetIn { token, csrf, person })
    }

    /// Who shows this; [`Identity::Nobody`] where it opens nothing, or no longer.
    pub fn identify(&self, credential: &Credential) -> Result<Identity, AppError> {
        let now = now_rfc3339();
        match credential {
            Credential::Nothing => Ok(Identity::Nobody),
            Credential::Session(token) => {
                let known = self.wait(self.catalog.session(&hash_of(token), &now))?;
                let Some((session, person)) = known else {
                    return Ok(Identity::Nobody);
                };
                if seconds_since(&session.created_at) >= SESSION_S {
                    self.wait(self.catalog.end_session(&session.token_hash))?;
                    return Ok(Identity::Nobody);
                }
                if seconds_since(&session.seen_at) >= SEEN_EVERY_S {
                    let until = rfc3339_in(IDLE_S.min(SESSION_S - seconds_since(&session.created_at)));
                    self.wait(self.catalog.prolong_session(&session.token_hash, &now, &until))?;
                    self.wait(self.catalog.person_was_seen(&person.id, &now))?;
                }
                Ok(Identity::BySession(person, session))
            }
            Credential::Token(token) => {
                let known = self.wait(self.catalog.token(&hash_of(token), &now))?;
                let Some((token, person)) = known else {
                    return Ok(Identity::Nobody);
                };
                if token
                    .last_used_at
                    .as_deref()
                    .is_none_or(|at| seconds_since(at) >= SEEN_EVERY_S)
                {
                    self.wait(self.catalog.token_was_used(&token.id, &now))?;
                }
                Ok(Identity::ByToken(person, token))
            }
        }
    }

    /// The workspaces somebody belongs to.
    pub fn memberships(&self, identity: &Identity) -> Result<Vec<Membership>, AppError> {
        match identity {
            Identity::Nobody => Ok(Vec::new()),
            Identity::Local => {
                let all = self.wait(self.catalog.workspaces())?;
                Ok(all
                    .into_iter()
                    .map(|WorkspaceRecord { id, name, .. }| Membership {
                        workspace_id: id,
                        name,
                        role: Role::Owner,
                    })
                    .collect())
            }
            Identity::BySession(person, _) => Ok(self.wait(self.catalog.memberships(&person.id))?),
            Identity::ByToken(person, token) => {
                let mut all = self.wait(self.catalog.memberships(&person.id))?;
                all.retain(|one| one.workspace_id == token.workspace_id);
                Ok(all)
            }
        }
    }

    /// Where somebody stands: in the workspace of the map, where there is such a map; else in the one that is wanted, by
    /// id or name, or the only one. Somebody who may not see the map hears that there is none.
    pub fn standing(
        &self,
        identity: &Identity,
        map: Option<&MapId>,
        wanted: Option<&str>,
    ) -> Result<Standing, AppError> {
        let memberships = self.memberships(identity)?;
        let home = match map {
            Some(map) => self.wait(self.catalog.workspace_of_map(map))?,
            None => None,
        };
        let chosen = match (&home, map) {
            (Some(home), Some(map)) => {
                let here = memberships.iter().find(|one| one.workspace_id == *home);
                here.ok_or_else(|| no_such_map(map.as_str()))?
            }
            _ => choose(&memberships, wanted)?,
        };
        let rights = match identity.person() {
            Some(person) => {
                let catalog = self.catalog.of_workspace(&chosen.workspace_id);
                self.wait(catalog.map_rights(&person.id, chosen.role))?
            }
            None => MapRights::everywhere(chosen.role),
        };
        if let (Some(_), Some(map)) = (&home, map)
            && rights.on(map.as_str()).is_none()
        {
            return Err(no_such_map(map.as_str()).into());
        }
        Ok(Standing {
            workspace_id: chosen.workspace_id.clone(),
            rights,
        })
    }

    pub fn sign_out(&self, session: &Session) -> Result<(), AppError> {
        Ok(self.wait(self.catalog.end_session(&session.token_hash))?)
    }

    /// A new password in the place of the old one; the person's other sessions end.
    pub fn change_password(
        &self,
        person: &Person,
        session: &Session,
        old: &str,
        new: &str,
    ) -> Result<(), AppError> {
        let kept = self.wait(self.catalog.password_hash(&person.id))?;
        if !passwords::verify(old, kept.as_deref()) {
            let fault = Fault::new(
                ErrorCode::WrongPassword,
                "this is not the present password",
                "это не нынешний пароль",
            );
            return Err(fault.at("old").into());
        }
        passwords::check_new(new, &[&person.email, &person.name]).map_err(|error| at(error, "new"))?;
        let hash = passwords::hash(new);
        Ok(self.wait(
            self.catalog
                .set_password(&person.id, &hash, Some(&session.token_hash)),
        )?)
    }

    /// What the person changed of themselves.
    pub fn change_profile(
        &self,
        person: &Person,
        new_name: Option<&str>,
        language: Option<&str>,
        colour: Option<&str>,
    ) -> Result<Person, AppError> {
        let mut changed = person.clone();
        if let Some(given) = new_name {
            changed.name = name(given, "name")?;
        }
        if let Some(language) = language {
            changed.language = language_of(language);
        }
        if let Some(colour) = colour {
            let is_colour = colour.len() == 7
                && colour.starts_with('#')
                && colour[1..].bytes().all(|digit| digit.is_ascii_hexdigit());
            if !is_colour {
                let fault = Fault::new(
                    ErrorCode::BadName,
                    "a colour is written as #rrggbb",
                    "цвет записывается как #rrggbb",
                );
                return Err(fault.at("colour").into());
            }
            changed.colour = colour.to_lowercase();
        }
        self.wait(
            self.catalog
                .set_profile(&changed.id, &changed.name, &changed.language, &changed.colour),
        )?;
        Ok(changed)
    }

    /// A link to a new password for the person: its secret, and when it ends.
    pub fn new_reset(&self, person: &Person) -> Result<(String, String), AppError> {
        let (secret, ends) = (fresh_secret(), rfc3339_in(RESET_S));
        self.wait(
            self.catalog
                .add_reset(&person.id, &hash_of(&secret), &now_rfc3339(), &ends),
        )?;
        Ok((secret, ends))
    }

    /// The person with the e-mail, who may sign in.
    pub fn person_by_email(&self, given: &str) -> Result<Option<Person>, AppError> {
        let known = self.wait(self.catalog.person_by_email(&email(given)?))?;
        Ok(known
            .map(|(person, _)| person)
            .filter(|person| person.disabled_at.is_none()))
    }

    /// A new password by a link; every session of the person ends.
    pub fn reset_password(&self, secret: &str, new: &str) -> Result<Person, AppError> {
        passwords::check_new(new, &[])?;
        let person_id = self.wait(self.catalog.use_reset(&hash_of(secret), &now_rfc3339()))?;
        let person = match person_id {
            Some(id) => self.wait(self.catalog.person(&id))?,
            None => None,
        };
        let Some(person) = person else {
            let fault = Fault::new(
                ErrorCode::Expired,
                "this link was used already, or it has ended; ask for a new one",
                "по этой ссылке пароль уже сменили, или её срок истёк; попросите новую",
            );
            return Err(fault.into());
        };
        let hash = passwords::hash(new);
        self.wait(self.catalog.set_password(&person.id, &hash, None))?;
        Ok(person)
    }

    /// Adds a line to the audit log.
    pub fn note(&self, entry: &AuditEntry) -> Result<(), AppError> {
        Ok(self.wait(self.catalog.add_audit(entry))?)
    }
}

pub(crate) fn at(error: AppError, path: &str) -> AppError {
    AppError::from(Fault::from(error).at(path))
}

fn seconds_since(rfc3339: &str) -> i64 {
    let then = chrono::DateTime::parse_from_rfc3339(rfc3339).map_or(0, |at| at.timestamp());
    chrono::Utc::now().timestamp() - then
}

/// The one that is wanted, by id or name, or the only one there is.
fn choose<'m>(memberships: &'m [Membership], wanted: Option<&str>) -> Result<&'m Membership, AppError> {
    let named = wanted.and_then(|wanted| {
        memberships
            .iter()
            .find(|one| one.workspace_id == wanted)
            .or_else(|| memberships.iter().find(|one| one.name == wanted))
    });
    match (named, memberships) {
        (Some(named), _) => Ok(named),
        (None, [only]) => Ok(only),
        (None, []) => Err(AppError::from(Fault::new(
            ErrorCode::NotAllowed,
            "you belong to no workspace; ask an administrator to invite you",
            "вы не состоите ни в одном пространстве; попросите администратора вас пригласить",
        ))),
        (None, several) => {
            let names: Vec<String> = several
                .iter()
                .map(|one| format!("{} ({})", one.name, one.workspace_id))
                .collect();
            let names = names.join(", ");
            Err(AppError::from(Fault::new(
                ErrorCode::WhichWorkspace,
                format!(
                    "there are several workspaces ({names}); say which one: --workspace, or the header tropa-workspace"
                ),
                format!(
                    "пространств несколько ({names}); укажите нужное: --workspace или заголовок tropa-workspace"
                ),
            )))
        }
    }
}
