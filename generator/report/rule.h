#ifndef PORTOLAN_REPORT_RULE_H
#define PORTOLAN_REPORT_RULE_H

/*
 * The one table of rules: what can be found wrong, how bad it is, and a page
 * of help for each. A rule's name is what people write in site.yaml and in
 * disable comments; the order here is that of the documentation.
 */

#include "base/str.h"

enum severity { SEVERITY_OFF, SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR };

/* X(enumerator, name, level, one line) */
#define RULES(X)                                                                                   \
	X(ANCHOR_MISSING, "anchor-missing", ERROR, "a link to an anchor that no heading has")          \
	X(ANCHOR_ALIAS, "anchor-alias", NOTE, "an anchor written in another slug form")                \
	X(LINK_MISSING, "link-missing", ERROR, "a link to a page or file that does not exist")         \
	X(LINK_LOCALE, "link-locale", WARNING, "a link to another locale although this one has it")    \
	X(LEGACY_MISSING, "legacy-missing", ERROR, "a {legacy} number that no guide has")              \
	X(LEGACY_OTHER_LOCALE, "legacy-other-locale", WARNING,                                         \
		"a {legacy} number that only another locale has")                                          \
	X(LINK_EMPTY, "link-empty", ERROR, "a link without a destination")                             \
	X(LINK_MALFORMED, "link-malformed", ERROR, "a destination that is no URL")                     \
	X(LINK_EXTERNAL_CLASS, "link-external-class", WARNING, ".external on a link inside the site")  \
	X(LINK_INSECURE, "link-insecure", NOTE, "http: to a host known to have https:")                \
	X(LINK_KEY_MISSING, "link-key-missing", ERROR, "a /links/ key without this locale")            \
	X(LINK_DEAD, "link-dead", ERROR, "another host answers that the page is gone")                 \
	X(LINK_MOVED, "link-moved", WARNING, "another host answers that the page has moved")           \
	X(IMAGE_MISSING, "image-missing", ERROR, "an image file that does not exist")                  \
	X(IMAGE_CASE, "image-case", ERROR, "an image file whose name differs in case")                 \
	X(IMAGE_CORRUPT, "image-corrupt", ERROR, "an image file that cannot be decoded")               \
	X(IMAGE_UNDECODABLE, "image-undecodable", WARNING,                                             \
		"an image that no smaller version comes of")                                               \
	X(IMAGE_TYPE, "image-type", NOTE, "an image whose extension lies about its type")              \
	X(IMAGE_ALT, "image-alt", WARNING, "an image without alternative text")                        \
	X(IMAGE_UNUSED, "image-unused", NOTE, "an image file that no guide shows")                     \
	X(IMAGE_LARGE, "image-large", WARNING, "an image that is larger than a reader needs")          \
	X(PORT_RANGE, "port-range", ERROR, "a port that is no number from 1 to 65535")                 \
	X(PORT_ROLE, "port-role", ERROR, "a port that the service cannot have")                        \
	X(PORT_HOST, "port-host", ERROR, "a port that the host does not offer")                        \
	X(PORT_SECURITY, "port-security", ERROR, "a port that contradicts the security named")         \
	X(PORT_CONTRADICTION, "port-contradiction", ERROR, "two statements of one page disagree")      \
	X(PORT_TRANSLATION, "port-translation", ERROR, "a port that the translations contradict")      \
	X(TABLE_DELIMITER, "table-delimiter", ERROR, "a table without its |---| row")                  \
	X(TABLE_RAGGED, "table-ragged", WARNING, "a table row with too few or too many cells")         \
	X(FRONT_SYNTAX, "front-syntax", ERROR, "front matter that is no YAML")                         \
	X(FRONT_MISSING, "front-missing", ERROR, "a file without front matter")                        \
	X(TITLE_MISSING, "title-missing", ERROR, "front matter without a title")                       \
	X(FRONT_KEY, "front-key", WARNING, "a front matter key that nothing reads")                    \
	X(FRONT_DUPLICATE, "front-duplicate", ERROR, "a front matter key that stands twice")           \
	X(FRONT_VALUE, "front-value", ERROR, "a front matter value of the wrong type")                 \
	X(SLUG_DUPLICATE, "slug-duplicate", ERROR, "two pages with one URL")                           \
	X(SLUG_FORM, "slug-form", WARNING, "a slug with characters that URLs encode")                  \
	X(DATE_MISMATCH, "date-mismatch", WARNING, "the updated key and the body's line disagree")     \
	X(DATE_FUTURE, "date-future", WARNING, "a last update in the future")                          \
	X(CALLOUT_UNKNOWN, "callout-unknown", ERROR, "a callout of an unknown name")                   \
	X(BLOCK_MALFORMED, "block-malformed", ERROR, "tabs, faq, api or details of the wrong form")    \
	X(HTML_UNSAFE, "html-unsafe", ERROR, "raw HTML that is never published")                       \
	X(HTML_UNKNOWN, "html-unknown", WARNING, "a tag that HTML does not have")                      \
	X(HEADING_EMPTY, "heading-empty", WARNING, "a heading without text")                           \
	X(HEADING_ORDER, "heading-order", NOTE, "a heading that skips a level")                        \
	X(HEADING_DUPLICATE, "heading-duplicate", NOTE, "two headings with one text")                  \
	X(ENCODING, "encoding", ERROR, "text that is not UTF-8")                                       \
	X(LIMIT, "limit", ERROR, "a file over one of the limits")                                      \
	X(PARENT_MISSING, "parent-missing", WARNING, "a page whose parent lacks its locale")           \
	X(TRANSLATION_STRUCTURE, "translation-structure", NOTE,                                        \
		"a translation built otherwise than most others")                                          \
	X(TRANSLATION_STALE, "translation-stale", NOTE, "a translation older than its source")         \
	X(FILE_UNREADABLE, "file-unreadable", ERROR, "a file or folder that cannot be read")           \
	X(STRING_MISSING, "string-missing", NOTE, "an interface string that a language lacks")         \
	X(THEME_SYNTAX, "theme-syntax", ERROR,                                                         \
		"a template or string file of the theme with a mistake")                                   \
	X(DISABLE_UNUSED, "disable-unused", WARNING, "a disable comment that silences nothing")        \
	X(BASELINE_UNUSED, "baseline-unused", WARNING, "a baseline entry that matches nothing")

enum rule {
#define RULE_ENUMERATOR(enumerator, name, level, line) RULE_##enumerator,
	RULES(RULE_ENUMERATOR)
#undef RULE_ENUMERATOR
		RULE_COUNT
};

struct str rule_name(enum rule rule);
enum severity rule_level(enum rule rule);
struct str rule_line(enum rule rule);

/* Whether its findings come, always or at times, from other hosts (check --external). */
bool rule_asks_others(enum rule rule);

/* The rule of a name, or RULE_COUNT. */
enum rule rule_by_name(struct str name);

/* The rule whose name is most like a name that no rule has, or RULE_COUNT. */
enum rule rule_nearest(struct str name);

struct str severity_name(enum severity severity);

#endif
