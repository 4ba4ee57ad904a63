import type { ScenarioDocument, StoryStep, StoryTimeline } from '../../scenario/document/document.ts';
import type { TellOptions } from '../changes/change-session.ts';
import type { PlaybackState } from '../playback/playback-store.ts';
import type { SendOptions } from '../playback/send-options.ts';
import { cueOf } from '../playback/step-address.ts';
import { askFirst } from './question.ts';
import type { Stage } from './stage.ts';
import { tellStory, toldBoard } from './told-boards.ts';

/** Milliseconds after which a part has come to the beat that it is about: nobody who goes on waits longer for it. */
const LEAD = 2000;

/** What a story is shown with. */
export type StoryStage = Stage & {
  /** Plays a timeline, which is fetched for the first one. */
  readonly tell: (told: StoryTimeline, options: TellOptions) => void;
};

/**
 * Shows a part of the document's story: sends its request and plays to its step, or to the end when it names none; from where the
 * part before it stopped, where both are of one request, but no longer before its step than one waits. Only the first part tells
 * of all that comes before. Where it has a timeline, that is played in place of the walk. Whatever put the story aside is taken as it
 * is. `play` false: all stands still. What it asks is asked first, unless `ask` is false.
 */
export function showStoryStep(stage: StoryStage, index: number, { play = true, ask = true } = {}): void {
  const { document, playback, view } = stage;
  const { requests, story } = document.getState().document;
  const part = story[index];
  if (part === undefined) return;
  if (ask && askFirst(stage, index)) return tellStory(view, document.getState().document);
  view.setState({ asking: false });
  const before = view.getState().aside === undefined ? story[view.getState().part] : undefined;
  view.getState().look({ part: index });
  tellStory(view, document.getState().document);
  playback.getState().setDepth(view.getState().depthChosen ?? part.depth ?? 'story');
  const request = part.request === undefined ? undefined : requests[part.request];
  if (request === undefined) {
    const cue = cueNamed(playback.getState(), part);
    if (cue !== undefined) playback.getState().seekCue(cue);
  } else {
    const skipDns = part.dns !== true;
    if (playback.getState().skipDns !== skipDns) playback.getState().setSkipDns(skipDns);
    const isNext = before !== undefined && before.request === part.request && before.dns === part.dns;
    const after = isNext && before !== part ? before.step : undefined;
    const stands = !play || part.timeline !== undefined;
    // A story tells of the first way the packet can go; others are the reader's to choose.
    playback.getState().send(request, {
      choices: [],
      cue: 0,
      ...(after && { after }),
      ...endOf(part, index),
      ...(stands && { play: false }),
    });
  }
  if (part.timeline !== undefined) stage.tell(part.timeline, { lead: LEAD, play });
  else if (before?.timeline !== undefined) stage.session()?.discard();
}

function endOf({ step, beat }: StoryStep, index: number): SendOptions {
  if (step !== undefined) return { until: step, ...(index > 0 && { lead: LEAD }) };
  return beat === undefined ? {} : { cue: beat, play: false };
}

function cueNamed({ timeline }: PlaybackState, { step, beat }: StoryStep): number | undefined {
  return (timeline && step && cueOf(timeline, step)) ?? beat;
}

/** Puts the story aside while another request is on the board than its part's, or the board is another than it tells of. */
export function followStory({ document, playback, view }: Stage): void {
  let opening = document.getState().opening;
  tellStory(view, document.getState().document);
  const look = (): void => {
    const state = document.getState();
    if (state.opening !== opening) {
      opening = state.opening;
      tellStory(view, state.document);
    }
    // Who writes it has it tell of the board as it is.
    if (view.getState().authoring) return tellStory(view, state.document);
    const aside = asideOf(state.document, toldBoard(view), playback.getState(), view.getState().part);
    if (view.getState().aside !== aside) view.setState({ aside });
  };
  document.subscribe(look);
  playback.subscribe((state, before) => {
    if (state.request === before.request) return;
    // Whoever sends it themselves will see.
    if (state.request !== undefined) view.setState({ asking: false });
    look();
  });
}

function asideOf(
  now: ScenarioDocument,
  base: ScenarioDocument | 'another' | undefined,
  { request }: PlaybackState,
  at: number,
): 'request' | 'board' | undefined {
  if (now.story.length === 0 || request === undefined) return undefined;
  if (base === 'another' || (base !== undefined && !isSameBoard(now, base))) return 'board';
  const part = now.story.slice(0, at + 1).findLast((each) => each.request !== undefined);
  const wanted = now.requests[part?.request ?? -1];
  const isTold =
    wanted === undefined || (wanted.to === request.to && JSON.stringify(wanted.from) === JSON.stringify(request.from));
  return isTold ? undefined : 'request';
}

function isSameBoard(a: ScenarioDocument, b: ScenarioDocument): boolean {
  return a.objects === b.objects && a.overrides === b.overrides && a.interventions === b.interventions;
}
