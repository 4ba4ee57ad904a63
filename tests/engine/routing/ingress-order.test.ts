import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import { BOARD, ingress, path, web } from './cloud-board.ts';
import { object, walk } from './unread/board.ts';

// Two Ingresses with the same host and path, for one controller.

const controller = (name: string, image: string): readonly RawObject[] => {
  const labels = { 'app.kubernetes.io/name': name };
  return [
    object(
      `v1 Pod edge/proxy`,
      { nodeName: 'n1', containers: [{ name: 'proxy', image, ports: [{ containerPort: 80 }] }] },
      { labels },
    ),
    object(`v1 Service edge/proxy`, { type: 'LoadBalancer', selector: labels, ports: [{ port: 80 }] }),
  ];
};
const entry = (name: string, service: string, creationTimestamp?: string): RawObject => {
  const made = ingress({}, { name, className: 'edge', paths: [path(service)] });
  const created = creationTimestamp === undefined ? {} : { creationTimestamp };
  return { ...made, metadata: { ...made.metadata, ...created } };
};
const HAPROXY = controller('haproxy-ingress', 'quay.io/jcmoraisjr/haproxy-ingress:v0.15.0');
const classOf = (name: string) => object('networking.k8s.io/v1 IngressClass edge', { controller: name });

function answers(proxy: readonly RawObject[], of: string, entries: readonly RawObject[]) {
  const { outcomes, assumptions } = walk(
    [...BOARD, ...proxy, classOf(of), web('ClusterIP'), web('ClusterIP', {}, 'api'), ...entries],
    { from: { internet: true }, to: 'http://shop.example/' },
    { cni: 'bridge' },
  );
  const said = assumptions.flatMap((each) => (each.code === 'INGRESS_ORDER_ASSUMED' ? [each.detail] : []));
  return { backend: outcomes[0]?.http?.backend?.service, said };
}

test('HAProxy Ingress takes the older, and of the same age the first by name', () => {
  const of = 'haproxy-ingress.github.io/controller';
  const young = entry('a', 'api', '2026-05-01T10:00:00Z');
  const old = entry('b', 'web', '2025-05-01T10:00:00Z');
  expect(answers(HAPROXY, of, [young, old])).toEqual({ backend: 'web', said: [] });
  expect(answers(HAPROXY, of, [entry('b', 'web'), entry('a', 'api')])).toEqual({ backend: 'api', said: [] });
});

test('of others it is said that the first is taken, where it matters', () => {
  const contour = controller('contour', 'ghcr.io/projectcontour/contour:v1.33.0');
  const of = 'projectcontour.io/ingress-controller';
  const named = (name: string) => ({ namespace: 'oven', name });
  const both = [entry('b', 'web', '2026-05-01T10:00:00Z'), entry('a', 'api', '2025-05-01T10:00:00Z')];
  expect(answers(contour, of, both)).toEqual({
    backend: 'web',
    said: [{ host: 'shop.example', path: '/', taken: named('b'), others: [named('a')] }],
  });
  expect(answers(contour, of, [entry('b', 'web'), entry('a', 'web')]).said).toEqual([]);
  expect(answers(contour, of, [entry('b', 'web')]).said).toEqual([]);
});
