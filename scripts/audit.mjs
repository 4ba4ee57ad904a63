// Asks the registry what is known against the packages the program ships with. Fails on what is high or critical; where the registry
// cannot be asked, it says so and fails nothing.
//   node scripts/audit.mjs

import { spawnSync } from 'node:child_process';
import { root } from './install.mjs';

/**
 * @typedef {{ readonly name: string, readonly severity: string, readonly range?: string }} Vulnerability
 * @typedef {{ readonly asked: true, readonly grave: readonly Vulnerability[], readonly others: number } | { readonly asked: false, readonly reason: string }} Audit
 */

const GRAVE = ['high', 'critical'];

/**
 * @param {string} output of `npm audit --json`
 * @returns {Audit}
 */
export function readAudit(output) {
  /** @type {unknown} */
  let report;
  try {
    report = JSON.parse(output);
  } catch {
    return { asked: false, reason: 'npm printed no report' };
  }
  if (!isRecord(report)) return { asked: false, reason: 'npm printed no report' };
  const { vulnerabilities, error, message } = report;
  if (!isRecord(vulnerabilities)) {
    const told = [...(isRecord(error) ? [error['summary'], error['detail']] : []), message];
    const said = told.find((text) => typeof text === 'string' && text !== '');
    return { asked: false, reason: typeof said === 'string' ? said : 'the registry gave no answer' };
  }
  const all = /** @type {readonly Vulnerability[]} */ (/** @type {unknown} */ (Object.values(vulnerabilities)));
  const grave = all.filter(({ severity }) => GRAVE.includes(severity));
  return { asked: true, grave, others: all.length - grave.length };
}

/**
 * @param {unknown} value
 * @returns {value is Readonly<Record<string, unknown>>}
 */
function isRecord(value) {
  return typeof value === 'object' && value !== null;
}

/** @returns {string} */
function askRegistry() {
  const npm = process.env['npm_execpath'];
  const args = ['audit', '--omit=dev', '--json'];
  const options = /** @type {const} */ ({ cwd: root, encoding: 'utf8', timeout: 120_000 });
  const done = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
  return done.stdout ?? '';
}

if (import.meta.filename === process.argv[1]) {
  const audit = readAudit(askRegistry());
  if (!audit.asked) console.log(`DEPENDENCIES NOT AUDITED: ${audit.reason}`);
  else if (audit.grave.length === 0) {
    console.log(
      `dependencies audited: nothing high or critical${audit.others > 0 ? `, ${audit.others} below that` : ''}`,
    );
  } else {
    for (const { name, severity, range } of audit.grave) console.error(`${severity}: ${name} ${range ?? ''}`);
    process.exitCode = 1;
  }
}
