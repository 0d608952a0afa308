#ifndef PORTOLAN_PARSE_PARSE_H
#define PORTOLAN_PARSE_PARSE_H

/*
 * One file of the content, from bytes to document. Parsing never fails: what
 * is wrong is a diagnostic in the document, and the rest of the page stands.
 */

#include "content/config.h"
#include "parse/document.h"
#include "parse/include.h"
#include "parse/port_words.h"

/* What one worker needs to parse, reused from file to file. */
struct parser;

/*
 * Call cmark_prepare() once before. The parser is freed by parser_destroy.
 * Without `words` (NULL) no ports are looked for, without `includer` nothing is
 * included. All of them outlive the parser.
 */
struct parser *parser_create(
	const struct config *config, const struct port_words *words, const struct includer *includer);
void parser_destroy(struct parser *parser);

/*
 * Parse a file's bytes. `path` is relative to the content root. The document
 * has an arena of its own and keeps nothing of what is given here but the
 * configuration's and the words' texts.
 */
struct document *document_parse(
	struct parser *parser, struct str path, enum kind kind, struct locale locale, struct str bytes);

/*
 * The document of another file of the same folder, of the same bytes, kind and language: it is as
 * document_parse would make it, and shares what `of` holds for as long as it lives. Not for one
 * that includes files: the other may be one of them.
 */
struct document *document_repeat(const struct document *of, struct str path, struct locale locale);

/* One more owner of a document, who calls document_destroy too: sites share what didn't change. */
struct document *document_share(struct document *document);

/* The last owner frees it. NULL is nothing. */
void document_destroy(struct document *document);

#endif
