#include "site/hierarchy.h"

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

static void a_page_stands_below_the_nearest_that_may_hold_it(void **state)
{
	struct page_tree *tree = *state;
	struct page *home = page_tree_add(tree, "home.fr-fr.md", "Home", "");
	struct page *universe = page_tree_add(tree, "web/universe.fr-fr.md", "Web", "");
	struct page *product = page_tree_add(tree, "web/mail/product.fr-fr.md", "Mail", "");
	/* No document in its folder's parent. */
	struct page *guide = page_tree_add(tree, "web/mail/x/y/guide.fr-fr.md", "Guide", "");

	page_tree_link(tree);
	assert_null(home->parent);
	assert_ptr_equal(universe->parent, home);
	assert_ptr_equal(product->parent, universe);
	assert_ptr_equal(guide->parent, product);
	assert_int_equal(guide->ancestor_count, 3);
	assert_ptr_equal(guide->ancestors[0], home);
	assert_ptr_equal(guide->ancestors[2], product);
	assert_true(guide->listed);
	assert_int_equal(tree->found.count, 0);
}

static void files_of_one_folder_and_kind_are_translations(void **state)
{
	struct page_tree *tree = *state;
	struct page *product = page_tree_add(tree, "mail/product.fr-fr.md", "Mail", "");
	struct page *french = page_tree_add(tree, "mail/a/guide.fr-fr.md", "A", "");
	struct page *german = page_tree_add(tree, "mail/a/guide.de-de.md", "A", "");
	struct page *other = page_tree_add(tree, "mail/b/guide.de-de.md", "B", "");

	page_tree_link(tree);
	assert_int_equal(product->translation_count, 1);
	assert_int_equal(french->translation_count, 2);
	assert_ptr_equal(french->translations[0], german);
	assert_ptr_equal(french->translations[1], french);
	assert_ptr_equal(german->translations, french->translations);
	assert_ptr_equal(other->translations[0], other);
	assert_ptr_equal(family_page(tree->hierarchy.of_page[1], S("de-de")), german);
	assert_null(family_page(tree->hierarchy.of_page[1], S("pl-pl")));
	assert_ptr_equal(family_translation(tree->hierarchy.of_page[1], S("pl-pl")), french);
	assert_ptr_equal(family_translation(tree->hierarchy.of_page[3], S("pl-pl")), other);
}

static void a_parent_in_another_locale_gives_slugs_and_no_list(void **state)
{
	struct page_tree *tree = *state;
	struct page *product = page_tree_add(tree, "mail/product.fr-fr.md", "Mail", "");
	struct page *guide = page_tree_add(tree, "mail/a/guide.de-de.md", "A", "");

	page_tree_link(tree);
	assert_ptr_equal(guide->parent, product);
	assert_false(guide->listed);
	/* The product itself has nothing above it, and that is told, too. */
	assert_int_equal(tree->found.count, 2);
	assert_true(str_equal(tree->found.last->path, S("mail/a/guide.de-de.md")) ||
				str_equal(tree->found.first->path, S("mail/a/guide.de-de.md")));
	for (const struct diagnostic *at = tree->found.first; at != NULL; at = at->next) {
		assert_int_equal(at->rule, RULE_PARENT_MISSING);
		if (str_equal(at->path, guide->document->path))
			assert_string_equal(str_cstr(tree->arena, at->help), "add mail/product.de-de.md");
	}
}

static void a_hidden_page_is_in_no_list(void **state)
{
	struct page_tree *tree = *state;
	struct page *product = page_tree_add(tree, "mail/product.fr-fr.md", "Mail", "");
	struct page *guide = page_tree_add(tree, "mail/a/guide.fr-fr.md", "A", "hidden: true");

	page_tree_link(tree);
	assert_false(guide->listed);
	assert_ptr_equal(guide->parent, product);
	assert_int_equal(product->child_count, 0);
}

static void a_dropped_page_is_known_and_no_translation(void **state)
{
	struct page_tree *tree = *state;
	struct page *kept[2];
	bool dropped[] = {false, true, false};
	struct family *family;

	kept[0] = page_tree_add(tree, "a/guide.de-de.md", "A", "");
	page_tree_add(tree, "a/guide.en-gb.md", "A", "");
	kept[1] = page_tree_add(tree, "a/guide.fr-fr.md", "A", "");
	tree->hierarchy = hierarchy_make(tree->arena, tree->pages, tree->count);
	hierarchy_drop(&tree->hierarchy, tree->pages, dropped);
	family = tree->hierarchy.of_page[0];
	assert_int_equal(family->count, 2);
	assert_ptr_equal(family->pages[0], kept[0]);
	assert_ptr_equal(family->pages[1], kept[1]);
	assert_null(family_page(family, S("en-gb")));
	assert_true(family_has(family, S("en-gb")));
	assert_false(family_has(family, S("pl-pl")));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_page_stands_below_the_nearest_that_may_hold_it),
		CASE(files_of_one_folder_and_kind_are_translations),
		CASE(a_parent_in_another_locale_gives_slugs_and_no_list),
		CASE(a_hidden_page_is_in_no_list),
		CASE(a_dropped_page_is_known_and_no_translation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
