-- Workspaces, people and what they may do; every change of every map. Ids are UUIDs, times RFC 3339 in UTC, JSON is text.

CREATE TABLE workspaces (
    id         TEXT PRIMARY KEY NOT NULL,
    name       TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

-- What was here before there were workspaces belongs to the first one.
INSERT INTO workspaces (id, name, created_at)
VALUES ('default', 'default', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));

CREATE TABLE people (
    id                 TEXT PRIMARY KEY NOT NULL,
    -- In lower case.
    email              TEXT NOT NULL UNIQUE,
    name               TEXT NOT NULL,
    language           TEXT NOT NULL,
    colour             TEXT NOT NULL,
    -- Absent for those who come by single sign-on only.
    password_hash      TEXT,
    oidc_subject       TEXT UNIQUE,
    installation_admin INTEGER NOT NULL DEFAULT 0,
    disabled_at        TEXT,
    created_at         TEXT NOT NULL,
    last_seen_at       TEXT
) STRICT;

CREATE TABLE members (
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    person_id    TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    role         TEXT NOT NULL,
    since        TEXT NOT NULL,
    PRIMARY KEY (workspace_id, person_id)
) STRICT;

CREATE INDEX members_by_person ON members (person_id);

CREATE TABLE teams (
    id           TEXT PRIMARY KEY NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    UNIQUE (workspace_id, name)
) STRICT;

CREATE TABLE team_members (
    team_id   TEXT NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    PRIMARY KEY (team_id, person_id)
) STRICT;

CREATE INDEX team_members_by_person ON team_members (person_id);

CREATE TABLE invitations (
    id           TEXT PRIMARY KEY NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    email        TEXT NOT NULL,
    role         TEXT NOT NULL,
    token_hash   TEXT NOT NULL UNIQUE,
    invited_by   TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    expires_at   TEXT NOT NULL,
    used_at      TEXT
) STRICT;

CREATE INDEX invitations_by_workspace ON invitations (workspace_id);

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY NOT NULL,
    person_id  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    csrf       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at    TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    ip         TEXT,
    agent      TEXT
) STRICT;

CREATE INDEX sessions_by_person ON sessions (person_id);

CREATE TABLE password_resets (
    token_hash TEXT PRIMARY KEY NOT NULL,
    person_id  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    used_at    TEXT
) STRICT;

CREATE TABLE api_tokens (
    id           TEXT PRIMARY KEY NOT NULL,
    person_id    TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    token_hash   TEXT NOT NULL UNIQUE,
    -- A JSON list of words.
    scopes       TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    expires_at   TEXT,
    last_used_at TEXT,
    revoked_at   TEXT
) STRICT;

CREATE INDEX api_tokens_by_person ON api_tokens (person_id);

-- Sign-ins under way at the identity provider.
CREATE TABLE oidc_states (
    state_hash TEXT PRIMARY KEY NOT NULL,
    nonce      TEXT NOT NULL,
    pkce       TEXT NOT NULL,
    next       TEXT,
    expires_at TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
    seq          INTEGER PRIMARY KEY AUTOINCREMENT,
    at           TEXT NOT NULL,
    workspace_id TEXT,
    person_id    TEXT,
    -- session, token, share, local …
    via          TEXT NOT NULL,
    action       TEXT NOT NULL,
    object_kind  TEXT,
    object_id    TEXT,
    detail       TEXT,
    ip           TEXT
) STRICT;

CREATE INDEX audit_by_workspace ON audit (workspace_id, seq);

ALTER TABLE maps ADD COLUMN workspace_id TEXT NOT NULL DEFAULT 'default';
ALTER TABLE maps ADD COLUMN archived_at TEXT;
ALTER TABLE maps ADD COLUMN folder TEXT;
-- Last position in map_log; `revision` is the position `document` was written at.
ALTER TABLE maps ADD COLUMN doc_seq INTEGER NOT NULL DEFAULT 0;
-- All text of the document in lower case: finds the documents worth reading in a search.
ALTER TABLE maps ADD COLUMN search_text TEXT NOT NULL DEFAULT '';
UPDATE maps SET doc_seq = revision;

CREATE INDEX maps_by_workspace ON maps (workspace_id, updated_at);

-- Sources and jobs of two workspaces may have the same names.
CREATE TABLE mappings_of_workspaces (
    workspace_id TEXT NOT NULL,
    source       TEXT NOT NULL,
    mapping      TEXT NOT NULL,
    updated_at   TEXT NOT NULL,
    PRIMARY KEY (workspace_id, source)
) STRICT;

INSERT INTO mappings_of_workspaces (workspace_id, source, mapping, updated_at)
SELECT 'default', source, mapping, updated_at FROM mappings;

DROP TABLE mappings;

ALTER TABLE mappings_of_workspaces RENAME TO mappings;

ALTER TABLE jobs ADD COLUMN workspace_id TEXT NOT NULL DEFAULT 'default';

-- Another right on one map than in its workspace; role `none` hides the map.
CREATE TABLE map_access (
    map_id    TEXT NOT NULL REFERENCES maps (id) ON DELETE CASCADE,
    person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
    team_id   TEXT REFERENCES teams (id) ON DELETE CASCADE,
    role      TEXT NOT NULL,
    CHECK ((person_id IS NULL) <> (team_id IS NULL))
) STRICT;

