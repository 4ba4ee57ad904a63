import { describe, expect, test } from 'vitest';
import { selectAddress } from '../../../src/engine/linux/namespace/kernel-routes.ts';
import type { Dummy } from '../../../src/engine/linux/model/devices.ts';
import { KERNEL } from '../../../src/engine/linux/model/origin.ts';
import { ip } from './tiny-cluster.ts';

const device = (name: string, ...addresses: readonly string[]): Dummy => ({
  kind: 'dummy',
  name,
  mac: '02:00:00:00:00:01',
  mtu: 1500,
  addresses: addresses.map((text) => {
    const [address = '', length = ''] = text.split('/');
    return { ip: ip(address), prefixLength: Number(length) };
  }),
  origin: KERNEL,
});
const select = (interfaces: readonly Dummy[], name: string, destination: string, via = destination) =>
  selectAddress(interfaces, { device: name, nexthop: ip(via), destination: ip(destination) });

describe('the source address of a packet that leaves by a device', () => {
  test.each([
    ['its first', ['192.168.0.2/24', '10.0.0.2/24'], '8.8.8.8', '192.168.0.2'],
    ['the one of the next hop’s subnet', ['192.168.0.2/24', '10.0.0.2/24'], '10.0.0.9', '10.0.0.2'],
    ['IPv6: of several, the longest common prefix', ['fd00:1::2/64', 'fd00:2::2/64'], 'fd00:2::9', 'fd00:2::2'],
    ['IPv6: no further than its own prefix goes', ['fd00:1::1/16', 'fd00:2::2/64'], 'fd00:1::1:1', 'fd00:2::2'],
    ['IPv6: the same scope', ['fe80::1/64', 'fd00:2::2/64'], 'fd00:9::9', 'fd00:2::2'],
  ])('%s', (_, addresses, destination, expected) => {
    expect(select([device('eth0', ...addresses)], 'eth0', destination)).toBe(expected);
  });

  test('without one of its own: of any device the first in IPv4, the nearest in IPv6', () => {
    const others = [
      device('eth0', '192.168.0.2/24', 'fd00:192::2/64'),
      device('tunnel', '10.244.1.0/32', 'fd00:10:244:1::/128'),
    ];
    const all = [...others, device('cali1')];
    expect(select(all, 'cali1', '10.244.1.5')).toBe('192.168.0.2');
    expect(select(all, 'cali1', 'fd00:10:244:1::5')).toBe('fd00:10:244:1::');
    expect(select([device('cali1')], 'cali1', 'fd00::1')).toBeUndefined();
  });

  test('its own before any other’s, however near', () => {
    const all = [device('eth0', 'fd00:192::2/64'), device('tunnel', 'fd00:10:244:1::/128')];
    expect(select(all, 'eth0', 'fd00:10:244:1::5')).toBe('fd00:192::2');
  });
});
