-- What a language model proposed, and what people decided about it. Never words of customers: places where they stand.
CREATE TABLE assistant_suggestions (
    id           TEXT PRIMARY KEY NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id),
    task         TEXT NOT NULL,
    -- open, accepted, rejected
    state        TEXT NOT NULL,
    run          TEXT NOT NULL,
    -- A suggestion (JSON).
    document     TEXT NOT NULL,
    at           TEXT NOT NULL,
    decided_at   TEXT,
    decided_by   TEXT
) STRICT;

CREATE INDEX assistant_suggestions_by_state ON assistant_suggestions (workspace_id, state, id);
