#include "parse/port_reader.h"
#include "parse/table_check.h"

#define MOST_COLUMNS 16

/* What the head says of a column. */
struct column {
	bool is_port;     /* its numbers are ports */
	bool is_security; /* its cells say how a connection is secured */
	uint8_t security; /* of all its ports */
};

struct cell {
	struct str text;
	size_t offset; /* in the source */
	const struct port_token *tokens;
	size_t count;
};

struct table {
	struct port_reader *reader;
	struct column columns[MOST_COLUMNS];
	struct cell cells[MOST_COLUMNS]; /* of the present row */
	size_t count;                    /* of the present row */
	uint16_t row;
	uint8_t direction; /* of the row above, for label rows */
	const struct port_service *service;
	bool has_ports;
};

static bool has_word(const struct cell *cell, enum port_word word)
{
	for (size_t i = 0; i < cell->count; i++) {
		if (cell->tokens[i].kind == TOKEN_WORD && cell->tokens[i].value == (uint32_t)word)
			return true;
	}
	return false;
}

static bool has_number(const struct cell *cell)
{
	for (size_t i = 0; i < cell->count; i++) {
		if (cell->tokens[i].kind == TOKEN_NUMBER || cell->tokens[i].kind == TOKEN_HOST_PORT)
			return true;
	}
	return false;
}

static bool names_security(const struct cell *cell)
{
	for (size_t i = 0; i < cell->count; i++) {
		if (cell->tokens[i].kind == TOKEN_SECURITY)
			return true;
	}
	return false;
}

/* Cut the line at its pipes. */
static void read_cells(struct table *table, size_t line)
{
	struct str content = str_trim(line_content(table->reader->lines, line)), rest;
	size_t begin = 0;

	table->count = 0;
	rest = content;
	if (str_starts(rest, S("|")))
		begin = 1;
	for (size_t i = begin; i <= content.len && table->count < MOST_COLUMNS; i++) {
		struct cell *cell;

		if (i < content.len && content.ptr[i] == '\\') {
			i++;
			continue;
		}
		if (i < content.len && content.ptr[i] != '|')
			continue;
		if (i == content.len && str_trim(str_from(content, begin)).len == 0)
			break;
		cell = &table->cells[table->count++];
		cell->text = str_range(content.ptr + begin, content.ptr + i);
		cell->offset =
			table->reader->begin + (size_t)(cell->text.ptr - table->reader->lines->text.ptr);
		cell->tokens = port_tokens(
			table->reader->scratch, table->reader->vocabulary, cell->text, &cell->count);
		begin = i + 1;
	}
}

/* `Ports | SSL on | SSL off`: the first cell says what the numbers are, the others how they are
 * secured. */
static void read_head(struct table *table)
{
	bool matrix = table->count > 0 && has_word(&table->cells[0], WORD_PORT);

	for (size_t i = 0; i < table->count; i++) {
		const struct cell *cell = &table->cells[i];
		struct column *column = &table->columns[i];
		bool port = has_word(cell, WORD_PORT), security = names_security(cell);

		column->is_port = (i > 0 || !matrix) && (port || (matrix && security));
		column->is_security = security && !column->is_port;
		if (column->is_port && security)
			column->security = port_sentence_security(cell->tokens, cell->count, 0);
		table->has_ports = table->has_ports || column->is_port;
	}
	/* `Port | Security | Use`, or `Port` alone: numbers stand in the first column. */
	if (matrix && !table->has_ports) {
		table->columns[0].is_port = true;
		table->has_ports = true;
	}
}

/* "SSL/TLS", "Yes" or "No" in a column that asks for it. */
static uint8_t cell_security(const struct cell *cell)
{
	uint8_t security = port_sentence_security(cell->tokens, cell->count, 0);

	if (security == PORT_ANY_SECURITY && has_word(cell, WORD_YES))
		return PORT_TLS;
	if (security == PORT_ANY_SECURITY && (has_word(cell, WORD_NO) || has_word(cell, WORD_OFF)))
		return PORT_CLEAR;
	return security;
}

/* What the row says besides its ports. */
static struct port_context row_context(const struct table *table)
{
	struct port_context row = {.one_service = true};

	for (size_t i = 0; i < table->count; i++) {
		const struct cell *cell = &table->cells[i];
		struct port_context context;

		if (table->columns[i].is_port)
			continue;
		context = port_context_of(cell->tokens, 0, cell->count);
		if (!context.one_service)
			row.one_service = false;
		else if (row.service == NULL)
			row.service = context.service;
		else if (context.service != NULL && context.service != row.service)
			row.one_service = false;
		if (row.direction == PORT_ANY_WAY)
			row.direction = context.direction;
		if (row.host.len == 0)
			row.host = context.host;
		if (row.security == PORT_ANY_SECURITY &&
			(table->columns[i].is_security || names_security(cell)))
			row.security = cell_security(cell);
	}
	if (!row.one_service)
		row.service = NULL;
	return row;
}

