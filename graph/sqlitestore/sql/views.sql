-- For people who read the file, and for programs that know format 1 only, which
-- have it open while it is brought up to date.

CREATE VIEW parties AS
  SELECT claim, position, role, actor FROM listed_parties
  UNION ALL SELECT "row", 1, role_a, actor_a FROM claims WHERE actor_a IS NOT NULL
  UNION ALL SELECT "row", 2, role_b, actor_b FROM claims WHERE actor_b IS NOT NULL;

-- For people alone.

CREATE VIEW datasets AS
  SELECT dataset, title, license, schedule, no AS last_load, status, finished_at
  FROM (SELECT *, row_number() OVER (PARTITION BY dataset ORDER BY dry_run, no DESC) AS place FROM loads)
  WHERE place = 1;

CREATE VIEW actors_now AS
  SELECT * FROM actors
  WHERE known_from <= (SELECT head FROM meta)
    AND (known_to IS NULL OR known_to > (SELECT head FROM meta));

CREATE VIEW sources_now AS
  SELECT * FROM sources
  WHERE known_from <= (SELECT head FROM meta)
    AND (known_to IS NULL OR known_to > (SELECT head FROM meta));

CREATE VIEW claims_now AS
  SELECT c.*,
    date(starts_earliest * 86400, 'unixepoch') AS starts_earliest_day,
    date(starts_latest   * 86400, 'unixepoch') AS starts_latest_day,
    date(ends_earliest   * 86400, 'unixepoch') AS ends_earliest_day,
    date(ends_latest     * 86400, 'unixepoch') AS ends_latest_day,
    CASE WHEN actor_a IS NULL
      THEN (SELECT group_concat(role || ' ' || actor, ', ') FROM listed_parties WHERE claim = c."row")
      ELSE role_a || ' ' || actor_a || ', ' || role_b || ' ' || actor_b
    END AS parties
  FROM claims AS c
  WHERE known_from <= (SELECT head FROM meta)
    AND (known_to IS NULL OR known_to > (SELECT head FROM meta));
