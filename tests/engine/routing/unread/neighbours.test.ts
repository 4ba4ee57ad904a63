import { expect, test } from 'vitest';
import type { ClusterOverrides } from '../../../../src/engine/kubernetes/cluster/cluster.ts';
import { createCidr } from '../../../../src/engine/net/cidr.ts';
import { createIp } from '../../../../src/engine/net/ip.ts';
import type { RawObject } from '../../../../src/engine/kubernetes/model/object.ts';
import { BOARD, object, pod, walk } from './board.ts';

const asked = (objects: readonly RawObject[], to: string, overrides: ClusterOverrides = {}) => {
  const request = { from: { pod: 'town/buyer' }, to: `tcp://${to}:5432` };
  const { verdict, outcomes, notConsidered = [] } = walk(objects, request, overrides);
  return [verdict, outcomes[0]?.cause?.code, ...notConsidered.map((each) => [each.code, each.object.name])];
};

const MAY = ['UNDETERMINED', 'ADDRESS_UNUSED', ['HOST_MAY_BE_THERE', 'n1']];
const NOBODY = ['UNREACHABLE', 'ADDRESS_UNUSED'];

test('a machine beside the nodes may have an address of their network', () => {
  expect(asked(BOARD, '192.168.7.200')).toEqual(MAY);
});

test('nobody has an address of pods or Services that none of them has', () => {
  expect(asked(BOARD, '10.20.1.200')).toEqual(NOBODY);
  expect(asked(BOARD, '10.96.7.7')[1]).toBe('ADDRESS_UNUSED');
  expect(asked(BOARD, '10.96.7.7')[0]).toBe('UNREACHABLE');
});

const NODE: RawObject = {
  ...object('v1 Node n1', { providerID: 'aws:///us-east-1a/i-0a' }),
  status: { addresses: [{ type: 'InternalIP', address: '10.0.1.11' }] },
};

test('where pods have addresses of the nodes’ network there are others on it', () => {
  const objects = [NODE, pod('town/buyer')];
  expect(asked(objects, '10.0.1.200')).toEqual(MAY);
  const podCIDRs = [createCidr(createIp('10.0.128.0'), 17)];
  expect(asked(objects, '10.0.200.9', { podCIDRs })[0]).toBe('UNREACHABLE');
});
