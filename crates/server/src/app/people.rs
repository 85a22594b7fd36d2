//! Who belongs to a workspace: members, teams, invitations, tokens. Every rule about who may change whom is here.

use crate::app::accounts::{at, email, fresh_id, moment, name, new_person};
use crate::app::secret::{fresh_secret, hash_of};
use crate::app::{AppError, ErrorCode, Fault, Workspace, now_rfc3339, passwords, rfc3339_in};
use tropa_catalog::{
    ApiToken, AuditFilter, AuditLine, Invitation, Invited, Member, MemberChange, Membership, Person, Role,
    Team, WorkspaceRecord,
};

/// An invitation that lies in a mailbox for longer was not meant.
const INVITATION_S: i64 = 7 * 24 * 3600;
/// People of a team, teams of a workspace: more is a program that runs away.
const TEAM_MEMBERS_MAX: usize = 1_000;
const TEAMS_MAX: usize = 200;
const TOKENS_MAX: usize = 50;

/// Who changes somebody else.
#[derive(Clone, Copy, Debug)]
pub struct Hand {
    /// In the workspace.
    pub role: Role,
    /// Keeps the installation.
    pub keeper: bool,
}

/// Who takes an invitation up: the person signed in, if any, and what was typed.
#[derive(Clone, Debug)]
pub struct Guest {
    pub signed_in: Option<Person>,
    pub name: Option<String>,
    pub password: Option<String>,
    pub language: String,
}

fn refuse(en: &str, ru: &str) -> AppError {
    Fault::new(ErrorCode::NotAllowed, en, ru).into()
}

fn missing(what_en: &str, what_ru: &str) -> AppError {
    let en = format!("there is no such {what_en} in the workspace");
    Fault::new(ErrorCode::NotFound, en, format!("{what_ru} здесь нет")).into()
}

fn done(change: MemberChange) -> Result<(), AppError> {
    match change {
        MemberChange::Done => Ok(()),
        MemberChange::NoSuchMember => Err(missing("person", "такого человека")),
        MemberChange::LastOwner => Err(refuse(
            "a workspace needs an owner who can sign in: make somebody else an owner first",
            "в пространстве должен быть владелец, который может войти: сначала назначьте другого",
        )),
    }
}

impl Workspace {
    pub fn members(&self) -> Result<Vec<Member>, AppError> {
        Ok(self.wait(self.catalog.members())?)
    }

    fn member(&self, person_id: &str) -> Result<Member, AppError> {
        let all = self.members()?;
        all.into_iter()
            .find(|member| member.person.id == person_id)
            .ok_or_else(|| missing("person", "такого человека"))
    }

    /// Owners are made and unmade by owners only.
    fn may_touch(&self, hand: Hand, member: &Member, role: Option<Role>) -> Result<(), AppError> {
        let owners = member.role == Role::Owner || role == Some(Role::Owner);
        if owners && hand.role < Role::Owner {
            return Err(refuse(
                "only an owner may make, change or remove an owner",
                "назначать, менять и убирать владельцев может только владелец",
            ));
        }
        Ok(())
    }

    /// What reaches beyond the workspace (shutting out, a new password) is for who keeps the installation, unless the
    /// person belongs to this workspace alone: else an administrator here could act as an owner elsewhere.
    fn may_reach_beyond(&self, hand: Hand, member: &Member) -> Result<(), AppError> {
        let elsewhere = self.wait(self.catalog.memberships(&member.person.id))?.len() > 1;
        if (elsewhere || member.person.installation_admin) && !hand.keeper {
            return Err(refuse(
                "this person also belongs to other workspaces: only who keeps the installation may do this",
                "этот человек состоит и в других пространствах: это может только тот, кто ведёт установку",
            ));
        }
        Ok(())
    }

    /// Another role for a member, or shut out of the installation and let in again.
    pub fn change_member(
        &self,
        hand: Hand,
        person_id: &str,
        role: Option<Role>,
        disabled: Option<bool>,
    ) -> Result<Member, AppError> {
        let member = self.member(person_id)?;
        self.may_touch(hand, &member, role)?;
        if disabled.is_some() {
            self.may_reach_beyond(hand, &member)?;
        }
        if let Some(role) = role {
            done(self.wait(self.catalog.set_role(person_id, role))?)?;
        }
        if let Some(disabled) = disabled {
            let now = disabled.then(now_rfc3339);
            done(self.wait(self.catalog.set_disabled(person_id, now.as_deref()))?)?;
        }
        self.member(person_id)
    }

