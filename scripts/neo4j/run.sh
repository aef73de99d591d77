#!/usr/bin/env bash
# Runs a Neo4j Community server on 127.0.0.1 until Ctrl-C, and prints its URI,
# user and password and how to point Realign at it.
#
#   scripts/neo4j/run.sh [--data FOLDER] [--port PORT] [--heap MB] [--page-cache MB]
#
# Without --data the data is gone when it stops. Needs Go, Maven and Java 17 or 21.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
REALIGN_NEO4J_HOME=$("$here/fetch.sh")
export REALIGN_NEO4J_HOME

# Built and not "go run": that would not hand on the signal of a service manager.
bin=${XDG_CACHE_HOME:-$HOME/.cache}/realign/bin/neo4j
mkdir -p "$(dirname "$bin")"
(cd "$here/../.." && go build -o "$bin" ./graph/neo4jstore/neo4jtest/cmd/neo4j)

# A folder given with --data is meant from where the person stands.
exec "$bin" "$@"
