#include "search/vocabulary.h"

#include <stdlib.h>

#include "base/fatal.h"
#include "search/words.h"

struct worker_lexicon *worker_lexicon_open(void)
{
	struct worker_lexicon *lexicon = calloc(1, sizeof(*lexicon));

	if (lexicon == NULL)
		fatal_memory();
	lexicon->lexicon = lexicon_open();
	return lexicon;
}

void worker_lexicon_close(struct worker_lexicon *lexicon)
{
	lexicon_close(lexicon->lexicon);
	free(lexicon->numbers);
	free(lexicon);
}

struct vocabulary *vocabulary_open(struct str language)
{
	struct vocabulary *vocabulary = calloc(1, sizeof(*vocabulary));

	if (vocabulary == NULL)
		fatal_memory();
	vocabulary->stemmer = stemmer_open(language);
	vocabulary->words = lexicon_open();
	vocabulary->stems = lexicon_open();
	return vocabulary;
}

void vocabulary_close(struct vocabulary *vocabulary)
{
	stemmer_close(vocabulary->stemmer);
	lexicon_close(vocabulary->words);
	lexicon_close(vocabulary->stems);
	free(vocabulary->stem_of);
	free(vocabulary);
}

static void add_stem(struct vocabulary *vocabulary, struct str word)
{
	struct str stem = stemmer_stem(vocabulary->stemmer, word);

	if (vocabulary->size < vocabulary->words->size) {
		vocabulary->size = vocabulary->words->size;
		vocabulary->stem_of =
			realloc(vocabulary->stem_of, vocabulary->size * sizeof(*vocabulary->stem_of));
		if (vocabulary->stem_of == NULL)
			fatal_memory();
	}
	vocabulary->stem_of[vocabulary->words->count - 1] = lexicon_number(vocabulary->stems, stem);
}

void vocabulary_take(struct vocabulary *vocabulary, struct worker_lexicon *from)
{
	const struct lexicon *lexicon = from->lexicon;

	if (from->count == lexicon->count)
		return;
	from->numbers = realloc(from->numbers, lexicon->count * sizeof(*from->numbers));
	if (from->numbers == NULL)
		fatal_memory();
	for (; from->count < lexicon->count; from->count++) {
		struct str word = lexicon->words[from->count];
		size_t known = vocabulary->words->count;

		from->numbers[from->count] = lexicon_number(vocabulary->words, word);
		if (vocabulary->words->count > known)
			add_stem(vocabulary, word);
	}
}
