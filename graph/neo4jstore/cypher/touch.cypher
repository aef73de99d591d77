// Notes which fold units the next revision touches.
UNWIND $q.rows AS units
CREATE (:Touched {knownFrom: $q.rev, units: units})
