import { kindOf } from '../../engine/objects.ts';
import { classifyObject, isRead } from '../../engine/unread.ts';
import { commentedTexts } from './commented-texts.ts';
import { foldDiagnostics } from '../../manifests/fold-diagnostics.ts';
import { type ManifestFile, type ParsedManifests, parseManifests, type TellProgress } from '../../manifests/parse.ts';
import type { ReadResult } from './messages.ts';

/** What was read, and what places a finding about it in its text. */
interface Reading extends Pick<ParsedManifests, 'locate'> {
  readonly result: ReadResult;
}

/** Reads files. `onRead` is told how far it is. */
export function readManifests(files: readonly ManifestFile[], onRead?: TellProgress): Reading {
  const parsed = parseManifests(files, onRead);
  const { documents, objects, skipped, skippedGroups, skippedWhy, locate } = parsed;
  const diagnostics = foldDiagnostics([...parsed.diagnostics, ...parsed.missing()]);
  const read: Record<string, number> = {};
  for (const object of objects)
    if (isRead(classifyObject(object))) read[kindOf(object)] = (read[kindOf(object)] ?? 0) + 1;
  const texts = commentedTexts(files, objects);
  return { result: { documents, objects, texts, read, skipped, skippedGroups, skippedWhy, diagnostics }, locate };
}
