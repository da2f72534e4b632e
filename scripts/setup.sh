#!/usr/bin/env bash
# Installs what is missing for the given parts: postgres, browser, web.
# As root it uses apt-get; else it says in one line what to install.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/.tools/node_modules/node/bin:$PATH"

has() { command -v "$1" >/dev/null 2>&1; }

# install NAME PACKAGE... : NAME is what people call it.
install() {
  local name=$1
  shift
  if [ "$(id -u)" = 0 ] && has apt-get; then
    echo "Installing $name."
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  else
    echo "$name is missing: install it, on Debian with: sudo apt-get install $*" >&2
    return 1
  fi
}

setup_postgres() {
  if has initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then return; fi
  install "PostgreSQL's server" postgresql
}

setup_browser() {
  if has chromium || has chromium-browser || has google-chrome; then return; fi
  install "Chromium" chromium fonts-liberation
}

# Node 20.19 or newer: Debian 12's own 18 is too old to build the pages.
node_serves() {
  has node && node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

setup_node() {
  if node_serves && has npm; then return; fi
  if ! has npm; then install "Node (20.19 or newer)" nodejs npm; fi
  if node_serves; then return; fi
  echo "Node $(node --version 2>/dev/null || echo '(none)') is too old for building the pages; npm gets a newer one into .tools."
  npm install --prefix .tools --no-save --no-audit --no-fund --loglevel=error node@22
  node_serves || { echo "Node 20.19 or newer is needed to build the pages." >&2; return 1; }
}

setup_web() {
  if [ ! -f web/package.json ]; then return; fi
  setup_node
  if [ web/node_modules/.package-lock.json -nt web/package-lock.json ]; then return; fi
  echo "Installing the pages' packages."
  (cd web && npm ci --no-audit --no-fund --loglevel=error)
  touch web/node_modules/.package-lock.json
}

for part in "$@"; do
  case $part in
  postgres | browser | web) "setup_$part" ;;
  *)
    echo "usage: scripts/setup.sh [postgres] [browser] [web]" >&2
    exit 2
    ;;
  esac
done
