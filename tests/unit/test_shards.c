#include "search/shards.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>

#include "search/words.h"
#include "search_pages.h"

struct sample {
	struct search_pages all;
	struct terms terms;
	struct buf room;
	struct search_files files;
};

static void make(struct sample *sample)
{
	struct stemmer *stemmer = stemmer_open(S("en"));

	sample->terms = terms_make(
		sample->all.arena, sample->all.arena, sample->all.indexed, sample->all.count, stemmer);
	stemmer_close(stemmer);
	sample->files = shards_make(sample->all.arena, &sample->room, S("en-gb"), sample->all.indexed,
		sample->all.count, &sample->terms);
}

static void open_sample(struct sample *sample)
{
	*sample = (struct sample){.room = BUF_EMPTY};
	search_pages_open(&sample->all);
}

static void close_sample(struct sample *sample)
{
	buf_release(&sample->room);
	search_pages_close(&sample->all);
}

/* The JSON of the file of that name, NULL when there is none: the caller's. */
static json_t *value_of(const struct sample *sample, const char *name)
{
	struct str head = str_format(sample->all.arena, "portolanSearch(\"%s\",", name);

	for (size_t i = 0; i < sample->files.count; i++) {
		struct str text = sample->files.items[i].content;
		json_t *value;

		if (!str_starts(text, head))
			continue;
		assert_true(str_ends(text, S(")\n")));
		value = json_loadb(text.ptr + head.len, text.len - head.len - 2, 0, NULL);
		assert_non_null(value);
		return value;
	}
	return NULL;
}

/* Numbers as search/shards.h has them, read again. */
static uint64_t digit(const char **at)
{
	int c = *(*at)++;

	return (uint64_t)(c - '!' - (c > '"') - (c > '\\'));
}

static uint64_t number(const char **at)
{
	uint64_t sum = 0, d;

	while ((d = digit(at)) > 44)
		sum = sum * 45 + d - 45;
	return sum * 45 + d;
}

/* All words of all files, each with a space behind, in order. */
static void read_words(const struct sample *sample, struct buf *out)
{
	for (unsigned i = 0;; i++) {
		json_t *file = value_of(sample, str_format(sample->all.arena, "w%u", i).ptr);
		struct str rest, entry;
		struct buf word = BUF_EMPTY;

		if (file == NULL)
			return;
		rest = str_of(json_string_value(json_array_get(file, 1)));
		while (str_next_part(&rest, ' ', &entry)) {
			const char *at = entry.ptr;
			uint64_t shared = digit(&at); /* the sample's words are ASCII: units are bytes */

			if (number(&at) == 0)
				digit(&at);
			word.len = (size_t)shared;
			buf_add(&word, str_range(at, entry.ptr + entry.len));
			buf_add(out, buf_str(&word));
			buf_add_char(out, ' ');
		}
		buf_release(&word);
		json_decref(file);
	}
}

static void every_word_can_be_read_again(void **state)
{
	struct sample sample;
	struct buf body = BUF_EMPTY, expected = BUF_EMPTY, words = BUF_EMPTY;

	(void)state;
	open_sample(&sample);
	for (unsigned i = 0; i < 3000; i++)
		buf_add_format(&body, "word%u.x ", i * 7919 % 10007);
	buf_add_char(&body, '\0');
	search_pages_add(&sample.all, 0, "Long", body.ptr);
	make(&sample);
	for (size_t i = 0; i < sample.terms.term_count; i++) {
		buf_add(&expected, sample.terms.terms[i].text);
		buf_add_char(&expected, ' ');
	}
	read_words(&sample, &words);
	assert_true(str_equal(buf_str(&words), buf_str(&expected)));
	assert_null(value_of(&sample, "w99"));
	buf_release(&words);
	buf_release(&expected);
	buf_release(&body);
	close_sample(&sample);
}

