#include "render/fragment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

/* A document of which `html` is the body; each `@` in it is the place of the next hole. */
struct sample {
	char html[512];
	struct hole holes[8];
	struct reference references[4];
	struct target targets[4];
	struct extra_target extra_targets[4];
	struct document document;
	struct page page;
	struct buf out;
};

static const struct fragment_words words = {
	.body =
		{[BODY_CALLOUT_WARNING] = S_INIT("Achtung & so"), [BODY_TABLE_REGION] = S_INIT("Tabelle")},
	.external_hint = S_INIT("(extern)"),
	.enlarge = S_INIT("Groß"),
};

static const struct str own_host = S_INIT("docs.example.org");
static const struct config config = {.own_hosts = {&own_host, 1}, .image_column = 736};

static void prepare(struct sample *sample, const char *marked, const struct hole *holes)
{
	size_t length = 0, count = 0;

	for (const char *at = marked; *at != '\0'; at++) {
		if (*at != '@') {
			sample->html[length++] = *at;
			continue;
		}
		sample->holes[count] = holes[count];
		sample->holes[count++].offset = (uint32_t)length;
	}
	sample->document.body = (struct fragment){str_make(sample->html, length), sample->holes, count};
	sample->document.references = sample->references;
	sample->document.reference_count = COUNT(sample->references);
	sample->page.document = &sample->document;
	sample->page.targets = sample->targets;
	sample->page.extra_targets = sample->extra_targets;
}

static void becomes(struct sample *sample, const char *expected)
{
	fragment_render(&words, &config, &sample->page, &sample->out);
	buf_add_char(&sample->out, '\0');
	assert_string_equal(sample->out.ptr, expected);
	buf_release(&sample->out);
}

static void becomes_as_written(struct sample *sample, const char *expected)
{
	fragment_render_as_written(&words, &config, &sample->document, &sample->out);
	buf_add_char(&sample->out, '\0');
	assert_string_equal(sample->out.ptr, expected);
	buf_release(&sample->out);
}

static const struct hole one_link[] = {{0, HOLE_LINK_OPEN, 0}, {0, HOLE_LINK_CLOSE, 0}};
static const struct hole one_image[] = {{0, HOLE_IMAGE, 0}};

static void leads_a_link_to_its_page(void **state)
{
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "<p>See @this@.</p>", one_link);
	sample.references[0].destination = S("other.md");
	sample.targets[0] = (struct target){.kind = TARGET_PAGE, .url = S("/de/x/?a=1&b=2#%C3%A9")};
	becomes(&sample, "<p>See <a href=\"/de/x/?a=1&amp;b=2#%C3%A9\">this</a>.</p>");
}

static void marks_a_link_to_another_host_for_eye_and_screen_reader(void **state)
{
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "@there@", one_link);
	sample.targets[0] = (struct target){
		.kind = TARGET_EXTERNAL, .url = S("https://example.net/"), .external = true};
	becomes(&sample, "<a href=\"https://example.net/\" "
					 "rel=\"external noopener\">there<span class=\"p-extra p-sr\"> "
					 "(extern)</span></a>");
}

static void opens_what_the_author_calls_external_as_external(void **state)
{
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "@there@", one_link);
	sample.references[0].attributes.classes = S("ref external");
	sample.targets[0] = (struct target){.kind = TARGET_PAGE, .url = S("/x/")};
	becomes(&sample, "<a href=\"/x/\" class=\"ref external\" rel=\"external noopener\">there"
					 "<span class=\"p-extra p-sr\"> (extern)</span></a>");
}

static void shows_a_link_that_leads_nowhere_as_text(void **state)
{
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "<p>@gone@</p>", one_link);
	sample.references[0].destination = S("{legacy}123");
	sample.references[0].attributes.id = S("here");
	becomes(&sample, "<p><span class=\"p-dead\" id=\"here\">gone</span></p>");
}

static void keeps_a_link_to_an_anchor_that_the_page_lacks(void **state)
{
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "@up@", one_link);
	sample.references[0].destination = S("#là & \"bas\"");
	becomes(&sample, "<a href=\"#l%C3%A0%20&amp;%20%22bas%22\">up</a>");
}

