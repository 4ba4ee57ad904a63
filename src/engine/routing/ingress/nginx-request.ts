import type { Trace } from '../../linux/model/trace.ts';
import type { NginxController } from '../../kubernetes/model/nginx-ingress.ts';
import type { ClusterService } from '../../kubernetes/cluster/cluster.ts';
import { cidrContains } from '../../net/cidr.ts';
import { type Ip, parseIp } from '../../net/ip.ts';
import { clientAddress, hostOf, requestAuthority } from '../run/onward.ts';
import type { Run } from '../run/routing-programs.ts';

/** A request as nginx has it in its variables. */
export interface NginxRequest {
  readonly scheme: string;
  /** What the client spoke, when a proxy before says so. */
  readonly accessScheme: string;
  readonly method: string;
  /** $http_host. */
  readonly authority: string;
  /** $best_http_host: what a proxy before says was asked for, else $http_host. */
  readonly bestHost: string;
  /** $host: without port, in lower case. */
  readonly host: string;
  /** $request_uri: as it was sent. */
  readonly target: string;
  /** $uri: decoded, without dots and doubled slashes. */
  readonly uri: string;
  readonly args: string;
  /** $remote_addr. */
  readonly client: Ip;
  readonly port: number;
  /** By their names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

export function createNginxRequest(
  run: Run,
  arrived: Trace,
  controller: NginxController,
  front: ClusterService | undefined,
): NginxRequest {
  const { target, method } = run.request;
  const headers = new Map(Object.entries(run.request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const authority = requestAuthority(run);
  const [path = '/', ...query] = target.path.split('#', 1)[0]?.split('?') ?? [];
  const trusts = controller.forwardedHeaders;
  const forwarded = trusts ? headers.get('x-forwarded-host')?.split(',')[0]?.trim() : undefined;
  return {
    scheme: target.scheme,
    accessScheme: (trusts ? headers.get('x-forwarded-proto') : undefined) ?? target.scheme,
    method,
    authority,
    bestHost: forwarded ?? authority,
    host: hostOf(authority),
    target: target.path,
    uri: normalized(path),
    args: query.join('?'),
    client: realAddress(
      clientAddress(arrived, controller.proxyProtocol === false ? undefined : front),
      headers,
      controller,
    ),
    port: target.port,
    headers,
  };
}

/** The last address of the list that is no proxy which is trusted, else the first. // nginx ngx_http_realip_module, real_ip_recursive on */
function realAddress(remote: Ip, headers: ReadonlyMap<string, string>, controller: NginxController): Ip {
  if (!controller.forwardedHeaders || controller.proxyProtocol === true) return remote;
  const isTrusted = (ip: Ip): boolean => controller.trustedProxies.some((cidr) => cidrContains(cidr, ip));
  if (!isTrusted(remote)) return remote;
  const list = headers.get(controller.forwardedForHeader.toLowerCase())?.split(',') ?? [];
  const ips = list.map((each) => parseIp(each.trim()));
  const known = ips.slice(ips.lastIndexOf(undefined) + 1).flatMap((ip) => ip ?? []);
  return known.findLast((ip) => !isTrusted(ip)) ?? known[0] ?? remote;
}

/** // nginx ngx_http_parse_complex_uri, merge_slashes on */
function normalized(path: string): string {
  const elements: string[] = [];
  const parts = decoded(path).split('/');
  for (const [index, part] of parts.entries()) {
    if (part === '..') elements.pop();
    else if (part !== '.' && part !== '') elements.push(part);
    if (index === parts.length - 1 && (part === '' || part === '.' || part === '..')) elements.push('');
  }
  return `/${elements.join('/')}`;
}

function decoded(path: string): string {
  return path.replace(/(%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** Puts the values of "$name" and "${name}" into a text. */
export function expandVariables(text: string, valueOf: (name: string) => string | undefined): string {
  return text.replace(
    /\$(?:\{(\w+)\}|(\d|\w+))/g,
    (whole, braced?: string, bare?: string) => valueOf(braced ?? bare ?? '') ?? whole,
  );
}

/** The value of a variable; undefined: none that is known. // nginx.org/en/docs/http/ngx_http_core_module */
export function variableOf(request: NginxRequest, name: string): string | undefined {
  const { scheme, accessScheme, authority, bestHost, host, target, uri, args, client, port, method, headers } = request;
  const known: Readonly<Record<string, string>> = {
    scheme,
    pass_access_scheme: accessScheme,
    http_host: authority,
    best_http_host: bestHost,
    host,
    request_uri: target,
    escaped_request_uri: encodeURIComponent(target),
    uri,
    args,
    query_string: args,
    is_args: args === '' ? '' : '?',
    remote_addr: client,
    server_port: String(port),
    request_method: method,
  };
  if (Object.hasOwn(known, name)) return known[name];
  if (name.startsWith('http_')) return headers.get(name.slice(5).replaceAll('_', '-')) ?? '';
  if (name.startsWith('cookie_')) return cookieOf(request, name.slice(7)) ?? '';
  if (name.startsWith('arg_')) return argumentOf(args, name.slice(4));
  return undefined;
}

function argumentOf(args: string, name: string): string {
  const found = args.split('&').find((each) => each.startsWith(`${name}=`));
  return found?.slice(name.length + 1) ?? '';
}

/** A cookie that the request brings. */
export function cookieOf({ headers }: NginxRequest, name: string): string | undefined {
  for (const part of headers.get('cookie')?.split(';') ?? []) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}
