#!/usr/bin/env bash
# Starts the server and, in front of it, Vite's development server, which sends
# on to the server what is not the SPA's. Stops both when either ends.
set -euo pipefail
cd "$(dirname "$0")/.."

# Each gets a process group of its own, so that Ctrl-C reaches this script alone:
# a second signal would cut the server's stop short.
set -m
port=${SLUICE_DEV_PORT:-5173}
bin/sluice serve --seed --base-url "http://localhost:$port" &
server=$!
npm run --silent dev -- --port "$port" --strictPort </dev/null &
vite=$!

trap 'kill -- -"$server" -"$vite" 2>/dev/null || true; wait' EXIT
trap 'exit 0' INT TERM
wait -n
