#include "content/config_values.h"

#include "base/distance.h"
#include "base/path.h"

#define ALIKE 0.6

static struct place place_of(const struct config_reader *reader, struct yaml_place place)
{
	return source_place(&reader->source, place.begin, place.end);
}

struct diagnostic *config_report(struct config_reader *reader, enum rule rule,
	struct yaml_place place, const char *message, struct str what)
{
	struct diagnostic *diagnostic = diagnostics_add(reader->found, rule, reader->source.path,
		place_of(reader, place), "%s: \"" STR_FMT "\"", message, STR_ARG(str_first(what, 80)));

	diagnostic->rooted = true;
	return diagnostic;
}

void config_fail(struct config_reader *reader, const struct yaml_node *node, const char *message)
{
	config_report(reader, RULE_FRONT_VALUE, node->place, message, node->text);
	reader->failed = true;
}

struct str config_read_text(struct config_reader *reader, const struct yaml_node *node)
{
	if (node->kind != YAML_SCALAR)
		config_fail(reader, node, "this setting is a text");
	return node->kind == YAML_SCALAR ? str_trim(node->text) : S("");
}

void config_report_unknown(struct config_reader *reader, const struct yaml_pair *pair,
	const char *message, const struct str *names, size_t count)
{
	struct diagnostic *diagnostic =
		config_report(reader, RULE_FRONT_KEY, pair->key_place, message, pair->key);
	size_t nearest = nearest_name(pair->key, names, count, ALIKE);

	if (nearest != STR_NONE)
		diagnostic->help =
			str_format(reader->arena, "did you mean \"" STR_FMT "\"?", STR_ARG(names[nearest]));
}

struct config_names config_read_names(struct config_reader *reader, const struct yaml_node *node)
{
	struct str *names = arena_array(reader->arena, struct str, node->count);

	if (node->kind != YAML_SEQUENCE) {
		config_fail(reader, node, "this setting is a list of names");
		return (struct config_names){0};
	}
	for (size_t i = 0; i < node->count; i++)
		names[i] = str_lower(reader->arena, config_read_text(reader, &node->items[i]));
	return (struct config_names){names, node->count};
}

struct config_pairs config_read_pairs(struct config_reader *reader, const struct yaml_node *node)
{
	struct config_pair *pairs = arena_array(reader->arena, struct config_pair, node->count);

	if (node->kind != YAML_MAPPING) {
		config_fail(reader, node, "this setting is a mapping");
		return (struct config_pairs){0};
	}
	for (size_t i = 0; i < node->count; i++) {
		struct str value = config_read_text(reader, &node->pairs[i].value);

		pairs[i] = (struct config_pair){node->pairs[i].key, path_without_slash(value)};
	}
	return (struct config_pairs){pairs, node->count};
}

static bool read_port(struct config_reader *reader, const struct yaml_node *node, uint16_t *port)
{
	uint64_t number = 0;

	if (node->kind != YAML_SCALAR || !str_to_number(node->text, 65535, &number) || number == 0) {
		config_fail(reader, node, "a port is a number from 1 to 65535");
		return false;
	}
	*port = (uint16_t)number;
	return true;
}

static void read_ports(
	struct config_reader *reader, const struct yaml_node *node, struct config_service *service)
{
	size_t count = node->kind == YAML_SEQUENCE ? node->count : 1;
	uint16_t *ports = arena_array(reader->arena, uint16_t, count);

	for (size_t i = 0; i < count; i++) {
		const struct yaml_node *item = node->kind == YAML_SEQUENCE ? &node->items[i] : node;

		if (read_port(reader, item, &ports[service->port_count]))
			service->port_count++;
	}
	service->ports = ports;
}

struct config_services config_read_services(
	struct config_reader *reader, const struct yaml_node *node)
{
	struct config_service *items;
	size_t count = 0, most = 0;

	if (node->kind != YAML_MAPPING) {
		config_fail(reader, node, "this setting is a mapping");
		return (struct config_services){0};
	}
	for (size_t i = 0; i < node->count; i++)
		most += node->pairs[i].value.kind == YAML_MAPPING ? node->pairs[i].value.count : 1;
	items = arena_array(reader->arena, struct config_service, most);
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml_pair *pair = &node->pairs[i];
		struct str owner = str_lower(reader->arena, pair->key);

		if (pair->value.kind != YAML_MAPPING) {
			items[count].owner = owner;
			read_ports(reader, &pair->value, &items[count++]);
			continue;
		}
		for (size_t j = 0; j < pair->value.count; j++) {
			items[count].owner = owner;
			items[count].protocol = str_lower(reader->arena, pair->value.pairs[j].key);
			read_ports(reader, &pair->value.pairs[j].value, &items[count++]);
		}
	}
	return (struct config_services){items, count};
}
