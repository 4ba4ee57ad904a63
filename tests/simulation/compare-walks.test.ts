import { describe, expect, test } from 'vitest';
import type { ProxyMode } from '../../src/engine/kubernetes/model/basics.ts';
import { isServed } from '../../src/engine/routing/outcome/outcome.ts';
import type { Router } from '../../src/engine/routing/engine/router.ts';
import { SCENARIOS } from '../../src/lessons/catalog/catalog.ts';
import { ruleText } from '../../src/narration/rule-text.ts';
import type { ScenarioDocument } from '../../src/scenario/document/document.ts';
import {
  COMPARED_MODES,
  type CompareOptions,
  countByPlace,
  type LookupStep,
  type ComparedWalk,
  routerUnder,
  putSettings,
  compareWalk,
} from '../../src/simulation/views/compare-walks.ts';
import { createDocumentStore } from '../whole-simulation.ts';
import { namedEdit } from '../named-edit.ts';

async function load(id: string): Promise<ScenarioDocument> {
  const lesson = SCENARIOS.find((candidate) => candidate.id === id);
  if (lesson === undefined) throw new Error(id);
  return await lesson.load();
}

const routers = new WeakMap<ScenarioDocument, Map<ProxyMode, Router>>();

/** Made once for each document and mode. */
function router(document: ScenarioDocument, mode: ProxyMode): Router {
  const made = routers.get(document) ?? new Map<ProxyMode, Router>();
  routers.set(document, made);
  const found = made.get(mode) ?? routerUnder(document, { proxyMode: mode });
  made.set(mode, found);
  return found;
}

interface Asked {
  readonly document: ScenarioDocument;
  readonly mode: ProxyMode;
  readonly request?: number;
}

function walk({ document, mode, request = 0 }: Asked, options: CompareOptions = { skipDns: true }): ComparedWalk {
  const saved = document.requests[request];
  if (saved === undefined) throw new Error('no request');
  const compared = compareWalk(router(document, mode), saved, options);
  if (!compared.ok) throw new Error(compared.error.code);
  return compared.walk;
}

function rule(step: LookupStep | undefined) {
  return step?.type === 'RULE' ? step.detail : undefined;
}

