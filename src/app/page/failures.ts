import type { Simulation } from '../../simulation/workspace/simulation.ts';
import { MissingPart, onMissingPart } from '../../ui/fetch-part.ts';
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
export function listenToFailures({ view }: Simulation, { reload, rescue }: PageActions): void {
  const told = (text: string): boolean => view.getState().toasts.some((toast) => toast.text === text);
  const tell = (text: string, label: string, run: () => void): void => {
    if (!told(text)) view.getState().toast({ tone: 'error', text, action: { label, run } });
  };
  onMissingPart(({ missing, retry }) => {
    if (missing.reason === 'replaced') tell(missing.message, 'Reload', reload);
    else tell(missing.message, 'Retry', retry);
  });
  const unexpected = (error: unknown): void => {
    const message = error instanceof Error ? error.message : String(error);
    if (HARMLESS.test(message)) return;
    if (error instanceof MissingPart) tell(message, 'Reload', reload);
    else
      tell(`Something failed: ${message} What is on the board is still there.`, 'Download the scenario', () =>
        rescue?.(),
      );
  };
  window.addEventListener('error', (event) => unexpected(event.error ?? event.message));
  window.addEventListener('unhandledrejection', (event) => unexpected(event.reason));
}
