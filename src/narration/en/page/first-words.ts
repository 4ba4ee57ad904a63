import { PARTS } from './first/parts.ts';

/** What is read before anybody touches the page, and what has to be at hand when the network is gone. */
export const FIRST_WORDS = {
  parts: PARTS,
};
