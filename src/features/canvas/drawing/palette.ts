import type { PacketState } from '../../../simulation/playback/cue.ts';

/** The colours that painters know. */
export const TOKENS = [
  'paper',
  'surface',
  'raised',
  'sunken',
  'line-strong',
  'ink',
  'muted',
  'faint',
  'accent',
  'request',
  'request-soft',
  'reply',
  'reply-soft',
  'rejected',
  'rejected-soft',
  'dropped',
  'dropped-soft',
  'changed',
  'changed-soft',
] as const;

export type Token = (typeof TOKENS)[number];

/** Colours as a canvas understands them, for the theme that is on. */
export type Palette = Readonly<Record<Token, string>> & {
  readonly mono: string;
  readonly sans: string;
  /** Screen pixels of words that belong to packets; larger while somebody presents. */
  readonly words: number;
};

/** What a packet is drawn in; where its end is not known, in the colour of all that is not known. */
export function packetColor(palette: Palette, state: PacketState): string {
  return palette[state === 'unknown' ? 'changed' : state];
}

/** Resolves the design tokens, light-dark() included: only a computed style knows which theme is on. */
export function readPalette(host: HTMLElement): Palette {
  const probe = document.createElement('span');
  probe.style.display = 'none';
  // Else forced colours make one of all of them.
  probe.style.setProperty('forced-color-adjust', 'none');
  // All of them are there before the first is asked for: each question after a change has styles computed anew.
  const samples = TOKENS.map((token) => {
    const sample = document.createElement('i');
    sample.style.color = `var(--color-${token})`;
    probe.append(sample);
    return [token, getComputedStyle(sample)] as const;
  });
  host.append(probe);
  const colors = samples.map(([token, { color }]) => [token, color] as const);
  const root = getComputedStyle(document.documentElement);
  const mono = root.getPropertyValue('--font-mono') || 'monospace';
  const sans = root.getPropertyValue('--font-sans') || 'sans-serif';
  probe.remove();
  const words = host.closest('[data-presenting]') === null ? 13 : 16;
  return { ...(Object.fromEntries(colors) as Readonly<Record<Token, string>>), mono, sans, words };
}

/** Calls back when the theme changes or fonts arrive; returns how to stop. */
export function watchPalette(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'class', 'style'] });
  const media = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));
  for (const each of media) each.addEventListener('change', changed);
  document.fonts.addEventListener('loadingdone', changed);
  return () => {
    observer.disconnect();
    for (const each of media) each.removeEventListener('change', changed);
    document.fonts.removeEventListener('loadingdone', changed);
  };
}
