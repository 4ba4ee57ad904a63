import type { Cluster } from '../cluster/cluster.ts';
import { kindsOf } from '../kind-table/kinds.ts';
import { isCniUnnamed } from '../nodes/unnamed-cni.ts';
import type { PolicyLanguage } from '../model/basics.ts';
import type { PolicyKind } from './policy.ts';

/** Kinds that only CNIs of a language read. */
const LANGUAGES: Readonly<Partial<Record<PolicyKind, PolicyLanguage>>> = {
  CiliumNetworkPolicy: 'cilium',
  CiliumClusterwideNetworkPolicy: 'cilium',
  'NetworkPolicy.projectcalico.org': 'calico',
  GlobalNetworkPolicy: 'calico',
};

/** The language that policies of a kind are of; undefined: Kubernetes' own. */
export const languageOfKind = (kind: PolicyKind): PolicyLanguage | undefined => LANGUAGES[kind];

type Ask = Pick<Cluster, 'settings' | 'ofKind'>;

/**
 * The language of policies that the CNI speaks beside that of Kubernetes; undefined: none. Where no CNI is named it is that of the
 * policies there are.
 */
export function languageOf({ settings, ofKind }: Ask): PolicyLanguage | undefined {
  if (!isCniUnnamed(settings)) return settings.policyLanguage;
  return kindsOf('policy').flatMap((kind) => (ofKind(kind).length > 0 ? (LANGUAGES[kind] ?? []) : []))[0];
}

/** The language that is taken for the CNI's because there are policies of it; undefined: the CNI is named, or there are none. */
export const assumedLanguage = (cluster: Ask): PolicyLanguage | undefined =>
  isCniUnnamed(cluster.settings) ? languageOf(cluster) : undefined;

/** The kinds of policies that the CNI reads. */
export function enforcedKinds(cluster: Ask): readonly PolicyKind[] {
  const language = languageOf(cluster);
  return kindsOf('policy').filter((kind) => LANGUAGES[kind] === undefined || LANGUAGES[kind] === language);
}

/** The kinds of policies that nobody reads: the CNI speaks another language. */
export function strangeKinds(cluster: Ask): readonly PolicyKind[] {
  const enforced = new Set(enforcedKinds(cluster));
  return kindsOf('policy').filter((kind) => !enforced.has(kind));
}
