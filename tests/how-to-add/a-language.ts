import type { CauseDetails } from '../../src/engine/routing/outcome/cause-details.ts';
import { say, type Sentences } from '../../src/narration/sentences.ts';
import type { Narrator } from '../../src/narration/narrator.ts';
import type { Language } from '../../src/narration/page/language.ts';

/** As many causes as it can say so far: take one of them out, and it does not compile. */
type Told = Pick<CauseDetails, 'PORT_NOT_IN_SERVICE' | 'TTL_EXPIRED' | 'CONTAINER_DOWN'>;

const CAUSES: Sentences<Told> = {
  PORT_NOT_IN_SERVICE: () => 'Der Service hat diesen Port nicht.',
  TTL_EXPIRED: () => 'Das Paket lief im Kreis.',
  CONTAINER_DOWN: () => 'Der Container läuft nicht.',
};

const isTold = (code: string): code is keyof Told => Object.hasOwn(CAUSES, code);

/** German for three causes and a word of the page; the rest is said as `other` says it. */
export const inGerman = (other: Language): Language => ({
  ...other,
  tag: 'de',
  narrate: (words) => createGerman(other.narrate(words)),
  first: { ...other.first, parts: { ...other.first.parts, close: 'Schließen' } },
  fetch: {
    later: async () => {
      const later = await other.fetch.later();
      return { ...later, findings: { ...later.findings, title: 'Befunde' } };
    },
    editor: other.fetch.editor,
    course: other.fetch.course,
    narrator: async () => ({ narrator: createGerman((await other.fetch.narrator()).narrator) }),
  },
});

function createGerman(other: Narrator): Narrator {
  const sayCause: Narrator['cause'] = (cause) =>
    isTold(cause.code)
      ? say(CAUSES, cause as Extract<typeof cause, { readonly code: keyof Told }>)
      : other.cause(cause);
  return {
    ...other,
    cause: sayCause,
    // How a request went says why it did not arrive.
    outcome: (outcome) => (outcome.cause === null ? other.outcome(outcome) : sayCause(outcome.cause)),
  };
}
