#!/bin/sh
# Runs the explorer's tests: those of its parts, and those of its pages in a real
# Chromium against the real command. Needs Go, node 20.19 or later, npm and an npm
# registry, and Chromium (apt-get install chromium, or REALIGN_CHROMIUM its path).
#
#   test.sh [VITEST-ARGUMENT…]    such as: test.sh test/slider.test.ts
#
# With REALIGN_PICTURES=FOLDER the pictures of the documentation are written there.
# With REALIGN_BROWSER_RAN=FILE a line is added to it for each suite of pages.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$here/.." && go build -o "$work/realign" ./cmd/realign)
mkdir "$work/ui"
(cd "$here/ui" && tar -cf - --exclude=./node_modules --exclude=./dist .) | tar -xf - -C "$work/ui"
cd "$work/ui"
npm ci --loglevel=error --no-progress
REALIGN_BINARY="$work/realign" npx --no-install vitest run "$@"
