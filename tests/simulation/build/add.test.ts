import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { objectKey, type RawObject } from '../../../src/engine/objects.ts';
import { formatManifests } from '../../../src/manifests/format.ts';
import { setAtPath } from '../../../src/manifests/set-at-path.ts';
import { parseManifests } from '../../../src/manifests/parse.ts';
import type { ScenarioDocument } from '../../../src/scenario/document/document.ts';
import { assumedGone } from '../../../src/simulation/views/assumed-gone.ts';
import { makeThing, type Place } from '../../../src/simulation/build/add.ts';
import { objectsOf } from '../../../src/simulation/build/board-objects.ts';
import { BOARD_TEMPLATES, createBoardFrom } from '../../../src/simulation/build/new-board.ts';
import { removeFromBoard } from '../../../src/simulation/build/board-actions.ts';
import { clientRequest, placeOn } from '../../../src/simulation/build/place.ts';
import { THINGS, type Thing } from '../../../src/simulation/build/things.ts';
import { putObjects } from '../../../src/simulation/edits.ts';
import '../../property-seed.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';
import { createDocumentStore, createSimulation } from '../../whole-simulation.ts';

test('the first Node stands in place of those that were assumed, and taking it back brings them back', () => {
  const store = createDocumentStore(build('deployment'));
  const before = store.getState().router.cluster;
  store
    .getState()
    .edit({ code: 'ADD_OBJECT', detail: { object: { kind: 'Node', name: 'node-1' } } }, (current) =>
      add(current, 'node'),
    );
  const after = store.getState().router.cluster;
  expect(assumedGone(before, after)).toEqual(['node-1', 'node-2', 'node-3']);
  expect(assumedGone(after, buildCluster(add(store.getState().document, 'node')))).toEqual([]);
  store.getState().undo();
  expect(store.getState().router.cluster.nodes.map(({ name }) => name)).toEqual(['node-1', 'node-2', 'node-3']);
});

test('where the last Node is deleted it is said which ones are assumed in its place', () => {
  const simulation = createSimulation({ initial: build('node', 'deployment') });
  removeFromBoard(simulation, ['Node/node-1']);
  expect(simulation.view.getState().toasts.map(({ text }) => text)).toEqual([
    'Node node-1 is deleted. node-1, node-2, node-3 are assumed from now on, as pods need them.',
  ]);
});

test('where a Node is deleted, what becomes of its pods is said; those that are bound to it go with it', () => {
  const spread = build('node', 'node', 'deployment', 'daemonset');
  const [, , web, agent] = spread.objects;
  const bound = (name: string, more: object): RawObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'default' },
    spec: { containers: [{ name: 'main', image: 'main' }], ...more },
  });
  const choosy = setAtPath(
    setAtPath({ ...web, metadata: { namespace: 'default', name: 'choosy' } } as RawObject, ['spec', 'replicas'], 1),
    ['spec', 'template', 'spec', 'nodeSelector'],
    { disk: 'ssd' },
  );
  const [first, second] = spread.objects;
  const labelled = setAtPath(second as RawObject, ['metadata', 'labels', 'disk'], 'ssd');
  const initial = {
    ...spread,
    objects: [first, labelled, web, agent, choosy, bound('tied', { nodeName: 'node-2' })] as readonly RawObject[],
  };
  const simulation = createSimulation({ initial });
  removeFromBoard(simulation, ['Node/node-2']);
  expect(simulation.view.getState().toasts.map(({ text }) => text)).toEqual([
    'Node node-2 is deleted, and with it Pod default/tied. Pods move to other nodes: Deployment default/web to node-1. No node takes these, which become Pending: Deployment default/choosy. Pods that go with their node: DaemonSet default/agent.',
  ]);
  const { pods, nodes } = simulation.document.getState().router.cluster;
  expect(nodes.map(({ name }) => name)).toEqual(['node-1']);
  expect(pods.some(({ name }) => name === 'tied')).toBe(false);
});

type Made = Exclude<Thing, 'client'>;
const MADE = THINGS.filter((thing): thing is Made => thing !== 'client');

function add(document: ScenarioDocument, thing: Made, place?: Place): ScenarioDocument {
  return putObjects(document, makeThing(document, thing, place));
}

function build(...things: readonly Made[]): ScenarioDocument {
  return things.reduce((document, thing) => add(document, thing), createBoardFrom('empty'));
}

const last = ({ objects }: ScenarioDocument): RawObject | undefined => objects.at(-1);

