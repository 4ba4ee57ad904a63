import { expect, test } from 'vitest';
import { parseManifests } from '../../src/manifests/parse.ts';
import { EMPTY_DOCUMENT } from '../../src/scenario/document/document.ts';
import { namesLeft } from '../../src/simulation/texts/names-left.ts';

const told = (what: string, namespace = 'shop') => ({
  ...EMPTY_DOCUMENT,
  objects: parseManifests([
    {
      name: '',
      text: `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { ports: [{ port: 80 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: api, namespace: ${namespace} }
spec: { selector: { matchLabels: { app: api } }, template: { metadata: { labels: { app: api } }, spec: { containers: [{ name: api, image: api, ${what} }] } } }
`,
    },
  ]).objects,
});
const SERVICE = { kind: 'Service', namespace: 'shop', name: 'web' };
const count = (what: string, { namespace = 'shop', ref = SERVICE as { kind: string; name: string } } = {}): number =>
  namesLeft(told(what, namespace), ref).length;

test.each([
  'args: ["--upstream=http://web:8080/path"]',
  'command: [curl, web.shop.svc.cluster.local]',
  'env: [{ name: UPSTREAM, value: web }]',
  'env: [{ name: UPSTREAMS, value: "cache:6379,web:80" }]',
  'args: ["postgres://user@web/db"]',
])('an old name that a program is told is found: %s', (what) => {
  expect(namesLeft(told(what), SERVICE)).toEqual([{ kind: 'Deployment', namespace: 'shop', name: 'api' }]);
});

test.each(['args: ["serve the web"]', 'args: ["http://web.example.com"]', 'args: ["http://webby:80"]', 'args: [8080]'])(
  'what only looks like it is none: %s',
  (what) => {
    expect(count(what)).toBe(0);
  },
);

test('in another namespace it is named with its own, and a Namespace by the hosts in it', () => {
  expect(count('args: ["http://web/"]', { namespace: 'tools' })).toBe(0);
  expect(count('args: ["http://web.shop/"]', { namespace: 'tools' })).toBe(1);
  expect(count('args: ["http://web.shop/"]', { namespace: 'tools', ref: { kind: 'Namespace', name: 'shop' } })).toBe(1);
  expect(count('args: ["http://web/"]', { ref: { kind: 'Namespace', name: 'shop' } })).toBe(0);
});
