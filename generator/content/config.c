#include "content/config.h"

#include "base/path.h"
#include "base/yaml.h"
#include "content/config_values.h"
#include "content/keys.h"
#include "content/policy.h"

#define DEEPEST       8
#define WIDEST_COLUMN 4000

/* A setting: its name and how its value is read. */
struct setting {
	struct str name;
	void (*read)(struct config_reader *reader, const struct yaml_node *node);
};

static void read_title(struct config_reader *reader, const struct yaml_node *node)
{
	reader->config->title = config_read_text(reader, node);
}

static void read_base_url(struct config_reader *reader, const struct yaml_node *node)
{
	struct str url = config_read_text(reader, node);

	if (url.len > 0 && !str_starts(url, S("https://")) && !str_starts(url, S("http://")))
		config_fail(reader, node, "base_url begins with https:// or http://");
	reader->config->base_url = path_without_slash(url);
}

static void read_default_locale(struct config_reader *reader, const struct yaml_node *node)
{
	struct locale locale;

	reader->config->default_locale = config_read_text(reader, node);
	if (!locale_parse(reader->config->default_locale, &locale))
		config_fail(reader, node, "a locale is written like en-gb");
}

static void read_edit_url(struct config_reader *reader, const struct yaml_node *node)
{
	reader->config->edit_url = config_read_text(reader, node);
}

static void read_feedback_url(struct config_reader *reader, const struct yaml_node *node)
{
	reader->config->feedback_url = config_read_text(reader, node);
}

static void read_own_hosts(struct config_reader *reader, const struct yaml_node *node)
{
	reader->config->own_hosts = config_read_names(reader, node);
}

static void read_https_hosts(struct config_reader *reader, const struct yaml_node *node)
{
	reader->config->https_hosts = config_read_names(reader, node);
}

static void read_unasked_hosts(struct config_reader *reader, const struct yaml_node *node)
{
	reader->config->unasked_hosts = config_read_names(reader, node);
}

static void read_iframe_hosts(struct config_reader *reader, const struct yaml_node *node)
{
	reader->config->iframe_hosts = config_read_names(reader, node);
}

static void read_commercial(struct config_reader *reader, const struct yaml_node *node)
{
	reader->config->commercial = config_read_pairs(reader, node);
}

static void read_policy(struct config_reader *reader, const struct yaml_node *node)
{
	struct config_pairs pairs = config_read_pairs(reader, node);

	for (size_t i = 0; i < pairs.count; i++) {
		if (!policy_has_directive(pairs.items[i].name))
			config_fail(reader, &node->pairs[i].value, "the policy has no directive of this name");
		else if (!policy_sources_fit(pairs.items[i].value))
			config_fail(
				reader, &node->pairs[i].value, "sources are hosts and keywords between blanks");
	}
	reader->config->policy = pairs;
}

static void read_policy_in_pages(struct config_reader *reader, const struct yaml_node *node)
{
	if (!front_type_fits(FRONT_TYPE_FLAG, yaml_text(node, S("")), &reader->config->policy_in_pages))
		config_fail(reader, node, "this setting is true or false");
}

static void read_fallback(struct config_reader *reader, const struct yaml_node *node)
{
	reader->config->fallback = config_read_pairs(reader, node);
}

static void read_hosts(struct config_reader *reader, const struct yaml_node *node)
{
	reader->config->hosts = config_read_services(reader, node);
}

static void read_roles(struct config_reader *reader, const struct yaml_node *node)
{
	reader->config->roles = config_read_services(reader, node);
}

static void check_banner_keys(struct config_reader *reader, const struct yaml_node *banner)
{
	static const struct str names[] = {
		S_INIT("locale"), S_INIT("path"), S_INIT("kind"), S_INIT("text")};

	for (size_t i = 0; banner->kind == YAML_MAPPING && i < banner->count; i++) {
		bool known = false;

		for (size_t j = 0; j < COUNT(names); j++)
			known = known || str_equal(banner->pairs[i].key, names[j]);
		if (!known)
			config_report_unknown(
				reader, &banner->pairs[i], "nothing reads the banner's key", names, COUNT(names));
	}
}

static void read_banners(struct config_reader *reader, const struct yaml_node *node)
{
	struct config_banner *banners = arena_array(reader->arena, struct config_banner, node->count);

	if (node->kind != YAML_SEQUENCE) {
		config_fail(reader, node, "this setting is a list");
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml_node *item = &node->items[i];

		banners[i] = (struct config_banner){
			.locale = yaml_text(yaml_get(item, S("locale")), S("")),
			.path = yaml_text(yaml_get(item, S("path")), S("")),
			.kind = yaml_text(yaml_get(item, S("kind")), S("info")),
			.text = yaml_text(yaml_get(item, S("text")), S("")),
		};
		check_banner_keys(reader, item);
		if (banners[i].text.len == 0)
			config_fail(reader, item, "a banner has a text");
	}
	reader->config->banners = banners;
	reader->config->banner_count = node->count;
}

static bool level_by_name(struct str name, enum severity *level)
{
	for (int i = SEVERITY_OFF; i <= SEVERITY_ERROR; i++) {
		if (str_equal(severity_name((enum severity)i), name)) {
			*level = (enum severity)i;
			return true;
		}
	}
	return false;
}

static void suggest_rule(
	struct config_reader *reader, struct diagnostic *diagnostic, struct str name)
{
	enum rule nearest = rule_nearest(name);

	if (nearest != RULE_COUNT)
		diagnostic->help =
			str_format(reader->arena, "did you mean \"" STR_FMT "\"?", STR_ARG(rule_name(nearest)));
}

