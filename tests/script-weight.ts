import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';

/** Bytes, compressed, that a page should fetch of scripts before anybody touches it. */
export const SCRIPT_AIM = 200_000;
/**
 * What it may fetch until then: the story of a walk, lines of their own and one way to plan clusters cost eleven thousand more than
 * the aim, which a first picture made with the page is to win back.
 */
export const SCRIPT_LIMIT = 211_500;
/** What it fetches by itself after the first packet counts too. */
export const AFTERMATH = 5000;
/** Set by the page when it has drawn the first packet of a walk that plays. */
export const FIRST_PACKET = 'packetwalk:first-packet';

/** Bytes of each script among these, by its name, compressed as a server would. */
export async function weighScripts(responses: readonly Response[]): Promise<ReadonlyMap<string, number>> {
  const weights = new Map<string, number>();
  for (const response of responses) {
    const name = new URL(response.url()).pathname.split('/').at(-1) ?? '';
    if (/\.m?js$/.test(name)) weights.set(name, gzipSync(await response.body()).length);
  }
  return weights;
}

export function total(weights: ReadonlyMap<string, number>): number {
  return [...weights.values()].reduce((sum, weight) => sum + weight, 0);
}
