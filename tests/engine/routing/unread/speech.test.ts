import { expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { BOARD, object, pod, service, walk } from './board.ts';

const container = (image: string, ports: readonly object[] = []): object => ({
  spec: { nodeName: 'n1', containers: [{ name: 'main', image, ports }] },
});
const server = (image: string, port: number, { name, portName }: { name?: string; portName?: string } = {}) => [
  ...BOARD,
  pod('oven/db', undefined, container(image, [{ containerPort: port, ...(name && { name }) }])),
  service('oven/db', port, { ports: [{ port, targetPort: port, ...(portName && { name: portName }) }] }),
];
const asked = (objects: readonly RawObject[], to: string) => {
  const { verdict, notConsidered = [] } = walk(objects, { from: { pod: 'town/buyer' }, to });
  return [verdict, ...notConsidered.map(({ code, detail }) => [code, detail])];
};

test.each([
  ['php:8.3-fpm-alpine', 9000, {}, ['FastCGI', 'image', 'php:8.3-fpm-alpine']],
  ['registry.example/bitnami/php-fpm:8', 9000, {}, ['FastCGI', 'image', 'registry.example/bitnami/php-fpm:8']],
  ['own', 9001, { name: 'php-fpm' }, ['FastCGI', 'containerName', 'php-fpm']],
  ['own', 9001, { portName: 'fastcgi' }, ['FastCGI', 'name', 'fastcgi']],
  ['postgres:17', 5432, {}, ['PostgreSQL', 'image', 'postgres:17']],
  ['own', 7001, { portName: 'tcp-redis' }, ['Redis', 'name', 'tcp-redis']],
] as const)('%s on port %d %j is asked in HTTP', (image, port, names, [protocol, by, text]) => {
  const objects = server(image, port, names);
  const said = ['SPEAKS_NO_HTTP', { port, protocol, by, text }];
  expect(asked(objects, `http://db.oven:${port}/`)).toEqual(['UNDETERMINED', said]);
  expect(asked(objects, `tcp://db.oven:${port}`)).toEqual(['REACHABLE']);
});

test.each([
  ['own', 9000, {}],
  ['php:8.3-apache', 80, {}],
  ['php:8.3-fpm', 8080, {}],
  ['redis-commander:1', 8081, { name: 'http' }],
  ['php:8.3-fpm', 9000, { portName: 'http' }],
] as const)('nothing tells that %s on port %d %j speaks no HTTP', (image, port, names) => {
  expect(asked(server(image, port, names), `http://db.oven:${port}/`)).toEqual(['REACHABLE']);
});

const ingress = (annotations: Readonly<Record<string, string>>): RawObject =>
  object(
    'networking.k8s.io/v1 Ingress oven/db',
    {
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'php.example.com',
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'db', port: { number: 9000 } } } }],
          },
        },
      ],
    },
    { annotations },
  );

test('a proxy is told that it speaks FastCGI', () => {
  const codes = (annotations: Readonly<Record<string, string>>) => {
    const objects = [...server('php:8.3-fpm', 9000), ingress(annotations)];
    const { verdict, notConsidered = [] } = walk(objects, { from: { internet: true }, to: 'http://php.example.com/' });
    return [verdict, ...notConsidered.map(({ code }) => code)];
  };
  expect(codes({})).toEqual(['UNDETERMINED', 'SPEAKS_NO_HTTP']);
  expect(codes({ 'nginx.ingress.kubernetes.io/backend-protocol': 'FCGI' })).toEqual(['REACHABLE']);
});
