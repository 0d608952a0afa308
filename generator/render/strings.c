#include "render/strings.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/path.h"
#include "base/yaml.h"
#include "content/source.h"
#include "render/count.h"

#define DEPTH 8

/* One language in one theme folder. */
struct language {
	struct str code; /* "fr" */
	const struct theme_file *file;
	struct yaml_node root;
	struct language *next;
};

struct loader {
	struct arena *arena;
	struct diagnostics *found;
	struct language *first, *last; /* the team's folder before the default */
};

static void report_syntax(struct loader *loader, const struct theme_file *file,
	struct yaml_place place, struct str message)
{
	struct source source = source_make(loader->arena, file->source, file->content, loader->found);

	diagnostics_add(loader->found, RULE_THEME_SYNTAX, file->source,
		source_place(&source, place.begin, place.end), STR_FMT, STR_ARG(message))
		->rooted = true;
}

static void check_plural_rules(
	struct loader *loader, const struct theme_file *file, const struct yaml_node *root)
{
	const struct yaml_node *rules = yaml_get(root, S("plural"));

	for (size_t i = 0; rules != NULL && rules->kind == YAML_MAPPING && i < rules->count; i++) {
		const struct yaml_node *rule = &rules->pairs[i].value;
		struct str reason;

		if (!plural_rule_check(rule->text, &reason))
			report_syntax(loader, file, rule->place,
				str_format(loader->arena, "\"" STR_FMT "\" is no plural rule: " STR_FMT,
					STR_ARG(rule->text), STR_ARG(reason)));
	}
}

static void read_language(struct loader *loader, const struct theme_file *file, struct str code)
{
	struct language *language = arena_new(loader->arena, struct language);
	struct yaml_error error;

	*language = (struct language){.code = code, .file = file};
	if (!yaml_parse(loader->arena, file->content, DEPTH, &language->root, &error)) {
		report_syntax(loader, file, error.place,
			str_concat(loader->arena, S("the file is no YAML: "), error.message));
		return;
	}
	check_plural_rules(loader, file, &language->root);
	if (loader->last == NULL)
		loader->first = language;
	else
		loader->last->next = language;
	loader->last = language;
}

static void read_languages(struct loader *loader, const struct theme_files *files)
{
	for (size_t layer = 0, more = 1; more > 0; layer++) {
		more = 0;
		for (size_t i = 0; i < files->count; i++) {
			struct str name = files->items[i].path, head = S("i18n/"), tail = S(".yaml");

			more += files->items[i].layer > layer;
			if (files->items[i].layer != layer || !str_starts(name, head) || !str_ends(name, tail))
				continue;
			name = str_make(name.ptr + head.len, name.len - head.len - tail.len);
			read_language(loader, &files->items[i], name);
		}
	}
}

static void merge(struct object *object, const struct yaml_node *mapping);

static struct value value_of(struct arena *arena, const struct yaml_node *node)
{
	struct value *items;
	struct object *object;

	switch (node->kind) {
	case YAML_MAPPING:
		object = object_create(arena, node->count);
		merge(object, node);
		return value_object(object);
	case YAML_SEQUENCE:
		items = arena_array(arena, struct value, node->count);
		for (size_t i = 0; i < node->count; i++)
			items[i] = value_text(yaml_text(&node->items[i], S("")));
		return value_list(items, node->count);
	default: return value_text(node->text);
	}
}

/* Forms and rules of plurals belong together: another language's would not fit between them. */
static bool is_whole(struct str key, const struct object *present)
{
	return str_equal(key, S("plural")) || object_get(present, S("other")) != NULL;
}

/* What the object lacks. Files are nested DEPTH times at most. */
static void merge(struct object *object, const struct yaml_node *mapping)
{
	for (size_t i = 0; i < mapping->count; i++) {
		const struct yaml_pair *pair = &mapping->pairs[i];
		const struct value *present = object_get(object, pair->key);

		if (str_equal(pair->key, S("zones")))
			continue;
		if (present == NULL)
			object_set(object, pair->key, value_of(object->arena, &pair->value));
		else if (present->kind == VALUE_OBJECT && pair->value.kind == YAML_MAPPING &&
				 !is_whole(pair->key, present->object))
			/* Made here, and not yet handed out. */
			merge((struct object *)(uintptr_t)present->object, &pair->value);
	}
}

