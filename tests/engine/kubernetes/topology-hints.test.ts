import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { needs } from '../../../src/engine/routing/engine/needs.ts';
import { buildCluster } from '../../whole-engine.ts';
import { pod, service } from './objects.ts';

// What the EndpointSlice controller does for topology-mode Auto, worked out by hand.

const AUTO = { 'service.kubernetes.io/topology-mode': 'Auto' };

interface Machine {
  readonly zone?: string;
  readonly cpu?: string | number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ready?: boolean;
}

function machine(name: string, { zone, cpu, labels = {}, ready = true }: Machine): RawObject {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { ...(zone === undefined ? {} : { 'topology.kubernetes.io/zone': zone }), ...labels } },
    spec: {},
    status: {
      ...(cpu === undefined ? {} : { allocatable: { cpu } }),
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    },
  };
}

/** Pods of one Service by their nodes, with 10.244.0.1 and on as their addresses. */
function pods(nodeNames: readonly string[], ready = 'True'): readonly RawObject[] {
  return nodeNames.map((nodeName, at) =>
    pod(`web-${at}`, {
      labels: { app: 'web' },
      spec: { nodeName },
      status: { phase: 'Running', podIP: `10.244.0.${at + 1}`, conditions: [{ type: 'Ready', status: ready }] },
    }),
  );
}

const annotated = (annotations: Readonly<Record<string, string>>, spec = {}): RawObject => ({
  ...service('web', spec),
  metadata: { name: 'web', namespace: 'default', annotations },
});

/** The zones that each endpoint is meant for, in the order of addresses. */
function hints(objects: readonly RawObject[]): readonly string[] {
  const endpoints = buildCluster({ objects }).service('default', 'web')?.endpoints(4) ?? [];
  return endpoints.map(({ forZones }) => forZones.join());
}

describe('topology-mode Auto', () => {
  test('each zone gets its part of the endpoints by the CPUs of its nodes', () => {
    // Zones of 4 and 2 CPUs want 4 and 2 of 6 endpoints, and have 5 and 1.
    const nodes = [machine('a', { zone: 'x', cpu: '4' }), machine('b', { zone: 'y', cpu: '2000m' })];
    const placed = pods(['a', 'a', 'a', 'a', 'a', 'b']);
    expect(hints([...nodes, ...placed, annotated(AUTO)])).toEqual(['y', 'x', 'x', 'x', 'x', 'y']);
  });

  test('where a part is less than one endpoint off, each stays in its zone', () => {
    // Equal zones want 1.5 each, which is at least ceil(1.5 / 1.2) = 2: both at once are too many, so there are no hints.
    const nodes = [machine('a', { zone: 'x', cpu: 2 }), machine('b', { zone: 'y', cpu: 2 })];
    expect(hints([...nodes, ...pods(['a', 'a', 'b']), annotated(AUTO)])).toEqual(['', '', '']);
    // Of 5, each wants 2.5 and at least ceil(2.5 / 1.2) = 3: too many again. Of 12, each wants 6 and has 7 and 5: one moves.
    expect(hints([...nodes, ...pods(['a', 'a', 'a', 'b', 'b']), annotated(AUTO)])).toEqual(['', '', '', '', '']);
    const many = pods([...Array.from({ length: 7 }, () => 'a'), ...Array.from({ length: 5 }, () => 'b')]);
    expect(hints([...nodes, ...many, annotated(AUTO)]).filter((zone) => zone === 'x')).toHaveLength(6);
  });

  test('nodes of the control plane and those that are not ready do not count', () => {
    const control = { 'node-role.kubernetes.io/control-plane': '' };
    const nodes = [
      machine('a', { zone: 'x', cpu: 2 }),
      machine('b', { zone: 'y', cpu: 2 }),
      machine('c', { zone: 'z', cpu: 64, labels: control }),
      machine('d', { zone: 'z', cpu: 64, ready: false }),
    ];
    expect(hints([...nodes, ...pods(['a', 'b']), annotated(AUTO)])).toEqual(['x', 'y']);
  });

  test.each([
    ['a node without a zone', [machine('a', { zone: 'x', cpu: 2 }), machine('b', { cpu: 2 })]],
    ['a node that says no CPUs', [machine('a', { zone: 'x', cpu: 2 }), machine('b', { zone: 'y' })]],
    ['one zone', [machine('a', { zone: 'x', cpu: 2 }), machine('b', { zone: 'x', cpu: 2 })]],
    ['more zones than endpoints', ['a', 'b', 'c'].map((name) => machine(name, { zone: `zone-${name}`, cpu: 2 }))],
  ])('no hints: %s', (_, nodes) => {
    expect(hints([...nodes, ...pods(['a', 'b']), annotated(AUTO)])).toEqual(['', '']);
  });

  test('it overrides trafficDistribution, and the older annotation overrides the newer', () => {
    const nodes = [machine('a', { zone: 'x', cpu: 3 }), machine('b', { zone: 'y', cpu: 3 })];
    const placed = pods(['a', 'a', 'a', 'b']);
    const close = { trafficDistribution: 'PreferClose' };
    expect(hints([...nodes, ...placed, annotated({}, close)])).toEqual(['x', 'x', 'x', 'y']);
    expect(hints([...nodes, ...placed, annotated(AUTO, close)])).toEqual(['y', 'x', 'x', 'y']);
    const both = { ...AUTO, 'service.kubernetes.io/topology-aware-hints': 'Disabled' };
    expect(hints([...nodes, ...placed, annotated(both, close)])).toEqual(['x', 'x', 'x', 'y']);
  });

  test('the program that computes them is fetched where a Service asks for it', () => {
    const older = { 'service.kubernetes.io/topology-aware-hints': 'auto' };
    for (const asked of [AUTO, older]) expect(needs([annotated(asked)], {})).toContain('endpointSlices');
    expect(needs([annotated({})], {})).not.toContain('endpointSlices');
  });

  test('pods that are not ready have no hint and no part', () => {
    const nodes = [machine('a', { zone: 'x', cpu: 3 }), machine('b', { zone: 'y', cpu: 3 })];
    expect(hints([...nodes, ...pods(['a', 'b'], 'False'), annotated(AUTO)])).toEqual(['', '']);
  });

  test('a number of CPUs that is none is told with its place', () => {
    const { findings } = buildCluster({ objects: [machine('a', { zone: 'x', cpu: 'many' })] });
    expect(JSON.stringify(findings)).toContain('allocatable');
  });
});
