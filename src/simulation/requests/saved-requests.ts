import type { SavedRequest, ScenarioDocument } from '../../scenario/document/document.ts';
import { sameRequest } from './request-key.ts';

/** Changes of the requests that a document keeps. Each returns the same document when nothing changes. */

/** Behind those that are kept; one that says the same is there already. */
export function keepRequest(document: ScenarioDocument, request: SavedRequest): ScenarioDocument {
  const { requests } = document;
  if (requests.some((each) => sameRequest(each, request))) return document;
  return { ...document, requests: [...requests, request] };
}

/** By another name; "": by none. */
export function nameRequest(document: ScenarioDocument, index: number, name: string): ScenarioDocument {
  const request = document.requests[index];
  const title = name.trim();
  if (request === undefined || title === (request.title ?? '')) return document;
  const { title: _, ...unnamed } = request;
  return { ...document, requests: document.requests.with(index, title === '' ? unnamed : { ...unnamed, title }) };
}

/** To another place among them; parts of the story go on telling of the requests that they told of. */
export function moveRequest(document: ScenarioDocument, index: number, to: number): ScenarioDocument {
  const { requests } = document;
  const request = requests[index];
  if (request === undefined || to < 0 || to >= requests.length || to === index) return document;
  return withRequests(document, requests.toSpliced(index, 1).toSpliced(to, 0, request));
}

/** A part of the story that tells of it sends no request any more. */
export function removeRequest(document: ScenarioDocument, index: number): ScenarioDocument {
  if (document.requests[index] === undefined) return document;
  return withRequests(document, document.requests.toSpliced(index, 1));
}

function withRequests(document: ScenarioDocument, requests: readonly SavedRequest[]): ScenarioDocument {
  const story = document.story.map((part) => {
    const told = part.request === undefined ? undefined : document.requests[part.request];
    if (told === undefined) return part;
    const { request: _, ...rest } = part;
    const at = requests.indexOf(told);
    return at === -1 ? rest : { ...rest, request: at };
  });
  return { ...document, requests, story };
}
