// Constraints and indexes. Community edition has uniqueness only: no existence,
// type or key constraints.
//
// No index holds knownTo, on purpose. Neo4j reads committed data without a
// snapshot: a row whose indexed value changes while a reader walks that index
// can be met twice or not at all. A load moves knownTo of rows that readers of
// the revision before must still see; all that is indexed here never changes.
//
// Statements end with a semicolon at the end of a line and can be run again.

CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT source_id IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT alias_ref IF NOT EXISTS FOR (n:Alias) REQUIRE n.ref IS UNIQUE;
CREATE CONSTRAINT actor_version IF NOT EXISTS FOR (n:ActorVersion) REQUIRE (n.id, n.knownFrom) IS UNIQUE;
CREATE CONSTRAINT source_version IF NOT EXISTS FOR (n:SourceVersion) REQUIRE (n.id, n.knownFrom) IS UNIQUE;
CREATE CONSTRAINT claim_version IF NOT EXISTS FOR (n:Claim) REQUIRE (n.id, n.knownFrom) IS UNIQUE;
CREATE CONSTRAINT revision_no IF NOT EXISTS FOR (n:Revision) REQUIRE n.no IS UNIQUE;
CREATE CONSTRAINT load_no IF NOT EXISTS FOR (n:Load) REQUIRE n.no IS UNIQUE;
CREATE CONSTRAINT load_token IF NOT EXISTS FOR (n:Load) REQUIRE n.token IS UNIQUE;

// A label scan and an index on the label's only key would do the same; these
// serve the questions that start from a claim's tie, pair, source or claimant.
CREATE INDEX claim_tie IF NOT EXISTS FOR (n:Claim) ON (n.tie);
CREATE INDEX claim_unit IF NOT EXISTS FOR (n:Claim) ON (n.unit);
CREATE INDEX claim_source IF NOT EXISTS FOR (n:Claim) ON (n.source);
CREATE INDEX claim_claimant IF NOT EXISTS FOR (n:Claim) ON (n.claimant);
CREATE INDEX claim_dataset IF NOT EXISTS FOR (n:Claim) ON (n.dataset);
CREATE INDEX actor_version_from IF NOT EXISTS FOR (n:ActorVersion) ON (n.knownFrom);
CREATE INDEX source_version_from IF NOT EXISTS FOR (n:SourceVersion) ON (n.knownFrom);
CREATE INDEX revision_at IF NOT EXISTS FOR (n:Revision) ON (n.at);
CREATE INDEX load_dataset IF NOT EXISTS FOR (n:Load) ON (n.dataset);

CREATE INDEX allegiance_key IF NOT EXISTS FOR ()-[r:ALLEGIANCE]-() ON (r.key);
CREATE INDEX allegiance_unit IF NOT EXISTS FOR ()-[r:ALLEGIANCE]-() ON (r.unit);
CREATE INDEX allegiance_days IF NOT EXISTS FOR ()-[r:ALLEGIANCE]-() ON (r.spanClass, r.envelopeFirst, r.envelopeUntil);
CREATE INDEX allegiance_from IF NOT EXISTS FOR ()-[r:ALLEGIANCE]-() ON (r.fromId, r.spanClass, r.envelopeFirst);
CREATE INDEX allegiance_to IF NOT EXISTS FOR ()-[r:ALLEGIANCE]-() ON (r.toId, r.spanClass, r.envelopeFirst);

CREATE INDEX mediation_key IF NOT EXISTS FOR ()-[r:MEDIATION]-() ON (r.key);
CREATE INDEX mediation_unit IF NOT EXISTS FOR ()-[r:MEDIATION]-() ON (r.unit);
CREATE INDEX mediation_days IF NOT EXISTS FOR ()-[r:MEDIATION]-() ON (r.spanClass, r.envelopeFirst, r.envelopeUntil);
CREATE INDEX mediation_from IF NOT EXISTS FOR ()-[r:MEDIATION]-() ON (r.fromId, r.spanClass, r.envelopeFirst);
CREATE INDEX mediation_to IF NOT EXISTS FOR ()-[r:MEDIATION]-() ON (r.toId, r.spanClass, r.envelopeFirst);

CREATE INDEX hostility_key IF NOT EXISTS FOR ()-[r:HOSTILITY]-() ON (r.key);
CREATE INDEX hostility_unit IF NOT EXISTS FOR ()-[r:HOSTILITY]-() ON (r.unit);
CREATE INDEX hostility_days IF NOT EXISTS FOR ()-[r:HOSTILITY]-() ON (r.spanClass, r.envelopeFirst, r.envelopeUntil);
CREATE INDEX hostility_from IF NOT EXISTS FOR ()-[r:HOSTILITY]-() ON (r.fromId, r.spanClass, r.envelopeFirst);
CREATE INDEX hostility_to IF NOT EXISTS FOR ()-[r:HOSTILITY]-() ON (r.toId, r.spanClass, r.envelopeFirst);

CREATE INDEX denied_key IF NOT EXISTS FOR ()-[r:DENIED]-() ON (r.key);
CREATE INDEX denied_unit IF NOT EXISTS FOR ()-[r:DENIED]-() ON (r.unit);
CREATE INDEX denied_days IF NOT EXISTS FOR ()-[r:DENIED]-() ON (r.spanClass, r.envelopeFirst, r.envelopeUntil);
CREATE INDEX denied_from IF NOT EXISTS FOR ()-[r:DENIED]-() ON (r.fromId, r.spanClass, r.envelopeFirst);
CREATE INDEX denied_to IF NOT EXISTS FOR ()-[r:DENIED]-() ON (r.toId, r.spanClass, r.envelopeFirst);
