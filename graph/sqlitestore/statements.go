package sqlitestore

import _ "embed"

// All SQL stands in this file and in sql/schema.sql.

const (
	// applicationID marks the file as this program's ("RLGN"); user_version is
	// the number of its format.
	applicationID = 0x524c474e
	format        = 1

	pragmaApplicationID    = "PRAGMA application_id"
	pragmaUserVersion      = "PRAGMA user_version"
	pragmaSetApplicationID = "PRAGMA application_id = %d"
	pragmaSetUserVersion   = "PRAGMA user_version = %d"
	pragmaLog              = "PRAGMA journal_mode = WAL"
	pragmaLazySync         = "PRAGMA synchronous = NORMAL"
	pragmaFullSync         = "PRAGMA synchronous = FULL"
	countTables            = "SELECT count(*) FROM sqlite_schema"

	begin          = "BEGIN IMMEDIATE"
	beginReading   = "BEGIN"
	beginExclusive = "BEGIN EXCLUSIVE"
	commit         = "COMMIT"
	rollback       = "ROLLBACK"
)

//go:embed sql/schema.sql
var schema string

// Head and revisions.
const (
	selectHead     = `SELECT head FROM meta`
	selectHeadAt   = `SELECT m.head, r.at FROM meta AS m LEFT JOIN revisions AS r ON r.no = m.head`
	selectInstant  = `SELECT at FROM revisions WHERE no = ?`
	insertRevision = `INSERT INTO revisions (no, at) VALUES (?, ?)`
	moveHead       = `UPDATE meta SET head = ?1 WHERE head = ?1 - 1`
)

// What a revision brought. Rows come in the order in which they were staged.
const (
	selectActorsFrom = `SELECT id, kind, unnamed, short_name, description, note,
  span_start, span_end, span_when, span_held, source, dataset,
  aliases, names, identifiers, affiliations, predecessors
FROM actors WHERE known_from = ? ORDER BY "row"`

	selectSourcesFrom = `SELECT id, title, publisher, author, url, published_on, speaks_of, republishes,
  retrieved_on, language, reliability, marking, note, document, dataset, aliases
FROM sources WHERE known_from = ? ORDER BY "row"`

	selectClaimsFrom = `SELECT "row", id, tie, kind, form, regarding, stance, voice, outcome,
  "start", "end", "when", held, source, claimant, quote, locator, note,
  reliability, credibility, marking, dataset, seq
FROM claims WHERE known_from = ? ORDER BY "row"`

	selectPartiesFrom = `SELECT p.claim, p.role, p.actor
FROM claims AS c JOIN parties AS p ON p.claim = c."row"
WHERE c.known_from = ? ORDER BY c."row", p.position`

	selectActorsTo  = `SELECT id FROM actors WHERE known_to = ?`
	selectSourcesTo = `SELECT id FROM sources WHERE known_to = ?`
	selectClaimsTo  = `SELECT id, replaced_by FROM claims WHERE known_to = ?`
)

// Staging.
const (
	insertActor = `INSERT INTO actors (known_from, id, kind, unnamed, name, short_name, description, note,
  span_start, span_end, span_when, span_held, source, dataset,
  aliases, names, identifiers, affiliations, predecessors)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	insertSource = `INSERT INTO sources (known_from, id, title, publisher, author, url, published_on, speaks_of,
  republishes, retrieved_on, language, reliability, marking, note, document, dataset, aliases)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	insertClaim = `INSERT INTO claims (known_from, id, tie, kind, form, regarding, stance, voice, outcome,
  "start", "end", "when", held, starts_earliest, starts_latest, ends_earliest, ends_latest,
  source, claimant, quote, locator, note, reliability, credibility, marking, dataset, seq)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	insertParty = `INSERT INTO parties (claim, position, role, actor) VALUES (?, ?, ?, ?)`

	closeActor  = `UPDATE actors SET known_to = ?1 WHERE id = ?2 AND known_to IS NULL AND known_from < ?1`
	closeSource = `UPDATE sources SET known_to = ?1 WHERE id = ?2 AND known_to IS NULL AND known_from < ?1`
	closeClaim  = `UPDATE claims SET known_to = ?1, replaced_by = ?3 WHERE id = ?2 AND known_to IS NULL AND known_from < ?1`
)

// Sweeping, a slice at a time. Parties go with their claims.
const sweepSlice = 5000

func sweeps() []string {
	return []string{
		`DELETE FROM claims WHERE "row" IN (SELECT "row" FROM claims WHERE known_from > ?1 LIMIT ?2)`,
		`DELETE FROM sources WHERE "row" IN (SELECT "row" FROM sources WHERE known_from > ?1 LIMIT ?2)`,
		`DELETE FROM actors WHERE "row" IN (SELECT "row" FROM actors WHERE known_from > ?1 LIMIT ?2)`,
		`UPDATE claims SET known_to = NULL, replaced_by = NULL WHERE "row" IN (SELECT "row" FROM claims WHERE known_to > ?1 LIMIT ?2)`,
		`UPDATE sources SET known_to = NULL WHERE "row" IN (SELECT "row" FROM sources WHERE known_to > ?1 LIMIT ?2)`,
		`UPDATE actors SET known_to = NULL WHERE "row" IN (SELECT "row" FROM actors WHERE known_to > ?1 LIMIT ?2)`,
	}
}

// The lease.
const (
	takeLease = `INSERT INTO lease (one, owner, host, pid, taken_at, beat_ms) VALUES (1, ?1, ?2, ?3, ?4, ?5)
ON CONFLICT (one) DO UPDATE SET owner = ?1, host = ?2, pid = ?3, taken_at = ?4, beat_ms = ?5`
	takeStaleLease = `UPDATE lease SET owner = ?1, host = ?2, pid = ?3, taken_at = ?4, beat_ms = ?5 WHERE beat_ms < ?6`
	beatLease      = `UPDATE lease SET beat_ms = ?2 WHERE owner = ?1`
	dropLease      = `DELETE FROM lease WHERE owner = ?1`
	selectLease    = `SELECT host, pid, taken_at FROM lease`
)

// Loads.
const (
	insertLoad = `INSERT INTO loads (no, dataset, title, license, schedule, started_at, finished_at, status, dry_run,
  error, created, changed, retracted, unchanged, revision)
VALUES ((SELECT coalesce(max(no), 0) + 1 FROM loads), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING no`

	insertRejection = `INSERT INTO rejections (load, position, file, line, "column", message, remedy) VALUES (?, ?, ?, ?, ?, ?, ?)`

	loadColumns = `no, dataset, title, license, schedule, started_at, finished_at, status, dry_run,
  error, created, changed, retracted, unchanged, revision`

	whereLoads  = ` FROM loads WHERE (?1 IS NULL OR no IN (SELECT value FROM json_each(?1))) AND (?2 = '' OR dataset = ?2)`
	countLoads  = `SELECT count(*)` + whereLoads
	selectLoads = `SELECT ` + loadColumns + whereLoads + ` AND (?3 = 0 OR no < ?3) ORDER BY no DESC LIMIT ?4`

	// A dry run declares nothing while there is a load that was none.
	selectNewestLoads = `SELECT ` + loadColumns + `
FROM (SELECT *, row_number() OVER (PARTITION BY dataset ORDER BY dry_run, no DESC) AS place FROM loads)
WHERE place = 1 ORDER BY dataset`

	selectRejections = `SELECT file, line, "column", message, remedy FROM rejections WHERE load = ? ORDER BY position`
)