static void gives_a_link_without_text_the_title_of_its_page(void **state)
{
	struct document there = {.front = {0}};
	struct page target = {.title = S("Mail & more"), .document = &there};
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "@@", one_link);
	sample.references[0].empty = true;
	sample.targets[0] =
		(struct target){.kind = TARGET_PAGE, .page = &target, .url = S("/de/mail/")};
	becomes(&sample, "<a href=\"/de/mail/\">Mail &amp; more</a>");
}

static void says_of_a_link_to_another_locale_which_it_is(void **state)
{
	struct document there = {.locale = {S("fr-ca"), S("fr"), S("ca")}};
	struct page target = {.title = S("Courriel"), .document = &there};
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "@there@", one_link);
	sample.targets[0] = (struct target){.kind = TARGET_PAGE, .page = &target, .url = S("/ca/fr/")};
	becomes(&sample, "<a href=\"/ca/fr/\" hreflang=\"fr-CA\">there</a>");
	prepare(&sample, "@@", one_link);
	sample.references[0].empty = true;
	becomes(&sample, "<a href=\"/ca/fr/\" hreflang=\"fr-CA\" lang=\"fr-CA\">Courriel</a>");
	sample.references[0].attributes.others =
		&(struct attribute){.name = S("hreflang"), .value = S("fr")};
	becomes(&sample, "<a href=\"/ca/fr/\" hreflang=\"fr\">Courriel</a>");
}

static void never_publishes_a_url_that_a_browser_would_run(void **state)
{
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "@run@", one_link);
	sample.references[0].destination = S("JavaScript:alert(1)");
	becomes(&sample, "<span class=\"p-dead\">run</span>");
	becomes_as_written(&sample, "<span class=\"p-dead\">run</span>");
	sample.targets[0] =
		(struct target){.kind = TARGET_EXTERNAL, .url = S(" java\tscript:alert(1)")};
	becomes(&sample, "<span class=\"p-dead\">run</span>");
	prepare(&sample, "@", one_image);
	sample.references[0].text = S("a <b>");
	becomes(&sample, "<span class=\"p-dead\">a &lt;b&gt;</span>");
}

static void publishes_the_attributes_that_are_allowed(void **state)
{
	struct attribute style = {.name = S("style"), .value = S("color:red")};
	struct attribute lang = {.name = S("HREFLANG"), .value = S("en\""), .next = &style};
	struct attribute rel = {.name = S("rel"), .value = S("nofollow"), .next = &lang};
	struct attribute target = {.name = S("target"), .value = S("_blank"), .next = &rel};
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "@x@", one_link);
	sample.references[0].title = S("Un \"titre\"");
	sample.references[0].attributes =
		(struct attributes){.id = S("p-ours"), .classes = S("ref"), .others = &target};
	sample.targets[0] = (struct target){.kind = TARGET_PAGE, .url = S("/x/")};
	becomes(&sample,
		"<a href=\"/x/\" class=\"ref\" rel=\"nofollow\" title=\"Un &quot;titre&quot;\" "
		"hreflang=\"en&quot;\" target=\"_blank\">x</a>");
}

static void shows_a_picture_where_it_is_published(void **state)
{
	struct attribute height = {.name = S("height"), .value = S("50%")};
	struct attribute width = {.name = S("width"), .value = S("400"), .next = &height};
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "@", one_image);
	sample.references[0].text = S("A \"window\"");
	sample.references[0].attributes = (struct attributes){.classes = S("w-400"), .others = &width};
	sample.targets[0] = (struct target){.kind = TARGET_FILE, .url = S("/a/x.12ab.png")};
	becomes(&sample, "<img src=\"/a/x.12ab.png\" alt=\"A &quot;window&quot;\" class=\"w-400\" "
					 "width=\"400\">");
}

