#ifndef PORTOLAN_IMAGE_LIMITS_H
#define PORTOLAN_IMAGE_LIMITS_H

/*
 * What a picture may ask for. All of it is looked at before memory is taken:
 * a file of some kilobytes can claim to be a continent.
 */

/* Bytes of a file. */
#define LIMIT_BYTES ((size_t)64 * 1024 * 1024)
/* Pixels along a side, and in all, of a picture that is read row by row. */
#define LIMIT_SIDE   1000000
#define LIMIT_PIXELS ((uint64_t)100 * 1000 * 1000)
/* Pixels of a picture that lies in memory as a whole: interlaced, progressive, WebP. */
#define LIMIT_HELD ((uint64_t)16 * 1000 * 1000)
/* Pixels of a smaller version; encoders hold some forty bytes for each. */
#define LIMIT_VARIANT ((uint64_t)3 * 1000 * 1000)
/* Frames of an animation, chunks or blocks of a file. */
#define LIMIT_PARTS 100000
/* Passes over a progressive JPEG; libjpeg's own files have ten. */
#define LIMIT_SCANS 100

#endif
