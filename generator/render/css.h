#ifndef PORTOLAN_RENDER_CSS_H
#define PORTOLAN_RENDER_CSS_H

/*
 * Shortens a stylesheet (CSS Syntax Level 3) without reading what it means:
 * comments go, but for those that begin with `!` (licences), and so does white
 * space where none is needed whatever stands around. Strings stay as they are.
 */

#include "base/buf.h"

void css_shorten(struct str css, struct buf *out);

#endif
