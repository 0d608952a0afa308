#ifndef PORTOLAN_PARSE_PORT_CODE_H
#define PORTOLAN_PARSE_PORT_CODE_H

/*
 * Ports that commands and settings name, in a line of code or in a code span:
 * `-p 22`, `--dport 993`, `Port 22`, `port: 80`, `EXPOSE 80`, `-p 80:80`.
 */

#include "parse/port_reader.h"

/* `offset`: of the code's first byte in the source. */
void port_code_read(struct port_reader *reader, struct str code, size_t offset);

#endif
