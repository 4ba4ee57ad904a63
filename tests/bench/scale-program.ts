import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { ClusterOverrides } from '../../src/engine/kubernetes/cluster/cluster.ts';
import type { Intervention } from '../../src/engine/kubernetes/cluster/intervention.ts';
import { createEngine } from '../../src/engine/routing/engine/create-engine.ts';
import { EDITING } from '../../src/engine/routing/engine/editing.ts';
import { joinPrograms, NO_PROGRAMS } from '../../src/engine/routing/engine/programs.ts';
import { RARE_PROGRAMS } from '../../src/engine/routing/engine/rare-programs.ts';
import type { TraceRequest } from '../../src/engine/routing/request/request.ts';
import type { Router } from '../../src/engine/routing/engine/router.ts';
import { createLargeCluster } from './large-cluster.ts';
import { median } from './statistics.ts';

/** What the page has fetched for such a cluster. */
const NFTABLES = RARE_PROGRAMS.filter(({ names }) => names.includes('nftables'));
const { buildCluster, createRouter } = createEngine(joinPrograms(NO_PROGRAMS, ...NFTABLES, ...EDITING));

/** Milliseconds of processor time, one figure per round. */
export interface ScaleFigures {
  readonly bytes: number;
  readonly parse: readonly number[];
  /** From parsed objects to the first outcome. */
  readonly scratch: readonly number[];
  /** The last part of it. */
  readonly firstTrace: readonly number[];
  readonly trace: readonly number[];
  readonly smallTrace: readonly number[];
  /** The median of several edits in each round, by what is edited. */
  readonly edits: Readonly<Record<EditName, readonly number[]>>;
  /** As `edits.service`, with nftables rules. */
  readonly nftablesEdit: readonly number[];
}

const LARGE = { nodes: 1000, services: 10_000, pods: 100_000 };
const SMALL = { nodes: 10, services: 100, pods: 1000 };
const WARMING = 200;
const TRACES = 100;
const EDIT_COUNT = 5;
const EDITED = 'app-1';
const RELABELLED = 'app-7-3';
/** What the large cluster has besides: the workload of the Service that is asked for, and a policy for others. */
const EDITED_TOO: readonly RawObject[] = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: EDITED, namespace: 'team-0' },
    spec: {
      replicas: 10,
      selector: { matchLabels: { app: EDITED } },
      template: {
        metadata: { labels: { app: EDITED } },
        spec: { containers: [{ name: 'app', image: 'app', ports: [{ name: 'http', containerPort: 8080 }] }] },
      },
    },
  },
  {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'closed', namespace: 'team-0' },
    spec: { podSelector: { matchLabels: { app: 'app-9' } } },
  },
];
const REQUEST: TraceRequest = { from: { pod: 'team-0/app-2-0' }, to: `http://${EDITED}.team-0/` };

function timed<T>(work: () => T): { readonly value: T; readonly time: number } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, time: (user + system) / 1000 };
}

function trace(router: Router): void {
  const found = router.trace(REQUEST);
  if (!found.ok || found.value.verdict !== 'REACHABLE') throw new Error('The request does not get through');
}

function timeTraces(router: Router): number {
  const { time } = timed(() => {
    for (let count = 0; count < TRACES; count += 1) trace(router);
  });
  return time / TRACES;
}

type Objects = readonly RawObject[];
type Fields = Readonly<Record<string, unknown>>;

/** The objects with one of them replaced. */
function replaced(objects: Objects, kind: string, name: string, by: (object: RawObject) => RawObject): Objects {
  const at = objects.findIndex((each) => each.kind === kind && each.metadata.name === name);
  return objects.with(at, by(objects[at] as RawObject));
}

const withSpec = (object: RawObject, fields: Fields): RawObject => ({
  ...object,
  spec: { ...(object['spec'] as Fields), ...fields },
});

function movedTo(pod: RawObject, node: number, last: number): RawObject {
  const podIP = `10.${64 + Math.floor(node / 256)}.${node % 256}.${last}`;
  const status = { ...(pod['status'] as Fields), podIP, podIPs: [{ ip: podIP }] };
  return { ...withSpec(pod, { nodeName: `node-${node}` }), status };
}

