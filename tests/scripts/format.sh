#!/usr/bin/env bash
# The code is laid out as .clang-format says.
command -v clang-format >/dev/null || { echo "no clang-format here"; exit 77; }
clang-format --dry-run -Werror generator/*/*.[ch] tests/*/*.[ch]
