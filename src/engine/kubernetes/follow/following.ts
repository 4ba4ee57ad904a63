import { askForRanges, isSameAddressAsk, type RangesAsk } from '../matching/service-asks.ts';
import { isSameAsk } from '../tools/ask.ts';
import { createDifferences } from './difference.ts';
import { followStore } from './store.ts';
import { followClaims } from './claims.ts';
import { followOpen } from './open-pods.ts';
import { followWorkloads } from './workloads.ts';
import { followGroups } from './groups.ts';
import { followList } from './list.ts';
import type { Follow } from '../build/follow.ts';
import { followFamilies } from './families.ts';
import { followOwners } from './owners.ts';
import { followPods } from './pods.ts';
import { followSelectors, followServices } from './services.ts';

const isSameRanges = (a: RangesAsk, b: RangesAsk): boolean => isSameAsk(askForRanges(a), askForRanges(b));

/** What a cluster takes from the one before an edit: for one edit, in which each difference is found once. */
export function createFollowing(): Follow {
  const differences = createDifferences();
  return {
    store: (...given) => followStore(differences, ...given),
    families: (...given) => followFamilies(differences, ...given),
    open: (...given) => followOpen(differences, ...given),
    owners: (...given) => followOwners(differences, ...given),
    list: (before, items, make) => followList(differences, before, items, { make }),
    asks: {
      ranges: (before, items, make) => followList(differences, before, items, { make, same: isSameRanges }),
      addresses: (before, items, make) => followList(differences, before, items, { make, same: isSameAddressAsk }),
    },
    groups: (before, items) => followGroups(differences, before, items),
    workloads: followWorkloads,
    claims: (before, pods) => followClaims(differences, before, pods),
    selectors: (...given) => followSelectors(differences, ...given),
    pods: (...given) => followPods(differences, ...given),
    services: (...given) => followServices(differences, ...given),
  };
}
