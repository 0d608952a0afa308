// The sites that are looked at: the content that ships and, where it stands beside the repository,
// the larger one.

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const shared = process.env.PORTOLAN_SHARED ?? join(project, '..', 'shared');

export const browserArguments = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
	'--disable-background-networking', '--disable-component-update', '--disable-sync'];
export const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

function publish(name, content) {
	const folder = join(project, 'build', 'pages', name);
	mkdirSync(dirname(folder), { recursive: true });
	const run = spawnSync(join(project, 'build', 'portolan'),
		['build', '-q', '--content', content, '--images', join(project, 'images'), '--theme', join(project, 'themes/default'),
			'--base-url', 'https://docs.example.org', '--out', folder], { encoding: 'utf8', cwd: project, maxBuffer: 1 << 28 });
	if (run.status > 1) throw new Error(run.stderr);
	return { name, folder };
}

export function publishSites() {
	const sites = [publish('shipped', join(project, 'content'))];
	const corpus = join(shared, 'corpus', 'pages');
	if (existsSync(corpus)) sites.push(publish('corpus', corpus));
	else console.log(`skipped: the larger content, ${corpus} isn't there`);
	return sites;
}

function walk(folder, found) {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		if (entry.isDirectory()) walk(join(folder, entry.name), found);
		else if (entry.name.endsWith('.html')) found.push(join(folder, entry.name));
	}
	return found;
}

// Paths of all HTML files, as a server has them: "/fr/emails/".
export function urlsOf(site) {
	return walk(site.folder, []).map((file) => `/${relative(site.folder, file)}`.replace(/index\.html$/, '')).sort();
}

// What each page says that it is: `p-is-guide` of its body.
export function kindOf(site, url) {
	const file = join(site.folder, url.endsWith('/') ? `${url}index.html` : url);
	return /<body class="p-is-([a-z0-9]+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 'other';
}

// `count` pages, as evenly over their kinds and over the alphabet as can be.
export function samplePages(site, count) {
	const kinds = new Map();
	for (const url of urlsOf(site)) {
		const kind = kindOf(site, url);
		kinds.set(kind, [...(kinds.get(kind) ?? []), url]);
	}
	const sample = new Set();
	for (let round = 0; sample.size < count && round < count; round++) {
		for (const urls of kinds.values()) {
			if (sample.size < count && round < urls.length) sample.add(urls[Math.floor((round * 7919) % urls.length)]);
		}
	}
	return [...sample];
}

export function run(program, ...programArguments) {
	return execFileSync(program, programArguments, { encoding: 'utf8', maxBuffer: 1 << 28 });
}
