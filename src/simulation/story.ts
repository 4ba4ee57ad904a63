import type { Simulation } from './simulation.ts';

/** Shows a step of the document's story: sends its request and stops at its beat, or plays when it names none. */
export function showStoryStep({ document, playback }: Simulation, index: number): void {
  const { requests, story } = document.getState().document;
  const step = story[index];
  const request = step?.request === undefined ? undefined : requests[step.request];
  if (step === undefined) return;
  if (request !== undefined) {
    const skipDns = step.dns !== true;
    if (playback.getState().skipDns !== skipDns) playback.getState().setSkipDns(skipDns);
    // A story tells of the first way the packet can go; others are the reader's to choose.
    playback.getState().send(request, { choices: [], beat: step.beat ?? 0, play: step.beat === undefined });
  } else if (step.beat !== undefined) {
    playback.getState().seekBeat(step.beat);
  }
}
