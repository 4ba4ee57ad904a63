import type { RawObject } from '../../../../../src/engine/kubernetes/model/object.ts';
import { nodeObject as node } from '../edited-objects.ts';
import {
  daemonSet,
  deployment,
  edit,
  type Fields,
  type LoneEdit,
  object,
  owner,
  pod,
  service,
  SHOP,
  WEB,
  web,
  withMetadata,
} from './lone-edits.ts';

const set = (replicas: number, more: Fields = {}): RawObject => ({
  ...deployment('web', replicas),
  kind: 'ReplicaSet',
  ...more,
});
const namespace = (labels: Fields): RawObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name: 'shop', labels } as never,
});

/** What workloads, and lists of names, are made of. */
export const STAGE_EDITS: readonly LoneEdit[] = [
  edit('replicas', [deployment('web', 2), deployment('web', 3)], SHOP),
  edit('an image', [deployment('web', 2), deployment('web', 2, {}, { hostNetwork: true })], SHOP),
  edit('who owns a ReplicaSet', [set(2), withMetadata(set(2), owner('Deployment', 'shop'))], SHOP),
  edit(
    'what the status says there is',
    [deployment('web', 3), deployment('web', 3, { status: { replicas: 1, observedGeneration: 1 } })],
    SHOP,
  ),
  edit('a name that a pod of one’s own takes', [pod('free', {}), pod('db-0', {})], {
    ...SHOP,
    others: [{ ...deployment('db', 2), kind: 'StatefulSet' }],
  }),
  edit('pods that another workload made before', [deployment('a', 1), deployment('a', 2)], {
    ...SHOP,
    others: [deployment('web', 2)],
  }),
  edit('names that another workload took', [set(1), set(3)], {
    ...SHOP,
    others: [{ ...set(2), apiVersion: 'v1', kind: 'ReplicationController' }],
  }),
  edit('who owns the owner', [cronJob({}), cronJob(owner('Workflow', 'w'))], { ...SHOP, others: [job()] }),
  edit(
    'who owns the ReplicaSet of a pod',
    [withMetadata(set(1), owner('Rollout', 'a')), withMetadata(set(1), owner('Rollout', 'b'))],
    {
      ...SHOP,
      others: [ofSet('web')],
    },
  ),
  edit(
    'that the ReplicaSet of a pod is there',
    [object('v1', 'ConfigMap', 'a'), withMetadata(set(1), owner('Rollout', 'a'))],
    {
      ...SHOP,
      others: [ofSet('web')],
    },
  ),
  edit(
    'that a ReplicaSet is there whose Deployment could be guessed',
    [object('v1', 'ConfigMap', 'a'), withMetadata(set(1), { name: 'web-5f6d' })],
    {
      ...SHOP,
      others: [deployment('web', 1), ofSet('web-5f6d')],
    },
  ),
  edit('that a Deployment is there', [object('v1', 'ConfigMap', 'a'), deployment('web', 1)], {
    ...SHOP,
    others: [ofSet('web-5f6d')],
  }),
  edit('that a Job is there', [object('v1', 'ConfigMap', 'a'), job()], {
    ...SHOP,
    others: [withMetadata(web(), owner('Job', 'nightly-1'))],
  }),
  edit('nodes of a DaemonSet', [node(1), withMetadata(node(1), { labels: { rack: '7' } })], {
    ground: [node(2)],
    others: [daemonSet('agent', { nodeSelector: { rack: '7' } })],
  }),
  edit('a pod that is there already', [withMetadata(web(), {}), withMetadata(web(), owner('Deployment', 'web'))], {
    ...SHOP,
    others: [deployment('web', 2)],
  }),
  edit(
    'the ReplicaSets of a Deployment',
    [
      withMetadata(set(2), owner('Deployment', 'web')),
      withMetadata(set(2), { ...owner('Deployment', 'web'), name: 'web-5f6d' }),
    ],
    {
      ...SHOP,
      others: [deployment('web', 2)],
    },
  ),
  edit('labels of a Namespace', [namespace({}), namespace({ team: 'a' })]),
  ...['Deployment', 'StatefulSet', 'Ingress', 'NetworkPolicy', 'Service'].map((kind) => {
    const group = kind === 'Service' ? 'v1' : /Set|Deploy/.test(kind) ? 'apps/v1' : 'networking.k8s.io/v1';
    const spec = { spec: { replicas: 0, podSelector: {} } };
    const one = withMetadata(object(group, kind, 'one', spec), { namespace: 'mall' });
    return edit(`a namespace by the name of one ${kind}`, [one, withMetadata(one, { namespace: 'fair' })]);
  }),
  edit('an object in between', [object('v1', 'ConfigMap', 'a'), service('between', { clusterIP: '10.96.0.33' })], {
    others: [WEB],
  }),
  edit('a Service’s name', [service('a', { clusterIP: '10.96.0.33' }), service('b', { clusterIP: '10.96.0.33' })], {
    others: [WEB],
  }),
  edit('an Ingress that asks for a controller', [object('v1', 'ConfigMap', 'a'), ingress('web')], { others: [WEB] }),
  edit('what an Ingress names', [ingress('web'), ingress('other')], { others: [WEB, service('other')] }),
];

function ofSet(name: string): RawObject {
  return withMetadata(web(), owner('ReplicaSet', name));
}

function cronJob(more: Fields): RawObject {
  return withMetadata(object('batch/v1', 'CronJob', 'nightly', { spec: { schedule: '0 0 * * *' } }), more);
}

function job(): RawObject {
  const template = { metadata: { labels: { app: 'nightly' } }, spec: { containers: [{ name: 'main', image: 'a' }] } };
  return withMetadata(object('batch/v1', 'Job', 'nightly-1', { spec: { template } }), owner('CronJob', 'nightly'));
}

function ingress(name: string): RawObject {
  const backend = { service: { name, port: { number: 80 } } };
  return object('networking.k8s.io/v1', 'Ingress', 'in', { spec: { defaultBackend: backend } });
}
