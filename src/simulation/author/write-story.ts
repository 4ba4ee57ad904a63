import type { ScenarioDocument, SharedScreen, StoryQuestion, StoryStep } from '../../scenario/document/document.ts';
import { sameRequest } from '../requests/request-key.ts';

/** What was written is somebody's own: it is the lesson no more that it was opened as. */
function own(document: ScenarioDocument): ScenarioDocument {
  const { lesson: _, ...rest } = document;
  return rest;
}

const withStory = (document: ScenarioDocument, story: readonly StoryStep[]): ScenarioDocument => ({
  ...own(document),
  story,
});

export function addPart(document: ScenarioDocument, title = ''): ScenarioDocument {
  return withStory(document, [...document.story, { title, text: '' }]);
}

export function writePart(
  document: ScenarioDocument,
  at: number,
  words: Partial<Pick<StoryStep, 'title' | 'text'>>,
): ScenarioDocument {
  const part = document.story[at];
  return part === undefined ? document : withStory(document, document.story.with(at, { ...part, ...words }));
}

/** To another place; where there is none it stays. */
export function movePart(document: ScenarioDocument, at: number, to: number): ScenarioDocument {
  const part = document.story[at];
  if (part === undefined || to < 0 || to >= document.story.length) return document;
  return withStory(document, document.story.toSpliced(at, 1).toSpliced(to, 0, part));
}

export function removePart(document: ScenarioDocument, at: number): ScenarioDocument {
  return withStory(document, document.story.toSpliced(at, 1));
}

/** The part tells of what is on the screen: its request, which is kept with the board, to the step and at the depth that are shown. */
export function pinPart(
  document: ScenarioDocument,
  at: number,
  { request, step, depth = 'hops', dns }: Pick<SharedScreen, 'request' | 'step' | 'depth' | 'dns'>,
): ScenarioDocument {
  const part = document.story[at];
  if (part === undefined || request === undefined) return document;
  const known = document.requests.findIndex((each) => sameRequest(each, request));
  const requests = known < 0 ? [...document.requests, request] : document.requests;
  const pinned: StoryStep = {
    ...unpinned(part),
    ...(part.question !== undefined && { question: part.question }),
    request: known < 0 ? document.requests.length : known,
    ...(step !== undefined && { step }),
    ...(depth !== 'story' && { depth }),
    ...(dns === true && { dns }),
  };
  return withStory({ ...document, requests }, document.story.with(at, pinned));
}

/** The part sends nothing, and so asks nothing. */
export function unpinPart(document: ScenarioDocument, at: number): ScenarioDocument {
  const part = document.story[at];
  return part === undefined ? document : withStory(document, document.story.with(at, unpinned(part)));
}

/** Without parts that say, show and ask nothing. */
export function withoutBlankParts(document: ScenarioDocument): ScenarioDocument {
  const story = document.story.filter(
    ({ title, text, request, timeline }) =>
      title.trim() !== '' || text.trim() !== '' || request !== undefined || timeline !== undefined,
  );
  return story.length === document.story.length ? document : withStory(document, story);
}

/** What the part asks first; undefined: nothing. */
export function askOfPart(
  document: ScenarioDocument,
  at: number,
  ask: StoryQuestion['ask'] | undefined,
): ScenarioDocument {
  const part = document.story[at];
  if (part?.request === undefined) return document;
  const { question: _, ...rest } = part;
  const asking = ask === undefined ? rest : { ...rest, question: { ask } };
  return withStory(document, document.story.with(at, asking));
}

function unpinned({ title, text, holds }: StoryStep): StoryStep {
  return { title, text, ...(holds !== undefined && { holds }) };
}
