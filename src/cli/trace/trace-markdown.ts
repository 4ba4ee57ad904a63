import type { Cluster } from '../../engine/objects.ts';
import { REPORT } from '../../narration/en/cli/report.ts';
import { walkedLegs } from './format-hops.ts';
import { printable } from '../terminal/terminal.ts';
import { formatMermaid } from './trace-mermaid.ts';
import { type Fact, reportTrace } from './trace-report.ts';
import { tellingWay } from './trace-ways.ts';
import type { Reported } from './result-line.ts';

/** A result for an incident or a pull request: facts, a table of hops, and the same as a diagram (GitHub Flavored Markdown). */
export function formatMarkdown(cluster: Cluster, { request, line }: Reported): string {
  const name = line.id === undefined ? '' : `${text(line.id)}: `;
  if ('error' in line || request === undefined) {
    const { code, message } = 'error' in line ? line.error : { code: 'REQUEST_MALFORMED', message: '' };
    return `## ${name}${REPORT.error(code)}\n\n${text(message)}\n`;
  }
  const report = reportTrace(request, line);
  const way = tellingWay(report.ways);
  const legs = way === undefined ? [] : walkedLegs(cluster, way.shown);
  const ends = report.ends.flatMap(({ share, facts }) => [
    ...(share === undefined ? [] : [`**${share}**`, '']),
    ...facts.map(bullet),
    '',
  ]);
  const table = legs.flatMap(({ title, flow, hops }) => [
    `| **${title}** | ${code(flow)} |`,
    ...hops.map(({ place, what, changed }) => `| ${text(place)} | ${changed ? `**${text(what)}**` : text(what)} |`),
  ]);
  return [
    `## ${REPORT.heading({ name, verdict: report.verdict, from: code(report.source), to: code(report.target) })}`,
    '',
    ...(report.unread.length === 0 ? [] : [...report.unread.map(bullet), '']),
    ...ends,
    ...(report.facts.length === 0 ? [] : [...report.facts.map(bullet), '']),
    `| ${REPORT.table.where} | ${REPORT.table.what} |`,
    '|---|---|',
    ...table,
    '',
    '```mermaid',
    formatMermaid(cluster, { request, line }).trimEnd(),
    '```',
    '',
  ].join('\n');
}

const AS_CODE: ReadonlySet<Fact['about']> = new Set(['seeIt']);

function bullet({ about, text: said }: Fact): string {
  return `- ${REPORT.labels[about]}: ${AS_CODE.has(about) ? code(said) : text(said)}`;
}

/** Words from outside: nothing in them is Markdown, HTML or a mention. */
function text(words: string): string {
  return printable(words).replace(/[\\`*_{}[\]<>#|~@]/g, (sign) => `\\${sign}`);
}

/** As code; its own backticks are outnumbered (CommonMark 6.1). */
function code(words: string): string {
  const safe = printable(words).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${safe}\`` : `${fence} ${safe} ${fence}`;
}
