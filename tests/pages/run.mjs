// Holds the published pages to the standards of the web: the Nu HTML checker on every page, axe in
// Chromium on pages of every kind, Lighthouse on the main kinds. `node run.mjs html axe lighthouse`
// runs only those that are named. Ends with one line: N passed, N failed.

import { checkAccessibility } from './axe.mjs';
import { checkHtml } from './html.mjs';
import { checkLighthouse } from './lighthouse.mjs';
import { publishSites } from './sites.mjs';

const checks = { html: checkHtml, axe: checkAccessibility, lighthouse: checkLighthouse };
const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(checks);
const results = { passed: 0, failed: 0 };

function report(name, problems) {
	results[problems.length === 0 ? 'passed' : 'failed']++;
	console.log(`== ${name}: ${problems.length === 0 ? 'passed' : 'FAILED'}`);
	for (const problem of problems.slice(0, 60)) console.log(`  ${problem}`);
	if (problems.length > 60) console.log(`  and ${problems.length - 60} more`);
}

const sites = publishSites();
for (const name of wanted) {
	for (const site of sites) {
		try {
			await checks[name](site, report);
		} catch (error) {
			report(`${name} on ${site.name}`, [error.stack]);
		}
	}
}
console.log(`${results.passed} passed, ${results.failed} failed`);
process.exitCode = results.failed === 0 ? 0 : 1;
