#!/usr/bin/env bash
# Locks base.in and dev.in with hashes and names no package index. Needs uv on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
for name in base dev; do
  uv pip compile "requirements/$name.in" --output-file "requirements/$name.txt" --quiet \
    --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header "$@"
done
