import { parseIp } from '../../net/ip.ts';
import type { Fix } from '../outcome/fix.ts';
import { splitUrl, USUAL_SCHEME, usualPort } from '../request/parse-target.ts';
import type { TraceRequest } from '../request/request.ts';

/** The URL that a fix tells to call in place of the request's; undefined: it tells no such thing, or more than one. */
export function fixedTarget(fix: Fix, { to, http }: TraceRequest): string | undefined {
  const hasHost = Object.keys(http?.headers ?? {}).some((name) => name.toLowerCase() === 'host');
  switch (fix.code) {
    case 'DID_YOU_MEAN': {
      const [name, ...others] = fix.detail.names;
      return name === undefined || others.length > 0 || hasHost ? undefined : changed(to, { host: name });
    }
    case 'CALL_NAME':
      return changed(to, { host: fix.detail.name });
    case 'CALL_ADDRESS':
      return changed(to, { host: fix.detail.ip });
    case 'CALL_PORT':
      return changed(to, { port: fix.detail.port });
    case 'CALL_NODE_PORT':
      return changed(to, { host: fix.detail.ip, port: fix.detail.port });
    case 'CALL_LOCALHOST':
      return changed(to, { host: 'localhost', port: fix.detail.port });
    case 'CALL_BY_HTTP':
      return changed(to, { scheme: 'http', port: fix.detail.port });
    case 'USE_SCHEME':
      return changed(to, { scheme: fix.detail.scheme });
    default:
      return undefined;
  }
}

interface UrlChange {
  readonly scheme?: string;
  readonly host?: string;
  readonly port?: number;
}

/** The URL with parts of it changed; the port stays what it is. */
function changed(to: string, { scheme, host, port }: UrlChange): string | undefined {
  const was = splitUrl(to);
  if (was === undefined || was.host === '') return undefined;
  const { scheme: written = USUAL_SCHEME, port: stated = '', path = '' } = was;
  const now = scheme ?? written.toLowerCase();
  const wanted = port ?? (stated === '' ? usualPort(written.toLowerCase()) : Number(stated));
  const called = host === undefined ? was.host : host.includes(':') && parseIp(host) !== undefined ? `[${host}]` : host;
  return `${now}://${called}${wanted === undefined || wanted === usualPort(now) ? '' : `:${wanted}`}${path}`;
}
