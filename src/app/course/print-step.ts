import type { PrintedPart, PrintedStep } from '../../features/course/printed-step.ts';
import { ENGLISH_PAGE } from '../../narration/en/language.ts';
import type { CourseStep } from '../../scenario/course/course.ts';
import type { ScenarioDocument } from '../../scenario/document/document.ts';
import { predict } from '../../simulation/predict/predict.ts';
import { createSimulation, type Simulation } from '../../simulation/workspace/simulation.ts';
import { drawBoard } from '../files/draw-board.tsx';
import { documentOf } from '../opening/step-document.ts';

/** What is printed of a step; undefined: its board cannot be read. Its questions are answered by walking them. */
export async function printStep({ document: page }: Simulation, step: CourseStep): Promise<PrintedStep | undefined> {
  const document = await documentOf(step);
  if (document === undefined) return undefined;
  const simulation = createSimulation({ engine: page.getState().engine, language: ENGLISH_PAGE, readOnly: true });
  await simulation.words.fetch(['later', 'narrator']);
  await simulation.prepare(document);
  simulation.open(document, { edit: { code: 'OPEN', detail: { title: document.title } }, clean: true, play: false });
  await simulation.opened();
  // The board, not the beginning of a walk.
  simulation.playback.getState().clear();
  const only = 'part' in step ? step.part : undefined;
  const picture = await drawPicture(simulation, document.title);
  return {
    title: document.title,
    parts: document.story.flatMap((_, at) => (only === undefined || at === only - 1 ? [partOf(simulation, at)] : [])),
    ...(document.goal !== undefined && { goal: document.goal.text }),
    hints: document.goal?.hints ?? [],
    ...(picture && { picture }),
  };
}

async function drawPicture(simulation: Simulation, title: string): Promise<PrintedStep['picture']> {
  try {
    const look = { theme: 'light', part: 'board' } as const;
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
