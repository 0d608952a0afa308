#include "parse/port_context.h"

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
		} else if (token->kind == TOKEN_WORD && token->value == WORD_INCOMING) {
			context.direction = PORT_INCOMING;
		} else if (token->kind == TOKEN_WORD && token->value == WORD_OUTGOING) {
			context.direction = PORT_OUTGOING;
		}
	}
	return context;
}

uint8_t port_context_security(const struct port_token *tokens, size_t count, size_t at)
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

bool port_service_is_mail(const struct port_service *service)
{
	return service != NULL && service->strict;
}
