import type { Cluster } from '../../../engine/objects.ts';
import { type TraceRequest, parseSource } from '../../../engine/requests.ts';
import type { ElementId } from '../../../scenario/document/document.ts';
import { targetSuggestions } from '../../../simulation/views/request-suggestions.ts';
import type { Inspected } from './inspected.ts';

/** What stands in the request bar for a request that starts at the object; undefined where none can. */
export function sourceFor(inspected: Inspected): string | undefined {
  switch (inspected.kind) {
    case 'Internet':
    case 'Machine':
      return 'internet';
    case 'Node':
      return `node/${inspected.node.name}`;
    case 'Pod': {
      const { namespace, name, ips } = inspected.pod;
      return ips.length === 0 ? undefined : `pod/${namespace}/${name}`;
    }
    default:
      return undefined;
  }
}

/** A request to the element from where the bar says, else from the internet; undefined where it has no address. */
export function requestFor(cluster: Cluster, id: ElementId, from: string): TraceRequest | undefined {
  for (const text of [from, 'internet']) {
    const source = parseSource(text);
    const target = targetSuggestions(cluster, text).find(({ element }) => element === id);
    if (source !== undefined && target !== undefined) return { from: source, to: target.value };
  }
  return undefined;
}
