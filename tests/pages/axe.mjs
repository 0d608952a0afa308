// axe in Chromium: pages of every kind, light and dark, phone and desktop.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import puppeteer from 'puppeteer-core';
import { serve } from './server.mjs';
import { browserArguments, browserPath, samplePages } from './sites.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const viewports = [{ width: 390, height: 844, isMobile: true, hasTouch: true }, { width: 1440, height: 900 }];
const count = 50;
// What authors wrote: a text that begins with a third-level heading.
const authors = new Set(['heading-order']);

async function violations(page) {
	await page.evaluate(axe);
	return page.evaluate(async () => {
		const result = await globalThis.axe.run(document, { resultTypes: ['violations'],
			runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
		return result.violations.map((violation) => `${violation.id}: ${violation.nodes.length} × ${violation.nodes[0].html.slice(0, 160)}`);
	});
}

export async function checkAccessibility(site, report) {
	const server = await serve(site.folder);
	const browser = await puppeteer.launch({ executablePath: browserPath, args: browserArguments });
	const problems = new Map();
	let looks = 0;
	for (const url of samplePages(site, count)) {
		for (const viewport of viewports) {
			for (const scheme of ['light', 'dark']) {
				const page = await browser.newPage();
				await page.setBypassCSP(true);
				await page.setViewport(viewport);
				await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }, { name: 'prefers-reduced-motion', value: 'reduce' }]);
				await page.goto(server.origin + encodeURI(url), { waitUntil: 'load' });
				for (const found of await violations(page)) {
					const key = found.split(':')[0];
					if (!authors.has(key) && !problems.has(key)) problems.set(key, `${url} ${scheme} ${viewport.width}: ${found}`);
				}
				looks++;
				await page.close();
			}
		}
	}
	await browser.close();
	server.close();
	report(`axe on ${site.name}: ${looks} looks`, [...problems.values()]);
}
