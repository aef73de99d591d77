// Edges carry their relation as CBOR (record) and what a census looks at
// (census) in the place of JSON, and the indexes over days hold all that a
// question of a day asks but knownTo, so that less is read of each edge. What is
// there already is written anew: see migrateedges.go.

DROP INDEX allegiance_days IF EXISTS;
DROP INDEX allegiance_from IF EXISTS;
DROP INDEX allegiance_to IF EXISTS;
CREATE INDEX allegiance_days IF NOT EXISTS FOR ()-[r:ALLEGIANCE]-() ON (r.spanClass, r.envelopeFirst, r.envelopeUntil, r.knownFrom, r.lead);
CREATE INDEX allegiance_from IF NOT EXISTS FOR ()-[r:ALLEGIANCE]-() ON (r.fromId, r.spanClass, r.envelopeFirst, r.envelopeUntil, r.knownFrom);
CREATE INDEX allegiance_to IF NOT EXISTS FOR ()-[r:ALLEGIANCE]-() ON (r.toId, r.spanClass, r.envelopeFirst, r.envelopeUntil, r.knownFrom);

DROP INDEX mediation_days IF EXISTS;
DROP INDEX mediation_from IF EXISTS;
DROP INDEX mediation_to IF EXISTS;
CREATE INDEX mediation_days IF NOT EXISTS FOR ()-[r:MEDIATION]-() ON (r.spanClass, r.envelopeFirst, r.envelopeUntil, r.knownFrom, r.lead);
CREATE INDEX mediation_from IF NOT EXISTS FOR ()-[r:MEDIATION]-() ON (r.fromId, r.spanClass, r.envelopeFirst, r.envelopeUntil, r.knownFrom);
CREATE INDEX mediation_to IF NOT EXISTS FOR ()-[r:MEDIATION]-() ON (r.toId, r.spanClass, r.envelopeFirst, r.envelopeUntil, r.knownFrom);

DROP INDEX hostility_days IF EXISTS;
DROP INDEX hostility_from IF EXISTS;
DROP INDEX hostility_to IF EXISTS;
CREATE INDEX hostility_days IF NOT EXISTS FOR ()-[r:HOSTILITY]-() ON (r.spanClass, r.envelopeFirst, r.envelopeUntil, r.knownFrom, r.lead);
CREATE INDEX hostility_from IF NOT EXISTS FOR ()-[r:HOSTILITY]-() ON (r.fromId, r.spanClass, r.envelopeFirst, r.envelopeUntil, r.knownFrom);
CREATE INDEX hostility_to IF NOT EXISTS FOR ()-[r:HOSTILITY]-() ON (r.toId, r.spanClass, r.envelopeFirst, r.envelopeUntil, r.knownFrom);

DROP INDEX denied_days IF EXISTS;
DROP INDEX denied_from IF EXISTS;
DROP INDEX denied_to IF EXISTS;
CREATE INDEX denied_days IF NOT EXISTS FOR ()-[r:DENIED]-() ON (r.spanClass, r.envelopeFirst, r.envelopeUntil, r.knownFrom, r.lead);
CREATE INDEX denied_from IF NOT EXISTS FOR ()-[r:DENIED]-() ON (r.fromId, r.spanClass, r.envelopeFirst, r.envelopeUntil, r.knownFrom);
CREATE INDEX denied_to IF NOT EXISTS FOR ()-[r:DENIED]-() ON (r.toId, r.spanClass, r.envelopeFirst, r.envelopeUntil, r.knownFrom);