    /// Lets a member go from the workspace; the account stays.
    pub fn remove_member(&self, hand: Hand, person_id: &str) -> Result<(), AppError> {
        self.may_touch(hand, &self.member(person_id)?, None)?;
        done(self.wait(self.catalog.remove_member(person_id))?)
    }

    /// A link to a new password for a member: its secret, and when it ends.
    pub fn reset_for_member(&self, hand: Hand, person_id: &str) -> Result<(String, String), AppError> {
        let member = self.member(person_id)?;
        self.may_touch(hand, &member, None)?;
        self.may_reach_beyond(hand, &member)?;
        self.new_reset(&member.person)
    }

    pub fn teams(&self) -> Result<Vec<Team>, AppError> {
        Ok(self.wait(self.catalog.teams())?)
    }

    pub fn add_team(&self, given: &str, members: Vec<String>) -> Result<Team, AppError> {
        let team_name = name(given, "name")?;
        if self.teams()?.len() >= TEAMS_MAX {
            return Err(too_large("teams", TEAMS_MAX));
        }
        if members.len() > TEAM_MEMBERS_MAX {
            return Err(too_large("members", TEAM_MEMBERS_MAX));
        }
        let team = Team {
            id: fresh_id(),
            name: team_name,
            members,
        };
        self.wait(self.catalog.add_team(&team)).map_err(taken)?;
        self.team(&team.id)
    }

    pub fn change_team(
        &self,
        id: &str,
        new_name: Option<&str>,
        members: Option<Vec<String>>,
    ) -> Result<Team, AppError> {
        let new_name = new_name.map(|given| name(given, "name")).transpose()?;
        if members
            .as_ref()
            .is_some_and(|members| members.len() > TEAM_MEMBERS_MAX)
        {
            return Err(too_large("members", TEAM_MEMBERS_MAX));
        }
        let change = self
            .catalog
            .change_team(id, new_name.as_deref(), members.as_deref());
        if !self.wait(change).map_err(taken)? {
            return Err(missing("team", "такой команды"));
        }
        self.team(id)
    }

    fn team(&self, id: &str) -> Result<Team, AppError> {
        let found = self.teams()?.into_iter().find(|team| team.id == id);
        found.ok_or_else(|| missing("team", "такой команды"))
    }

    pub fn delete_team(&self, id: &str) -> Result<(), AppError> {
        if self.wait(self.catalog.delete_team(id))? {
            return Ok(());
        }
        Err(missing("team", "такой команды"))
    }

    /// Open invitations into the workspace, each with the name of who invites.
    pub fn invitations(&self) -> Result<Vec<(Invitation, Option<String>)>, AppError> {
        let all = self.wait(self.catalog.invitations())?;
        all.into_iter()
            .map(|invitation| {
                let inviter = self.wait(self.catalog.person(&invitation.invited_by))?;
                Ok((invitation, inviter.map(|person| person.name)))
            })
            .collect()
    }

    /// Invites somebody; the invitation and the secret of its link.
    pub fn invite(
        &self,
        hand: Hand,
        by: &str,
        given_email: &str,
        role: Role,
    ) -> Result<(Invitation, String), AppError> {
        if role > hand.role {
            return Err(refuse(
                "nobody can give a higher role than they have",
                "нельзя дать роль выше своей",
            ));
        }
        let email = email(given_email)?;
        if self.members()?.iter().any(|member| member.person.email == email) {
            let fault = Fault::new(
                ErrorCode::EmailTaken,
                format!("{email} belongs to the workspace already"),
                format!("{email} уже в этом пространстве"),
            );
            return Err(fault.at("email").into());
        }
        let invitation = Invitation {
            id: fresh_id(),
            workspace_id: self.id().to_owned(),
            email,
            role,
            invited_by: by.to_owned(),
            created_at: now_rfc3339(),
            expires_at: rfc3339_in(INVITATION_S),
            used_at: None,
        };
        let secret = fresh_secret();
        self.wait(self.catalog.add_invitation(&invitation, &hash_of(&secret)))?;
        Ok((invitation, secret))
    }