static void gives_every_picture_its_size(void **state)
{
	static const struct {
		const char *classes, *name, *value, *expected;
	} rows[] = {
		{"", "", "", "width=\"1200\" height=\"800\""},
		{"w-400", "", "", "class=\"w-400\" width=\"400\" height=\"267\""},
		{"w-4000", "", "", "class=\"w-4000\" width=\"1200\" height=\"800\""},
		{"w-400", "width", "300", "class=\"w-400\" width=\"300\" height=\"200\""},
		{"", "height", "80", "width=\"120\" height=\"80\""},
		{"", "width", "50%", "width=\"1200\" height=\"800\""},
		{"", "width", "1", "width=\"1\" height=\"1\""},
	};
	struct site_file file = {.picture = {.width = 1200, .height = 800}};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct attribute size = {.name = str_of(rows[i].name), .value = str_of(rows[i].value)};
		struct sample sample = {0};
		char expected[256];

		prepare(&sample, "@", one_image);
		sample.references[0].attributes = (struct attributes){
			.classes = str_of(rows[i].classes), .others = size.name.len > 0 ? &size : NULL};
		sample.targets[0] = (struct target){.kind = TARGET_FILE, .url = S("/x.png"), .file = &file};
		(void)snprintf(
			expected, sizeof(expected), "<img src=\"/x.png\" alt=\"\" %s>", rows[i].expected);
		becomes(&sample, expected);
	}
}

static const struct hole one_thumbnail[] = {{0, HOLE_IMAGE, 0}};

/* A page that shows a picture of 1200 × 800 with these variants, in a column of 736. */
static void offers(
	const struct site_variant *variants, size_t count, struct str classes, const char *expected)
{
	struct site_file file = {
		.picture = {.type = PICTURE_PNG, .width = 1200, .height = 800},
		.variants = variants,
		.variant_count = count,
	};
	struct sample sample = {0};

	prepare(&sample, "@", one_thumbnail);
	sample.references[0].kind = REFERENCE_IMAGE;
	sample.references[0].text = S("A");
	sample.references[0].attributes.classes = classes;
	sample.targets[0] = (struct target){.kind = TARGET_FILE, .url = S("/x.png"), .file = &file};
	becomes(&sample, expected);
}

static void offers_smaller_versions_of_a_thumbnail(void **state)
{
	static const struct site_variant all[] = {
		{.type = PICTURE_PNG, .width = 736, .height = 491, .href = S_INIT("/x-736.png")},
		{.type = PICTURE_WEBP, .width = 400, .height = 267, .href = S_INIT("/x-400.webp")},
		{.type = PICTURE_WEBP, .width = 736, .height = 491, .href = S_INIT("/x-736.webp")},
		{.type = PICTURE_WEBP, .width = 800, .height = 533, .href = S_INIT("/x-800.webp")},
		{.type = PICTURE_WEBP, .width = 1200, .height = 800, .href = S_INIT("/x-1200.webp")},
	};

	(void)state;
	offers(all, 5, S("thumbnail"),
		"<a class=\"p-zoom\" href=\"/x.png\"><picture><source type=\"image/webp\" "
		"srcset=\"/x-400.webp 400w, /x-736.webp 736w, /x-800.webp 800w, /x-1200.webp 1200w\" "
		"sizes=\"(max-width: 800px) calc(100vw - 2rem), 736px\"><img src=\"/x.png\" "
		"srcset=\"/x-736.png 736w, /x.png 1200w\" sizes=\"(max-width: 800px) calc(100vw - 2rem), "
		"736px\" alt=\"A\" class=\"thumbnail\" width=\"1200\" height=\"800\"></picture></a>");
	offers(all, 5, S("w-400"),
		"<picture><source type=\"image/webp\" srcset=\"/x-400.webp 400w, /x-736.webp 736w, "
		"/x-800.webp 800w\" sizes=\"(max-width: 464px) calc(100vw - 2rem), 400px\"><img "
		"src=\"/x.png\" srcset=\"/x-736.png 736w, /x.png 1200w\" sizes=\"(max-width: 464px) "
		"calc(100vw - 2rem), 400px\" alt=\"A\" class=\"w-400\" width=\"400\" "
		"height=\"267\"></picture>");
	offers(all, 5, S("plain"),
		"<img src=\"/x.png\" alt=\"A\" class=\"plain\" width=\"1200\" height=\"800\">");
}

