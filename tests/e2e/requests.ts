import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { expect } from './page-test.ts';
import { dropFile } from './screen.ts';

const COMMAND_LINE = fileURLToPath(new URL('../../dist/cli/packetwalk.js', import.meta.url));
const links = new Map<string, string>();

/** The link that the command line makes of manifests, without "#". */
export function linkOf(text: string): string {
  let link = links.get(text);
  if (link === undefined) {
    const made = execFileSync(process.execPath, [COMMAND_LINE, 'link', '-', '--json'], { input: text, stdio: 'pipe' });
    links.set(text, (link = (JSON.parse(made.toString()) as { readonly hash: string }).hash));
  }
  return link;
}

/**
 * Opens the page on these manifests by their link: less than half of the work that the first lesson and an import are. Nothing is
 * walked; comments, and what is not read, are not in it ({@link openManifests}).
 */
export async function openBoard(page: Page, text: string): Promise<void> {
  await page.goto(`./#${linkOf(text)}`);
  await expect(page.getByRole('region', { name: 'Canvas' }).locator('[data-id]').first()).toBeVisible();
}

/** Drops manifests on the page and replaces the board by them; the dialog has shown no error. */
export async function openManifests(page: Page, name: string, text: string): Promise<void> {
  await dropFile(page, name, text);
  const dialog = page.getByRole('dialog', { name: `Import ${name}` });
  await expect(dialog.getByText(/\d+ objects? read\./)).toBeVisible();
  await expect(dialog.getByText('Error', { exact: true })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Replace the board' }).click();
  await expect(dialog).toBeHidden();
}

/** Fills the request bar and sends; the walk that begins is stopped. */
export async function sendRequest(page: Page, from: string, to: string): Promise<void> {
  const bar = page.getByRole('region', { name: 'Request' });
  await bar.getByRole('combobox', { name: 'From' }).fill(from);
  await page.keyboard.press('Escape');
  await bar.getByRole('combobox', { name: 'URL' }).fill(to);
  await page.keyboard.press('Escape');
  await bar.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('button', { name: 'Pause' }).click();
}

/** What the request bar offers for a field, given what is typed. */
export async function suggestions(page: Page, field: 'From' | 'URL', typed: string): Promise<readonly string[]> {
  const combobox = page.getByRole('region', { name: 'Request' }).getByRole('combobox', { name: field });
  await combobox.fill(typed);
  const list = page.getByRole('listbox', { name: field });
  await expect(list).toBeVisible();
  const values = await list.getByRole('option').allInnerTexts();
  await page.keyboard.press('Escape');
  return values.map((value) => value.split(/\s/)[0] ?? '');
}

/** One packet's way through the list of the walk. */
export interface ShownWay {
  readonly title: string;
  /** The places it passes, in order. */
  readonly places: readonly string[];
}

/** The walk on the screen, one way after the other. */
export async function shownWays(page: Page): Promise<readonly ShownWay[]> {
  const hops = page.getByRole('list', { name: 'Walk', exact: true }).locator('> li');
  const texts = await hops.evaluateAll((items) =>
    items.map((item) => ({
      title: item.querySelector<HTMLElement>('h2')?.innerText,
      place: item.querySelector<HTMLElement>('button[data-place]')?.innerText.split('\n')[0] ?? '',
    })),
  );
  const ways: { title: string; places: string[] }[] = [];
  for (const { title, place } of texts) {
    if (title === undefined) ways.at(-1)?.places.push(place);
    else ways.push({ title, places: [place] });
  }
  return ways;
}
