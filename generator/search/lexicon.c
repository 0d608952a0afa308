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

/* Whether words of one key and length are the same. Those of up to twice as many bytes as a key
 * are if their first ones are. */
static inline bool is_same(const char *a, const char *b, uint32_t length)
{
	return memcmp(a, b, WORD_KEY_BYTES) == 0 &&
		   (length <= 2 * WORD_KEY_BYTES || memcmp(a, b, length) == 0);
}

/* A word's slot, or the empty one where it isn't. */
static inline const struct lexicon_slot *find(
	const struct lexicon *lexicon, const char *text, uint32_t length, uint64_t key)
{
	size_t at = word_slot(key, lexicon->slot_bits);

	for (;; at = next_slot(at, lexicon->slot_bits)) {
		const struct lexicon_slot *slot = &lexicon->slots[at];

		if (slot->key == key && slot->length == length &&
			(length <= WORD_KEY_BYTES || is_same(lexicon->words[slot->number].ptr, text, length)))
			return slot;
		if (slot->length == 0)
			return slot;
	}
}

uint32_t lexicon_number(struct lexicon *lexicon, struct str word)
{
	uint64_t key = word_key(word);
	const struct lexicon_slot *slot = find(lexicon, word.ptr, (uint32_t)word.len, key);

	return slot->length != 0 ? slot->number : add(lexicon, word, key);
}

/* As many as are known. Returns how many. */
static size_t find_many(
	const struct lexicon *all, const struct words *words, size_t first, uint32_t *numbers)
{
	/* What nothing that is written here can change. */
	const struct lexicon lexicon = *all;
	const struct word *items = words->items;
	const char *letters = words->letters.ptr;
	size_t count = words->count;

	for (size_t i = first; i < count; i++) {
		const struct word *word = &items[i];
		const struct lexicon_slot *slot =
			find(&lexicon, letters + word->begin, word->length, word->key);

		if (slot->length == 0)
			return i;
		numbers[i] = slot->number;
	}
	return count;
}

void lexicon_numbers(struct lexicon *lexicon, const struct words *words, uint32_t *numbers)
{
	for (size_t i = 0; (i = find_many(lexicon, words, i, numbers)) < words->count; i++)
		numbers[i] = add(lexicon, word_text(words, &words->items[i]), words->items[i].key);
}
