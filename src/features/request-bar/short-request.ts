import { formatSource } from '../../engine/requests.ts';
import type { SavedRequest } from '../../scenario/document/document.ts';
import { optionsOf } from './draft-request.ts';

/** What a list calls a request: its name, where somebody gave it one. */
export function callRequest(request: SavedRequest): string {
  return request.title ?? shortRequest(request);
}

/** "frontend → cart/ POST": a request in a few words, with what tells it from another one for the same URL. */
export function shortRequest(request: SavedRequest): string {
  const { method, headers } = optionsOf(request);
  const how = [method, headers.replaceAll('\n', ', ')].filter(Boolean).join(' ');
  const source = formatSource(request.from).split('/').at(-1) ?? '';
  return `${source} → ${request.to.replace(/^https?:\/\//, '')} ${how}`.trim();
}
