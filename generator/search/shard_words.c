#include "base/utf8.h"
#include "search/shard_writer.h"
#include "search/words.h"

/* One word in 1 << MARK_BITS is marked. */
#define MARK_BITS 6

/* The bytes that two words have in common at the head, whole code points; as UTF-16 units, too. */
static size_t shared_head(struct str a, struct str b, unsigned *units)
{
	size_t at = 0, len = a.len < b.len ? a.len : b.len;

	*units = 0;
	while (at < len && *units < SHARD_DIGIT_MOST && a.ptr[at] == b.ptr[at]) {
		size_t next_a = at, next_b = at;
		uint32_t c;

		if ((unsigned char)a.ptr[at] < 0x80) {
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
	size_t at = str_common_head(last, first);

	if (at < first.len)
		utf8_next(first, &at);
	return str_first(first, at);
}

/* The longest posting: a page, its impact, how many sections, and those. */
#define POSTING_BYTES ((3 + SECTIONS_KEPT) * SHARD_NUMBER_BYTES)

static char *put_posting(char *to, const struct posting *posting, uint32_t before)
{
	uint32_t last = 0, count = posting->mark_count;
	const section_mark *marks = word_marks_list(&posting->marks, count);

	to = shard_put_number(to, 3 * (uint64_t)(posting->page - before) + (count < 2 ? count : 2));
	*to++ = shard_digits[posting->impact];
	if (count >= 2)
		to = shard_put_number(to, count);
	for (uint32_t i = 0; i < count; i++) {
		uint32_t section = marks[i] / 2;

		to = shard_put_number(to, 2 * (uint64_t)(section - last) + marks[i] % 2);
		last = section;
	}
	return to;
}

static void put_list(struct buf *out, const struct group *group)
{
	uint32_t before = 0;

	for (size_t i = 0; i < group->posting_count; i++) {
		const struct posting *posting = &group->postings[i];

		buf_room(out, POSTING_BYTES);
		out->len = (size_t)(put_posting(out->ptr + out->len, posting, before) - out->ptr);
		before = posting->page;
	}
}

/* One file of words: they go to the output's room, the lists of their groups are put behind. */
struct word_file {
	struct shard_writer *writer;
	struct buf lists;
	uint32_t next_group;
};

static void begin(struct word_file *file, struct str last, struct str first)
{
	shard_begin(file->writer->output);
	buf_clear(&file->lists);
	buf_add_lit(file->writer->output->room, "[\"");
	buf_add(&file->writer->words, file->writer->words.len > 0 ? S(",\n[") : S("\n["));
	buf_add_json(&file->writer->words, key_of(last, first));
	buf_add_format(&file->writer->words, ",%u,", file->next_group);
}

static void end(struct word_file *file)
{
	char name[SHARD_NAME];
	struct buf *out = file->writer->output->room;

	buf_add_lit(out, "\",\n\"");
	buf_add(out, buf_str(&file->lists));
	buf_add_lit(out, "\"]");
	shard_end(file->writer->output, S(""), name);
	shard_put_quoted(&file->writer->words, str_make(name, SHARD_NAME));
	buf_add_char(&file->writer->words, ']');
}

static bool is_marked(struct str word)
{
	uint64_t letters = 0;

	for (size_t i = 0; i < word.len; i++)
		letters = (letters << 8 | letters >> 56) ^ (unsigned char)word.ptr[i];
	return word_slot(letters, MARK_BITS) == 0;
}

/*
 * Whether a file of `size` bytes ends before a word. Most end at words that are marked by their
 * letters, so that behind an edit that lets one grow the others end where they did.
 */
static bool is_full(size_t size, struct str word)
{
	return size >= SHARD_WORDS_MOST || (size >= SHARD_WORDS_LEAST && is_marked(word));
}

static void put_word(struct word_file *file, const struct term *term, struct str before)
{
	struct buf *out = file->writer->output->room;
	const struct group *group = &file->writer->terms->groups[term->group];
	unsigned units;
	size_t head = shared_head(before, term->text, &units);
	char *to;

	buf_room(out, 3 * SHARD_NUMBER_BYTES);
	to = out->ptr + out->len;
	*to++ = shard_digits[units];
	if (term->group < file->next_group) {
		to = shard_put_number(to, file->next_group - term->group);
	} else {
		to = shard_put_number(to, 0);
		*to++ = shard_digits[often(group)];
		put_list(&file->lists, group);
		buf_add_char(&file->lists, ' ');
		file->next_group++;
	}
	out->len = (size_t)(to - out->ptr);
	buf_add(out, str_from(term->text, head));
}

void shard_write_words(struct shard_writer *writer)
{
	struct word_file file = {.writer = writer};
	struct str before = S(""), before_folded = S("");
	const struct buf *out = writer->output->room;

	for (size_t i = 0; i < writer->terms->term_count; i++) {
		const struct term *term = &writer->terms->terms[i];
		bool full = i > 0 && is_full(out->len + file.lists.len, term->folded) &&
					!str_equal(before_folded, term->folded);

		if (full)
			end(&file);
		if (i == 0 || full) {
			begin(&file, before_folded, term->folded);
			before = S("");
		} else {
			buf_add_char(writer->output->room, ' ');
		}
		put_word(&file, term, before);
		before = term->text;
		before_folded = term->folded;
	}
	if (writer->terms->term_count > 0)
		end(&file);
	buf_release(&file.lists);
}
