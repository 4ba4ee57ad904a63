import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../../runs.ts';
import { object, service, walk } from '../unread/board.ts';
import { type Authorization, isAllowed, type Said } from './authorization-opinion.ts';
import { meshBoard } from './board.ts';

const SETS = Number(process.env['POLICY_SETS'] ?? runs(1000));

const some = (...values: readonly string[]) =>
  fc.subarray([...values], { minLength: 1, maxLength: Math.min(2, values.length) });
/** One of the fields or two: what says more is for nobody, and then it does not matter what it says. */
const few = (fields: Readonly<Record<string, fc.Arbitrary<readonly string[]>>>) =>
  fc
    .subarray(Object.keys(fields), { minLength: 1, maxLength: 2 })
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, fields[name] ?? fc.constant([])]))));
/** What is undefined is not written. */
const written = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as T;

const BUYER = 'cluster.local/ns/town/sa/default';
const source = few({
  principals: some(BUYER, '*', 'cluster.local/ns/yard/sa/default', 'cluster.local/ns/town/*'),
  notPrincipals: some(BUYER, '*', 'cluster.local/ns/yard/*'),
  namespaces: some('town', 'yard', 't*'),
  notNamespaces: some('town', 'yard'),
  ipBlocks: some('10.20.1.0/24', '10.20.2.0/24', '10.20.1.2'),
  notIpBlocks: some('10.20.1.2/31', '192.0.2.0/24', '10.20.1.3'),
  requestPrincipals: some('*'),
});
const operation = few({
  hosts: some('bread', 'bread.town', '*.town', 'BREAD*'),
  notHosts: some('bread.town', 'cake'),
  ports: some('7000', '80'),
  notPorts: some('7000', '80'),
  methods: some('GET', 'POST', 'G*'),
  notMethods: some('GET', 'PUT'),
  paths: some('/cart', '/cart*', '*art', '/'),
  notPaths: some('/admin*', '/cart'),
});
const condition = fc.oneof(
  fc.record({ key: fc.constant('request.headers[x-role]'), values: some('baker', 'b*', '*') }),
  fc.record({ key: fc.constant('source.namespace'), notValues: some('yard', 'town') }),
  fc.record({ key: fc.constant('destination.port'), values: some('7000', '81') }),
);
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 2 });
const rule = fc.oneof(
  { weight: 4, arbitrary: fc.record({ from: list(source) }) },
  { weight: 4, arbitrary: fc.record({ to: list(operation) }) },
  { weight: 3, arbitrary: fc.record({ when: list(condition) }) },
  { weight: 2, arbitrary: fc.record({ from: list(source), to: list(operation) }) },
  { weight: 1, arbitrary: fc.record({ from: list(source), to: list(operation), when: list(condition) }) },
  { weight: 1, arbitrary: fc.constant({}) },
) as fc.Arbitrary<Said>;
const policies = fc.array(
  fc
    .record({
      namespace: fc.constantFrom('town', 'town', 'town', 'istio-system', 'yard'),
      action: fc.constantFrom(undefined, 'ALLOW', 'DENY', 'DENY', 'AUDIT'),
      selector: fc.constantFrom(undefined, undefined, { app: 'bread' }, { app: 'cake' }),
      rules: fc.option(fc.array(rule, { maxLength: 2 }), { nil: undefined, freq: 6 }),
    })
    .map(written),
  { minLength: 1, maxLength: 2 },
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
