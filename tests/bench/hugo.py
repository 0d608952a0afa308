"""The same guides for Hugo, with a theme of the features that every page of ours has: contents,
breadcrumb, language alternates, neighbours, highlighting, OpenGraph, structured data, the markdown
beside the page, feeds and sitemaps, and an index of all texts for searching in each language."""

import json
import os
import re

LAYOUTS = {
    "_default/baseof.html": """<!DOCTYPE html>
<html lang="{{ .Lang }}"><head><meta charset="utf-8"><title>{{ .Title }} - {{ site.Title }}</title>
<meta name="description" content="{{ .Description }}"><link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Lang }}" href="{{ .Permalink }}">
{{ end }}{{ with .PrevInSection }}<link rel="prev" href="{{ .RelPermalink }}">{{ end }}
{{ with .NextInSection }}<link rel="next" href="{{ .RelPermalink }}">{{ end }}
{{ template "_internal/opengraph.html" . }}{{ template "_internal/schema.html" . }}</head><body>
<nav>{{ range .AllTranslations }}<a href="{{ .RelPermalink }}" lang="{{ .Lang }}">{{ .Language.LanguageName }}</a>
{{ end }}</nav><nav><ol>{{ range .Ancestors.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ol></nav>{{ block "main" . }}{{ end }}</body></html>
""",
    "_default/single.html": """{{ define "main" }}<nav>{{ .TableOfContents }}</nav>
<article><h1>{{ .Title }}</h1>{{ .Content }}</article>
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
""",
    "_default/list.html": """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}
<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
""",
    "_default/single.md": "# {{ .Title }}\n\n{{ .RawContent }}",
    "index.json": """[{{ range $i, $page := .Site.RegularPages }}{{ if $i }},{{ end }}
{{ dict "title" .Title "url" .RelPermalink "text" .Plain | jsonify }}{{ end }}]
""",
}
CONFIG = """baseURL = "https://guides.example/"
title = "Guides"
defaultContentLanguage = "en-gb"
defaultContentLanguageInSubdir = true
enableInlineShortcodes = false
disableKinds = ["taxonomy", "term"]
[markup.goldmark.renderer]
unsafe = true
[markup.highlight]
noClasses = false
[outputs]
home = ["HTML", "RSS", "JSON"]
section = ["HTML", "RSS"]
page = ["HTML", "Markdown"]
[outputFormats.Markdown]
mediaType = "text/markdown"
isPlainText = true
[mediaTypes."text/markdown"]
suffixes = ["md"]
"""


def title_of(text, name):
    found = re.search(r"(?m)^title: *['\"]?(.+?)['\"]? *$", text[:2000])
    return found.group(1) if found else name


def make_site(content, room):
    """Writes the site into `room`/hugo; returns its folder."""
    site = os.path.join(room, "hugo")
    for path, text in LAYOUTS.items():
        os.makedirs(os.path.dirname(site + "/layouts/" + path), exist_ok=True)
        with open(site + "/layouts/" + path, "w", encoding="utf-8") as file:
            file.write(text)
    languages = set()
    for where, _, names in os.walk(content):
        for name in names:
            kind, _, locale = name[:-3].rpartition(".")
            if not name.endswith(".md") or kind not in ("guide", "product", "universe"):
                continue
            languages.add(locale)
            folder = site + "/content/" + os.path.relpath(where, content)
            os.makedirs(folder, exist_ok=True)
            with open(os.path.join(where, name), encoding="utf-8", errors="replace") as file:
                text = file.read()
            body = re.sub(r"(?s)\A\ufeff?---.*?\n---\s*\n", "", text).replace("{{", "{ {")
            target = "index" if kind == "guide" else "_index"
            with open("%s/%s.%s.md" % (folder, target, locale), "w", encoding="utf-8") as file:
                file.write("---\ntitle: %s\n---\n%s" % (json.dumps(title_of(text, name)), body))
    with open(site + "/config.toml", "w", encoding="utf-8") as file:
        file.write(CONFIG)
        for locale in sorted(languages | {"en-gb"}):
            file.write('[languages.%s]\nlanguageName = "%s"\nlanguageCode = "%s"\n' % (locale, locale, locale))
    return site
