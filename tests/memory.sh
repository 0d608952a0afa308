#!/usr/bin/env bash
# Every unit test, and the program on the content that ships and the larger one beside the repository,
# under valgrind: no invalid access, no jump on what nobody set, nothing lost.
#   memory.sh FOLDER   of programs that were built without sanitizers
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$1
shared=${PORTOLAN_SHARED:-../shared}
watch=(valgrind --quiet --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite)
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
passed=0 failed=0

try() {
	local name=$1 status=0
	shift
	"${watch[@]}" "$@" >"$out/log" 2>&1 || status=$?
	# 1 is a content with findings.
	if [ "$status" -le 1 ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "== $name: FAILED ($status)"
		tail -40 "$out/log"
	fi
}

for test in "$folder"/tests/test_*; do
	case $test in *.d | *_corpus) continue ;; esac
	try "$(basename "$test")" "$test"
done
for content in content "$shared/corpus/pages"; do
	[ -d "$content" ] || continue
	try "build $content" "$folder/portolan" build -q --content "$content" --out "$out/site"
	try "build $content again" "$folder/portolan" build -q --content "$content" --out "$out/site"
	try "check $content" "$folder/portolan" check --content "$content" -o "$out/findings"
	try "ports $content" "$folder/portolan" ports --content "$content" -o "$out/ports"
	rm -rf "$out/site"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
