import { gzipSync } from 'node:zlib';
import type { Response } from '@playwright/test';

/**
 * Bytes, compressed, that a page may fetch of scripts before anybody touches it. The aim is 200,000; what walks requests came to be
 * fetched with the first touch, and what that won is not to be lost again. The last 1,000 of these make the first look move by itself on
 * a phone, which fetches half of what it did for that.
 */
export const SCRIPT_LIMIT = 195_000;
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
