# Portolan. `make help` lists what can be made.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := all
MAKEFLAGS += --no-builtin-rules

CC ?= gcc
PREFIX ?= /usr/local
DESTDIR ?=
JOBS ?= $(shell nproc 2>/dev/null || echo 2)

CONTENT := content
IMAGES := images
THEME := themes/default
OUT := public

LIBRARIES := libcmark-gfm yaml-0.1 icu-i18n icu-uc libxxhash libmicrohttpd \
	libpng libjpeg libwebp libwebpdemux lcms2
# Used through their headers, and loaded when they are needed (check/transfer.h).
LOADED_LIBRARIES := libcurl
TEST_LIBRARIES := cmocka jansson
# Those without a file for pkg-config; tests/packages.sh knows them by their headers.
HEADER_LIBRARIES := libstemmer
PLAIN_LINKS := -lcmark-gfm-extensions -lstemmer -lpthread -lm

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
STANDARD := -std=c17 -D_POSIX_C_SOURCE=200809L
HARDENING := -fPIE -D_FORTIFY_SOURCE=2 -fstack-protector-strong
CFLAGS ?= -O2 -g
LDFLAGS ?=
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

SOURCES := $(sort $(wildcard generator/*/*.c))
FUZZERS := $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
FUZZ ?= $(FUZZERS)
UNIT_TESTS := $(sort $(wildcard tests/unit/test_*.c))
FORMATTED := $(sort $(wildcard generator/*/*.[ch] tests/*/*.[ch]))

library_flags = $(shell pkg-config --cflags $(1))
library_links = $(shell pkg-config --libs $(1))

# ---------------------------------------------------------------- what a user makes

.PHONY: all site preview check clean help install uninstall
all: build/portolan ## build the program: build/portolan

site: build/portolan ## publish content/ to public/
	build/portolan build --content $(CONTENT) --images $(IMAGES) --theme $(THEME) --out $(OUT)
	@echo "The site is in $(OUT)/"

preview: build/portolan ## show content/ in the browser, reloading as files are saved
	build/portolan serve --content $(CONTENT) --images $(IMAGES) --theme $(THEME)

check: build/portolan ## report broken anchors, links, images and ports in content/
	build/portolan check --content $(CONTENT) --images $(IMAGES)

install: build/portolan ## install the program and its theme (DESTDIR, PREFIX)
	install -D -m 755 build/portolan $(DESTDIR)$(PREFIX)/bin/portolan
	cd $(THEME) && find . -type f -exec install -D -m 644 {} $(DESTDIR)$(PREFIX)/share/portolan/themes/default/{} \;

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/portolan
	rm -rf $(DESTDIR)$(PREFIX)/share/portolan

clean: ## remove what was built and published
	if [ -x build/portolan ]; then build/portolan clean -q --out $(OUT); fi
	rm -rf build

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(firstword $(MAKEFILE_LIST)) | \
		while IFS=$$'\t' read -r target line; do printf '  make %-12s %s\n' "$$target" "$$line"; done

# ---------------------------------------------------------------- what it is made of

# Installed through apt where they are missing, which needs a Debian and root or sudo.
build/.packages: tests/packages.sh Makefile
	@mkdir -p build
	@tests/packages.sh build "$(LIBRARIES) $(LOADED_LIBRARIES) $(HEADER_LIBRARIES)"
	@touch $@

build/.test-packages: tests/packages.sh Makefile build/.packages
	@mkdir -p build
	@tests/packages.sh test "$(TEST_LIBRARIES)"
	@touch $@

build/release/%.o: generator/%.c | build/.packages
	@mkdir -p $(@D)
	@echo "  $<"
	@$(CC) $(STANDARD) $(WARNINGS) $(HARDENING) -DPORTOLAN_RELEASE $(CFLAGS) -Igenerator $(call library_flags,$(LIBRARIES)) -MMD -MP -c $< -o $@

build/portolan: $(SOURCES:generator/%.c=build/release/%.o)
	@echo "  $@"
	@$(CC) -pie -Wl,-z,relro,-z,now $(LDFLAGS) $^ -o $@ $(call library_links,$(LIBRARIES)) $(PLAIN_LINKS)

# Loops over pixels: worth every vector instruction.
build/release/image/resize.o build/release/image/raster.o: CFLAGS += -O3
# Unrolled, the sums of a hash stay in registers.
build/release/base/hash.o: CFLAGS += -O3

# The same with checks built in, for the tests: everything but main, and the program. Sanitizers,
# where nothing else is said; CHECKED and SANITIZE say what and where.
CHECKED := build/sanitized

$(CHECKED)/%.o: generator/%.c | build/.packages
	@mkdir -p $(@D)
	@echo "  $< (checked)"
	@$(CC) $(STANDARD) $(WARNINGS) $(SANITIZE) -O1 -g -Igenerator $(call library_flags,$(LIBRARIES)) -MMD -MP -c $< -o $@

$(CHECKED)/portolan: $(SOURCES:generator/%.c=$(CHECKED)/%.o)
	@echo "  $@"
	@$(CC) $(SANITIZE) $^ -o $@ $(call library_links,$(LIBRARIES)) $(PLAIN_LINKS)

$(CHECKED)/libportolan.a: $(filter-out $(CHECKED)/cli/main.o,$(SOURCES:generator/%.c=$(CHECKED)/%.o))
	@rm -f $@
	@ar rcs $@ $^

$(CHECKED)/tests/%: tests/unit/%.c $(CHECKED)/libportolan.a | build/.test-packages
	@mkdir -p $(@D)
	@echo "  $@"
	@$(CC) $(STANDARD) $(WARNINGS) $(SANITIZE) -O1 -g -Igenerator -Itests/unit $(call library_flags,$(LIBRARIES) $(TEST_LIBRARIES)) -MMD -MP $< $(CHECKED)/libportolan.a -o $@ \
		$(call library_links,$(LIBRARIES) $(TEST_LIBRARIES)) $(PLAIN_LINKS)

-include $(SOURCES:generator/%.c=build/release/%.d) $(SOURCES:generator/%.c=$(CHECKED)/%.d) $(UNIT_TESTS:tests/unit/%.c=$(CHECKED)/tests/%.d)

# ---------------------------------------------------------------- what keeps it right

.PHONY: test test-programs test-long test-threads test-memory test-pages bench-search coverage fuzz bench bench-pictures format lint
test-programs: build/portolan $(CHECKED)/portolan $(UNIT_TESTS:tests/unit/%.c=$(CHECKED)/tests/%) $(FUZZERS:%=$(CHECKED)/replay/%)

test: ## run every test that takes minutes
	@$(MAKE) --no-print-directory -j$(JOBS) build/.packages build/.test-packages
	@$(MAKE) --no-print-directory -j$(JOBS) test-programs
	@tests/run

test-long: build/.test-packages test-programs ## the same with more of everything, ThreadSanitizer and valgrind
	PORTOLAN_LONG=1 tests/run
	@$(MAKE) --no-print-directory test-threads test-memory

# What starts threads, or is called from several: building, linking, findings, pictures, the cache, the preview.
# No browsers: what they wait for is not there in time at a tenth of the speed.
THREADED := test_parallel test_format test_pool test_project test_fragment test_view test_publish test_cache test_variants test_watch \
	test_external test_site test_machines test_corpus test_serve test_images test_pictures

test-threads: build/.test-packages ## what runs in parallel, under ThreadSanitizer
	@$(MAKE) --no-print-directory -j$(JOBS) CHECKED=build/threads SANITIZE="-fsanitize=thread -fno-omit-frame-pointer" test-programs
	PORTOLAN_CHECKED=build/threads tests/run $(THREADED)

test-memory: build/.test-packages ## unit tests and the program on real guides, under valgrind
	@tests/packages.sh memory ""
	@$(MAKE) --no-print-directory -j$(JOBS) CHECKED=build/plain SANITIZE= test-programs
	tests/memory.sh build/plain

coverage: build/.test-packages ## which lines and branches the tests run
	@tests/packages.sh coverage ""
	@$(MAKE) --no-print-directory -j$(JOBS) CHECKED=build/coverage SANITIZE="--coverage -fprofile-update=atomic -DPORTOLAN_COVERAGE" test-programs
	@find build/coverage -name '*.gcda' -delete
	-PORTOLAN_CHECKED=build/coverage tests/run
	gcovr --root . --object-directory build/coverage --filter generator/ --exclude-unreachable-branches --print-summary --sort-uncovered build/coverage

test-pages: build/portolan ## hold the pages to HTML, WCAG and Lighthouse (node, npm, Java, Chromium)
	@tests/packages.sh pages ""
	@tests/pages/run

bench-search: build/portolan ## our search and Pagefind's on one site and the same questions (npm, Chromium)
	@tests/packages.sh pages ""
	cd tests/pages && npm ci --ignore-scripts --no-audit --no-fund
	python3 tests/pages/search.py

T ?= 60
build/fuzzed/fuzz/%: tests/fuzz/%.c tests/fuzz/fuzz.h build/fuzzed/libportolan.a
	@mkdir -p $(@D)
	@echo "  $@"
	@clang $(STANDARD) -g -O1 -fsanitize=fuzzer,address,undefined -Igenerator -Itests/fuzz $(call library_flags,$(LIBRARIES)) \
		$< build/fuzzed/libportolan.a -o $@ $(call library_links,$(LIBRARIES)) $(PLAIN_LINKS)

# The same targets without a fuzzer, which take the files that are named: tests replay the seeds.
$(CHECKED)/replay/%: tests/fuzz/%.c tests/fuzz/replay.c tests/fuzz/fuzz.h $(CHECKED)/libportolan.a
	@mkdir -p $(@D)
	@echo "  $@"
	@$(CC) $(STANDARD) $(WARNINGS) $(SANITIZE) -O1 -g -Igenerator -Itests/fuzz $(call library_flags,$(LIBRARIES)) \
		$< tests/fuzz/replay.c $(CHECKED)/libportolan.a -o $@ $(call library_links,$(LIBRARIES)) $(PLAIN_LINKS)

fuzz: ## feed each parser with mutated input, T seconds each (60); FUZZ=fuzz_page: one of them
	@tests/packages.sh fuzz ""
	@$(MAKE) --no-print-directory -j$(JOBS) CHECKED=build/fuzzed CC=clang SANITIZE="-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all" \
		build/fuzzed/libportolan.a $(FUZZERS:%=build/fuzzed/fuzz/%)
	@tests/fuzz/run $(T) $(FUZZ)

build/floor: tests/bench/floor.c | build/.packages
	@$(CC) -std=c17 -O2 $(call library_flags,libcmark-gfm) $< -o $@ $(call library_links,libcmark-gfm) -lcmark-gfm-extensions

build/likeness: tests/bench/likeness.c build/portolan
	@$(CC) $(STANDARD) $(WARNINGS) -O2 -Igenerator $< $(filter-out build/release/cli/main.o,$(SOURCES:generator/%.c=build/release/%.o)) -o $@ $(call library_links,$(LIBRARIES)) $(PLAIN_LINKS)

bench-pictures: build/portolan build/likeness ## smaller pictures against vipsthumbnail, in one run
	@tests/packages.sh pictures ""
	python3 tests/bench/thumbnails.py build/portolan build/likeness $(CONTENT)

PAGES ?= $(if $(QUICK),5000,5000 20000 100000)
bench: build/portolan build/floor build/likeness ## measure against the floor and Hugo, in one run (QUICK=1: 5,000 pages only)
	@tests/packages.sh pictures ""
	python3 tests/bench/bench.py build/portolan build/floor $(PAGES)

format: ## lay out the C code as .clang-format says
	@clang-format -i $(FORMATTED)

lint: ## clang-tidy and cppcheck over the C code
	tests/lint.sh $(LIBRARIES)
