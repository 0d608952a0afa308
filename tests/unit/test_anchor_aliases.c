#include "site/anchor_aliases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/transliterate.h"
#include "parse/heading_ids.h"

static struct heading headings[] = {
	{.level = 2, .text = S_INIT("Étape 1 : l'adresse"), .id = S_INIT("etape-1-l-adresse")},
	{.level = 2, .text = S_INIT("(FTP) Über_sicht & mehr"), .id = S_INIT("ftp-uber_sicht-mehr")},
	{.level = 2, .text = S_INIT("Own words"), .id = S_INIT("Zz_own-id")},
	{.level = 2, .text = S_INIT("  "), .id = S_INIT("spacer"), .empty = true},
	{.level = 2, .text = S_INIT("Ελληνικά κείμενα"), .id = S_INIT("ellenika-keimena")},
	{.level = 2, .text = S_INIT("own WORDS"), .id = S_INIT("own-words-1")},
	{.level = 2, .text = S_INIT("1. Zz own id"), .id = S_INIT("1-zz-own-id")},
	{.level = 2, .text = S_INIT("« … »"), .id = S_INIT("section")},
};
static const struct document document = {.headings = headings, .heading_count = COUNT(headings)};

struct forms {
	struct arena *arena;
	struct str items[16];
	size_t count;
};

static void take(void *context, struct str form)
{
	struct forms *forms = context;

	forms->items[forms->count++] = str_copy(forms->arena, form);
}

static struct forms forms_of(struct arena *arena, const struct heading *heading)
{
	struct forms forms = {.arena = arena};

	take(&forms, heading->id);
	heading_aliases(arena, heading, take, &forms);
	return forms;
}

/* The heading of an anchor by a look at all forms of all headings. */
static const struct heading *heading_with(struct arena *arena, struct str anchor)
{
	for (size_t i = 0; i < COUNT(headings); i++) {
		if (!headings[i].empty &&
			str_equal(lower_case_copy(arena, headings[i].id), lower_case_copy(arena, anchor)))
			return &headings[i];
	}
	for (size_t i = 0; i < COUNT(headings); i++) {
		struct forms forms = forms_of(arena, &headings[i]);

		for (size_t j = 0; j < forms.count && !headings[i].empty; j++) {
			if (str_equal(lower_case_copy(arena, forms.items[j]), lower_case_copy(arena, anchor)))
				return &headings[i];
		}
	}
	return NULL;
}

static void every_form_leads_to_its_heading(void **state)
{
	struct arena *arena = arena_create(4096);
	size_t found = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(headings); i++) {
		struct forms forms = forms_of(arena, &headings[i]);

		for (size_t j = 0; j < forms.count; j++) {
			struct str anchors[] = {forms.items[j], str_upper(arena, forms.items[j])};

			for (size_t k = 0; k < COUNT(anchors); k++) {
				const struct heading *wanted = heading_with(arena, anchors[k]);
				struct anchor_aliases *aliases = anchor_aliases_make(arena, &document);

				assert_ptr_equal(anchor_aliases_find(aliases, anchors[k]), wanted);
				found += wanted != NULL;
			}
		}
	}
	assert_true(found > 2 * COUNT(headings));
	arena_destroy(arena);
}

static void one_index_answers_all(void **state)
{
	struct arena *arena = arena_create(4096);
	struct anchor_aliases *aliases = anchor_aliases_make(arena, &document);

	(void)state;
	assert_ptr_equal(anchor_aliases_find(aliases, S("OWN_words_1")), &headings[5]);
	assert_ptr_equal(anchor_aliases_find(aliases, S("own-words")), &headings[2]);
	assert_ptr_equal(anchor_aliases_find(aliases, S("zz_OWN_id")), &headings[2]);
	assert_ptr_equal(anchor_aliases_find(aliases, S("étape-1--ladresse")), &headings[0]);
	assert_ptr_equal(anchor_aliases_find(aliases, S("etape-1--ladresse")), &headings[0]);
	assert_null(anchor_aliases_find(aliases, S("spacer")));
	assert_null(anchor_aliases_find(aliases, S("")));
	assert_null(anchor_aliases_find(aliases, S("-")));
	assert_null(anchor_aliases_find(aliases, S("own")));
	arena_destroy(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_leads_to_its_heading),
		cmocka_unit_test(one_index_answers_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
