-- Decisions of one workspace. Never edited: a change is a new file.

CREATE TABLE maps (
    id         TEXT PRIMARY KEY NOT NULL,
    revision   INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    -- What a list shows, so that listing does not read whole documents.
    summary    TEXT NOT NULL,
    document   TEXT NOT NULL
) STRICT;

CREATE TABLE mappings (
    source     TEXT PRIMARY KEY NOT NULL,
    mapping    TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE TABLE jobs (
    id         TEXT PRIMARY KEY NOT NULL,
    state      TEXT NOT NULL,
    started_at TEXT NOT NULL,
    document   TEXT NOT NULL
) STRICT;

CREATE INDEX jobs_by_start ON jobs (started_at);
