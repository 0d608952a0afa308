// A static host as teams use one: gzip, a policy, hashed names cached for ever, 404.html.

import { createServer } from 'node:http';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const types = { '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
	'.json': 'application/json; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png', '.jpg': 'image/jpeg',
	'.gif': 'image/gif', '.webp': 'image/webp', '.xml': 'application/xml; charset=utf-8', '.txt': 'text/plain; charset=utf-8',
	'.md': 'text/markdown; charset=utf-8' };
const compressible = new Set(['.html', '.css', '.js', '.json', '.svg', '.xml', '.txt', '.md']);

export const policy = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

function answer(folder, request, response) {
	let path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
	let file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
	let status = 200;
	if (!existsSync(file) || statSync(file).isDirectory()) {
		file = join(folder, '404.html');
		status = 404;
	}
	const extension = extname(file);
	const headers = { 'Content-Type': types[extension] ?? 'application/octet-stream', 'Content-Security-Policy': policy,
		'X-Content-Type-Options': 'nosniff', 'Cache-Control': /[.-][0-9a-f]{8,}\./.test(file) ? 'max-age=31536000, immutable' : 'max-age=600' };
	let body = readFileSync(file);
	if (compressible.has(extension)) {
		body = gzipSync(body);
		headers['Content-Encoding'] = 'gzip';
	}
	response.writeHead(status, { ...headers, 'Content-Length': body.length });
	response.end(request.method === 'HEAD' ? undefined : body);
}

export async function serve(folder) {
	const server = createServer((request, response) => answer(folder, request, response));
	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
