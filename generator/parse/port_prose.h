#ifndef PORTOLAN_PARSE_PORT_PROSE_H
#define PORTOLAN_PARSE_PORT_PROSE_H

/*
 * The ports of a line of text: behind the word "port", in the lists that go on
 * from there, `587/tcp` and `UDP 6100`, and behind a host's colon. A line that
 * `<br>` cuts is several.
 */

#include "parse/port_reader.h"

/* `offset`: of the line's first byte in the source. */
void port_prose_read(
	struct port_reader *reader, struct str line, size_t offset, enum port_source source);

#endif
