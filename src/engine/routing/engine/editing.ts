import { relist } from '../../dataplane/proxy/ports/relist.ts';
import { createFollowing } from '../../kubernetes/follow/following.ts';
import { KEEPING } from './keeping.ts';
import { program, type Programs } from './programs.ts';

/** After an edit what it leaves alone is taken from the cluster before it, and from its proxies; without it the result is the same. */
const EDITS = program('edits', { follow: createFollowing, network: { relist } });

/** What edits take. */
export const EDITING: readonly Programs[] = [EDITS, KEEPING];
