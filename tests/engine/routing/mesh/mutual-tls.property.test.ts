import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { runs } from '../../../runs.ts';
import { object, walk } from '../unread/board.ts';
import { meshBoard } from './board.ts';
import { type Authentication, type Destination, isMade, modeAt, ruleMode } from './mtls-opinion.ts';

const SETS = Number(process.env['POLICY_SETS'] ?? runs(1000));

const mode = fc.constantFrom(undefined, 'UNSET', 'DISABLE', 'PERMISSIVE', 'STRICT', 'STRICT', 'STRICT');
const place = fc.constantFrom('istio-system', 'town', 'town', 'yard');
const authentications = fc.array(
  fc.record({
    namespace: place,
    age: fc.nat(8),
    selector: fc.constantFrom(undefined, undefined, { app: 'bread' }, { app: 'well' }),
    mode,
    ports: fc.constantFrom(undefined, { 7000: 'STRICT' }, { 7000: 'PERMISSIVE' }, { 7000: 'UNSET' }, { 80: 'STRICT' }),
  }),
  { minLength: 1, maxLength: 3 },
);
const tls = fc.constantFrom(undefined, 'DISABLE', 'ISTIO_MUTUAL');
const destinations = fc.array(
  fc.record({
    namespace: place,
    age: fc.nat(8),
    host: fc.constantFrom(
      'bread',
      'bread',
      'well',
      'bread.town.svc.cluster.local',
      'well.yard.svc.cluster.local',
      '*',
      '*.local',
      'bread.town',
    ),
    mode: tls,
    port: fc.constantFrom(undefined, { number: 80, mode: 'DISABLE' }, { number: 80 }, { number: 81, mode: 'DISABLE' }),
  }),
  { minLength: 1, maxLength: 3 },
);

/** No two of one age: which of them is older is then for names to say. */
const distinct = <T extends { readonly age: number }>(all: readonly T[]): readonly T[] =>
  all.filter((each, at) => all.findIndex(({ age }) => age === each.age) === at);

const born = (age: number) => ({ creationTimestamp: `2024-01-0${age + 1}T00:00:00Z` });

function written(policies: readonly Authentication[], rules: readonly Destination[]): readonly RawObject[] {
  return [
    ...policies.map(({ namespace, name, age, selector, mode: said, ports }) =>
      object(
        `security.istio.io/v1 PeerAuthentication ${namespace}/${name}`,
        {
          ...(selector && { selector: { matchLabels: selector } }),
          ...(said !== undefined && { mtls: { mode: said } }),
          ...(ports && {
            portLevelMtls: Object.fromEntries(Object.entries(ports).map(([port, each]) => [port, { mode: each }])),
          }),
        },
        born(age) as object,
      ),
    ),
    ...rules.map(({ namespace, name, age, host, mode: said, port }) =>
      object(
        `networking.istio.io/v1 DestinationRule ${namespace}/${name}`,
        {
          host,
          ...((said !== undefined || port) && {
            trafficPolicy: {
              ...(said !== undefined && { tls: { mode: said } }),
              ...(port && {
                portLevelSettings: [
                  { port: { number: port.number }, ...('mode' in port && { tls: { mode: port.mode } }) },
                ],
              }),
            },
          }),
        },
        born(age) as object,
      ),
    ),
  ];
}

test('walks agree with the documentation on random PeerAuthentications and DestinationRules', () => {
  // A proxy at both ends is what most of it is about.
  const ends = fc.constantFrom('town', 'town', 'yard');
  fc.assert(
    fc.property(authentications, destinations, ends, ends, (asked, ruled, from, to) => {
      const policies = distinct(asked).map((each, at) => ({ ...each, name: `p${at}` })) as readonly Authentication[];
      const rules = distinct(ruled).map((each, at) => ({ ...each, name: `d${at}` })) as readonly Destination[];
      const name = to === 'town' ? 'bread' : 'well';
      const client = from === 'town' ? 'buyer' : 'guest';
      const { verdict } = walk(meshBoard(written(policies, rules)), {
        from: { pod: `${from}/${client}` },
        to: `http://${name}.${to}/`,
      });
      const demand = modeAt(policies, { namespace: to, labels: { app: name }, port: 7000 });
      const rule = ruleMode(rules, from, { namespace: to, name, port: 80 });
      const made = isMade({ client: from === 'town', server: to === 'town' }, demand, rule);
      expect(verdict).toBe(made ? 'REACHABLE' : 'UNREACHABLE');
    }),
    { numRuns: SETS },
  );
}, 600_000);
