import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../../src/engine/routing/request/request.ts';
import { buildCluster } from '../../whole-engine.ts';
import { ALB, ask, BOARD, type Entry, ingress, type Labels, path, PUBLIC, web } from './cloud-board.ts';
import { object, service, walk } from './unread/board.ts';

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
  test('what a condition asks for and a link does not have leaves the answer open', () => {
    const asks = (...values: readonly string[]) => [
      ingress({
        ...PUBLIC,
        [`${ALB}conditions.web`]: JSON.stringify([
          { field: 'http-header', httpHeaderConfig: { httpHeaderName: 'X-Api-Key', values } },
        ]),
      }),
      web('NodePort'),
    ];
    expect(ask(asks('a')).verdict).toBe('UNREACHABLE');
    expect(ask(asks('***')).verdict).toBe('UNDETERMINED');
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
  test('what backends lead to is told beforehand: an action that is not there, and Services that are not', () => {
    const findingsOf = (name: string, value: unknown) =>
      buildCluster({ objects: [...BOARD, ingress(action('hello', value), { paths: [named(name)] })] }).findings.flatMap(
        ({ code, detail, object: { kind } }) => (kind === 'Ingress' ? [{ code, detail }] : []),
      );
    const to = (serviceName: string) => ({
      type: 'forward',
      forwardConfig: { targetGroups: [{ serviceName, servicePort: 80 }] },
    });
    expect(findingsOf('other', to('web'))).toMatchObject([
      { code: 'ALB_RULE_UNUSABLE', detail: { because: { is: 'ABSENT', has: ['hello'] } } },
    ]);
    expect(findingsOf('hello', '{')).toMatchObject([
      { code: 'ALB_RULE_UNUSABLE', detail: { because: { is: 'NOT_JSON' } } },
    ]);
    expect(findingsOf('hello', to('nobody'))).toMatchObject([
      { code: 'INGRESS_BACKEND_NOT_FOUND', detail: { service: { name: 'nobody' } } },
    ]);
    expect(findingsOf('hello', { type: 'fixed-response', fixedResponseConfig: { statusCode: '200' } })).toEqual([]);
  });
  test('a target group that somebody else made, and a regular expression, leave the answer open', () => {
    const arn = { type: 'forward', targetGroupARN: 'arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/t/1' };
    const result = ask([ingress(action('arn', arn), { paths: [named('arn')] })]);
    expect(result.verdict).toBe('UNDETERMINED');
    expect(JSON.stringify(result.notConsidered)).not.toContain('eu-west-1');
  });
});

describe('the parameters of an ALB’s class', () => {
  const classOf = (spec: object): readonly RawObject[] => [
    object('networking.k8s.io/v1 IngressClass own', {
      controller: 'ingress.k8s.aws/alb',
      parameters: { apiGroup: 'elbv2.k8s.aws', kind: 'IngressClassParams', name: 'own' },
    }),
    object('elbv2.k8s.aws/v1beta1 IngressClassParams own', spec as Labels),
  ];
  const own = (annotations: Labels = {}, more: Entry = {}) => ingress(annotations, { className: 'own', ...more });
  test('the scheme goes before the annotation', () => {
    const internal = ask([...classOf({ scheme: 'internal' }), own(PUBLIC), web('NodePort')]);
    expect(internal.outcomes[0]?.cause).toMatchObject({
      code: 'ADDRESS_NOT_PUBLIC',
      object: { kind: 'IngressClassParams', name: 'own' },
      fix: { code: 'ASK_FROM_INSIDE', detail: { params: 'own', value: 'internet-facing' } },
    });
    const open = classOf({ scheme: 'internet-facing' });
    expect(ask([...open, own({ [`${ALB}scheme`]: 'internal' }), web('NodePort')]).verdict).toBe('REACHABLE');
    expect(ask([...classOf({}), own(), web('NodePort')]).outcomes[0]?.cause?.code).toBe('ADDRESS_NOT_PUBLIC');
  });
  test('a group of its own makes all Ingresses of the class one ALB', () => {
    const objects = [
      ...classOf({ scheme: 'internet-facing', group: { name: 'all' } }),
      own({ [`${ALB}group.name`]: 'another' }, { name: 'a' }),
      own({}, { name: 'b', host: 'api.example', paths: [path('api')] }),
      web('NodePort'),
      {
        ...web('NodePort', {}, 'api'),
        spec: { type: 'NodePort', selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080, nodePort: 30_081 }] },
      },
    ];
    const [a, b] = ['shop.example', 'api.example'].map((host) => ask(objects, `http://${host}/`).outcomes[0]);
    expect(a?.legs[0]?.request.flow.destinationIP).toBe(b?.legs[0]?.request.flow.destinationIP);
    expect(b?.http?.backend?.service).toBe('api');
  });
  test('a certificate has it listen at 443, and another family or attributes are named', () => {
    const params = classOf({
      scheme: 'internet-facing',
      certificateArn: ['arn'],
      loadBalancerAttributes: [{ key: 'idle_timeout.timeout_seconds', value: '120' }],
    });
    const result = ask([...params, own(), web('NodePort')], 'https://shop.example/');
    expect(result.verdict).toBe('REACHABLE');
    expect(result.notConsidered?.map(({ object: { kind } }) => kind)).toContain('IngressClassParams');
  });
  test('ranges that may connect: of the class before the annotation, and with groups of one’s own neither', () => {
    const only = (cidr: string) => ({ ...PUBLIC, [`${ALB}inbound-cidrs`]: cidr });
    expect(ask([ingress(only('0.0.0.0/0')), web('NodePort')]).verdict).toBe('REACHABLE');
    expect(ask([ingress(only('10.9.0.0/16')), web('NodePort')]).outcomes[0]).toMatchObject({
      disposition: 'DROPPED',
      cause: { code: 'INBOUND_RANGE_NOT_ALLOWED', object: { kind: 'Ingress' }, fix: { code: 'ADD_TO_ANNOTATION' } },
    });
    const params = classOf({ scheme: 'internet-facing', inboundCIDRs: ['10.9.0.0/16'] });
    expect(ask([...params, own(only('0.0.0.0/0')), web('NodePort')]).outcomes[0]?.cause).toMatchObject({
      code: 'INBOUND_RANGE_NOT_ALLOWED',
      object: { kind: 'IngressClassParams' },
    });
    const groups = { ...only('10.9.0.0/16'), [`${ALB}security-groups`]: 'sg-1' };
    expect(ask([ingress(groups), web('NodePort')]).outcomes[0]?.disposition).toBe('ACCEPTED');
  });
  test('a class that is not for the namespace is not served', () => {
    const params = classOf({ scheme: 'internet-facing', namespaceSelector: { matchLabels: { team: 'a' } } });
    expect(ask([...params, own(), web('NodePort')]).outcomes[0]?.cause).toMatchObject({
      code: 'INGRESS_NOT_SERVED',
      detail: { is: 'NAMESPACE_NOT_SELECTED', params: 'own' },
    });
  });
});
