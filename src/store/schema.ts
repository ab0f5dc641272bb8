// 'oclg': tells our databases from other programs'. https://www.sqlite.org/pragma.html#pragma_application_id
export const applicationId = 0x6f636c67

// Times are nanoseconds since the epoch.

/** One step per schema version, in order; `user_version` counts those that were taken. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE source (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    lines INTEGER NOT NULL,
    first_at INTEGER,
    last_at INTEGER
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE incident (
    id TEXT PRIMARY KEY,
    gateway TEXT NOT NULL,
    cause TEXT NOT NULL,
    class TEXT NOT NULL,
    verdict TEXT NOT NULL,
    severity TEXT NOT NULL,
    state TEXT NOT NULL,
    opened_at INTEGER,
    last_event_at INTEGER,
    resolved_at INTEGER,
    -- The incident as analyze prints it, without its events.
    document TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX incident_by_time ON incident (opened_at);

  CREATE TABLE event (
    id TEXT PRIMARY KEY,
    source_id TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    pattern TEXT NOT NULL,
    class TEXT NOT NULL,
    role TEXT NOT NULL,
    timestamp INTEGER,
    at INTEGER NOT NULL,
    dated INTEGER NOT NULL,
    timed INTEGER NOT NULL,
    line INTEGER NOT NULL,
    offset INTEGER NOT NULL,
    severity_number INTEGER NOT NULL,
    attributes TEXT NOT NULL,
    resource TEXT NOT NULL,
    body TEXT NOT NULL,
    count INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    -- Made of other events by correlation, which makes it again each time.
    derived INTEGER NOT NULL DEFAULT 0
  -- With rowids: ids are random, and whole rows in their order would be twice as slow to insert and leave half of
  -- each page empty.
  ) STRICT;
  CREATE INDEX event_by_place ON event (source_id, dated, at, offset);

  -- The lines around events, redacted: a timeline can be made when the logs are gone.
  CREATE TABLE context (
    source_id TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (source_id, line)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE incident_event (
    incident_id TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    event_id TEXT NOT NULL REFERENCES event (id) ON DELETE CASCADE,
    PRIMARY KEY (incident_id, event_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX incident_event_by_event ON incident_event (event_id);
  `,
  `
  ALTER TABLE source ADD COLUMN kind TEXT NOT NULL DEFAULT 'saved';

  -- Where reading goes on in a live stream; written in the transaction that writes what was read up to there.
  CREATE TABLE cursor (
    source_id TEXT PRIMARY KEY REFERENCES source (id) ON DELETE CASCADE,
    position TEXT NOT NULL,
    reader TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  `,
]
