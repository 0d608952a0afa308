#!/usr/bin/env bash
# Single wrong ports in right guides: in tables all are named, in text nearly all, and nothing else is.
set -eu
python3 tests/scripts/injected_ports.py "$PORTOLAN" content 100 21
if [ ! -d "$PORTOLAN_SHARED/corpus/pages" ]; then
	echo "no $PORTOLAN_SHARED: only the content that ships was tried"
	exit 0
fi
python3 tests/scripts/injected_ports.py "$PORTOLAN" "$PORTOLAN_SHARED/corpus/pages" 500 22
[ -n "${PORTOLAN_LONG:-}" ] || exit 0
for seed in 31 32 33 34 35 36 37 38 39 40; do
	python3 tests/scripts/injected_ports.py "$PORTOLAN" "$PORTOLAN_SHARED/corpus/pages" 500 $seed
done
