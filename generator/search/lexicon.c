#include "search/lexicon.h"

#include <stdlib.h>

#include "base/fatal.h"
#include "search/words.h"

#define FIRST_WORDS ((size_t)2048)
#define FIRST_BITS  12 /* of slots: twice as many as words */
#define TEXT_BLOCK  ((size_t)16 * 1024)

static inline size_t slot_of(const struct lexicon *lexicon, uint64_t key)
{
	/* Fibonacci hashing (Knuth, "The Art of Computer Programming", volume 3, section 6.4). */
	return (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> (64 - lexicon->slot_bits));
}

static inline size_t slot_behind(const struct lexicon *lexicon, size_t slot)
{
	return (slot + 1) & (((size_t)1 << lexicon->slot_bits) - 1);
}

static void add_slot(struct lexicon *lexicon, size_t number)
{
	const struct lexicon_word *word = &lexicon->words[number];
	size_t at = slot_of(lexicon, word->key);

	while (lexicon->slots[at].length != 0)
		at = slot_behind(lexicon, at);
	lexicon->slots[at] =
		(struct lexicon_slot){word->key, (uint32_t)word->text.len, (uint32_t)number};
}

/* Twice as many words find room. */
static void grow(struct lexicon *lexicon)
{
	lexicon->slot_bits = lexicon->size == 0 ? FIRST_BITS : lexicon->slot_bits + 1;
	lexicon->size = lexicon->size == 0 ? FIRST_WORDS : lexicon->size * 2;
	lexicon->words = realloc(lexicon->words, lexicon->size * sizeof(*lexicon->words));
	free(lexicon->slots);
	lexicon->slots = calloc((size_t)1 << lexicon->slot_bits, sizeof(*lexicon->slots));
	if (lexicon->words == NULL || lexicon->slots == NULL)
		fatal_memory();
	for (size_t i = 0; i < lexicon->count; i++)
		add_slot(lexicon, i);
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

	if (lexicon->count == lexicon->size)
		grow(lexicon);
	memcpy(text, word.ptr, word.len);
	lexicon->words[lexicon->count] = (struct lexicon_word){str_make(text, word.len), key};
	add_slot(lexicon, lexicon->count);
	return (uint32_t)lexicon->count++;
}

uint32_t lexicon_number(struct lexicon *lexicon, struct str word, uint64_t key)
{
	size_t at = slot_of(lexicon, key);

	for (; lexicon->slots[at].length != 0; at = slot_behind(lexicon, at)) {
		const struct lexicon_slot *slot = &lexicon->slots[at];

		if (slot->key == key && slot->length == word.len &&
			(word.len <= WORD_KEY_BYTES || str_equal(lexicon->words[slot->number].text, word)))
			return slot->number;
	}
	return add(lexicon, word, key);
}
