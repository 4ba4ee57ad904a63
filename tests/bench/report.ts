import type { Finding, RowResult } from './row.ts';

/** Where and with what was measured. */
export interface Circumstances {
  readonly date: string;
  readonly cores: number;
  /** Gibibytes. */
  readonly memory: number;
  readonly rounds: number;
  readonly versions: Readonly<Record<string, string>>;
}

export function formatMilliseconds(time: number): string {
  return `${time.toFixed(time < 10 ? 2 : time < 100 ? 1 : 0)} ms`;
}

const COLUMNS = ['#', 'work', 'figure', 'ours', 'measured against', 'its', 'ratio', 'rounds', 'target', 'met'] as const;

function cellsOf({
  row,
  work,
  figure,
  ours,
  against,
  reference,
  ratio,
  target,
  met,
  disturbed,
}: Finding): readonly string[] {
  return [
    String(row),
    work,
    figure,
    ours,
    against,
    reference,
    ratio === undefined ? '–' : `${formatRatio(ratio.value)}×`,
    ratio === undefined
      ? '–'
      : `${formatRatio(ratio.least)}–${formatRatio(ratio.greatest)}${disturbed > 0 ? ` (${disturbed} disturbed)` : ''}`,
    target,
    met ? 'yes' : 'no',
  ];
}

function formatRatio(value: number): string {
  return value.toFixed(value < 1 ? 3 : 2);
}

/** For a terminal: columns as wide as they need to be. */
export function formatTable(findings: readonly Finding[]): string {
  const lines = [COLUMNS, ...findings.map(cellsOf)];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  return lines
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** docs/performance.md. */
export function formatDocument({ findings, notes }: RowResult, circumstances: Circumstances): string {
  const { date, cores, memory, rounds, versions } = circumstances;
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return `# Performance

Written by \`npm run bench\` on ${date}: ${cores} cores, ${memory} GiB of memory, software-rendered; ${Object.entries(
    versions,
  )
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.

Machines differ and are shared, so every figure is a ratio taken in one run: ours against a reference that does the same work, in turn, ${rounds} rounds each.
A ratio is that of the medians; *rounds* gives the least and the greatest of a single round. A measurement during which other programs used more than 0.12
core is repeated, twice at most; what stays disturbed is counted in parentheses. CPU is the processor time of all the browser's processes together.

${line(COLUMNS)}
${line(COLUMNS.map(() => '---'))}
${findings.map((finding) => line(cellsOf(finding))).join('\n')}

${notes.map((note) => `- ${note}`).join('\n')}
`;
}
