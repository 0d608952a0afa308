/*
 * How alike two pictures look, decoded by our own decoders: one line a pair,
 * SSIM and PSNR (dB). SSIM is that of Wang, Bovik, Sheikh and Simoncelli, "Image
 * Quality Assessment", 2004, over windows of 8 × 8 grey pixels that overlap by half,
 * on white where they are transparent.
 *
 *     build/likeness A B [A B …]
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "image/decode.h"

#define WINDOW 8
#define STEP   4
#define C1     (0.01 * 255 * 0.01 * 255)
#define C2     (0.03 * 255 * 0.03 * 255)

struct grey {
	uint32_t width, height, rows;
	double *values;
};

static bool begin(void *context, const struct pixels *pixels)
{
	struct grey *grey = context;

	*grey = (struct grey){pixels->width, pixels->height, 0, NULL};
	grey->values = calloc((size_t)pixels->width * pixels->height, sizeof(double));
	return grey->values != NULL;
}

static void take_row(void *context, uint8_t *row)
{
	struct grey *grey = context;
	double *values = grey->values + (size_t)grey->rows++ * grey->width;

	for (uint32_t x = 0; x < grey->width; x++, row += PIXEL_BYTES) {
		double light = 0.299 * row[0] + 0.587 * row[1] + 0.114 * row[2];

		values[x] = (light * row[3] + 255.0 * (255 - row[3])) / 255;
	}
}

static struct grey read_grey(const char *path)
{
	struct buf bytes = BUF_EMPTY;
	struct grey grey = {0};
	struct picture picture;

	if (file_read(path, (size_t)1 << 28, &bytes) != 0)
		return grey;
	picture = picture_look(buf_str(&bytes));
	(void)decode_picture(
		buf_str(&bytes), &picture, 0, &(struct pixel_sink){begin, take_row, &grey});
	buf_release(&bytes);
	return grey;
}

static double window(const struct grey *a, const struct grey *b, uint32_t left, uint32_t top)
{
	double sum_a = 0, sum_b = 0, square_a = 0, square_b = 0, both = 0, count = 0;

	for (uint32_t y = top; y < top + WINDOW && y < a->height; y++) {
		for (uint32_t x = left; x < left + WINDOW && x < a->width; x++, count++) {
			double p = a->values[(size_t)y * a->width + x], q = b->values[(size_t)y * a->width + x];

			sum_a += p;
			sum_b += q;
			square_a += p * p;
			square_b += q * q;
			both += p * q;
		}
	}
	sum_a /= count;
	sum_b /= count;
	square_a = square_a / count - sum_a * sum_a;
	square_b = square_b / count - sum_b * sum_b;
	both = both / count - sum_a * sum_b;
	return (2 * sum_a * sum_b + C1) * (2 * both + C2) /
		   ((sum_a * sum_a + sum_b * sum_b + C1) * (square_a + square_b + C2));
}

static void compare(const struct grey *a, const struct grey *b)
{
	double similar = 0, apart = 0, windows = 0;
	size_t count = (size_t)a->width * a->height;

	for (uint32_t y = 0; y == 0 || y + WINDOW <= a->height; y += STEP) {
		for (uint32_t x = 0; x == 0 || x + WINDOW <= a->width; x += STEP, windows++)
			similar += window(a, b, x, y);
	}
	for (size_t i = 0; i < count; i++)
		apart += (a->values[i] - b->values[i]) * (a->values[i] - b->values[i]);
	printf("%.5f %.2f\n", similar / windows,
		apart <= 0 ? 99.0 : 10 * log10(255.0 * 255.0 / (apart / (double)count)));
}

int main(int count, char **arguments)
{
	for (int i = 1; i + 1 < count; i += 2) {
		struct grey a = read_grey(arguments[i]), b = read_grey(arguments[i + 1]);

		if (a.values != NULL && b.values != NULL && a.width == b.width && a.height == b.height)
			compare(&a, &b);
		else
			printf("0 0\n");
		free(a.values);
		free(b.values);
	}
	return 0;
}
