import type { Page } from '@playwright/test';
import { APPLICATIONS, manifest } from '../applications.ts';
import { againWhere, expect, test } from './page-test.ts';
import { openManifests, sendRequest, shownWays, suggestions } from './requests.ts';
import { chooseDepth, openAndPause, shownStep } from './screen.ts';

// That every request of theirs comes to a pod and back is a matter of the engine: tests/simulation/applications.test.ts.

for (const { file, objects, skipped, services, onPage } of APPLICATIONS) {
  test(
    `${file}: every Service shows its endpoints, and a request of each kind is walked to a pod and back`,
    againWhere(file !== 'bazaar.yaml'),
    async ({ page }) => {
      await openAndPause(page);
      await openManifests(page, file, manifest(file));
      await expect(page.getByText(new RegExp(`^${objects} objects from ${file}`))).toBeVisible();
      if (skipped !== undefined) await expect(page.getByText(/\d+ skipped/)).toBeVisible();
      const canvas = page.getByRole('region', { name: 'Canvas' });
      for (const { service, endpoints } of services) {
        await expect(canvas.getByRole('button', { name: new RegExp(`^Service\\s+${service}\\s`) })).toContainText(
          endpoints,
        );
      }
      await chooseDepth(page, 'Hops');
      for (const [service, to] of onPage) {
        const requests = services.find((each) => each.service === service)?.requests ?? [];
        const walked = requests.filter((request) => request[1] === to);
        expect(walked).toHaveLength(1);
        for (const request of walked) await walkToAPodAndBack(page, service, request);
      }
    },
  );
}

async function walkToAPodAndBack(page: Page, service: string, [from, to]: readonly [string, string]): Promise<void> {
  const source = await sourceFor(page, from);
  await sendRequest(page, source, await targetFor(page, source, to));
  await test.step(`${from} → ${to}`, async () => {
    const walk = page.getByRole('region', { name: 'Walk' });
    await expect(walk.getByText(/^(Arrives|HTTP 200)$/)).toBeVisible();
    const ways = await shownWays(page);
    expect(ways.length).toBeGreaterThan(0);
    // A proxy answers its client after it has been answered itself: the last request that is open is the next to be replied to.
    const open: (typeof ways)[number][] = [];
    for (const way of ways) {
      if (way.title.endsWith('request')) {
        open.push(way);
        continue;
      }
      expect(way.title).toMatch(/reply$/);
      const there = open.pop();
      expect(way.places[0], service).toBe(there?.places.at(-1));
      expect(way.places.at(-1), service).toBe(there?.places[0]);
    }
    expect(open).toEqual([]);
    expect(ways.findLast(({ title }) => title.endsWith('request'))?.places.at(-1), service).toMatch(/^Pod /);
    await page.getByRole('slider', { name: 'Position in the walk' }).press('End');
    const [at, of] = (await shownStep(page)).match(/\d+/g) ?? [];
    expect(at).toBe(of);
  });
}

/** "a pod of web": the first of that name which the request bar offers. */
async function sourceFor(page: Page, from: string): Promise<string> {
  const name = /^a pod of (.+)$/.exec(from)?.[1];
  if (name === undefined) return from;
  return (await suggestions(page, 'From', `/${name}-`))[0] ?? from;
}

/** "the node port of web": the address which the request bar offers to that source. */
async function targetFor(page: Page, source: string, to: string): Promise<string> {
  const [, kind, name] = /^the (node port|load balancer) of (.+)$/.exec(to) ?? [];
  if (kind === undefined || name === undefined) return to;
  await page.getByRole('region', { name: 'Request' }).getByRole('combobox', { name: 'From' }).fill(source);
  const offered = await suggestions(page, 'URL', `${name} ${kind === 'node port' ? 'nodePort' : kind}`);
  expect(offered.length, `${to} is offered`).toBeGreaterThan(0);
  return offered[0] ?? to;
}
