import { describe, expect, test } from 'vitest';
import type { CloudName, RawObject } from '../../src/engine/index.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { LATER_WORDS } from '../../src/narration/en/page/later-words.ts';
import { targetFacts } from '../../src/simulation/facts/target-facts.ts';
import { ALB, BOARD, ingress, PUBLIC, web } from '../engine/routing/cloud-board.ts';
import { pod, service } from '../engine/routing/unread/board.ts';
import { buildCluster } from '../whole-engine.ts';

const words = { ...LATER_WORDS.objectFacts, condition: ENGLISH.condition };

/** The groups of an object, a line per fact: "label: value", or "→ key detail". */
function read(objects: readonly RawObject[], key: string, cloud: CloudName = 'eks'): readonly (readonly string[])[] {
  const cluster = buildCluster({ objects: [...BOARD, ...objects], overrides: { cloud, cni: 'bridge' } });
  const [kind = '', name = ''] = key.split('/');
  return targetFacts(cluster, { kind, namespace: 'oven', name }, words).map(({ title, facts }) => [
    title,
    ...facts.map((fact) =>
      'link' in fact ? `→ ${fact.link} ${fact.detail}` : `${fact.label}: ${fact.values.join('; ')}`,
    ),
  ]);
}

describe('targets of the load balancer of an Ingress', () => {
  const ip = { ...PUBLIC, [`${ALB}target-type`]: 'ip' };
  test('pods or nodes, with the check and what is known of each', () => {
    expect(read([ingress(ip), web('ClusterIP')], 'Ingress/i')).toEqual([
      [
        'Targets of web:80',
        'calls: pods',
        'health check: HTTP GET / at port 8080; 200 counts',
        expect.stringMatching(/^→ Pod\/oven\/web 10\.20\.1\.\d+:8080 not known$/),
        'not known: What the application answers is not among the objects.',
      ],
    ]);
    expect(read([ingress(PUBLIC), web('NodePort')], 'Ingress/i')[0]?.slice(1)).toEqual([
      'calls: nodes, at their node ports',
      'health check: HTTP GET / at port 30080; 200 counts',
      '→ Node/n1 10.0.0.11:30080 not known',
      '→ Node/n2 10.0.0.12:30080 not known',
      'not known: What the application answers is not among the objects.',
    ]);
  });
  test('a readinessProbe that asks the same proves it; where nothing listens it fails, and whether it gets requests is said', () => {
    const probe = { httpGet: { path: '/up', port: 8080 } };
    const other = pod('oven/web-2', 8080, {
      labels: { app: 'web' },
      spec: { containers: [{ name: 'main', image: 'img', ports: [{ containerPort: 8080 }], readinessProbe: probe }] },
    });
    const up = { ...ip, [`${ALB}healthcheck-path`]: '/up', [`${ALB}success-codes`]: '200-299' };
    const [, , check, ...targets] = read([ingress(up), web('ClusterIP'), other], 'Ingress/i')[0] ?? [];
    expect(check).toBe('health check: HTTP GET /up at port 8080; 200-299 counts');
    expect(targets.find((each) => each.includes('Pod/oven/web-2 '))).toMatch(/ passes$/);
    const elsewhere = { ...ip, [`${ALB}healthcheck-port`]: '9000' };
    expect(read([ingress(elsewhere), web('ClusterIP')], 'Ingress/i')[0]?.[3]).toMatch(
      /fails, nothing listens at port 9000; as all do, it gets requests all the same$/,
    );
  });
  test('no other Ingress has any', () => {
    expect(read([ingress({}, { className: 'nginx' }), web('ClusterIP')], 'Ingress/i')).toEqual([]);
  });
});

describe('targets of the load balancer of a Service', () => {
  const balanced = (spec: object = {}, annotations = {}) =>
    service(
      'oven/web',
      80,
      {
        type: 'LoadBalancer',
        selector: { app: 'web' },
        ports: [{ port: 80, targetPort: 8080, nodePort: 30_080 }],
        ...spec,
      },
      { annotations },
    );
  test('with externalTrafficPolicy Local only the node that has an endpoint passes', () => {
    const local = balanced({ externalTrafficPolicy: 'Local', healthCheckNodePort: 31_000 });
    expect(read([local], 'Service/web', 'gke')).toEqual([
      [
        'Targets of port 80',
        'calls: nodes, with packets as they are',
        'health check: HTTP GET /healthz at port 31000, answered by kube-proxy for the endpoints on its node; 200 counts',
        '→ Node/n1 10.0.0.11 passes',
        '→ Node/n2 10.0.0.12 fails, no endpoint to pass it to; it gets no requests',
      ],
    ]);
  });
  test('each cloud asks in its own way', () => {
    const checkOf = (cloud: CloudName, annotations = {}) =>
      read([balanced({}, annotations)], 'Service/web', cloud)[0]?.[2];
    expect(checkOf('gke')).toContain('at port 10256, answered by kube-proxy for itself');
    expect(checkOf('aks')).toBe('health check: TCP at port 30080');
    const nlb = {
      'service.beta.kubernetes.io/aws-load-balancer-type': 'external',
      'service.beta.kubernetes.io/aws-load-balancer-nlb-target-type': 'ip',
    };
    expect(checkOf('eks', nlb)).toBe('health check: TCP at port 8080');
  });
});
