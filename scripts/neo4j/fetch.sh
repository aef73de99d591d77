#!/usr/bin/env bash
# Fetches the Neo4j Community server that pom.xml names, as a folder of jars,
# and prints that folder. Needs Maven and Java; asks the network only when the
# folder is not there yet.
#
#   REALIGN_NEO4J_HOME   the folder to use instead of the one in the cache
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
pom=$here/pom.xml

version=$(sed -n 's:.*<neo4j\.version>\(.*\)</neo4j\.version>.*:\1:p' "$pom")
if [ -z "$version" ]; then
  echo "fetch.sh: no neo4j.version in $pom" >&2
  exit 1
fi

home=${REALIGN_NEO4J_HOME:-${XDG_CACHE_HOME:-$HOME/.cache}/realign/neo4j-$version}

# The folder is moved into place whole, so one with its version file in it is
# complete: nothing needs to be counted or compared.
if [ "$(cat "$home/VERSION" 2>/dev/null || true)" = "$version" ]; then
  printf '%s\n' "$home"
  exit 0
fi

if [ -e "$home" ]; then
  echo "fetch.sh: $home is there, but does not hold Neo4j $version; move it away, or name another folder in REALIGN_NEO4J_HOME" >&2
  exit 1
fi
if ! command -v mvn >/dev/null; then
  echo "fetch.sh: no mvn found; on Debian or Ubuntu: apt-get install maven openjdk-17-jre-headless" >&2
  exit 1
fi

mkdir -p "$(dirname "$home")"
# Beside the target, so that the move is a rename and not a copy.
new=$(mktemp -d "$home.fetching.XXXXXX")
trap 'rm -rf "$new"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

echo "fetch.sh: fetching Neo4j Community $version (about 125 MB)" >&2

# Maven colours and counts on its standard output; it is kept and shown only if
# it fails. A first try can meet a connection that was cut: one more is made.
fetch() {
  mvn --batch-mode --quiet --file "$pom" \
    dependency:copy-dependencies -DincludeScope=runtime \
    "-DoutputDirectory=$new/lib" >"$new/mvn.log" 2>&1
}
if ! fetch && ! fetch; then
  cat "$new/mvn.log" >&2
  echo "fetch.sh: Maven could not fetch Neo4j $version (see above)" >&2
  exit 1
fi
if [ ! -f "$new/lib/neo4j-$version.jar" ] || [ ! -f "$new/lib/neo4j-server-$version.jar" ]; then
  cat "$new/mvn.log" >&2
  echo "fetch.sh: Maven ended well, but the server is not among the jars" >&2
  exit 1
fi

rm "$new/mvn.log"
printf '%s\n' "$version" >"$new/VERSION"
chmod 755 "$new"
# Another fetch may have been quicker; its folder is as good. (Should it win in
# the instant between the two lines, ours ends up as a stray folder within it,
# where nothing looks.)
if [ ! -e "$home" ]; then
  mv "$new" "$home"
fi
printf '%s\n' "$home"
