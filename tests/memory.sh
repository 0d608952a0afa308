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

# What it may end with, its name, the command.
try() {
	local most=$1 name=$2 status=0
	shift 2
	"${watch[@]}" "$@" >"$out/log" 2>&1 || status=$?
	if [ "$status" -le "$most" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "== $name: FAILED ($status)"
		tail -40 "$out/log"
	fi
}

for test in "$folder"/tests/test_*; do
	case $test in *.d | *_corpus) continue ;; esac
	try 0 "$(basename "$test")" "$test"
done
for content in content "$shared/corpus/pages"; do
	[ -d "$content" ] || continue
	# 1 is a content with findings.
	try 1 "build $content" "$folder/portolan" build -q --content "$content" --out "$out/site"
	try 1 "build $content again" "$folder/portolan" build -q --content "$content" --out "$out/site"
	try 1 "check $content" "$folder/portolan" check --content "$content" -o "$out/findings"
	try 1 "ports $content" "$folder/portolan" ports --content "$content"
	rm -rf "$out/site"
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
