import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { object, pod, service, walk } from './unread/board.ts';

type Labels = Readonly<Record<string, string>>;

const node = (n: number): RawObject => ({
  ...object(`v1 Node n${n}`, { podCIDRs: [`10.20.${n}.0/24`] }),
  status: { addresses: [{ type: 'InternalIP', address: `10.0.0.1${n}` }] },
});
const ALB = 'alb.ingress.kubernetes.io/';
const PUBLIC = { [`${ALB}scheme`]: 'internet-facing' };
const path = (name: string, at = '/', pathType = 'Prefix') => ({
  path: at,
  pathType,
  backend: { service: { name, port: { number: 80 } } },
});

interface Entry {
  readonly name?: string;
  readonly host?: string;
  readonly className?: string;
  readonly paths?: readonly object[];
  readonly spec?: object;
}

function ingress(
  annotations: Labels,
  { name = 'i', host = 'shop.example', className = 'alb', paths, spec }: Entry = {},
): RawObject {
  const http = { paths: paths ?? [path('web')] };
  return object(
    `networking.k8s.io/v1 Ingress oven/${name}`,
    { ingressClassName: className, rules: [{ host, http }], ...spec },
    { annotations },
  );
}

const web = (type: string, annotations: Labels = {}, name = 'web') =>
  service(
    `oven/${name}`,
    80,
    {
      type,
      selector: { app: 'web' },
      ports: [{ port: 80, targetPort: 8080, ...(type === 'NodePort' && { nodePort: 30_080 }) }],
    },
    { annotations },
  );
const BOARD = [node(1), node(2), object('v1 Namespace oven', {}), pod('oven/web', 8080)];

function ask(
  objects: readonly RawObject[],
  to = 'http://shop.example/',
  cloud: 'eks' | 'gke' = 'eks',
  from: TraceRequest['from'] = { internet: true },
) {
  return walk([...BOARD, ...objects], { from, to }, { cloud, cni: 'bridge' });
}
const statusOf = (objects: readonly RawObject[], to?: string, cloud?: 'eks' | 'gke') =>
  ask(objects, to, cloud).outcomes[0]?.http?.status;
const backendOf = (objects: readonly RawObject[], to?: string, cloud?: 'eks' | 'gke') =>
  ask(objects, to, cloud).outcomes[0]?.http?.backend?.service;