describe('what exists decides', () => {
  test('a Service selects the workload that no Service has, and its port', () => {
    expect(last(build('deployment', 'service', 'deployment', 'service'))).toMatchObject({
      metadata: { name: 'api', namespace: 'default' },
      spec: { selector: { app: 'api' }, ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    });
  });

  test('a Service selects the workload at hand', () => {
    const to = { kind: 'Deployment', namespace: 'default', name: 'web' };
    const document = add(build('deployment', 'deployment'), 'nodeport', { to });
    expect(last(document)).toMatchObject({ spec: { selector: { app: 'web' }, ports: [{ nodePort: 30_080 }] } });
    expect(last(add(document, 'nodeport', { to }))).toMatchObject({
      metadata: { name: 'web-2' },
      spec: { ports: [{ nodePort: 30_081 }] },
    });
  });

  test('an Ingress leads to the Service at hand, a Gateway has a route there, a policy selects its workload', () => {
    const document = build('deployment', 'service', 'deployment', 'service');
    const to = { kind: 'Service', namespace: 'default', name: 'web' };
    expect(last(add(document, 'ingress', { to }))).toMatchObject({
      spec: { rules: [{ host: 'web.example.com', http: { paths: [{ backend: { service: { name: 'web' } } }] } }] },
    });
    expect(last(add(document, 'gateway'))).toMatchObject({
      kind: 'HTTPRoute',
      spec: { parentRefs: [{ name: 'gateway' }], rules: [{ backendRefs: [{ name: 'api', port: 80 }] }] },
    });
    expect(last(add(document, 'policy', { to: { ...to, kind: 'Deployment' } }))).toMatchObject({
      spec: { podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Ingress'] },
    });
  });

  test('a StatefulSet has the Service that governs it', () => {
    const { findings } = buildCluster(build('node', 'statefulset'));
    expect(findings).toEqual([]);
  });

  test('what is added to a Namespace alone on the board, or to one that is selected, is in it', () => {
    const document = build('node', 'namespace', 'deployment', 'service');
    expect(document.objects.slice(2).map(({ metadata }) => metadata.namespace)).toEqual(['shop', 'shop']);
    const to = { kind: 'Namespace', name: 'team' };
    expect(last(add(build('deployment', 'namespace', 'namespace'), 'service', { to }))?.metadata.namespace).toBe(
      'team',
    );
  });

  test.each(['policy', 'service', 'ingress', 'gateway'] as const)(
    'a %s is where it has something to lead to, whatever Namespaces were added since',
    (thing) => {
      const board = add(build('deployment', 'service', 'namespace', 'namespace'), thing);
      const added = board.objects.slice(4).map(({ metadata }) => metadata.namespace);
      expect(new Set(added)).toEqual(new Set(['default']));
      expect(buildCluster(board).findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    },
  );

  test('an Ingress is where a Service is, a Deployment where most is', () => {
    const shop = { kind: 'Namespace', name: 'shop' };
    const board = add(build('node', 'namespace', 'deployment', 'deployment'), 'deployment', { to: shop });
    const made = makeThing(board, 'service', { to: { kind: 'Namespace', name: 'elsewhere' } });
    const both = putObjects(board, made);
    expect(last(add(both, 'ingress'))?.metadata.namespace).toBe('elsewhere');
    expect(last(add(both, 'deployment'))?.metadata.namespace).toBe('shop');
  });
});

describe('where it is dropped decides', () => {
  const document = build('node', 'node', 'deployment');
  const cluster = buildCluster(document);
  const pod = cluster.pods.find(({ workload }) => workload.name === 'web');

  test('on a node a pod has its name, a workload selects it', () => {
    const place = placeOn(cluster, ['Node/node-2'], undefined);
    const added = buildCluster(add(add(document, 'pod', place), 'daemonset', place));
    expect(added.pod('default', 'shell')?.nodeName).toBe('node-2');
    expect(added.pods.filter(({ workload }) => workload.kind === 'DaemonSet').map(({ nodeName }) => nodeName)).toEqual([
      'node-2',
    ]);
  });

  test('on a pod a Service selects its workload', () => {
    const place = placeOn(cluster, [`Pod/default/${pod?.name}`, 'Node/node-1'], undefined);
    expect(last(add(document, 'service', place))).toMatchObject({ spec: { selector: { app: 'web' } } });
  });
});

describe('what it is dropped on decides before what was added last', () => {
  const shop = { kind: 'Namespace', name: 'shop' };
  const two = add(add(build('node', 'deployment', 'namespace'), 'deployment', { to: shop }), 'deployment', {
    to: shop,
  });
  const web = { kind: 'Deployment', namespace: 'default', name: 'web' };

  test.each(['service', 'policy'] as const)('a %s on a pod is in the namespace of that pod', (thing) => {
    const cluster = buildCluster(two);
    const pod = cluster.pods.find(({ namespace }) => namespace === 'default');
    const place = placeOn(cluster, [`Pod/default/${pod?.name}`, `Node/${pod?.nodeName}`], undefined);
    expect(place).toEqual({ on: { kind: 'Node', name: 'node-1' }, to: web });
    expect(last(add(two, thing, place))?.metadata.namespace).toBe('default');
  });

  test.each(['service', 'policy'] as const)('a %s finds a pod that had no label, and no other', (thing) => {
    const bare = (name: string) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, namespace: 'default' },
      spec: { containers: [{ name, image: 'nginx', ports: [{ containerPort: 80 }] }] },
    });
    const board = putObjects(build('node'), [bare('one'), bare('two')]);
    const cluster = buildCluster(add(board, thing, { to: { kind: 'Pod', namespace: 'default', name: 'one' } }));
    const from = { pod: 'default/two' };
    const to = (name: string) => `http://${cluster.pod('default', name)?.ips[0]}/`;
    const router = createRouter(cluster);
    const verdict = (request: Parameters<typeof router.trace>[0]) => {
      const traced = router.trace(request);
      return traced.ok && traced.value.verdict;
    };
    expect(
      cluster
        .service('default', 'one')
        ?.endpoints(4)
        .map((endpoint) => endpoint.pod?.name),
    ).toEqual(thing === 'service' ? ['one'] : undefined);
    expect(verdict({ from, to: to('one') })).toBe(thing === 'service' ? 'REACHABLE' : 'UNREACHABLE');
    expect(verdict({ from: { pod: 'default/one' }, to: to('two') })).toBe('REACHABLE');
  });
});

