// Imported for its effect: an edit of a few objects at scale costs what it touches, in the cluster and in its proxies.
import { installRelist } from '../dataplane/kube-proxy/port-listing.ts';
import { relist } from '../dataplane/kube-proxy/relist.ts';
import '../kubernetes/edits/install.ts';

installRelist(relist);
