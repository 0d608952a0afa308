#include "search/words.h"

#include <stdlib.h>

#include "base/fatal.h"
#include "base/transliterate.h"
#include "base/vector.h"
#include "search/letters.h"

/* Bytes before the text, so that keys are read without a look at where it begins. */
#define BEFORE 16

/* A block has a word for every two bytes at most, and a whole for every two words. */
#define BLOCK_WORDS LETTERS_BLOCK

/* Parts with joints between them. */
struct run {
	uint32_t begin, end;
	uint32_t head_length; /* of the first part */
	unsigned part_count;
};

struct reader {
	struct words *words;
	uint32_t begin; /* of the word that was met last */
	bool joined;    /* it belongs to the run */
	struct run run;
};

/* What begins and ends in a block, a bit for each byte. */
struct places {
	uint32_t block; /* where it stands */
	bool is_open;   /* a word begins before it and ends in it or behind */
	uint64_t begins, ends;
	uint64_t joined; /* of those that begin */
	uint64_t ideographs;
};

void words_release(struct words *words)
{
	free(words->items);
	buf_release(&words->letters);
}

uint64_t word_key(struct str word)
{
	uint64_t key = 0, bytes = 0;

	for (size_t left = word.len; left > 0; left--) {
		bytes = bytes << 8 | (unsigned char)word.ptr[word.len - left];
		if (left % WORD_KEY_BYTES == 1) {
			key = (key * WORD_KEY_FACTOR) ^ bytes;
			bytes = 0;
		}
	}
	return key;
}

/* The same of a word in our letters: most are of up to sixteen bytes. */
static inline uint64_t key_of(const char *end, size_t length)
{
	/* By eight more than the bytes of a word that are left: what of eight bytes is part of it. */
	static const uint64_t parts[3 * WORD_KEY_BYTES + 1] = {0, 0, 0, 0, 0, 0, 0, 0, 0,
		UINT64_MAX >> 56, UINT64_MAX >> 48, UINT64_MAX >> 40, UINT64_MAX >> 32, UINT64_MAX >> 24,
		UINT64_MAX >> 16, UINT64_MAX >> 8, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX,
		UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX};
	uint64_t last, before;

	if (length > 2 * WORD_KEY_BYTES)
		return word_key(str_make(end - length, length));
	last = first_eight(end - WORD_KEY_BYTES) & parts[length + WORD_KEY_BYTES];
	before = first_eight(end - 2 * WORD_KEY_BYTES) & parts[length];
	return (before * WORD_KEY_FACTOR) ^ last;
}

static inline void set_word(struct words *words, struct word *word, uint32_t begin, uint32_t end)
{
	*word = (struct word){key_of(words->letters.ptr + end, end - begin), begin, end - begin};
}

/* Whether a part is a word. */
static inline bool is_word(const struct words *words, const struct word *word)
{
	/* The length of a letter by an eighth of its first byte; 0 for digits. */
	static const unsigned char lengths[32] = {
		[12] = 1, 1, 1, 1, [24] = 2, 2, 2, 2, [28] = 3, 3, [30] = 4};
	unsigned char first = (unsigned char)words->letters.ptr[word->begin];

	if (word->length > 2 * WORD_KEY_BYTES)
		return word->length <= WORD_LONGEST;
	return word->length != lengths[first >> 3];
}

static void add(struct words *words, uint32_t begin, uint32_t end)
{
	set_word(words, &words->items[words->count++], begin, end);
}

static void add_part(struct words *words, uint32_t begin, uint32_t end)
{
	add(words, begin, end);
	words->count -= !is_word(words, &words->items[words->count - 1]);
}

static bool has_digit(struct str part)
{
	return str_find_digit(part, 0) != STR_NONE;
}

static bool is_as_written(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '.' || text.ptr[i] == '_' || text.ptr[i] == '@')
			return true;
	}
	return false;
}

/* Behind the text there is room for as much as stands in it. Returns where it begins. */
static uint32_t write_together(struct words *words, struct str text)
{
	size_t begin = words->letters.len;

	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] != '-')
			words->letters.ptr[words->letters.len++] = text.ptr[i];
	}
	return (uint32_t)begin;
}

/* Both spellings of "e-mail" are "email"; "rendez-vous" stays two words. */
static void add_whole(struct words *words, const struct run *run)
{
	struct str text = str_make(words->letters.ptr + run->begin, run->end - run->begin);
	uint32_t begin = run->begin, end = run->end;

	if (text.len > COMPOUND_LONGEST)
		return;
	if (!is_as_written(text)) {
		if (run->head_length > HYPHEN_HEAD || run->part_count > 3 ||
			has_digit(str_first(text, run->head_length)))
			return;
		begin = write_together(words, text);
		end = (uint32_t)words->letters.len;
	}
	if (end - begin <= WORD_LONGEST)
		add(words, begin, end);
}

