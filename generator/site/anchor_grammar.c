#include "site/anchor_grammar.h"

#include "base/transliterate.h"

/* A tail shorter than this is found in too many anchors. */
#define SHORTEST_TAIL 8

struct form {
	struct str whole;
	struct str bare; /* without a step at its head, when there is one; else "" */
	uint64_t step;   /* the number of that step; 0 when there is none */
	size_t parent;   /* the heading above, or STR_NONE */
	uint64_t place;  /* among its siblings, from 1 */
	bool known;      /* whole, bare and step are */
};

struct grammar {
	struct arena *arena;
	const struct heading *headings;
	struct form *forms;
	size_t count;
};

/* "part" as the guides' languages say it, in ASCII. */
static bool is_step_word(struct str word)
{
	static const struct str words[] = {S_INIT("partie"), S_INIT("parte"), S_INIT("part"),
		S_INIT("teil"), S_INIT("deel"), S_INIT("czesc"), S_INIT("cast"), S_INIT("osa"),
		S_INIT("dalis"), S_INIT("etape"), S_INIT("etapa"), S_INIT("etap"), S_INIT("step"),
		S_INIT("schritt"), S_INIT("stap"), S_INIT("krok"), S_INIT("paso"), S_INIT("passo"),
		S_INIT("passaggio"), S_INIT("vaihe"), S_INIT("zingsnis")};

	for (size_t i = 0; i < COUNT(words); i++) {
		if (str_equal(words[i], word))
			return true;
	}
	return false;
}

/* One `_` each for runs of them, none at the ends. */
struct str grammar_form(struct arena *arena, struct str text)
{
	struct buf ascii = BUF_EMPTY;
	char *form;
	size_t len = 0;

	transliterate(text, &ascii);
	form = arena_bytes(arena, ascii.len * 3 + 1);
	for (size_t i = 0; i < ascii.len; i++) {
		char c = ascii_lower(ascii.ptr[i]);

		if (ascii_is_alnum(c) || c == '-') {
			form[len++] = c;
		} else if (ascii_is_space(c) || c == '_') {
			if (len > 0 && form[len - 1] != '_')
				form[len++] = '_';
		} else if (c == '&') {
			memcpy(form + len, "amp", 3);
			len += 3;
		}
	}
	while (len > 0 && form[len - 1] == '_')
		len--;
	form[len] = '\0';
	buf_release(&ascii);
	return str_make(form, len);
}

/* Take `partie_3_` off the head: what is left, or "" where no step stands. */
static struct str without_step(struct str form, uint64_t *step)
{
	struct str word, rest, number, bare;

	if (!str_cut(form, '_', &word, &rest) || !is_step_word(word) ||
		!str_cut(rest, '_', &number, &bare) || !str_to_number(number, 1000, step))
		return S("");
	while (bare.len > 0 && (bare.ptr[0] == '-' || bare.ptr[0] == '_'))
		bare = str_from(bare, 1);
	return bare;
}

/* Take `_partie_3` or `partie_3` off the end. */
static bool cut_step(struct str *text, uint64_t *step)
{
	size_t digits = text->len, word;

	while (digits > 0 && ascii_is_digit(text->ptr[digits - 1]))
		digits--;
	if (digits == 0 || digits == text->len || text->ptr[digits - 1] != '_' ||
		!str_to_number(str_from(*text, digits), 1000, step))
		return false;
	word = digits - 1;
	while (word > 0 && text->ptr[word - 1] != '_')
		word--;
	if (!is_step_word(str_make(text->ptr + word, digits - 1 - word)))
		return false;
	*text = str_first(*text, word > 0 ? word - 1 : 0);
	return true;
}

/* Take `_<part>` or `<part>` off the end. */
static bool cut_part(struct str *text, struct str part)
{
	if (part.len == 0 || !str_ends(*text, part))
		return false;
	if (text->len > part.len && text->ptr[text->len - part.len - 1] != '_')
		return false;
	*text = str_first(*text, text->len > part.len ? text->len - part.len - 1 : 0);
	return true;
}

