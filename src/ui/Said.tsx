import { createElement, Fragment, type ReactNode } from 'react';
import type { Parts } from '../narration/parts.ts';

/** A sentence in which more than text stands, in the order of the language. */
export function Said({ parts }: { readonly parts: Parts<ReactNode> }) {
  return createElement(Fragment, null, ...parts);
}
