import { objectKey, type RawObject, refIn } from '../../engine/objects.ts';
import { isRecord, scalarText } from '../../engine/text.ts';
import { EMPTY_DOCUMENT, type SharedScenario } from '../document/document.ts';
import { shareScenario } from './share-scenario.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What is as it is when a document opens need not be said. */
const USUAL: Fields = { choices: [], lens: 'objects' };

/**
 * A scenario as rows for a table, whatever its fields are. First the head: all of it but the document's lists, with how many
 * rows of each of them follow. A position names its object by its number; a request that is shown, by its number among the
 * document's.
 */
export function toRows(scenario: SharedScenario): readonly unknown[] {
  const { document, ...screen } = shareScenario(scenario);
  const { layout, ...rest } = document;
  // By name, as the keys of a row come back.
  const lists = Object.entries(rest)
    .filter(([, value]) => isListOfRecords(value))
    .toSorted(([a], [b]) => (a < b ? -1 : 1)) as [string, readonly unknown[]][];
  const scalars = Object.fromEntries(Object.entries(rest).filter(([, value]) => !isListOfRecords(value)));
  const numbers = new Map(document.objects.map((object, index) => [elementId(object, document), index]));
  const positions = Object.entries(layout).map(([id, { x, y }]) => [numbers.get(id) ?? id, x, y]);
  const said = unusual(scalars, { ...EMPTY_DOCUMENT });
  const head = {
    ...(Object.keys(said).length > 0 && { document: said }),
    ...(positions.length > 0 && { layout: positions.length }),
    rows: Object.fromEntries(lists.map(([name, list]) => [name, list.length])),
    screen: unusual(numbered(screen, document.requests), USUAL),
  };
  return [head, ...positions, ...lists.flatMap(([, list]) => list)];
}

/** What the rows say, for restoreScenario to check. Throws an Error when they are not a scenario's. */
export function fromRows(rows: readonly unknown[]): unknown {
  const [head, ...all] = rows;
  if (!isRecord(head)) throw new Error('there is no head');
  let at = 0;
  const take = (count: unknown): readonly unknown[] => all.slice(at, (at += typeof count === 'number' ? count : 0));
  const positions = take(head['layout']) as readonly (readonly [unknown, number, number])[];
  const lists = Object.entries(recordOf(head['rows'])).map(([name, count]) => [name, take(count)] as const);
  if (at !== all.length) throw new Error('rows are missing');
  const document = { ...EMPTY_DOCUMENT, ...recordOf(head['document']), ...Object.fromEntries(lists) };
  const layout = positions.map(([element, x, y]) => [
    typeof element === 'number'
      ? elementId(document.objects[element] as RawObject, document)
      : (scalarText(element) ?? ''),
    { x, y },
  ]);
  const screen = recordOf(head['screen']);
  const { request } = screen;
  return {
    ...USUAL,
    ...screen,
    ...(typeof request === 'number' && { request: document.requests[request] }),
    document: { ...document, layout: Object.fromEntries(layout) },
  };
}

function isListOfRecords(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord);
}

/** The fields that differ from what is usual. */
function unusual(fields: Fields, usual: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => value !== undefined && !sameJson(value, usual[name])),
  );
}

/** A request that is one of the document's, by its number. */
function numbered(screen: Fields, requests: readonly unknown[]): Fields {
  const known = requests.findIndex((saved) => sameJson(saved, screen['request']));
  return known < 0 ? screen : { ...screen, request: known };
}

/** Under which key the canvas has an object. */
function elementId(object: RawObject, { overrides }: { readonly overrides?: unknown }): string {
  const { defaultNamespace } = recordOf(overrides);
  return objectKey(refIn(object, typeof defaultNamespace === 'string' ? defaultNamespace : 'default'));
}

function recordOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
