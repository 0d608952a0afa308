#!/usr/bin/env bash
# clang-tidy (.clang-tidy) and cppcheck over the C code, and the layout of .clang-format.
set -euo pipefail
cd "$(dirname "$0")/.."
tests/packages.sh lint ""
flags=(-std=c17 -D_POSIX_C_SOURCE=200809L -Igenerator)
# shellcheck disable=SC2207
flags+=($(pkg-config --cflags "$@"))
clang-format --dry-run --Werror generator/*/*.[ch] tests/*/*.[ch]
# What cppcheck 2.10 takes for mistakes, and clang's analyzer, which follows the conditions, does not:
# compound literals between ? and : (internalAstError), arguments that are NULL only where they are not
# looked at, arrays that a loop filled as far as they are read, a local that outlives the call it is for.
cppcheck --quiet -j2 --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 \
	--library=tests/cppcheck.cfg --suppress=missingIncludeSystem --suppress=internalAstError \
	--suppress=ctunullpointer --suppress=nullPointerRedundantCheck:generator/parse/strong_repair.c \
	--suppress=uninitvar:generator/check/port_translation.c --suppress=uninitvar:generator/render/ledger.c \
	--suppress=autoVariables:generator/cli/main.c --suppress=duplicateAssignExpression -Igenerator generator
clang-tidy --quiet --warnings-as-errors='*' generator/*/*.c -- "${flags[@]}"
