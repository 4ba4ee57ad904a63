import type { BoardElement } from '../board/element.ts';

/**
 * What a screen reader says of an element before and after the words that stand in it: together they are its name, so that
 * it can also be called by what one sees.
 */
export function spokenAround({ content }: BoardElement): { readonly before: string; readonly after: string } {
  switch (content.kind) {
    case 'pod': {
      const { ips, nodeName, ready } = content.pod;
      const where = nodeName === undefined ? 'not scheduled' : `on ${nodeName}`;
      return {
        before: 'Pod ',
        after: `${ips.length === 0 ? ', no address' : ''}, ${where}${ready ? '' : ', not ready'}`,
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
    case 'ingress':
      return { before: 'Ingress ', after: '' };
    case 'gateway':
      return { before: 'Gateway ', after: '' };
    default:
      return { before: '', after: '' };
  }
}
