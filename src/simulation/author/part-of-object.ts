import { type FieldPath, isRecord } from '../../engine/text.ts';
import { type Leaf, leaves } from '../challenge/leaves.ts';

type Part = Readonly<Record<string, unknown>>;

/** Of what names an object and of what a cluster writes into it nobody has to bring anything about. */
const OTHERS = new Set(['apiVersion', 'kind', 'status', 'metadata']);

/** What an object says that a goal can ask for. */
export function sayings(object: Part): readonly Leaf[] {
  const { metadata } = object;
  const { labels, annotations } = isRecord(metadata) ? metadata : {};
  const named = { ...(isRecord(labels) && { labels }), ...(isRecord(annotations) && { annotations }) };
  const rest = Object.fromEntries(Object.entries(object).filter(([name]) => !OTHERS.has(name)));
  return leaves({ ...(Object.keys(named).length > 0 && { metadata: named }), ...rest });
}

/** The part says at this place what the object says there, too. Lists are as long as the object's. */
export function withSaying(part: Part, object: Part, path: FieldPath): Part {
  return inserted(part, object, path) as Part;
}

/** The part without what it says at this place; undefined: nothing is left. */
export function withoutSaying(part: Part, path: FieldPath): Part | undefined {
  return removed(part, path) as Part | undefined;
}

function inserted(part: unknown, object: unknown, [step, ...rest]: FieldPath): unknown {
  if (step === undefined) return object;
  if (typeof step === 'number') {
    const items = Array.isArray(object) ? object : [];
    const said = Array.isArray(part) && part.length === items.length ? part : items.map(() => ({}));
    return said.with(step, inserted(said[step], items[step], rest));
  }
  const said = isRecord(part) ? part : {};
  return { ...said, [step]: inserted(own(said, step), own(object, step), rest) };
}

function removed(part: unknown, [step, ...rest]: FieldPath): unknown {
  if (step === undefined) return undefined;
  if (typeof step === 'number') {
    if (!Array.isArray(part)) return undefined;
    const left = part.with(step, removed(part[step], rest) ?? {});
    return left.some((each) => !isRecord(each) || Object.keys(each).length > 0) ? left : undefined;
  }
  if (!isRecord(part)) return undefined;
  const { [step]: before, ...others } = part;
  const after = removed(before, rest);
  const left = after === undefined ? others : { ...part, [step]: after };
  return Object.keys(left).length > 0 ? left : undefined;
}

function own(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}
