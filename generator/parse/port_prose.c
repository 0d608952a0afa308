#include "parse/port_prose.h"

#include "base/utf8.h"

/* From a port's word to its number. */
#define FARTHEST 45
/* A service that stands so near to a number is surely meant. */
#define NEAR 25
/* From a number to the service behind it: of mail, whose numbers come in lists, and any other. */
#define BEHIND     20
#define FAR_BEHIND 50
/* "To use SFTP, if it is there, take port 22." */
#define FAR_BEFORE 40
/* "UDP 6100", "22 prievadą" */
#define BESIDE 2
/* "15 €", with any kind of space */
#define BESIDE_UNIT 3
#define FIRST_YEAR  1990
#define LAST_YEAR   2039
#define NEAR_YEAR   12
/* A longer line is no label. */
#define LONGEST_LABEL 60

/* How the line goes on: the numbers that one port's word governs. */
struct clause {
	struct port_reader *reader;
	struct str line;
	size_t offset; /* of the line in the source */
	enum port_source source;
	const struct port_service *before; /* the one service of the line's parts before this one */
	const struct port_token *tokens;
	size_t count;
	size_t scope;  /* token where what is said of the next number begins */
	size_t first;  /* the first port's word of the line, or STR_NONE */
	size_t word;   /* the port's word that governs now, or STR_NONE */
	size_t number; /* the last number that it governed, or STR_NONE */
	size_t group;  /* how many so far */
	size_t taken;  /* numbers of the line */
};

/* "In 2024": so far from the port's word, such a number is a year. */
static bool is_year(const struct clause *clause, size_t at, uint32_t distance)
{
	uint32_t number = clause->tokens[at].value;

	return number >= FIRST_YEAR && number <= LAST_YEAR && distance > NEAR_YEAR;
}

static bool has_unit(const struct clause *clause, size_t at)
{
	const struct port_token *token = &clause->tokens[at];

	return at + 1 < clause->count && port_token_is(token + 1, WORD_UNIT) &&
		   token[1].begin - token->end <= BESIDE_UNIT;
}

static bool governs(const struct clause *clause, size_t at)
{
	const struct port_token *token = &clause->tokens[at];
	uint32_t distance;

	if (clause->word == STR_NONE || has_unit(clause, at))
		return false;
	distance = token->begin - clause->tokens[clause->word].end;
	if (clause->number == STR_NONE)
		return distance <= FARTHEST && !is_year(clause, at, distance);
	return token->begin - clause->tokens[clause->number].end <= PORT_BETWEEN;
}

/* `587/tcp`, "UDP 6100": the transport says that the number is a port. */
static bool has_transport(const struct clause *clause, size_t at)
{
	const struct port_token *token = &clause->tokens[at];

	if (at > 0 && port_token_is(token - 1, WORD_TRANSPORT) &&
		token->begin - token[-1].end <= BESIDE)
		return true;
	return at + 1 < clause->count && port_token_is(token + 1, WORD_TRANSPORT) &&
		   token[1].begin == token->end + 1 && clause->line.ptr[token->end] == '/';
}

/* "21 ar 22 prievadą": in some languages the port's word stands behind its numbers. */
static bool has_word_behind(const struct clause *clause, size_t at)
{
	size_t end = clause->tokens[at].end;

	for (size_t i = at + 1; i < clause->count; i++) {
		const struct port_token *token = &clause->tokens[i];

		if (port_token_is(token, WORD_BEHIND))
			return token->begin - end <= BESIDE;
		if (!port_token_is(token, WORD_PORT) &&
			(token->kind != TOKEN_NUMBER || token->begin - end > PORT_BETWEEN))
			return false;
		if (token->kind == TOKEN_NUMBER)
			end = token->end;
	}
	return false;
}

static bool ends_its_clause(const struct clause *clause, size_t at)
{
	return at + 1 == clause->count || clause->tokens[at + 1].kind == TOKEN_SENTENCE;
}

static bool has_comma(const struct clause *clause, size_t begin, size_t end)
{
	return str_find_char(str_range(clause->line.ptr + begin, clause->line.ptr + end), ',', 0) !=
		   STR_NONE;
}

/*
 * "993 for IMAP, 465 for SMTP": the service behind the number, or behind the
 * numbers that go with it; a comma before it makes it the next number's, if
 * there is one in that sentence.
 */
static size_t service_behind(const struct clause *clause, size_t at)
{
	size_t end = clause->tokens[at].end;
	bool is_list = clause->group > 0;

	for (size_t i = at + 1; i < clause->count; i++) {
		const struct port_token *token = &clause->tokens[i];

		if (token->kind == TOKEN_NUMBER && token->begin - end <= PORT_BETWEEN) {
			end = token->end;
			is_list = true;
			continue;
		}
		if (port_token_is(token, WORD_TRANSPORT) || port_token_is(token, WORD_UNIT))
			continue;
		if (token->kind != TOKEN_SERVICE ||
			token->begin - end > (token->service->strict || is_list ? BEHIND : FAR_BEHIND) ||
			((is_list || !ends_its_clause(clause, i)) && has_comma(clause, end, token->begin)))
			return STR_NONE;
		return i;
	}
	return STR_NONE;
}

