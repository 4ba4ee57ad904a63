import { askForRanges, isSameAddressAsk, type RangesAsk } from '../matching/service-asks.ts';
import { isSameAsk } from '../tools/ask.ts';
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

/** What a cluster takes from the one before an edit. */
export const FOLLOWING: Follow = {
  store: followStore,
  families: followFamilies,
  open: followOpen,
  owners: followOwners,
  list: (before, items, make) => followList(before, items, make),
  asks: {
    ranges: (before, items, make) => followList(before, items, make, isSameRanges),
    addresses: (before, items, make) => followList(before, items, make, isSameAddressAsk),
  },
  groups: followGroups,
  workloads: followWorkloads,
  claims: followClaims,
  selectors: followSelectors,
  pods: followPods,
  services: followServices,
};
