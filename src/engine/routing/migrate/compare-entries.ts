import type { Cluster } from '../../kubernetes/cluster/cluster.ts';
import type { GatewayDraft } from '../../kubernetes/migrate/draft-gateways.ts';
import type { RawObject } from '../../kubernetes/model/object.ts';
import type { Outcome } from '../outcome/outcome.ts';
import type { Router } from '../engine/router.ts';

/** What somebody who asks gets, and what the backend sees of it. */
export interface EntryAnswer {
  /** Null: no HTTP came back. */
  readonly status: number | null;
  readonly location?: string;
  readonly backend?: string;
  readonly path?: string;
  readonly host?: string;
  /** Of the way that is most likely. */
  readonly probability: number;
}

export interface EntryDifference {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly before: readonly EntryAnswer[];
  readonly after: readonly EntryAnswer[];
}

export interface EntryRequest {
  readonly url: string;
  readonly ingress: { readonly namespace: string; readonly name: string };
  readonly headers?: Readonly<Record<string, string>>;
}

/** Objects with Ingresses of ingress-nginx taken away and what was drafted put in. `home`: the namespace of those that state none. */
export function withDraft(
  objects: readonly RawObject[],
  cluster: Cluster,
  draft: GatewayDraft,
  home = 'default',
): readonly RawObject[] {
  const drafted = new Set(
    cluster.ingresses.filter(({ nginx }) => nginx !== undefined).map(({ namespace, name }) => `${namespace}/${name}`),
  );
  const rest = objects.filter(
    ({ kind, metadata: { namespace = home, name } }) => kind !== 'Ingress' || !drafted.has(`${namespace}/${name}`),
  );
  return [...rest, ...draft.objects];
}

/** Requests that try each path of each Ingress: at it, below it, beside it, with and without TLS, and what a canary asks for. */
export function entryRequests({ ingresses }: Pick<Cluster, 'ingresses'>): readonly EntryRequest[] {
  return ingresses.flatMap(({ namespace, name, rules, nginx, tls }) => {
    if (nginx === undefined) return [];
    const ingress = { namespace, name };
    return rules.flatMap(({ host, paths }) => {
      const named = (host === undefined || host === '' ? 'any.example' : host).replace(/^\*/, 'any');
      const other = named.startsWith('www.') ? named.slice(4) : `www.${named}`;
      const www = nginx.fromToWww ? [{ url: `http://${other}/some/thing`, ingress }] : [];
      const schemes = tls.some(({ hosts }) => hosts.includes(host ?? '')) ? ['http', 'https'] : ['http'];
      const { header } = nginx.canary ?? {};
      const asked = header === undefined ? [{}] : [{}, { [header]: 'always' }, { [header]: 'never' }];
      const tried = paths.flatMap(({ path }) => {
        const plain = path.replace(/\(.*$|[[{*+?^$|\\].*$/, '').replace(/\/$/, '');
        const beside = plain === '' ? [] : [`${plain}beside`];
        const urls = [plain === '' ? '/' : plain, `${plain}/`, `${plain}/some/thing?x=y`, ...beside];
        return [...new Set(urls)].flatMap((each) =>
          schemes.flatMap((scheme) =>
            asked.map((headers) => ({ url: `${scheme}://${named}${each}`, ingress, headers })),
          ),
        );
      });
      return [...tried, ...www];
    });
  });
}

/** A request under an Ingress and in its place. */
export interface EntryComparison extends EntryDifference {
  readonly ingress: EntryRequest['ingress'];
  /** Where it enters afterwards, as requests name it; absent: nobody takes it. */
  readonly via?: string;
}

type Asked = Pick<Router, 'trace'>;

/** Where a request enters that an Ingress took, once what was drafted stands in its place. */
export const draftedEntry = ({ ingress: { namespace } }: EntryRequest): string => `gateway/${namespace}/ingress`;

/** One request asked at the Ingress of one cluster, and at an entry point of the other; without one nobody answers there. */
export function compareEntry(
  { before, after }: { readonly before: Asked; readonly after: Asked },
  { url, ingress, headers = {} }: EntryRequest,
  via: string | undefined,
): EntryComparison {
  const ask = (router: Asked, entry: string): readonly EntryAnswer[] => {
    const traced = router.trace({ from: { internet: true }, to: url, via: entry, http: { headers } });
    return traced.ok ? answersOf(traced.value.outcomes) : [];
  };
  const asked = { url, headers, ingress, before: ask(before, `ingress/${ingress.namespace}/${ingress.name}`) };
  return via === undefined ? { ...asked, after: [] } : { ...asked, after: ask(after, via), via };
}

/** The same requests asked of two clusters, at the Ingresses of one and what was drafted in the other: those answered otherwise. */
export function compareEntries(
  before: Asked,
  after: Asked,
  requests: readonly EntryRequest[],
): readonly EntryDifference[] {
  return requests.flatMap((request) => {
    const compared = compareEntry({ before, after }, request, draftedEntry(request));
    const { url, headers, before: was, after: is } = compared;
    return JSON.stringify(was) === JSON.stringify(is) ? [] : [{ url, headers, before: was, after: is }];
  });
}

/** Sums of thirds are not exact. */
const rounded = (probability: number): number => Math.round(probability * 1e6) / 1e6;

/** Ways that end alike are one. */
function answersOf(outcomes: readonly Outcome[]): readonly EntryAnswer[] {
  const found = new Map<string, EntryAnswer>();
  for (const { http, probability } of outcomes) {
    const { status = null, location, backend, requestSeen } = http ?? {};
    const answer = {
      status,
      ...(location !== undefined && { location }),
      ...(backend !== undefined && requestSeen !== undefined && { backend: `${backend.namespace}/${backend.service}` }),
      ...(requestSeen !== undefined && { path: requestSeen.path, host: requestSeen.headers['Host'] ?? '' }),
    };
    const key = JSON.stringify(answer);
    found.set(key, { ...answer, probability: (found.get(key)?.probability ?? 0) + probability });
  }
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, answer]) => ({ ...answer, probability: rounded(answer.probability) }));
}
