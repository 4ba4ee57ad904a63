import type { IngressBackend, IngressPath } from '../model/basics.ts';
import type { ClusterIngress, ClusterService } from '../cluster/cluster.ts';
import type { LackingReason } from './lacking.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface DraftSources {
  readonly service: (namespace: string, name: string) => ClusterService | undefined;
  /** All paths of the host are expressions. */
  readonly regex: boolean;
  readonly canaries: readonly ClusterIngress[];
  readonly lacks: (reason: LackingReason, annotation?: string) => void;
}

/** The rules of a route for one path of an Ingress: of those for one request the first that matches is the most specific. */
export function draftRules(
  ingress: ClusterIngress,
  host: string | undefined,
  path: IngressPath,
  sources: DraftSources,
): readonly Fields[] {
  const match = pathMatch(path, ingress, sources);
  const filters = filtersFor(ingress, match.prefix, sources);
  const main = backendRef(ingress, path.backend, sources);
  const canary = canaryFor(host, path, sources.canaries);
  const rule = (backendRefs: readonly Fields[], headers: readonly Fields[] = []): Fields => ({
    matches: [{ path: match.path, ...(headers.length > 0 && { headers }) }],
    ...(filters.length > 0 && { filters }),
    backendRefs,
  });
  const redirect = redirectFor(ingress, sources);
  if (redirect !== undefined) return [{ matches: [{ path: match.path }], filters: [redirect] }];
  if (canary === undefined) return [rule([main])];
  const { options, backend } = canary;
  const other = backendRef(canary.ingress, backend, sources);
  const { header, headerValue, headerPattern, weight, total, cookie } = options;
  if (cookie !== undefined) sources.lacks('COOKIE', 'canary-by-cookie');
  const asked = (value: string, type = 'Exact'): Fields => ({ name: header, type, value });
  const byHeader =
    header === undefined
      ? []
      : headerValue !== undefined
        ? [rule([other], [asked(headerValue)])]
        : headerPattern !== undefined
          ? [rule([other], [asked(`.*(${headerPattern}).*`, 'RegularExpression')])]
          : [rule([other], [asked('always')]), rule([main], [asked('never')])];
  const shared =
    weight <= 0
      ? [main]
      : [
          { ...main, weight: Math.max(total - weight, 0) },
          { ...other, weight },
        ];
  return [...byHeader, rule(shared)];
}

interface DraftMatch {
  readonly path: Fields;
  /** What goes when a beginning is replaced; absent: there is none. */
  readonly prefix?: string;
}

/** "/api(/|$)(.*)" and "/api/(.*)": a beginning and what is behind it. */
const BELOW = /^(?<prefix>\/[\w\-./]*?)\/?(?:\(\/\|\$\)\(\.\*\)|\/\(\.\*\)|\/\?\(\.\*\))$/;

function pathMatch({ path, pathType }: IngressPath, { nginx }: ClusterIngress, { regex }: DraftSources): DraftMatch {
  const value = path === '' ? '/' : path;
  if (!regex) {
    const type = pathType === 'Exact' ? 'Exact' : 'PathPrefix';
    return { path: { type, value }, ...(type === 'PathPrefix' && { prefix: value }) };
  }
  const prefix = BELOW.exec(value)?.groups?.['prefix'];
  if (prefix !== undefined && nginx?.rewriteTarget !== undefined) {
    return { path: { type: 'PathPrefix', value: prefix === '' ? '/' : prefix }, prefix };
  }
  if (value === '/') return { path: { type: 'PathPrefix', value }, prefix: value };
  return { path: { type: 'RegularExpression', value: `(?i)${value}.*` } };
}

function filtersFor(ingress: ClusterIngress, prefix: string | undefined, { lacks }: DraftSources): readonly Fields[] {
  const { rewriteTarget, upstreamVhost } = ingress.nginx ?? {};
  const rewrite: Record<string, unknown> = {};
  if (rewriteTarget !== undefined) {
    const behind = /^(?<into>[^$]*)\$[12]$/.exec(rewriteTarget)?.groups?.['into'];
    if (!rewriteTarget.includes('$')) rewrite['path'] = { type: 'ReplaceFullPath', replaceFullPath: rewriteTarget };
    else if (behind !== undefined && prefix !== undefined)
      rewrite['path'] = { type: 'ReplacePrefixMatch', replacePrefixMatch: behind };
    else lacks('REWRITE', 'rewrite-target');
  }
  if (upstreamVhost?.includes('$') === true) lacks('VARIABLES', 'upstream-vhost');
  else if (upstreamVhost !== undefined) rewrite['hostname'] = upstreamVhost;
  return Object.keys(rewrite).length === 0 ? [] : [{ type: 'URLRewrite', urlRewrite: rewrite }];
}

const URL_PARTS = /^(?<scheme>https?):\/\/(?<hostname>[^/:?#$]+)(?::(?<port>\d+))?(?<path>[^?#$]*)(?<rest>.*)$/;

/** A redirect that is written; what it keeps of the request is the path alone. */
function redirectFor({ nginx }: ClusterIngress, { lacks }: DraftSources): Fields | undefined {
  const { redirect } = nginx ?? {};
  if (redirect === undefined) return undefined;
  const { scheme, hostname, port, path = '', rest = '' } = URL_PARTS.exec(redirect.url)?.groups ?? {};
  const keeps = rest === '$request_uri' && (path === '' || path === '/');
  if (scheme === undefined || (rest !== '' && !keeps)) {
    lacks('VARIABLES', redirect.annotation);
    return undefined;
  }
  const full = { path: { type: 'ReplaceFullPath', replaceFullPath: path === '' ? '/' : path } };
  const statusCode = redirect.code === 301 || redirect.code === 302 ? redirect.code : 301;
  if (statusCode !== redirect.code) lacks('REDIRECT_CODE', redirect.annotation);
  return {
    type: 'RequestRedirect',
    requestRedirect: {
      scheme,
      hostname,
      ...(port !== undefined && { port: Number(port) }),
      ...(!keeps && full),
      statusCode,
    },
  };
}

/** The backend of a route; ports that an Ingress names are numbers there. */
export function backendRef(
  { namespace }: Pick<ClusterIngress, 'namespace'>,
  { service: name, port }: IngressBackend,
  { service }: Pick<DraftSources, 'service'>,
): Fields {
  const named = service(namespace, name)?.ports.find((each) => 'name' in port && each.name === port.name);
  return { name, port: 'number' in port ? port.number : (named?.port ?? 80) };
}

function canaryFor(host: string | undefined, { path, pathType }: IngressPath, canaries: readonly ClusterIngress[]) {
  for (const ingress of canaries) {
    const rules = ingress.rules.filter((rule) => rule.host === host);
    const found = rules.flatMap(({ paths }) => paths).find((each) => each.path === path && each.pathType === pathType);
    const options = ingress.nginx?.canary;
    if (found !== undefined && options !== undefined) return { ingress, options, backend: found.backend };
  }
  return undefined;
}
