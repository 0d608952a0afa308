#include "image/resize.h"

#include <math.h>
#include <stdlib.h>

#include "base/fatal.h"

#define LOBES 3.0
#define PI    3.14159265358979323846

/* The four channels of a pixel at once: one register on every machine with SIMD. */
typedef float pixel4 __attribute__((vector_size(16)));

/* For each result pixel of one direction: where its sources begin, and their weights. */
struct weights {
	uint32_t *first;
	uint32_t taps; /* of every pixel; unused ones at the end weigh nothing */
	float *values; /* `taps` for each pixel */
};

struct resize {
	uint32_t width, height;
	struct raster out;
	struct weights across, down;
	pixel4 *line;       /* the source row, multiplied by alpha */
	pixel4 *ring;       /* the last `down.taps` rows, already narrow */
	pixel4 **wanted;    /* rows of the ring for one result row */
	uint32_t rows;      /* that came */
	uint32_t rows_done; /* of the result */
};

static void *allocate(size_t count, size_t size)
{
	void *memory = NULL;

	if (count > SIZE_MAX / size || posix_memalign(&memory, 64, count * size + 64) != 0)
		fatal_memory();
	return memory;
}

static double lanczos(double x)
{
	if (fabs(x) < 1e-9)
		return 1;
	if (fabs(x) >= LOBES)
		return 0;
	return LOBES * sin(PI * x) * sin(PI * x / LOBES) / (PI * PI * x * x);
}

/* What lies over the edge counts for the outermost pixel. */
static void weigh(struct weights *weights, uint32_t at, double scale, uint32_t from)
{
	double centre = ((double)at + 0.5) * scale - 0.5, sum = 0;
	int64_t begin = (int64_t)ceil(centre - LOBES * scale);
	int64_t end = (int64_t)floor(centre + LOBES * scale);
	int64_t first = begin < 0 ? 0 : begin, last = (int64_t)from - 1;
	float *values = weights->values + (size_t)at * weights->taps;

	if (first + weights->taps > from)
		first = (int64_t)from - weights->taps;
	for (int64_t i = begin; i <= end; i++)
		sum += lanczos(((double)i - centre) / scale);
	for (int64_t i = begin; i <= end; i++) {
		int64_t inside = i < 0 ? 0 : i > last ? last : i;

		values[inside - first] += (float)(lanczos(((double)i - centre) / scale) / sum);
	}
	weights->first[at] = (uint32_t)first;
}

static struct weights weights_make(uint32_t from, uint32_t to)
{
	double scale = (double)from / to;
	uint32_t taps = (uint32_t)ceil(2 * LOBES * scale) + 1;
	struct weights weights = {.taps = taps < from ? taps : from};

	weights.first = allocate(to, sizeof(*weights.first));
	weights.values = calloc((size_t)to * weights.taps, sizeof(*weights.values));
	if (weights.values == NULL)
		fatal_memory();
	for (uint32_t i = 0; i < to; i++)
		weigh(&weights, i, scale, from);
	return weights;
}

static void weights_release(struct weights *weights)
{
	free(weights->first);
	free(weights->values);
}

struct resize *resize_begin(uint32_t width, uint32_t height, uint32_t to_width, uint32_t to_height)
{
	struct resize *resize = allocate(1, sizeof(*resize));

	*resize = (struct resize){
		.width = width,
		.height = height,
		.out = raster_make(to_width, to_height),
		.across = weights_make(width, to_width),
		.down = weights_make(height, to_height),
		.line = allocate(width, sizeof(pixel4)),
	};
	resize->ring = allocate((size_t)resize->down.taps * to_width, sizeof(pixel4));
	resize->wanted = allocate(resize->down.taps, sizeof(*resize->wanted));
	return resize;
}

static void unpack(pixel4 *line, const uint8_t *row, uint32_t width)
{
	for (uint32_t x = 0; x < width; x++, row += PIXEL_BYTES) {
		pixel4 pixel = {row[0], row[1], row[2], row[3]};
		float alpha = (float)row[3] * (1 / 255.0F);

		line[x] = pixel * (pixel4){alpha, alpha, alpha, 1};
	}
}

/* Two sums, so that one addition need not wait for the other. */
static pixel4 narrow(const pixel4 *sources, const float *values, uint32_t taps)
{
	pixel4 even = {0}, odd = {0};
	uint32_t i = 0;

	for (; i + 1 < taps; i += 2) {
		even += sources[i] * values[i];
		odd += sources[i + 1] * values[i + 1];
	}
	if (i < taps)
		even += sources[i] * values[i];
	return even + odd;
}

static uint8_t to_byte(float value)
{
	return value <= 0 ? 0 : value >= 255 ? 255 : (uint8_t)value;
}

static void pack(uint8_t *out, pixel4 pixel)
{
	float alpha = pixel[3];

	if (alpha < 0.5F) {
		out[0] = out[1] = out[2] = out[3] = 0;
		return;
	}
	if (alpha < 254.5F)
		pixel *= (pixel4){255 / alpha, 255 / alpha, 255 / alpha, 1};
	/* To the nearest. */
	pixel += (pixel4){0.5F, 0.5F, 0.5F, 0.5F};
	for (int i = 0; i < PIXEL_BYTES; i++)
		out[i] = to_byte(pixel[i]);
}

static pixel4 *ring_row(const struct resize *resize, uint32_t row)
{
	return resize->ring + (size_t)(row % resize->down.taps) * resize->out.width;
}

static void make_row(struct resize *resize)
{
	uint32_t first = resize->down.first[resize->rows_done], taps = resize->down.taps;
	const float *values = resize->down.values + (size_t)resize->rows_done * taps;
	uint8_t *out = raster_row(&resize->out, resize->rows_done);

	for (uint32_t i = 0; i < taps; i++)
		resize->wanted[i] = ring_row(resize, first + i);
	for (uint32_t x = 0; x < resize->out.width; x++) {
		pixel4 even = {0}, odd = {0};
		uint32_t i = 0;

		for (; i + 1 < taps; i += 2) {
			even += resize->wanted[i][x] * values[i];
			odd += resize->wanted[i + 1][x] * values[i + 1];
		}
		if (i < taps)
			even += resize->wanted[i][x] * values[i];
		pack(out + (size_t)x * PIXEL_BYTES, even + odd);
	}
	resize->rows_done++;
}

void resize_row(struct resize *resize, const uint8_t *row)
{
	pixel4 *into = ring_row(resize, resize->rows);

	if (resize->rows == resize->height)
		return;
	unpack(resize->line, row, resize->width);
	for (uint32_t x = 0; x < resize->out.width; x++)
		into[x] = narrow(resize->line + resize->across.first[x],
			resize->across.values + (size_t)x * resize->across.taps, resize->across.taps);
	resize->rows++;
	while (resize->rows_done < resize->out.height &&
		   resize->down.first[resize->rows_done] + resize->down.taps <= resize->rows)
		make_row(resize);
}

struct raster resize_end(struct resize *resize)
{
	struct raster out = resize->out;

	weights_release(&resize->across);
	weights_release(&resize->down);
	free(resize->line);
	free(resize->ring);
	free(resize->wanted);
	free(resize);
	return out;
}
