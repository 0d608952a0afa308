#include "search/fold.h"

#include <stdlib.h>

#include "base/transliterate_table.h"
#include "base/utf8.h"

struct fold fold_make(struct arena *arena)
{
	return (struct fold){.arena = arena, .known = map_create(arena, 64)};
}

static bool is_mark(uint32_t c)
{
	return c >= 0x300 && c <= 0x36F;
}

/* A letter that the table doesn't know, or that has no ASCII letter, stays as it is. */
static struct str ascii_of(struct arena *arena, struct str letter)
{
	size_t at = 0, len = 0;
	uint32_t c = utf8_next(letter, &at);
	const char *ascii = transliterate_table(c);
	char *folded;

	if (is_mark(c))
		return S("");
	if (ascii == NULL)
		return letter;
	folded = arena_bytes(arena, strlen(ascii));
	for (; *ascii != '\0'; ascii++) {
		if (ascii_is_alnum(*ascii))
			folded[len++] = ascii_lower(*ascii);
	}
	return len == 0 ? letter : str_make(folded, len);
}

static void keep(struct fold *fold, struct str letter)
{
	fold->letters =
		arena_grown(fold->arena, fold->letters, fold->count, &fold->size, sizeof(*fold->letters));
	fold->letters[fold->count++] = letter;
}

static struct str fold_letter(struct fold *fold, struct str letter)
{
	struct str *folded = map_get(fold->known, letter);

	if (folded == NULL) {
		folded = arena_new(fold->arena, struct str);
		letter = str_copy(fold->arena, letter);
		*folded = ascii_of(fold->arena, letter);
		map_add(fold->known, letter, folded);
		keep(fold, letter);
	}
	return *folded;
}

struct str fold_word(struct fold *fold, struct str word)
{
	/* No letter becomes more than four. */
	char *folded;
	size_t at = 0, len = 0;

	if (utf8_skip_ascii(word, 0) == word.len)
		return word;
	folded = arena_bytes(fold->arena, 4 * word.len);
	while (at < word.len) {
		size_t begin = at;
		struct str letter;

		if ((unsigned char)word.ptr[at] < 0x80) {
			folded[len++] = word.ptr[at++];
			continue;
		}
		utf8_next(word, &at);
		letter = fold_letter(fold, str_make(word.ptr + begin, at - begin));
		memcpy(folded + len, letter.ptr, letter.len);
		len += letter.len;
	}
	return str_make(folded, len);
}

static int compare_letters(const void *left, const void *right)
{
	const struct str *a = left, *b = right;

	return str_compare(*a, *b);
}

void fold_write_json(const struct fold *fold, struct buf *out)
{
	if (fold->count > 0)
		qsort(fold->letters, fold->count, sizeof(*fold->letters), compare_letters);
	buf_add_char(out, '{');
	for (size_t i = 0; i < fold->count; i++) {
		const struct str *folded = map_get(fold->known, fold->letters[i]);

		if (i > 0)
			buf_add_char(out, ',');
		buf_add_json(out, fold->letters[i]);
		buf_add_char(out, ':');
		buf_add_json(out, *folded);
	}
	buf_add_char(out, '}');
}
