#!/usr/bin/env bash
# Single defects in right guides: each is named, at its line, and nothing else is.
set -eu
python3 tests/scripts/injected_defects.py "$PORTOLAN" content images 300 11
python3 tests/scripts/injected_defects.py "$PORTOLAN" content images 200 12
if [ ! -d "$PORTOLAN_SHARED/corpus/pages" ]; then
	echo "no $PORTOLAN_SHARED: only the content that ships was tried"
	exit 0
fi
python3 tests/scripts/injected_defects.py "$PORTOLAN" "$PORTOLAN_SHARED/corpus/pages" none 1000 13
[ -n "${PORTOLAN_LONG:-}" ] || exit 0
for seed in 31 32 33 34; do
	python3 tests/scripts/injected_defects.py "$PORTOLAN" "$PORTOLAN_SHARED/corpus/pages" none 1000 $seed
done
