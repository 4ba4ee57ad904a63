import { IRRELEVANT_KINDS } from '../../../../src/engine/kubernetes/other-kinds/irrelevant-kinds.ts';
import type { OtherKinds } from '../../../../src/engine/kubernetes/other-kinds/other-kind.ts';
import { UNREAD_KINDS } from '../../../../src/engine/kubernetes/other-kinds/unread-kinds.ts';
import { KINDS } from '../../../../src/engine/kubernetes/kind-table/kinds.ts';
import { ENTRY_ANNOTATIONS } from '../../../../src/engine/kubernetes/projection/entry-annotations.ts';
import { POD_ANNOTATION_LINES } from '../../../../src/engine/kubernetes/projection/pod-annotations.ts';
import { EFFECT_WORDS, IDLE_WORDS, REASON_WORDS } from '../../../../src/narration/en/remarks/unread-kinds.ts';

/** The lists of docs/kinds.md. */
export function formatKinds(): string {
  return [
    '## Read',
    byGroup(KINDS.map(({ group, kind }) => [group, kind])),
    '## Unread: can change the fate of a packet',
    ...sections(UNREAD_KINDS, EFFECT_WORDS),
    '## Irrelevant: cannot',
    ...sections(IRRELEVANT_KINDS, REASON_WORDS),
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
