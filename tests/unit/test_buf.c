#include "base/buf.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int set_up(void **state)
{
	static struct buf buf;

	buf = BUF_EMPTY;
	*state = &buf;
	return 0;
}

static int tear_down(void **state)
{
	buf_release(*state);
	return 0;
}

static void assert_bytes(struct buf *buf, struct str wanted)
{
	assert_int_equal(buf->len, wanted.len);
	assert_true(str_equal(buf_str(buf), wanted));
	buf_clear(buf);
}

static void it_grows_and_keeps_what_it_has(void **state)
{
	struct buf *buf = *state;

	for (unsigned i = 0; i < 10000; i++)
		buf_add_char(buf, (char)('a' + i % 26));
	buf_add(buf, (struct str){NULL, 0});
	assert_int_equal(buf->len, 10000);
	assert_true(buf->size >= buf->len);
	for (unsigned i = 0; i < 10000; i++)
		assert_int_equal(buf->ptr[i], 'a' + i % 26);
	buf_clear(buf);
	assert_int_equal(buf->len, 0);
	buf_release(buf);
	assert_null(buf->ptr);
	assert_int_equal(buf->size, 0);
}

static void numbers_are_written_whole(void **state)
{
	buf_add_number(*state, 0);
	assert_bytes(*state, S("0"));
	buf_add_number(*state, 1024);
	assert_bytes(*state, S("1024"));
	buf_add_number(*state, UINT64_MAX);
	assert_bytes(*state, S("18446744073709551615"));
	buf_add_format(*state, "%s %d", "a", -7);
	assert_bytes(*state, S("a -7"));
}

/* Text of every length with what is escaped at every place: sixteen bytes are looked at at once. */
static void nothing_that_html_would_read_gets_through(void **state)
{
	static const char special[] = {'&', '<', '>', '"', '\''};
	static const struct str entities[] = {
		S_INIT("&amp;"), S_INIT("&lt;"), S_INIT("&gt;"), S_INIT("&quot;"), S_INIT("&#39;")};
	char text[50];

	for (size_t len = 1; len <= sizeof(text); len++) {
		for (size_t at = 0; at < len; at++) {
			size_t kind = (len + at) % COUNT(special);

			memset(text, '=', sizeof(text));
			text[at] = special[kind];
			buf_add_html(*state, str_make(text, len));
			assert_int_equal(((struct buf *)*state)->len, len - 1 + entities[kind].len);
			assert_int_equal(str_find(buf_str(*state), entities[kind], 0), at);
			buf_clear(*state);
		}
	}
	for (int c = 0; c < 256; c++) {
		char byte = (char)c;

		if (memchr(special, c, sizeof(special)) != NULL)
			continue;
		memset(text, byte, sizeof(text));
		buf_add_html(*state, str_make(text, sizeof(text)));
		assert_bytes(*state, str_make(text, sizeof(text)));
	}
}

static void json_has_no_control_characters(void **state)
{
	buf_add_json(*state, S("a\"b\\c\n\r\t\x01\x1F\x7F\0\xC3\xA9/"));
	assert_bytes(*state, S("\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u001f\\u007f\\u0000\xC3\xA9/\""));
	buf_add_json(*state, S(""));
	assert_bytes(*state, S("\"\""));
}

/* At every place of texts of every length, NUL too, which stands behind short ones in vectors. */
static void json_escapes_every_byte_that_it_must_and_no_other(void **state)
{
	char text[40];

	for (size_t len = 1; len <= sizeof(text); len++) {
		for (size_t at = 0; at < len; at++) {
			memset(text, '=', sizeof(text));
			text[at] = (len + at) % 2 == 0 ? '\0' : '\x1F';
			buf_add_json(*state, str_make(text, len));
			assert_int_equal(((struct buf *)*state)->len, len + 7);
			assert_int_equal(str_find(buf_str(*state), S("\\u00"), 0), at + 1);
			buf_clear(*state);
		}
	}
	for (int c = 0; c < 256; c++) {
		bool escaped = c < 0x20 || c == '"' || c == '\\' || c == 0x7f;

		memset(text, (char)c, sizeof(text));
		buf_add_json(*state, str_make(text, sizeof(text)));
		assert_int_equal(((struct buf *)*state)->len > sizeof(text) + 2, escaped);
		buf_clear(*state);
	}
}

static void a_url_is_encoded_once(void **state)
{
	buf_add_url(*state, S("https://a.org/b?c=d&e#f%20"));
	assert_bytes(*state, S("https://a.org/b?c=d&e#f%20"));
	buf_add_url(*state, S("a b\"<\xC3\xA9\0\\^`{|}"));
	assert_bytes(*state, S("a%20b%22%3C%C3%A9%00%5C%5E%60%7B%7C%7D"));
	buf_add_url(*state, S("100% %4 %zz"));
	assert_bytes(*state, S("100%25%20%254%20%25zz"));
}

static void code_points_become_utf8(void **state)
{
	buf_add_code_point(*state, 'a');
	buf_add_code_point(*state, 0xE9);
	buf_add_code_point(*state, 0x20AC);
	buf_add_code_point(*state, 0x1F4E7);
	assert_bytes(*state, S("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x93\xA7"));
	buf_add_code_point(*state, 0xD800);
	buf_add_code_point(*state, 0x110000);
	assert_bytes(*state, S("\xEF\xBF\xBD\xEF\xBF\xBD"));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

/* In a URL, `-._~:/?#[]@!$&'()*+,;=`, letters and digits stay (RFC 3986, section 2). */
static void each_byte_of_a_url_is_encoded_or_kept(void **state)
{
	char url[35];

	(void)state;
	for (size_t at = 0; at < sizeof(url); at++) {
		for (unsigned byte = 0; byte < 256; byte++) {
			bool kept =
				byte < 0x80 && (ascii_is_alnum((char)byte) ||
								   (byte > 0 && strchr("-._~:/?#[]@!$&'()*+,;=", (int)byte)));

			memset(url, 'x', sizeof(url));
			url[at] = (char)byte;
			assert_int_equal(buf_url_kept(str_make(url, sizeof(url)), 0), kept ? sizeof(url) : at);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(it_grows_and_keeps_what_it_has),
		CASE(numbers_are_written_whole),
		CASE(nothing_that_html_would_read_gets_through),
		CASE(json_has_no_control_characters),
		CASE(json_escapes_every_byte_that_it_must_and_no_other),
		CASE(a_url_is_encoded_once),
		CASE(each_byte_of_a_url_is_encoded_or_kept),
		CASE(code_points_become_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
