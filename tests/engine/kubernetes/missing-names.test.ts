import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { buildCluster } from '../../whole-engine.ts';
import { saidFinding } from '../../support/said.ts';
import { deployment, nodes, service, workload } from './objects.ts';

const found = (code: string, objects: readonly RawObject[]) =>
  buildCluster({ objects: [...nodes(1), ...objects] }).findings.filter((finding) => finding.code === code);

describe('a StatefulSet', () => {
  const set = (serviceName?: string) => workload('StatefulSet', 'pg', { spec: { serviceName } });
  const told = (...objects: readonly RawObject[]) => found('GOVERNING_SERVICE_NOT_FOUND', objects);

  test('whose serviceName names no Service is told at that field', () => {
    const headless = service('pg-headless', { clusterIP: 'None', selector: { app: 'pg' } });
    const elsewhere = { ...service('pg'), metadata: { name: 'pg', namespace: 'other' } };
    const [finding, ...more] = told(set('pg'), headless, elsewhere);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'warning',
      object: { kind: 'StatefulSet', namespace: 'default', name: 'pg' },
      path: ['spec', 'serviceName'],
    });
    expect(finding && saidFinding(finding)).toBe(
      'There is no Service pg in namespace default, so the pods have no names (POD.pg). Create it with clusterIP None: the serviceName of a StatefulSet cannot be changed.',
    );
  });

  test('whose Service is there, or that names none, is not told', () => {
    expect(told(set('pg'), service('pg', { clusterIP: 'None' }))).toEqual([]);
    expect(told(set())).toEqual([]);
    expect(told(set(''))).toEqual([]);
  });
});

describe('a Route', () => {
  const route = (targetPort: number | string | undefined, more: object = {}): RawObject => ({
    apiVersion: 'route.openshift.io/v1',
    kind: 'Route',
    metadata: { name: 'shop', namespace: 'default' },
    spec: {
      host: 'shop.example',
      to: { kind: 'Service', name: 'web' },
      ...(targetPort === undefined ? {} : { port: { targetPort } }),
      ...more,
    },
  });
  const web = service('web', { ports: [{ name: 'http', port: 80, targetPort: 8080 }] });
  const told = (...objects: readonly RawObject[]) => found('ROUTE_PORT_NOT_FOUND', [deployment('web'), ...objects]);

  test.each(['htp', 80])('whose targetPort %s is no port of its Service is told at that field', (targetPort) => {
    const [finding, ...more] = told(web, route(targetPort));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'error',
      object: { kind: 'Route', namespace: 'default', name: 'shop' },
      path: ['spec', 'port', 'targetPort'],
    });
    expect(finding && saidFinding(finding)).toBe(
      `Service web has no port named ${targetPort}, and its pods have no port ${targetPort}; they have http (8080). The router finds no endpoint of it. Name a port of the Service, or give the number that its pods have.`,
    );
  });

  test.each(['http', 8080, undefined])('with targetPort %s is not told', (targetPort) => {
    expect(told(web, route(targetPort))).toEqual([]);
  });

  test('is told once of each Service that gets requests and lacks the port', () => {
    const other = service('other', { selector: { app: 'web' }, ports: [{ name: 'grpc', port: 80, targetPort: 8080 }] });
    const shares = (weight: number) => ({ alternateBackends: [{ kind: 'Service', name: 'other', weight }] });
    const services = (weight: number) =>
      told(web, other, route('http', shares(weight))).map(({ detail }) => (detail as { service: unknown }).service);
    expect(services(1)).toEqual([{ namespace: 'default', name: 'other' }]);
    expect(services(0)).toEqual([]);
  });

  test('whose Service is missing is told at its name, with what becomes of requests and where there is one', () => {
    const missing = (...objects: readonly RawObject[]) => found('ROUTE_SERVICE_NOT_FOUND', objects);
    const [finding, ...more] = missing(route('http'));
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      severity: 'error',
      object: { kind: 'Route', name: 'shop' },
      path: ['spec', 'to', 'name'],
    });
    expect(finding && saidFinding(finding)).toBe(
      'There is no Service web in namespace default: requests are answered with 503.',
    );
    const other = (weight: number) => ({ alternateBackends: [{ kind: 'Service', name: 'other', weight }] });
    const elsewhere = { ...service('other', {}), metadata: { name: 'other', namespace: 'shop' } };
    const [second] = missing(web, elsewhere, route('http', other(1)));
    expect(second?.path).toEqual(['spec', 'alternateBackends', 0, 'name']);
    expect(second && saidFinding(second)).toBe(
      'There is no Service other in namespace default: its share of the requests goes to the other backends. There is one in shop: a Route leads to its own namespace alone.',
    );
    expect(missing(web, route('http', other(0)))).toEqual([]);
  });

  test('whose Service is missing or has no endpoints is not told of ports', () => {
    expect(told(route('htp'))).toEqual([]);
    expect(found('ROUTE_PORT_NOT_FOUND', [web, route('htp')])).toEqual([]);
  });
});
