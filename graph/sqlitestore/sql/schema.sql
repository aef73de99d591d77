-- Format 2 of the store. Documented in docs/formats/store.md; a change here is
-- a new format.

CREATE TABLE meta (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  format  INTEGER NOT NULL,
  head    INTEGER NOT NULL             -- the newest revision that may be seen
);
INSERT INTO meta (one, format, head) VALUES (1, 2, 0);

CREATE TABLE revisions (
  no  INTEGER PRIMARY KEY,
  at  TEXT NOT NULL                    -- 2026-01-18T10:00:00.000000Z
);

CREATE TABLE loads (
  no          INTEGER PRIMARY KEY,
  dataset     TEXT NOT NULL,
  title       TEXT,
  license     TEXT,
  schedule    TEXT,
  started_at  TEXT,
  finished_at TEXT,
  status      TEXT NOT NULL,
  dry_run     INTEGER NOT NULL CHECK (dry_run IN (0, 1)),
  error       TEXT,
  created     INTEGER NOT NULL,
  changed     INTEGER NOT NULL,
  retracted   INTEGER NOT NULL,
  unchanged   INTEGER NOT NULL,
  revision    INTEGER REFERENCES revisions (no)
);
CREATE INDEX loads_dataset ON loads (dataset, no);

CREATE TABLE rejections (
  load     INTEGER NOT NULL REFERENCES loads (no),
  position INTEGER NOT NULL,
  file     TEXT,
  line     INTEGER NOT NULL,
  "column" INTEGER NOT NULL,
  message  TEXT,
  remedy   TEXT,
  PRIMARY KEY (load, position)
) WITHOUT ROWID;

CREATE TABLE actors (
  "row"        INTEGER PRIMARY KEY,
  id           TEXT NOT NULL,
  known_from   INTEGER NOT NULL,
  known_to     INTEGER CHECK (known_to > known_from),
  kind         TEXT,
  unnamed      INTEGER NOT NULL CHECK (unnamed IN (0, 1)),
  name         TEXT,
  short_name   TEXT,
  description  TEXT,
  note         TEXT,
  span_start   TEXT,
  span_end     TEXT,
  span_when    TEXT,
  span_held    TEXT,
  source       TEXT,
  dataset      TEXT,
  aliases      TEXT,
  names        TEXT,
  identifiers  TEXT,
  affiliations TEXT,
  predecessors TEXT
);
CREATE UNIQUE INDEX actors_open ON actors (id) WHERE known_to IS NULL;
CREATE INDEX actors_id   ON actors (id);
CREATE INDEX actors_from ON actors (known_from);
CREATE INDEX actors_to   ON actors (known_to) WHERE known_to IS NOT NULL;

CREATE TABLE sources (
  "row"        INTEGER PRIMARY KEY,
  id           TEXT NOT NULL,
  known_from   INTEGER NOT NULL,
  known_to     INTEGER CHECK (known_to > known_from),
  title        TEXT,
  publisher    TEXT,
  author       TEXT,
  url          TEXT,
  published_on TEXT,
  speaks_of    TEXT,
  republishes  TEXT,
  retrieved_on TEXT,
  language     TEXT,
  reliability  TEXT,
  marking      TEXT,
  note         TEXT,
  document     TEXT,
  dataset      TEXT,
  aliases      TEXT
);
CREATE UNIQUE INDEX sources_open ON sources (id) WHERE known_to IS NULL;
CREATE INDEX sources_id   ON sources (id);
CREATE INDEX sources_from ON sources (known_from);
CREATE INDEX sources_to   ON sources (known_to) WHERE known_to IS NOT NULL;

CREATE TABLE claims (
  "row"           INTEGER PRIMARY KEY,
  id              TEXT NOT NULL,
  known_from      INTEGER NOT NULL,
  known_to        INTEGER CHECK (known_to > known_from),
  replaced_by     TEXT,
  tie             TEXT NOT NULL,
  kind            TEXT,
  form            TEXT,
  regarding       TEXT,
  stance          TEXT,
  voice           TEXT,
  outcome         TEXT,
  "start"         TEXT,
  "end"           TEXT,
  "when"          TEXT,
  held            TEXT,
  starts_earliest INTEGER,
  starts_latest   INTEGER,
  ends_earliest   INTEGER,
  ends_latest     INTEGER,
  source          TEXT,
  claimant        TEXT,
  quote           TEXT,
  locator         TEXT,
  note            TEXT,
  reliability     TEXT,
  credibility     INTEGER,
  marking         TEXT,
  dataset         TEXT,
  seq             INTEGER NOT NULL,
  role_a          TEXT,
  actor_a         TEXT,                -- the parties, where they are two
  role_b          TEXT,
  actor_b         TEXT
);
CREATE INDEX claims_to ON claims (known_to) WHERE known_to IS NOT NULL;

-- The parties of claims that have not just two.
CREATE TABLE listed_parties (
  claim    INTEGER NOT NULL REFERENCES claims ("row") ON DELETE CASCADE,
  position INTEGER NOT NULL,
  role     TEXT,
  actor    TEXT NOT NULL,
  PRIMARY KEY (claim, position)
) WITHOUT ROWID;
CREATE INDEX parties_actor ON listed_parties (actor);

-- Who is loading, if anybody is.
CREATE TABLE lease (
  one      INTEGER PRIMARY KEY CHECK (one = 1),
  owner    TEXT NOT NULL,
  host     TEXT,
  pid      INTEGER,
  taken_at TEXT NOT NULL,
  beat_ms  INTEGER NOT NULL
);
