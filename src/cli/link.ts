import { EMPTY_DOCUMENT } from '../scenario/document.ts';
import { encodeShareLink } from '../scenario/share-link.ts';
import { type Call, clusterOverrides, InputError, option } from './call.ts';
import { readCluster, reportDiagnostics } from './read-input.ts';
import { singleRequest } from './trace-request.ts';

/** `packetwalk link FILE... [--from … --to …] [--base URL]`: a link that opens this cluster (and request) in the browser. */
export function link(call: Call): string {
  const read = readCluster(call);
  reportDiagnostics(read);
  const { manifests } = read;
  if (manifests.objects.length === 0) {
    throw new InputError('there is no object with a bearing on networking in these files');
  }
  const request = option(call, 'to') === undefined ? undefined : singleRequest(call);
  const hash = encodeShareLink({
    document: {
      ...EMPTY_DOCUMENT,
      objects: manifests.objects,
      overrides: clusterOverrides(call),
      requests: request === undefined ? [] : [request],
    },
    ...(request === undefined ? {} : { request }),
    choices: [],
    lens: 'objects',
  });
  const url = `${option(call, 'base') ?? ''}#${hash}`;
  return call.json ? `${JSON.stringify({ url, hash, characters: url.length }, null, 2)}\n` : `${url}\n`;
}