static void merge_language(
	const struct loader *loader, struct object *object, struct str language, struct str zone)
{
	for (const struct language *at = loader->first; at != NULL; at = at->next) {
		const struct yaml_node *node = &at->root;

		if (!str_equal(at->code, language))
			continue;
		if (zone.len > 0)
			node = yaml_get(yaml_get(node, S("zones")), zone);
		if (node != NULL && node->kind == YAML_MAPPING)
			merge(object, node);
	}
}

/* The names of locales and the forms of plurals differ by language: none lacks any. */
static bool may_lack(struct str key)
{
	static const struct str names[] = {S_INIT("locales"), S_INIT("plural"), S_INIT("zero"),
		S_INIT("one"), S_INIT("two"), S_INIT("few"), S_INIT("many")};

	for (size_t i = 0; i < COUNT(names); i++) {
		if (str_equal(key, names[i]))
			return true;
	}
	return false;
}

static void report_missing(struct loader *loader, const struct theme_file *file, struct str key)
{
	diagnostics_add(loader->found, RULE_STRING_MISSING, file->source, (struct place){1, 1, 1, 1},
		"the language lacks the string \"" STR_FMT "\", shown in English instead", STR_ARG(key))
		->rooted = true;
}

/* What English has and the other lacks. */
static void compare(struct loader *loader, const struct theme_file *file,
	const struct object *english, const struct object *other, struct str head)
{
	for (size_t i = 0; i < english->count; i++) {
		const struct field *field = &english->fields[i];
		const struct value *value = object_get(other, field->name);
		struct str key =
			head.len == 0 ? field->name : str_concat3(loader->arena, head, S("."), field->name);

		if (may_lack(field->name))
			continue;
		if (value == NULL || (value->kind == VALUE_OBJECT) != (field->value.kind == VALUE_OBJECT))
			report_missing(loader, file, key);
		else if (value->kind == VALUE_OBJECT)
			compare(loader, file, field->value.object, value->object, key);
	}
}

static const struct theme_file *file_of(const struct loader *loader, struct str language)
{
	const struct language *last = NULL;

	for (const struct language *at = loader->first; at != NULL; at = at->next) {
		if (str_equal(at->code, language))
			last = at;
	}
	return last == NULL ? NULL : last->file;
}

static void check_language(
	struct loader *loader, const struct locale *locale, const struct object *english)
{
	const struct theme_file *file = file_of(loader, locale->language);
	struct object *own = object_create(loader->arena, english->count);

	if (file == NULL) {
		file = file_of(loader, S("en"));
		if (file != NULL)
			diagnostics_add(loader->found, RULE_STRING_MISSING, file->source,
				(struct place){1, 1, 1, 1},
				"no file has the interface's strings in the language \"" STR_FMT
				"\", shown in English instead",
				STR_ARG(locale->language))
				->rooted = true;
		return;
	}
	merge_language(loader, own, locale->language, S(""));
	compare(loader, file, english, own, S(""));
}

const struct object *const *strings_load(struct arena *arena, const struct theme_files *files,
	const struct locale *locales, size_t count, struct diagnostics *found)
{
	struct loader loader = {.arena = arena, .found = found};
	const struct object **result = arena_array(arena, const struct object *, count);
	struct map *checked = map_create(arena, count);
	struct object *english = object_create(arena, 64);

	read_languages(&loader, files);
	merge_language(&loader, english, S("en"), S(""));
	for (size_t i = 0; i < count; i++) {
		struct object *strings = object_create(arena, english->count);

		merge_language(&loader, strings, locales[i].language, locales[i].zone);
		merge_language(&loader, strings, locales[i].language, S(""));
		merge_language(&loader, strings, S("en"), S(""));
		result[i] = strings;
		if (map_get(checked, locales[i].language) == NULL)
			check_language(&loader, &locales[i], english);
		map_set(checked, locales[i].language, checked);
	}
	return result;
}
