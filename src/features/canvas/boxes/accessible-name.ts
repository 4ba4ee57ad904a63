import type { RoomWords } from '../../../narration/page/language.ts';
import type { BoardElement } from '../board/element.ts';

/**
 * What a screen reader says of an element before and after the words that stand in it: together they are its name, so that
 * it can also be called by what one sees.
 */
export function spokenAround(
  { content }: BoardElement,
  words: RoomWords['board']['spoken'],
): { readonly before: string; readonly after: string } {
  switch (content.kind) {
    case 'pod': {
      const { ips, nodeName, ready } = content.pod;
      return {
        before: 'Pod ',
        after: words.pod({ hasAddress: ips.length > 0, node: nodeName, ready }),
      };
    }
    case 'node':
      return { before: 'Node ', after: '' };
    case 'service':
      return { before: 'Service ', after: '' };
    case 'namespace':
      return { before: 'Namespace ', after: '' };
    case 'workload':
      return { before: `${content.workload.kind} `, after: '' };
    case 'entry':
      return { before: `${content.entry.kind} `, after: '' };
    default:
      return { before: '', after: '' };
  }
}
