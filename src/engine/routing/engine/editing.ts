import { relist } from '../../dataplane/proxy/ports/relist.ts';
import { createFollowing } from '../../kubernetes/follow/following.ts';
import { program } from './programs.ts';

/** After an edit what it leaves alone is taken from the cluster before it, and from its proxies; without it the result is the same. */
export const EDITING = program('edits', { follow: createFollowing, network: { relist } });
