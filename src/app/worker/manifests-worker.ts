import type { ReadRequest } from './messages.ts';
import { readManifests } from './read-manifests.ts';

self.addEventListener('message', ({ data }: MessageEvent<ReadRequest>) => {
  self.postMessage(readManifests(data));
});
