// Lighthouse on one page of each main kind: all of accessibility, best practices, SEO; nearly all of performance.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';
import { serve } from './server.mjs';
import { browserArguments, browserPath, kindOf, urlsOf } from './sites.mjs';

const floors = { accessibility: 100, 'best-practices': 100, seo: 100, performance: 99 };
const kinds = ['home', 'product', 'guide', 'search'];

function problemsOf(result) {
	const problems = [];
	for (const [category, floor] of Object.entries(floors)) {
		const score = Math.round(result.categories[category].score * 100);
		if (score >= floor) continue;
		const bad = result.categories[category].auditRefs.map((reference) => result.audits[reference.id])
			.filter((audit) => audit.score !== null && audit.score < 0.9).map((audit) => `${audit.id} ${audit.displayValue ?? ''}`);
		problems.push(`${category} ${score} < ${floor}: ${bad.join(', ')}`);
	}
	return problems;
}

// A shared machine may be slow for a moment: the best of three counts.
async function look(address) {
	let problems = [];
	for (let attempt = 0; attempt < 3; attempt++) {
		const browser = await puppeteer.launch({ executablePath: browserPath, args: browserArguments });
		const port = Number(new URL(browser.wsEndpoint()).port);
		const run = await lighthouse(address, { port, onlyCategories: Object.keys(floors), logLevel: 'silent' });
		await browser.close();
		problems = problemsOf(run.lhr);
		if (problems.length === 0) break;
	}
	return problems;
}

// A content may lack pictures: a page that asks for one in vain says so in the browser's console.
function isWhole(site, url) {
	return !/<img src="(?!\/|https:)/.test(readFileSync(join(site.folder, url, 'index.html'), 'utf8'));
}

export async function checkLighthouse(site, report) {
	const server = await serve(site.folder);
	const urls = urlsOf(site);
	for (const kind of kinds) {
		const url = urls.find((candidate) => kindOf(site, candidate) === kind && isWhole(site, candidate));
		if (url === undefined) report(`lighthouse on ${site.name}: ${kind}`, ['there is no such page']);
		else report(`lighthouse on ${site.name}: ${kind} ${url}`, await look(server.origin + encodeURI(url)));
	}
	server.close();
}
