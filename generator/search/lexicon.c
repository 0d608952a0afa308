#include "search/lexicon.h"

#include <stdlib.h>

#include "base/fatal.h"

#define FIRST_WORDS ((size_t)8192)
#define FIRST_BITS  14 /* of slots: twice as many as words */
#define TEXT_BLOCK  ((size_t)16 * 1024)

static size_t next_slot(const struct lexicon *lexicon, size_t slot)
{
	return (slot + 1) & (((size_t)1 << lexicon->slot_bits) - 1);
}

static void add_slot(struct lexicon *lexicon, size_t number)
{
	size_t at = word_slot(lexicon->words[number].key, lexicon->slot_bits);

	while (lexicon->slots[at] != 0)
		at = next_slot(lexicon, at);
	lexicon->slots[at] = (uint32_t)number + 1;
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
	size_t at = word_slot(key, lexicon->slot_bits);

	for (; lexicon->slots[at] != 0; at = next_slot(lexicon, at)) {
		uint32_t number = lexicon->slots[at] - 1;
		const struct lexicon_word *known = &lexicon->words[number];

		if (known->key == key && known->text.len == word.len &&
			(word.len <= WORD_KEY_BYTES || str_equal(known->text, word)))
			return number;
	}
	return add(lexicon, word, key);
}