    pub fn take_back_invitation(&self, id: &str) -> Result<(), AppError> {
        if self.wait(self.catalog.delete_invitation(id))? {
            return Ok(());
        }
        Err(missing("invitation", "такого приглашения"))
    }

    /// The invitation of a link that is still good, with the names of the workspace and of who invites.
    pub fn invitation(&self, secret: &str) -> Result<(Invitation, String, Option<String>), AppError> {
        let known = self.wait(self.catalog.invitation_by_token(&hash_of(secret)))?;
        let good = known.filter(|known| known.used_at.is_none() && known.expires_at > now_rfc3339());
        let Some(invitation) = good else {
            let fault = Fault::new(
                ErrorCode::Expired,
                "this invitation was used or taken back, or its time is over; ask for a new one",
                "это приглашение уже использовано, отозвано или истекло; попросите новое",
            );
            return Err(fault.into());
        };
        let workspaces = self.wait(self.catalog.workspaces())?;
        let workspace = workspaces
            .into_iter()
            .find(|one| one.id == invitation.workspace_id);
        let inviter = self.wait(self.catalog.person(&invitation.invited_by))?;
        let name = workspace.map(|one| one.name).unwrap_or_default();
        Ok((invitation, name, inviter.map(|person| person.name)))
    }

    /// Takes an invitation up. Who has an account shows that it is theirs: signed in, or by their password.
    pub fn accept_invitation(&self, secret: &str, guest: &Guest) -> Result<(Person, Invitation), AppError> {
        let (invitation, ..) = self.invitation(secret)?;
        let now = now_rfc3339();
        let known = self.wait(self.catalog.person_by_email(&invitation.email))?;
        let (person, new_hash) = match known {
            Some((person, kept)) => {
                let is_signed_in = guest.signed_in.as_ref().is_some_and(|who| who.id == person.id);
                let typed = guest.password.as_deref().unwrap_or_default();
                if person.disabled_at.is_some()
                    || !(is_signed_in || passwords::verify(typed, kept.as_deref()))
                {
                    let fault = Fault::new(
                        ErrorCode::WrongPassword,
                        format!("{} has an account here; sign in with it", person.email),
                        format!(
                            "у {} здесь уже есть учётная запись; войдите с её паролем",
                            person.email
                        ),
                    );
                    return Err(fault.at("password").into());
                }
                (person, None)
            }
            None => {
                let own_name = name(guest.name.as_deref().unwrap_or_default(), "name")?;
                let password = guest.password.as_deref().unwrap_or_default();
                passwords::check_new(password, &[&invitation.email, &own_name])?;
                let person = new_person(own_name, invitation.email.clone(), &guest.language, &now);
                (person, Some(passwords::hash(password)))
            }
        };
        let invited = match &new_hash {
            Some(hash) => Invited::New(&person, hash),
            None => Invited::Known(&person.id),
        };
        if self
            .wait(self.catalog.accept_invitation(&invitation, invited, &now))
            .map_err(taken)?
        {
            return Ok((person, invitation));
        }
        Err(Fault::new(
            ErrorCode::Expired,
            "this invitation was used meanwhile",
            "это приглашение только что использовали",
        )
        .into())
    }

    pub fn tokens(&self, person: &Person) -> Result<Vec<ApiToken>, AppError> {
        Ok(self.wait(self.catalog.tokens(&person.id))?)
    }

    /// A new token of the person for this workspace; shown once.
    pub fn add_token(
        &self,
        person: &Person,
        given: &str,
        scopes: Vec<String>,
        expires_at: Option<&str>,
    ) -> Result<(ApiToken, String), AppError> {
        let token_name = name(given, "name")?;
        if self.tokens(person)?.len() >= TOKENS_MAX {
            return Err(too_large("tokens", TOKENS_MAX));
        }
        let made = ApiToken {
            id: fresh_id(),
            person_id: person.id.clone(),
            workspace_id: self.id().to_owned(),
            name: token_name,
            scopes,
            created_at: now_rfc3339(),
            expires_at: expires_at.map(|given| moment(given, "expires_at")).transpose()?,
            last_used_at: None,
        };
        // The beginning tells people and scanners of repositories what it is.
        let secret = format!("tropa_{}", fresh_secret());
        self.wait(self.catalog.add_token(&made, &hash_of(&secret)))?;
        Ok((made, secret))
    }

