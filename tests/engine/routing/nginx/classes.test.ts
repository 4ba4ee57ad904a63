import { describe, expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { object, pod, service, walk } from '../unread/board.ts';
import { answer, ingress, nginxBoard } from './nginx.ts';

const classes = (name: string, controller: string, isDefault = false): RawObject =>
  object(
    `networking.k8s.io/v1 IngressClass ${name}`,
    { controller },
    isDefault ? { annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } } : {},
  );

/** A second ingress-nginx, at 198.51.100.78. */
function second(args: readonly string[]): readonly RawObject[] {
  const labels = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/instance': 'inner' };
  const image = 'registry.k8s.io/ingress-nginx/controller:v1.13.0';
  const front = service('inner/gate', 80, { type: 'LoadBalancer', selector: labels, ports: [{ port: 80 }] });
  return [
    pod('inner/gate', undefined, {
      labels,
      spec: { containers: [{ name: 'c', image, args, ports: [{ containerPort: 80 }] }] },
    }),
    { ...front, status: { loadBalancer: { ingress: [{ ip: '198.51.100.78' }] } } },
  ];
}

describe('of two controllers the one whose flags name the class serves it', () => {
  const INNER = ['--controller-class=k8s.io/inner-nginx', '--ingress-class=inner'];
  const board = (own: RawObject, ...more: readonly RawObject[]) => nginxBoard({}, ...second(INNER), ...more, own);
  /** Status of the outer and of the inner one. */
  const both = (objects: readonly RawObject[]) =>
    ['198.51.100.77', '198.51.100.78'].map((ip) => {
      const request = {
        from: { internet: true },
        to: `http://${ip}/`,
        http: { headers: { Host: 'a.example' } },
      } as const;
      return walk(objects, request).outcomes[0]?.http?.status;
    });

  test.each([
    ['by its IngressClass', 'private', [classes('private', 'k8s.io/inner-nginx')], [404, 200]],
    ['by a class of which no IngressClass is given', 'inner', [], [404, 200]],
    ['the usual one', 'nginx', [], [200, 404]],
    ['a class of nobody', 'traefik', [classes('traefik', 'traefik.io/ingress-controller')], [404, 404]],
  ])('%s', (_, name, more, expected) => {
    expect(both(board(ingress({}, { spec: { ingressClassName: name } }), ...more))).toEqual(expected);
  });

  test('by the annotation, which is compared with the flag alone', () => {
    const own = ingress({}, { spec: { ingressClassName: undefined } });
    const annotated = (name: string): RawObject => ({
      ...own,
      metadata: { ...own.metadata, annotations: { 'kubernetes.io/ingress.class': name } },
    });
    expect(both(board(annotated('nginx')))).toEqual([200, 404]);
    expect(both(board(annotated('inner')))).toEqual([404, 200]);
  });
});

describe('without a class', () => {
  const plain = ingress({}, { spec: { ingressClassName: undefined } });
  const status = (args: readonly string[], more: readonly RawObject[] = [], version = 'v1.13.0') =>
    answer(nginxBoard({ args, version }, ...more, plain), 'http://a.example/').slice(0, 3);

  test.each([
    [[], '404'],
    [['--watch-ingress-without-class'], '200'],
    [['--watch-ingress-without-class=true'], '200'],
    [['--watch-ingress-without-class=false'], '404'],
  ])('%j: %s', (args, expected) => {
    expect(status(args)).toBe(expected);
  });

  test('the default class is taken', () => {
    const [, ...rest] = nginxBoard({}, plain, classes('usual', 'k8s.io/ingress-nginx', true));
    expect(answer(rest, 'http://a.example/')).toBe('200 /');
    const foreign = nginxBoard({}, plain, classes('usual', 'traefik.io/ingress-controller', true));
    expect(answer(foreign, 'http://a.example/').slice(0, 3)).not.toBe('200');
  });

  test('before 1.0 it is served, unless the controller has a class of its own', () => {
    expect(status([], [], 'v0.49.3')).toBe('200');
    expect(status(['--ingress-class=inner'], [], 'v0.49.3')).toBe('404');
  });
});

test('a controller that watches one namespace takes Ingresses of no other', () => {
  const board = (namespace: string) => nginxBoard({ args: [`--watch-namespace=${namespace}`] }, ingress({}));
  expect(answer(board('docs'), 'http://a.example/')).toBe('200 /');
  expect(answer(board('edge'), 'http://a.example/').slice(0, 3)).not.toBe('200');
});

test('annotations of ingress-nginx mean nothing to the controller of F5, nor to that of Traefik', () => {
  const swapped = (image: string, label: string, controller: string) =>
    nginxBoard({}, ingress({ 'permanent-redirect': 'https://b.example' })).map((each) => {
      if (each.kind === 'IngressClass') return { ...each, spec: { controller } };
      if (each.metadata.name !== 'gate') return each;
      const labels = { 'app.kubernetes.io/name': label };
      const containers = [{ name: 'c', image, ports: [{ name: 'http', containerPort: 80 }] }];
      return each.kind === 'Pod'
        ? { ...each, metadata: { ...each.metadata, labels }, spec: { ...(each['spec'] as object), containers } }
        : { ...each, spec: { ...(each['spec'] as object), selector: labels } };
    });
  expect(
    answer(swapped('nginx/nginx-ingress:5.0', 'nginx-ingress', 'nginx.org/ingress-controller'), 'http://a.example/'),
  ).toBe('200 /');
  expect(answer(swapped('traefik:v3', 'traefik', 'traefik.io/ingress-controller'), 'http://a.example/')).toBe('200 /');
});
