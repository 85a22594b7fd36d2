//! People who come by the organisation's identity provider.

use crate::app::accounts::{email, name, new_person};
use crate::app::secret::hash_of;
use crate::app::{AppError, ErrorCode, Fault, Workspace, now_rfc3339, rfc3339_in};
use tropa_catalog::{OidcState, Person, Role};

/// What the provider says of somebody.
#[derive(Clone, Debug)]
pub struct SsoPerson {
    /// Who they are there, for ever.
    pub subject: String,
    /// Only where the provider has checked it.
    pub email: Option<String>,
    pub name: Option<String>,
}

impl Workspace {
    /// Remembers a sign-in that goes to the provider now.
    pub fn begin_sso(
        &self,
        state: &str,
        nonce: &str,
        pkce: &str,
        next: &str,
        for_s: u64,
    ) -> Result<(), AppError> {
        let begun = OidcState {
            nonce: nonce.to_owned(),
            pkce: pkce.to_owned(),
            next: Some(next.to_owned()),
            expires_at: rfc3339_in(i64::try_from(for_s).unwrap_or(0)),
        };
        Ok(self.wait(self.catalog.add_oidc_state(&hash_of(state), &begun))?)
    }

    /// The sign-in that comes back; once.
    pub fn end_sso(&self, state: &str) -> Result<Option<OidcState>, AppError> {
        Ok(self.wait(self.catalog.take_oidc_state(&hash_of(state), &now_rfc3339()))?)
    }

    /// Whose account this is: the one joined with the provider's, or the one of the same e-mail, or a new one with
    /// `role` in the first workspace. Only e-mails of the allowed domains come in; an empty list allows all.
    pub fn come_by_sso(&self, who: &SsoPerson, domains: &[String], role: Role) -> Result<Person, AppError> {
        let refused = |en: String, ru: String| AppError::from(Fault::new(ErrorCode::NotAllowed, en, ru));
        if self.nobody_is_here()? {
            return Err(refused(
                "the server was not set up yet: its keeper makes the first account".into(),
                "сервер ещё не настроен: первую учётную запись создаёт тот, кто его ведёт".into(),
            ));
        }
        let given = who.email.as_deref().ok_or_else(|| {
            refused(
                "the provider did not give an e-mail address it has checked".into(),
                "провайдер не передал подтверждённый адрес почты".into(),
            )
        })?;
        let email = email(given)?;
        let domain = email.rsplit('@').next().unwrap_or_default();
        if !domains.is_empty() && !domains.iter().any(|allowed| allowed == domain) {
            return Err(refused(
                format!("people of {domain} may not come in here"),
                format!("с адресами {domain} сюда не входят"),
            ));
        }
        let known = match self.wait(self.catalog.person_by_subject(&who.subject))? {
            Some(person) => Some(person),
            None => {
                let same_email = self
                    .wait(self.catalog.person_by_email(&email))?
                    .map(|(person, _)| person);
                if let Some(person) = &same_email {
                    self.wait(self.catalog.set_subject(&person.id, &who.subject))?;
                }
                same_email
            }
        };
        match known {
            Some(person) if person.disabled_at.is_some() => Err(refused(
                "this account was shut out".into(),
                "эта учётная запись отключена".into(),
            )),
            Some(person) => Ok(person),
            None => {
                let given = who
                    .name
                    .as_deref()
                    .unwrap_or_else(|| email.split('@').next().unwrap_or_default());
                let short: String = given.chars().filter(|c| !c.is_control()).take(100).collect();
                let person_name = name(&short, "name")?;
                let now = now_rfc3339();
                let person = new_person(person_name, email, "", &now);
                self.wait(self.catalog.add_person(&person, None, Some(&who.subject)))?;
                self.wait(self.catalog.add_member(&person.id, role, &now))?;
                Ok(person)
            }
        }
    }
}
