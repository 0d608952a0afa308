#ifndef PORTOLAN_PARSE_LANGUAGES_H
#define PORTOLAN_PARSE_LANGUAGES_H

/*
 * The languages of code blocks, as data: what parse/syntax.h colours them by.
 * Adding one is a row in the table of languages.c.
 */

#include "base/str.h"

enum lexer {
	LEX_NONE,    /* text: nothing is coloured */
	LEX_WORDS,   /* comments, strings, numbers, words */
	LEX_MARKUP,  /* tags and attributes; what PHP and scripts hold goes its own way */
	LEX_PHP,     /* words, between <?php and ?> where there is such */
	LEX_CONSOLE, /* lines behind a prompt are commands, others what they print */
	LEX_DIFF,
};

enum language_trait {
	TRAIT_ANY_CASE = 1 << 0,        /* keywords in capitals or small letters */
	TRAIT_DOLLAR = 1 << 1,          /* $name and ${name} are variables, in "…" too */
	TRAIT_SPACED_HASH = 1 << 2,     /* # begins a comment only behind white space */
	TRAIT_COMMANDS = 1 << 3,        /* a shell: the first word of a command is its name */
	TRAIT_OPTIONS = 1 << 4,         /* -x and --long */
	TRAIT_CALLS = 1 << 5,           /* a word before ( is a function */
	TRAIT_LINE_KEYS = 1 << 6,       /* lines are `key: value`, by `separators` */
	TRAIT_STRING_KEYS = 1 << 7,     /* a string before : is a key */
	TRAIT_BRACE_KEYS = 1 << 8,      /* within {…} a word before : is a key */
	TRAIT_FIRST_WORD = 1 << 9,      /* the first word of a line is a keyword */
	TRAIT_SECTIONS = 1 << 10,       /* a line `[section]` */
	TRAIT_AT = 1 << 11,             /* @word: decorators, annotations, rules */
	TRAIT_PREPROCESSOR = 1 << 12,   /* a line `#word` */
	TRAIT_TRIPLE_QUOTES = 1 << 13,  /* """…""" and '''…''' */
	TRAIT_LONG_STRINGS = 1 << 14,   /* quotes go over line ends */
	TRAIT_PLAIN_SINGLE = 1 << 15,   /* no escapes in '…' */
	TRAIT_DOUBLED_QUOTES = 1 << 16, /* no escapes in any quotes */
};

struct language {
	struct str title; /* for people: the block's label */
	struct str names; /* in info strings, small letters, between spaces */
	enum lexer lexer;
	unsigned traits;       /* enum language_trait */
	struct str comments;   /* what begins one to the end of the line, between spaces */
	struct str open, shut; /* of comments over lines, or "" */
	struct str quotes;     /* characters */
	struct str word;       /* characters of words beside letters, digits and _ */
	struct str separators; /* characters, of TRAIT_LINE_KEYS */
	struct str keywords;   /* between spaces; small letters with TRAIT_ANY_CASE */
	struct str constants;  /* likewise */
};

/* The language of an info string's first word, in any case; NULL when none has that name. */
const struct language *language_of(struct str name);

/* True when a word is in a list of words between spaces; with `any_case` the list's are small. */
bool language_lists(struct str list, struct str word, bool any_case);

#endif