CREATE UNIQUE INDEX map_access_of_person ON map_access (map_id, person_id) WHERE person_id IS NOT NULL;
CREATE UNIQUE INDEX map_access_of_team ON map_access (map_id, team_id) WHERE team_id IS NOT NULL;
CREATE INDEX map_access_by_person ON map_access (person_id);

CREATE TABLE shares (
    id            TEXT PRIMARY KEY NOT NULL,
    map_id        TEXT NOT NULL REFERENCES maps (id) ON DELETE CASCADE,
    token_hash    TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    can_comment   INTEGER NOT NULL DEFAULT 0,
    password_hash TEXT,
    -- A JSON list of ids of lanes.
    hide_lanes    TEXT NOT NULL DEFAULT '[]',
    hide_evidence INTEGER NOT NULL DEFAULT 0,
    created_by    TEXT NOT NULL,
    created_at    TEXT NOT NULL,
    expires_at    TEXT,
    revoked_at    TEXT,
    -- When it was opened last, and how often.
    opened_at     TEXT,
    opened        INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX shares_by_map ON shares (map_id);

-- Every change of the live document, in order; a document is its last snapshot and what follows it here.
CREATE TABLE map_log (
    map_id     TEXT NOT NULL REFERENCES maps (id) ON DELETE CASCADE,
    seq        INTEGER NOT NULL,
    at         TEXT NOT NULL,
    person_id  TEXT,
    via        TEXT NOT NULL,
    -- An update of Yjs, version 1 encoding.
    doc_update BLOB NOT NULL,
    -- A JSON list of the records changed.
    changed    TEXT NOT NULL,
    PRIMARY KEY (map_id, seq)
) STRICT, WITHOUT ROWID;

-- The whole live document after `seq`.
CREATE TABLE map_snapshots (
    map_id TEXT NOT NULL REFERENCES maps (id) ON DELETE CASCADE,
    seq    INTEGER NOT NULL,
    state  BLOB NOT NULL,
    at     TEXT NOT NULL,
    PRIMARY KEY (map_id, seq)
) STRICT;

-- Bytes of pictures, by their BLAKE3.
CREATE TABLE blobs (
    hash       TEXT PRIMARY KEY NOT NULL,
    media_type TEXT NOT NULL,
    bytes      BLOB NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

-- States of a map that somebody gave a name.
CREATE TABLE map_versions (
    id         TEXT PRIMARY KEY NOT NULL,
    map_id     TEXT NOT NULL REFERENCES maps (id) ON DELETE CASCADE,
    seq        INTEGER NOT NULL,
    name       TEXT NOT NULL,
    note       TEXT,
    person_id  TEXT,
    created_at TEXT NOT NULL,
    document   TEXT NOT NULL
) STRICT;

CREATE INDEX map_versions_by_map ON map_versions (map_id, seq);

CREATE TABLE suggestions (
    id         TEXT PRIMARY KEY NOT NULL,
    map_id     TEXT NOT NULL REFERENCES maps (id) ON DELETE CASCADE,
    at         TEXT NOT NULL,
    by_person  TEXT,
    by_name    TEXT NOT NULL,
    title      TEXT NOT NULL,
    reason     TEXT,
    -- A JSON list of changes of a map.
    changes    TEXT NOT NULL,
    -- open, accepted or rejected.
    state      TEXT NOT NULL,
    decided_by TEXT,
    decided_at TEXT,
    decision   TEXT,
    -- A person's hand, or what proposed it.
    source     TEXT NOT NULL
) STRICT;

CREATE INDEX suggestions_by_map ON suggestions (map_id, at);

-- How far each person has seen each map's changes.
CREATE TABLE map_seen (
    map_id    TEXT NOT NULL REFERENCES maps (id) ON DELETE CASCADE,
    person_id TEXT NOT NULL,
    seq       INTEGER NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (map_id, person_id)
) STRICT;

CREATE TABLE saved_views (
    id         TEXT PRIMARY KEY NOT NULL,
    map_id     TEXT NOT NULL REFERENCES maps (id) ON DELETE CASCADE,
    name       TEXT NOT NULL,
    -- The query of the page's address.
    query      TEXT NOT NULL,
    person_id  TEXT NOT NULL,
    shared     INTEGER NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX saved_views_by_map ON saved_views (map_id);

-- What a person should look at: they were named in a comment, or answered.
CREATE TABLE notifications (
    id           TEXT PRIMARY KEY NOT NULL,
    person_id    TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    map_id       TEXT NOT NULL REFERENCES maps (id) ON DELETE CASCADE,
    comment_id   TEXT NOT NULL,
    -- mention or answer.
    kind         TEXT NOT NULL,
    at           TEXT NOT NULL,
    by_person    TEXT,
    by_name      TEXT NOT NULL,
    snippet      TEXT NOT NULL,
    seen_at      TEXT
) STRICT;

CREATE INDEX notifications_by_person ON notifications (person_id, at);
