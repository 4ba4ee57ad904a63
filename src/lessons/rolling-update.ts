import { EMPTY_DOCUMENT, type ScenarioDocument, type StoryTimeline } from '../scenario/document/document.ts';
import { deployment, namespace, nodes, pod, service } from './objects/objects.ts';

/** One rollout, after a moment in which one sees that all is well. */
const rollOut = (name: string): Pick<StoryTimeline, 'changes'> => ({
  changes: [{ at: 1500, change: { type: 'roll-out', workload: { kind: 'Deployment', namespace: 'shop', name } } }],
});

export const ROLLING_UPDATE: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Rolling update without losing a request',
  objects: [
    namespace(),
    ...nodes(3),
    pod('frontend', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    deployment({
      name: 'cart',
      replicas: 2,
      container: { name: 'cart', image: 'shop/cart:2.4', ports: { http: 8080 } },
    }),
    // Declares no port, and so has no readinessProbe.
    deployment({ name: 'payment', replicas: 2, container: { name: 'payment', image: 'shop/payment:3.0' } }),
    service({ name: 'cart', clusterIP: '10.96.40.12', targetPort: 'http' }),
    service({ name: 'payment', clusterIP: '10.96.40.13', targetPort: 9000 }),
  ],
  requests: [
    { title: 'frontend asks for the cart', from: { pod: 'shop/frontend' }, to: 'http://cart/' },
    { title: 'frontend pays', from: { pod: 'shop/frontend' }, to: 'http://payment/' },
  ],
  story: [
    {
      title: 'Traffic through a rollout',
      text: 'The Deployment cart is rolled out, as “Let something happen” beside the board (key T) does it. While its pods are replaced, the request is sent five times a second, and each meets the cluster as it is in that moment. Some fail, although two pods are ready all the time.',
      request: 0,
      timeline: rollOut('cart'),
    },
    {
      title: 'Three clocks',
      text: 'A deleted pod gets SIGTERM and stops listening almost at once. The EndpointSlice that says so is written a little later, and each node’s kube-proxy writes its rules when it hears of that, at most once a second. In the shaded stretches a node still sends to a pod that listens no more.',
      request: 0,
      timeline: { ...rollOut('cart'), until: 14_200 },
    },
    {
      title: 'Stop in the gap',
      text: 'The cursor stands in a shaded stretch; drag it, or pick another moment from the list of events. The walk is that of this very moment: DNAT picks an endpoint that is gone, and nothing answers on its port. The walk says whose rules are old, and for how long.',
      request: 0,
      timeline: { ...rollOut('cart'), until: 13_500 },
    },
    {
      title: 'Sleep before SIGTERM',
      text: 'A preStop hook runs before SIGTERM. A few seconds of sleep are enough: the pod is already taken out of the EndpointSlice, and it listens until every kube-proxy has heard of it. Apply what the timeline proposes: the same rollout loses nothing.',
      request: 0,
      timeline: rollOut('cart'),
    },
    {
      title: 'Running is not listening',
      text: 'Now payment rolls out. It has no readinessProbe, so its pods count as ready as soon as their process runs, one and a half seconds before it listens. Two causes are counted here; each has its own fix.',
      request: 1,
      timeline: rollOut('payment'),
    },
    {
      title: 'How long is long enough',
      text: 'Here the kube-proxy of node-1 takes six seconds, as on a busy node with many Services; the delays are yours to turn. A sleep of three seconds is too short again. What counts is the slowest node that sends requests.',
      request: 1,
      timeline: { ...rollOut('payment'), delays: { proxySyncOn: { 'node-1': 6000 } } },
    },
  ],
};
