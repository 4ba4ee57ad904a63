import type { SharedScreen } from '../../scenario/document/document.ts';
import { addressOf } from '../playback/step-address.ts';
import { putStoryAside } from './told-boards.ts';
import type { Stage } from './stage.ts';
import { askFirst } from './question.ts';

/** What is on the screen beside the document; what is as it is when a document opens is left out. */
export function readScreen({ playback, view, session }: Stage): SharedScreen {
  const { request, outcome, timeline, cue, skipDns, speed, depth } = playback.getState();
  const { lens, part, aside, selected, inspector, reach, unfolded } = view.getState();
  const step = timeline !== undefined && cue > 0 ? addressOf(timeline, cue) : undefined;
  const shared = session()?.snapshot();
  return {
    ...(request !== undefined && { request }),
    choices: outcome?.choices ?? [],
    ...(step !== undefined && { step }),
    lens,
    ...(depth !== 'hops' && { depth }),
    ...(!skipDns && { dns: true as const }),
    ...(speed !== 1 && { speed }),
    ...(part > 0 && { part }),
    ...(aside === 'board' && { aside: true as const }),
    ...(selected !== undefined && { selected }),
    ...(selected !== undefined && Object.keys(inspector).length > 0 && { inspector }),
    ...(Object.keys(reach).length > 0 && { reach }),
    ...(unfolded.length > 0 && { unfolded: unfolded.toSorted() }),
    ...(shared !== undefined && { timeline: shared }),
  };
}

/** Puts on the screen what was there when it was read; nothing plays. The document is open already. */
export function showScreen(stage: Stage, screen: SharedScreen): void {
  const { document, playback, view, session } = stage;
  const { lens, depth = 'hops', part = 0, selected, inspector = {}, reach = {}, unfolded = [] } = screen;
  const { story, requests } = document.getState().document;
  const shown = Math.max(Math.min(part, story.length - 1), 0);
  view.getState().setLens(lens);
  view.getState().select(selected);
  view.getState().look({ part: shown, inspector, reach });
  view.setState({ unfolded });
  if (screen.aside === true) putStoryAside(view);
  const { setSpeed, setSkipDns, skipDns, setDepth, send } = playback.getState();
  setDepth(depth);
  setSpeed(screen.speed ?? 1);
  if (skipDns !== (screen.dns !== true)) setSkipDns(screen.dns !== true);
  // The walk is one through the cluster of the moment.
  if (screen.timeline !== undefined) session()?.restore(screen.timeline);
  const { choices, step, beat } = screen;
  const told = story[shown];
  const wanted = told?.question && requests[told.request ?? -1];
  const { request = wanted } = screen;
  const isAtStart = (step ?? beat ?? screen.timeline ?? screen.aside) === undefined && wanted?.to === request?.to;
  if (isAtStart && askFirst(stage, shown)) return;
  if (request === undefined) return;
  send(request, {
    choices,
    ...(step !== undefined && { step }),
    cue: beat ?? 0,
    play: false,
  });
  if (screen.timeline?.request !== undefined) session()?.traffic.getState().send(screen.timeline.request);
}