static void a_list_says_pages_impacts_and_sections(void **state)
{
	struct sample sample;
	json_t *file;
	const char *at;

	(void)state;
	open_sample(&sample);
	search_pages_add(&sample.all, 0, "zz", "zz");
	search_pages_add(&sample.all, 0, "yy", "<h2 id=\"a\">A</h2><p>aa</p><h2 id=\"b\">aa</h2>");
	search_pages_add(&sample.all, 0, "yy", "<p>aa</p>");
	make(&sample);
	file = value_of(&sample, "w0");
	assert_int_equal(json_integer_value(json_array_get(file, 0)), 0);
	/* "aa" is the first group: on page 1 in sections 1 and 2, on page 2 in section 0. */
	at = json_string_value(json_array_get(file, 2));
	assert_int_equal(number(&at), 3 * 1 + 2);
	assert_in_range(digit(&at), 1, 44);
	assert_int_equal(number(&at), 2);
	assert_int_equal(number(&at), 2 * 1);
	assert_int_equal(number(&at), 2 * 1 + 1);
	assert_int_equal(number(&at), 3 * 1 + 1);
	assert_in_range(digit(&at), 1, 44);
	assert_int_equal(number(&at), 0);
	assert_int_equal(*at, ' ');
	json_decref(file);
	close_sample(&sample);
}

static void pages_and_sections_are_in_order(void **state)
{
	struct sample sample;
	json_t *pages, *texts;
	char *dump;

	(void)state;
	open_sample(&sample);
	search_pages_add(&sample.all, 0, "A \"b\"", "<p>x \"y\" \\</p>");
	search_pages_add(&sample.all, 1, "C", "<h2 id=\"q&quot;\">H</h2>");
	make(&sample);
	pages = value_of(&sample, "p0");
	texts = value_of(&sample, "t0");
	dump = json_dumps(pages, JSON_COMPACT);
	assert_string_equal(dump,
		"{\"first\":0,\"pages\":[[\"A \\\"b\\\"\",0,\"/fr/page-0/\",1,-1],[\"C\",9,\"1/\",2,0]],"
		"\"parents\":[\"A \\\"b\\\"\"]}");
	free(dump);
	dump = json_dumps(texts, JSON_COMPACT);
	assert_string_equal(
		dump, "[[\"\",\"\",\"x \\\"y\\\" \\\\\"],[\"\",\"\",\"\"],[\"q\\\"\",\"H\",\"\"]]");
	free(dump);
	json_decref(pages);
	json_decref(texts);
	close_sample(&sample);
}

static void the_first_file_names_the_others(void **state)
{
	struct sample sample;
	json_t *index;
	struct str folder;

	(void)state;
	open_sample(&sample);
	search_pages_add(&sample.all, 0, "One", "été");
	make(&sample);
	index = value_of(&sample, "index");
	assert_non_null(index);
	assert_int_equal(json_integer_value(json_object_get(index, "pages")), 1);
	assert_string_equal(
		json_string_value(json_object_get(json_object_get(index, "fold"), "é")), "e");
	folder = str_format(
		sample.all.arena, "search/en-gb/%s/", json_string_value(json_object_get(index, "at")));
	for (size_t i = 0; i + 1 < sample.files.count; i++)
		assert_true(str_starts(sample.files.items[i].path, folder));
	assert_true(
		str_equal(sample.files.items[sample.files.count - 1].path, S("search/en-gb/index.js")));
	json_decref(index);
	close_sample(&sample);
}

/* A text is cut where a word ends, and never inside an escape. */
static void long_texts_are_cut_for_excerpts(void **state)
{
	struct sample sample;
	struct buf body = BUF_EMPTY;
	json_t *texts;

	(void)state;
	open_sample(&sample);
	for (unsigned i = 0; i < TEXT_LONGEST; i++)
		buf_add_lit(&body, "\\");
	buf_add_char(&body, '\0');
	search_pages_add(&sample.all, 0, "One", body.ptr);
	make(&sample);
	texts = value_of(&sample, "t0");
	assert_non_null(texts);
	assert_in_range(json_string_length(json_array_get(json_array_get(texts, 0), 2)),
		TEXT_LONGEST / 2 - WORD_LONGEST, TEXT_LONGEST / 2);
	json_decref(texts);
	buf_release(&body);
	close_sample(&sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_can_be_read_again),
		cmocka_unit_test(a_list_says_pages_impacts_and_sections),
		cmocka_unit_test(pages_and_sections_are_in_order),
		cmocka_unit_test(the_first_file_names_the_others),
		cmocka_unit_test(long_texts_are_cut_for_excerpts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
