import type { ShareLink } from '../features/share/Share.tsx';
import type { Simulation } from '../simulation/simulation.ts';
import { fetchPart } from '../ui/fetch-part.ts';

/** A link to what is on the screen now. */
export async function createLink(simulation: Simulation): Promise<ShareLink> {
  const [{ encodeShareLink }, { linkAdvice }] = await fetchPart('The writer of links', () =>
    Promise.all([import('../scenario/share-link.ts'), import('../scenario/link-advice.ts')]),
  );
  const hash = encodeShareLink(simulation.snapshot());
  const { origin, pathname } = window.location;
  const url = `${origin === 'null' ? '' : origin}${pathname}#${hash}`;
  const advice = linkAdvice(url.length);
  return { url, ...(advice === undefined ? {} : { advice }) };
}