describe('one request under two modes', () => {
  test('the same pod answers, and sees the same source', async () => {
    const document = await load('pod-to-service');
    const first = walk({ document, mode: 'iptables' });
    const second = walk({ document, mode: 'nftables' }, { skipDns: true, like: first.outcome });
    expect(first.cluster.settings.proxyMode).toBe('iptables');
    expect(second.cluster.settings.proxyMode).toBe('nftables');
    expect(first.result.verdict).toBe('REACHABLE');
    expect(second.result.verdict).toBe('REACHABLE');
    expect(second.outcome.destination).toEqual(first.outcome.destination);
    expect(second.outcome.final).toMatchObject({ sourceIP: first.outcome.final.sourceIP });
  });

  test('every way of one mode is found again in the other', async () => {
    const document = await load('pod-to-service');
    const { outcomes } = walk({ document, mode: 'iptables' }).result;
    expect(outcomes.length).toBe(3);
    const found = outcomes.map((like) => walk({ document, mode: 'nftables' }, { skipDns: true, like }).outcome);
    expect(found.map(({ destination }) => destination)).toEqual(outcomes.map(({ destination }) => destination));
    expect(new Set(found).size).toBe(3);
  });

  test('the Service is found by a rule of a chain, or by an element of a map', async () => {
    const document = await load('pod-to-service');
    const chain = rule(walk({ document, mode: 'iptables' }).lookup);
    const map = rule(walk({ document, mode: 'nftables' }).lookup);
    expect(chain).toMatchObject({ chain: 'KUBE-SERVICES' });
    expect(chain?.found).toBeUndefined();
    expect(map?.found).toMatchObject({ map: 'service-ips' });
  });

  test('IPVS and eBPF find it without a rule', async () => {
    const document = await load('pod-to-service');
    expect(walk({ document, mode: 'ipvs' }).lookup).toMatchObject({ type: 'IPVS', action: 'SCHEDULED' });
    expect(walk({ document, mode: 'ebpf' }).lookup).toMatchObject({ type: 'BPF', action: 'SOCKET_TRANSLATED' });
  });

  test('a translation comes with the rules that led to it, in order', async () => {
    const document = await load('pod-to-service');
    const [there, back] = walk({ document, mode: 'iptables' }).translations;
    expect(there).toMatchObject({ namespace: 'node/node-1', direction: 'request', step: { action: 'DNAT' } });
    expect(there?.rules.map(({ detail }) => detail.chain.slice(0, 8))).toEqual(['KUBE-SER', 'KUBE-SVC', 'KUBE-SEP']);
    expect(back).toMatchObject({ direction: 'reply', step: { action: 'UN_DNAT' }, rules: [] });
    const [other] = walk({ document, mode: 'nftables' }).translations;
    expect(other?.rules.map(ruleText)).toEqual([
      expect.stringContaining('@service-ips'),
      expect.stringContaining('numgen random mod 3'),
      expect.stringContaining('dnat to'),
    ]);
  });

  test('two translations on one node each have rules of their own', async () => {
    const document = await load('service-types');
    const request = document.requests.findIndex(({ to }) => to.includes(':30080'));
    const { translations } = walk({ document, mode: 'iptables', request });
    expect(translations.map(({ step }) => step.action)).toEqual(['DNAT', 'SNAT', 'UN_SNAT', 'UN_DNAT']);
    const [dnat, snat, ...back] = translations.map(({ rules }) => rules.map(ruleText));
    expect(dnat?.at(-1)).toContain('-j DNAT');
    expect(snat?.at(-1)).toContain('-j MASQUERADE');
    expect(snat?.filter((text) => !text.startsWith('-A KUBE-POSTROUTING'))).toEqual([]);
    expect(back).toEqual([[], []]);
  });

  test('the total is what the hops evaluate, and the modes differ', async () => {
    const document = await load('pod-to-service');
    const [first, second] = [walk({ document, mode: 'iptables' }), walk({ document, mode: 'nftables' })];
    for (const { hops, rulesEvaluated, outcome } of [first, second]) {
      const [leg] = outcome.legs.filter(({ kind }) => kind === 'CONNECTION');
      const all = [...(leg?.request.hops ?? []), ...(leg?.reply?.hops ?? [])];
      expect(hops.map(({ namespace }) => namespace)).toEqual(all.map(({ namespace }) => namespace));
      expect(rulesEvaluated).toBe(all.reduce((sum, hop) => sum + hop.rulesEvaluated, 0));
      expect([...countByPlace(hops).values()].reduce((sum, count) => sum + count, 0)).toBe(rulesEvaluated);
    }
    expect(first.rulesEvaluated).not.toBe(second.rulesEvaluated);
  });

  test('the name lookup counts when it is not left out', async () => {
    const document = await load('pod-to-service');
    const without = walk({ document, mode: 'iptables' });
    const all = walk({ document, mode: 'iptables' }, { skipDns: false });
    expect(all.rulesEvaluated).toBeGreaterThan(without.rulesEvaluated);
    expect(all.translations.length).toBeGreaterThan(without.translations.length);
  });

  test('a request that cannot be walked says why', async () => {
    const document = await load('pod-to-service');
    const compared = compareWalk(
      routerUnder(document, { proxyMode: 'nftables' }),
      { from: { pod: 'shop/nobody' }, to: 'http://cart/' },
      { skipDns: true },
    );
    expect(compared.ok).toBe(false);
  });
});

describe.each(SCENARIOS.map(({ id }) => id))('%s', (id) => {
  test.each(COMPARED_MODES)('%s is served by a program of its own, and every request can be compared', async (mode) => {
    const document = await load(id);
    document.requests.forEach((_, request) => {
      const base = walk({ document, mode: 'iptables', request });
      const other = walk({ document, mode, request }, { skipDns: true, like: base.outcome });
      expect(other.cluster.settings.proxyMode).toBe(mode);
      expect(isServed(other.outcome)).toBe(isServed(base.outcome));
    });
  });
});

test('using a mode is one step back', async () => {
  const store = createDocumentStore(await load('pod-to-service'));
  const before = store.getState().router.cluster.settings.proxyMode;
  store.getState().edit(namedEdit('Use nftables'), (document) => putSettings(document, { proxyMode: 'nftables' }));
  expect(store.getState().router.cluster.settings.proxyMode).toBe('nftables');
  store.getState().edit(namedEdit('Use nftables'), (document) => putSettings(document, { proxyMode: 'nftables' }));
  expect(store.getState().past).toHaveLength(1);
  store.getState().undo();
  expect(store.getState().router.cluster.settings.proxyMode).toBe(before);
});