/* Headings open at each level: the last one of the level and how many came before it. */
static void set_positions(struct form *forms, const struct heading *headings, size_t count)
{
	size_t open[7] = {STR_NONE, STR_NONE, STR_NONE, STR_NONE, STR_NONE, STR_NONE, STR_NONE};

	for (size_t i = 0; i < count; i++) {
		unsigned level = headings[i].level > 6 ? 6 : headings[i].level;

		if (headings[i].empty)
			continue;
		forms[i].parent = STR_NONE;
		for (unsigned above = level; above > 0 && forms[i].parent == STR_NONE; above--)
			forms[i].parent = open[above - 1];
		forms[i].place = open[level] == STR_NONE ? 1 : forms[open[level]].place + 1;
		open[level] = i;
		for (unsigned below = level + 1; below < COUNT(open); below++)
			open[below] = STR_NONE;
	}
}

struct grammar *grammar_make(struct arena *arena, const struct document *document)
{
	struct grammar *grammar = arena_new(arena, struct grammar);

	grammar->arena = arena;
	grammar->headings = document->headings;
	grammar->count = document->heading_count;
	grammar->forms = arena_array(arena, struct form, grammar->count);
	set_positions(grammar->forms, document->headings, grammar->count);
	return grammar;
}

static const struct form *form_of(struct grammar *grammar, size_t number)
{
	struct form *form = &grammar->forms[number];

	if (!form->known && !grammar->headings[number].empty) {
		form->whole = grammar_form(grammar->arena, grammar->headings[number].text);
		form->bare = without_step(form->whole, &form->step);
	}
	form->known = true;
	return form;
}

/* False when the last letter alone tells that no anchor of this form ends with the heading. */
static bool may_end(struct str form, const struct heading *heading)
{
	struct str text = heading->text;
	char last = text.len > 0 ? text.ptr[text.len - 1] : '\0';

	if (form.len == 0 || heading->empty)
		return false;
	return !ascii_is_alnum(last) || ascii_lower(last) == form.ptr[form.len - 1];
}

/* What stands before the heading itself: its step, then its parents, some of which may be absent.
 */
static enum grammar_match match_head(
	struct grammar *grammar, const struct form *form, struct str head)
{
	uint64_t step = 0, ignored;
	bool placed = !cut_step(&head, &step) || step == form->place || step == form->step;

	for (size_t at = form->parent; head.len > 0 && at != STR_NONE;) {
		const struct form *above = form_of(grammar, at);

		if (cut_part(&head, above->whole) || cut_part(&head, above->bare))
			cut_step(&head, &ignored);
		at = above->parent;
	}
	if (head.len > 0)
		return GRAMMAR_TAIL;
	return placed ? GRAMMAR_EXACT : GRAMMAR_LOOSE;
}

static enum grammar_match match_form(
	struct grammar *grammar, const struct form *form, struct str anchor)
{
	const struct str tails[] = {form->whole, form->bare};
	enum grammar_match best = GRAMMAR_NONE;

	for (size_t i = 0; i < COUNT(tails); i++) {
		struct str head = anchor;
		enum grammar_match match;

		if (!cut_part(&head, tails[i]))
			continue;
		match = match_head(grammar, form, head);
		if (match == GRAMMAR_TAIL && tails[i].len < SHORTEST_TAIL)
			continue;
		if (match > best)
			best = match;
	}
	return best;
}

struct grammar_result grammar_find(struct grammar *grammar, struct str form)
{
	struct grammar_result result = {GRAMMAR_NONE, STR_NONE, false};

	for (size_t i = 0; i < grammar->count; i++) {
		enum grammar_match match = GRAMMAR_NONE;

		if (may_end(form, &grammar->headings[i]))
			match = match_form(grammar, form_of(grammar, i), form);
		if (match == GRAMMAR_NONE || match < result.match)
			continue;
		if (match == result.match) {
			result.unique = false;
			continue;
		}
		result = (struct grammar_result){match, i, true};
	}
	return result;
}
