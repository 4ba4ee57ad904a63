import { BOARDS } from './later/documents/boards.ts';
import { BUILD } from './later/build.ts';
import { BURST } from './later/burst.ts';
import { CANVAS } from './later/canvas.ts';
import { CHALLENGE } from './later/challenge.ts';
import { CHANGES } from './later/changes.ts';
import { CLUSTER_SETTINGS } from './later/cluster-settings.ts';
import { COMMANDS } from './later/commands.ts';
import { COMPARE } from './later/compare.ts';
import { COPYING } from './later/copying.ts';
import { EDITS } from './later/simulation/edits.ts';
import { FILES } from './later/documents/files.ts';
import { FINDINGS } from './later/findings.ts';
import { GALLERY } from './later/documents/gallery.ts';
import { INSPECTOR } from './later/inspector.ts';
import { LATER_PARTS } from './later/later-parts.ts';
import { MIGRATE } from './later/migrate.ts';
import { OBJECT_FACTS } from './later/simulation/object-facts.ts';
import { OFFERED_CHANGES } from './later/simulation/offered-changes.ts';
import { OPENING } from './later/documents/opening.ts';
import { PREDICT } from './later/documents/predict.ts';
import { PRESENT } from './later/present.ts';
import { REACH } from './later/reach.ts';
import { WALK_REPORT } from './later/documents/report.ts';
import { REQUESTS } from './later/requests.ts';
import { REQUEST_OPTIONS } from './later/request-options.ts';
import { SHARE } from './later/documents/share.ts';
import { STORY_ASIDE } from './later/story-aside.ts';
import { SUGGESTIONS } from './later/simulation/suggestions.ts';
import { UNREAD } from './later/unread.ts';
import { WALK_DETAIL } from './later/walk.ts';

/** What parts of the page say that are fetched later. */
export const LATER_WORDS = {
  boards: BOARDS,
  build: BUILD,
  burst: BURST,
  canvas: CANVAS,
  challenge: CHALLENGE,
  changes: CHANGES,
  clusterSettings: CLUSTER_SETTINGS,
  commands: COMMANDS,
  compare: COMPARE,
  copying: COPYING,
  edits: EDITS,
  files: FILES,
  findings: FINDINGS,
  gallery: GALLERY,
  inspector: INSPECTOR,
  laterParts: LATER_PARTS,
  migrate: MIGRATE,
  objectFacts: OBJECT_FACTS,
  offeredChanges: OFFERED_CHANGES,
  opening: OPENING,
  predict: PREDICT,
  present: PRESENT,
  reach: REACH,
  report: WALK_REPORT,
  requestOptions: REQUEST_OPTIONS,
  requests: REQUESTS,
  share: SHARE,
  storyAside: STORY_ASIDE,
  suggestions: SUGGESTIONS,
  unread: UNREAD,
  walkDetail: WALK_DETAIL,
};
