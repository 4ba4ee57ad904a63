import { expect, test } from 'vitest';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import type { TraceRequest } from '../../../../src/engine/routing/request/request.ts';
import { walkOrder } from '../../../../src/engine/routing/outcome/leg-order.ts';
import { createBeats } from '../../../../src/engine/routing/story/create-beats.ts';
import { ENGLISH } from '../../../../src/narration/en/all-words.ts';
import { object } from '../unread/board.ts';
import { BUY, firstWay, meshBoard, VISIT } from './board.ts';

const STRICT = object('security.istio.io/v1 PeerAuthentication town/default', { mtls: { mode: 'STRICT' } });
const DENY = object('security.istio.io/v1 AuthorizationPolicy town/deny', { action: 'DENY', rules: [{}] });
const TCP = { ...BUY, to: 'tcp://bread:80' };

test.each<readonly [string, readonly RawObject[], TraceRequest, string]>([
  ['demands mutual TLS', [STRICT], VISIT, 'CLOSED'],
  ['has a policy that denies', [DENY], BUY, 'ANSWERED'],
  ['has one, of bytes that it does not read', [DENY], TCP, 'CLOSED'],
])('the beat that fails is the one in which the proxy before the server refuses: it %s', (_, more, request, action) => {
  const outcome = firstWay(meshBoard(more), request);
  const failing = createBeats(outcome).filter(({ fails }) => fails);
  expect(failing).toHaveLength(1);
  const [{ lead } = {}] = failing;
  if (lead?.kind !== 'SIDECAR_DECIDED') throw new Error(`it fails at ${lead?.kind}`);
  expect([lead.facts.step.action, lead.facts.step.detail.way, lead.facts.at]).toEqual([action, 'IN', 'pod/town/bread']);
});

test('what a pod redirects to its own proxy is not said to have an endpoint', () => {
  const captions = createBeats(firstWay(meshBoard(), BUY)).map((beat) => ENGLISH.beat(beat).caption);
  expect(captions).toContain('A rule of Pod bread sends it on: now to 10.20.2.2:15006.');
});

test('without a policy nothing fails, though proxies decide', () => {
  const beats = createBeats(firstWay(meshBoard(), BUY));
  expect(beats.filter(({ lead }) => lead.kind === 'SIDECAR_DECIDED')).toHaveLength(2);
  expect(beats.filter(({ fails }) => fails)).toEqual([]);
});

test('of proxies behind one another each answers when it has been answered itself', () => {
  const { legs } = firstWay(meshBoard(), BUY);
  const told = walkOrder(legs).flatMap(({ leg, direction }) => {
    const { kind, request: { final } = {} } = legs[leg] ?? {};
    return kind === 'DNS' ? [] : [`${direction} ${final?.destinationPort}`];
  });
  const requests = ['request 15001', 'request 15006', 'request 7000'];
  expect(told).toEqual([...requests, 'reply 7000', 'reply 15006', 'reply 15001']);
  const beats = createBeats(firstWay(meshBoard(), BUY)).map(({ lead }) => lead.kind);
  expect(beats.lastIndexOf('ARRIVED')).toBeLessThan(beats.indexOf('CAME_BACK'));
});
