import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import type { ClusterOverrides } from '../../src/engine/kubernetes/model/cluster.ts';
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
const { buildCluster, createRouter } = createEngine(joinPrograms(NO_PROGRAMS, ...NFTABLES, EDITING));

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
  /** The median of several edits in each round. */
  readonly edit: readonly number[];
  /** As `edit`, with nftables rules. */
  readonly nftablesEdit: readonly number[];
  /** As `edit`, of a pod's labels: one time the Service that is asked for selects it, the next time it does not. */
  readonly podEdit: readonly number[];
  /** As `edit`, of what a NetworkPolicy selects. */
  readonly policyEdit: readonly number[];
  /** As `edit`, but one by one: a pod is moved to another node, a pod is added, a Node gets a label. */
  readonly moveEdit: readonly number[];
  readonly addEdit: readonly number[];
  readonly nodeEdit: readonly number[];
}

const LARGE = { nodes: 1000, services: 10_000, pods: 100_000 };
const SMALL = { nodes: 10, services: 100, pods: 1000 };
const WARMING = 200;
const TRACES = 100;
const EDITS = 5;
const EDITED = 'app-1';
const RELABELLED = 'app-7-3';
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

function selectOther(objects: readonly RawObject[], count: number): readonly RawObject[] {
  return objects.map((object) => {
    if (object.kind !== 'Service' || object.metadata.name !== EDITED) return object;
    const spec = object['spec'] as Readonly<Record<string, unknown>>;
    return { ...object, spec: { ...spec, selector: { app: `app-${3 + count}` } } };
  });
}

function relabelPod(objects: readonly RawObject[], count: number): readonly RawObject[] {
  return objects.map((object) => {
    if (object.kind !== 'Pod' || object.metadata.name !== RELABELLED) return object;
    return {
      ...object,
      metadata: { ...object.metadata, labels: { app: count % 2 === 0 ? EDITED : `app-${3 + count}` } },
    };
  });
}

function policy(count: number): RawObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'closed', namespace: 'team-0' },
    spec: { podSelector: { matchLabels: { app: `app-${9 + count}` } } },
  };
}

const selectByPolicy = (objects: readonly RawObject[], count: number): readonly RawObject[] => [
  ...objects.slice(0, -1),
  policy(count),
];

function movePod(objects: readonly RawObject[], count: number): readonly RawObject[] {
  return objects.map((object) => {
    if (object.kind !== 'Pod' || object.metadata.name !== RELABELLED) return object;
    const [spec, status] = [object['spec'], object['status']] as readonly Readonly<Record<string, unknown>>[];
    const podIP = `10.${64 + count}.7.251`;
    return {
      ...object,
      spec: { ...spec, nodeName: `node-${256 * count + 7}` },
      status: { ...status, podIP, podIPs: [{ ip: podIP }] },
    };
  });
}

function addPod(objects: readonly RawObject[], count: number): readonly RawObject[] {
  const pod = objects.find(({ kind, metadata }) => kind === 'Pod' && metadata.name === RELABELLED);
  if (pod === undefined) return objects;
  const podIP = `10.${64 + count}.8.251`;
  return [...objects, { ...pod, metadata: { ...pod.metadata, name: 'one-more' }, status: { phase: 'Running', podIP } }];
}

function labelNode(objects: readonly RawObject[], count: number): readonly RawObject[] {
  return objects.map((object) => {
    if (object.kind !== 'Node' || object.metadata.name !== 'node-7') return object;
    const labels = { ...object.metadata.labels, rack: `${count}` };
    return { ...object, metadata: { ...object.metadata, labels } };
  });
}

interface EditedCluster {
  readonly objects: readonly RawObject[];
  readonly router: Router;
  readonly edit: (objects: readonly RawObject[], count: number) => readonly RawObject[];
  readonly overrides?: ClusterOverrides;
  /** How many edits. */
  readonly edits?: number;
}

/** Edits one after the other, as people make them. */
function timeEdits({ objects, router, edit, overrides = {}, edits = EDITS }: EditedCluster): readonly number[] {
  let before = router;
  return Array.from({ length: edits }, (_, count) => {
    const edited = edit(objects, count);
    const { value, time } = timed(() => {
      const cluster = buildCluster({ objects: edited, overrides, previous: before.cluster });
      const after = createRouter(cluster, { previous: before.network });
      trace(after);
      return after;
    });
    before = value;
    return time;
  });
}

function measure(rounds: number): ScaleFigures {
  const text = JSON.stringify(createLargeCluster(LARGE));
  const small = createRouter(buildCluster({ objects: createLargeCluster(SMALL) }));
  const [parse, scratch, firstTrace]: [number[], number[], number[]] = [[], [], []];
  const [traces, smallTraces]: [number[], number[]] = [[], []];
  const [edit, podEdit, nftablesEdit, policyEdit]: [number[], number[], number[], number[]] = [[], [], [], []];
  const [moveEdit, addEdit, nodeEdit]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    globalThis.gc?.(); // so that no round pays for the one before
    const { value: objects, time: parsing } = timed(() => JSON.parse(text) as readonly RawObject[]);
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
    edit.push(median(timeEdits({ objects, router, edit: selectOther })));
    podEdit.push(median(timeEdits({ objects, router, edit: relabelPod })));
    moveEdit.push(median(timeEdits({ objects, router, edit: movePod, edits: 1 })));
    addEdit.push(median(timeEdits({ objects, router, edit: addPod, edits: 1 })));
    nodeEdit.push(median(timeEdits({ objects, router, edit: labelNode, edits: 1 })));
    const judged = [...objects, policy(0)];
    const withPolicy = createRouter(buildCluster({ objects: judged }));
    trace(withPolicy);
    policyEdit.push(median(timeEdits({ objects: judged, router: withPolicy, edit: selectByPolicy })));
    const overrides: ClusterOverrides = { proxyMode: 'nftables' };
    const nftables = createRouter(buildCluster({ objects, overrides }));
    trace(nftables);
    nftablesEdit.push(median(timeEdits({ objects, router: nftables, edit: selectOther, overrides })));
    console.error(
      `  round ${round + 1}: parse ${parsing.toFixed(0)} ms, first outcome ${(building + tracing).toFixed(0)} ms`,
    );
  }
  const steady = { trace: traces, smallTrace: smallTraces };
  const edits = { edit, nftablesEdit, podEdit, policyEdit, moveEdit, addEdit, nodeEdit };
  return { bytes: text.length, parse, scratch, firstTrace, ...steady, ...edits };
}

console.log(JSON.stringify(measure(Number(process.argv[2] ?? 5))));
