/*
 * Any bytes as a guide that `check --fix` mends: the mended text is mended, a second time changes
 * nothing, and around the fixes every byte stays.
 */

#define _GNU_SOURCE /* mkdtemp */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check/check.h"
#include "check/findings.h"
#include "check/fix.h"
#include "fuzz.h"

static char root[] = "/tmp/portolan-fuzz-XXXXXX";
static char guide[80];

static void remove_room(void)
{
	unlink(guide);
	rmdir(root);
}

int LLVMFuzzerInitialize(int *count, char ***arguments)
{
	(void)count;
	(void)arguments;
	if (mkdtemp(root) == NULL)
		return 1;
	snprintf(guide, sizeof(guide), "%s/home.fr-fr.md", root);
	atexit(remove_room);
	return 0;
}

static void write_guide(struct str text)
{
	int file = open(guide, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (file < 0 || write(file, text.ptr, text.len) != (ssize_t)text.len || close(file) != 0)
		abort();
}

/* What one run of --fix makes of the guide, or the guide itself; `*edits`: how many it made. */
static struct str mend(struct arena *keep, struct str text, size_t *edits)
{
	struct project_options options = {.content = root, .workers = 1};
	struct project project;
	struct fixed_files files;
	struct diagnostics checked;
	const struct diagnostics *more[] = {&checked};
	struct report report;
	struct str message;

	write_guide(text);
	*edits = 0;
	if (project_open(&project, &options, &message) == PROJECT_READY) {
		checked = diagnostics_make(project.arena);
		check_run(&project, S("2030-01-01"), &checked);
		report =
			findings_report(&(struct findings){.project = &project, .more = more, .more_count = 1});
		files = fix_make(project.arena, root, &report);
		for (size_t i = 0; i < files.count; i++) {
			*edits += files.items[i].edit_count;
			text = str_copy(keep, files.items[i].after);
		}
	}
	project_close(&project);
	return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_create(4096);
	struct str text = fuzz_text(data, size);
	size_t edits = 0;

	/* Fixes that touch each other take turns: each run makes at least one, or none is left. */
	for (size_t run = 0; run < 16; run++) {
		struct str mended = mend(arena, text, &edits);

		if (edits == 0 && !str_equal(mended, text))
			abort();
		text = mended;
		if (edits == 0)
			break;
	}
	if (edits != 0)
		abort();
	arena_destroy(arena);
	return 0;
}
