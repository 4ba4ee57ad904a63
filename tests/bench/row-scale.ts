import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { formatMilliseconds } from './report.ts';
import type { Finding, RowOptions, RowResult } from './row.ts';
import type { ScaleFigures } from './scale-program.ts';
import { median, type Ratio, ratioOf } from './statistics.ts';

const MEMORY = 8192;

interface Claim {
  readonly row: number;
  readonly work: string;
  readonly against: string;
  readonly limit: number;
  readonly ours: readonly number[];
  readonly reference: readonly number[];
}

let measured: ScaleFigures | undefined;

/** All three rows come from one cluster, in a program of its own with memory enough. */
function measure({ rounds }: RowOptions): ScaleFigures {
  if (measured === undefined) {
    const program = join(import.meta.dirname, 'scale-program.js');
    const options = ['--expose-gc', `--max-old-space-size=${MEMORY}`];
    const text = execFileSync(process.execPath, [...options, program, String(rounds)], {
      encoding: 'utf8',
      maxBuffer: 2 ** 24,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    measured = JSON.parse(text) as ScaleFigures;
  }
  return measured;
}

const SIZE = '1,000 nodes, 10,000 Services, 100,000 pods';

function conclude({ row, work, against, limit, ours, reference }: Claim): Finding {
  const ratio: Ratio = ratioOf(ours, reference);
  return {
    row,
    work,
    against,
    figure: 'CPU time',
    target: `≤ ${limit}×`,
    ours: formatMilliseconds(median(ours)),
    reference: formatMilliseconds(median(reference)),
    ratio,
    met: ratio.value <= limit,
    disturbed: 0,
  };
}

/** Row 6: from parsed objects to the first outcome. */
export function measureFirstTrace(options: RowOptions): RowResult {
  const { parse, scratch, firstTrace, bytes } = measure(options);
  const against = 'JSON.parse of the same objects';
  return {
    findings: [
      conclude({
        row: 6,
        work: `cluster and first trace, ${SIZE}`,
        against,
        limit: 1,
        ours: scratch,
        reference: parse,
      }),
    ],
    notes: [
      `Rows 6 to 8: the objects are ${(bytes / 1e6).toFixed(0)} MB of JSON; CPU time includes collecting garbage.`,
      `Row 6: the trace itself is ${formatMilliseconds(median(firstTrace))} of it, the rest builds the cluster.`,
    ],
  };
}

/** Row 7: cost follows the path, not the cluster. */
export function measureTrace(options: RowOptions): RowResult {
  const { trace, smallTrace } = measure(options);
  return {
    findings: [
      conclude({
        row: 7,
        work: `a trace, ${SIZE}`,
        against: '10 nodes, 100 Services, 1,000 pods',
        limit: 1.5,
        ours: trace,
        reference: smallTrace,
      }),
    ],
    notes: [],
  };
}

/** Row 8: a Service selects other pods; a note says what an edit of a pod costs. */
export function measureEdit(options: RowOptions): RowResult {
  const { edit, scratch, nftablesEdit, podEdit, policyEdit, trace, ...again } = measure(options);
  const shareOf = (times: readonly number[]): string => `${ratioOf(times, scratch).value.toFixed(3)}×`;
  return {
    findings: [
      conclude({
        row: 8,
        work: `a Service’s selector is changed and the new outcome found, ${SIZE}`,
        against: 'building the cluster from scratch to its outcome',
        limit: 0.02,
        ours: edit,
        reference: scratch,
      }),
    ],
    notes: [
      'Row 8: the median of five edits one after the other, each of which leads to pods on a node that no packet has met yet.',
      `Row 8: ${formatMilliseconds(median(trace))} of an edit is the walk itself; with nftables rules an edit is ${shareOf(nftablesEdit)}.`,
      `Row 8: a pod’s label, by which it joins or leaves that Service, is ${shareOf(podEdit)}; what a NetworkPolicy selects ${shareOf(policyEdit)}.`,
      `Row 8: other edits plan the cluster again: a pod moved is ${shareOf(again.moveEdit)}, a pod added ${shareOf(again.addEdit)}, a Node’s label ${shareOf(again.nodeEdit)}.`,
    ],
  };
}