static void end_run(struct reader *reader)
{
	if (reader->run.part_count > 1)
		add_whole(reader->words, &reader->run);
	reader->run.part_count = 0;
}

static void end_part(struct reader *reader, uint32_t end)
{
	if (!reader->joined) {
		end_run(reader);
		reader->run = (struct run){.begin = reader->begin, .head_length = end - reader->begin};
	}
	add_part(reader->words, reader->begin, end);
	reader->run.part_count++;
	reader->run.end = end;
}

static void add_ideograph(struct reader *reader, uint32_t begin)
{
	/* Those of three bytes begin with 0xE3 to 0xE9. */
	uint32_t length = (unsigned char)reader->words->letters.ptr[begin] < 0xF0 ? 3 : 4;

	end_run(reader);
	add(reader->words, begin, begin + length);
}

/* The first of some places, which goes. */
static inline uint32_t take_place(const struct places *places, uint64_t *left)
{
	uint32_t first = (uint32_t)__builtin_ctzll(*left);

	*left &= *left - 1;
	return places->block + first;
}

/* Words of a block, some of which may be joined, and ideographs. */
static void read_any(struct reader *reader, const struct places *places)
{
	uint64_t left = places->begins | places->ends | places->ideographs;

	for (; left != 0; left &= left - 1) {
		uint64_t bit = left & -left;
		uint32_t at = places->block + (uint32_t)__builtin_ctzll(left);

		if (places->ends & bit)
			end_part(reader, at);
		if (places->ideographs & bit)
			add_ideograph(reader, at);
		if (places->begins & bit) {
			reader->begin = at;
			reader->joined = (places->joined & bit) != 0;
		}
	}
}

/* Words of a block without any of these, which most are. */
static void read_apart(struct reader *reader, const struct places *places)
{
	struct words *words = reader->words;
	struct word *next = &words->items[words->count];
	/* One is looked at more than there may be. */
	uint64_t begins = places->begins | (uint64_t)1 << (LETTERS_BLOCK - 1);
	uint32_t begin = reader->begin;

	if (!places->is_open)
		begin = take_place(places, &begins);
	for (uint64_t ends = places->ends; ends != 0;) {
		uint32_t end = take_place(places, &ends);

		reader->run = (struct run){begin, end, end - begin, 1};
		set_word(words, next, begin, end);
		next += is_word(words, next);
		begin = take_place(places, &begins);
	}
	reader->begin = begin;
	words->count = (size_t)(next - words->items);
}

static void make_room(struct words *words)
{
	if (words->size - words->count >= BLOCK_WORDS)
		return;
	words->size = words->size == 0 ? 512 : words->size * 2;
	words->items = realloc(words->items, words->size * sizeof(*words->items));
	if (words->items == NULL)
		fatal_memory();
}

/* The text, with room for what is written together, and nothing but apart bytes around. */
static void copy_text(struct words *words, struct str text)
{
	words->count = 0;
	buf_clear(&words->letters);
	buf_reserve(&words->letters, BEFORE + 2 * text.len + LETTERS_BLOCK + LETTERS_BEHIND);
	memset(words->letters.ptr, 0, BEFORE);
	words->letters.len = BEFORE;
	buf_add(&words->letters, text);
	memset(words->letters.ptr + words->letters.len, 0, LETTERS_BLOCK + LETTERS_BEHIND);
	words->letters.len += LETTERS_BLOCK + LETTERS_BEHIND;
}

/* False when letters are left that aren't small. */
static bool read_blocks(struct words *words, struct str text)
{
	struct reader reader = {.words = words};
	struct letters_carry carry = {0};
	struct letters before = {0};

	copy_text(words, text);
	for (size_t at = BEFORE; at <= BEFORE + text.len; at += LETTERS_BLOCK) {
		struct letters now = letters_read(words->letters.ptr + at, &carry);
		uint64_t behind_letters = now.letters << 1 | before.letters >> 63;
		uint64_t behind_joints =
			(now.joints << 1 | before.joints >> 63) & (now.letters << 2 | before.letters >> 62);
		struct places places = {.block = (uint32_t)at,
			.is_open = before.letters >> 63,
			.begins = now.letters & ~behind_letters,
			.ends = behind_letters & ~now.letters,
			.ideographs = now.ideographs};

		places.joined = places.begins & behind_joints;
		make_room(words);
		if (places.joined != 0 || places.ideographs != 0 || reader.joined ||
			reader.run.part_count > 1)
			read_any(&reader, &places);
		else
			read_apart(&reader, &places);
		before = now;
	}
	end_run(&reader);
	return !carry.uneven;
}

void words_read(struct words *words, struct str text)
{
	struct buf small = BUF_EMPTY;

	if (read_blocks(words, text))
		return;
	lower_case(text, &small);
	read_blocks(words, buf_str(&small));
	buf_release(&small);
}
