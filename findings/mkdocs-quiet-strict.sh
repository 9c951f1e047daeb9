#!/usr/bin/env bash
# `mkdocs build --strict` is to fail where there is a warning (a dead link, say). With --quiet it succeeds: --quiet raises the
# level of the logger, and strict mode counts the warnings that pass that logger. A build made quiet for CI checks nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check mkdocs==1.6.1
mkdir "$work/docs"
cd "$work"
echo 'site_name: example' > mkdocs.yml
echo '[gone](gone.md)' > docs/index.md
build() {
    if venv/bin/mkdocs build --strict "$@" > out.txt 2>&1; then echo 0; else echo $?; fi
}
loud=$(build)
quiet=$(build --quiet)
echo "$(venv/bin/mkdocs --version | cut -d' ' -f1-3) a page with a dead link: --strict exits $loud, --strict --quiet exits $quiet"
if [ "$loud" = 0 ] || [ "$quiet" != 0 ]; then
    echo "the behaviour changed"
    exit 1
fi
