#ifndef PORTOLAN_CONTENT_CONFIG_VALUES_H
#define PORTOLAN_CONTENT_CONFIG_VALUES_H

/* The values that settings of site.yaml have: a text, names, pairs, ports of services. What is
 * wrong with one is a finding, and something of the kind is returned all the same. */

#include "base/yaml.h"
#include "content/config.h"
#include "content/source.h"

struct config_reader {
	struct arena *arena; /* of the values */
	struct config *config;
	struct source source;
	struct diagnostics *found;
	bool failed; /* a value is wrong: the settings can't be used */
};

/* A finding of site.yaml: the message, then `what` in quotes. */
struct diagnostic *config_report(struct config_reader *reader, enum rule rule,
	struct yaml_place place, const char *message, struct str what);

/* A value that is wrong. */
void config_fail(struct config_reader *reader, const struct yaml_node *node, const char *message);

/* A key that none of the names is; the one that is like it was meant. */
void config_report_unknown(struct config_reader *reader, const struct yaml_pair *pair,
	const char *message, const struct str *names, size_t count);

struct str config_read_text(struct config_reader *reader, const struct yaml_node *node);

/* A list, in small letters. */
struct config_names config_read_names(struct config_reader *reader, const struct yaml_node *node);

/* A mapping; a value's last slash goes. */
struct config_pairs config_read_pairs(struct config_reader *reader, const struct yaml_node *node);

/* owner → ports, or owner → protocol → ports. */
struct config_services config_read_services(
	struct config_reader *reader, const struct yaml_node *node);

#endif
