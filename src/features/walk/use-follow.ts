import { type RefObject, useLayoutEffect } from 'react';
import { usePlayback } from '../../simulation/workspace/context.ts';

const MARGIN = 8;
/** Pixels from which on the start of the list is in sight below what stands above it. */
const ROOMY = 420;

export interface FollowOptions {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Changes when the list's lines change. */
  readonly detail: string;
}

/** Keeps the current step in sight inside its list; never moves the page or the focus. */
export function useFollow({ scroller, detail }: FollowOptions): void {
  const cue = usePlayback((state) => state.cue);
  const timeline = usePlayback((state) => state.timeline);
  useLayoutEffect(() => {
    const box = scroller.current;
    const step = box?.querySelector<HTMLElement>('[aria-current="step"]');
    // At the start of a walk the summary is what one wants to see.
    if (cue <= 0 && (box?.clientHeight ?? 0) > ROOMY) {
      box?.scrollTo({ top: 0 });
      return;
    }
    if (box == null || step == null) return;
    const frame = box.getBoundingClientRect();
    const top = (element: HTMLElement): number => element.getBoundingClientRect().top - frame.top + box.scrollTop;
    const hop = step.closest<HTMLElement>('[data-current]') ?? step;
    // What stays above the list while that scrolls hides none of it.
    const margin = MARGIN + (Number.parseFloat(getComputedStyle(box).scrollPaddingTop) || 0);
    const wanted = top(hop) - margin;
    const stepBottom = top(step) + step.offsetHeight;
    // The hop's name stays at the top where its step still fits below it.
    const fits = stepBottom - wanted <= box.clientHeight - MARGIN;
    box.scrollTo({ top: fits ? wanted : Math.min(top(step) - margin, stepBottom - box.clientHeight + MARGIN) });
  }, [cue, timeline, detail, scroller]);
}
