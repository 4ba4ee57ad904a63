// What people get wrong in Gateways and policies is found too.
import '../../engine/routing/install-programs.ts';
import type { ReadRequest } from './messages.ts';
import { readManifests } from './read-manifests.ts';

self.addEventListener('message', ({ data }: MessageEvent<ReadRequest>) => {
  self.postMessage(readManifests(data));
});
