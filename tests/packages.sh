#!/usr/bin/env bash
# Installs the Debian packages that a step needs and that are missing.
#   packages.sh build|test|pages|pictures|memory|coverage|fuzz|lint "pkg-config names"
set -euo pipefail

step=$1
libraries=$2

# The Debian package of each pkg-config name, and what it is for.
package_of() {
	case $1 in
	libcmark-gfm) echo "libcmark-gfm-dev libcmark-gfm-extensions-dev" ;;
	yaml-0.1) echo libyaml-dev ;;
	icu-i18n | icu-uc) echo libicu-dev ;;
	libmicrohttpd) echo libmicrohttpd-dev ;;
	libstemmer) echo libstemmer-dev ;;
	libcurl) echo libcurl4-openssl-dev ;;
	libpng) echo libpng-dev ;;
	libjpeg) echo libjpeg62-turbo-dev ;;
	libwebp | libwebpdemux) echo libwebp-dev ;;
	lcms2) echo liblcms2-dev ;;
	libxxhash) echo libxxhash-dev ;;
	cmocka) echo libcmocka-dev ;;
	jansson) echo libjansson-dev ;;
	*) echo "$1" ;;
	esac
}

# libstemmer comes without a file for pkg-config: its header says whether it is there.
is_there() {
	case $1 in
	libstemmer) echo "#include <$1.h>" | ${CC:-gcc} -fsyntax-only -xc - 2>/dev/null ;;
	*) command -v pkg-config >/dev/null && pkg-config --exists "$1" ;;
	esac
}

missing=()
command -v pkg-config >/dev/null || missing+=(pkg-config)
read -ra compiler <<<"${CC:-gcc}" # may be "ccache gcc"
command -v "${compiler[0]}" >/dev/null || missing+=(gcc libc6-dev)
for library in $libraries; do
	if ! is_there "$library"; then
		for package in $(package_of "$library"); do missing+=("$package"); done
	fi
done
if [ "$step" = fuzz ] || [ "$step" = lint ]; then
	command -v clang >/dev/null || missing+=(clang)
fi
if [ "$step" = lint ]; then
	command -v clang-tidy >/dev/null || missing+=(clang-tidy)
	command -v clang-format >/dev/null || missing+=(clang-format)
	command -v cppcheck >/dev/null || missing+=(cppcheck)
fi
if [ "$step" = test ]; then
	command -v python3 >/dev/null || missing+=(python3)
	command -v git >/dev/null || missing+=(git)
	command -v wrk >/dev/null || missing+=(wrk)
	python3 -c 'import jsonschema' 2>/dev/null || missing+=(python3-jsonschema)
	/usr/bin/python3 -c 'import html5lib' 2>/dev/null || missing+=(python3-html5lib)
	command -v cmark-gfm >/dev/null || missing+=(cmark-gfm) # its specification is a test of ours
fi
if [ "$step" = test ] || [ "$step" = pages ]; then
	command -v chromium >/dev/null || missing+=(chromium)
fi
if [ "$step" = memory ]; then
	command -v valgrind >/dev/null || missing+=(valgrind)
fi
if [ "$step" = pictures ]; then
	command -v vipsthumbnail >/dev/null || missing+=(libvips-tools)
	command -v python3 >/dev/null || missing+=(python3)
fi
if [ "$step" = coverage ]; then
	command -v gcovr >/dev/null || missing+=(gcovr)
fi
if [ "$step" = pages ]; then
	# A node that is there already serves, if it is not older than 18.
	[ "$(node -p 'parseInt(process.versions.node) >= 18' 2>/dev/null)" = true ] || missing+=(nodejs)
	command -v npm >/dev/null || missing+=(npm)
	java -version >/dev/null 2>&1 || missing+=(default-jre-headless)
fi
[ ${#missing[@]} -gt 0 ] || exit 0
mapfile -t missing < <(printf '%s\n' "${missing[@]}" | sort -u)

if ! command -v apt-get >/dev/null; then
	echo "These are missing, and there is no apt to install them: ${missing[*]}" >&2
	echo "(pkg-config names: $libraries)" >&2
	exit 1
fi
become=()
if [ "$(id -u)" -ne 0 ]; then
	if ! command -v sudo >/dev/null; then
		echo "These packages are missing: ${missing[*]}" >&2
		echo "Install them as root: apt-get install ${missing[*]}" >&2
		exit 1
	fi
	become=(sudo)
fi
echo "Installing through apt what the $step step needs: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${become[@]}" apt-get install -y --no-install-recommends "${missing[@]}" ||
	{ "${become[@]}" apt-get update && "${become[@]}" apt-get install -y --no-install-recommends "${missing[@]}"; }
