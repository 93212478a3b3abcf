# Sourced by bin/run and bin/test: makes .venv and installs the pinned requirements, once per change of them.
# shellcheck shell=bash

find_python() {
  local candidate
  for candidate in python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
      "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  echo "Python 3.11 or newer is needed, and was not found." >&2
  return 1
}

# install_requirements FILE: afterwards .venv holds FILE's packages; costs nothing when it already does.
install_requirements() {
  local file=$1 stamp wanted python
  stamp=".venv/.installed-$file"
  # pip comes last: without it, a .venv was begun and not finished.
  if [ ! -x .venv/bin/pip ]; then
    python=$(find_python)
    echo "Making .venv …"
    rm -rf .venv
    if ! "$python" -m venv .venv; then
      echo "The venv module is missing. On Debian or Ubuntu: apt-get install python3-venv" >&2
      return 1
    fi
  fi
  wanted=$(.venv/bin/python -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$file")
  if [ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ]; then
    echo "Installing $file …"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "$file"
    echo "$wanted" >"$stamp"
  fi
}
