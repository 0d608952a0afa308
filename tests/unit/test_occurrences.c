#include "search/occurrences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "search_pages.h"

static const struct page_word *word_of(const struct indexed_page *page, const char *text)
{
	for (size_t i = 0; i < page->word_count; i++) {
		if (str_equal(page->lexicon->lexicon->words[page->numbers[i]], str_of(text)))
			return &page->words[i];
	}
	return NULL;
}

static void counts_words_in_each_field(void **state)
{
	struct search_pages all;
	const struct indexed_page *page;
	const struct page_word *port;

	(void)state;
	search_pages_open(&all);
	search_pages_add(&all, 0, "Ports", "");
	page = search_pages_add(
		&all, 1, "Le port", "<p>Port, port.</p><h2 id=\"a\">Un PORT</h2><p>rien</p>");
	port = word_of(page, "port");
	assert_non_null(port);
	assert_int_equal(port->counts[FIELD_TITLE], 1);
	assert_int_equal(port->counts[FIELD_HEADING], 1);
	assert_int_equal(port->counts[FIELD_BODY], 2);
	assert_int_equal(port->counts[FIELD_CONTEXT], 0);
	assert_int_equal(word_of(page, "ports")->counts[FIELD_CONTEXT], 1);
	assert_int_equal(page->lengths[FIELD_TITLE], 2);
	assert_int_equal(page->lengths[FIELD_BODY], 3);
	assert_null(word_of(page, "Port"));
	search_pages_close(&all);
}

static const section_mark *marks_of(const struct page_word *word)
{
	return word_marks_list(&word->marks, word->mark_count);
}

static void marks_say_in_which_sections(void **state)
{
	struct search_pages all;
	const struct page_word *word;
	const struct indexed_page *page;

	(void)state;
	search_pages_open(&all);
	page = search_pages_add(&all, 0, "x1",
		"<p>y1</p><h2 id=\"a\">y1 z1</h2><p>y1 z1</p><h2 id=\"b\">w1</h2><p>z1 z1</p>");
	word = word_of(page, "y1");
	assert_int_equal(word->mark_count, 2);
	assert_int_equal(marks_of(word)[0], 0);
	assert_int_equal(marks_of(word)[1], 1 * 2 + 1);
	word = word_of(page, "z1");
	assert_int_equal(word->mark_count, 2);
	assert_int_equal(marks_of(word)[0], 1 * 2 + 1);
	assert_int_equal(marks_of(word)[1], 2 * 2);
	assert_int_equal(marks_of(word_of(page, "x1"))[0], 0);
	search_pages_close(&all);
}

/* A word that stands all over a page has the marks of its first sections. */
static void marks_end_where_a_word_stands_all_over(void **state)
{
	struct search_pages all;
	struct buf text = BUF_EMPTY;
	const struct indexed_page *page;
	const struct page_word *word;

	(void)state;
	search_pages_open(&all);
	for (unsigned i = 1; i <= 30; i++)
		buf_add_format(&text, "<h2 id=\"s%u\">over w%u</h2><p>over</p>", i, i % 3);
	buf_add_char(&text, '\0');
	page = search_pages_add(&all, 0, "x1", text.ptr);
	word = word_of(page, "over");
	assert_int_equal(word->counts[FIELD_HEADING], 30);
	assert_int_equal(word->mark_count, SECTIONS_KEPT + 1);
	for (unsigned i = 0; i < SECTIONS_KEPT + 1; i++)
		assert_int_equal(marks_of(word)[i], (i + 1) * 2 + 1);
	word = word_of(page, "w2");
	assert_int_equal(word->mark_count, 10);
	for (unsigned i = 0; i < 10; i++)
		assert_int_equal(marks_of(word)[i], (i * 3 + 2) * 2 + 1);
	buf_release(&text);
	search_pages_close(&all);
}

static void counts_end_at_their_largest(void **state)
{
	struct search_pages all;
	struct buf text = BUF_EMPTY;
	const struct indexed_page *page;

	(void)state;
	search_pages_open(&all);
	for (unsigned i = 0; i < UINT16_MAX + 2; i++)
		buf_add_lit(&text, "on ");
	buf_add_lit(&text, "<p>off</p>");
	buf_add_char(&text, '\0');
	page = search_pages_add(&all, 0, "On", text.ptr);
	assert_int_equal(page->lengths[FIELD_BODY], UINT16_MAX + 3);
	assert_int_equal(word_of(page, "on")->counts[FIELD_BODY], UINT16_MAX);
	assert_int_equal(word_of(page, "on")->counts[FIELD_TITLE], 1);
	assert_int_equal(word_of(page, "off")->counts[FIELD_BODY], 1);
	buf_release(&text);
	search_pages_close(&all);
}

/* The tables grow, and hold nothing of the page before. */
static void pages_do_not_touch_each_other(void **state)
{
	struct search_pages all;
	struct buf text = BUF_EMPTY;
	const struct indexed_page *large, *small;

	(void)state;
	search_pages_open(&all);
	for (unsigned i = 0; i < 5000; i++)
		buf_add_format(&text, "wort%u ", i);
	buf_add_char(&text, '\0');
	large = search_pages_add(&all, 0, "Large", text.ptr);
	small = search_pages_add(&all, 0, "Small", "wort7");
	assert_int_equal(large->word_count, 5001);
	assert_int_equal(small->word_count, 2);
	assert_int_equal(word_of(large, "wort4999")->counts[FIELD_BODY], 1);
	assert_int_equal(word_of(small, "wort7")->counts[FIELD_BODY], 1);
	buf_release(&text);
	search_pages_close(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counts_words_in_each_field),
		cmocka_unit_test(marks_say_in_which_sections),
		cmocka_unit_test(marks_end_where_a_word_stands_all_over),
		cmocka_unit_test(counts_end_at_their_largest),
		cmocka_unit_test(pages_do_not_touch_each_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
