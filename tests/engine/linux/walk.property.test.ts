import fc from 'fast-check';
import { expect, test } from 'vitest';
import { branches } from '../../../src/engine/linux/model/choice.ts';
import { DEFAULT_TTL } from '../../../src/engine/linux/model/packet.ts';
import type { Trace } from '../../../src/engine/linux/model/trace.ts';
import { createSession, walk } from '../../../src/engine/linux/walk/walk.ts';
import { reverseFlow, sameFlow, type Flow } from '../../../src/engine/net/flow.ts';
import { IPV4, IPV6, serviceTable, tinyCluster, type Addresses } from './tiny-cluster.ts';

const addresses = fc.constantFrom(IPV4, IPV6);
const place = fc.record({ node: fc.constantFrom(1, 2), index: fc.constantFrom(1, 2) });
const source = fc.oneof(
  place.map(({ node, index }) => ({
    namespace: `pod-${node === 1 ? 'a' : 'b'}${index}`,
    ip: (of: Addresses) => of.pod(node, index),
  })),
  fc.constantFrom(1, 2).map((node) => ({
    namespace: node === 1 ? 'node-a' : 'node-b',
    ip: (of: Addresses) => of.node(node),
  })),
  fc.constant({ namespace: 'internet', ip: (of: Addresses) => of.internet }),
);

const setting = fc.record({
  of: addresses,
  from: source,
  endpoints: fc.uniqueArray(place, { minLength: 1, maxLength: 4, selector: ({ node, index }) => `${node}${index}` }),
  masqueradeAll: fc.boolean(),
  port: fc.constantFrom(80, 8080, 9),
  toService: fc.boolean(),
  ipForward: fc.boolean(),
  bridgeNfCallIptables: fc.boolean(),
  hairpin: fc.boolean(),
});

type Setting = typeof setting extends fc.Arbitrary<infer T> ? T : never;

function create(given: Setting) {
  const { of, from, toService, port, masqueradeAll, hairpin, ipForward, bridgeNfCallIptables } = given;
  const endpoints = given.endpoints.map(({ node, index }) => of.pod(node, index));
  const tables = () => [serviceTable({ addresses: of, endpoints, masqueradeAll })];
  const network = tinyCluster({ addresses: of, tables, hairpin, sysctls: { ipForward, bridgeNfCallIptables } });
  const [first = of.service] = endpoints;
  const destinationIP = toService ? of.service : first;
  const flow: Flow = {
    protocol: 'TCP',
    sourceIP: from.ip(of),
    sourcePort: 40000,
    destinationIP,
    destinationPort: port,
  };
  return { network, flow, departure: { kind: 'process', namespace: from.namespace } as const };
}

function checkHops(trace: Trace): void {
  expect(trace.hops.length).toBeLessThanOrEqual(DEFAULT_TTL * 2);
  for (const hop of trace.hops) expect(hop.steps.length).toBeGreaterThan(0);
  const steps = trace.hops.flatMap((hop) => hop.steps);
  if (steps.length > 0) expect(steps.at(-1)?.packet).toEqual(trace.final);
  for (const step of steps) {
    if (step.type === 'RULE') expect(step.detail.index).toBeLessThanOrEqual(step.detail.of);
    if (step.type === 'TRANSLATE' && step.action !== 'SNAT') expect(step.detail.changes).not.toHaveLength(0);
  }
}

test('every walk ends, in every branch; the branches’ probabilities sum to 1', () => {
  fc.assert(
    fc.property(setting, (given) => {
      const { network, flow, departure } = create(given);
      let sum = 0;
      for (const { value, probability } of branches((choose) =>
        walk(network, createSession(choose), departure, flow),
      )) {
        checkHops(value);
        sum += probability;
      }
      expect(sum).toBeCloseTo(1, 9);
    }),
    { numRuns: 300 },
  );
});

test('what was translated comes back untranslated to its origin', () => {
  let answered = 0;
  fc.assert(
    fc.property(setting, (setup) => {
      const { network, flow, departure } = create({ ...setup, ipForward: true, bridgeNfCallIptables: true });
      const both = branches((choose) => {
        const session = createSession(choose);
        const request = walk(network, session, departure, flow);
        if (request.disposition !== 'ACCEPTED') return undefined;
        return walk(network, session, { kind: 'process', namespace: request.end }, reverseFlow(request.final));
      });
      for (const { value: reply } of both) {
        if (reply === undefined) continue;
        answered += 1;
        checkHops(reply);
        expect(reply.disposition).toBe('ACCEPTED');
        expect(reply.end).toBe(departure.namespace);
        expect(sameFlow(reply.final, reverseFlow(flow))).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
  expect(answered).toBeGreaterThan(50);
});

test('a later packet is translated as the first, without asking the rules', () => {
  fc.assert(
    fc.property(setting, (given) => {
      const { network, flow, departure } = create(given);
      const session = createSession(() => 0);
      const first = walk(network, session, departure, flow);
      fc.pre(first.disposition === 'ACCEPTED');
      const later = walk(network, session, departure, flow);
      expect(later.final).toEqual({ ...first.final, mark: later.final.mark });
      expect(later.hops.flatMap((hop) => hop.steps).filter(({ action }) => action === 'MASQUERADE')).toEqual([]);
      expect(later.masqueraded).toBe(first.masqueraded);
    }),
    { numRuns: 100 },
  );
});
