#ifndef PORTOLAN_IMAGE_COLOUR_H
#define PORTOLAN_IMAGE_COLOUR_H

/*
 * From a file's colours to sRGB, by lcms2: what the smaller versions hold.
 * They carry no profile of their own: it would often be larger than the picture, and
 * sRGB is what browsers take a picture without one for.
 *
 * The source's colours are those of its ICC profile, else of its gamma and
 * chromaticities (PNG, W3C third edition, 11.3.2), else sRGB. A profile that
 * can't be read, or is for another kind of pixels, is as none. Intent is
 * relative colorimetric.
 */

#include "image/raster.h"

struct colour;

/* NULL: the pixels are sRGB already. */
struct colour *colour_begin(const struct pixels *pixels);

/* Rewrite a row in place; ink becomes opaque red, green and blue. */
void colour_row(struct colour *colour, uint8_t *row);

void colour_end(struct colour *colour);

/* The library's version: results may change with it. */
unsigned colour_version(void);

#endif
