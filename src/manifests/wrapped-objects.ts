import { isFields } from './read-object.ts';

/** What a watch tells of an object. */
export interface WatchEvent {
  readonly type: string;
  readonly object: unknown;
}

/** A line of what `kubectl get --watch --output-watch-events -o json` and the API's watches print. */
export function watchEvent(value: unknown): WatchEvent | undefined {
  if (!isFields(value) || 'kind' in value || 'apiVersion' in value) return undefined;
  const { type, object } = value;
  return typeof type === 'string' && isFields(object) && WATCH_EVENTS.has(type) ? { type, object } : undefined;
}

const isItem = (value: unknown): boolean => isFields(value) || (Array.isArray(value) && value.some(isFields));

const WATCH_EVENTS: ReadonlySet<string> = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK', 'ERROR']);

/** The items of a list in which there is an object, of a List or of a kind of its own such as PodList, whose items may leave out what the list says. */
export function listItems(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value.some(isItem) ? value : undefined;
  if (!isFields(value) || typeof value['kind'] !== 'string' || !value['kind'].endsWith('List')) return undefined;
  const { apiVersion, kind, items } = value;
  if (items === null) return [];
  if (!Array.isArray(items)) return undefined;
  const itemKind = (kind as string).slice(0, -'List'.length);
  if (itemKind === '') return items;
  return items.map((item: unknown) => (isFields(item) ? { apiVersion, kind: itemKind, ...item } : item));
}
