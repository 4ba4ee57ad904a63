import { deflateSync, strToU8 } from 'fflate';
import type { RawObject } from '../../src/engine/kubernetes/model/object.ts';
import { UNREADABLE } from '../../src/narration/en/scenario/unreadable.ts';
import { say } from '../../src/narration/sentences.ts';
import { EMPTY_DOCUMENT, type SharedScenario } from '../../src/scenario/document/document.ts';
import { encodeBase64url } from '../../src/scenario/link/base64url.ts';
import { formatColumns } from '../../src/scenario/link/columns.ts';
import { DICTIONARY_P2 } from '../../src/scenario/link/dictionary-p2.ts';
import { toRows } from '../../src/scenario/link/rows.ts';
import { decodeShareLink, encodeShareLink } from '../../src/scenario/share-link.ts';
import { suggestRequests } from '../../src/simulation/views/request-suggestions.ts';
import { CORE, OTHERS } from '../manifests/fuzz-objects.ts';
import { type Draw, drawOf, pick, placesOf, spoil } from '../manifests/fuzz-text.ts';
import { buildCluster, createRouter } from '../whole-engine.ts';

const BOARDS = 40;
const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_:#%é ';

/** A few boards, of which every kind of object is on some. */
const boards: readonly SharedScenario[] = Array.from({ length: BOARDS }, (_, n) => {
  const draw = drawOf(0, n);
  const objects = [...CORE, ...Array.from({ length: 3 }, () => pick(draw, OTHERS))] as RawObject[];
  const [request] = suggestRequests(buildCluster({ objects }), 1);
  return {
    document: {
      ...EMPTY_DOCUMENT,
      objects,
      overrides: n % 3 === 0 ? { proxyMode: 'nftables', cni: 'calico' } : {},
      interventions: [{ type: 'kill-sandbox', namespace: 'shop', pod: 'client' }],
      layout: { 'Service/shop/web': { x: 1, y: 2 } },
      requests: request === undefined ? [] : [request],
      story: [{ title: 'a', text: 'b', request: 0 }],
    },
    ...(request !== undefined && { request }),
    choices: [0, 1],
    lens: 'objects',
    step: { leg: 0, direction: 'request', hop: 1, type: 'ROUTE' },
  };
});
const tables = boards.map((board) => toRows(board));
const links = boards.map(encodeShareLink);

/** A link with something wrong: in its characters, or, behind a right checksum, in its table or what the table says. */
export function spoiledLink(draw: Draw): string {
  const way = draw(8);
  if (way > 3) return spliced(draw, pick(draw, links), CHARACTERS);
  const rows = structuredClone(pick(draw, tables)) as unknown[];
  const places = placesOf(rows);
  for (let count = way === 0 ? 0 : 1 + draw(5); count > 0; count -= 1) spoil(draw, places);
  const text = formatColumns(rows);
  return linkOf(way === 0 ? spliced(draw, text, '{}[]"$#!?,\n0123456789:ab') : text);
}

function spliced(draw: Draw, given: string, characters: string): string {
  let text = given;
  for (let count = 1 + draw(3); count > 0; count -= 1) {
    const at = draw(text.length);
    const put = Array.from({ length: draw(6) }, () => pick(draw, characters.split(''))).join('');
    text = text.slice(0, at) + put + text.slice(at + draw(draw(8) === 0 ? 400 : 8));
  }
  return text;
}

function linkOf(text: string): string {
  const bytes = strToU8(text);
  let low = 0xff;
  let high = 0xff;
  for (const byte of bytes) {
    low = (low + byte) % 255;
    high = (high + low) % 255;
  }
  const deflated = deflateSync(bytes, { level: 1, dictionary: strToU8(DICTIONARY_P2) });
  return `p2:${encodeBase64url(Uint8Array.from([high, low, ...deflated]))}`;
}

/** What opening a link comes to: read, and where it is a board that board built, its mistakes found and its request walked. */
export function openLink(link: string): boolean {
  const decoded = decodeShareLink(link);
  if (!decoded.ok) {
    if (say(UNREADABLE, decoded.why).length < 10) throw new Error('no reason is given');
    return false;
  }
  const { document, request } = decoded.scenario;
  const { objects, overrides, interventions, requests } = document;
  const cluster = buildCluster({ objects, overrides, interventions });
  void cluster.findings;
  const asked = request ?? requests[0] ?? suggestRequests(cluster, 1)[0];
  if (asked !== undefined) createRouter(cluster).trace(asked);
  return true;
}
