-- Surveys of our own: what is asked, who was invited, answers on their way into the voice lake, studies.

CREATE TABLE surveys (
    id           TEXT PRIMARY KEY NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    -- A survey document (JSON).
    document     TEXT NOT NULL,
    -- draft, open or closed.
    state        TEXT NOT NULL,
    -- Whoever has the link may answer.
    public       INTEGER NOT NULL,
    -- Names the survey in links.
    link_key     TEXT NOT NULL UNIQUE,
    -- Signs invitations.
    secret       BLOB NOT NULL,
    revision     INTEGER NOT NULL,
    -- Sittings kept, ever.
    answers      INTEGER NOT NULL DEFAULT 0,
    created_by   TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL
) STRICT;

CREATE INDEX surveys_by_workspace ON surveys (workspace_id, id);

CREATE TABLE survey_invitations (
    id          TEXT PRIMARY KEY NOT NULL,
    survey_id   TEXT NOT NULL REFERENCES surveys (id) ON DELETE CASCADE,
    actor       TEXT NOT NULL,
    segment     TEXT,
    created_at  TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    opened_at   TEXT,
    answered_at TEXT,
    revoked_at  TEXT
) STRICT;

CREATE INDEX survey_invitations_by_survey ON survey_invitations (survey_id, id);
CREATE INDEX survey_invitations_by_actor ON survey_invitations (actor);

-- Answers that were acknowledged and are not in the voice lake yet.
CREATE TABLE survey_sittings (
    id           TEXT PRIMARY KEY NOT NULL,
    survey_id    TEXT NOT NULL REFERENCES surveys (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL,
    actor        TEXT,
    at           TEXT NOT NULL,
    -- Items of feedback (JSON); empty once they lie in the lake: the row stays so that nobody is counted twice.
    items        TEXT NOT NULL,
    stored_at    TEXT
) STRICT;

CREATE INDEX survey_sittings_waiting ON survey_sittings (workspace_id, stored_at, at);

CREATE TABLE studies (
    id           TEXT PRIMARY KEY NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    -- A study document (JSON).
    document     TEXT NOT NULL,
    revision     INTEGER NOT NULL,
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL
) STRICT;

CREATE INDEX studies_by_workspace ON studies (workspace_id, id);
