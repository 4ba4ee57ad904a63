import type { Cluster, ClusterPod } from '../../src/engine/kubernetes/cluster/cluster.ts';
import { policiesOf } from '../../src/engine/kubernetes/network-policy/policy-set.ts';
import { computeReach } from '../../src/engine/routing/reach/compute-reach.ts';
import { formatConnections, toConnections } from '../../src/engine/routing/reach/format-reach.ts';
import type { ReachLine } from '../../src/engine/routing/reach/reach.ts';
import { directPorts } from './direct-reach.ts';
import { createPolicyCluster } from './policy-cluster.ts';
import { formatMilliseconds } from './report.ts';
import type { RowOptions, RowResult } from './row.ts';
import { median, ratioOf } from './statistics.ts';
import { buildCluster } from '../whole-engine.ts';

const LIMIT = 20;
/** Runs of each that do not count: the engine has compiled both by then. */
const WARMING = 8;

function timed<T>(work: () => T): { readonly value: T; readonly time: number } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, time: (user + system) / 1000 };
}

const labelOf = ({ namespace, name }: ClusterPod): string => `${namespace}/${name}[Pod]`;

/** Every pair that may connect on some port, sorted as text. */
const fast = (cluster: Cluster): readonly ReachLine[] => {
  const pods = (label: string): boolean => label.endsWith('[Pod]');
  return computeReach(cluster)
    .lines()
    .filter(({ src, dst }) => pods(src) && pods(dst));
};

function direct(cluster: Cluster, pods: readonly ClusterPod[]): readonly ReachLine[] {
  const policies = policiesOf(cluster);
  const labels = pods.map(labelOf);
  const lines = pods.flatMap((source, row) =>
    pods.flatMap((destination, column): readonly ReachLine[] => {
      if (source === destination) return [];
      const ports = directPorts(policies, { pod: source }, { pod: destination }, cluster);
      if (ports.length === 0) return [];
      return [{ src: labels[row] ?? '', dst: labels[column] ?? '', connections: toConnections(ports) }];
    }),
  );
  const text = ({ src, dst }: ReachLine): string => `${src} => ${dst}`;
  return lines.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
}

const textOf = ({ src, dst, connections }: ReachLine): string => `${src} => ${dst} : ${formatConnections(connections)}`;

/** Row 9: reachability of all pairs on all ports, and that both ways give the same answers. */
export function measureReach({ rounds }: RowOptions): RowResult {
  const cluster = buildCluster({ objects: createPolicyCluster() });
  const pods = cluster.pods.filter(({ assumed }) => assumed === undefined);
  const policies = policiesOf(cluster).all.length;
  const [ours, reference]: [number[], number[]] = [[], []];
  let different = 0;
  let allowed = 0;
  for (let run = 0; run < WARMING; run += 1) {
    fast(cluster);
    if (run === 0) direct(cluster, pods);
  }
  for (let round = 0; round < rounds; round += 1) {
    const quick = timed(() => fast(cluster));
    const slow = timed(() => direct(cluster, pods));
    ours.push(quick.time);
    reference.push(slow.time);
    const lines = new Set(quick.value.map(textOf));
    const same = slow.value.filter((line) => lines.has(textOf(line))).length;
    allowed = lines.size;
    different += lines.size + slow.value.length - 2 * same;
    console.log(`  round ${round + 1}: ${quick.time.toFixed(0)} ms, directly ${slow.time.toFixed(0)} ms`);
  }
  const ratio = ratioOf(ours, reference);
  return {
    findings: [
      {
        row: 9,
        work: `reachability of ${pods.length} pods under ${policies} policies, all pairs, all ports`,
        against: 'every pair directly from the specification',
        figure: 'CPU time',
        target: `≤ ${1 / LIMIT}×`,
        ours: formatMilliseconds(median(ours)),
        reference: formatMilliseconds(median(reference)),
        ratio,
        met: ratio.value <= 1 / LIMIT && different === 0,
        disturbed: 0,
      },
    ],
    notes: [
      `Row 9: ${different} lines of all rounds differ; ${allowed} of ${pods.length * (pods.length - 1)} pairs may connect on some port. ${(1 / ratio.value).toFixed(0)} times as fast.`,
    ],
  };
}
