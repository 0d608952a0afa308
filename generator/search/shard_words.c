#include "base/utf8.h"
#include "search/shard_writer.h"

/* The bytes that two words have in common at the head, whole code points; as UTF-16 units, too. */
static size_t shared_head(struct str a, struct str b, unsigned *units)
{
	size_t at = 0, len = a.len < b.len ? a.len : b.len;

	*units = 0;
	while (at < len && *units < SHARD_DIGIT_MOST) {
		size_t next_a = at, next_b = at;
		uint32_t c;

		if ((unsigned char)a.ptr[at] < 0x80 && a.ptr[at] == b.ptr[at]) {
			at++;
			(*units)++;
			continue;
		}
		c = utf8_next(a, &next_a);

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

/* As much of a file's first word as tells it from the last one of the file before. */
static struct str key_of(struct str last, struct str first)
{
	size_t at = 0;

	while (at < last.len && at < first.len && last.ptr[at] == first.ptr[at])
		at++;
	if (at < first.len)
		utf8_next(first, &at);
	return str_first(first, at);
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

static void put_list(struct buf *out, const struct group *group)
{
	uint32_t before = 0;

	for (size_t i = 0; i < group->posting_count; i++) {
		put_posting(out, &group->postings[i], before);
		before = group->postings[i].page;
	}
}

/* One file of words: they go to the writer's room, the lists of their groups are put behind. */
struct word_file {
	struct shard_writer *writer;
	size_t number;
	struct buf lists;
	uint32_t next_group;
};

static void begin(struct word_file *file, struct str last, struct str first)
{
	shard_begin(file->writer, 'w', file->number);
	buf_clear(&file->lists);
	buf_add_format(file->writer->room, "[%u,\"", file->next_group);
	shard_add_text(&file->writer->words, key_of(last, first));
	shard_add_number(&file->writer->groups, file->next_group);
}

static void end(struct word_file *file)
{
	buf_add_lit(file->writer->room, "\",\n\"");
	buf_add(file->writer->room, buf_str(&file->lists));
	buf_add_lit(file->writer->room, "\"]");
	shard_end(file->writer, 'w', file->number++);
}

static void put_word(struct word_file *file, const struct term *term, struct str before)
{
	struct buf *out = file->writer->room;
	const struct group *group = &file->writer->terms->groups[term->group];
	unsigned units;
	size_t head = shared_head(before, term->text, &units);

	shard_put_digit(out, units);
	if (term->group < file->next_group) {
		shard_put_number(out, file->next_group - term->group);
	} else {
		shard_put_number(out, 0);
		shard_put_digit(out, often(group));
		put_list(&file->lists, group);
		buf_add_char(&file->lists, ' ');
		file->next_group++;
	}
	buf_add(out, str_from(term->text, head));
}

void shard_write_words(struct shard_writer *writer)
{
	struct word_file file = {.writer = writer};
	struct str before = S(""), before_folded = S("");

	for (size_t i = 0; i < writer->terms->term_count; i++) {
		const struct term *term = &writer->terms->terms[i];
		bool full = i > 0 && writer->room->len + file.lists.len >= SHARD_WORDS &&
					!str_equal(before_folded, term->folded);

		if (full)
			end(&file);
		if (i == 0 || full) {
			begin(&file, before_folded, term->folded);
			before = S("");
		} else {
			buf_add_char(writer->room, ' ');
		}
		put_word(&file, term, before);
		before = term->text;
		before_folded = term->folded;
	}
	if (writer->terms->term_count > 0)
		end(&file);
	buf_release(&file.lists);
}
