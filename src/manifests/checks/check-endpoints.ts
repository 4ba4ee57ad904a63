import type { RawObject } from '../../engine/objects.ts';
import { familyOfText } from '../../engine/text.ts';
import { itemsOf } from '../refused/refuse.ts';
import type { Warn } from './check.ts';
import { checkHostAddress } from './check-address.ts';

/** // pkg/apis/core/validation validateEndpointAddress */
export function checkEndpoints({ subsets }: RawObject, warn: Warn): void {
  for (const [subset, at] of itemsOf(subsets, ['subsets'])) {
    for (const list of ['addresses', 'notReadyAddresses'])
      for (const [{ ip }, place] of itemsOf(subset[list], [...at, list])) checkHostAddress(ip, [...place, 'ip'], warn);
  }
}

/** Addresses that are special, or of another family than the slice. // pkg/apis/discovery/validation validateEndpoints */
export function checkSlice({ addressType, endpoints }: RawObject, warn: Warn): void {
  const family = addressType === 'IPv4' ? 4 : addressType === 'IPv6' ? 6 : undefined;
  for (const [{ addresses }, at] of itemsOf(endpoints, ['endpoints'])) {
    for (const [index, address] of Array.isArray(addresses) ? (addresses as readonly unknown[]).entries() : []) {
      const path = [...at, 'addresses', index];
      const own = familyOfText(address);
      checkHostAddress(address, path, warn);
      if (own !== undefined && family !== undefined && own !== family)
        warn(path, { code: 'ADDRESS_OF_OTHER_FAMILY', detail: { address: String(address), family } });
    }
  }
}
