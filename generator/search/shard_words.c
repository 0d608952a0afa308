#include "base/utf8.h"
#include "search/shard_writer.h"

/* The bytes that two words have in common at the head, whole code points; as UTF-16 units, too. */
static size_t shared_head(struct str a, struct str b, unsigned *units)
{
	size_t at = 0, len = a.len < b.len ? a.len : b.len;

	*units = 0;
	while (at < len && *units < SHARD_DIGIT_MOST) {
		size_t next_a = at, next_b = at;
		uint32_t c = utf8_next(a, &next_a);

		if (c != utf8_next(b, &next_b) || next_a != next_b)
			break;
		at = next_a;
		*units += c >= 0x10000 ? 2 : 1;
	}
	return at;
}

static unsigned often(const struct group *group)
{
	unsigned level = 1;

	for (size_t pages = group->page_count; pages > 1; pages /= 2)
		level++;
	return group->common ? 0 : level;
}

/* The first two letters of a folded word. */
static struct str key_of(struct str folded, unsigned letters)
{
	size_t at = 0;

	while (at < folded.len && letters-- > 0)
		utf8_next(folded, &at);
	return str_first(folded, at);
}

/* A file of words ends between two first letters, or, when it is long, between two second ones. */
static bool ends_words(const struct buf *room, struct str last, struct str next)
{
	if (room->len < SHARD_WORDS)
		return false;
	return !str_equal(key_of(last, 1), key_of(next, 1)) ||
		   (room->len >= 3 * SHARD_WORDS && !str_equal(key_of(last, 2), key_of(next, 2)));
}

static void put_word(
	struct buf *out, const struct terms *terms, size_t i, struct str before, uint32_t next_group)
{
	const struct term *term = &terms->terms[i];
	unsigned units;
	size_t head = shared_head(before, term->text, &units);

	shard_put_digit(out, units);
	if (term->group == next_group) {
		shard_put_number(out, 0);
		shard_put_digit(out, often(&terms->groups[term->group]));
	} else {
		shard_put_number(out, next_group - term->group);
	}
	buf_add(out, str_from(term->text, head));
}

void shard_write_words(struct shard_writer *writer)
{
	const struct terms *terms = writer->terms;
	size_t number = 0;
	uint32_t next_group = 0;

	for (size_t i = 0; i < terms->term_count; i++) {
		bool first =
			i == 0 || ends_words(writer->room, terms->terms[i - 1].folded, terms->terms[i].folded);

		if (first && i > 0) {
			buf_add_lit(writer->room, "\"]");
			shard_end(writer, 'w', number++);
		}
		if (first) {
			shard_begin(writer, 'w', number);
			buf_add_format(writer->room, "[%u,\"", next_group);
			shard_add_text(&writer->words, key_of(terms->terms[i].folded, 2));
		} else {
			buf_add_char(writer->room, ' ');
		}
		put_word(writer->room, terms, i, first ? S("") : terms->terms[i - 1].text, next_group);
		next_group += terms->terms[i].group == next_group;
	}
	if (terms->term_count > 0) {
		buf_add_lit(writer->room, "\"]");
		shard_end(writer, 'w', number);
	}
}

static void put_posting(struct buf *out, const struct posting *posting, uint32_t before)
{
	uint32_t last = 0;

	shard_put_number(out, 3 * (uint64_t)(posting->page - before) +
							  (posting->mark_count < 2 ? posting->mark_count : 2));
	shard_put_digit(out, posting->impact);
	if (posting->mark_count >= 2)
		shard_put_number(out, posting->mark_count);
	for (uint32_t i = 0; i < posting->mark_count; i++) {
		shard_put_number(out, 2 * (uint64_t)(posting->marks[i] / 2 - last) + posting->marks[i] % 2);
		last = posting->marks[i] / 2;
	}
}

void shard_write_lists(struct shard_writer *writer)
{
	size_t number = 0;

	for (size_t i = 0; i < writer->terms->group_count; i++) {
		const struct group *group = &writer->terms->groups[i];
		bool full = i > 0 && writer->room->len >= SHARD_LISTS;
		uint32_t before = 0;

		if (full) {
			buf_add_char(writer->room, '"');
			shard_end(writer, 'l', number++);
		}
		if (i == 0 || full) {
			shard_begin(writer, 'l', number);
			buf_add_char(writer->room, '"');
			shard_add_number(&writer->lists, i);
		} else {
			buf_add_char(writer->room, ' ');
		}
		for (size_t j = 0; j < group->posting_count; j++) {
			put_posting(writer->room, &group->postings[j], before);
			before = group->postings[j].page;
		}
	}
	if (writer->terms->group_count > 0) {
		buf_add_char(writer->room, '"');
		shard_end(writer, 'l', number);
	}
}
