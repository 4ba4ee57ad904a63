import { useEffect, useMemo } from 'react';
import type { TraceRequest } from '../../engine/requests.ts';
import type { StoryQuestion } from '../../scenario/document/document.ts';
import { useDocument, useSimulation, useView } from './context.ts';
import { showStoryStep } from './story.ts';
import { answerQuestion } from './answer-question.ts';
import { type Choice, predict, type Prediction } from '../predict/predict.ts';

/** What is asked on the screen now. */
export interface Asked {
  readonly ask: StoryQuestion['ask'];
  readonly request: TraceRequest;
  /** undefined: it is walked yet to find out. */
  readonly prediction: Prediction | undefined;
  /** Without a choice: the walk is shown. */
  readonly answer: (choice?: Choice) => void;
}

/** The question of the part that is shown; undefined: nothing is asked. Where there turns out to be nothing to ask, the part goes on. */
export function usePrediction(): Asked | undefined {
  const simulation = useSimulation();
  const asking = useView((state) => state.asking);
  const part = useView((state) => state.part);
  const { story, requests } = useDocument((state) => state.document);
  const router = useDocument((state) => state.router);
  const { question, step, request: at } = story[part] ?? {};
  const request = requests[at ?? -1];
  const isWaiting = router.isWaiting === true;
  const prediction = useMemo(() => {
    if (!asking || question === undefined || request === undefined || isWaiting) return undefined;
    const traced = router.trace(request);
    const outcomes = traced.ok ? traced.value.outcomes : [];
    return predict({ question, step, request, outcomes, cluster: router.cluster });
  }, [asking, isWaiting, question, request, router, step]);
  useEffect(() => {
    if (!asking) return;
    if (isWaiting) void simulation.fetchWalking().catch(() => undefined);
    else if (prediction === undefined) showStoryStep(simulation, part, { ask: false });
  }, [asking, isWaiting, part, prediction, simulation]);
  if (!asking || question === undefined || request === undefined) return undefined;
  const answer = (choice?: Choice): void => {
    if (prediction === undefined) showStoryStep(simulation, part, { ask: false });
    else answerQuestion(simulation, { ...(choice !== undefined && { choice }), right: prediction.right });
  };
  return { ask: question.ask, request, prediction, answer };
}
