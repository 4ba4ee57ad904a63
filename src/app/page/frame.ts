import type { Address } from './address.ts';

/** True inside a page of another origin, which could lay itself over this one and have people click what they do not see. */
export function isFramedByStrangers(): boolean {
  if (window.top === window) return false;
  try {
    return window.top?.location.origin !== window.location.origin || window.origin === 'null';
  } catch {
    return true;
  }
}

/** What a page in a stranger's frame may be: it is looked at there, and worked with in a tab of its own. */
export function frameAddress(address: Address): Address {
  return address.mode === 'edit' ? { ...address, mode: 'view' } : address;
}
