/*
 * Every reference of the real guides that lie beside the project, where they do:
 * what stands at its place is its destination as the author wrote it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "report/sources.h"
#include "site/project.h"

/* Without what markdown and HTML let an author write otherwise. */
static struct str bare(struct arena *arena, struct str text)
{
	struct buf out = BUF_EMPTY;
	struct str copy;

	for (size_t i = 0; i < text.len; i++) {
		if (str_starts(str_from(text, i), S("&amp;"))) {
			buf_add_char(&out, '&');
			i += 4;
		} else if (text.ptr[i] == '\\' && i + 1 < text.len && ascii_is_punct(text.ptr[i + 1])) {
			continue;
		} else if (!ascii_is_space(text.ptr[i])) {
			buf_add_char(&out, text.ptr[i]);
		}
	}
	copy = str_copy(arena, buf_str(&out));
	buf_release(&out);
	return copy;
}

static bool is_right(struct arena *arena, struct str source, const struct reference *reference)
{
	struct str written = sources_at(source, &reference->place);

	if (str_equal(written, reference->destination) || reference->destination.len == 0)
		return true;
	/* <a@b.c> means mailto:a@b.c. */
	if (reference->autolink && str_ends(reference->destination, written))
		return written.len > 0;
	return str_equal(bare(arena, written), bare(arena, reference->destination));
}

static size_t count_wrong(
	struct arena *arena, const struct document *document, struct sources *sources, size_t *count)
{
	struct diagnostic where = {.path = document->path};
	struct str source = sources_text(sources, &where);
	size_t wrong = 0;

	for (size_t i = 0; i < document->reference_count; i++) {
		const struct reference *reference = &document->references[i];

		++*count;
		if (is_right(arena, source, reference))
			continue;
		wrong++;
		print_message("%.*s:%u:%u: \"%.*s\" is not \"%.*s\"\n", STR_ARG(document->path),
			reference->place.line, reference->place.column,
			STR_ARG(sources_at(source, &reference->place)), STR_ARG(reference->destination));
	}
	return wrong;
}

static void stands_where_it_is_said_to(void **state)
{
	const char *shared = getenv("PORTOLAN_SHARED");
	struct arena *arena = arena_create(4096);
	struct project project;
	struct sources sources = {.content = NULL};
	struct str message;
	char content[1000];
	size_t wrong = 0, count = 0;

	(void)state;
	snprintf(content, sizeof(content), "%s/corpus/pages", shared == NULL ? "../shared" : shared);
	if (project_open(&project, &(struct project_options){.content = content, .workers = 2},
			&message) != PROJECT_READY) {
		print_message("no %s: its links are not looked at\n", content);
		project_close(&project);
		arena_destroy(arena);
		skip();
	}
	sources.content = content;
	for (size_t i = 0; i < project.document_count; i++) {
		arena_reset(arena);
		wrong += count_wrong(arena, project.documents[i], &sources, &count);
	}
	sources_release(&sources);
	project_close(&project);
	arena_destroy(arena);
	print_message("%zu references\n", count);
	assert_true(count > 10000);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stands_where_it_is_said_to),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
