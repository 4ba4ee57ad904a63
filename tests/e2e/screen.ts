import type { Locator, Page } from '@playwright/test';
import { expect } from './page-test.ts';

/** "Step 3 of 41": where in the walk the page is. */
export async function shownStep(page: Page): Promise<string> {
  return (await position(page).getAttribute('aria-valuetext')) ?? '';
}

/** The number of the step on the screen, from 1. */
export async function stepNumber(page: Page): Promise<number> {
  return Number(/\d+/.exec(await shownStep(page))?.[0]);
}

function position(page: Page): Locator {
  return page.getByRole('slider', { name: 'Position in the walk' });
}

/** Opens the page for the first time and stops the walk that it plays. */
export async function openAndPause(page: Page, address = './'): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
}

/**
 * Walks and timelines are played as fast as a machine with few frames a second lets them: for tests of where they go and how they
 * end. Each frame stands for the longest time that one can (clock.ts); what is not played takes the time that it takes.
 */
export async function hurry(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const FASTER = 8;
    const frame = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (run) => frame((now) => run(now * FASTER));
  });
}

/** How much of the walk is told; a page begins with the story. */
export async function chooseDepth(page: Page, depth: 'Story' | 'Hops' | 'Rules'): Promise<void> {
  const choice = page.getByRole('radiogroup', { name: 'Depth', includeHidden: true });
  const radio = choice.getByRole('radio', { name: depth, includeHidden: true });
  // Not check(): a page that still wakes holds the click, and makes it as soon as it can.
  await radio.click({ force: true });
  await expect(radio).toBeChecked();
}

/** Drops a file of this text on the page. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content ?? ''], fileName ?? '', { type: 'text/plain' }));
      return data;
    },
    [name, text] as const,
  );
  const target = page.getByRole('region', { name: 'Canvas' });
  for (const type of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(type, { dataTransfer: transfer });
}

/** A shop on two nodes: a Service with two pods behind it, and a client. */
export const SHOP = `apiVersion: v1
kind: Node
metadata: { name: alpha }
---
apiVersion: v1
kind: Node
metadata: { name: beta }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: nginx
          ports: [{ containerPort: 8080 }]
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080 }]
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: shop }
spec:
  nodeName: alpha
  containers: [{ name: sh, image: busybox }]
---
apiVersion: example.org/v1
kind: Unheard
metadata: { name: of }
`;
