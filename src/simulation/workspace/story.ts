import type { StoryStep } from '../../scenario/document/document.ts';
import type { PlaybackState, SendOptions } from '../playback/playback-store.ts';
import type { Simulation } from './simulation.ts';
import { cueOf } from '../playback/step-address.ts';

/** Shows a part of the document's story: sends its request and stops at its step, or plays when it names none. */
export function showStoryStep({ document, playback, view }: Simulation, index: number): void {
  const { requests, story } = document.getState().document;
  const part = story[index];
  const request = part?.request === undefined ? undefined : requests[part.request];
  if (part === undefined) return;
  view.getState().look({ part: index });
  if (request !== undefined) {
    const skipDns = part.dns !== true;
    if (playback.getState().skipDns !== skipDns) playback.getState().setSkipDns(skipDns);
    // A story tells of the first way the packet can go; others are the reader's to choose.
    playback.getState().send(request, { choices: [], ...placeOf(part) });
  } else {
    const cue = cueNamed(playback.getState(), part);
    if (cue !== undefined) playback.getState().seekCue(cue);
  }
}

function placeOf({ step, beat }: StoryStep): SendOptions {
  return {
    ...(step !== undefined && { step }),
    ...(beat !== undefined && { cue: beat }),
    play: step === undefined && beat === undefined,
  };
}

function cueNamed({ timeline }: PlaybackState, { step, beat }: StoryStep): number | undefined {
  return (timeline && step && cueOf(timeline, step)) ?? beat;
}
