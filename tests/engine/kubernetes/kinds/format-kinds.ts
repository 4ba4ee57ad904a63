import { IRRELEVANT_KINDS } from '../../../../src/engine/kubernetes/other-kinds/irrelevant-kinds.ts';
import type { OtherKinds } from '../../../../src/engine/kubernetes/other-kinds/other-kind.ts';
import { UNREAD_KINDS } from '../../../../src/engine/kubernetes/other-kinds/unread-kinds.ts';
import {
  CONFIG_MAPS,
  KUBE_VIP_POOLS,
  NGINX_CONFIG_MAPS,
} from '../../../../src/engine/kubernetes/other-kinds/config-maps.ts';
import { KNATIVE } from '../../../../src/engine/kubernetes/operators/knative.ts';
import { KINDS } from '../../../../src/engine/kubernetes/kind-table/kinds.ts';
import { ENTRY_ANNOTATIONS } from '../../../../src/engine/kubernetes/projection/entry-annotations.ts';
import { POD_ANNOTATION_LINES } from '../../../../src/engine/kubernetes/projection/pod-annotations.ts';
import { EFFECT_WORDS, IDLE_WORDS, REASON_WORDS } from '../../../../src/narration/en/remarks/unread-kinds.ts';

/** What each ConfigMap is looked up for. */
const PURPOSES: Readonly<Record<keyof typeof CONFIG_MAPS, string>> = {
  corefile: 'the Corefile of CoreDNS',
  imports: 'what the Corefile imports',
  kubeDns: 'stub domains and upstream name servers of kube-dns',
  dnsCache: 'the Corefile of NodeLocal DNSCache',
  cilium: 'tunnel or native routing, MTU, pod range and cluster name of Cilium',
  calico: 'the MTU of Calico',
  canal: 'the MTU of Canal',
  flannel: 'the MTU and the pod range of flannel',
};

const mapLine = (names: readonly string[], purpose: string): string =>
  `- ConfigMap ${names.map((name) => `\`${name}\``).join(', ')}: ${purpose}`;

/** The lists of docs/kinds.md. */
export function formatKinds(): string {
  return [
    '## Read',
    byGroup(KINDS.map(({ group, kind }) => [group, kind])),
    '## Unread: can change the fate of a packet',
    ...sections(UNREAD_KINDS, EFFECT_WORDS),
    '## Irrelevant: cannot',
    ...sections(IRRELEVANT_KINDS, REASON_WORDS),
    '## Read in part',
    'Of objects that count as unread, these are looked at for one purpose; what else they say is not, and is named where it concerns a request.',
    [
      ...(Object.keys(CONFIG_MAPS) as (keyof typeof CONFIG_MAPS)[]).map((key) =>
        mapLine(CONFIG_MAPS[key], PURPOSES[key]),
      ),
      mapLine(
        [`${KUBE_VIP_POOLS.namespace}/${KUBE_VIP_POOLS.name}`],
        'out of which addresses kube-vip gives Services theirs',
      ),
      mapLine(NGINX_CONFIG_MAPS, 'the settings of ingress-nginx'),
      `- \`${KNATIVE}\`: Service and Configuration: the pods and Services of the latest revision`,
      '- what has a pod template: its pods',
    ].join('\n'),
    '## Annotations of Ingresses, Services, Gateways and routes',
    `Keys that begin with one of these are acted upon by controllers: ${ENTRY_ANNOTATIONS.controllers.map((each) => `\`${each}\``).join(', ')}.`,
    `Read are those that begin with ${ENTRY_ANNOTATIONS.read.map(({ prefix }) => `\`${prefix}\``).join(', ')}, and those by which a load balancer is told to send the PROXY protocol. What the others could do is told by the words in their keys; the first line that fits counts:`,
    ENTRY_ANNOTATIONS.words
      .map(({ word, effect, idle }) => `- ${effect ?? `nothing (${idle ? IDLE_WORDS[idle] : ''})`}: \`${word.source}\``)
      .join('\n'),
    '## Annotations and labels of pods and namespaces',
    POD_ANNOTATION_LINES.map(({ prefix, effect }) => `- \`${prefix}\`: ${effect ?? 'nothing'}`).join('\n'),
  ].join('\n\n');
}

function sections<Code extends string>(
  lines: readonly OtherKinds<Code>[],
  words: Readonly<Record<Code, string>>,
): readonly string[] {
  return (Object.keys(words) as Code[]).map((code) => {
    const own = lines.filter((line) => line.code === code);
    const kinds = own.flatMap(({ group, kinds: names, names: only }) =>
      names.map((kind): readonly [string, string] => [
        group,
        kind === '*' ? 'all others' : only === undefined ? kind : `${kind} named ${only.join(', ')}`,
      ]),
    );
    return `### ${code}\n\n${words[code]}${kinds.length === 0 ? '' : `\n\n${byGroup(kinds)}`}`;
  });
}

function byGroup(kinds: readonly (readonly [string, string])[]): string {
  const groups = new Map<string, string[]>();
  for (const [group, kind] of kinds) groups.set(group, [...(groups.get(group) ?? []), kind]);
  return [...groups]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, names]) => `- \`${group === '' ? 'v1' : group}\`: ${names.join(', ')}`)
    .join('\n');
}
