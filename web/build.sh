#!/bin/sh
# Rebuilds dist/, the explorer's page, from ui/ and the npm packages which
# ui/package-lock.json pins. Needs node 20.19 or later, npm and an npm registry;
# to build or test Realign itself none of them is needed, dist/ being committed.
#
#   build.sh           writes dist/
#   build.sh --check   builds beside it and fails on any difference
set -eu

usage() {
	echo "usage: build.sh [--check]" >&2
	exit 2
}
check=
case "${1-}" in
"") ;;
--check) check=1 ;;
*) usage ;;
esac
[ $# -le 1 ] || usage

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# In a folder of its own, with the packages as they are pinned and no leftovers.
mkdir "$work/ui"
(cd "$here/ui" && tar -cf - --exclude=./node_modules --exclude=./dist .) | tar -xf - -C "$work/ui"
(
	cd "$work/ui"
	npm ci --loglevel=error --no-progress
	npm run --silent types
	npx --no-install vite build --logLevel warn
	node manifest.mjs dist
)

if [ -n "$check" ]; then
	if ! diff -r "$here/dist" "$work/ui/dist" >"$work/diff"; then
		# The differences proper may be one line of a megabyte.
		cut -c 1-200 "$work/diff" | head -n 20 >&2
		echo "dist/ is not what ui/ builds: run web/build.sh" >&2
		exit 1
	fi
	echo "dist/ is what ui/ builds"
	exit 0
fi
rm -rf "$here/dist"
mv "$work/ui/dist" "$here/dist"
