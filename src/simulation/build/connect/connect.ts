import { type Field, fieldsOfKind } from '../../../engine/fields.ts';
import { type Cluster, hasRole, type ObjectRef, objectKey, parseObjectKey } from '../../../engine/objects.ts';
import type { ElementId, ScenarioDocument } from '../../../scenario/document/document.ts';
import { type BoardObject, hasPods, objectsOf } from '../board-objects.ts';
import { objectOfElement } from '../place.ts';
import { type Ask, createAsk, sourceOf } from './ask.ts';
import { type Connect, type Connection, OUTSIDE, type Refusal } from './connection.ts';
import { attach, leadByGateway } from './gateways.ts';
import { leadByIngress, leadByRoute, leadByTarget } from './lead.ts';
import { allow, allowFrom, restrictOrAllow } from './policy.ts';
import { selectPods } from './select-pods.ts';

type IsKind = (kind: string) => boolean;

/** The field of a kind at a path, by its schema; undefined: it has none. */
function fieldOf(kind: string, ...path: readonly string[]): Field | undefined {
  return path.reduce<Field | undefined>(
    (found, name) => (found?.type === 'group' ? found.fields[name] : undefined),
    fieldsOfKind(kind),
  );
}

const withPods: IsKind = (kind) => hasPods({ kind });
/** It takes pods by plain labels, and sends to them: a Service. */
const selecting: IsKind = (kind) => !withPods(kind) && fieldOf(kind, 'spec', 'selector')?.type === 'map';
const byPaths: IsKind = (kind) =>
  fieldOf(kind, 'spec', 'rules', 'http', 'paths', 'backend', 'service')?.names?.kind === 'Service';
const routing: IsKind = (kind) => hasRole(kind, 'route');
const byTarget: IsKind = (kind) => {
  const to = fieldOf(kind, 'spec', 'to');
  return to?.names?.kind === 'Service' && to.list !== true;
};
/** Routes name it as what they belong to. */
const gateway: IsKind = (kind) => fieldOf('HTTPRoute', 'spec', 'parentRefs')?.names?.kind === kind;
const policing: IsKind = (kind) => hasRole(kind, 'policy') && fieldOf(kind, 'spec', 'podSelector') !== undefined;
const named: IsKind = (kind) => kind === 'Namespace';
const outside: IsKind = (kind) => kind === OUTSIDE.ref.kind;

/** What connects with what: from such a kind to such a kind a line writes that. */
const LINKS: readonly (readonly [from: IsKind, to: IsKind, connect: Connect])[] = [
  [selecting, withPods, selectPods],
  [byPaths, selecting, leadByIngress],
  [routing, selecting, leadByRoute],
  [byTarget, selecting, leadByTarget],
  [gateway, selecting, leadByGateway],
  [routing, gateway, attach],
  [policing, withPods, restrictOrAllow],
  [policing, named, allowFrom],
  [policing, outside, allowFrom],
  [withPods, policing, allow],
  [named, policing, allow],
  [outside, policing, allow],
];

const linkOf = (from: string, to: string): Connect | undefined =>
  LINKS.find(([isFrom, isTo]) => isFrom(from) && isTo(to))?.[2];

/** An element as what it stands for: of a pod that a controller made, its workload. `asked`: itself, as requests name it. */
interface End {
  readonly asked: ObjectRef;
  /** Absent: nobody wrote it. */
  readonly object?: BoardObject | undefined;
}

/** What a line from an element of the board to any other writes or asks, or why there can be none. */
export type Lines = (to: ElementId) => Connection;

/** The lines from an element, each worked out when somebody asks. */
export function linesFrom(document: ScenarioDocument, cluster: Cluster, element: ElementId): Lines {
  const objects = new Map(objectsOf(document).map((each) => [objectKey(each.ref), each]));
  const from = endOf(objects, cluster, element);
  const source = sourceOf(cluster, from.asked);
  const ask = source && createAsk(cluster, source);
  const written = new Map<string, Connection>();
  return (to) => {
    const end = endOf(objects, cluster, to);
    const refs = refsOf(from, end);
    if (objectKey(from.asked) === objectKey(end.asked)) return refuse({ code: 'SAME', detail: {} });
    const write = linkOf(refs.from.kind, refs.to.kind);
    if (write !== undefined) {
      const key = objectKey(refs.to);
      const found = written.get(key) ?? writeLine(document, write, from, end);
      written.set(key, found);
      return found;
    }
    return ask !== undefined && !policing(refs.to.kind) && !named(refs.to.kind)
      ? askFor(ask, end, refs.to)
      : refuse(whyNot(refs));
  };
}

/** Every thing on the board, or of it, that a line may lead to. */
export function lineEnds(document: ScenarioDocument): readonly ElementId[] {
  return [OUTSIDE.ref.name, ...objectsOf(document).map(({ ref }) => objectKey(ref))];
}

function endOf(objects: ReadonlyMap<string, BoardObject>, cluster: Cluster, element: ElementId): End {
  const asked = parseObjectKey(element);
  if (asked === undefined) return { asked: OUTSIDE.ref, object: OUTSIDE };
  const ref = objectOfElement(cluster, element);
  return { asked, object: ref && objects.get(objectKey(ref)) };
}

interface Refs {
  readonly from: ObjectRef;
  readonly to: ObjectRef;
}

function refsOf(from: End, to: End): Refs {
  return { from: from.object?.ref ?? from.asked, to: to.object?.ref ?? to.asked };
}

function refuse(why: Refusal): Connection {
  return { is: 'refused', why };
}

function writeLine(document: ScenarioDocument, write: Connect, from: End, to: End): Connection {
  const missing = from.object === undefined ? from : to;
  if (from.object === undefined || to.object === undefined)
    return refuse({ code: 'NOT_AN_OBJECT', detail: { object: missing.asked } });
  const found = write(document, from.object, to.object);
  if ('code' in found) return refuse(found);
  return { is: 'edit', ...found, ...refsOf(from, to) };
}

function askFor(ask: Ask, { asked }: End, to: ObjectRef): Connection {
  const request = ask(asked);
  return request === undefined ? refuse({ code: 'NOT_OPEN', detail: { to } }) : { is: 'request', request };
}

function whyNot(refs: Refs): Refusal {
  const { from, to } = refs;
  if (linkOf(to.kind, from.kind) !== undefined) return { code: 'OTHER_WAY', detail: refs };
  const leads = linkOf(from.kind, 'Service') !== undefined;
  return { code: leads && withPods(to.kind) ? 'THROUGH_SERVICE' : 'NOTHING_BETWEEN', detail: refs };
}
