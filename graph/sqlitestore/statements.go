package sqlitestore

import (
	_ "embed"
	"strconv"
	"strings"
)

// All SQL stands in this file and in the folder sql.

const (
	// applicationID marks the file as this program's ("RLGN"); user_version is
	// the number of its format.
	applicationID = 0x524c474e
	format        = 2

	pragmaApplicationID    = "PRAGMA application_id"
	pragmaUserVersion      = "PRAGMA user_version"
	pragmaSetApplicationID = "PRAGMA application_id = %d"
	pragmaSetUserVersion   = "PRAGMA user_version = %d"
	pragmaLog              = "PRAGMA journal_mode = WAL"
	pragmaLazySync         = "PRAGMA synchronous = NORMAL"
	pragmaFullSync         = "PRAGMA synchronous = FULL"
	pragmaRareCheckpoints  = "PRAGMA wal_autocheckpoint = 8000"
	pragmaUsualCheckpoints = "PRAGMA wal_autocheckpoint = 1000"
	countTables            = "SELECT count(*) FROM sqlite_schema"

	begin          = "BEGIN IMMEDIATE"
	beginReading   = "BEGIN"
	beginExclusive = "BEGIN EXCLUSIVE"
	commit         = "COMMIT"
	rollback       = "ROLLBACK"
)

var (
	//go:embed sql/schema.sql
	schema string
	//go:embed sql/views.sql
	views string
	//go:embed sql/indexes.sql
	indexes string
	//go:embed sql/upgrade-2.sql
	upgradeTo2 string
)

// The indexes of claims, without which every query gives the same answer.
const (
	listClaimIndexes = `SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'claims'`
	openTwice        = `SELECT id FROM claims WHERE known_to IS NULL GROUP BY id HAVING count(*) > 1 ORDER BY id LIMIT 1`
	dropClaimIndexes = `DROP INDEX IF EXISTS claims_open;
DROP INDEX IF EXISTS claims_from;
DROP INDEX IF EXISTS claims_tie;
DROP INDEX IF EXISTS claims_actor_a;
DROP INDEX IF EXISTS claims_actor_b`
)

// claimIndexes makes the indexes of claims that are not there, one by one.
func claimIndexes() []string {
	var out []string
	for line := range strings.Lines(indexes) {
		if strings.HasPrefix(line, "CREATE") {
			out = append(out, line)
		}
	}
	return out
}

// Head and revisions.
const (
	selectHead     = `SELECT head FROM meta`
	selectHeadAt   = `SELECT m.head, r.at FROM meta AS m LEFT JOIN revisions AS r ON r.no = m.head`
	selectInstant  = `SELECT at FROM revisions WHERE no = ?`
	insertRevision = `INSERT INTO revisions (no, at) VALUES (?, ?)`
	moveHead       = `UPDATE meta SET head = ?1 WHERE head = ?1 - 1`
)

// What scanActor and scanSource read.
const (
	actorFields = `id, kind, unnamed, short_name, description, note,
  span_start, span_end, span_when, span_held, source, dataset,
  aliases, names, identifiers, affiliations, predecessors`

	sourceFields = `id, title, publisher, author, url, published_on, speaks_of, republishes,
  retrieved_on, language, reliability, marking, note, document, dataset, aliases`
)

// What a revision brought. Rows come in the order in which they were staged.
const (
	selectActorsFrom = `SELECT ` + actorFields + ` FROM actors WHERE known_from = ? ORDER BY "row"`

	selectSourcesFrom = `SELECT ` + sourceFields + ` FROM sources WHERE known_from = ? ORDER BY "row"`

	// The claims of a revision stand together, but nothing says that they must.
	firstClaimFrom = `SELECT min("row") FROM claims WHERE known_from = ?`
	lastClaimFrom  = `SELECT max("row") FROM claims WHERE known_from = ?`

	// What claimDecoder reads.
	claimFields1 = `"row", id, tie, kind, form, regarding, stance, voice, outcome,
  "start", "end", "when", held, source, claimant, quote, locator, note,
  reliability, credibility, marking, dataset, seq, NULL, NULL, NULL, NULL`

	claimFields2 = `"row", id, tie, kind, form, regarding, stance, voice, outcome,
  "start", "end", "when", held, source, claimant, quote, locator, note,
  reliability, credibility, marking, dataset, seq, role_a, actor_a, role_b, actor_b`

	whereFrom     = ` FROM claims WHERE "row" BETWEEN ?1 AND ?2 AND +known_from = ?3 ORDER BY "row"`
	selectClaims1 = `SELECT ` + claimFields1 + whereFrom
	selectClaims2 = `SELECT ` + claimFields2 + whereFrom

	selectParties1 = `SELECT claim, role, actor FROM parties WHERE claim BETWEEN ? AND ? ORDER BY claim, position`
	selectParties2 = `SELECT claim, role, actor FROM listed_parties WHERE claim BETWEEN ? AND ? ORDER BY claim, position`

	selectActorsTo  = `SELECT id FROM actors WHERE known_to = ?`
	selectSourcesTo = `SELECT id FROM sources WHERE known_to = ?`
	selectClaimsTo  = `SELECT id, replaced_by FROM claims WHERE known_to = ?`
)

