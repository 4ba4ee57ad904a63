import type { SourceDetails } from '../../../manifests/sources/source-details.ts';

const LEFT_OUT: Readonly<Record<Exclude<SourceDetails['TOO_DEEP']['is'], 'LISTS'>, string>> = {
  DOCUMENT: 'The document',
  OBJECT: 'It',
};

/** Of what is nested too deeply; readers of texts and of objects tell it. */
export function sayTooDeep({ is, most }: SourceDetails['TOO_DEEP']): string {
  if (is === 'LISTS') return `This is a List in more than ${most} others; expected objects. It is left out.`;
  return `This is nested more than ${most} levels deep; expected a Kubernetes object. ${LEFT_OUT[is]} is left out.`;
}
