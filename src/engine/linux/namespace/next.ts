import type { InterfaceRef, Mac, NamespaceId } from '../model/place.ts';
import type { Socket } from '../model/devices.ts';
import type { Disposition } from '../model/trace.ts';

/** What comes next in a walk: an arrival at an interface, a packet that the host itself sends, or the end. */
export type Next = Arrival | Send | End;

/** A tunnel device has put the packet into one of the host's own (ip_local_out). */
export interface Send {
  readonly kind: 'SEND';
  readonly namespace: NamespaceId;
}

export interface Arrival {
  readonly kind: 'ARRIVAL';
  readonly at: InterfaceRef;
  /** Whom the frame is for; undefined for the interface itself. */
  readonly destinationMac: Mac | undefined;
  /** Came back in by lo, with what the kernel had attached to the packet. */
  readonly loopback: boolean;
  /** Comes out of a tunnel of the host where it already is. */
  readonly inner?: true;
}

export interface End {
  readonly kind: 'END';
  readonly disposition: Disposition;
  readonly socket?: Socket;
}

export function end(disposition: Disposition, socket?: Socket): End {
  return socket === undefined ? { kind: 'END', disposition } : { kind: 'END', disposition, socket };
}
