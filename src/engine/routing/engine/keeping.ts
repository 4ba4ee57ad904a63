import { createKeep } from '../../kubernetes/kept/keep.ts';
import { keepAllocations } from '../../kubernetes/kept/record.ts';
import { program } from './programs.ts';

/** What was given stays: a cluster with a record of it is built by it, and edits write one. */
export const KEEPING = program('kept', { cluster: { keep: createKeep }, keepAllocations });