static void offers_the_picture_itself_where_nothing_else_is_wide_enough(void **state)
{
	static const struct site_variant narrow[] = {
		{.type = PICTURE_WEBP, .width = 736, .height = 491, .href = S_INIT("/x-736.webp")},
	};
	static const struct site_variant own[] = {
		{.type = PICTURE_WEBP, .width = 1200, .height = 800, .href = S_INIT("/x-1200.webp")},
	};

	(void)state;
	offers(narrow, 1, S("thumbnail"),
		"<a class=\"p-zoom\" href=\"/x.png\"><picture><source type=\"image/webp\" "
		"srcset=\"/x-736.webp 736w, /x.png 1200w\" sizes=\"(max-width: 800px) calc(100vw - 2rem), "
		"736px\"><img src=\"/x.png\" alt=\"A\" class=\"thumbnail\" width=\"1200\" "
		"height=\"800\"></picture></a>");
	offers(own, 1, S("thumbnail"),
		"<a class=\"p-zoom\" href=\"/x.png\"><picture><source type=\"image/webp\" "
		"srcset=\"/x-1200.webp\"><img src=\"/x.png\" alt=\"A\" class=\"thumbnail\" "
		"width=\"1200\" height=\"800\"></picture></a>");
	offers(NULL, 0, S("thumbnail"),
		"<a class=\"p-zoom\" href=\"/x.png\"><img src=\"/x.png\" alt=\"A\" "
		"class=\"thumbnail\" width=\"1200\" height=\"800\"></a>");
}

static void gives_pictures_of_raw_html_their_size(void **state)
{
	static const struct hole raw[] = {{0, HOLE_URL, 0}};
	struct site_file file = {.picture = {.width = 30, .height = 20}};
	static const struct {
		const char *html, *expected;
	} rows[] = {
		{"<img src=\"@\" alt=\"\">", "<img src=\"/x.png\" width=\"30\" height=\"20\" alt=\"\">"},
		{"<img width=\"5\" src=\"@\">", "<img width=\"5\" src=\"/x.png\">"},
		{"<img src=\"@\" height=\"5\">", "<img src=\"/x.png\" height=\"5\">"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct sample sample = {0};

		prepare(&sample, rows[i].html, raw);
		sample.references[0].kind = REFERENCE_HTML_IMAGE;
		sample.targets[0] = (struct target){.kind = TARGET_FILE, .url = S("/x.png"), .file = &file};
		becomes(&sample, rows[i].expected);
	}
}

static void links_a_thumbnail_to_the_whole_picture(void **state)
{
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "@", one_image);
	sample.references[0].attributes.classes = S("big thumbnail");
	sample.targets[0] = (struct target){.kind = TARGET_FILE, .url = S("/x.png")};
	becomes(&sample, "<a class=\"p-zoom\" href=\"/x.png\" aria-label=\"Groß\"><img src=\"/x.png\" "
					 "alt=\"\" class=\"big thumbnail\"></a>");
}

