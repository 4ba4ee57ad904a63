import { describe, expect, test } from 'vitest';
import { ALB, ask, backendOf, type Entry, ingress, type Labels, path, PUBLIC, statusOf, web } from './cloud-board.ts';

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