static bool is_last_before(const struct clause *clause, size_t at, size_t behind)
{
	for (size_t i = at + 1; i < behind; i++) {
		if (clause->tokens[i].kind == TOKEN_NUMBER)
			return false;
	}
	return true;
}

static bool ends_line(const struct clause *clause, size_t at)
{
	for (size_t i = at; i < clause->line.len; i++) {
		if (!ascii_is_punct(clause->line.ptr[i]) && !ascii_is_space(clause->line.ptr[i]))
			return false;
	}
	return true;
}

/* `Port: 993` and `- Port **993**`, a line of its own: what it is about stands above. */
static bool is_label(const struct clause *clause, size_t at)
{
	const struct port_token *token = &clause->tokens[at];

	if (clause->word == STR_NONE || utf8_count(clause->line) >= LONGEST_LABEL)
		return false;
	return str_find_char(str_first(clause->line, token->begin), ':',
			   clause->tokens[clause->first].end) != STR_NONE ||
		   (clause->word == 0 && clause->tokens[0].begin < 8 && ends_line(clause, token->end));
}

/* Of several services in the clause the one that has the number: "SFTP is FTP on port 22". */
static const struct port_service *service_with(const struct clause *clause, size_t at)
{
	for (size_t i = clause->scope; i < at; i++) {
		const struct port_token *token = &clause->tokens[i];

		if (token->kind == TOKEN_SERVICE &&
			port_numbers_have(&token->service->any, clause->tokens[at].value))
			return token->service;
	}
	return NULL;
}

/*
 * "IMAP uses port 993 with SSL, or port 143": the one service that the sentence has named so far,
 * unless the number is known to be another's.
 */
static const struct port_service *service_of_sentence(const struct clause *clause, size_t at)
{
	const struct port_words *words = clause->reader->vocabulary->words;
	struct port_context said;
	size_t first = at;

	while (first > 0 && clause->tokens[first - 1].kind != TOKEN_SENTENCE)
		first--;
	said = port_context_of(clause->tokens, first, at);
	if (said.service == NULL || !said.one_service || said.direction != PORT_ANY_WAY)
		return NULL;
	for (size_t i = 0; i < words->service_count; i++) {
		if (&words->services[i] != said.service &&
			port_numbers_have(&words->services[i].any, clause->tokens[at].value) &&
			!port_numbers_have(&said.service->any, clause->tokens[at].value))
			return NULL;
	}
	return said.service;
}

/* The host of the line: the only one before the number, else the only one behind it. */
static struct str host_of_line(const struct clause *clause, size_t at)
{
	struct port_context before = port_context_of(clause->tokens, 0, at);
	struct port_context behind = port_context_of(clause->tokens, at, clause->count);

	if (before.host.len > 0)
		return before.one_host ? before.host : S("");
	return behind.one_host ? behind.host : S("");
}

/* What the clause says of the number, and what the lines above say of a label. */
static struct port_context context_at(struct clause *clause, size_t at, size_t *behind)
{
	struct port_context context = port_context_of(clause->tokens, clause->scope, at);
	const struct port_group *group = &clause->reader->group;

	*behind = service_behind(clause, at);
	/* "IMAP port 993, 80 for HTTP": the service behind, if the one before it can't be meant. */
	if (*behind != STR_NONE && context.service != NULL &&
		(port_numbers_have(&context.service->any, clause->tokens[at].value) ||
			!port_numbers_have(&clause->tokens[*behind].service->any, clause->tokens[at].value)))
		*behind = STR_NONE;
	if (*behind != STR_NONE) {
		context.service = clause->tokens[*behind].service;
		context.one_service = true;
	}
	if (!context.one_service && service_with(clause, at) != NULL)
		context.service = service_with(clause, at);
	context.security = port_context_security_at(clause->tokens, clause->count, at, clause->line);
	port_context_direction_behind(clause->tokens, clause->count, at, &context.direction);
	if (context.host.len == 0)
		context.host = host_of_line(clause, at);
	if (is_label(clause, at))
		port_group_complete(group, &context);
	else if (context.host.len == 0 && group->one_host && !group->apart)
		context.host = group->host;
	if (context.service == NULL && context.direction == PORT_ANY_WAY)
		context.service = clause->before;
	if (context.service == NULL && context.direction == PORT_ANY_WAY)
		context.service = service_of_sentence(clause, at);
	return context;
}

static void join_list(const struct clause *clause, struct port_draft *draft)
{
	struct port_reader *reader = clause->reader;

	if (clause->group == 1)
		draft[-1].fact.list = ++reader->list;
	draft->fact.list = clause->group > 0 ? reader->list : 0;
}

