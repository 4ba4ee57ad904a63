import type { PrintedPart, PrintedPicture, PrintedStep } from '../../features/course/printed-step.ts';
import { ENGLISH_PAGE } from '../../narration/en/language.ts';
import type { CourseStep } from '../../scenario/course/course.ts';
import type { ScenarioDocument, StoryStep } from '../../scenario/document/document.ts';
import { cueOf } from '../../simulation/playback/step-address.ts';
import { predict } from '../../simulation/predict/predict.ts';
import { createSimulation, type Simulation } from '../../simulation/workspace/simulation.ts';
import { drawBoard } from '../files/draw-board.tsx';
import { documentOf } from '../opening/step-document.ts';
import { printGoal } from './print-goal.ts';

/** What is printed of a step; undefined: its board cannot be read. Its questions are answered by walking them. */
export async function printStep({ document: page }: Simulation, step: CourseStep): Promise<PrintedStep | undefined> {
  const document = await documentOf(step);
  if (document === undefined) return undefined;
  const simulation = createSimulation({ engine: page.getState().engine, language: ENGLISH_PAGE, readOnly: true });
  const { steps, failures } = ENGLISH_PAGE.walks;
  const wanted = simulation.words.fetch(['later', 'narrator', 'course']);
  const [, told, lost] = await Promise.all([wanted, steps(), failures()]);
  simulation.document.getState().extend({ programs: [], words: { ...told, ...lost } });
  await simulation.prepare(document);
  simulation.open(document, { edit: { code: 'OPEN', detail: { title: document.title } }, clean: true, play: false });
  await simulation.opened();
  // The board, not the beginning of a walk.
  simulation.playback.getState().clear();
  const only = 'part' in step ? step.part : undefined;
  const picture = await drawPicture(simulation, 'board');
  const parts: PrintedPart[] = [];
  for (const at of document.story.keys()) {
    if (only !== undefined && at !== only - 1) continue;
    // One after the other: they are walked on one board.
    // oxlint-disable-next-line no-await-in-loop
    const shown = await drawMoment(simulation, at, only === undefined);
    parts.push({ ...partOf(simulation, at), ...(shown && { picture: shown }) });
  }
  const goal = await printGoal(simulation);
  return { title: document.title, parts, ...(goal && { goal }), ...(picture && { picture }) };
}

/** The walk of a part at its step, at its depth; undefined: it has none, or `isNext` and the part before told of the same. */
async function drawMoment(simulation: Simulation, at: number, isNext: boolean): Promise<PrintedPicture | undefined> {
  const { requests, story } = simulation.document.getState().document;
  const part = story[at];
  const request = requests[part?.request ?? -1];
  if (part === undefined || request === undefined || part.timeline !== undefined) return undefined;
  const before = isNext ? story[at - 1] : undefined;
  if (before !== undefined && before.question === undefined && momentOf(before) === momentOf(part)) return undefined;
  const { playback } = simulation;
  const { setSkipDns, setDepth, send } = playback.getState();
  setSkipDns(part.dns !== true);
  setDepth(part.depth ?? 'story');
  send(request, { play: false });
  const { timeline, seekCue } = playback.getState();
  if (timeline === undefined) return undefined;
  seekCue((part.step && cueOf(timeline, part.step)) ?? part.beat ?? timeline.cues.length - 1);
  return drawPicture(simulation, 'walk');
}

const momentOf = ({ request, step, beat, depth, dns }: StoryStep): string =>
  JSON.stringify([request, step, beat, depth, dns]);

async function drawPicture(simulation: Simulation, part: 'board' | 'walk'): Promise<PrintedPicture | undefined> {
  const { title } = simulation.document.getState().document;
  try {
    const look = { theme: 'light', part } as const;
    const { svg, width, height } = await drawBoard(simulation, look, { title, hash: undefined });
    return { src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, width, height };
  } catch {
    return undefined;
  }
}

function partOf(simulation: Simulation, at: number): PrintedPart {
  const { document, router } = simulation.document.getState();
  const { title, text, question, step, request: index } = document.story[at] as ScenarioDocument['story'][number];
  const request = document.requests[index ?? -1];
  if (question === undefined || request === undefined) return { title, text };
  const traced = router.trace(request);
  const outcomes = traced.ok ? traced.value.outcomes : [];
  const found = predict({ question, step, request, outcomes, cluster: router.cluster });
  if (found === undefined) return { title, text };
  const words = simulation.words.of('predict');
  const from = words.from(request.from);
  const asks = words.asks[question.ask]({ from, to: request.to, place: words.choice(found.place ?? '') });
  return {
    title,
    text,
    question: {
      asks: `${words.sends({ from, to: request.to })}. ${asks}`,
      choices: found.choices.map(words.choice),
      answer: words.itIs(found.right.map(words.choice)),
    },
  };
}
