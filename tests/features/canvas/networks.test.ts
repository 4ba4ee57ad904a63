import { expect, test } from 'vitest';
import type { RawObject } from '../../../src/engine/kubernetes/model/object.ts';
import type { Router } from '../../../src/engine/routing/engine/router.ts';
import { hostWiring } from '../../../src/features/canvas/wires/host-wiring.ts';
import { createLabel } from '../../../src/features/canvas/packets/places/packet-label.ts';
import { spotOfCue, type Stage } from '../../../src/features/canvas/packets/places/place.ts';
import { createWirePlaces } from '../../../src/features/canvas/wires/wire-places.ts';
import { spotPoint } from '../../../src/features/canvas/placing/wires.ts';
import { innerPacket } from '../../../src/simulation/playback/inner-packet.ts';
import { cueStep, type Timeline } from '../../../src/simulation/playback/timeline.ts';
import { boardOf, SHOP, timelinesOf } from './fixture.ts';
import { buildCluster, createRouter } from '../../whole-engine.ts';

const routerUnder = (cni: string | undefined, objects: readonly RawObject[] = SHOP): Router =>
  createRouter(buildCluster({ objects, overrides: cni === undefined ? {} : { cni } }));

const stageOf = (router: Router): Stage => ({ board: boardOf(router), onWire: createWirePlaces(router.network) });

const podOf = (router: Router, name: string, node?: string) => {
  const pod = router.cluster.pods.find(
    (each) => each.name.startsWith(name) && (node ?? each.nodeName) === each.nodeName,
  );
  if (pod === undefined) throw new Error(`no pod ${name}`);
  return pod;
};

/** From the first pod of the frontend to a pod of the cart on another node. */
function walkBetweenNodes(router: Router): Timeline {
  const from = podOf(router, 'frontend');
  const to = router.cluster.pods.find(({ name, nodeName }) => name.startsWith('cart') && nodeName !== from.nodeName);
  const [timeline] = timelinesOf(router, { from: { pod: `shop/${from.name}` }, to: `http://${to?.ips[0] ?? ''}:8080` });
  if (timeline === undefined) throw new Error('no walk');
  return timeline;
}

test('the wires are those of the network: a bridge, a bridge with a tunnel, or each pod for itself', () => {
  const wiring = (cni: string) => hostWiring(routerUnder(cni).network, 'node/node-1');
  expect(wiring('bridge')).toMatchObject({ bridge: 'cbr0', ports: ['eth0'] });
  expect(wiring('bridge').tunnel).toBeUndefined();
  expect(wiring('flannel')).toMatchObject({ bridge: 'cni0', tunnel: 'flannel.1' });
  expect(wiring('calico').bridge).toBeUndefined();
  expect(wiring('calico').tunnel).toBeUndefined();
});

test('a packet is wrapped at the tunnel’s device, and its label shows both headers until it is unwrapped', () => {
  const router = routerUnder('flannel');
  const [stage, timeline] = [stageOf(router), walkBetweenNodes(router)];
  const wrapped = timeline.cues.filter((cue) => innerPacket(timeline, cue) !== undefined);
  const [first] = wrapped;
  if (first === undefined) throw new Error('nothing was wrapped');
  expect(cueStep(timeline, first)).toMatchObject({ type: 'TUNNEL', action: 'ENCAPSULATED' });
  const spot = spotOfCue(stage, timeline, first);
  expect(spot).toBe(`${first.namespace}|tunnel`);
  expect(spotPoint(stage.board, spot ?? '')).toBeDefined();
  const inner = innerPacket(timeline, first);
  expect(createLabel(first.packet, undefined, inner)).toHaveLength(4);
  expect(inner?.destinationPort).toBe(8080);
  expect(first.packet.destinationPort).toBe(8472);
  const last = timeline.cues.filter(({ direction }) => direction === 'request').at(-1);
  expect(last && innerPacket(timeline, last)).toBeUndefined();
});

test('what a policy drops stops at the node’s end of the veth of the pod it guards', () => {
  const closed: RawObject = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'closed', namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: 'cart' } }, policyTypes: ['Ingress'] },
  };
  for (const cni of [undefined, 'calico']) {
    const router = routerUnder(cni, [...SHOP, closed]);
    const [stage, timeline] = [stageOf(router), walkBetweenNodes(router)];
    const last = timeline.cues.at(-1);
    if (last === undefined) throw new Error('no walk');
    expect(last.state, cni).toBe('dropped');
    const target = router.cluster.pods.find(({ ips }) => ips[0] === last.packet.destinationIP);
    expect(spotOfCue(stage, timeline, last)).toBe(`pod/shop/${target?.name ?? ''}|veth`);
    expect(last.namespace).toBe(`node/${target?.nodeName ?? ''}`);
  }
});