static void take_number(struct clause *clause, size_t at)
{
	const struct port_token *token = &clause->tokens[at];
	size_t behind;
	struct port_context context = context_at(clause, at, &behind);
	enum port_source source = clause->source;
	struct port_draft *draft;
	bool own = context.service_end > 0;

	if (source == PORT_IN_PROSE && is_label(clause, at))
		source = PORT_IN_LABEL;
	draft = port_reader_add(clause->reader, clause->offset + token->begin,
		clause->offset + token->end, token->value, source);
	draft->may_inherit = context.direction == PORT_ANY_WAY && context.service == NULL;
	port_reader_describe(clause->reader, draft, &context);
	join_list(clause, draft);
	draft->fact.near =
		context.service != NULL && context.one_service &&
		(behind != STR_NONE || !own ||
			token->begin - context.service_end <= (context.service->strict ? NEAR : FAR_BEFORE));
	if (behind != STR_NONE && is_last_before(clause, at, behind))
		clause->scope = behind + 1;
	clause->number = at;
	clause->group++;
	clause->taken++;
}

static void take_host(struct clause *clause, size_t at)
{
	const struct port_token *token = &clause->tokens[at];
	struct port_context context = port_context_of(clause->tokens, clause->scope, at);
	struct port_draft *draft;

	if (token->value == 0)
		return;
	draft = port_reader_add(clause->reader, clause->offset + token->begin,
		clause->offset + token->end, token->value,
		clause->source == PORT_IN_CODE ? PORT_IN_CODE
		: token->in_url                ? PORT_IN_URL
									   : PORT_AT_HOST);
	context.host = token->host;
	port_reader_describe(clause->reader, draft, &context);
	clause->taken++;
}

/* What was said of the numbers so far isn't said of those to come. */
static void begin_clause(struct clause *clause, size_t at)
{
	if (clause->number != STR_NONE && clause->tokens[at].kind == TOKEN_SENTENCE)
		clause->scope = at + 1;
	else if (clause->number != STR_NONE && clause->scope <= clause->number)
		clause->scope = clause->number + 1;
	clause->word = port_token_is(&clause->tokens[at], WORD_PORT) ? at : STR_NONE;
	if (clause->first == STR_NONE)
		clause->first = clause->word;
	clause->number = STR_NONE;
	clause->group = 0;
}

static void read_clauses(struct clause *clause)
{
	for (size_t i = 0; i < clause->count; i++) {
		const struct port_token *token = &clause->tokens[i];

		if (token->kind == TOKEN_HOST_PORT)
			take_host(clause, i);
		else if (port_token_is(token, WORD_PORT) || token->kind == TOKEN_SENTENCE)
			begin_clause(clause, i);
		else if (token->kind == TOKEN_NUMBER && clause->source != PORT_IN_CODE &&
				 token->value > 0 &&
				 (governs(clause, i) || has_transport(clause, i) || has_word_behind(clause, i)))
			take_number(clause, i);
	}
}

/* A line, or what stands between two breaks of one: what it says. */
static struct port_context read_part(struct port_reader *reader, struct str line, size_t offset,
	enum port_source source, const struct port_service *before)
{
	struct clause clause = {.reader = reader,
		.line = line,
		.offset = offset,
		.source = source,
		.before = before,
		.first = STR_NONE,
		.word = STR_NONE,
		.number = STR_NONE};
	struct port_context context;

	clause.tokens = port_tokens(reader->scratch, reader->vocabulary, line, &clause.count);
	read_clauses(&clause);
	context = port_context_of(clause.tokens, 0, clause.count);
	port_group_add(&reader->group, &context, clause.taken > 0);
	return context;
}

/* The next `<br>`, `<br/>` or `<br />`, or the end of the line. */
static size_t find_break(struct str line, size_t from)
{
	for (size_t at = from; (at = str_find_char(line, '<', at)) != STR_NONE; at++) {
		struct str rest = str_from(line, at);

		if (str_starts_nocase(rest, S("<br")) && rest.len > 3 && strchr("> /", rest.ptr[3]) != NULL)
			return at;
	}
	return line.len;
}

void port_prose_read(
	struct port_reader *reader, struct str line, size_t offset, enum port_source source)
{
	const struct port_service *before = NULL;
	bool mixed = false;
	size_t begin = 0;

	while (begin < line.len) {
		size_t end = source == PORT_IN_CODE ? line.len : find_break(line, begin);
		struct str part = str_range(line.ptr + begin, line.ptr + end);
		struct port_context said =
			read_part(reader, part, offset + begin, source, mixed ? NULL : before);

		mixed = mixed || !said.one_service ||
				(before != NULL && said.service != NULL && said.service != before);
		before = said.service != NULL ? said.service : before;
		begin = end;
		while (begin < line.len && line.ptr[begin] != '>')
			begin++;
		begin++;
	}
}