describe('names and ports are such as the API server takes', () => {
  test('a Service in front of a workload that no Service can be called as', () => {
    const named = (name: string) => {
      const board = putObjects(build('node'), [{ ...makeThing(build(), 'deployment')[0], metadata: { name } }]);
      return last(add(board, 'service', { to: { kind: 'Deployment', namespace: 'default', name } }))?.metadata.name;
    };
    expect(named('1st.web')).toBe('service-1st-web');
    expect(named(`web-${'x'.repeat(70)}`)).toHaveLength(50);
  });

  test('beyond the last of the node ports none is given', () => {
    const service = (port: number) => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: `s-${port}`, namespace: 'default' },
      spec: { type: 'NodePort', ports: [{ port: 80, nodePort: port }] },
    });
    const high = putObjects(build('deployment'), [service(32_767)]);
    expect(last(add(high, 'nodeport'))).toMatchObject({ spec: { ports: [{ nodePort: 30_080 }] } });
    const all = Array.from({ length: 2688 }, (_, at) => service(30_080 + at));
    const full = last(add(putObjects(build('deployment'), all), 'nodeport'));
    expect(JSON.stringify(full)).not.toContain('nodePort');
  });

  test('an Ingress is of the default class', () => {
    const named = (name: string, annotations: Readonly<Record<string, string>>) => ({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name, annotations },
      spec: { controller: `example.com/${name}` },
    });
    const usual = { 'ingressclass.kubernetes.io/is-default-class': 'true' };
    const board = putObjects(build('deployment', 'service'), [named('first', {}), named('usual', usual)]);
    expect(last(add(board, 'ingress'))).toMatchObject({ spec: { ingressClassName: 'usual' } });
  });
});

describe.each(BOARD_TEMPLATES)('on a new board from %s', (template) => {
  test('a Node more is like the others, with a name, an address and a range of its own', () => {
    const start = createBoardFrom(template);
    const nodes = buildCluster(add(add(start, 'node'), 'node')).nodes.filter(({ assumed }) => assumed !== true);
    const own = (values: readonly (string | undefined)[]) => new Set(values.filter((value) => value !== undefined));
    expect(own(nodes.map(({ name }) => name)).size).toBe(nodes.length);
    expect(own(nodes.map(({ ips }) => ips[0])).size).toBe(nodes.length);
    const ranges = nodes.flatMap(({ podCIDRs }) => podCIDRs);
    expect(own(ranges).size).toBe(ranges.length);
    expect(ranges.length % nodes.length).toBe(0);
  });

  test('the shop is walked from the internet', () => {
    const shop = (['deployment', 'service', 'ingress'] as const).reduce(
      (document, thing) => add(document, thing),
      createBoardFrom(template),
    );
    const cluster = buildCluster(shop);
    const request = clientRequest(cluster, undefined);
    expect(request?.to).toContain('web.example.com');
    if (request === undefined) return;
    const traced = createRouter(cluster).trace(request);
    expect(traced.ok && traced.value.outcomes[0]?.disposition).toBe('ACCEPTED');
  });
});

const step = fc.record({ thing: fc.constantFrom(...MADE), on: fc.nat(30), to: fc.nat(30) });

test('whatever is added in whatever order is text without a warning, each by a name of its own, and undone it is the start', () => {
  fc.assert(
    fc.property(fc.constantFrom(...BOARD_TEMPLATES), fc.array(step, { maxLength: 10 }), (template, steps) => {
      const start = createBoardFrom(template);
      const store = createDocumentStore(start);
      for (const { thing, on, to } of steps) {
        const { document } = store.getState();
        const refs = objectsOf(document).map(({ ref }) => ref);
        const made = makeThing(document, thing, { on: refs[on], to: refs[to] });
        const object = { kind: made[0].kind, name: made[0].metadata.name };
        store.getState().edit({ code: 'ADD_OBJECT', detail: { object } }, (current) => putObjects(current, made));
        expect(store.getState().document.objects).toHaveLength(document.objects.length + made.length);
      }
      const { document } = store.getState();
      const keys = objectsOf(document).map(({ ref }) => objectKey(ref));
      expect(new Set(keys).size).toBe(keys.length);
      const text = formatManifests(document.objects);
      const { diagnostics } = parseManifests([{ name: 'board.yaml', text }]);
      expect(diagnostics).toEqual([]);
      while (store.getState().undo() !== undefined);
      expect(store.getState().document).toBe(start);
    }),
    { numRuns: 40 },
  );
});
