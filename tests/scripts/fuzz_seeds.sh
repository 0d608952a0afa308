#!/usr/bin/env bash
# Every seed of the fuzz targets, and every input that ever made one fail, once more.
set -euo pipefail
programs=$(dirname "$PORTOLAN_SANITIZED")/replay
for source in tests/fuzz/fuzz_*.c; do
	target=$(basename "$source" .c)
	seeds=(tests/fuzz/seeds/"$target"/*)
	[ -e "${seeds[0]}" ] || { echo "$target has no seeds"; exit 1; }
	case $target in fuzz_page | fuzz_fix | fuzz_ports) seeds+=(tests/golden/*.md) ;; esac
	echo "== $target"
	timeout 120 "$programs/$target" "${seeds[@]}"
done
