#include "image/colour.h"

#include <lcms2.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fatal.h"

/* A display's profile has some kilobytes, a printer's some hundred. */
#define LARGEST_PROFILE ((size_t)4 * 1024 * 1024)
#define SRGB_GAMMA      0.45455
/* Nearer, nobody sees a difference. */
#define GAMMA_NEAR 0.005

/* Grey in the first of four bytes. */
#define GREY_OF_FOUR (COLORSPACE_SH(PT_GRAY) | EXTRA_SH(3) | CHANNELS_SH(1) | BYTES_SH(1))

struct colour {
	uint32_t width;
	bool ink;
	cmsHTRANSFORM transform; /* NULL: ink by rule of thumb */
};

static bool is_srgb(cmsHPROFILE profile)
{
	char name[64] = "";

	cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", name, sizeof(name));
	return strncmp(name, "sRGB", 4) == 0;
}

static cmsHPROFILE profile_of_gamma(const struct pixels *pixels)
{
	const double *at = pixels->chromaticities;
	cmsCIExyY white = {0.3127, 0.3290, 1};
	cmsCIExyYTRIPLE primaries = {{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}};
	cmsToneCurve *curve, *curves[3];
	cmsHPROFILE profile;

	if (at[1] > 0 && at[3] > 0 && at[5] > 0 && at[7] > 0) {
		white = (cmsCIExyY){at[0], at[1], 1};
		primaries = (cmsCIExyYTRIPLE){{at[2], at[3], 1}, {at[4], at[5], 1}, {at[6], at[7], 1}};
	}
	curve = cmsBuildGamma(NULL, 1 / pixels->gamma);
	if (curve == NULL)
		return NULL;
	curves[0] = curves[1] = curves[2] = curve;
	profile = cmsCreateRGBProfile(&white, &primaries, curves);
	cmsFreeToneCurve(curve);
	return profile;
}

static cmsHPROFILE profile_of(const struct pixels *pixels)
{
	if (pixels->profile.len > 0 && pixels->profile.len <= LARGEST_PROFILE)
		return cmsOpenProfileFromMem(pixels->profile.ptr, (cmsUInt32Number)pixels->profile.len);
	if (!pixels->ink && pixels->gamma > 0.01 && pixels->gamma < 10 &&
		fabs(pixels->gamma - SRGB_GAMMA) > GAMMA_NEAR)
		return profile_of_gamma(pixels);
	return NULL;
}

/* The form of our four bytes under a profile; 0: it is for other pixels. */
static cmsUInt32Number form_for(cmsHPROFILE profile, bool ink)
{
	switch (cmsGetColorSpace(profile)) {
	case cmsSigRgbData: return ink ? 0 : TYPE_RGBA_8;
	case cmsSigGrayData: return ink ? 0 : GREY_OF_FOUR;
	case cmsSigCmykData: return ink ? TYPE_CMYK_8 : 0;
	default: return 0;
	}
}

static cmsHTRANSFORM transform_of(const struct pixels *pixels)
{
	cmsHPROFILE from = profile_of(pixels), to;
	cmsUInt32Number form = from == NULL ? 0 : form_for(from, pixels->ink);
	cmsHTRANSFORM transform = NULL;

	if (form != 0 && !is_srgb(from)) {
		to = cmsCreate_sRGBProfile();
		transform =
			cmsCreateTransform(from, form, to, TYPE_RGBA_8, INTENT_RELATIVE_COLORIMETRIC, 0);
		cmsCloseProfile(to);
	}
	if (from != NULL)
		cmsCloseProfile(from);
	return transform;
}

struct colour *colour_begin(const struct pixels *pixels)
{
	cmsHTRANSFORM transform = transform_of(pixels);
	struct colour *colour;

	if (transform == NULL && !pixels->ink)
		return NULL;
	colour = malloc(sizeof(*colour));
	if (colour == NULL)
		fatal_memory();
	*colour = (struct colour){pixels->width, pixels->ink, transform};
	return colour;
}

/* Without a profile nobody knows the ink: each one takes away its part of white. */
static void dry(uint8_t *row, uint32_t width)
{
	for (uint32_t x = 0; x < width; x++, row += PIXEL_BYTES) {
		unsigned light = 255u - row[3];

		for (int i = 0; i < 3; i++)
			row[i] = (uint8_t)(((255u - row[i]) * light + 127) / 255);
	}
}

void colour_row(struct colour *colour, uint8_t *row)
{
	/* In place: the transform leaves the fourth byte alone. */
	if (colour->transform != NULL)
		cmsDoTransform(colour->transform, row, row, colour->width);
	else
		dry(row, colour->width);
	for (uint32_t x = 0; colour->ink && x < colour->width; x++)
		row[x * PIXEL_BYTES + 3] = 255;
}

void colour_end(struct colour *colour)
{
	if (colour == NULL)
		return;
	if (colour->transform != NULL)
		cmsDeleteTransform(colour->transform);
	free(colour);
}

unsigned colour_version(void)
{
	return (unsigned)cmsGetEncodedCMMversion();
}
