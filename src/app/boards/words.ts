/** What is said when work cannot be kept, and whether room is what is missing. */
export function failureWords(error: unknown, since?: number): { readonly text: string; readonly full: boolean } {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  const full = name === 'QuotaExceededError';
  const kept = since === undefined ? 'Nothing of this board is kept' : `Changes since ${timeOf(since)} are not kept`;
  if (full) {
    return { text: `The browser’s storage is full. ${kept}: delete boards you do not need, or export this one.`, full };
  }
  if (name === 'VersionError') {
    return {
      text: `A newer packetwalk keeps the boards of this browser. ${kept} here: reload the page to get it.`,
      full,
    };
  }
  return { text: `This browser does not keep your work. ${kept}: export or share it.`, full };
}

/** What is said when what was kept cannot even be read. */
export function refusalText(error: unknown): string {
  return error instanceof Error && error.name === 'VersionError'
    ? failureWords(error).text
    : 'This browser refuses its storage: your boards cannot be read, and nothing is kept. Export or share what you make.';
}

/** "16:02", and the day where it is another one. */
export function timeOf(time: number, now: number = Date.now()): string {
  const date = new Date(time);
  const clock = date.toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });
  if (date.toDateString() === new Date(now).toDateString()) return clock;
  return `${date.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })}, ${clock}`;
}
