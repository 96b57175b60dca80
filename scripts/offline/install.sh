#!/bin/sh
# Installs Palermo from this folder, without a network: ./install.sh [FOLDER]
here=$(dirname "$0")
wanted=$(sed -n 's/.*"python": "\([0-9.]*\)".*/\1/p' "$here/bundle.json")
for python in "python$wanted" python3 python; do
  if command -v "$python" >/dev/null 2>&1; then exec "$python" "$here/install.py" "$@"; fi
done
echo "Palermo needs Python $wanted, and there is none on this machine." >&2
exit 1
