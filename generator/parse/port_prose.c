#include "parse/port_reader.h"

/* From a port's word to its number, and from one number to the next in "993 or 143". */
#define FARTHEST 45
#define BETWEEN  14
/* A service that stands so near to a number is surely meant. */
#define NEAR 25
/* From a number to the service behind it: of mail, whose numbers come in lists, and any other. */
#define BEHIND     20
#define FAR_BEHIND 50
/* "To use SFTP, if it is there, take port 22." */
#define FAR_BEFORE 40

struct port_context port_context_of(const struct port_token *tokens, size_t first, size_t last)
{
	struct port_context context = {.one_service = true};

	for (size_t i = first; i < last; i++) {
		const struct port_token *token = &tokens[i];

		if (token->kind == TOKEN_SERVICE) {
			if (context.service != NULL && context.service != token->service)
				context.one_service = false;
			context.service = token->service;
			context.service_end = token->end;
		} else if (token->kind == TOKEN_HOST) {
			context.host = token->host;
		} else if (token->kind == TOKEN_WORD && token->value == WORD_INCOMING) {
			context.direction = PORT_INCOMING;
		} else if (token->kind == TOKEN_WORD && token->value == WORD_OUTGOING) {
			context.direction = PORT_OUTGOING;
		}
	}
	return context;
}

uint8_t port_sentence_security(const struct port_token *tokens, size_t count, size_t at)
{
	size_t first = at, last = at;
	uint8_t security = PORT_ANY_SECURITY;
	bool off = false;

	while (first > 0 && tokens[first - 1].kind != TOKEN_SENTENCE)
		first--;
	while (last < count && tokens[last].kind != TOKEN_SENTENCE)
		last++;
	for (size_t i = first; i < last; i++) {
		if (tokens[i].kind == TOKEN_SECURITY && security == PORT_ANY_SECURITY)
			security = (uint8_t)tokens[i].value;
		off = off || (tokens[i].kind == TOKEN_WORD &&
						 (tokens[i].value == WORD_OFF || tokens[i].value == WORD_NO));
	}
	return security != PORT_ANY_SECURITY && off ? PORT_CLEAR : security;
}

/* How the line goes on: the numbers that one port's word governs. */
struct clause {
	const struct port_token *tokens;
	size_t count;
	size_t scope;  /* token where what is said of the next number begins */
	size_t word;   /* the port's word, or STR_NONE */
	size_t number; /* the last number that it governed, or STR_NONE */
	size_t group;  /* how many so far */
};

static bool governs(const struct clause *clause, size_t at)
{
	const struct port_token *token = &clause->tokens[at];

	if (clause->word == STR_NONE)
		return false;
	if (clause->number == STR_NONE)
		return token->begin - clause->tokens[clause->word].end <= FARTHEST;
	return token->begin - clause->tokens[clause->number].end <= BETWEEN;
}

static bool ends_its_clause(const struct clause *clause, size_t at)
{
	return at + 1 == clause->count || clause->tokens[at + 1].kind == TOKEN_SENTENCE;
}

/*
 * "993 for IMAP, 465 for SMTP": the service behind the number, or behind the
 * numbers that go with it; a comma before it makes it the next number's, if
 * there is one in that sentence.
 */
