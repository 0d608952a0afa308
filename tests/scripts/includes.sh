#!/usr/bin/env bash
# Files include headers of their own folder and of those before it, as ARCHITECTURE.md orders them;
# and each foreign library is included by one file.
set -eu
order=$(grep -m1 '^base → ' ARCHITECTURE.md | tr -d ' ')
[ -n "$order" ] || { echo "ARCHITECTURE.md names no order"; exit 1; }
rank() {
	local number=0 folder
	for folder in ${order//→/ }; do
		number=$((number + 1))
		[ "$folder" = "$1" ] && { echo $number; return; }
	done
	echo 0
}
bad=0
for file in generator/*/*.[ch]; do
	folder=$(basename "$(dirname "$file")")
	own=$(rank "$folder")
	[ "$own" -gt 0 ] || { echo "$file: ARCHITECTURE.md doesn't know its folder"; bad=1; }
	while IFS= read -r included; do
		other=$(rank "${included%%/*}")
		if [ "$other" -eq 0 ] || [ "$other" -gt "$own" ]; then
			echo "$file includes $included"
			bad=1
		fi
	done < <(sed -n 's/^#include "\(.*\)"/\1/p' "$file")
done
for library in cmark-gfm yaml.h unicode/ xxhash png.h jpeglib webp lcms2 microhttpd libstemmer curl; do
	users=$(grep -lE "^#include <$library" generator/*/*.[ch] | wc -l)
	[ "$users" -le 1 ] || { echo "more than one file includes <$library"; bad=1; }
done
exit $bad
