import { type Ip, parseIp, type Port } from '../../net/ip.ts';

/** Where a process is told to listen. */
export interface ToldAddress {
  /** As written, without brackets; absent: not said. "" and "*": every address. */
  readonly host?: string;
  readonly port?: Port;
}

const HOST_AND_PORT = /^(?:\[([0-9a-f:]*)\]|([\w.*-]*)):(\d{1,5})$/i;
const HOST_ALONE = /^(?:localhost|\*|\d+(?:\.\d+){3}|\[?[0-9a-f]*:[0-9a-f]*:[0-9a-f:]*\]?)$/i;

/** Reads "8080", ":8080", "0.0.0.0:8080", "[::]:8080", "localhost", "tcp://0.0.0.0:80"; undefined: it is none of these. */
export function readToldAddress(value: string): ToldAddress | undefined {
  const text = value
    .trim()
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/\/.*$/, '');
  if (/^\d{1,5}$/.test(text)) return portOf(text);
  const match = HOST_AND_PORT.exec(text);
  if (match !== null) {
    const { port } = portOf(match[3] ?? '') ?? {};
    return port === undefined ? undefined : { host: match[1] ?? match[2] ?? '', port };
  }
  return HOST_ALONE.test(text) ? { host: text.replace(/^\[|\]$/g, '') } : undefined;
}

function portOf(text: string): { readonly port: Port } | undefined {
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? { port } : undefined;
}

/** Addresses that a socket is bound to: every one, every one of IPv4, or these. */
export type Bound = 'ANY' | 'ANY_IPV4' | readonly Ip[];

const LOOPBACK_IPS = ['127.0.0.1', '::1'].flatMap((text) => parseIp(text) ?? []);

/** undefined: a name, or something that is no address. */
export function boundTo(host: string): Bound | undefined {
  if (host === '' || host === '*' || host === '::') return 'ANY';
  if (host === '0.0.0.0') return 'ANY_IPV4';
  if (host === 'localhost') return LOOPBACK_IPS;
  const ip = parseIp(host);
  return ip === undefined ? undefined : [ip];
}

export const isLoopbackHost = (host: string): boolean => /^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host);
