import { DEFAULT_DELAYS } from '../../../../src/engine/kubernetes/changes/change.ts';
import { planChanges } from '../../../../src/engine/kubernetes/changes/plan-changes.ts';
import { PRE_STOP, PROBE, shopObjects, WEB } from '../../kubernetes/changes/shop.ts';
import { CLIENT, podOf, type Scenario } from './scenario.ts';
import { buildCluster } from '../../../whole-engine.ts';

const TO_WEB = 'http://10.96.0.50/';
const PODS = { app: 'web' };

/** Two pods of their own, each in a zone, and a client whose zone has the first. */
const zoned = [
  ...shopObjects({
    replicas: 0,
    service: { trafficDistribution: 'PreferClose', ports: [{ port: 80, targetPort: 80 }] },
  }).map((object) =>
    object.kind === 'Node'
      ? {
          ...object,
          metadata: { ...object.metadata, labels: { 'topology.kubernetes.io/zone': `zone-${object.metadata.name}` } },
        }
      : object,
  ),
  ...['node-1', 'node-2'].map((nodeName, index) => {
    const pod = podOf(`web-${index}`, { nodeName });
    return { ...pod, metadata: { ...pod.metadata, labels: PODS } };
  }),
];

const SLOW = { boot: 5000 };
const rolled = shopObjects({ replicas: 1, container: PRE_STOP });
/** The pod that the new template makes. */
const newPod = planChanges(
  buildCluster({ objects: rolled }),
  [{ at: 0, change: { type: 'roll-out', workload: WEB } }],
  {
    ...DEFAULT_DELAYS,
    ...SLOW,
  },
).events.find((event) => event.type === 'POD' && event.action === 'CREATED');

/** Causes that are a matter of time: what one part of the cluster has not heard yet. */
export const TIME_SCENARIOS: readonly Scenario[] = [
  {
    code: 'STALE_ENDPOINTS',
    objects: shopObjects({ replicas: 1, kind: 'StatefulSet', container: PROBE }),
    after: { change: { type: 'delete-pod', namespace: 'shop', pod: 'web-0' }, at: 600 },
    from: CLIENT,
    to: TO_WEB,
    object: 'Pod/shop/web-0',
    fix: 'applies',
    says: ['node-1’s kube-proxy still sends to web-0', 'stopped listening 0.5 s ago', 'syncs in 0.4 s'],
  },
  {
    code: 'NOT_LISTENING_YET',
    objects: rolled,
    after: { change: { type: 'roll-out', workload: WEB }, at: 4000, delays: SLOW },
    to: TO_WEB,
    object: `Pod/shop/${newPod?.type === 'POD' ? newPod.object.name : ''}`,
    fix: 'applies',
    says: ['without a readinessProbe it counts as ready at once'],
  },
  {
    code: 'FAILURE_NOT_NOTICED',
    objects: zoned,
    after: { change: { type: 'fail-readiness', namespace: 'shop', pod: 'web-0' }, at: 20_000 },
    to: TO_WEB,
    object: 'Pod/shop/web-0',
    fix: 'applies',
    says: ['web-0 stopped answering 20 s ago', 'it has no readinessProbe, so nothing notices'],
  },
  {
    code: 'NODE_DOWN',
    objects: shopObjects(),
    after: { change: { type: 'node-down', node: 'node-2' }, at: 5000 },
    to: 'tcp://192.168.0.12:10250',
    object: 'Node/node-2',
    fix: 'none',
    says: ['Node node-2 has not answered for 5 s', 'counts as ready for another 45 s'],
  },
];
