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
	struct search_file files[64];
	size_t count;
};

static void take(void *context, unsigned worker, const struct search_file *file)
{
	struct sample *sample = context;

	(void)worker;
	assert_true(sample->count < COUNT(sample->files));
	sample->files[sample->count++] = (struct search_file){str_copy(sample->all.arena, file->path),
		str_copy(sample->all.arena, file->content), file->hash};
}

/* Of at most TEXT_PAGES pages. */
static void make(struct sample *sample)
{
	struct shard_output output = {.locale = S("en-gb"),
		.take = take,
		.context = sample,
		.room = &sample->room,
		.arena = sample->all.arena};
	struct text_files texts = shards_write_texts(
		&output, sample->all.arena, sample->all.indexed, sample->all.texts, sample->all.count);

	sample->terms = search_pages_terms(&sample->all, "en");
	shards_write(&output, sample->all.indexed, sample->all.count, &texts, &sample->terms);
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

/* The JSON of the file of that name: the caller's. */
static json_t *value_of(const struct sample *sample, const char *name)
{
	struct str head = str_format(sample->all.arena, "portolanSearch(\"%s\",", name);
	struct str path = str_format(sample->all.arena, "search/en-gb/%s.js", name);

	for (size_t i = 0; i < sample->count; i++) {
		struct str text = sample->files[i].content;
		json_t *value;

		if (!str_equal(sample->files[i].path, path))
			continue;
		assert_true(str_starts(text, head));
		assert_true(str_ends(text, S(")\n")));
		value = json_loadb(text.ptr + head.len, text.len - head.len - 2, 0, NULL);
		assert_non_null(value);
		return value;
	}
	fail_msg("no file %s", name);
	return NULL;
}

/* The `number`th file of words or of pages, NULL when there are less. */
static json_t *words_of_sample(const struct sample *sample, size_t number)
{
	json_t *index = value_of(sample, "index");
	json_t *entry = json_array_get(json_object_get(index, "words"), number), *file = NULL;

	if (entry != NULL)
		file = value_of(sample, json_string_value(json_array_get(entry, 2)));
	json_decref(index);
	return file;
}

static json_t *pages_of_sample(const struct sample *sample)
{
	json_t *index = value_of(sample, "index");
	json_t *file =
		value_of(sample, json_string_value(json_array_get(json_object_get(index, "pages"), 0)));

	json_decref(index);
	return file;
}

static json_t *texts_of_sample(const struct sample *sample)
{
	json_t *pages = pages_of_sample(sample);
	json_t *entry = json_array_get(json_object_get(pages, "texts"), 0), *file;

	assert_int_equal(json_integer_value(json_array_get(entry, 0)), 0);
	file = value_of(sample, json_string_value(json_array_get(entry, 1)));
	json_decref(pages);
	return file;
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
	for (size_t i = 0;; i++) {
		json_t *file = words_of_sample(sample, i);
		struct str rest, entry;
		struct buf word = BUF_EMPTY;

		if (file == NULL)
			return;
		rest = str_of(json_string_value(json_array_get(file, 0)));
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
	file = words_of_sample(&sample, 0);
	/* "aa" is the first group: on page 1 in sections 1 and 2, on page 2 in section 0. */
	at = json_string_value(json_array_get(file, 1));
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
	pages = pages_of_sample(&sample);
	texts = texts_of_sample(&sample);
	json_object_del(pages, "texts");
	dump = json_dumps(pages, JSON_COMPACT);
	assert_string_equal(dump,
		"{\"pages\":[[\"A \\\"b\\\"\",0,\"/fr/page-0/\",1,-1],[\"C\",9,\"1/\",2,0]],"
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

static void the_first_file_comes_last_and_keeps_its_name(void **state)
{
	struct sample sample;
	json_t *index;

	(void)state;
	open_sample(&sample);
	search_pages_add(&sample.all, 0, "One", "été");
	make(&sample);
	index = value_of(&sample, "index");
	assert_int_equal(json_integer_value(json_object_get(index, "version")), 2);
	assert_string_equal(
		json_string_value(json_object_get(json_object_get(index, "fold"), "é")), "e");
	assert_true(str_equal(sample.files[sample.count - 1].path, S("search/en-gb/index.js")));
	json_decref(index);
	close_sample(&sample);
}

/* How many files of the one aren't among those of the other. */
static size_t count_new(const struct sample *before, const struct sample *after)
{
	size_t count = 0;

	for (size_t i = 0; i < after->count; i++) {
		bool known = false;

		for (size_t j = 0; j < before->count; j++) {
			if (!str_equal(before->files[j].path, after->files[i].path))
				continue;
			known = str_equal(before->files[j].content, after->files[i].content);
			assert_true(known == hash_equal(before->files[j].hash, after->files[i].hash));
		}
		count += !known;
	}
	return count;
}

/* Twelve pages of words of which most stand on several of them; `edited` gets a sentence more. */
static void make_large(struct sample *sample, size_t edited)
{
	open_sample(sample);
	for (unsigned i = 0; i < 12; i++) {
		struct buf body = BUF_EMPTY;

		for (unsigned j = 0; j < 700; j++)
			buf_add_format(&body, "wort%u ", (i * 131 + j * 7919) % 5003);
		if (i == edited)
			buf_add_lit(&body, "and eleven further ones");
		buf_add_char(&body, '\0');
		search_pages_add(&sample->all, 0, "Page", str_copy(sample->all.arena, buf_str(&body)).ptr);
		buf_release(&body);
	}
	make(sample);
}

static void an_edit_of_a_page_changes_few_files(void **state)
{
	struct sample before, again, after;

	(void)state;
	make_large(&before, 12);
	make_large(&again, 12);
	make_large(&after, 7);
	assert_int_equal(count_new(&before, &again), 0);
	/* The words of the sentence lie in two files at most, the text in one, what leads there in two.
	 */
	assert_true(before.count > 12);
	assert_in_range(count_new(&before, &after), 3, 5);
	close_sample(&before);
	close_sample(&again);
	close_sample(&after);
}

static void files_that_hold_the_same_have_names_of_their_own(void **state)
{
	struct sample sample;
	struct text_files texts[2];
	struct shard_output output = {
		.locale = S("en-gb"), .take = take, .context = &sample, .room = &sample.room};

	(void)state;
	open_sample(&sample);
	output.arena = sample.all.arena;
	for (size_t i = 0; i < 2; i++) {
		search_pages_add(&sample.all, 0, "Page", "the same");
		texts[i] = shards_write_texts(
			&output, sample.all.arena, &sample.all.indexed[i], &sample.all.texts[i], 1);
		assert_int_equal(texts[i].count, 1);
	}
	assert_memory_not_equal(texts[0].items[0].name, texts[1].items[0].name, SHARD_NAME);
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
	texts = texts_of_sample(&sample);
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
		cmocka_unit_test(the_first_file_comes_last_and_keeps_its_name),
		cmocka_unit_test(an_edit_of_a_page_changes_few_files),
		cmocka_unit_test(files_that_hold_the_same_have_names_of_their_own),
		cmocka_unit_test(long_texts_are_cut_for_excerpts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
