#include "preview/media_type.h"

#include "base/path.h"

static const struct {
	struct str extension;
	const char *type;
} rows[] = {
	{S_INIT("html"), "text/html; charset=utf-8"},
	{S_INIT("css"), "text/css; charset=utf-8"},
	{S_INIT("js"), "text/javascript; charset=utf-8"},
	{S_INIT("mjs"), "text/javascript; charset=utf-8"},
	{S_INIT("json"), "application/json; charset=utf-8"},
	{S_INIT("webmanifest"), "application/manifest+json; charset=utf-8"},
	{S_INIT("xml"), "application/xml; charset=utf-8"},
	{S_INIT("atom"), "application/atom+xml; charset=utf-8"},
	{S_INIT("md"), "text/markdown; charset=utf-8"},
	{S_INIT("txt"), "text/plain; charset=utf-8"},
	{S_INIT("csv"), "text/csv; charset=utf-8"},
	{S_INIT("map"), "text/plain; charset=utf-8"},
	{S_INIT("svg"), "image/svg+xml"},
	{S_INIT("png"), "image/png"},
	{S_INIT("jpg"), "image/jpeg"},
	{S_INIT("jpeg"), "image/jpeg"},
	{S_INIT("gif"), "image/gif"},
	{S_INIT("webp"), "image/webp"},
	{S_INIT("avif"), "image/avif"},
	{S_INIT("bmp"), "image/bmp"},
	{S_INIT("ico"), "image/vnd.microsoft.icon"},
	{S_INIT("mp4"), "video/mp4"},
	{S_INIT("webm"), "video/webm"},
	{S_INIT("woff2"), "font/woff2"},
	{S_INIT("pdf"), "application/pdf"},
	{S_INIT("zip"), "application/zip"},
	{S_INIT("gz"), "application/gzip"},
};

const char *media_type(struct str path)
{
	struct str extension = path_extension(path);

	for (size_t i = 0; i < COUNT(rows); i++) {
		if (str_equal_nocase(extension, rows[i].extension))
			return rows[i].type;
	}
	return extension.len == 0 ? "text/plain; charset=utf-8" : "application/octet-stream";
}
