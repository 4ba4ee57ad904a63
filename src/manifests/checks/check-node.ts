import { readWrittenCidr, recordOf } from '../../engine/text.ts';
import type { RawObject } from '../../engine/objects.ts';
import { itemsOf } from '../refused/refuse.ts';
import type { Warn } from './check.ts';
import { checkHostAddress, checkHostBits } from './check-address.ts';
import type { Path } from '../sources/source.ts';

const ADDRESS_TYPES = ['Hostname', 'InternalIP', 'ExternalIP', 'InternalDNS', 'ExternalDNS'];

/** Pod ranges in which no pod finds an address, or everybody does; a node without an address. // pkg/apis/core/validation ValidateNode */
export function checkNode({ spec, status }: RawObject, warn: Warn): void {
  const { podCIDR, podCIDRs } = recordOf(spec);
  const listed = Array.isArray(podCIDRs) ? (podCIDRs as readonly unknown[]) : [];
  for (const [index, cidr] of listed.entries()) checkPodCIDR(cidr, ['spec', 'podCIDRs', index], warn);
  if (podCIDR !== listed[0]) checkPodCIDR(podCIDR, ['spec', 'podCIDR'], warn);
  if (typeof podCIDR === 'string' && podCIDR !== '' && listed.length > 0 && podCIDR !== listed[0])
    warn(['spec', 'podCIDRs'], { code: 'POD_CIDRS_DIFFER', detail: { podCIDR } });
  const families = listed.flatMap((cidr) => readWrittenCidr(cidr)?.family ?? []);
  if (new Set(families).size < families.length)
    warn(['spec', 'podCIDRs'], { code: 'POD_CIDRS_OF_ONE_FAMILY', detail: {} });
  checkAddresses(recordOf(status)['addresses'], warn);
}

function checkPodCIDR(value: unknown, path: Path, warn: Warn): void {
  checkHostBits(value, path, warn);
  const written = readWrittenCidr(value);
  if (written === undefined) return;
  const { cidr, prefixLength, hostBits } = written;
  if (prefixLength === 0) warn(path, { code: 'POD_CIDR_TOO_WIDE', detail: { cidr } });
  // The first ones are those of the network and of the node.
  if (hostBits <= 1) warn(path, { code: 'POD_CIDR_TOO_NARROW', detail: { cidr } });
}

function checkAddresses(addresses: unknown, warn: Warn): void {
  const path = ['status', 'addresses'];
  let found = false;
  for (const [{ type, address }, at] of itemsOf(addresses, path)) {
    if (typeof type === 'string' && !ADDRESS_TYPES.includes(type)) {
      warn([...at, 'type'], { code: 'ADDRESS_TYPE_UNKNOWN', detail: { found: type, supported: ADDRESS_TYPES } });
    }
    if (type === 'InternalIP') found = true;
    if (type === 'InternalIP' || type === 'ExternalIP') checkHostAddress(address, [...at, 'address'], warn);
  }
  if (found) return;
  if (addresses === undefined) warn(path, { code: 'NODE_ADDRESS_MISSING', detail: { is: 'NO_ADDRESSES' } }, 'info');
  else warn(path, { code: 'NODE_ADDRESS_MISSING', detail: { is: 'NO_INTERNAL_IP' } });
}
