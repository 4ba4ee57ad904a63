import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { closeBrowsers, launch } from './browser.ts';
import { formatDocument, formatTable } from './report.ts';
import type { RowOptions, RowResult } from './row.ts';
import { measureCommandReach, measureCommandTrace } from './row-command.ts';
import { measureImport } from './row-import.ts';
import { measureLines } from './row-lines.ts';
import { measureLink } from './row-link.ts';
import { measureOpening } from './row-open.ts';
import { measurePackets } from './row-packets.ts';
import { measureOverview, measureReading } from './row-pan.ts';
import { measureReach } from './row-reach.ts';
import { measureEdit, measureFirstTrace, measureTrace } from './row-scale.ts';
import { measureStory } from './row-story.ts';

/** Both of its parts: among all pairs, and as people call it. */
function measureReaching(options: RowOptions): RowResult {
  const [first, second] = [measureReach(options), measureCommandReach(options)];
  return { findings: [...first.findings, ...second.findings], notes: [...first.notes, ...second.notes] };
}

type MeasureRow = (options: RowOptions) => RowResult | Promise<RowResult>;

const ROWS: ReadonlyMap<number, MeasureRow> = new Map<number, MeasureRow>([
  [1, measurePackets],
  [2, measureOverview],
  [3, measureReading],
  [4, measureOpening],
  [5, measureImport],
  [6, measureFirstTrace],
  [7, measureTrace],
  [8, measureEdit],
  [9, measureReaching],
  [10, measureLink],
  [11, measureCommandTrace],
  [12, measureStory],
  [13, measureLines],
]);

export interface Benchmark extends RowOptions {
  /** Which rows; absent: all, and then docs/performance.md is written. */
  readonly rows?: readonly number[];
  /** The project's folder. */
  readonly root: string;
}

/** Measures, prints the table, and writes the document when nothing was left out. Resolves to whether every target was met. */
export async function run(benchmark: Benchmark): Promise<boolean> {
  const chosen = benchmark.rows ?? [...ROWS.keys()];
  const unknown = chosen.filter((row) => !ROWS.has(row));
  if (unknown.length > 0) throw new Error(`No row ${unknown.join(', ')}; there are ${[...ROWS.keys()].join(', ')}.`);
  const results: RowResult[] = [];
  for (const row of chosen) {
    console.log(`Row ${row}`);
    results.push(await measureRow(row, benchmark));
  }
  const findings = results.flatMap((result) => result.findings);
  const notes = results.flatMap((result) => result.notes);
  console.log(`\n${formatTable(findings)}\n\n${notes.join('\n')}`);
  if (benchmark.rows === undefined) {
    const circumstances = await describeCircumstances(benchmark);
    writeFileSync(join(benchmark.root, 'docs/performance.md'), formatDocument({ findings, notes }, circumstances));
    console.log('\nWritten to docs/performance.md.');
  } else {
    console.log('\ndocs/performance.md is written only when every row is measured.');
  }
  return findings.every(({ met }) => met);
}

/** A row that cannot be measured is one that is not met; the others are measured all the same. */
async function measureRow(row: number, benchmark: Benchmark): Promise<RowResult> {
  try {
    return (await ROWS.get(row)?.(benchmark)) ?? { findings: [], notes: [] };
  } catch (error) {
    console.error(error);
    const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
    const nothing = { against: '–', figure: '–', target: '–', ours: '–', reference: '–', disturbed: 0 };
    return {
      findings: [{ ...nothing, row, work: 'could not be measured', met: false }],
      notes: [`Row ${row}: ${message}`],
    };
  } finally {
    await closeBrowsers();
  }
}

async function describeCircumstances(benchmark: Benchmark) {
  const browser = await launch(benchmark);
  const chromium = browser.version();
  await browser.close();
  const packageFile = join(benchmark.root, 'node_modules/@xyflow/react/package.json');
  return {
    date: new Date().toISOString().slice(0, 10),
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    rounds: benchmark.rounds,
    versions: {
      Node: process.versions.node,
      Chromium: chromium,
      'React Flow': String(JSON.parse(readFileSync(packageFile, 'utf8')).version),
    },
  };
}
