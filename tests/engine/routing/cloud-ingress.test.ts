import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import {
  ALB,
  ask,
  backendOf,
  BOARD,
  type Entry,
  ingress,
  type Labels,
  path,
  PUBLIC,
  statusOf,
  web,
} from './cloud-board.ts';
import { buildCluster } from '../../whole-engine.ts';
import { object, pod, service, walk } from './unread/board.ts';

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
      fix: { code: 'ASK_FROM_INSIDE', detail: { value: 'internet-facing' } },
    });
    expect(result.outcomes[0]?.cause?.fix?.path).toBeUndefined();
    expect(ask([ingress({}), web('NodePort')], 'http://shop.example/', 'eks', { node: 'n1' }).verdict).toBe(
      'REACHABLE',
    );
  });
  test('with IP targets reaches pods of a network that it knows the way to, and no others', () => {
    const objects = [...BOARD, ingress({ ...PUBLIC, [`${ALB}target-type`]: 'ip' }), web('ClusterIP')];
    const at = (cni: string) =>
      walk(objects, { from: { internet: true }, to: 'http://shop.example/' }, { cloud: 'eks', cni }).outcomes[0];
    for (const cni of ['aws-vpc', 'gke', 'bridge'])
      expect(at(cni), cni).toMatchObject({ destination: { name: 'web' }, http: { status: 200 } });
    for (const cni of ['flannel', 'calico', 'calico-vxlan', 'cilium'])
      expect(at(cni), cni).toMatchObject({ http: { status: 504 }, cause: { code: 'POD_NETWORK_NOT_ROUTED' } });
  });
  test('that is internal has an address of the nodes’ network that is nobody else’s, one for a group', () => {
    const group = { [`${ALB}group.name`]: 'g' };
    const taken = service('oven/lb', 80, {
      type: 'LoadBalancer',
      loadBalancerIP: '10.0.0.250',
      selector: { app: 'web' },
    });
    const objects = [
      ingress({}, { name: 'own' }),
      ingress(group, { name: 'a', host: 'a.example' }),
      ingress(group, { name: 'b', host: 'b.example' }),
      ingress(PUBLIC, { name: 'open', host: 'open.example' }),
      web('NodePort'),
      taken,
    ];
    const addressOf = (name: string) =>
      buildCluster({ objects: [...BOARD, ...objects], overrides: { cloud: 'eks' } }).ingress('oven', name)?.addresses;
    expect([addressOf('own'), addressOf('a'), addressOf('b')]).toEqual([
      ['10.0.0.249'],
      ['10.0.0.248'],
      ['10.0.0.248'],
    ]);
    expect(addressOf('open')?.[0]).toMatch(/^198\.18\./);
    for (const from of [{ node: 'n2' }, { pod: 'oven/web' }])
      for (const url of ['http://10.0.0.249/', 'http://shop.example/']) {
        const request = { from, to: url, http: { headers: { Host: 'shop.example' } } };
        const result = walk([...BOARD, ...objects], request, { cloud: 'eks', cni: 'bridge' });
        expect(result.verdict, url).toBe('REACHABLE');
        expect(result.assumptions.map(({ code }) => code)).toContain('LOAD_BALANCER_ADDRESS_ASSUMED');
      }
    expect(ask(objects, 'http://10.0.0.249/').outcomes[0]?.cause?.code).toBe('ADDRESS_NOT_PUBLIC');
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

describe('the load balancer of Google', () => {
  const gce = (annotations: Labels = {}, { className = 'gce', spec, ...more }: Entry = {}) =>
    ingress(
      { 'kubernetes.io/ingress.class': className, ...annotations },
      { ...more, spec: { ...spec, ingressClassName: undefined } },
    );
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
    // GKE makes network endpoint groups unless it is told not to.
    expect(ask([gce(), web('ClusterIP')], undefined, 'gke').verdict).toBe('REACHABLE');
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
  test('takes what has no class on GKE, and leaves alone what names it by the field', () => {
    const without = gce({}, { spec: {} });
    const { 'kubernetes.io/ingress.class': _, ...annotations } = without.metadata.annotations ?? {};
    const unclassed = { ...without, metadata: { ...without.metadata, annotations } };
    const { outcomes, assumptions } = ask([unclassed, web('NodePort')], undefined, 'gke');
    expect(outcomes[0]?.legs[1]?.request.hops[0]?.namespace).toBe('load-balancer');
    expect(assumptions.map(({ code }) => code)).not.toContain('INGRESS_CONTROLLER_ASSUMED');
    expect(ask([unclassed, web('NodePort')]).assumptions.map(({ code }) => code)).toContain(
      'INGRESS_CONTROLLER_ASSUMED',
    );
    expect(
      ask([ingress({}, { className: 'gce' }), web('NodePort')], undefined, 'gke').outcomes[0]?.cause,
    ).toMatchObject({
      code: 'INGRESS_NOT_SERVED',
      detail: { is: 'CLASS_BY_FIELD', className: 'gce' },
      fix: { code: 'SET_ANNOTATION', value: 'gce' },
    });
  });
  test('a FrontendConfig sends plain http on, where there is https', () => {
    const named = { 'networking.gke.io/v1beta1.FrontendConfig': 'front' };
    const front = (redirectToHttps: object) =>
      object('networking.gke.io/v1beta1 FrontendConfig oven/front', { redirectToHttps });
    const tls = { spec: { tls: [{ secretName: 'tls' }] } };
    const httpOf = (redirect: object, more: Entry = tls) =>
      ask([front(redirect), gce(named, more), web('NodePort')], 'http://shop.example/a?b=c', 'gke').outcomes[0]?.http;
    expect(httpOf({ enabled: true })).toMatchObject({ status: 301, location: 'https://shop.example/a?b=c' });
    expect(httpOf({ enabled: true, responseCodeName: 'PERMANENT_REDIRECT' })?.status).toBe(308);
    expect(httpOf({ enabled: false })?.status).toBe(200);
    expect(httpOf({ enabled: true }, {})?.status).toBe(200);
  });
  test('sends to pods that pass its health check: as the BackendConfig of the port has it', () => {
    const config = (healthCheck: object, more: object = {}) =>
      object('cloud.google.com/v1 BackendConfig oven/check', { healthCheck, ...more });
    const named = (text: string, key = 'cloud.google.com/backend-config') => web('NodePort', { [key]: text });
    const all = named('{"default":"check"}');
    const checks = (objects: readonly RawObject[]) => ask([gce(), ...objects], undefined, 'gke');
    const assumed = (objects: readonly RawObject[]) =>
      checks(objects).assumptions.flatMap((each) => (each.code === 'HEALTH_CHECK_ASSUMED' ? [each.detail.check] : []));
    expect(assumed([web('NodePort')])).toMatchObject([{ type: 'HTTP', port: 8080, path: '/' }]);
    expect(assumed([all, config({ type: 'HTTPS', requestPath: '/up' })])).toMatchObject([
      { type: 'HTTPS', port: 8080, path: '/up' },
    ]);
    const elsewhere = config({ port: 9000, requestPath: '/up' });
    for (const service of [
      all,
      named('{"ports":{"80":"check"}}'),
      named('{"default":"check"}', 'beta.cloud.google.com/backend-config'),
    ]) {
      expect(checks([service, elsewhere]).outcomes[0]).toMatchObject({
        http: { status: 502 },
        cause: { code: 'HEALTH_CHECK_FAILS', object: { kind: 'BackendConfig' }, fix: { value: 8080 } },
      });
    }
    expect(checks([named('{"ports":{"81":"check"}}'), elsewhere]).verdict).toBe('REACHABLE');
    expect(checks([all, config({}, { securityPolicy: { name: 'armor' } })]).verdict).toBe('UNDETERMINED');
  });
  test('a readinessProbe of the port that is served is what it asks, and then a pod that is ready passes', () => {
    const probe = { httpGet: { path: '/ready', port: 8080 } };
    const ready = pod('oven/web', 8080, {
      spec: { containers: [{ name: 'main', image: 'img', ports: [{ containerPort: 8080 }], readinessProbe: probe }] },
    });
    const result = walk(
      [...BOARD.filter(({ kind }) => kind !== 'Pod'), ready, gce(), web('NodePort')],
      { from: { internet: true }, to: 'http://shop.example/' },
      { cloud: 'gke', cni: 'bridge' },
    );
    expect(result.verdict).toBe('REACHABLE');
    expect(result.assumptions.map(({ code }) => code)).not.toContain('HEALTH_CHECK_ASSUMED');
  });
});