    pub fn revoke_token(&self, person: &Person, id: &str) -> Result<(), AppError> {
        if self.wait(self.catalog.revoke_token(id, &person.id, &now_rfc3339()))? {
            return Ok(());
        }
        Err(missing("token", "такого ключа"))
    }

    /// Lines of the audit log, the last first.
    pub fn audit(&self, filter: &AuditFilter, limit: u32) -> Result<Vec<AuditLine>, AppError> {
        Ok(self.wait(self.catalog.audit(filter, limit))?)
    }

    /// A new workspace, owned by the person.
    pub fn add_workspace(&self, given: &str, owner: Option<&Person>) -> Result<WorkspaceRecord, AppError> {
        let made = WorkspaceRecord {
            id: fresh_id(),
            name: name(given, "name")?,
            created_at: now_rfc3339(),
        };
        let owner = owner.map(|person| person.id.as_str());
        self.wait(self.catalog.add_workspace(&made, owner))?;
        Ok(made)
    }

    /// How this workspace is called.
    pub fn name(&self) -> Result<String, AppError> {
        let all = self.wait(self.catalog.workspaces())?;
        let own = all.into_iter().find(|workspace| workspace.id == self.id());
        Ok(own.map(|workspace| workspace.name).unwrap_or_default())
    }

    /// Gives this workspace another name.
    pub fn rename(&self, given: &str) -> Result<(), AppError> {
        let new_name = name(given, "name")?;
        self.wait(self.catalog.rename_workspace(self.id(), &new_name))?;
        Ok(())
    }

    /// Everybody with an account, with their workspaces; for who keeps the installation.
    pub fn people_with_workspaces(&self) -> Result<Vec<(Person, Vec<Membership>)>, AppError> {
        let all = self.wait(self.catalog.people())?;
        all.into_iter()
            .map(|person| {
                let memberships = self.wait(self.catalog.memberships(&person.id))?;
                Ok((person, memberships))
            })
            .collect()
    }

    /// Makes somebody with an account an owner of the workspace and a keeper of the installation, who may sign in.
    pub fn make_owner(&self, given_email: &str) -> Result<Person, AppError> {
        let email = email(given_email)?;
        let known = self.wait(self.catalog.person_by_email(&email))?;
        let Some((mut person, _)) = known else {
            let fault = Fault::new(
                ErrorCode::NotFound,
                format!("nobody has the e-mail {email}"),
                format!("ни у кого нет почты {email}"),
            );
            return Err(fault.into());
        };
        self.wait(self.catalog.add_member(&person.id, Role::Owner, &now_rfc3339()))?;
        done(self.wait(self.catalog.set_role(&person.id, Role::Owner))?)?;
        self.wait(self.catalog.set_installation_admin(&person.id, true))?;
        if person.disabled_at.take().is_some() {
            done(self.wait(self.catalog.set_disabled(&person.id, None))?)?;
        }
        person.installation_admin = true;
        Ok(person)
    }

    /// Sessions of the person that have not ended, the last used first.
    pub fn sessions(&self, person: &Person) -> Result<Vec<tropa_catalog::Session>, AppError> {
        Ok(self.wait(self.catalog.sessions(&person.id, &now_rfc3339()))?)
    }

    /// Ends one of the person's sessions, by the beginning of its hash.
    pub fn end_session_of(&self, person: &Person, id: &str) -> Result<(), AppError> {
        let all = self.sessions(person)?;
        let found = all.iter().find(|session| session_id(session) == id);
        let session = found.ok_or_else(|| missing("session", "такого сеанса"))?;
        self.sign_out(session)
    }
}

/// How a session is named to its owner: enough of the hash to tell it from others.
pub fn session_id(session: &tropa_catalog::Session) -> &str {
    session.token_hash.get(..16).unwrap_or(&session.token_hash)
}

fn taken(error: tropa_catalog::CatalogError) -> AppError {
    if !error.is_taken() {
        return error.into();
    }
    let fault = Fault::new(ErrorCode::BadName, "this name is taken", "это имя уже занято");
    at(fault.into(), "name")
}

fn too_large(what: &str, most: usize) -> AppError {
    Fault::new(
        ErrorCode::TooLarge,
        format!("at most {most} {what}"),
        format!("больше {most} нельзя"),
    )
    .into()
}
