import { textOf } from '../model/reader.ts';
import { apiGroup, hasBearing } from '../kind-table/kinds.ts';
import { IRRELEVANT_KINDS } from './irrelevant-kinds.ts';
import { looksLikeTraffic } from './looks-like-traffic.ts';
import type { IrrelevantReason, OtherKinds, UnreadEffect } from './other-kind.ts';
import { hasPodTemplate } from './pod-template.ts';
import { UNREAD_KINDS } from './unread-kinds.ts';

/** What the engine does with objects of a kind. `listed` false: told by what the object looks like. */
export type KindClass =
  | { readonly group: 'read' }
  /** It cannot change the fate of a packet. */
  | { readonly group: 'irrelevant'; readonly reason: IrrelevantReason }
  /** It can. `isFollowed`: it is looked up by its name, and counts as read. */
  | { readonly group: 'unread'; readonly effect: UnreadEffect; readonly listed: boolean; readonly isFollowed?: true }
  /** Nothing is known of it. */
  | { readonly group: 'unknown' };

export type KindGroup = KindClass['group'];

/** As much of an object as tells its group. */
export interface Classified {
  readonly apiVersion: string;
  readonly kind: string;
  readonly [field: string]: unknown;
}

type Lines<Code> = ReadonlyMap<string, readonly OtherKinds<Code>[]>;

function byGroup<Code>(lines: readonly OtherKinds<Code>[]): Lines<Code> {
  const groups = new Map<string, OtherKinds<Code>[]>();
  for (const line of lines) groups.set(line.group, [...(groups.get(line.group) ?? []), line]);
  return groups;
}

const UNREAD = byGroup(UNREAD_KINDS);
const IRRELEVANT = byGroup(IRRELEVANT_KINDS);

/** The lines of an API group: its own, then those of "*.SUFFIX". */
function linesOf<Code>(lines: Lines<Code>, group: string): readonly OtherKinds<Code>[] {
  const found = [...(lines.get(group) ?? [])];
  for (let dot = group.indexOf('.'); dot >= 0; dot = group.indexOf('.', dot + 1)) {
    found.push(...(lines.get(`*${group.slice(dot)}`) ?? []));
  }
  return found;
}

function lineOf<Code>(
  lines: Lines<Code>,
  group: string,
  kind: string,
  names: readonly string[],
): OtherKinds<Code> | undefined {
  return linesOf(lines, group).find(
    (line) => line.kinds.includes(kind) && (line.names?.some((name) => names.some((own) => fits(name, own))) ?? true),
  );
}

/** "*-name" stands for all that end so. */
const fits = (name: string, own: string): boolean =>
  name.startsWith('*') ? own.endsWith(name.slice(1)) : own === name;

/** "NAME" and "NAMESPACE/NAME". */
function namesOf({ metadata }: Classified): readonly string[] {
  if (typeof metadata !== 'object' || metadata === null) return [];
  const { name, namespace } = metadata as Readonly<Record<string, unknown>>;
  const own = textOf(name) ?? '';
  return [own, `${textOf(namespace) ?? ''}/${own}`];
}

/** The group an object belongs to. A line that names its kind goes before one for all kinds of its API group. */
export function classifyObject(object: Classified): KindClass {
  const { apiVersion, kind } = object;
  if (hasBearing(apiVersion, kind)) return { group: 'read' };
  const group = apiGroup(apiVersion);
  const names = namesOf(object);
  for (const sought of [kind, '*']) {
    const unread = lineOf(UNREAD, group, sought, names);
    if (unread !== undefined) {
      const found = { group: 'unread', effect: unread.code, listed: true } as const;
      return unread.isFollowed === true ? { ...found, isFollowed: true } : found;
    }
    const reason = lineOf(IRRELEVANT, group, sought, names)?.code;
    if (reason !== undefined) return { group: 'irrelevant', reason };
  }
  const spec = object['spec'];
  if (hasPodTemplate(spec)) return { group: 'unread', effect: 'workload', listed: false };
  if (looksLikeTraffic(group, kind, spec)) return { group: 'unread', effect: 'traffic', listed: false };
  return { group: 'unknown' };
}

/** True for what is read as an object of its kind, or by its name. */
export const isRead = (found: KindClass): boolean =>
  found.group === 'read' || (found.group === 'unread' && found.isFollowed === true);
