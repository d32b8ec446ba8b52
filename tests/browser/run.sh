#!/bin/sh
# Runs the browser tests, and installs first what they need: Chromium (Debian), two npm packages.
# GREFFE_BIN names the greffe to test; see run.mjs.
set -eu
cd "$(dirname "$0")"
if [ -z "${CHROMIUM_BIN:-}" ] && ! command -v chromium >/dev/null; then
    apt-get update && apt-get install -y --no-install-recommends chromium
fi
[ -d node_modules/axe-core ] && [ -d node_modules/playwright-core ] || npm install --no-package-lock --no-fund --no-audit
exec node run.mjs "$@"
