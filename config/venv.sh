#!/bin/sh
# Make .venv and install the pinned requirements named as arguments, each only when its file has changed.
set -eu
cd "$(dirname "$0")/.."

stop() {
    echo >&2
    printf '%s\n' "$@" >&2
    exit 1
}

for file in "$@"; do
    # A copy of the file as it was installed last tells whether there is anything to do.
    cmp -s "$file" ".venv/installed-$file" || changed=yes
done
[ -n "${changed:-}" ] || ! .venv/bin/python -c '' 2>/dev/null || exit 0

find_python() {
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
}

[ -w . ] || stop "This folder cannot be written: $(pwd)" \
    "Casebook keeps .venv and var in it. Copy it to a folder of your own, or change its owner:" \
    "  sudo chown -R \"\$USER\" \"$(pwd)\""

if ! .venv/bin/python -c '' 2>/dev/null; then
    python=$(find_python)
    if [ -z "$python" ]; then
        found=$(python3 --version 2>/dev/null || echo "no python3")
        stop "Casebook needs Python 3.11 or later; found: $found." \
            "On Debian 12, Ubuntu 24.04 or later:  sudo apt install python3 python3-venv" \
            "On Ubuntu 22.04:  sudo apt install python3.11 python3.11-venv"
    fi
    version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    "$python" -c 'import ensurepip, venv' 2>/dev/null || stop \
        "Python is here ($python) but its venv module is not." \
        "Install it and try again:  sudo apt install $version-venv"
    echo "Making .venv with $version"
    rm -rf .venv
    "$python" -m venv .venv || stop "Could not make .venv; the reason is above."
fi

for file in "$@"; do
    if ! cmp -s "$file" ".venv/installed-$file"; then
        echo "Installing $file (once; takes a minute or two)"
        .venv/bin/python -m pip install --quiet --disable-pip-version-check -r "$file" || stop \
            "Could not install $file; the reason is above." \
            "The first start needs a connection to a Python package index, later ones do not."
        cp "$file" ".venv/installed-$file"
    fi
done
