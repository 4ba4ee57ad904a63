import type { RE2JS } from 're2js';
import type { NginxIngress } from '../../kubernetes/model/nginx-ingress.ts';
import { compileLocation } from '../../kubernetes/ingress/ingress-patterns.ts';
import { remember } from '../../net/remember.ts';
import type { NginxLocation } from './nginx-servers.ts';
import { expandVariables, type NginxRequest, variableOf } from './nginx-request.ts';

const REMEMBERED = 2000;

/** Remembered: a walk asks for each path of a host, and a board for many walks. */
const compile = remember(REMEMBERED, (path: string): RE2JS | undefined => {
  const made = compileLocation(path);
  return 'expression' in made ? made.expression : undefined;
});

/** True when a path of a rule, taken for a regular expression, fits the request's; one that cannot be read fits nothing. */
function fitsRegex(rule: string, path: string): boolean {
  return compile(rule)?.matcher(path).find() === true;
}

const rewrites = ({ path, ingress }: NginxLocation): boolean =>
  ingress?.nginx.rewriteTarget !== undefined && ingress.nginx.rewriteTarget !== path;

const isPlain = (location: NginxLocation): boolean => !rewrites(location) && location.ingress?.nginx.useRegex !== true;

/** What takes a path in a server: a location, or a redirect to the same path with a slash behind it. */
export interface FoundLocation {
  readonly location: NginxLocation;
  readonly addsSlash?: true;
}

/**
 * The location for a path. All of a server are regular expressions, in the order of their lengths, as soon as one of its Ingresses
 * says so or rewrites; else the exact one, then the longest beginning in whole elements.
 * // ingress-nginx v1.13 template.go enforceRegexModifier, buildLocation; location.go updateServerLocations; nginx location, proxy_pass
 */
export function findLocation(locations: readonly NginxLocation[], uri: string): FoundLocation | undefined {
  const exact = new Set(locations.filter((each) => each.exact).map(({ path }) => path));
  if (!locations.every(isPlain)) {
    const location = locations.find((each) =>
      patternsOf(each, exact).some((pattern) => (pattern === '/' ? uri.startsWith('/') : fitsRegex(pattern, uri))),
    );
    return location && { location };
  }
  const same = locations.find((each) => each.path === uri && (each.exact || (each.path !== '/' && !exact.has(uri))));
  if (same !== undefined) return { location: same };
  const below = locations.filter((each) => !each.exact);
  const slashed = below.find((each) => each.path !== '/' && withSlash(each.path) === `${uri}/`);
  if (slashed !== undefined) return { location: slashed, addsSlash: true };
  const location = below.find((each) => uri.startsWith(withSlash(each.path)));
  return location && { location };
}

/** A plain beginning stands there twice: for itself and for what is below it. */
function patternsOf(location: NginxLocation, exact: ReadonlySet<string>): readonly string[] {
  const { path } = location;
  if (path === '/' || location.exact || !isPlain(location)) return [path];
  return exact.has(path) ? [withSlash(path)] : [withSlash(path), path];
}

const withSlash = (path: string): string => (path.endsWith('/') ? path : `${path}/`);

/** Where a request goes on after rewrite-target: a path with query for the backend, or an address that it is sent to. */
export type Rewritten = { readonly path: string } | { readonly location: string };

/** undefined: nothing is rewritten. // nginx: rewrite REGEX TARGET break */
export function rewritten(location: NginxLocation, request: NginxRequest): Rewritten | undefined {
  const target = location.ingress?.nginx.rewriteTarget;
  if (target === undefined || !rewrites(location)) return undefined;
  const matcher = compile(location.path)?.matcher(request.uri);
  if (matcher?.find() !== true) return undefined;
  const count = matcher.groupCount();
  const made = expandVariables(target, (name) =>
    /^\d$/.test(name) ? (Number(name) <= count ? (matcher.group(Number(name)) ?? '') : '') : variableOf(request, name),
  );
  if (/^(https?:\/\/|\$scheme)/.test(target)) return { location: withArgs(made, request.args) };
  return { path: withArgs(made, request.args) };
}

/** What was asked goes behind; a question mark at the end keeps it away. */
function withArgs(made: string, args: string): string {
  if (made.endsWith('?')) return made.slice(0, -1);
  if (args === '') return made;
  return `${made}${made.includes('?') ? '&' : '?'}${args}`;
}

/** An expression of an annotation that looks into a header; undefined: it is none, or too large. */
export function headerPattern(source: NonNullable<NginxIngress['canary']>['headerPattern']): RE2JS | undefined {
  return source === undefined ? undefined : compileAnywhere(source);
}

const compileAnywhere = remember(REMEMBERED, (source: string): RE2JS | undefined => {
  const made = compileLocation(source, '');
  return 'expression' in made ? made.expression : undefined;
});
