-- The indexes of claims that a load of very many makes after it. A line each.
CREATE UNIQUE INDEX IF NOT EXISTS claims_open ON claims (id) WHERE known_to IS NULL;
CREATE INDEX IF NOT EXISTS claims_from    ON claims (known_from);
CREATE INDEX IF NOT EXISTS claims_tie     ON claims (tie);
CREATE INDEX IF NOT EXISTS claims_actor_a ON claims (actor_a) WHERE actor_a IS NOT NULL;
CREATE INDEX IF NOT EXISTS claims_actor_b ON claims (actor_b) WHERE actor_b IS NOT NULL;