static void puts_no_link_into_a_link(void **state)
{
	static const struct hole nested[] = {
		{0, HOLE_LINK_OPEN, 0}, {0, HOLE_IMAGE, 1}, {0, HOLE_LINK_CLOSE, 0}, {0, HOLE_IMAGE, 1}};
	static const struct hole raw[] = {{0, HOLE_URL, 0}, {0, HOLE_IMAGE, 1}, {0, HOLE_LINK_OPEN, 2},
		{0, HOLE_LINK_CLOSE, 2}, {0, HOLE_IMAGE, 1}};
	const char *first = "<img src=\"/i.png\" alt=\"\" class=\"thumbnail\">";
	const char *second = "<img src=\"/i.png\" alt=\"\" class=\"thumbnail\" loading=\"lazy\" "
						 "decoding=\"async\">";
	struct sample sample = {0};
	char expected[1024];

	(void)state;
	sample.references[1].attributes.classes = S("thumbnail");
	sample.references[1].text = S("");
	sample.targets[0] = (struct target){.kind = TARGET_PAGE, .url = S("/x/")};
	sample.targets[1] = (struct target){.kind = TARGET_FILE, .url = S("/i.png")};
	sample.targets[2] = sample.targets[0];
	prepare(&sample, "@@@@", nested);
	(void)snprintf(expected, sizeof(expected),
		"<a href=\"/x/\">%s</a><a class=\"p-zoom\" href=\"/i.png\" aria-label=\"Groß\">%s</a>",
		first, second);
	becomes(&sample, expected);

	sample.references[0].kind = REFERENCE_HTML_LINK;
	prepare(&sample, "<a href=\"@\">@ @text@</a>@", raw);
	(void)snprintf(expected, sizeof(expected),
		"<a href=\"/x/\">%s text</a><a class=\"p-zoom\" href=\"/i.png\" aria-label=\"Groß\">%s</a>",
		first, second);
	becomes(&sample, expected);
}

static void keeps_the_source_of_a_picture_that_is_missing(void **state)
{
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "@", one_image);
	sample.references[0].destination = S("images/my file.png");
	sample.references[0].text = S("Menu");
	sample.references[0].attributes.classes = S("thumbnail");
	becomes(&sample, "<img src=\"images/my%20file.png\" alt=\"Menu\" class=\"thumbnail\">");
}

static void fills_the_urls_of_raw_html(void **state)
{
	static const struct hole holes[] = {{0, HOLE_URL, 0}, {0, HOLE_URL, 1}};
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "<a href=\"@\">x</a><img src=\"@\">", holes);
	sample.references[0].kind = REFERENCE_HTML_LINK;
	sample.references[1].kind = REFERENCE_HTML_IMAGE;
	sample.references[1].destination = S("a\"b.png");
	sample.targets[0] = (struct target){.kind = TARGET_PAGE, .url = S("/x/?a&b")};
	becomes(&sample, "<a href=\"/x/?a&amp;b\">x</a><img src=\"a%22b.png\">");
}

static void gives_headings_their_further_anchors(void **state)
{
	static const struct hole holes[] = {{0, HOLE_TARGETS, 1}, {0, HOLE_TARGETS, 3}};
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "<h2>@A</h2><h2>@B</h2>", holes);
	sample.extra_targets[0] = (struct extra_target){0, S("of-an-empty-heading")};
	sample.extra_targets[1] = (struct extra_target){1, S("a_1")};
	sample.extra_targets[2] = (struct extra_target){3, S("b\"")};
	sample.extra_targets[3] = (struct extra_target){3, S("b_2")};
	sample.page.extra_target_count = 4;
	becomes(&sample, "<h2><span class=\"p-target\" id=\"a_1\"></span>A</h2><h2>"
					 "<span class=\"p-target\" id=\"b&quot;\"></span>"
					 "<span class=\"p-target\" id=\"b_2\"></span>B</h2>");
}

static void says_the_words_of_the_language(void **state)
{
	static const struct hole holes[] = {
		{0, HOLE_STRING, BODY_CALLOUT_WARNING}, {0, HOLE_STRING, BODY_TABLE_REGION}};
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "<b>@</b><i title=\"@\"></i>", holes);
	becomes(&sample, "<b>Achtung &amp; so</b><i title=\"Tabelle\"></i>");
}

static void finds_the_words_among_the_strings(void **state)
{
	struct arena *arena = arena_create(4096);
	struct object *strings = object_create(arena, 2), *callout = object_create(arena, 1),
				  *external = object_create(arena, 1);
	struct fragment_words found;

	(void)state;
	object_set_text(callout, S("hint"), S("Astuce"));
	object_set_object(strings, S("callout"), callout);
	object_set_text(external, S("hint"), S("(externe)"));
	object_set_object(strings, S("external"), external);
	object_set_text(strings, S("table"), S("no object"));
	found = fragment_words_of(strings);
	assert_true(str_equal(found.body[BODY_CALLOUT_HINT], S("Astuce")));
	assert_true(str_equal(found.external_hint, S("(externe)")));
	assert_int_equal(found.body[BODY_CALLOUT_NOTE].len, 0);
	assert_int_equal(found.body[BODY_TABLE_REGION].len, 0);
	arena_destroy(arena);
}

