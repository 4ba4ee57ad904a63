import { relist } from '../../dataplane/proxy/ports/relist.ts';
import '../../kubernetes/edits/install.ts';
import { program } from './programs.ts';

/** An edit of a few objects at scale costs what it touches, in the cluster and in its proxies; without it the result is the same. */
export const EDITING = program('edits', { network: { relist } });
