import type { Simulation } from '../../simulation/workspace/simulation.ts';
import type { PageActions } from '../../ui/page-actions.ts';

const WORKER = './service-worker.js';
/** A page may stay open for days. */
const ASK_AGAIN = 3_600_000;
/** Chromium lets a version that was busy go at its next idle moment, which may be half a minute away; loading the page again ends that. */
const PATIENCE = 5_000;
/** Kept for the tab while a version is asked to go on: how often the page was loaded again for that. */
const LOADED_FOR = 'packetwalk-loaded-for-version';
const MOST_LOADS = 3;

/** Keeps the page in the browser for when there is no network, and tells when a newer one is ready. It never reloads by itself. */
export async function keepOffline({ view, words }: Simulation, { reload }: PageActions): Promise<void> {
  const { serviceWorker } = navigator;
  serviceWorker.addEventListener('message', ({ data, ports }: MessageEvent<unknown>) => {
    if (data === 'which-entry') ports[0]?.postMessage(entryScript());
  });
  serviceWorker.startMessages();

  let offered = false;
  const offer = (waiting: ServiceWorker): void => {
    if (offered) return;
    offered = true;
    view.getState().toast({
      tone: 'info',
      text: words.of('parts').newVersion,
      stays: true,
      action: { label: words.of('parts').reload, run: () => takeOver(waiting, reload) },
    });
  };
  const registration = await register();
  if (registration === undefined) return;
  const loads = takeLoads();
  if (registration.waiting !== null && serviceWorker.controller !== null) {
    // Who has asked for it once is not asked again.
    if (loads > 0 && loads < MOST_LOADS) takeOver(registration.waiting, reload, loads);
    else offer(registration.waiting);
  } else if (loads > 0) void isOfAnother().then((is) => is && reload());
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      // Without a controller it is the first one, and nothing is replaced.
      if (installing.state === 'installed' && serviceWorker.controller !== null) offer(installing);
    });
  });
  registration.active?.postMessage('drop-unused');
  // Registering again asks for nothing where one is registered already.
  void registration.update().catch(() => forgetWhereGone(registration).catch(() => undefined));
  window.setInterval(() => void registration.update().catch(() => undefined), ASK_AGAIN);
}

/** undefined where it can't be: the page works without it. */
async function register(): Promise<ServiceWorkerRegistration | undefined> {
  try {
    return await navigator.serviceWorker.register(WORKER, { updateViaCache: 'none' });
  } catch {
    return undefined;
  }
}

/** Something else is served from this folder now, as happens on a developer's machine: it must not be hidden by what was kept. */
async function forgetWhereGone(registration: ServiceWorkerRegistration): Promise<void> {
  const answer = await fetch(WORKER, { cache: 'no-store' });
  const isScript = answer.headers.get('content-type')?.includes('javascript') === true;
  if (answer.ok ? isScript : ![404, 410].includes(answer.status)) return;
  const ours = `packetwalk ${registration.scope} `;
  await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith(ours)) await caches.delete(name);
}

/** Lets the waiting version take the place of this one, and loads the page again; `loads`: how often it has been for that already. */
function takeOver(waiting: ServiceWorker, reload: () => void, loads = 0): void {
  if (waiting.state !== 'installed') {
    reload();
    return;
  }
  navigator.serviceWorker.addEventListener('controllerchange', reload, { once: true });
  window.setTimeout(() => {
    noteLoads(loads + 1);
    reload();
  }, PATIENCE);
  waiting.postMessage('take-over');
}

/** A page that was loaded while its version still answered is of that one, whichever has taken over since. */
async function isOfAnother(): Promise<boolean> {
  const name = entryScript()?.split('/').at(-1);
  const page = await fetch('./').then(
    (answer) => answer.text(),
    () => name,
  );
  return name !== undefined && page?.includes(name) === false;
}

/** Storage may be refused: then a version that was not ready in time is offered again. */
function noteLoads(loads: number): void {
  try {
    sessionStorage.setItem(LOADED_FOR, String(loads));
  } catch {
    // As above.
  }
}

function takeLoads(): number {
  try {
    const loads = Number(sessionStorage.getItem(LOADED_FOR));
    sessionStorage.removeItem(LOADED_FOR);
    return loads;
  } catch {
    return 0;
  }
}

function entryScript(): string | undefined {
  return document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src;
}
