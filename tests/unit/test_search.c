#include "search/search.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>

#include "search/index_key.h"

/* What is published of the sample. Whoever changes it counts INDEX_FORM up, or old files are kept.
 */
#define SAMPLE_FORM 2
#define SAMPLE_HASH "4e5178c5754e5761"

#define PAGES 40

struct sample {
	struct arena *arena;
	struct document documents[PAGES];
	struct page pages[PAGES], *listed[PAGES];
	struct site_locale locale;
	struct site site;
};

/* In a language for which the stems are ours: Snowball's may change from machine to machine. */
static struct sample *open_sample(struct arena *arena)
{
	struct sample *sample = arena_new(arena, struct sample);

	sample->arena = arena;
	for (size_t i = 0; i < PAGES; i++) {
		struct page *page = &sample->pages[i];

		sample->documents[i].kind = KIND_GUIDE;
		sample->documents[i].body.html = str_format(arena,
			"<p>Usługa e-mail %zu: ssl0.ovh.net, port 993.</p><h2 id=\"s\">Błąd 0x%zx</h2>"
			"<p>\"Słowo%zu\" &amp; słowa %zu</p>",
			i % 7, i * 4099, i % 5, i);
		page->document = &sample->documents[i];
		page->title = str_format(arena, "Przewodnik %zu", i);
		page->url = page->href = str_format(arena, "/pl/page-%zu/", i);
		page->parent = i % 4 == 1 ? &sample->pages[i - 1] : NULL;
		sample->listed[i] = page;
	}
	sample->locale.locale.code = S("pl-pl");
	sample->locale.locale.language = S("pl");
	sample->locale.pages = (void *)sample->listed;
	sample->locale.page_count = PAGES;
	sample->site.locales = &sample->locale;
	sample->site.locale_count = 1;
	return sample;
}

static int compare(const void *left, const void *right)
{
	const struct search_file *const *a = left, *const *b = right;

	return str_compare((*a)->path, (*b)->path);
}

/* A hash over all files by their paths. */
static struct str hash_of(struct arena *arena, const struct search *search)
{
	const struct search_file **files =
		arena_array(arena, const struct search_file *, search->count);
	struct buf all = BUF_EMPTY;
	struct str name;

	for (size_t i = 0; i < search->count; i++)
		files[i] = &search->files[i];
	qsort(files, search->count, sizeof(*files), compare);
	for (size_t i = 0; i < search->count; i++) {
		buf_add(&all, files[i]->path);
		buf_add(&all, files[i]->content);
	}
	name = hash_name(arena, hash_bytes(buf_str(&all)));
	buf_release(&all);
	return name;
}

static void the_form_is_counted_when_other_files_are_made(void **state)
{
	struct arena *arena = arena_create(4096);
	struct sample *sample = open_sample(arena);
	struct search search = search_make(&sample->site, 1);

	(void)state;
	assert_int_equal(INDEX_FORM, SAMPLE_FORM);
	assert_string_equal(str_cstr(arena, hash_of(arena, &search)), SAMPLE_HASH);
	search_release(&search);
	arena_destroy(arena);
}

static void workers_make_no_difference(void **state)
{
	struct arena *arena = arena_create(4096);
	struct sample *sample = open_sample(arena);

	(void)state;
	for (unsigned workers = 1; workers < 4; workers++) {
		struct search search = search_make(&sample->site, workers);

		assert_string_equal(str_cstr(arena, hash_of(arena, &search)), SAMPLE_HASH);
		search_release(&search);
	}
	arena_destroy(arena);
}

static struct hash key_of(const struct sample *sample)
{
	struct hash keys[PAGES];
	struct buf room = BUF_EMPTY;

	for (size_t i = 0; i < PAGES; i++)
		keys[i] = index_page_key(sample->listed[i], &room);
	buf_release(&room);
	return index_key(&sample->locale, keys, PAGES);
}

static void a_key_stands_for_all_that_is_indexed(void **state)
{
	struct arena *arena = arena_create(4096);
	struct sample *sample = open_sample(arena);
	struct hash key = key_of(sample);
	struct str *const texts[] = {&sample->pages[3].title, &sample->pages[0].title,
		&sample->pages[3].href, &sample->documents[3].body.html, &sample->locale.locale.code,
		&sample->locale.locale.language};
	struct page *first = sample->listed[0];

	(void)state;
	assert_true(hash_equal(key_of(open_sample(arena)), key));
	for (size_t i = 0; i < COUNT(texts); i++) {
		struct str before = *texts[i];

		*texts[i] = str_concat3(arena, before, S("x"), S(""));
		assert_false(hash_equal(key_of(sample), key));
		*texts[i] = before;
	}
	sample->pages[2].parent = first;
	assert_false(hash_equal(key_of(sample), key));
	sample->pages[2].parent = NULL;
	sample->listed[0] = sample->listed[1];
	sample->listed[1] = first;
	assert_false(hash_equal(key_of(sample), key));
	sample->listed[1] = sample->listed[0];
	sample->listed[0] = first;
	assert_true(hash_equal(key_of(sample), key));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_form_is_counted_when_other_files_are_made),
		cmocka_unit_test(workers_make_no_difference),
		cmocka_unit_test(a_key_stands_for_all_that_is_indexed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
