import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/objects.ts';
import { parseCidr } from '../../../src/engine/packets.ts';
import { EMPTY_DOCUMENT } from '../../../src/scenario/document/document.ts';
import { fieldsAt, listAt } from '../../../src/simulation/build/fields.ts';
import { nextNode } from '../../../src/simulation/build/next-node.ts';
import { cidrsOverlap } from '../../../src/engine/net/cidr.ts';
import '../../property-seed.ts';
import { buildCluster } from '../../whole-engine.ts';

interface Given {
  readonly name?: string;
  readonly ips?: readonly string[];
  readonly ranges?: readonly string[];
  readonly providerID?: string;
}

function node({ name = 'node-1', ips = ['192.168.0.11'], ranges = [], providerID }: Given): RawObject {
  const [podCIDR] = ranges;
  const spec = { ...(podCIDR && { podCIDR, podCIDRs: ranges }), ...(providerID && { providerID }) };
  const addresses = ips.map((address) => ({ type: 'InternalIP', address }));
  return { apiVersion: 'v1', kind: 'Node', metadata: { name }, spec, status: { addresses } };
}

function more(given: readonly Given[], count: number): readonly RawObject[] {
  const nodes = given.map(node);
  while (nodes.length < given.length + count) nodes.push(nextNode({ ...EMPTY_DOCUMENT, objects: nodes }));
  return nodes;
}

const addressesOf = (object: RawObject) =>
  listAt(fieldsAt(object, 'status')['addresses']).flatMap(({ type, address }) =>
    type === 'InternalIP' ? [address] : [],
  );

test.each<readonly [string, Given, Readonly<Record<string, unknown>>]>([
  [
    'IPv6',
    { ips: ['fd00::ffff'], ranges: ['fd00:10:244:1::/64'] },
    { ips: ['fd00::1:0'], podCIDRs: ['fd00:10:244:2::/64'] },
  ],
  [
    'both families',
    { ips: ['192.168.0.254', 'fd00::9'], ranges: ['10.244.1.0/24', 'fd00:1::/64'] },
    { ips: ['192.168.1.1', 'fd00::a'], podCIDRs: ['10.244.2.0/24', 'fd00:1:0:1::/64'] },
  ],
  ['a range of another size', { ranges: ['10.0.0.0/26'] }, { ips: ['192.168.0.12'], podCIDRs: ['10.0.0.64/26'] }],
  ['the last range there is', { ranges: ['255.255.255.0/24'] }, { ips: ['192.168.0.12'], podCIDRs: undefined }],
  ['an address that is none', { ips: ['none'] }, { ips: ['192.168.0.11'], podCIDRs: undefined }],
])('a Node like one with %s', (_, given, { ips, podCIDRs }) => {
  const made = more([given], 1)[1];
  expect(made && addressesOf(made)).toEqual(ips);
  expect(fieldsAt(made, 'spec')['podCIDRs']).toEqual(podCIDRs);
  expect(fieldsAt(made, 'spec')['podCIDR']).toEqual(Array.isArray(podCIDRs) ? podCIDRs[0] : undefined);
});

const start = fc.record({
  name: fc.constantFrom('node-1', 'ip-192-168-0-11.internal', 'worker', 'node-99999999999999999999'),
  ips: fc.constantFrom(['192.168.0.11'], ['192.168.0.255', 'fd00::1'], ['255.255.255.254'], []),
  ranges: fc.constantFrom([], ['10.244.1.0/24'], ['10.0.0.0/8', 'fd00:1::/48'], ['255.255.254.0/24']),
  providerID: fc.constantFrom(
    'aws:///eu/i-0000000000000000a',
    'azure:///x/virtualMachines/0',
    'kind://docker/kind/worker',
  ),
});

test('however many are made, and one taken away, no two share a name, an address, a range or a machine', () => {
  fc.assert(
    fc.property(start, fc.nat(4), (given, at) => {
      const kept = more([given], 5).filter((_, index) => index !== at + 1);
      const nodes = [...kept, nextNode({ ...EMPTY_DOCUMENT, objects: kept })];
      const all = [
        nodes.map(({ metadata: { name } }) => name),
        nodes.flatMap(addressesOf),
        nodes.map((each) => fieldsAt(each, 'spec')['providerID']),
      ];
      for (const values of all) expect(new Set(values).size).toBe(values.length);
      const ranges = nodes.flatMap((each) => {
        const { podCIDRs } = fieldsAt(each, 'spec');
        return Array.isArray(podCIDRs) ? podCIDRs.flatMap((range) => parseCidr(String(range)) ?? []) : [];
      });
      for (const [index, one] of ranges.entries()) {
        for (const other of ranges.slice(index + 1)) expect(cidrsOverlap(one, other)).toBe(false);
      }
      expect(
        buildCluster({ ...EMPTY_DOCUMENT, objects: nodes }).findings.filter(({ severity }) => severity === 'error'),
      ).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
