import { readdirSync, readFileSync } from 'node:fs';
import type { Browser } from '@playwright/test';

// Linux gives times in hundredths of a second: sysconf(_SC_CLK_TCK), proc(5).
const TICK = 10;

/** Milliseconds of processor time that a browser's processes have used since they started, one figure for each. */
export type ProcessTimes = ReadonlyMap<number, number>;

/** All processes of a browser, those that ended left out. */
export async function readBrowser(browser: Browser): Promise<ProcessTimes> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return new Map(processInfo.map(({ id, cpuTime }) => [id, processTime(id) ?? cpuTime * 1000]));
}

/** Milliseconds between two readings; a process that ended in between counts as far as it was known. */
export function usedBetween(before: ProcessTimes, after: ProcessTimes): number {
  let used = 0;
  for (const [id, time] of after) used += time - (before.get(id) ?? 0);
  return used;
}

function processTime(id: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${id}/task`);
    let nanoseconds = 0;
    for (const thread of threads) {
      nanoseconds += Number(readFileSync(`/proc/${id}/task/${thread}/schedstat`, 'utf8').split(' ')[0]);
    }
    return nanoseconds / 1e6;
  } catch {
    return undefined;
  }
}

/** Milliseconds of work of the whole machine and of this program since they started; undefined where nobody tells. */
export function readMachine(): { readonly busy: number; readonly own: number } | undefined {
  try {
    const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (
      readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
    )
      .split(/\s+/)
      .map(Number);
    const { user: ownUser, system: ownSystem } = process.cpuUsage();
    return { busy: (user + nice + system + irq + softirq) * TICK, own: (ownUser + ownSystem) / 1000 };
  } catch {
    return undefined;
  }
}
