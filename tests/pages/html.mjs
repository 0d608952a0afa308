// Every page through the Nu HTML checker: no error, no warning.

import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checker = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/vnu-jar/build/dist/vnu.jar');

// What the guides' authors wrote, or what the dialect prescribes to the letter, and why it stays.
const authors = [
	/appears to be written in/, // a guide that nobody has translated yet
	/skipping \d heading level|skipping 1 heading/, // a product's text that begins with a third-level heading
	/Consider using the “h1” element as a top-level heading only/, // `# Heading` in a body
	/Illegal character in fragment/, // the API console's own addresses: #/path/{name}#GET
	/Article lacks heading/, // a text without headings: its heading is the page's, above it
];

export async function checkHtml(site, report) {
	const run = spawnSync('java', ['-Xss8m', '-jar', checker, '--format', 'json', '--skip-non-html', site.folder],
		{ encoding: 'utf8', maxBuffer: 1 << 30 });
	const messages = JSON.parse(run.stderr).messages.filter((message) => message.type === 'error' || message.subType === 'warning')
		.filter((message) => !authors.some((pattern) => pattern.test(message.message)));
	const seen = new Map();
	for (const message of messages) {
		const line = `${message.message}: ${(message.extract ?? '').replace(/\s+/g, ' ').slice(0, 160)}`;
		const entry = seen.get(message.message) ?? { line, url: message.url.replace(/^.*\/build\/pages\//, ''), count: 0 };
		entry.count++;
		seen.set(message.message, entry);
	}
	report(`html on ${site.name}`, [...seen.values()].sort((a, b) => b.count - a.count)
		.map((entry) => `${entry.count} × ${entry.line} (${entry.url})`));
}