/* One token that begins with a digit and is no port: `99939`, `993l`. */
static void check_range(const struct table *table, const struct cell *cell)
{
	struct str text = str_trim(cell->text);
	size_t begin, digits = 0;

	while (text.len > 0 && strchr("*`_", text.ptr[0]) != NULL)
		text = str_from(text, 1);
	while (text.len > 0 && strchr("*`_.", text.ptr[text.len - 1]) != NULL)
		text.len--;
	if (text.len == 0 || text.len > 20 || !ascii_is_digit(text.ptr[0]))
		return;
	for (size_t i = 0; i < text.len; i++) {
		if (!ascii_is_alnum(text.ptr[i]))
			return;
		digits += ascii_is_digit(text.ptr[i]);
	}
	if (digits == text.len && text.len <= 5 &&
		(text.len < 5 || str_compare(text, S("65535")) <= 0) && text.ptr[0] != '0')
		return;
	begin = cell->offset + (size_t)(text.ptr - cell->text.ptr);
	diagnostics_add(&table->reader->document->found, RULE_PORT_RANGE, table->reader->source->path,
		source_place(table->reader->source, begin, begin + text.len), "\"" STR_FMT "\" is no port",
		STR_ARG(text))
		->help = S("a port is a number from 1 to 65535");
}

static struct port_draft *add_fact(const struct table *table, const struct cell *cell,
	const struct port_token *token, const struct port_context *context, enum port_source source)
{
	struct port_draft *draft = port_reader_add(table->reader, cell->offset + token->begin,
		cell->offset + token->end, token->value, source);

	draft->fact.table = table->reader->table;
	draft->fact.row = table->row;
	port_reader_describe(table->reader, draft, context);
	draft->fact.near = context->service != NULL && context->one_service;
	return draft;
}

static bool is_port(const struct port_token *token)
{
	return token->kind == TOKEN_NUMBER && token->value > 0 && token->value <= UINT16_MAX;
}

static void read_port_cells(const struct table *table)
{
	struct port_context row = row_context(table);

	for (size_t i = 0; i < table->count; i++) {
		const struct cell *cell = &table->cells[i];

		if (!table->columns[i].is_port) {
			/* Text that names ports beside the column that holds them. */
			port_prose_read(table->reader, cell->text, cell->offset, PORT_IN_TABLE);
			continue;
		}
		check_range(table, cell);
		for (size_t j = 0; j < cell->count; j++) {
			struct port_context context = row;

			if (!is_port(&cell->tokens[j]))
				continue;
			if (table->columns[i].security != PORT_ANY_SECURITY)
				context.security = table->columns[i].security;
			add_fact(table, cell, &cell->tokens[j], &context, PORT_IN_TABLE);
		}
	}
}

/* `| Port | Enter port "465". |`: what it is about stands in the row or in those above. */
static void read_label_row(struct table *table)
{
	struct port_context row = row_context(table);
	bool label =
		table->count > 1 && has_word(&table->cells[0], WORD_PORT) && !has_number(&table->cells[0]);

	bool own_service = row.service != NULL;

	if (row.direction == PORT_ANY_WAY)
		row.direction = table->direction;
	else
		table->direction = row.direction;
	/* A row about both IMAP and POP leaves those below with neither. */
	if (!row.one_service)
		table->service = NULL;
	else if (row.service == NULL)
		row.service = table->service;
	else if (row.service->strict)
		table->service = row.service;
	for (size_t i = 0; i < table->count; i++) {
		const struct cell *cell = &table->cells[i];

		/* "use port 21 for FTP<br>use port 22 for SFTP": each clause has its own. */
		if (!label || i == 0 || (!row.one_service && has_word(cell, WORD_PORT))) {
			port_prose_read(table->reader, cell->text, cell->offset, PORT_IN_TABLE);
			continue;
		}
		for (size_t j = 0; j < cell->count; j++) {
			if (is_port(&cell->tokens[j]))
				add_fact(table, cell, &cell->tokens[j], &row, PORT_IN_LABEL)->fact.near =
					own_service;
			else if (cell->tokens[j].kind == TOKEN_HOST_PORT)
				add_fact(table, cell, &cell->tokens[j], &row, PORT_AT_HOST);
		}
	}
}

static bool may_have_number(const struct line_list *lines, size_t first, size_t last)
{
	return port_tokens_may_have_number(str_range(
		lines->text.ptr + lines->items[first].begin, lines->text.ptr + lines->items[last - 1].end));
}

void port_table_read(struct port_reader *reader, size_t first, size_t last)
{
	struct table table = {.reader = reader};
	bool head = true;

	reader->table++;
	if (!may_have_number(reader->lines, first, last))
		return;
	for (size_t i = first; i < last; i++) {
		if (table_is_delimiter(line_content(reader->lines, i)))
			continue;
		table.row++;
		read_cells(&table, i);
		if (head) {
			bool numbers = false;

			for (size_t j = 0; j < table.count; j++)
				numbers = numbers || has_number(&table.cells[j]);
			head = false;
			if (!numbers) {
				read_head(&table);
				continue;
			}
		}
		if (table.has_ports)
			read_port_cells(&table);
		else
			read_label_row(&table);
	}
}