describe('an ALB', () => {
  test('with instance targets calls node ports, as itself', () => {
    const result = ask([ingress(PUBLIC), web('NodePort')]);
    expect(result.verdict).toBe('REACHABLE');
    expect(result.assumptions.map(({ code }) => code)).not.toContain('INGRESS_CONTROLLER_ASSUMED');
    const [outcome] = result.outcomes;
    const [, onward] = outcome?.legs ?? [];
    expect(onward?.request.hops[0]?.namespace).toBe('load-balancer');
    expect(onward?.request.flow.destinationPort).toBe(30_080);
    expect(
      result.outcomes.map(({ legs }) => legs[1]?.request.flow.destinationIP ?? '').sort((a, b) => a.localeCompare(b)),
    ).toEqual(['10.0.0.11', '10.0.0.12']);
  });
  test('a Service without a node port is none of its targets: the cause, and the fix that is tried', () => {
    const result = ask([ingress(PUBLIC), web('ClusterIP')]);
    expect(result.verdict).toBe('UNREACHABLE');
    expect(result.outcomes[0]).toMatchObject({
      http: { status: 503 },
      cause: {
        code: 'INGRESS_NOT_SERVED',
        detail: { is: 'NO_NODE_PORT' },
        fix: { code: 'SET_ANNOTATION', value: 'ip' },
      },
    });
  });
  test('with IP targets calls pods; a Service may say so for itself', () => {
    for (const objects of [
      [ingress({ ...PUBLIC, [`${ALB}target-type`]: 'ip' }), web('ClusterIP')],
      [ingress(PUBLIC), web('ClusterIP', { [`${ALB}target-type`]: 'ip' })],
    ]) {
      const result = ask(objects);
      expect(result.verdict).toBe('REACHABLE');
      expect(result.outcomes[0]?.legs[1]?.request.flow.destinationPort).toBe(8080);
    }
  });
  test('is internal unless it says otherwise', () => {
    const result = ask([ingress({}), web('NodePort')]);
    expect(result.outcomes[0]?.cause).toMatchObject({
      code: 'ADDRESS_NOT_PUBLIC',
      fix: { code: 'SET_ANNOTATION', value: 'internet-facing' },
    });
    expect(ask([ingress({}), web('NodePort')], 'http://shop.example/', 'eks', { node: 'n1' }).verdict).toBe(
      'REACHABLE',
    );
  });
  test('listens where it is told, and sends on to https', () => {
    const listening = {
      ...PUBLIC,
      [`${ALB}listen-ports`]: '[{"HTTP": 80}, {"HTTPS": 443}]',
      [`${ALB}ssl-redirect`]: '443',
    };
    const both = [ingress(listening), web('NodePort')];
    expect(ask(both).outcomes[0]?.http).toMatchObject({ status: 301, location: 'https://shop.example/' });
    expect(statusOf(both, 'https://shop.example/')).toBe(200);
    expect(ask([ingress(PUBLIC), web('NodePort')], 'https://shop.example/').outcomes[0]?.disposition).toBe('REFUSED');
    expect(
      statusOf([ingress({ ...PUBLIC, [`${ALB}certificate-arn`]: 'arn' }), web('NodePort')], 'https://shop.example/'),
    ).toBe(200);
  });
  test('a group is one load balancer, its rules by order', () => {
    const group = (order: number) => ({ ...PUBLIC, [`${ALB}group.name`]: 'g', [`${ALB}group.order`]: `${order}` });
    const late = ingress(group(2), { name: 'a', paths: [path('web')] });
    const early = ingress(group(1), { name: 'b', paths: [path('api', '/api')] });
    const objects = [late, early, web('NodePort'), { ...web('ClusterIP', { [`${ALB}target-type`]: 'ip' }, 'api') }];
    expect(backendOf(objects, 'http://shop.example/api/x')).toBe('api');
    expect(backendOf(objects, 'http://shop.example/')).toBe('web');
  });
  test('a pattern without a type is a pattern, and unmatched is 404', () => {
    const like = (at: string) => [
      ingress(PUBLIC, { paths: [path('web', at, 'ImplementationSpecific')] }),
      web('NodePort'),
    ];
    expect(statusOf(like('/'), 'http://shop.example/a')).toBe(404);
    expect(statusOf(like('/*'), 'http://shop.example/a')).toBe(200);
    expect(statusOf(like('/img/?.png'), 'http://shop.example/img/a.png')).toBe(200);
    expect(
      statusOf(
        [ingress(PUBLIC, { spec: { rules: [], defaultBackend: path('web').backend } }), web('NodePort')],
        'http://198.18.0.1/',
      ),
    ).toBe(200);
  });
  test('patterns of strangers end soon', () => {
    const pattern = `/${'*a'.repeat(60)}b`;
    const objects = [ingress(PUBLIC, { paths: [path('web', pattern, 'ImplementationSpecific')] }), web('NodePort')];
    const begun = performance.now();
    expect(statusOf(objects, `http://shop.example/${'a'.repeat(2000)}`)).toBe(404);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('what annotations have an ALB do', () => {
  const action = (name: string, value: unknown): Labels => ({
    ...PUBLIC,
    [`${ALB}actions.${name}`]: typeof value === 'string' ? value : JSON.stringify(value),
  });
  const named = (name: string) => ({
    path: '/',
    pathType: 'Prefix',
    backend: { service: { name, port: { name: 'use-annotation' } } },
  });
  const httpOf = (objects: readonly RawObject[], to?: string, http?: TraceRequest['http']) =>
    walk(
      [...BOARD, ...objects],
      { from: { internet: true }, to: to ?? 'http://shop.example/', ...(http && { http }) },
      { cloud: 'eks', cni: 'bridge' },
    ).outcomes[0];

  test('a redirect keeps what it does not state, and is none where it would lead to itself', () => {
    const toHttps = { type: 'redirect', redirectConfig: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } };
    const both = { [`${ALB}listen-ports`]: '[{"HTTP": 80}, {"HTTPS": 443}]' };
    const objects = [
      ingress({ ...action('ssl-redirect', toHttps), ...both }, { paths: [named('ssl-redirect'), path('web')] }),
      web('NodePort'),
    ];
    expect(httpOf(objects, 'http://shop.example/a/b?c=d')?.http).toMatchObject({
      status: 301,
      location: 'https://shop.example/a/b?c=d',
    });
    expect(httpOf(objects, 'https://shop.example/a')?.http).toMatchObject({ status: 200, backend: { service: 'web' } });
    const elsewhere = {
      type: 'redirect',
      redirectConfig: { host: 'new.example', path: '/shop/#{path}', query: '', statusCode: 'HTTP_302' },
    };
    const moved = [ingress(action('move', elsewhere), { paths: [named('move')] })];
    expect(httpOf(moved, 'http://shop.example/a?b=c')?.http).toMatchObject({
      status: 302,
      location: 'http://new.example/shop/a',
    });
  });
  test('names of fields are read in any case, as the controller does', () => {
    const former = { Type: 'fixed-response', FixedResponseConfig: { ContentType: 'text/plain', StatusCode: '200' } };
    const outcome = httpOf([ingress(action('hello', former), { paths: [named('hello')] })]);
    expect(outcome).toMatchObject({ http: { status: 200, filters: ['actions.hello'] }, cause: null });
    expect(outcome?.legs).toHaveLength(1);
  });
  test('weights decide among Services, whether they have targets or not', () => {
    const groups = (...weights: readonly number[]) => ({
      type: 'forward',
      forwardConfig: {
        targetGroups: weights.map((weight, at) => ({
          serviceName: ['web', 'other'][at],
          servicePort: at === 0 ? 80 : '80',
          weight,
        })),
      },
    });
    const empty = service('oven/other', 80, { type: 'NodePort', selector: { app: 'nobody' } });
    const shares = (value: unknown) =>
      ask([ingress(action('split', value), { paths: [named('split')] }), web('NodePort'), empty]).outcomes.map(
        ({ http, probability }) => [http?.backend?.service, http?.status, probability],
      );
    const split = shares(groups(3, 1));
    expect(split.filter(([name]) => name === 'web').reduce((sum, [, , share]) => sum + Number(share), 0)).toBeCloseTo(
      0.75,
    );
    // The nodes refuse what is for nobody.
    expect(split.filter(([name]) => name === 'other')).toEqual([
      ['other', 502, 0.125],
      ['other', 502, 0.125],
    ]);
    expect(shares(groups(1, 0)).every(([name]) => name === 'web')).toBe(true);
  });
  test('conditions have to be met as well; hosts and patterns stand beside those of the rule', () => {
    const asks = (...conditions: readonly object[]) => [
      ingress({ ...PUBLIC, [`${ALB}conditions.web`]: JSON.stringify(conditions) }),
      web('NodePort'),
    ];
    const header = asks({ field: 'http-header', httpHeaderConfig: { httpHeaderName: 'X-Team', values: ['bak*'] } });
    expect(httpOf(header, undefined, { headers: { 'x-team': 'BAKERS' } })?.http?.status).toBe(200);
    expect(httpOf(header)).toMatchObject({
      http: { status: 404 },
      cause: { code: 'INGRESS_NO_MATCH', detail: { is: 'CONDITIONS', unmet: ['http-header'] } },
    });
    const method = asks({ field: 'http-request-method', httpRequestMethodConfig: { values: ['PUT'] } });
    expect(httpOf(method, undefined, { method: 'PUT' })?.http?.status).toBe(200);
    expect(httpOf(method)?.http?.status).toBe(404);
    const query = asks({
      field: 'query-string',
      queryStringConfig: { values: [{ key: 'v', value: '2' }, { value: 'on' }] },
    });
    expect(
      ['?v=2', '?v=3', '?x=ON', ''].map((each) => httpOf(query, `http://shop.example/${each}`)?.http?.status),
    ).toEqual([200, 404, 200, 404]);
    const source = (cidr: string) => asks({ field: 'source-ip', sourceIpConfig: { values: [cidr] } });
    expect(httpOf(source('0.0.0.0/0'))?.http?.status).toBe(200);
    expect(httpOf(source('10.0.0.0/8'))?.http?.status).toBe(404);
    const host = asks({ field: 'host-header', hostHeaderConfig: { values: ['*.bread.example'] } });
    expect(httpOf(host, undefined, { headers: { Host: 'a.bread.example' } })?.http?.status).toBe(200);
    expect(httpOf(host)?.http?.status).toBe(200);
    expect(httpOf(host, undefined, { headers: { Host: 'c.example' } })?.http?.status).toBe(404);
  });
  test('what cannot be read keeps the ALB of the whole group from being built', () => {
    const group = { [`${ALB}group.name`]: 'g' };
    const broken = ingress(
      { ...action('hello', { type: 'fixed-response', fixedResponseConfig: { statusCode: 200 } }), ...group },
      { name: 'b', host: 'other.example', paths: [named('hello')] },
    );
    expect(httpOf([ingress({ ...PUBLIC, ...group }), broken, web('NodePort')])).toMatchObject({
      http: { status: 503 },
      cause: {
        code: 'INGRESS_NOT_SERVED',
        object: { name: 'b' },
        detail: { mistake: { is: 'TYPE', field: 'statusCode', expected: 'TEXT' } },
      },
    });
    expect(httpOf([ingress(action('hello', '{'), { paths: [named('hello')] })])?.cause).toMatchObject({
      detail: { mistake: { is: 'NOT_JSON' } },
    });
    // Nobody asks for it.
    expect(httpOf([ingress(action('hello', '{')), web('NodePort')])?.http?.status).toBe(200);
  });
  test('a target group that somebody else made, and a regular expression, leave the answer open', () => {
    const arn = { type: 'forward', targetGroupARN: 'arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/t/1' };
    const result = ask([ingress(action('arn', arn), { paths: [named('arn')] })]);
    expect(result.verdict).toBe('UNDETERMINED');
    expect(JSON.stringify(result.notConsidered)).not.toContain('eu-west-1');
  });
});

describe('the load balancer of Google', () => {
  const gce = (annotations: Labels = {}, more: Entry = {}) => ingress(annotations, { className: 'gce', ...more });
  test('calls pods by their network endpoint groups, or node ports where these are off', () => {
    expect(ask([gce(), web('NodePort')], undefined, 'gke').outcomes[0]?.legs[1]?.request.flow.destinationPort).toBe(
      8080,
    );
    const off = { 'cloud.google.com/neg': '{"ingress": false}' };
    expect(
      ask([gce(), web('NodePort', off)], undefined, 'gke').outcomes[0]?.legs[1]?.request.flow.destinationPort,
    ).toBe(30_080);
    expect(ask([gce(), web('ClusterIP', off)], undefined, 'gke').outcomes[0]?.cause?.code).toBe('INGRESS_NOT_SERVED');
    const on = { 'cloud.google.com/neg': '{"ingress": true}' };
    expect(ask([gce(), web('ClusterIP', on)], undefined, 'gke').verdict).toBe('REACHABLE');
    expect(ask([gce(), web('ClusterIP')], undefined, 'gke').verdict).toBe('UNDETERMINED');
  });
  test('a path is itself alone, or with an asterisk all below; nothing that matches is 404', () => {
    const like = (at: string) => [gce({}, { paths: [path('web', at, 'ImplementationSpecific')] }), web('NodePort')];
    expect(statusOf(like('/a'), 'http://shop.example/a', 'gke')).toBe(200);
    expect(statusOf(like('/a'), 'http://shop.example/a/b', 'gke')).toBe(404);
    expect(statusOf(like('/a/*'), 'http://shop.example/a/b', 'gke')).toBe(200);
  });
  test('an internal one, and one without http', () => {
    expect(
      ask([gce({}, { className: 'gce-internal' }), web('NodePort')], undefined, 'gke').outcomes[0]?.cause?.code,
    ).toBe('ADDRESS_NOT_PUBLIC');
    const secure = gce({ 'kubernetes.io/ingress.allow-http': 'false' }, { spec: { tls: [{ secretName: 'tls' }] } });
    expect(ask([secure, web('NodePort')], undefined, 'gke').outcomes[0]?.disposition).toBe('REFUSED');
    expect(statusOf([secure, web('NodePort')], 'https://shop.example/', 'gke')).toBe(200);
  });
});
