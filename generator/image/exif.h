#ifndef PORTOLAN_IMAGE_EXIF_H
#define PORTOLAN_IMAGE_EXIF_H

/*
 * The orientation out of a TIFF header with its first directory, as Exif 2.32
 * has it (tag 0x0112): 1 to 8, 1 when nothing is said or it can't be read.
 * 5 to 8 turn the picture by a quarter.
 */

#include "base/str.h"

unsigned exif_orientation(struct str tiff);

#endif
