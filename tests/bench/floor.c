/*
 * The floor of `make bench`: walk, read, parse and render with cmark-gfm's own
 * renderer, write. One thread, no templates.
 *
 *   floor CONTENT OUT [GUIDES FILES BYTES]
 *
 * With the last three, it writes as many files and bytes as another program
 * made of that many guides: what a guide's HTML lacks is filled with copies of it.
 */
#define _XOPEN_SOURCE 700
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *out;
static size_t guides, files, bytes; /* to be written; 0: a file for each guide, as long as it is */
static size_t guide_count, file_count;

static char *read_file(const char *path, size_t size)
{
	char *text = malloc(size + 1);
	FILE *file = fopen(path, "rb");

	if (text == NULL || file == NULL || fread(text, 1, size, file) != size)
		exit(1);
	fclose(file);
	return text;
}

static char *render(const char *text, size_t size)
{
	static const char *const names[] = {"table", "strikethrough", "autolink"};
	cmark_parser *parser = cmark_parser_new(CMARK_OPT_UNSAFE);
	cmark_node *root;
	char *html;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(names[i]));
	cmark_parser_feed(parser, text, size);
	root = cmark_parser_finish(parser);
	html = cmark_render_html(root, CMARK_OPT_UNSAFE, cmark_parser_get_syntax_extensions(parser));
	cmark_node_free(root);
	cmark_parser_free(parser);
	return html;
}

static void write_file(const char *html, size_t length, size_t wanted)
{
	char path[4096];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%zu.html", out, file_count++);
	file = fopen(path, "wb");
	if (file == NULL)
		exit(1);
	while (wanted > 0) {
		size_t part = wanted < length ? wanted : length;

		if (fwrite(html, 1, part, file) != part)
			exit(1);
		wanted -= part;
	}
	if (fclose(file) != 0)
		exit(1);
}

static int visit(const char *path, const struct stat *status, int kind, struct FTW *at)
{
	size_t length = strlen(path), size = (size_t)status->st_size;
	char *text, *html;

	(void)at;
	if (kind != FTW_F || length < 3 || strcmp(path + length - 3, ".md") != 0)
		return 0;
	text = read_file(path, size);
	html = render(text, size);
	guide_count++;
	length = strlen(html);
	if (files == 0)
		write_file(html, length, length);
	while (length > 0 && file_count * guides < guide_count * files)
		write_file(html, length, bytes / files);
	free(html);
	free(text);
	return 0;
}

int main(int argument_count, char **arguments)
{
	if (argument_count != 3 && argument_count != 6)
		return 2;
	out = arguments[2];
	if (argument_count == 6) {
		guides = strtoull(arguments[3], NULL, 10);
		files = strtoull(arguments[4], NULL, 10);
		bytes = strtoull(arguments[5], NULL, 10);
	}
	cmark_gfm_core_extensions_ensure_registered();
	return nftw(arguments[1], visit, 32, FTW_PHYS);
}
