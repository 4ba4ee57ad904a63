import fc from 'fast-check';
import { expect, test } from 'vitest';
import { object, service, walk } from '../unread/board.ts';
import { type Authorization, isAllowed } from './authorization-opinion.ts';
import { meshBoard } from './board.ts';

const SETS = Number(process.env['POLICY_SETS'] ?? 100);

const some = (...values: readonly string[]) =>
  fc.subarray([...values], { minLength: 1, maxLength: Math.min(2, values.length) });
/** Mostly not: a rule that says much is for nobody. */
const maybe = <T>(values: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: values });
/** What is undefined is not written. */
const written = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

const BUYER = 'cluster.local/ns/town/sa/default';
const source = fc
  .record({
    principals: maybe(some(BUYER, '*', 'cluster.local/ns/yard/sa/default', 'cluster.local/ns/town/*')),
    notPrincipals: maybe(some(BUYER, '*')),
    namespaces: maybe(some('town', 'yard', 't*')),
    notNamespaces: maybe(some('town', 'yard')),
    ipBlocks: maybe(some('10.20.1.0/24', '10.20.2.0/24', '10.20.1.2')),
    notIpBlocks: maybe(some('10.20.0.0/16', '192.0.2.0/24')),
    requestPrincipals: maybe(some('*')),
  })
  .map(written);
const operation = fc
  .record({
    hosts: maybe(some('bread', 'bread.town', '*.town', 'BREAD*')),
    ports: maybe(some('7000', '80')),
    notPorts: maybe(some('7000', '80')),
    methods: maybe(some('GET', 'POST', 'G*')),
    notMethods: maybe(some('GET', 'PUT')),
    paths: maybe(some('/cart', '/cart*', '*art', '/')),
    notPaths: maybe(some('/admin*', '/cart')),
  })
  .map(written);
const condition = fc.oneof(
  fc.record({ key: fc.constant('request.headers[x-role]'), values: some('baker', 'b*', '*') }),
  fc.record({ key: fc.constant('source.namespace'), notValues: some('yard', 'town') }),
  fc.record({ key: fc.constant('destination.port'), values: some('7000', '81') }),
);
const list = <T>(item: fc.Arbitrary<T>) =>
  fc.option(fc.array(item, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 1 });
const rule = fc.record({ from: list(source), to: list(operation), when: list(condition) }).map(written);
const policies = fc.array(
  fc
    .record({
      namespace: fc.constantFrom('town', 'town', 'istio-system', 'yard'),
      action: fc.constantFrom(undefined, 'ALLOW', 'DENY', 'AUDIT'),
      selector: fc.constantFrom(undefined, { app: 'bread' }, { app: 'cake' }),
      rules: fc.option(fc.array(rule, { maxLength: 3 }), { nil: undefined, freq: 6 }),
    })
    .map(written),
  { maxLength: 3 },
);
const request = fc.record({
  from: fc.constantFrom('town/buyer', 'yard/guest'),
  scheme: fc.constantFrom('http', 'http', 'tcp'),
  host: fc.constantFrom('bread.town', 'bread.town.svc'),
  method: fc.constantFrom('GET', 'POST'),
  path: fc.constantFrom('/', '/cart', '/admin/x'),
  role: fc.constantFrom(undefined, 'baker'),
});

test('walks agree with the documentation on random AuthorizationPolicies', () => {
  fc.assert(
    fc.property(policies, request, (all, { from, scheme, host, method, path, role }) => {
      const board = [
        ...meshBoard().filter(({ kind, metadata }) => kind !== 'Service' || metadata.name !== 'bread'),
        // Without a name the proxies look at the bytes.
        service('town/bread', 80, { ports: [{ port: 80, targetPort: 7000 }] }),
        ...all.map(({ namespace, selector, ...spec }, at) =>
          object(`security.istio.io/v1 AuthorizationPolicy ${namespace}/a${at}`, {
            ...(selector !== undefined && { selector: { matchLabels: selector } }),
            ...spec,
            ...(spec.rules !== undefined && {
              rules: spec.rules.map(({ from: sources, to, ...rest }) => ({
                ...(sources && { from: sources.map((each) => ({ source: each })) }),
                ...(to && { to: to.map((each) => ({ operation: each })) }),
                ...rest,
              })),
            }),
          }),
        ),
      ];
      const isHttp = scheme === 'http';
      const { verdict, outcomes } = walk(board, {
        from: { pod: from },
        to: isHttp ? `http://${host}${path}` : `tcp://${host}:80`,
        http: { method, headers: role === undefined ? {} : { 'X-Role': role } },
      });
      const inMesh = from.startsWith('town');
      const made = isAllowed(all as readonly Authorization[], {
        namespace: 'town',
        labels: { app: 'bread' },
        port: 7000,
        ip: inMesh ? '10.20.1.2' : '10.20.1.3',
        ...(inMesh && { who: { namespace: 'town', account: 'default' } }),
        ...(isHttp && { http: { host, method, path, ...(role !== undefined && { role }) } }),
      });
      expect(verdict).toBe(made ? 'REACHABLE' : 'UNREACHABLE');
      const [outcome] = outcomes;
      if (!made) expect(outcome?.cause?.code).toBe('MESH_REFUSES');
      if (!made) expect(isHttp ? outcome?.http?.status : outcome?.disposition).toBe(isHttp ? 403 : 'REFUSED');
    }),
    { numRuns: SETS },
  );
}, 600_000);
