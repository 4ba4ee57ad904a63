import type { Protocol } from '../../net/flow.ts';
import { type Ip, type Port, parseIp } from '../../net/ip.ts';
import { withoutUndefined } from '../../kubernetes/tools/without-undefined.ts';
import { trimEnd } from '../../net/trim.ts';
import type { RequestError } from './request-error.ts';

export type Scheme = 'http' | 'https' | 'tcp' | 'udp' | 'sctp' | 'icmp';

/** Where a request goes, read from its URL. */
export interface Target {
  readonly scheme: Scheme;
  readonly protocol: Protocol;
  /** As written, without brackets: a name or an address. */
  readonly host: string;
  /** Set when `host` is an address. */
  readonly ip?: Ip;
  /** 0 for ICMP. */
  readonly port: Port;
  /** Path and query of an http(s) URL, at least "/"; "" for the other schemes. */
  readonly path: string;
}

export type Parsed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: RequestError };

export function requestError(error: RequestError): { readonly ok: false; readonly error: RequestError } {
  return { ok: false, error };
}

const SCHEMES: Readonly<Record<Scheme, { readonly protocol: Protocol; readonly port?: Port }>> = {
  http: { protocol: 'TCP', port: 80 },
  https: { protocol: 'TCP', port: 443 },
  tcp: { protocol: 'TCP' },
  udp: { protocol: 'UDP' },
  sctp: { protocol: 'SCTP' },
  icmp: { protocol: 'ICMP', port: 0 },
};

const URL_PARTS = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(\[[^\]]*\]|[^/?#:]*)(?::([^/?#:]*))?([/?][^#]*)?(?:#.*)?$/i;

/** As a browser takes a URL without one. */
export const USUAL_SCHEME = 'http';

/** What a URL consists of, as it is written; what is not written is absent. The host of an IPv6 address has its brackets. */
export interface UrlParts {
  readonly scheme?: string;
  readonly host: string;
  readonly port?: string;
  /** Path and query. */
  readonly path?: string;
}

/** undefined: the text is no URL. */
export function splitUrl(url: string): UrlParts | undefined {
  const text = url.trim();
  const parts = URL_PARTS.exec(text);
  if (parts === null) return undefined;
  const [, scheme, host = '', port, path] = parts;
  return scheme === undefined && text.includes('://')
    ? undefined
    : { host, ...withoutUndefined({ scheme, port, path }) };
}

/** The port that is meant where a URL of this scheme states none; undefined: it has to. */
export const usualPort = (scheme: string): Port | undefined => (isScheme(scheme) ? SCHEMES[scheme].port : undefined);

/** A request line that servers take: RFC 9110 4.1 asks for 8,000 octets, nginx and Apache stop at 8 KiB. */
const LONGEST_URL = 8192;

/**
 * Reads a request's URL (RFC 3986): scheme http, https, tcp, udp, sctp or icmp; IPv6 addresses in brackets. Without a
 * scheme it is http, as a browser takes it. Errors: URL_MALFORMED, URL_TOO_LONG, SCHEME_UNKNOWN, HOST_MISSING, ADDRESS_MALFORMED,
 * PORT_MISSING, PORT_INVALID.
 */
export function parseTarget(url: unknown): Parsed<Target> {
  if (typeof url !== 'string' || url.trim() === '') {
    return requestError({ code: 'URL_MALFORMED', detail: { is: 'MISSING' } });
  }
  if (url.length > LONGEST_URL) {
    return requestError({ code: 'URL_TOO_LONG', detail: { characters: url.length, most: LONGEST_URL } });
  }
  const text = url.trim();
  const parts = splitUrl(text);
  if (parts === undefined) {
    const colons = /:.*:/.test(text.replace(/^\w+:\/\//, ''));
    return requestError({ code: 'URL_MALFORMED', detail: { is: 'NO_URL', text, colons } });
  }
  const { scheme: written = USUAL_SCHEME, path: pathText = '' } = parts;
  const scheme = written.toLowerCase();
  if (!isScheme(scheme)) return requestError({ code: 'SCHEME_UNKNOWN', detail: { scheme: written } });
  const host = parseHost(parts.host, text);
  if (!host.ok) return host;
  const port = parsePort(scheme, parts.port, text);
  if (!port.ok) return port;
  const http = scheme === 'http' || scheme === 'https';
  const path = pathText.startsWith('/') ? pathText : `/${pathText}`;
  return {
    ok: true,
    value: { scheme, protocol: SCHEMES[scheme].protocol, ...host.value, port: port.value, path: http ? path : '' },
  };
}

function isScheme(text: string): text is Scheme {
  return Object.hasOwn(SCHEMES, text);
}

function parseHost(hostText: string, url: string): Parsed<{ readonly host: string; readonly ip?: Ip }> {
  const bracketed = hostText.startsWith('[');
  const host = bracketed ? hostText.slice(1, -1) : hostText;
  if (host === '') return requestError({ code: 'HOST_MISSING', detail: { url } });
  const ip = parseIp(host);
  if (ip !== undefined) return { ok: true, value: { host: ip, ip } };
  if (bracketed || /^[\d.]+$/.test(host)) {
    return requestError({ code: 'ADDRESS_MALFORMED', detail: { is: 'HOST', host } });
  }
  const tooLong = host.length > 253 || host.split('.').some((label) => label.length > 63);
  if (tooLong || !/^[a-z0-9_]([a-z0-9_-]*)(\.[a-z0-9_]([a-z0-9_-]*))*\.?$/i.test(host)) {
    return requestError({ code: 'HOST_MALFORMED', detail: { host } });
  }
  return { ok: true, value: { host } };
}

function parsePort(scheme: Scheme, text: string | undefined, url: string): Parsed<Port> {
  if (scheme === 'icmp') {
    return text === undefined
      ? { ok: true, value: 0 }
      : requestError({ code: 'PORT_INVALID', detail: { is: 'OF_ICMP' } });
  }
  if (text === undefined || text === '') {
    const usual = SCHEMES[scheme].port;
    if (usual !== undefined) return { ok: true, value: usual };
    return requestError({ code: 'PORT_MISSING', detail: { scheme, url: trimEnd(trimEnd(url, '/'), ':') } });
  }
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535) {
    return requestError({ code: 'PORT_INVALID', detail: { is: 'NO_PORT', text } });
  }
  return { ok: true, value: port };
}
