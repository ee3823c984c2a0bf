#!/usr/bin/env bash
# Starts the server and, in front of it, Vite's development server, which sends
# what is not the SPA's on to the server. Stops both when either ends.
set -euo pipefail
cd "$(dirname "$0")/.."

bin/sluice serve --seed &
server=$!
npm run --silent dev &
vite=$!
trap 'kill "$server" "$vite" 2>/dev/null || true; wait' EXIT
trap 'exit 0' INT TERM
wait -n
