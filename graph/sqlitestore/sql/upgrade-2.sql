-- From format 1 to 2: the parties of a claim that has just two stand beside it.
-- Those that are there stay where they are.

DROP VIEW claims_now;
ALTER TABLE claims ADD COLUMN role_a TEXT;
ALTER TABLE claims ADD COLUMN actor_a TEXT;
ALTER TABLE claims ADD COLUMN role_b TEXT;
ALTER TABLE claims ADD COLUMN actor_b TEXT;
ALTER TABLE parties RENAME TO listed_parties;
DROP VIEW datasets;
DROP VIEW actors_now;
DROP VIEW sources_now;
UPDATE meta SET format = 2;
