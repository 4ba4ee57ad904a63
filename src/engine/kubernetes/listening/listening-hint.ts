import type { TransportProtocol } from '../model/basics.ts';
import type { Port } from '../../net/ip.ts';

/** What a container's command line or a variable of it says of where a process listens. */
export interface ListeningHint {
  readonly protocol: TransportProtocol;
  /** As written; absent: not said. "" is every address. */
  readonly host?: string;
  readonly port?: Port;
  /** The option, variable or program that says it. */
  readonly setting: string;
  /** The program that has this host unless it is told one. */
  readonly usualOf?: string;
  /** Where it is written, below the container, and the text there. */
  readonly path: readonly (string | number)[];
  readonly text: string;
  /** The host, and the port if there is one, are said in so many words by what can mean nothing else. */
  readonly isSure: boolean;
  /** The container listens on no other port: all it runs is a server that was told this one. */
  readonly isAll: boolean;
  /** Of another port than that for clients: metrics, health, debugging. */
  readonly isAside: boolean;
  /** What a host of 0.0.0.0 stands for. */
  readonly zero: 'IPV4' | 'BOTH' | 'NOT_KNOWN';
}
