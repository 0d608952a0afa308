#include "search/stem.h"

#include <libstemmer.h>
#include <stdlib.h>

#include "base/fatal.h"

/* Bytes: what is left of a word when an ending is taken off. */
#define SHORTEST_STEM 4

struct stemmer {
	struct sb_stemmer *snowball; /* or NULL */
	const struct str *endings;   /* or NULL; longer ones first */
	size_t ending_count;
};

/*
 * The endings of nouns and adjectives in their cases, and of frequent verb
 * forms (any grammar of the language has them). Small on purpose: two words that
 * are wrongly taken for one do more harm than two that are not.
 */
static const struct str polish[] = {S_INIT("owaniach"), S_INIT("owaniami"), S_INIT("owaniem"),
	S_INIT("owania"), S_INIT("owaniu"), S_INIT("owanie"), S_INIT("owych"), S_INIT("owymi"),
	S_INIT("owego"), S_INIT("owemu"), S_INIT("aniem"), S_INIT("eniem"), S_INIT("ować"),
	S_INIT("owany"), S_INIT("owana"), S_INIT("owane"), S_INIT("owym"), S_INIT("owej"),
	S_INIT("ania"), S_INIT("enia"), S_INIT("aniu"), S_INIT("eniu"), S_INIT("anie"), S_INIT("enie"),
	S_INIT("iach"), S_INIT("iami"), S_INIT("ymi"), S_INIT("imi"), S_INIT("ego"), S_INIT("emu"),
	S_INIT("ach"), S_INIT("ami"), S_INIT("owi"), S_INIT("owy"), S_INIT("owa"), S_INIT("owe"),
	S_INIT("ych"), S_INIT("ich"), S_INIT("iem"), S_INIT("ów"), S_INIT("om"), S_INIT("em"),
	S_INIT("ym"), S_INIT("im"), S_INIT("ej"), S_INIT("ać"), S_INIT("yć"), S_INIT("ić"),
	S_INIT("ia"), S_INIT("ie"), S_INIT("iu"), S_INIT("ii"), S_INIT("ię"), S_INIT("ią"), S_INIT("a"),
	S_INIT("e"), S_INIT("i"), S_INIT("o"), S_INIT("u"), S_INIT("y"), S_INIT("ą"), S_INIT("ę")};
static const struct str czech[] = {S_INIT("ováním"), S_INIT("ování"), S_INIT("ových"),
	S_INIT("ovými"), S_INIT("ového"), S_INIT("ovému"), S_INIT("ovém"), S_INIT("ovým"),
	S_INIT("ovat"), S_INIT("ován"), S_INIT("ová"), S_INIT("ové"), S_INIT("ový"), S_INIT("ími"),
	S_INIT("ými"), S_INIT("ého"), S_INIT("ému"), S_INIT("ích"), S_INIT("ech"), S_INIT("ách"),
	S_INIT("ami"), S_INIT("emi"), S_INIT("ové"), S_INIT("ovi"), S_INIT("ním"), S_INIT("ení"),
	S_INIT("ání"), S_INIT("ých"), S_INIT("ám"), S_INIT("ům"), S_INIT("em"), S_INIT("ím"),
	S_INIT("ém"), S_INIT("ým"), S_INIT("at"), S_INIT("it"), S_INIT("ou"), S_INIT("ů"), S_INIT("a"),
	S_INIT("e"), S_INIT("ě"), S_INIT("i"), S_INIT("o"), S_INIT("u"), S_INIT("y"), S_INIT("á"),
	S_INIT("é"), S_INIT("í"), S_INIT("ý")};

struct stemmer *stemmer_open(struct str language)
{
	struct stemmer *stemmer = calloc(1, sizeof(*stemmer));
	char name[8];

	if (stemmer == NULL)
		fatal_memory();
	if (language.len < sizeof(name)) {
		memcpy(name, language.ptr, language.len);
		name[language.len] = '\0';
		stemmer->snowball = sb_stemmer_new(name, NULL);
	}
	if (str_equal(language, S("pl"))) {
		stemmer->endings = polish;
		stemmer->ending_count = COUNT(polish);
	} else if (str_equal(language, S("cs"))) {
		stemmer->endings = czech;
		stemmer->ending_count = COUNT(czech);
	}
	return stemmer;
}

void stemmer_close(struct stemmer *stemmer)
{
	sb_stemmer_delete(stemmer->snowball);
	free(stemmer);
}

static struct str without_ending(const struct stemmer *stemmer, struct str word)
{
	for (size_t i = 0; i < stemmer->ending_count; i++) {
		struct str ending = stemmer->endings[i];

		/* Most endings have another last byte. */
		if (word.ptr[word.len - 1] == ending.ptr[ending.len - 1] &&
			word.len >= ending.len + SHORTEST_STEM && str_ends(word, ending))
			return str_first(word, word.len - ending.len);
	}
	return word;
}

static bool has_stem(struct str word)
{
	if (word.len < SHORTEST_STEM)
		return false;
	for (size_t i = 0; i < word.len; i++) {
		if ((unsigned char)word.ptr[i] < 0x80 && !ascii_is_alpha(word.ptr[i]))
			return false;
	}
	return true;
}

struct str stemmer_stem(struct stemmer *stemmer, struct str word)
{
	const sb_symbol *stem;

	if (!has_stem(word))
		return word;
	if (stemmer->snowball == NULL)
		return without_ending(stemmer, word);
	stem = sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word.ptr, (int)word.len);
	if (stem == NULL)
		fatal_memory();
	return str_make((const char *)stem, (size_t)sb_stemmer_length(stemmer->snowball));
}