static size_t service_behind(const struct clause *clause, struct str line, size_t at)
{
	size_t end = clause->tokens[at].end;
	bool is_list = clause->group > 0;

	for (size_t i = at + 1; i < clause->count; i++) {
		const struct port_token *token = &clause->tokens[i];

		if (token->kind == TOKEN_NUMBER && token->begin - end <= BETWEEN) {
			end = token->end;
			is_list = true;
			continue;
		}
		if (token->kind != TOKEN_SERVICE ||
			token->begin - end > (token->service->strict || is_list ? BEHIND : FAR_BEHIND) ||
			((is_list || !ends_its_clause(clause, i)) &&
				str_find_char(str_range(line.ptr + end, line.ptr + token->begin), ',', 0) !=
					STR_NONE))
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

static void take_number(struct port_reader *reader, struct clause *clause, struct str line,
	size_t at, size_t offset, enum port_source source)
{
	const struct port_token *token = &clause->tokens[at];
	struct port_context context = port_context_of(clause->tokens, clause->scope, at);
	struct port_draft *draft;
	size_t behind = context.service == NULL ? service_behind(clause, line, at) : STR_NONE;

	if (behind != STR_NONE)
		context.service = clause->tokens[behind].service;
	context.security = port_sentence_security(clause->tokens, clause->count, at);
	draft =
		port_reader_add(reader, offset + token->begin, offset + token->end, token->value, source);
	draft->may_inherit = context.direction == PORT_ANY_WAY && context.service == NULL;
	port_reader_describe(reader, draft, &context);
	if (clause->group == 1)
		reader->drafts[reader->count - 2].fact.list = ++reader->list;
	draft->fact.list = clause->group > 0 ? reader->list : 0;
	draft->fact.near = context.service != NULL && context.one_service &&
					   (behind != STR_NONE || token->begin - context.service_end <=
												  (context.service->strict ? NEAR : FAR_BEFORE));
	if (behind != STR_NONE && is_last_before(clause, at, behind))
		clause->scope = behind + 1;
	clause->number = at;
	clause->group++;
}

static void take_host(
	struct port_reader *reader, const struct clause *clause, size_t at, size_t offset, bool is_code)
{
	const struct port_token *token = &clause->tokens[at];
	struct port_context context = port_context_of(clause->tokens, clause->scope, at);
	struct port_draft *draft;

	if (token->value == 0 || token->value > UINT16_MAX)
		return;
	draft = port_reader_add(reader, offset + token->begin, offset + token->end, token->value,
		is_code         ? PORT_IN_CODE
		: token->in_url ? PORT_IN_URL
						: PORT_AT_HOST);
	context.host = token->host;
	port_reader_describe(reader, draft, &context);
}

static bool is_port_word(const struct port_token *token)
{
	return token->kind == TOKEN_WORD && token->value == WORD_PORT;
}

static bool is_label(const struct port_token *tokens, size_t count, struct str line)
{
	size_t words = 0;

	for (size_t i = 0; i < count; i++)
		words += is_port_word(&tokens[i]);
	return words > 0 && line.len < 60 && str_find_char(line, ':', 0) != STR_NONE;
}

void port_prose_read(
	struct port_reader *reader, struct str line, size_t offset, enum port_source source)
{
	struct clause clause = {.word = STR_NONE, .number = STR_NONE};

	if (!port_tokens_may_have_number(line))
		return;
	clause.tokens = port_tokens(reader->scratch, reader->vocabulary, line, &clause.count);
	if (source == PORT_IN_PROSE && is_label(clause.tokens, clause.count, line))
		source = PORT_IN_LABEL;
	for (size_t i = 0; i < clause.count; i++) {
		const struct port_token *token = &clause.tokens[i];

		if (token->kind == TOKEN_HOST_PORT)
			take_host(reader, &clause, i, offset, source == PORT_IN_CODE);
		if (is_port_word(token) || token->kind == TOKEN_SENTENCE) {
			/* What was said of the numbers so far isn't said of those to come. */
			if (clause.number != STR_NONE && token->kind == TOKEN_SENTENCE)
				clause.scope = i + 1;
			else if (clause.number != STR_NONE && clause.scope <= clause.number)
				clause.scope = clause.number + 1;
			clause.word = is_port_word(token) ? i : STR_NONE;
			clause.number = STR_NONE;
			clause.group = 0;
		} else if (token->kind == TOKEN_NUMBER && source != PORT_IN_CODE && token->value > 0 &&
				   token->value <= UINT16_MAX && governs(&clause, i)) {
			take_number(reader, &clause, line, i, offset, source);
		}
	}
}
