#include "parse/port_words.h"

#include <errno.h>

#include "base/file.h"
#include "base/path.h"
#include "base/transliterate.h"
#include "base/yaml.h"
#include "parse/port_vocabulary.h"

#define LARGEST ((size_t)1024 * 1024)
#define DEPTH   4

static const struct str word_names[WORD_COUNT] = {
	[WORD_PORT] = S_INIT("port"),
	[WORD_INCOMING] = S_INIT("incoming"),
	[WORD_OUTGOING] = S_INIT("outgoing"),
	[WORD_OFF] = S_INIT("off"),
	[WORD_YES] = S_INIT("yes"),
	[WORD_NO] = S_INIT("no"),
	[WORD_BEHIND] = S_INIT("behind"),
	[WORD_TRANSPORT] = S_INIT("transport"),
	[WORD_UNIT] = S_INIT("unit"),
	[WORD_TLS] = S_INIT("tls"),
	[WORD_EXCEPT] = S_INIT("except"),
	[WORD_STARTTLS] = S_INIT("starttls"),
};

static const struct str *read_words(
	struct arena *arena, const struct yaml_node *node, size_t *count)
{
	struct str *words;

	*count = node == NULL || node->kind != YAML_SEQUENCE ? 0 : node->count;
	words = arena_array(arena, struct str, *count);
	for (size_t i = 0; i < *count; i++)
		words[i] = lower_case_copy(arena, yaml_text(&node->items[i], S("")));
	return words;
}

static struct port_numbers read_numbers(struct arena *arena, const struct yaml_node *node)
{
	size_t count = node == NULL || node->kind != YAML_SEQUENCE ? 0 : node->count;
	uint16_t *ports = arena_array(arena, uint16_t, count);
	struct port_numbers numbers = {ports, 0};

	for (size_t i = 0; i < count; i++) {
		uint64_t number;

		if (str_to_number(yaml_text(&node->items[i], S("")), UINT16_MAX, &number))
			ports[numbers.count++] = (uint16_t)number;
	}
	return numbers;
}

static struct port_language read_language(
	struct arena *arena, struct str code, const struct yaml_node *root)
{
	struct port_language language = {.code = code};

	for (size_t i = 0; i < WORD_COUNT; i++)
		language.words[i] = read_words(arena, yaml_get(root, word_names[i]), &language.counts[i]);
	return language;
}

static struct port_service read_service(
	struct arena *arena, struct str name, const struct yaml_node *node)
{
	struct str direction = yaml_text(yaml_get(node, S("direction")), S(""));
	struct port_service service = {
		.name = name,
		.strict = str_equal(yaml_text(yaml_get(node, S("strict")), S("")), S("true")),
		.any = read_numbers(arena, yaml_get(node, S("ports"))),
		.tls = read_numbers(arena, yaml_get(node, S("tls"))),
		.starttls = read_numbers(arena, yaml_get(node, S("starttls"))),
		.clear = read_numbers(arena, yaml_get(node, S("clear"))),
	};

	service.words = read_words(arena, yaml_get(node, S("words")), &service.word_count);
	if (str_equal(direction, S("incoming")))
		service.direction = PORT_INCOMING;
	else if (str_equal(direction, S("outgoing")))
		service.direction = PORT_OUTGOING;
	return service;
}

static void read_services(
	struct arena *arena, struct port_words *words, const struct yaml_node *root)
{
	struct port_service *services = arena_array(arena, struct port_service, root->count);

	for (size_t i = 0; i < root->count; i++)
		services[i] = read_service(arena, root->pairs[i].key, &root->pairs[i].value);
	words->services = services;
	words->service_count = root->count;
}

static int read_file(struct arena *arena, struct str path, struct yaml_node *root)
{
	struct buf text = BUF_EMPTY;
	struct yaml_error mistake;
	int error = file_read(str_cstr(arena, path), LARGEST, &text);

	if (error == 0 && !yaml_parse(arena, buf_str(&text), DEPTH, root, &mistake))
		error = EINVAL;
	buf_release(&text);
	return error;
}

const struct port_words *port_words_read(
	struct arena *arena, const char *folder, struct str *failed)
{
	struct port_words *words = arena_new(arena, struct port_words);
	struct port_language *languages;
	struct file_list files;
	struct yaml_node root;

	*failed = str_of(folder);
	errno = file_walk(arena, folder, &files);
	if (errno != 0)
		return NULL;
	languages = arena_array(arena, struct port_language, files.count);
	words->languages = languages;
	for (size_t i = 0; i < files.count; i++) {
		struct str path = files.entries[i].path;

		if (!str_ends(path, S(".yaml")))
			continue;
		*failed = path_join(arena, str_of(folder), path);
		errno = read_file(arena, *failed, &root);
		if (errno != 0)
			return NULL;
		if (str_equal(path, S("services.yaml")))
			read_services(arena, words, &root);
		else
			languages[words->language_count++] =
				read_language(arena, str_first(path, path.len - S(".yaml").len), &root);
	}
	words->vocabularies = port_vocabularies_make(arena, words);
	return words;
}

const struct port_language *port_language_of(const struct port_words *words, struct str code)
{
	for (size_t i = 0; i < words->language_count; i++) {
		if (str_equal(words->languages[i].code, code))
			return &words->languages[i];
	}
	return NULL;
}

const struct port_service *port_service_of(const struct port_words *words, struct str name)
{
	for (size_t i = 0; i < words->service_count && name.len > 0; i++) {
		if (str_equal(words->services[i].name, name))
			return &words->services[i];
	}
	return NULL;
}

bool port_numbers_have(const struct port_numbers *numbers, uint32_t port)
{
	for (size_t i = 0; i < numbers->count; i++) {
		if (numbers->ports[i] == port)
			return true;
	}
	return false;
}

bool port_is_known(const struct port_words *words, uint32_t port)
{
	for (size_t i = 0; i < words->service_count; i++) {
		if (port_numbers_have(&words->services[i].any, port))
			return true;
	}
	return false;
}

bool port_service_is_mail(const struct port_service *service)
{
	return service != NULL && service->strict;
}

const struct port_numbers *port_service_numbers(
	const struct port_service *service, enum port_security security)
{
	const struct port_numbers *numbers = &service->any;

	if (security == PORT_TLS)
		numbers = &service->tls;
	else if (security == PORT_STARTTLS)
		numbers = &service->starttls;
	else if (security == PORT_CLEAR)
		numbers = &service->clear;
	return numbers->count > 0 ? numbers : &service->any;
}
