#include "search/lexicon.h"

#include <stdlib.h>

#include "base/fatal.h"

#define FIRST_WORDS ((size_t)8192)
#define FIRST_BITS  14 /* of slots: twice as many as words */
#define TEXT_BLOCK  ((size_t)16 * 1024)

static inline size_t next_slot(size_t slot, unsigned bits)
{
	return (slot + 1) & (((size_t)1 << bits) - 1);
}

static void put_in_slot(struct lexicon *lexicon, struct lexicon_slot word)
{
	size_t at = word_slot(word.key, lexicon->slot_bits);

	while (lexicon->slots[at].length != 0)
		at = next_slot(at, lexicon->slot_bits);
	lexicon->slots[at] = word;
}

/* Twice as many words find room. */
static void grow(struct lexicon *lexicon)
{
	struct lexicon_slot *before = lexicon->slots;
	size_t slot_count = lexicon->size == 0 ? 0 : (size_t)1 << lexicon->slot_bits;

	lexicon->slot_bits = lexicon->size == 0 ? FIRST_BITS : lexicon->slot_bits + 1;
	lexicon->size = lexicon->size == 0 ? FIRST_WORDS : lexicon->size * 2;
	lexicon->words = realloc(lexicon->words, lexicon->size * sizeof(*lexicon->words));
	lexicon->slots = calloc((size_t)1 << lexicon->slot_bits, sizeof(*lexicon->slots));
	if (lexicon->words == NULL || lexicon->slots == NULL)
		fatal_memory();
	for (size_t i = 0; i < slot_count; i++) {
		if (before[i].length != 0)
			put_in_slot(lexicon, before[i]);
	}
	free(before);
}

struct lexicon *lexicon_open(void)
{
	struct lexicon *lexicon = calloc(1, sizeof(*lexicon));

	if (lexicon == NULL)
		fatal_memory();
	lexicon->texts = arena_create(TEXT_BLOCK);
	grow(lexicon);
	return lexicon;
}

void lexicon_close(struct lexicon *lexicon)
{
	arena_destroy(lexicon->texts);
	free(lexicon->words);
	free(lexicon->slots);
	free(lexicon);
}

static uint32_t add(struct lexicon *lexicon, struct str word, uint64_t key)
{
	char *text = arena_bytes(lexicon->texts, word.len);
	uint32_t number = (uint32_t)lexicon->count;

	if (lexicon->count == lexicon->size)
		grow(lexicon);
	memcpy(text, word.ptr, word.len);
	lexicon->words[lexicon->count++] = str_make(text, word.len);
	put_in_slot(lexicon, (struct lexicon_slot){key, (uint32_t)word.len, number});
	return number;
}

/* 0 if the slot has a word of this key and length. */
static inline uint64_t difference(const struct lexicon_slot *slot, uint64_t key, uint32_t length)
{
	return (slot->key ^ key) | (slot->length ^ length);
}

/* Words of one key and length may still be two. */
static bool is_same(struct str known, struct str word)
{
	return memcmp(known.ptr, word.ptr, WORD_KEY_BYTES) == 0 &&
		   (word.len <= 2 * WORD_KEY_BYTES || str_equal(known, word));
}

static uint32_t number_of(struct lexicon *lexicon, struct str word, uint64_t key)
{
	size_t at = word_slot(key, lexicon->slot_bits);

	for (;; at = next_slot(at, lexicon->slot_bits)) {
		const struct lexicon_slot *slot = &lexicon->slots[at];

		if (slot->length == 0)
			return add(lexicon, word, key);
		if (difference(slot, key, (uint32_t)word.len) == 0 &&
			str_equal(lexicon->words[slot->number], word))
			return slot->number;
	}
}

uint32_t lexicon_number(struct lexicon *lexicon, struct str word)
{
	return number_of(lexicon, word, word_key(word));
}

/* The slot that has a word by key and length, or an empty one. Most words that aren't in the first
 * one are in the second: that is no branch, as processors can't foresee it. */
static inline const struct lexicon_slot *find(
	const struct lexicon *lexicon, const struct word *word)
{
	uint64_t key = word->key;
	uint32_t length = word->length;
	size_t mask = ((size_t)1 << lexicon->slot_bits) - 1;
	size_t at = word_slot(key, lexicon->slot_bits);

	at += difference(&lexicon->slots[at], key, length) != 0;
	while (difference(&lexicon->slots[at & mask], key, length) != 0 &&
		   lexicon->slots[at & mask].length != 0)
		at++;
	return &lexicon->slots[at & mask];
}

/* What is to be found of words. */
struct search {
	const struct word *words;
	size_t count, done;
	uint32_t *numbers;
	uint32_t *longer; /* words that a key alone doesn't tell from others */
	size_t longer_count;
};

/* Up to the first word that is unknown. */
static void find_known(const struct lexicon *all, struct search *search)
{
	/* Nothing that is written here changes these. */
	const struct lexicon lexicon = *all;
	struct search now = *search;

	for (; now.done < now.count; now.done++) {
		const struct word *word = &now.words[now.done];
		const struct lexicon_slot *slot = find(&lexicon, word);

		if (slot->length == 0)
			break;
		now.numbers[now.done] = slot->number;
		now.longer[now.longer_count] = (uint32_t)now.done;
		now.longer_count += word->length > WORD_KEY_BYTES;
	}
	*search = now;
}

void lexicon_numbers(struct lexicon *lexicon, const struct words *words, uint32_t *numbers)
{
	struct search search = {.words = words->items,
		.count = words->count,
		.numbers = numbers,
		.longer = numbers + words->count};

	while (find_known(lexicon, &search), search.done < search.count) {
		const struct word *word = &words->items[search.done];

		numbers[search.done++] = add(lexicon, word_text(words, word), word->key);
	}
	for (size_t i = 0; i < search.longer_count; i++) {
		const struct word *word = &words->items[search.longer[i]];
		uint32_t *number = &numbers[search.longer[i]];

		if (!is_same(lexicon->words[*number], word_text(words, word)))
			*number = number_of(lexicon, word_text(words, word), word->key);
	}
}
