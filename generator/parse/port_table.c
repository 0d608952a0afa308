#include "parse/port_table.h"

#include "parse/port_prose.h"

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
	struct port_group above; /* what label rows have said so far */
	bool has_ports;
};

static bool has_word(const struct cell *cell, enum port_word word)
{
	for (size_t i = 0; i < cell->count; i++) {
		if (port_token_is(&cell->tokens[i], word))
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

/* Cut the row at its pipes. */
static void read_cells(struct table *table, struct str row)
{
	struct port_reader *reader = table->reader;
	struct str content = str_trim(row);
	size_t begin = str_starts(content, S("|"));

	table->count = 0;
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
		cell->offset = reader->begin + (size_t)(cell->text.ptr - reader->lines->text.ptr);
		cell->tokens = port_tokens(reader->scratch, reader->vocabulary, cell->text, &cell->count);
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
			column->security = port_context_security(cell->tokens, cell->count);
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
	uint8_t security = port_context_security(cell->tokens, cell->count);

	if (security == PORT_ANY_SECURITY && has_word(cell, WORD_YES))
		return PORT_TLS;
	if (security == PORT_ANY_SECURITY && (has_word(cell, WORD_NO) || has_word(cell, WORD_OFF)))
		return PORT_CLEAR;
	return security;
}

/* What the row says besides its ports. */
static struct port_context row_context(const struct table *table)
{
	struct port_context row = {.one_service = true, .one_host = true};

	for (size_t i = 0; i < table->count; i++) {
		const struct cell *cell = &table->cells[i];
		struct port_context context;

		if (table->columns[i].is_port)
			continue;
		context = port_context_of(cell->tokens, 0, cell->count);
		if (!context.one_service ||
			(row.service != NULL && context.service != NULL && context.service != row.service))
			row.one_service = false;
		else if (row.service == NULL)
			row.service = context.service;
		if (row.direction == PORT_ANY_WAY)
			row.direction = context.direction;
		if (context.host.len > 0) {
			row.one_host = row.one_host && context.one_host &&
						   (row.host.len == 0 || str_equal(row.host, context.host));
			row.host = context.host;
		}
		if (row.security == PORT_ANY_SECURITY &&
			(table->columns[i].is_security || names_security(cell)))
			row.security = cell_security(cell);
	}
	if (!row.one_service)
		row.service = NULL;
	return row;
}

/* One token that begins with a digit and is no port: `99939`, `993l`. False: there is none. */
static bool check_range(const struct table *table, const struct cell *cell)
{
	struct str text = str_trim(cell->text);
	size_t begin, digits = 0;

	while (text.len > 0 && strchr("*`_", text.ptr[0]) != NULL)
		text = str_from(text, 1);
	while (text.len > 0 && strchr("*`_.", text.ptr[text.len - 1]) != NULL)
		text.len--;
	if (text.len == 0 || text.len > 20 || !ascii_is_digit(text.ptr[0]))
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (!ascii_is_alnum(text.ptr[i]))
			return false;
		digits += ascii_is_digit(text.ptr[i]);
	}
	if (digits == text.len && text.len <= 5 &&
		(text.len < 5 || str_compare(text, S("65535")) <= 0) && text.ptr[0] != '0')
		return false;
	begin = cell->offset + (size_t)(text.ptr - cell->text.ptr);
	diagnostics_add(&table->reader->document->found, RULE_PORT_RANGE, table->reader->source->path,
		source_place(table->reader->source, begin, begin + text.len), "\"" STR_FMT "\" is no port",
		STR_ARG(text))
		->help = S("a port is a number from 1 to 65535");
	return true;
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

static bool is_number(const struct port_token *token)
{
	return token->kind == TOKEN_NUMBER && token->value > 0;
}

static void read_port_cell(
	const struct table *table, size_t column, const struct port_context *said)
{
	const struct cell *cell = &table->cells[column];
	struct port_context context = *said;

	if (table->columns[column].security != PORT_ANY_SECURITY)
		context.security = table->columns[column].security;
	if (check_range(table, cell))
		return;
	for (size_t i = 0; i < cell->count; i++) {
		if (is_number(&cell->tokens[i]))
			add_fact(table, cell, &cell->tokens[i], &context, PORT_IN_TABLE);
	}
}

static void read_port_cells(struct table *table)
{
	struct port_context row = row_context(table);

	for (size_t i = 0; i < table->count; i++) {
		if (table->columns[i].is_port)
			read_port_cell(table, i, &row);
		else
			/* Text that names ports beside the column that holds them. */
			port_prose_read(
				table->reader, table->cells[i].text, table->cells[i].offset, PORT_IN_TABLE);
	}
}

/*
 * The cells of a row that hold text: clauses of their own. What a single number
 * lacks, the rest of its row says.
 */
static void read_text_cells(struct table *table, const struct port_context *row, size_t first)
{
	struct port_reader *reader = table->reader;
	size_t before = reader->count;
	struct port_draft *draft;

	for (size_t i = first; i < table->count; i++) {
		if (!port_tokens_may_have_number(table->cells[i].text))
			continue;
		reader->group = port_group_empty();
		port_prose_read(reader, table->cells[i].text, table->cells[i].offset, PORT_IN_TABLE);
	}
	reader->group = port_group_empty();
	for (size_t i = before; i < reader->count; i++) {
		struct port_fact *fact = &reader->drafts[i].fact;

		fact->table = reader->table;
		fact->row = table->row;
		if (fact->host.len == 0 && row->one_host)
			fact->host = row->host;
	}
	if (reader->count != before + 1)
		return;
	draft = &reader->drafts[before];
	if (draft->fact.security == PORT_ANY_SECURITY)
		draft->fact.security = row->security;
	if (draft->may_inherit && row->one_service &&
		(row->service != NULL || row->direction != PORT_ANY_WAY)) {
		struct port_context context = *row;

		context.host = draft->fact.host;
		context.security = draft->fact.security;
		draft->may_inherit = false;
		port_reader_describe(reader, draft, &context);
		draft->fact.near = row->service != NULL;
	}
}

/* `| Port | Enter port "465". |`: what it is about stands in the row or in those above. */
static void read_label_row(struct table *table)
{
	struct port_context own = row_context(table), row = own;
	bool label =
		table->count > 1 && has_word(&table->cells[0], WORD_PORT) && !has_number(&table->cells[0]);

	table->above.apart = true;
	port_group_complete(&table->above, &row);
	port_group_add(&table->above, &own, label);
	/* "use port 21 for FTP<br>use port 22 for SFTP": each clause has its own. */
	if (!label || !own.one_service) {
		read_text_cells(table, &own, 0);
		return;
	}
	for (size_t i = 1; i < table->count; i++) {
		const struct cell *cell = &table->cells[i];

		for (size_t j = 0; j < cell->count; j++) {
			if (is_number(&cell->tokens[j]))
				add_fact(table, cell, &cell->tokens[j], &row, PORT_IN_LABEL)->fact.near =
					own.service != NULL;
			else if (cell->tokens[j].kind == TOKEN_HOST_PORT)
				add_fact(table, cell, &cell->tokens[j], &row, PORT_AT_HOST);
		}
	}
}

static bool may_state_port(const struct port_reader *reader, const struct str *rows, size_t count)
{
	struct str text;

	if (count == 0)
		return false;
	text = str_range(rows[0].ptr, rows[count - 1].ptr + rows[count - 1].len);
	return port_tokens_may_state_port(reader->vocabulary, text);
}

static bool row_has_number(const struct table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		if (has_number(&table->cells[i]))
			return true;
	}
	return false;
}

void port_table_read(struct port_reader *reader, const struct str *rows, size_t count)
{
	struct table table = {.reader = reader, .above = port_group_empty()};

	reader->table++;
	if (!may_state_port(reader, rows, count))
		return;
	/* What rows say is said of numbers in them and below. */
	while (count > 0 && !port_tokens_may_have_number(rows[count - 1]))
		count--;
	for (size_t i = 0; i < count; i++) {
		table.row++;
		read_cells(&table, rows[i]);
		if (i == 0 && !row_has_number(&table))
			read_head(&table);
		else if (table.has_ports)
			read_port_cells(&table);
		else
			read_label_row(&table);
	}
}