static void read_check(struct config_reader *reader, const struct yaml_node *node)
{
	if (node->kind != YAML_MAPPING) {
		config_fail(reader, node, "this setting is a mapping from a rule to its level");
		return;
	}
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml_pair *pair = &node->pairs[i];
		enum rule rule = rule_by_name(pair->key);
		enum severity level;

		if (rule == RULE_COUNT) {
			suggest_rule(reader,
				config_report(
					reader, RULE_FRONT_KEY, pair->key_place, "no rule has this name", pair->key),
				pair->key);
			continue;
		}
		/* YAML's off is a boolean to some tools; here every scalar is text. */
		if (!level_by_name(yaml_text(&pair->value, S("")), &level))
			config_fail(reader, &pair->value, "a level is error, warning, note or off");
		else
			reader->config->levels[rule] = level;
	}
}

static void read_limit(struct config_reader *reader, const struct yaml_pair *pair)
{
	struct config_limits *limits = &reader->config->limits;
	const struct {
		struct str name;
		size_t *value;
	} rows[] = {
		{S("file_bytes"), &limits->file_bytes},
		{S("nesting"), &limits->nesting},
		{S("table_columns"), &limits->table_columns},
		{S("table_cells"), &limits->table_cells},
		{S("links"), &limits->links},
		{S("headings"), &limits->headings},
		{S("markup"), &limits->markup},
		{S("front_matter_depth"), &limits->front_matter_depth},
	};
	uint64_t number;

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (!str_equal(pair->key, rows[i].name))
			continue;
		if (!str_to_number(yaml_text(&pair->value, S("")), 1u << 30, &number) || number == 0)
			config_fail(reader, &pair->value, "a limit is a number over 0");
		else
			*rows[i].value = (size_t)number;
		return;
	}
	config_report(reader, RULE_FRONT_KEY, pair->key_place, "no limit has this name", pair->key);
}

static void read_limits(struct config_reader *reader, const struct yaml_node *node)
{
	if (node->kind != YAML_MAPPING)
		config_fail(reader, node, "this setting is a mapping from a limit to its number");
	else {
		for (size_t i = 0; i < node->count; i++)
			read_limit(reader, &node->pairs[i]);
	}
}

static void read_images(struct config_reader *reader, const struct yaml_node *node)
{
	const struct yaml_node *column = yaml_get(node, S("column"));
	uint64_t number;

	if (node->kind != YAML_MAPPING || column == NULL || node->count > 1)
		config_fail(reader, node, "this setting is a mapping: column");
	else if (!str_to_number(yaml_text(column, S("")), WIDEST_COLUMN, &number))
		config_fail(reader, column, "the column is a number of CSS pixels, at most 4000");
	else
		reader->config->image_column = (uint32_t)number;
}

static const struct setting settings[] = {
	{S_INIT("title"), read_title},
	{S_INIT("base_url"), read_base_url},
	{S_INIT("default_locale"), read_default_locale},
	{S_INIT("edit_url"), read_edit_url},
	{S_INIT("feedback_url"), read_feedback_url},
	{S_INIT("own_hosts"), read_own_hosts},
	{S_INIT("https_hosts"), read_https_hosts},
	{S_INIT("unasked_hosts"), read_unasked_hosts},
	{S_INIT("iframe_hosts"), read_iframe_hosts},
	{S_INIT("commercial"), read_commercial},
	{S_INIT("fallback"), read_fallback},
	{S_INIT("policy"), read_policy},
	{S_INIT("policy_in_pages"), read_policy_in_pages},
	{S_INIT("hosts"), read_hosts},
	{S_INIT("roles"), read_roles},
	{S_INIT("banners"), read_banners},
	{S_INIT("check"), read_check},
	{S_INIT("limits"), read_limits},
	{S_INIT("images"), read_images},
};

static void read_setting(struct config_reader *reader, const struct yaml_pair *pair)
{
	struct str names[COUNT(settings)];

	for (size_t i = 0; i < COUNT(settings); i++) {
		names[i] = settings[i].name;
		if (str_equal(settings[i].name, pair->key)) {
			settings[i].read(reader, &pair->value);
			return;
		}
	}
	config_report_unknown(reader, pair, "nothing reads the setting", names, COUNT(settings));
}

bool config_read(struct arena *arena, struct str path, struct str text, struct config *config,
	struct diagnostics *found)
{
	struct config_reader reader = {
		.arena = arena,
		.config = config,
		.source = source_make(arena, path, text, found),
		.found = found,
	};
	struct yaml_error error;
	struct yaml_node root;

	if (!yaml_parse(arena, reader.source.text, DEEPEST, &root, &error)) {
		error.place.end =
			error.place.end > error.place.begin ? error.place.end : error.place.begin + 1;
		config_report(
			&reader, RULE_FRONT_SYNTAX, error.place, "the settings are no YAML", error.message);
		return false;
	}
	if (root.kind != YAML_MAPPING) {
		config_fail(&reader, &root, "the settings are lines of \"name: value\"");
		return false;
	}
	for (size_t i = 0; i < root.count; i++)
		read_setting(&reader, &root.pairs[i]);
	return !reader.failed;
}

struct str config_lookup(const struct config_pairs *pairs, struct str name)
{
	for (size_t i = 0; i < pairs->count; i++) {
		if (str_equal(pairs->items[i].name, name))
			return pairs->items[i].value;
	}
	return S("");
}

bool config_has_name(const struct config_names *names, struct str name)
{
	for (size_t i = 0; i < names->count; i++) {
		if (str_equal_nocase(names->items[i], name))
			return true;
	}
	return false;
}
