#ifndef PORTOLAN_PARSE_PORT_TABLE_H
#define PORTOLAN_PARSE_PORT_TABLE_H

/*
 * The ports of a table: of a matrix (`Ports | SSL on | SSL off`), of columns
 * that are called Port, of label rows (`| Port | 993 |`), and of other cells.
 */

#include "parse/port_reader.h"

/* The table's rows, without that of its hyphens; a row's text may hold line ends. */
void port_table_read(struct port_reader *reader, const struct str *rows, size_t count);

#endif
