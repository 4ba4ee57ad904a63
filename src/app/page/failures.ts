import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { MissingPart, onMissingPart, sayError, sayMissing } from '../../ui/fetch-part.ts';
import type { PageActions } from '../../ui/page-actions.ts';
import { reloadPage } from './reload-page.ts';
import { download, fileName } from './download.ts';

/** What people can do when a part of the page fails; nothing of it has to be fetched. */
export function createPageActions(simulation: Simulation): PageActions {
  const rescue = (): void => {
    const { document } = simulation.document.getState();
    download({ name: `${fileName(document.title)}.packetwalk.json`, text: JSON.stringify(document) });
  };
  return { reload: () => void reloadPage(), rescue };
}

/** Browsers report this as an error although nothing failed. */
const HARMLESS = /^ResizeObserver loop/;

/**
 * Tells what failed and is shown nowhere else: parts that are missing, and as the last net every error that nobody caught. Each is
 * told once while its message stands.
 */
export function listenToFailures({ view, words }: Simulation, { reload, rescue }: PageActions): void {
  const said = words.of('parts');
  const told = (text: string): boolean => view.getState().toasts.some((toast) => toast.text === text);
  const tell = (text: string, label: string, run: () => void): void => {
    if (!told(text)) view.getState().toast({ tone: 'error', text, action: { label, run } });
  };
  onMissingPart(({ missing, retry }) => {
    if (missing.reason === 'replaced') tell(sayMissing(missing, words), said.reload, reload);
    else tell(sayMissing(missing, words), said.retry, retry);
  });
  const unexpected = (error: unknown): void => {
    const message = sayError(error, words);
    if (HARMLESS.test(message)) return;
    if (error instanceof MissingPart) tell(message, said.reload, reload);
    else tell(said.somethingFailed(message), said.downloadScenario, () => rescue?.());
  };
  window.addEventListener('error', (event) => unexpected(event.error ?? event.message));
  window.addEventListener('unhandledrejection', (event) => unexpected(event.reason));
}
