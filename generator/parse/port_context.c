#include "parse/port_context.h"

/* From a word of security to the one that says that it is off. */
#define NEAR_OFF 30

static void take_host(struct port_context *context, const struct port_token *token)
{
	if (context->host.len > 0 && !str_equal(context->host, token->host))
		context->one_host = false;
	context->host = token->host;
}

struct port_context port_context_of(const struct port_token *tokens, size_t first, size_t last)
{
	struct port_context context = {.one_service = true, .one_host = true};

	for (size_t i = first; i < last; i++) {
		const struct port_token *token = &tokens[i];

		if (token->kind == TOKEN_SERVICE) {
			if (context.service != NULL && context.service != token->service)
				context.one_service = false;
			context.service = token->service;
			context.service_end = token->end;
		} else if (token->kind == TOKEN_HOST) {
			take_host(&context, token);
		} else if (port_token_is(token, WORD_INCOMING)) {
			context.direction = PORT_INCOMING;
		} else if (port_token_is(token, WORD_OUTGOING)) {
			context.direction = PORT_OUTGOING;
		}
	}
	return context;
}

static bool is_off(const struct port_token *token)
{
	return port_token_is(token, WORD_OFF) || port_token_is(token, WORD_NO);
}

/* Whether "off" stands beside the word of security, with nothing between that it may mean. */
static bool is_said_off(const struct port_token *tokens, size_t count, size_t at)
{
	for (size_t i = at + 1; i < count && tokens[i].kind == TOKEN_WORD; i++) {
		if (is_off(&tokens[i]))
			return tokens[i].begin - tokens[at].end <= NEAR_OFF;
	}
	for (size_t i = at; i > 0 && tokens[i - 1].kind == TOKEN_WORD; i--) {
		if (is_off(&tokens[i - 1]))
			return tokens[at].begin - tokens[i - 1].end <= NEAR_OFF;
	}
	return false;
}

static uint8_t security_at(const struct port_token *tokens, size_t count, size_t at)
{
	return is_said_off(tokens, count, at) ? (uint8_t)PORT_CLEAR : (uint8_t)tokens[at].value;
}

uint8_t port_context_security(const struct port_token *tokens, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (tokens[i].kind == TOKEN_SECURITY)
			return security_at(tokens, count, i);
	}
	return PORT_ANY_SECURITY;
}

/* Tokens `first` up to `last` are the sentence around one. */
struct sentence {
	const struct port_token *tokens;
	size_t first, last;
};

static struct sentence sentence_at(const struct port_token *tokens, size_t count, size_t at)
{
	struct sentence sentence = {tokens, at, at};

	while (sentence.first > 0 && tokens[sentence.first - 1].kind != TOKEN_SENTENCE)
		sentence.first--;
	while (sentence.last < count && tokens[sentence.last].kind != TOKEN_SENTENCE)
		sentence.last++;
	return sentence;
}

/* The first token of a kind from `from` on, or the sentence's end. */
static size_t find_kind(const struct sentence *sentence, size_t from, enum token_kind kind)
{
	while (from < sentence->last && sentence->tokens[from].kind != kind)
		from++;
	return from;
}

/* "993 or 143 (SSL)": what stands in brackets is said of the last number alone. */
static bool is_bracketed(const struct port_token *token, struct str line)
{
	return token->begin > 0 && (line.ptr[token->begin - 1] == '(' ||
								   (token->begin > 1 && line.ptr[token->begin - 2] == '('));
}

/* The word of security that is said of the number from behind it, or the sentence's end. */
static size_t security_behind(const struct sentence *sentence, size_t at, struct str line)
{
	size_t end = sentence->tokens[at].end;
	bool is_last = true;

	for (size_t i = at + 1; i < sentence->last; i++) {
		const struct port_token *token = &sentence->tokens[i];

		if (token->kind == TOKEN_SECURITY)
			return is_last || !is_bracketed(token, line) ? i : sentence->last;
		if (token->kind != TOKEN_NUMBER)
			continue;
		if (token->begin - end > PORT_BETWEEN)
			break;
		end = token->end;
		is_last = false;
	}
	return sentence->last;
}

uint8_t port_context_security_at(
	const struct port_token *tokens, size_t count, size_t at, struct str line)
{
	struct sentence sentence = sentence_at(tokens, count, at);
	size_t first = find_kind(&sentence, sentence.first, TOKEN_SECURITY), found = sentence.last;

	if (first < find_kind(&sentence, sentence.first, TOKEN_NUMBER)) {
		for (size_t i = first; i < at; i++)
			found = tokens[i].kind == TOKEN_SECURITY ? i : found;
	} else {
		found = security_behind(&sentence, at, line);
	}
	return found < sentence.last ? security_at(tokens, sentence.last, found)
								 : (uint8_t)PORT_ANY_SECURITY;
}

static bool is_direction(const struct port_token *token)
{
	return port_token_is(token, WORD_INCOMING) || port_token_is(token, WORD_OUTGOING);
}

bool port_context_direction_behind(
	const struct port_token *tokens, size_t count, size_t at, uint8_t *direction)
{
	struct sentence sentence = sentence_at(tokens, count, at);
	size_t first = find_kind(&sentence, sentence.first, TOKEN_NUMBER);
	bool closes = false;

	for (size_t i = sentence.first; i < sentence.last; i++) {
		if (tokens[i].kind == TOKEN_NUMBER)
			closes = false;
		if (i < first && is_direction(&tokens[i]))
			return false;
		closes = closes || is_direction(&tokens[i]);
	}
	if (!closes)
		return false;
	*direction = PORT_ANY_WAY;
	for (size_t i = at + 1; i < sentence.last && !port_token_is(&tokens[i], WORD_PORT); i++) {
		if (is_direction(&tokens[i])) {
			*direction = port_token_is(&tokens[i], WORD_INCOMING) ? PORT_INCOMING : PORT_OUTGOING;
			break;
		}
	}
	return true;
}
