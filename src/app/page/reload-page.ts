/** What is waited for, and for how long, before the page is loaded again: saving must not keep a person from a page that works. */
const saves: (() => Promise<unknown>)[] = [];
const PATIENCE = 2000;

/** Has the page save before it loads itself again: `save` resolves once everything is kept. */
export function saveBeforeReload(save: () => Promise<unknown>): void {
  saves.push(save);
}

/** Saves, then loads the page again. */
export async function reloadPage(): Promise<void> {
  const patience = new Promise((resolve) => {
    window.setTimeout(resolve, PATIENCE);
  });
  await Promise.race([Promise.allSettled(saves.map((save) => save())), patience]);
  window.location.reload();
}
