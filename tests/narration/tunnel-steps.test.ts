import { expect, test } from 'vitest';
import type { Step } from '../../src/engine/linux/model/trace.ts';
import { ENGLISH } from '../../src/narration/en/all-words.ts';
import {
  connection,
  INTERNET,
  POD,
  serviceOf,
  stage,
  TWO_NODES,
  type Stage,
} from '../engine/dataplane/cni/two-nodes.ts';

function told({ cluster, way, ip }: Stage, type: Step['type'], bytes?: number) {
  const udp = bytes === undefined ? undefined : way(INTERNET, 'udp://192.168.0.11:30053', { bytes });
  const trace = connection(udp ?? way(POD('nginx'), `tcp://${ip('c')}:80`));
  return trace.hops.flatMap((hop) =>
    hop.steps
      .filter((step) => step.type === type)
      .map((step) => ENGLISH.step(step, { cluster, hop, direction: 'request' })),
  );
}

test('a tunnel: who carries, between whom, and what is inside', () => {
  const [wrapped, unwrapped] = told(stage({ cni: 'flannel' }), 'TUNNEL');
  expect(wrapped?.title).toBe('Wrapped (VXLAN)');
  expect(wrapped?.sentence).toBe(
    'flannel.1 puts the frame into a UDP packet to port 8472 from 192.168.0.11 to 192.168.0.12 (Node n2), network 1: the network between the nodes sees only these addresses.',
  );
  expect(unwrapped?.sentence).toContain('10.244.1.2:40000 to 10.244.2.2:80');
  expect(told(stage({ cni: 'calico-ipip' }), 'TUNNEL')[0]?.sentence).toContain(
    'puts the packet into an IP packet from',
  );
});

test('the hop in a line says what is carried, and that it is wrapped', () => {
  const { cluster, way, ip } = stage({ cni: 'flannel' });
  const trace = connection(way(POD('nginx'), 'http://c.default'));
  const lines = trace.hops.map((hop) => ENGLISH.hop({ cluster, hop, direction: 'request' }));
  expect(lines[1]).toMatch(new RegExp(`rewritten to ${ip('c')}:80; wrapped for 192\\.168\\.0\\.12:8472$`));
  expect(lines[2]).toBe('unwrapped');
});

test('a program that sends on names the pod, or the node it is behind', () => {
  const sentences = told(stage({ cni: 'cilium' }), 'REDIRECT').map(({ sentence }) => sentence);
  expect(sentences[0]).toContain('is behind 192.168.0.12 (Node n2)');
  expect(sentences[1]).toContain('past the node');
});

test('a packet that is too large', () => {
  const dns = serviceOf('dns', { type: 'NodePort', ports: [{ port: 53, protocol: 'UDP', nodePort: 30_053 }] });
  const [step] = told(stage({ cni: 'flannel' }, [...TWO_NODES, dns]), 'MTU', 1500);
  expect(step).toMatchObject({ title: 'Too large' });
  expect(step?.sentence).toContain('1500 bytes, flannel.1 takes 1450');
});

test('a routing rule and a gateway that nobody has', () => {
  const calico = told(stage({ cni: 'calico' }), 'NEIGHBOR');
  expect(calico[0]?.sentence).toContain('(proxy ARP)');
});
