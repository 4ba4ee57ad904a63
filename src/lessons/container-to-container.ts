import { EMPTY_DOCUMENT, type ScenarioDocument } from '../scenario/document/document.ts';
import { namespace, nodes, pod } from './objects/objects.ts';

export const CONTAINER_TO_CONTAINER: ScenarioDocument = {
  ...EMPTY_DOCUMENT,
  title: 'Container to container',
  objects: [
    namespace(),
    ...nodes(1),
    pod('catalog', 'node-1', [
      { name: 'proxy', image: 'envoyproxy/envoy:v1.35', ports: { http: 8080 } },
      { name: 'app', image: 'shop/catalog:1.9', ports: { app: 3000 } },
      { name: 'metrics', image: 'prom/statsd-exporter:v0.28', ports: { metrics: 9102 } },
    ]),
    pod('crowded', 'node-1', [
      { name: 'first', image: 'nginx:1.29', ports: { http: 80 } },
      { name: 'second', image: 'httpd:2.4', ports: { web: 80 } },
    ]),
  ],
  requests: [
    {
      title: 'proxy asks app over localhost',
      from: { pod: 'shop/catalog', container: 'proxy' },
      to: 'http://localhost:3000/products',
    },
    { title: 'app reports to metrics', from: { pod: 'shop/catalog', container: 'app' }, to: 'tcp://127.0.0.1:9102' },
    {
      title: 'proxy asks port 5000',
      from: { pod: 'shop/catalog', container: 'proxy' },
      to: 'http://localhost:5000/',
    },
    {
      title: 'localhost of another pod',
      from: { pod: 'shop/crowded', container: 'first' },
      to: 'http://localhost:3000/products',
    },
    { title: 'Two containers, one port', from: { pod: 'shop/crowded', container: 'first' }, to: 'http://localhost/' },
  ],
  story: [
    {
      title: 'One pod, one network namespace',
      text: 'The pause container holds the network namespace; every other container of the pod joins it. They share one address, one set of ports and one lo interface.',
    },
    {
      title: 'localhost stays inside',
      text: 'proxy connects to 127.0.0.1:3000 and app answers. The packet goes out of lo and comes in from lo; it never meets eth0, a bridge or a kube-proxy rule of the node.',
      request: 0,
    },
    {
      title: 'Refused, not lost',
      text: 'Nothing listens on port 5000 in this namespace, so the kernel itself answers with RST. The client knows at once: connection refused.',
      request: 2,
      step: { leg: 0, direction: 'request', hop: 0, type: 'SOCKET', nth: 1 },
    },
    {
      title: 'Another pod has another localhost',
      text: 'The same URL in the pod crowded meets another network namespace. What listens in catalog cannot be reached there.',
      request: 3,
      question: { ask: 'ARRIVES' },
      step: { leg: 0, direction: 'request', hop: 0, type: 'SOCKET', nth: 1 },
    },
    {
      title: 'A port can be taken',
      text: 'Both containers of crowded want port 80. The first one gets it; the second exits with “address already in use”, although they are different containers of different images.',
      request: 4,
    },
    {
      title: 'What outlives a container',
      text: 'Select catalog and stop app: the pod keeps its address, because the pause container keeps the namespace. A kubelet would start app again; the board leaves that to you. Kill the sandbox: every container starts again in a new namespace with a new address.',
    },
  ],
};
