import type { Cluster } from '../engine/objects.ts';
import { walkedLegs } from './walked-legs.ts';
import { printable } from './printable.ts';
import { formatMermaid } from './mermaid.ts';
import { type Fact, reportTrace } from './report-trace.ts';
import type { ReportLanguage } from './report-language.ts';
import { tellingWay } from './fold-ways.ts';
import type { Reported } from './result-line.ts';

/** A result for an incident or a pull request: facts, a table of hops, and the same as a diagram (GitHub Flavored Markdown). */
export function formatMarkdown(cluster: Cluster, reported: Reported, language: ReportLanguage): string {
  const { request, line, shown, link } = reported;
  const { words } = language;
  const name = line.id === undefined ? '' : `${text(line.id)}: `;
  if ('error' in line || request === undefined) {
    const { code, message } = 'error' in line ? line.error : { code: 'REQUEST_MALFORMED', message: '' };
    return `## ${name}${words.error}\n\n${text(message)} ${asCode(code)}\n`;
  }
  const bulleted = ({ about, text: said, code }: Fact): string =>
    `- ${words.labels[about]}: ${AS_CODE.has(about) ? asCode(said) : text(said)}${code === undefined ? '' : ` ${asCode(code)}`}`;
  const report = reportTrace(request, line, language);
  const way = shown ?? tellingWay(report.ways)?.shown;
  const legs = way === undefined ? [] : walkedLegs(cluster, way, language);
  const ends = report.ends.flatMap(({ share, facts }) => [
    ...(share === undefined ? [] : [`**${share}**`, '']),
    ...facts.map(bulleted),
    '',
  ]);
  const table = legs.flatMap(({ title, flow, hops }) => [
    `| **${title}** | ${asCode(flow)} |`,
    ...hops.map(({ place, what, changed }) => `| ${text(place)} | ${changed ? `**${text(what)}**` : text(what)} |`),
  ]);
  return [
    `## ${words.heading({ name, verdict: report.conditions.length === 0 ? report.verdict : words.conditional(report.verdict), from: asCode(report.source), to: asCode(report.target) })}`,
    '',
    ...(report.conditions.length === 0 ? [] : [...report.conditions.map(bulleted), '']),
    ...(report.unread.length === 0 ? [] : [...report.unread.map(bulleted), '']),
    ...ends,
    ...(report.facts.length === 0 ? [] : [...report.facts.map(bulleted), '']),
    `| ${words.table.where} | ${words.table.what} |`,
    '|---|---|',
    ...table,
    '',
    '```mermaid',
    formatMermaid(cluster, reported, language).trimEnd(),
    '```',
    '',
    ...(link === undefined ? [] : [`[${words.openLink}](${link})`, '']),
  ].join('\n');
}

const AS_CODE: ReadonlySet<Fact['about']> = new Set(['seeIt']);

/** Words from outside: nothing in them is Markdown, HTML or a mention. */
function text(words: string): string {
  return printable(words).replace(/[\\`*_{}[\]<>#|~@]/g, (sign) => `\\${sign}`);
}

/** As code; its own backticks are outnumbered (CommonMark 6.1). */
function asCode(words: string): string {
  const safe = printable(words).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${safe}\`` : `${fence} ${safe} ${fence}`;
}
