import type { RawObject } from '../engine/objects.ts';
import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { namespace, nodes, pod, PUBLIC, service } from './objects/objects.ts';

const OLD: RawObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'old', namespace: 'shop', labels: { app: 'old' } },
  spec: {
    nodeName: 'node-2',
    volumes: [{ name: 'spool', emptyDir: {} }],
    containers: [
      {
        name: 'old',
        image: 'shop/old:1.0',
        ports: [{ name: 'http', containerPort: 80, hostPort: 8080 }],
        volumeMounts: [{ name: 'spool', mountPath: '/var/spool/old' }],
      },
      { name: 'mailer', image: 'shop/mailer:2.0', volumeMounts: [{ name: 'spool', mountPath: '/out' }] },
    ],
  },
};

// Kubernetes: Pods ("Resource sharing and communication"), Configuration Best Practices ("hostPort"); CNI portmap; Docker: Port publishing.
export const WHAT_A_POD_SHARES: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'What a pod shares',
  objects: [
    namespace(),
    ...nodes(2, [], PUBLIC),
    pod('web', 'node-1', [{ name: 'web', image: 'nginx:1.29', ports: { http: 80 } }]),
    pod('docs', 'node-1', [{ name: 'docs', image: 'httpd:2.4', ports: { http: 80 } }]),
    pod('client', 'node-1', [{ name: 'client', image: 'shop/client:1.0' }]),
    OLD,
    pod('agent', 'node-2', [{ name: 'agent', image: 'prom/node-exporter:v1.9', ports: { metrics: 9100 } }], {
      spec: { hostNetwork: true },
    }),
    service({ name: 'web', clusterIP: '10.96.40.31', targetPort: 'http' }),
    service({ name: 'docs', clusterIP: '10.96.40.32', targetPort: 'http' }),
  ],
  requests: [
    { title: 'client asks web', from: { pod: 'shop/client' }, to: 'http://10.96.40.31/' },
    { title: 'client asks docs', from: { pod: 'shop/client' }, to: 'http://10.96.40.32/' },
    { title: 'Port 8080 of node-2', from: { internet: true }, to: 'http://192.0.2.12:8080/' },
    { title: 'Port 8080 of node-1', from: { internet: true }, to: 'http://192.0.2.11:8080/' },
    {
      title: 'old asks mailer on localhost',
      from: { pod: 'shop/old', container: 'old' },
      to: 'http://localhost:9100/',
    },
    { title: 'client asks the agent', from: { pod: 'shop/client' }, to: 'http://192.0.2.12:9100/' },
  ],
  story: [
    {
      title: 'Two pods, one port',
      text: 'web and docs both listen on port 80, on one node. Each pod has a network namespace, and so a port 80, of its own: nobody hands out ports, and both images run as they are.',
      request: 0,
    },
    {
      title: 'Neither knows of the other',
      text: 'docs answers on its own port 80. A program that listens on 80 on a machine of its own, as old applications do, moves into a pod unchanged.',
      request: 1,
    },
    {
      title: 'A port of the host',
      text: 'Docker leads a port of the machine to a container with -p 8080:80; a hostPort does the same for a pod: a rule on node-2 gives what comes for 8080 the address of old and port 80. This is what one would otherwise have to plan for every container.',
      request: 2,
      holds: { open: true },
    },
    {
      title: 'Only where the pod is',
      text: 'On node-1 nobody has port 8080. A hostPort ties clients to one node, and two pods that want the same one never share a node: the scheduler leaves the second one Pending.',
      request: 3,
      question: { ask: 'ARRIVES' },
      holds: { open: true },
    },
    {
      title: 'No namespace of its own',
      text: 'agent has hostNetwork: it lives in the namespace of node-2, is reached at the node’s address, and takes port 9100 from it.',
      request: 5,
    },
    {
      title: 'Network yes, processes no',
      text: 'old asks localhost:9100 and is refused: agent is in another namespace, though on the same node. Containers of one pod share the network, and the volumes that both mount (spool); each has a file system of its own, and sees its own processes unless shareProcessNamespace says otherwise.',
      request: 4,
      question: { ask: 'ARRIVES' },
    },
  ],
};
