import { describe, expect, test } from 'vitest';
import { reverseFlow, type Flow } from '../../../src/engine/net/flow.ts';
import type { Trace } from '../../../src/engine/linux/model/trace.ts';
import { createSession, walk } from '../../../src/engine/linux/walk/walk.ts';
import { createTable, filterChain, IPV4, rule, tinyCluster } from './tiny-cluster.ts';

/** From a node to a pod of another. */
const FLOW: Flow = {
  protocol: 'TCP',
  sourceIP: IPV4.node(1),
  sourcePort: 40000,
  destinationIP: IPV4.pod(2, 1),
  destinationPort: 8080,
};

const words = (trace: Trace) => trace.hops.flatMap(({ steps }) => steps.map(({ type, action }) => `${type} ${action}`));

describe('what tells of a connection that a node has not seen opened', () => {
  test.each([
    ['TCP', { error: true }, 'INVALID'],
    ['UDP', { error: true }, 'INVALID'],
    ['SCTP', {}, 'INVALID'],
    ['UDP', {}, 'NEW'],
  ] as const)('of %s, %o, is %s', (protocol, kind, state) => {
    const network = tinyCluster({ tables: (node) => (node === 2 ? [createTable({ name: 'filter', base: [] })] : []) });
    const session = createSession(() => 0);
    const flow = { ...FLOW, protocol };
    walk(network, session, { kind: 'wire', namespace: 'pod-b1', interface: 'eth0' }, flow);
    const reply = walk(network, session, { kind: 'process', namespace: 'pod-b1', ...kind }, reverseFlow(flow));
    expect(words(reply)).toContain(`CONNTRACK ${state}`);
  });

  test('stays untranslated, and is dropped where INVALID packets are', () => {
    const tables = () => [
      createTable({
        name: 'filter',
        base: [filterChain('forward', 'ACCEPT', rule({ type: 'DROP' }, { type: 'ctstate', states: ['INVALID'] }))],
      }),
    ];
    const network = tinyCluster({ tables: (node) => (node === 2 ? tables() : []) });
    const session = createSession(() => 0);
    const wire = { kind: 'wire', namespace: 'pod-b1', interface: 'eth0' } as const;
    expect(walk(network, session, wire, FLOW).disposition).toBe('ACCEPTED');
    const reply = walk(network, session, { kind: 'process', namespace: 'pod-b1' }, reverseFlow(FLOW));
    expect(words(reply)).toContain('CONNTRACK INVALID');
    expect(reply.disposition).toBe('DROPPED');
  });
});
