import { expect, test } from 'vitest';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import { shopObjects, traced } from '../engine/routing/shop.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

const empty: RawObject = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'empty', namespace: 'shop' },
  spec: { selector: { app: 'nothing' }, ports: [{ port: 80 }] },
};

/** "TITLE: sentence" of every step of IPVS and eBPF on the first way of a request and its reply. */
function told(proxyMode: 'ipvs' | 'ebpf', from: object, to: string): readonly string[] {
  const cluster = buildCluster({ objects: shopObjects({ more: [empty] }), overrides: { proxyMode } });
  const [outcome] = traced(createRouter(cluster), { from: from as never, to }).outcomes;
  const leg = outcome?.legs.findLast(({ kind }) => kind === 'CONNECTION');
  return (['request', 'reply'] as const).flatMap((direction) =>
    (leg?.[direction]?.hops ?? []).flatMap((hop) =>
      hop.steps
        .filter(({ type }) => type === 'IPVS' || type === 'BPF')
        .map((step) => {
          const { title, sentence } = ENGLISH.step(step, { cluster, hop, direction });
          return `${title}: ${sentence}`;
        }),
    ),
  );
}

test('ipvs', () => {
  const [chosen, restored, ...others] = told('ipvs', { pod: 'shop/client' }, 'http://web/');
  expect(others).toEqual([]);
  expect(chosen).toMatch(
    /^Real server chosen \(IPVS\): IPVS finds the virtual server .*:80 for Service shop\/web in its hash table/,
  );
  expect(restored).toMatch(/^Source restored \(IPVS\): /);
  const [none] = told('ipvs', { pod: 'shop/client' }, 'http://empty/');
  expect(none).toMatch(/^No real server \(IPVS\): The virtual server .* has no real server/);
});

test('ebpf', () => {
  const [given, ...others] = told('ebpf', { pod: 'shop/client' }, 'http://web/');
  expect(others).toEqual([]);
  expect(given).toMatch(
    /^Socket given a backend \(eBPF\): The process asked for .*:80 for Service shop\/web; the program at cgroup\/connect4/,
  );
  const [none] = told('ebpf', { pod: 'shop/client' }, 'http://empty/');
  expect(none).toMatch(/^No backend \(eBPF\): .* so connecting fails and no packet is sent\.$/);
});
