/*
 * The floor of `make bench`: walk, read, parse and render with cmark-gfm's own
 * renderer, write. One thread, no templates.
 *   floor CONTENT OUT
 */
#define _XOPEN_SOURCE 700
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *out;
static size_t count;

static int visit(const char *path, const struct stat *status, int kind, struct FTW *at)
{
	static const char *const names[] = {"table", "strikethrough", "autolink"};
	size_t length = strlen(path), size = (size_t)status->st_size;
	char target[4096], *text, *html;
	cmark_parser *parser;
	cmark_node *root;
	FILE *file;

	(void)at;
	if (kind != FTW_F || length < 3 || strcmp(path + length - 3, ".md") != 0)
		return 0;
	text = malloc(size + 1);
	file = fopen(path, "rb");
	if (text == NULL || file == NULL || fread(text, 1, size, file) != size)
		return 1;
	fclose(file);
	parser = cmark_parser_new(CMARK_OPT_UNSAFE);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
	cmark_parser_feed(parser, text, size);
	root = cmark_parser_finish(parser);
	html = cmark_render_html(root, CMARK_OPT_UNSAFE, cmark_parser_get_syntax_extensions(parser));
	snprintf(target, sizeof(target), "%s/%zu.html", out, count++);
	file = fopen(target, "wb");
	if (file == NULL || fputs(html, file) < 0 || fclose(file) != 0)
		return 1;
	free(html);
	free(text);
	cmark_node_free(root);
	cmark_parser_free(parser);
	return 0;
}

int main(int argument_count, char **arguments)
{
	if (argument_count != 3)
		return 2;
	out = arguments[2];
	cmark_gfm_core_extensions_ensure_registered();
	return nftw(arguments[1], visit, 32, FTW_PHYS);
}
