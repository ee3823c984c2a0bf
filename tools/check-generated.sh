#!/usr/bin/env bash
# Fails if generating the code again changes any file. Compares with the files
# as they are, not with the last commit, so that it works amid uncommitted work.
set -euo pipefail
cd "$(dirname "$0")/.."

sums() {
  git ls-files -z --cached --others --exclude-standard |
    xargs -0 sh -c 'for f; do [ -f "$f" ] && cksum "$f"; done; true' sh | sort
}

before=$(mktemp)
after=$(mktemp)
trap 'rm -f "$before" "$after"' EXIT

sums >"$before"
make --no-print-directory generate
sums >"$after"

if ! diff "$before" "$after" >/dev/null; then
  echo "These files were not current; they are now, commit them:" >&2
  diff "$before" "$after" | awk '/^[<>]/ {print "  " $4}' | sort -u >&2
  exit 1
fi
