#!/usr/bin/env bash
# clang-tidy (.clang-tidy) and cppcheck over the C code, and the layout of .clang-format.
set -euo pipefail
cd "$(dirname "$0")/.."
tests/packages.sh lint ""
flags=(-std=c17 -D_POSIX_C_SOURCE=200809L -Igenerator)
# shellcheck disable=SC2207
flags+=($(pkg-config --cflags "$@"))
clang-format --dry-run --Werror generator/*/*.[ch] tests/*/*.[ch]
cppcheck --quiet --std=c11 --enable=warning,portability --inline-suppr --error-exitcode=1 \
	--suppress=missingIncludeSystem -Igenerator generator
clang-tidy --quiet --warnings-as-errors='*' generator/*/*.c -- "${flags[@]}"
