#ifndef PORTOLAN_BASE_YAML_H
#define PORTOLAN_BASE_YAML_H

/*
 * YAML as this program accepts it: mappings, sequences and scalars, each with
 * its place. Aliases, anchors, tags, second documents, complex keys and
 * nesting over a limit are refused; duplicate keys are kept and reported by
 * the caller who knows the file's vocabulary. The only file that includes
 * libyaml is yaml.c.
 */

#include "base/str.h"

enum yaml_kind { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING };

/* Where something stands in the text that was given: bytes from its start. */
struct yaml_place {
	size_t begin;
	size_t end;
};

struct yaml_node {
	enum yaml_kind kind;
	struct yaml_place place;
	struct str text;         /* scalar: its value, UTF-8 */
	bool quoted;             /* scalar: was in quotes or a block, so never a number or null */
	struct yaml_pair *pairs; /* mapping, in order of the file */
	struct yaml_node *items; /* sequence */
	size_t count;
};

struct yaml_pair {
	struct str key;
	struct yaml_place key_place;
	struct yaml_node value;
};

struct yaml_error {
	struct yaml_place place;
	struct str message; /* a sentence without full stop, for a person */
	bool too_deep;      /* it is YAML, but nested deeper than the caller allows */
};

/*
 * Parse one document; everything is made in the arena, texts are copied. An
 * empty document is an empty mapping. False with `error` set otherwise.
 * Nesting deeper than `depth` is an error.
 */
bool yaml_parse(struct arena *arena, struct str text, unsigned depth, struct yaml_node *root,
	struct yaml_error *error);

/* The first value under `key` in a mapping, or NULL (also when `node` is no mapping or NULL). */
const struct yaml_node *yaml_get(const struct yaml_node *node, struct str key);

/* The text of a scalar; `fallback` when `node` is NULL or no scalar. */
struct str yaml_text(const struct yaml_node *node, struct str fallback);

#endif