/** What people do to a large cluster, again and again; of most it is other endpoints of the Service that is asked for. */
const EDITS = {
  /** It selects other pods. */
  service: (objects, count) =>
    replaced(objects, 'Service', EDITED, (old) => withSpec(old, { selector: { app: `app-${3 + count}` } })),
  /** A pod joins or leaves it. */
  podLabel: (objects, count) =>
    replaced(objects, 'Pod', RELABELLED, (old) => ({
      ...old,
      metadata: { ...old.metadata, labels: { app: count % 2 === 0 ? EDITED : `app-${3 + count}` } },
    })),
  podMoved: (objects, count) =>
    replaced(objects, 'Pod', `${EDITED}-3`, (old) => movedTo(old, 7 + 256 * (count % 3), 251)),
  podAdded: (objects, count) => {
    const pod = objects.find(({ kind, metadata }) => kind === 'Pod' && metadata.name === `${EDITED}-3`) as RawObject;
    return [...objects, movedTo({ ...pod, metadata: { ...pod.metadata, name: `more-${count}` } }, 8 + count, 251)];
  },
  podRemoved: (objects, count) => objects.filter(({ metadata: { name } }) => name !== `${EDITED}-${4 + count}`),
  /** By one. */
  scaled: (objects, count) => replaced(objects, 'Deployment', EDITED, (old) => withSpec(old, { replicas: 11 + count })),
  policy: (objects, count) =>
    replaced(objects, 'NetworkPolicy', 'closed', (old) =>
      withSpec(old, { podSelector: { matchLabels: { app: `app-${9 + count}` } } }),
    ),
  nodeLabel: (objects, count) =>
    replaced(objects, 'Node', 'node-7', (old) => ({
      ...old,
      metadata: { ...old.metadata, labels: { ...old.metadata.labels, rack: `${count}` } },
    })),
  /** What it does not say in objects: a container is stopped. */
  stopped: (objects) => objects,
} satisfies Readonly<Record<string, (objects: Objects, count: number) => Objects>>;

export type EditName = keyof typeof EDITS;

/** One container after the other. */
const stopsAfter = (count: number): readonly Intervention[] =>
  Array.from({ length: count + 1 }, (_, at) => ({
    type: 'stop-container',
    namespace: 'team-0',
    pod: `${EDITED}-${at}`,
    container: 'app',
  }));

interface EditedCluster {
  readonly objects: Objects;
  readonly router: Router;
  readonly name: EditName;
  readonly overrides?: ClusterOverrides;
}

/** Edits one after the other, as people make them. */
function timeEdits({ objects, router, name, overrides = {} }: EditedCluster): readonly number[] {
  let [before, edited] = [router, objects];
  return Array.from({ length: EDIT_COUNT }, (_, count) => {
    edited = EDITS[name](edited, count);
    const interventions = name === 'stopped' ? stopsAfter(count) : [];
    const { value, time } = timed(() => {
      const cluster = buildCluster({ objects: edited, interventions, overrides, previous: before.cluster });
      const after = createRouter(cluster, { previous: before.network });
      trace(after);
      return after;
    });
    before = value;
    return time;
  });
}

function measure(rounds: number): ScaleFigures {
  const text = JSON.stringify([...createLargeCluster(LARGE), ...EDITED_TOO]);
  const small = createRouter(buildCluster({ objects: createLargeCluster(SMALL) }));
  const [parse, scratch, firstTrace]: [number[], number[], number[]] = [[], [], []];
  const [traces, smallTraces, nftablesEdit]: [number[], number[], number[]] = [[], [], []];
  const names = Object.keys(EDITS) as readonly EditName[];
  const edits = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<EditName, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    globalThis.gc?.(); // so that no round pays for the one before
    const { value: objects, time: parsing } = timed(() => JSON.parse(text) as Objects);
    const { value: router, time: building } = timed(() => createRouter(buildCluster({ objects })));
    const { time: tracing } = timed(() => trace(router));
    parse.push(parsing);
    scratch.push(building + tracing);
    firstTrace.push(tracing);
    for (let count = 0; count < WARMING; count += 1) {
      trace(router);
      trace(small);
    }
    traces.push(timeTraces(router));
    smallTraces.push(timeTraces(small));
    for (const name of names) edits[name].push(median(timeEdits({ objects, router, name })));
    const overrides: ClusterOverrides = { proxyMode: 'nftables' };
    const nftables = createRouter(buildCluster({ objects, overrides }));
    trace(nftables);
    nftablesEdit.push(median(timeEdits({ objects, router: nftables, name: 'service', overrides })));
    console.error(
      `  round ${round + 1}: parse ${parsing.toFixed(0)} ms, first outcome ${(building + tracing).toFixed(0)} ms`,
    );
  }
  return {
    bytes: text.length,
    parse,
    scratch,
    firstTrace,
    trace: traces,
    smallTrace: smallTraces,
    edits,
    nftablesEdit,
  };
}

console.log(JSON.stringify(measure(Number(process.argv[2] ?? 5))));
