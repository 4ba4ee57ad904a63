import { relist } from '../../dataplane/proxy/ports/relist.ts';
import { planEdit } from '../../kubernetes/edits/plan-edit.ts';
import { program } from './programs.ts';

/** An edit of a few objects at scale costs what it touches, in the cluster and in its proxies; without it the result is the same. */
export const EDITING = program('edits', { planEdit, network: { relist } });
