import { type Cidr, ANY_IPV4 } from '../../net/cidr.ts';
import { NGINX_FLAG } from '../fields/entries/nginx-annotations.ts';
import type { NamespacedName } from '../model/assumption.ts';
import type { NginxController } from '../model/nginx-ingress.ts';
import { NGINX_CONFIG_MAPS } from '../other-kinds/config-maps.ts';
import { objectKey } from '../model/object.ts';
import type { StoredObject } from '../cluster/object-store.ts';
import { recordOf, textOf } from '../model/reader.ts';
import { withoutUndefined } from '../tools/without-undefined.ts';
import { readRanges, readSwitch } from './nginx-options.ts';

type Settings = Readonly<Record<string, unknown>>;

/** What a controller's pod is started with. */
export interface NginxFlags {
  readonly namespace: string;
  /** Undefined: no such flag. */
  readonly flag: (name: string) => string | undefined;
  /** Some of them are flags that are read here. */
  readonly known: boolean;
  /** Of its image, "1.11.2"; absent: not told. */
  readonly version?: string;
}

/** Flags of a container's command line: "--name=value", "--name value", and "--name" for true. */
export function readFlags(namespace: string, container: Settings): NginxFlags {
  const words = [container['command'], container['args']]
    .flatMap((list): readonly unknown[] => (Array.isArray(list) ? list : []))
    .flatMap((word) => textOf(word) ?? []);
  const flag = (name: string): string | undefined => {
    const at = words.findLastIndex((word) => word === `--${name}` || word.startsWith(`--${name}=`));
    const word = words[at];
    if (word === undefined) return undefined;
    if (word.includes('=')) return word.slice(name.length + 3);
    const next = words[at + 1];
    return next === undefined || next.startsWith('-') ? 'true' : next;
  };
  const version = /:v?(\d+(?:\.\d+)*)/.exec(textOf(container['image']) ?? '')?.[1];
  const known = words.some((word) => NGINX_FLAG.test(word));
  return { namespace, flag, known, ...withoutUndefined({ version }) };
}

/** "NAMESPACE/NAME", in which the controller's own namespace may stand as a variable. */
function namedBy(text: string | undefined, own: string): NamespacedName | undefined {
  const [namespace, name] = (text ?? '').replace('$(POD_NAMESPACE)', own).split('/');
  return namespace === undefined || name === undefined || name === '' ? undefined : { namespace, name };
}

/** The data of the ConfigMap that a controller is told to read; without flags that are known, the one that its manifests have. Undefined: it is not given. */
function settingsOf({ flag, namespace, known }: NginxFlags, notRead: readonly StoredObject[]): Settings | undefined {
  const named = namedBy(flag('configmap'), namespace);
  const usual = known ? [] : NGINX_CONFIG_MAPS.map((name) => ({ namespace, name }));
  for (const each of named === undefined ? usual : [named]) {
    const key = objectKey({ kind: 'ConfigMap', ...each });
    const found = notRead.findLast(({ ref }) => objectKey(ref) === key);
    if (found !== undefined) return recordOf(found.raw['data']);
  }
  return undefined;
}

const ACME = '/.well-known/acme-challenge';
const REDIRECT_CODES: readonly number[] = [301, 302, 307, 308];

/** // ingress-nginx v1.13 docs/user-guide/nginx-configuration/configmap.md, docs/user-guide/cli-arguments.md */
export function readController(flags: NginxFlags, notRead: readonly StoredObject[]): NginxController {
  const { flag, namespace } = flags;
  const given = settingsOf(flags, notRead);
  const data = given ?? {};
  const ask = (name: string): string | undefined => textOf(data[name]);
  const on = (name: string, otherwise: boolean): boolean => readSwitch(ask(name), otherwise);
  const ranges = (...names: readonly string[]): readonly Cidr[] =>
    readRanges(names.map(ask).find((text) => text !== undefined)) ?? [];
  const code = Number(ask('http-redirect-code'));
  const url = ask('global-auth-url');
  const signin = ask('global-auth-signin');
  const trusted = ranges('proxy-real-ip-cidr');
  return {
    // Who is not known to be without it is taken to have what an Ingress asks of it.
    sslPassthrough: readSwitch(flag('enable-ssl-passthrough'), !flags.known),
    sslRedirect: on('ssl-redirect', true),
    forceSslRedirect: on('force-ssl-redirect', false),
    keepsTrailingSlash: on('preserve-trailing-slash', false),
    redirectCode: REDIRECT_CODES.includes(code) ? code : 308,
    noTlsRedirect: (ask('no-tls-redirect-locations') ?? ACME).split(','),
    noAuth: (ask('no-auth-locations') ?? ACME).split(','),
    allow: ranges('allowlist-source-range', 'whitelist-source-range'),
    deny: ranges('denylist-source-range'),
    block: ranges('block-cidrs'),
    forwardedHeaders: on('use-forwarded-headers', false) || on('enable-real-ip', false),
    forwardedForHeader: ask('forwarded-for-header') ?? 'X-Forwarded-For',
    trustedProxies: trusted.length === 0 ? [ANY_IPV4] : trusted,
    serviceUpstream: on('service-upstream', false),
    snippets: on('allow-snippet-annotations', flags.version === undefined || isBefore(flags.version, 1, 9)),
    ...withoutUndefined({
      proxyProtocol: given === undefined ? undefined : on('use-proxy-protocol', false),
      watches: flag('watch-namespace')?.replace('$(POD_NAMESPACE)', namespace),
      defaultBackend: namedBy(flag('default-backend-service'), namespace),
      globalAuth: url === undefined ? undefined : { url, ...withoutUndefined({ signin }) },
    }),
  };
}

/** Of a version that is known. */
function isBefore(version: string | undefined, major: number, minor: number): boolean {
  const [first, second = 0] = (version ?? '').split('.').map(Number);
  if (first === undefined || !Number.isInteger(first) || version === undefined) return false;
  return first < major || (first === major && second < minor);
}
