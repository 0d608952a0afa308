#include "site/sections.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "page_tree.h"

static int set_up(void **state)
{
	*state = page_tree_create();
	return 0;
}

static int tear_down(void **state)
{
	page_tree_destroy(*state);
	return 0;
}

/* A guide of the product in "p", in a folder of its own. */
static void add_guide(struct page_tree *tree, const char *title, const char *front)
{
	struct str path = str_format(tree->arena, "p/g%02zu/guide.fr-fr.md", tree->count);

	assert_non_null(page_tree_add(tree, path.ptr, title, front));
}

/* "First: a b | Second: c" */
static void assert_sections(struct page_tree *tree, const struct page *page, const char *wanted)
{
	struct str text = S("");

	for (size_t i = 0; i < page->section_count; i++) {
		text = str_format(tree->arena, STR_FMT "%s" STR_FMT ":", STR_ARG(text), i > 0 ? " | " : "",
			STR_ARG(page->sections[i].title));
		for (size_t j = 0; j < page->sections[i].guide_count; j++)
			text = str_concat3(tree->arena, text, S(" "), page->sections[i].guides[j]->title);
	}
	assert_string_equal(str_cstr(tree->arena, text), wanted);
}

static void siblings_stand_by_numbers_then_texts_then_titles(void **state)
{
	struct page_tree *tree = *state;
	struct page *product = page_tree_add(tree, "p/product.fr-fr.md", "P", "");

	add_guide(tree, "none-b", "");
	add_guide(tree, "\xC3\x89none-c", "");
	add_guide(tree, "ten", "order: 10");
	add_guide(tree, "text-b", "order: b");
	add_guide(tree, "nine", "order: 09");
	add_guide(tree, "Anone", "");
	add_guide(tree, "minus", "order: -1.5");
	add_guide(tree, "half", "order: 9.5");
	add_guide(tree, "text-a", "order: a");
	page_tree_link(tree);
	assert_int_equal(product->child_count, 9);
	assert_sections(
		tree, product, ": minus nine half ten text-a text-b Anone \xC3\x89none-c none-b");
}

static void sections_stand_as_the_product_names_them_the_default_last(void **state)
{
	struct page_tree *tree = *state;
	struct page *product =
		page_tree_add(tree, "p/product.fr-fr.md", "P", "sections: Start, Empty, Zero");

	add_guide(tree, "a", "section: Zero");
	add_guide(tree, "b", "");
	add_guide(tree, "c", "section: More");
	add_guide(tree, "d", "section: START");
	add_guide(tree, "e", "section: Another");
	add_guide(tree, "f", "section: Start");
	page_tree_link(tree);
	assert_sections(tree, product, "Start: d f | Zero: a | Another: e | More: c | : b");
}

static void reading_goes_on_from_section_to_section(void **state)
{
	struct page_tree *tree = *state;

	page_tree_add(tree, "p/product.fr-fr.md", "P", "sections: One, Two");
	add_guide(tree, "c", "section: Two");
	add_guide(tree, "b", "section: One");
	add_guide(tree, "a", "section: One");
	page_tree_link(tree);
	assert_null(tree->pages[3].previous);
	assert_ptr_equal(tree->pages[3].next, &tree->pages[2]);
	assert_ptr_equal(tree->pages[2].previous, &tree->pages[3]);
	assert_ptr_equal(tree->pages[2].next, &tree->pages[1]);
	assert_ptr_equal(tree->pages[1].previous, &tree->pages[2]);
	assert_null(tree->pages[1].next);
}

static void each_locale_has_lists_of_its_own(void **state)
{
	struct page_tree *tree = *state;
	struct page *french = page_tree_add(tree, "p/product.fr-fr.md", "P", "");
	struct page *german = page_tree_add(tree, "p/product.de-de.md", "P", "");

	page_tree_add(tree, "p/a/guide.fr-fr.md", "fa", "");
	page_tree_add(tree, "p/a/guide.de-de.md", "da", "");
	page_tree_add(tree, "p/b/guide.de-de.md", "db", "");
	/* A product in a product is a child, and no guide of a section. */
	page_tree_add(tree, "p/q/product.de-de.md", "dq", "");
	page_tree_link(tree);
	assert_sections(tree, french, ": fa");
	assert_sections(tree, german, ": da db");
	assert_int_equal(german->child_count, 3);
	assert_null(tree->pages[2].next);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(siblings_stand_by_numbers_then_texts_then_titles),
		CASE(sections_stand_as_the_product_names_them_the_default_last),
		CASE(reading_goes_on_from_section_to_section),
		CASE(each_locale_has_lists_of_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