// What a revision holds, ?2, of a dataset, ?1, and of the others. No index helps
// to find the claims of a dataset, and SQLite is not to take one for help.
const (
	isKnown = `known_from <= ?2 AND (known_to IS NULL OR known_to > ?2)`

	selectActorsAt  = `SELECT ` + actorFields + ` FROM actors WHERE ` + isKnown
	selectSourcesAt = `SELECT ` + sourceFields + ` FROM sources WHERE ` + isKnown

	ofDataset    = ` FROM claims NOT INDEXED WHERE dataset IS ?1 AND ` + isKnown
	selectIDsOf  = `SELECT id` + ofDataset + ` AND "row" BETWEEN ?3 AND ?4`
	selectOwn    = `SELECT ` + claimFields2 + ofDataset + ` ORDER BY "row"`
	ownActors    = `(SELECT id FROM actors WHERE dataset IS ?1 AND ` + isKnown + `)`
	ownSources   = `(SELECT id FROM sources WHERE dataset IS ?1 AND ` + isKnown + `)`
	ofOthers     = `dataset IS NOT ?1 AND +` + isKnown
	selectRefers = `SELECT tie, source, claimant, actor_a, actor_b FROM claims NOT INDEXED WHERE ` + ofOthers + `
  AND (source IN ` + ownSources + ` OR claimant IN ` + ownActors + ` OR actor_a IN ` + ownActors + ` OR actor_b IN ` + ownActors + `)`
	selectListed = `SELECT c.tie, p.actor FROM listed_parties AS p CROSS JOIN claims AS c ON c."row" = p.claim
WHERE p.actor IN ` + ownActors + ` AND ` + ofOthers
)

// claimsOfTies selects the claims of so many ties that a revision, ?1, holds.
func claimsOfTies(ties int) string {
	return `SELECT ` + claimFields2 + `, known_from FROM claims WHERE tie IN (` + places(ties) + `)
  AND +known_from <= ?1 AND (known_to IS NULL OR +known_to > ?1)`
}

// claimsOfIDs does so by id. The index of ids is one of what is open, where those
// are not that a load is about to close.
func claimsOfIDs(ids int) string {
	return `SELECT ` + claimFields2 + `, known_from FROM claims WHERE id IN (` + places(ids) + `)
  AND +known_from <= ?1 AND known_to IS NULL
UNION ALL SELECT ` + claimFields2 + `, known_from FROM claims WHERE +id IN (` + places(ids) + `)
  AND +known_from <= ?1 AND known_to > ?1`
}

// places are the numbers of so many parameters, from the second on.
func places(n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("?" + strconv.Itoa(i+2))
	}
	return b.String()
}

// Staging.
const (
	insertActor = `INSERT INTO actors (known_from, id, kind, unnamed, name, short_name, description, note,
  span_start, span_end, span_when, span_held, source, dataset,
  aliases, names, identifiers, affiliations, predecessors)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	insertSource = `INSERT INTO sources (known_from, id, title, publisher, author, url, published_on, speaks_of,
  republishes, retrieved_on, language, reliability, marking, note, document, dataset, aliases)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	insertParty = `INSERT INTO listed_parties (claim, position, role, actor) VALUES (?, ?, ?, ?)`

	closeActor  = `UPDATE actors SET known_to = ?1 WHERE id = ?2 AND known_to IS NULL AND known_from < ?1`
	closeSource = `UPDATE sources SET known_to = ?1 WHERE id = ?2 AND known_to IS NULL AND known_from < ?1`
	closeClaim  = `UPDATE claims SET known_to = ?1, replaced_by = ?3 WHERE id = ?2 AND known_to IS NULL AND known_from < ?1`
)

// claimColumns are what claimRow gives, in its order.
const claimColumns = `"row", known_from, id, tie, kind, form, regarding, stance, voice, outcome,
  "start", "end", "when", held, starts_earliest, starts_latest, ends_earliest, ends_latest,
  source, claimant, quote, locator, note, reliability, credibility, marking, dataset, seq,
  role_a, actor_a, role_b, actor_b`

const lastClaim = `SELECT coalesce(max("row"), 0) FROM claims`

// insertOneClaim inserts a claim.
func insertOneClaim() string {
	return "INSERT INTO claims (" + claimColumns + ") VALUES (?" + strings.Repeat(", ?", claimWidth-1) + ")"
}

// insertClaims inserts some claims. It takes a value a claim for the columns
// that vary; the others have a fixed value, which is a literal.
func insertClaims(rows int, varies *[claimWidth]bool, fixed *[claimWidth]any) string {
	var row strings.Builder
	for column := range varies {
		text := "?"
		if !varies[column] {
			text, _ = literal(fixed[column])
		}
		if column > 0 {
			row.WriteString(", ")
		}
		row.WriteString(text)
	}
	return "INSERT INTO claims (" + claimColumns + ") VALUES (" + row.String() + ")" + strings.Repeat(", ("+row.String()+")", rows-1)
}

// literal writes a value as SQL, if it can stand there: a short text, a number
// or NULL.
func literal(value any) (string, bool) {
	switch v := value.(type) {
	case nil:
		return "NULL", true
	case int64:
		return strconv.FormatInt(v, 10), true
	case string:
		if len(v) > 100 || strings.Contains(v, "\x00") {
			return "", false
		}
		return "'" + strings.ReplaceAll(v, "'", "''") + "'", true
	default:
		return "", false
	}
}

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
