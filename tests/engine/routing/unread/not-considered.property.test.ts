import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { IRRELEVANT_KINDS } from '../../../../src/engine/kubernetes/other-kinds/irrelevant-kinds.ts';
import { UNREAD_KINDS } from '../../../../src/engine/kubernetes/other-kinds/unread-kinds.ts';
import { BOARD, BUY, walk } from './board.ts';

const KINDS = [...UNREAD_KINDS, ...IRRELEVANT_KINDS].flatMap(({ group, kinds, names }) =>
  group === '' || names !== undefined
    ? []
    : kinds.map((kind) => [group.replace('*', 'any'), kind === '*' ? 'Other' : kind] as const),
);
const kind = fc.constantFrom(...KINDS);
const REQUESTS = [
  BUY,
  { from: { internet: true }, to: 'http://elsewhere.example/' },
  { from: { pod: 'town/buyer' }, to: 'tcp://198.51.100.7:9' },
  { from: { node: 'n1' }, to: 'tcp://10.20.1.2:7000' },
] as const;
const request = fc.constantFrom(...REQUESTS);
const WITHOUT = new Map(REQUESTS.map((asked) => [asked as TraceRequest, walk(BOARD, asked)]));

/** Specs that select, name and hold other things than the board has. */
const nobody = { matchLabels: { app: 'nobody' } };
const elsewhere = fc.record(
  {
    podSelector: fc.constant(nobody),
    selector: fc.constantFrom(nobody, { matchLabels: { app: 'no' } }),
    endpointSelector: fc.constant(nobody),
    workloadSelector: fc.constant({ labels: { app: 'nobody' } }),
    ingress: fc.constantFrom([], [{}]),
    egress: fc.constantFrom([], [{}]),
    hosts: fc.constant(['other.test']),
    host: fc.constant('other.test'),
    addresses: fc.constant(['203.0.113.0/24']),
    cidr: fc.constant('203.0.113.0/24'),
    targetRef: fc.constant({ kind: 'Service', name: 'other' }),
    template: fc.constant({ metadata: { labels: { app: 'nobody' } }, spec: { containers: [] } }),
  },
  { requiredKeys: ['podSelector', 'selector', 'endpointSelector', 'workloadSelector', 'hosts'] },
);

test('an object that selects, names and holds nobody of the walk never changes the result', () => {
  fc.assert(
    fc.property(kind, elsewhere, request, ([group, name], spec, asked) => {
      const namespace = 'nowhere';
      // Calico's selectors are expressions.
      const own = group.includes('calico') ? { ...spec, selector: "app == 'nobody'" } : spec;
      const object: RawObject = {
        apiVersion: `${group}/v1`,
        kind: name,
        metadata: { name: 'bystander', namespace },
        spec: own,
      };
      expect(walk([...BOARD, object], asked)).toEqual(WITHOUT.get(asked));
    }),
    { numRuns: 120 },
  );
});

test('whatever stands in an unread object, the outcomes are those without it, and nothing is thrown', () => {
  fc.assert(
    fc.property(kind, fc.anything(), request, ([group, name], spec, asked) => {
      const object = {
        apiVersion: `${group}/v1`,
        kind: name,
        metadata: { name: 'any', namespace: 'oven' },
        spec,
      } as RawObject;
      const { notConsidered: _, verdict: __, ...rest } = walk([...BOARD, object], asked);
      const { verdict: ___, ...without } = WITHOUT.get(asked) ?? walk(BOARD, asked);
      expect(rest).toEqual(without);
    }),
    { numRuns: 80 },
  );
});

test('a board without such objects has nothing that was not considered', () => {
  for (const asked of REQUESTS) expect(walk(BOARD, asked)).not.toHaveProperty('notConsidered');
});
