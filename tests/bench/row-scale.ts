import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { formatMilliseconds } from './report.ts';
import type { Finding, RowOptions, RowResult } from './row.ts';
import type { EditName, ScaleFigures } from './scale-program.ts';
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

/** What is edited, and how much of building the cluster from scratch it may cost. */
const EDITS: Readonly<Record<EditName, readonly [work: string, limit: number]>> = {
  service: ['a Service’s selector is changed', 0.02],
  podLabel: ['a pod’s label is changed', 0.02],
  podMoved: ['a pod is moved to another node', 0.05],
  podAdded: ['a pod is added', 0.05],
  podRemoved: ['a pod is removed', 0.05],
  scaled: ['a Deployment is scaled by one', 0.05],
  policy: ['what a NetworkPolicy selects is changed', 0.02],
  nodeLabel: ['a Node’s label is changed', 0.02],
  stopped: ['a container is stopped', 0.05],
};

/** Row 8: edits that leave most of the cluster alone, each with the new outcome. */
export function measureEdit(options: RowOptions): RowResult {
  const { edits, scratch, nftablesEdit, trace } = measure(options);
  const names = Object.keys(EDITS) as readonly EditName[];
  return {
    findings: names.map((name) => {
      const [work, limit] = EDITS[name];
      return conclude({
        row: 8,
        work: `${work} and the new outcome found, ${SIZE}`,
        against: 'building the cluster from scratch to its outcome',
        limit,
        ours: edits[name],
        reference: scratch,
      });
    }),
    notes: [
      'Row 8: the median of five edits one after the other; those of the Service lead to pods on a node that no packet has met yet.',
      `Row 8: ${formatMilliseconds(median(trace))} of an edit is the walk itself; with nftables rules an edit of a Service is ${ratioOf(nftablesEdit, scratch).value.toFixed(3)}×.`,
    ],
  };
}