static void leaves_everything_as_it_is_written(void **state)
{
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "<p>@@</p>", one_link);
	sample.references[0].destination = S("{legacy}12 3&4");
	sample.references[0].empty = true;
	becomes_as_written(&sample, "<p><a href=\"{legacy}12 3&amp;4\"></a></p>");
	prepare(&sample, "@", one_image);
	sample.references[0].destination = S("images/a b.png");
	sample.references[0].text = S("Alt");
	sample.references[0].attributes.classes = S("thumbnail");
	becomes_as_written(&sample,
		"<a class=\"p-zoom\" href=\"images/a b.png\"><img src=\"images/a b.png\" alt=\"Alt\" "
		"class=\"thumbnail\"></a>");
}

static void tells_other_hosts_from_our_own_without_a_site(void **state)
{
	struct sample sample = {0};
	const char *external = "<a href=\"//me@other.example.org:8080/\" "
						   "rel=\"external noopener\">x<span class=\"p-extra p-sr\"> "
						   "(extern)</span></a>";

	(void)state;
	prepare(&sample, "@x@", one_link);
	sample.references[0].destination = S("//me@other.example.org:8080/");
	becomes_as_written(&sample, external);
	sample.references[0].destination = S("HTTPS://Docs.Example.org/fr/");
	becomes_as_written(&sample, "<a href=\"HTTPS://Docs.Example.org/fr/\">x</a>");
	sample.references[0].destination = S("a.md?u=https://x.org");
	becomes_as_written(&sample, "<a href=\"a.md?u=https://x.org\">x</a>");
	sample.references[0].destination = S("mailto:a@b.example");
	becomes_as_written(&sample, "<a href=\"mailto:a@b.example\">x</a>");
}

static void copies_a_body_without_holes(void **state)
{
	struct sample sample = {0};

	(void)state;
	prepare(&sample, "<p>Plain</p>\n", one_link);
	becomes(&sample, "<p>Plain</p>\n");
	prepare(&sample, "", one_link);
	becomes(&sample, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leads_a_link_to_its_page),
		cmocka_unit_test(marks_a_link_to_another_host_for_eye_and_screen_reader),
		cmocka_unit_test(opens_what_the_author_calls_external_as_external),
		cmocka_unit_test(shows_a_link_that_leads_nowhere_as_text),
		cmocka_unit_test(keeps_a_link_to_an_anchor_that_the_page_lacks),
		cmocka_unit_test(gives_a_link_without_text_the_title_of_its_page),
		cmocka_unit_test(says_of_a_link_to_another_locale_which_it_is),
		cmocka_unit_test(never_publishes_a_url_that_a_browser_would_run),
		cmocka_unit_test(publishes_the_attributes_that_are_allowed),
		cmocka_unit_test(shows_a_picture_where_it_is_published),
		cmocka_unit_test(gives_every_picture_its_size),
		cmocka_unit_test(offers_smaller_versions_of_a_thumbnail),
		cmocka_unit_test(offers_the_picture_itself_where_nothing_else_is_wide_enough),
		cmocka_unit_test(gives_pictures_of_raw_html_their_size),
		cmocka_unit_test(links_a_thumbnail_to_the_whole_picture),
		cmocka_unit_test(puts_no_link_into_a_link),
		cmocka_unit_test(keeps_the_source_of_a_picture_that_is_missing),
		cmocka_unit_test(fills_the_urls_of_raw_html),
		cmocka_unit_test(gives_headings_their_further_anchors),
		cmocka_unit_test(says_the_words_of_the_language),
		cmocka_unit_test(finds_the_words_among_the_strings),
		cmocka_unit_test(leaves_everything_as_it_is_written),
		cmocka_unit_test(tells_other_hosts_from_our_own_without_a_site),
		cmocka_unit_test(copies_a_body_without_holes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
