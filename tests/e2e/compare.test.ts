import { readFile } from 'node:fs/promises';
import { seriousProblems } from './axe.ts';
import { expect, test } from './page-test.ts';
import { openBoard, openManifests, sendRequest } from './requests.ts';
import { openAndPause, SHOP } from './screen.ts';

test('one request under two modes: both verdicts, what each costs, and where they differ', async ({ page }) => {
  await openAndPause(page);
  await page.getByRole('region', { name: 'Walk' }).getByRole('button', { name: 'Compare walks' }).click();
  const dialog = page.getByRole('dialog', { name: 'Compare walks' });
  await dialog.getByRole('combobox', { name: 'First mode' }).selectOption('iptables');
  await dialog.getByRole('combobox', { name: 'Second mode' }).selectOption('nftables');
  await expect(dialog.getByText('Reachable', { exact: true })).toHaveCount(2);

  const row = (name: RegExp) => dialog.getByRole('row', { name }).getByRole('cell');
  const answers = await row(/^Who answers/).allInnerTexts();
  expect(answers).toHaveLength(2);
  expect(answers[0]).toMatch(/^Pod shop\/cart-/);
  expect(answers[1]).toBe(answers[0]);
  await expect(row(/^Service found in/).first()).toContainText('KUBE-SERVICES');
  await expect(row(/^Service found in/).last()).toContainText('service-ips');
  const counts = (await row(/^Rules evaluated/).allInnerTexts()).map((text) => Number.parseInt(text, 10));
  expect(counts.every((count) => count > 0)).toBe(true);
  expect(counts[0]).not.toBe(counts[1]);
  await expect(dialog.getByRole('rowheader', { name: /^Rules evaluated ≠? ?differs/ })).toBeVisible();
  await expect(dialog.getByRole('rowheader', { name: 'Who answers', exact: true })).toBeVisible();

  await expect(dialog.getByText(/^\d+ of \d+ hops differ$/)).toBeVisible();
  const hops = dialog.getByRole('rowheader', { name: /^Hop \d+/ });
  const all = await hops.count();
  await dialog.getByRole('checkbox', { name: 'Only what differs' }).check();
  expect(await hops.count()).toBeLessThan(all);
  await hops
    .first()
    .getByRole('button', { name: /^Show all/ })
    .press('Enter');
  await expect(hops.first().getByRole('button', { name: /^Show fewer steps/ })).toBeFocused();
  await expect(dialog.getByRole('row', { name: 'alike' }).first()).toBeVisible();
  expect(await seriousProblems(page), 'hop by hop').toEqual([]);

  await dialog.getByRole('combobox', { name: 'Second mode' }).selectOption('ebpf');
  await expect(row(/^Service found in/).last()).toContainText('cgroup/connect4');
  await expect(row(/^Who answers/).last()).toHaveText(answers[0] ?? '');

  await dialog.getByRole('combobox', { name: 'Second mode' }).selectOption('iptables');
  await expect(dialog.getByText('The walks are alike in every hop and step.')).toBeVisible();
  await dialog.getByRole('combobox', { name: 'Second request' }).selectOption({ index: 3 });
  await expect(dialog.getByRole('rowheader', { name: /^Request ≠? ?differs/ })).toBeVisible();
  await expect(dialog.getByText(/^\d+ of \d+ hops differ$/)).toBeVisible();
});

test('one request under two pod networks, and under two versions of kube-proxy', async ({ page }) => {
  await openAndPause(page);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Compare walks' });
  await dialog.getByRole('combobox', { name: 'Second mode' }).selectOption('');
  await dialog.getByRole('combobox', { name: 'Second pod network' }).selectOption('flannel');
  await expect(dialog.getByRole('rowheader', { name: /^Pod network ≠? ?differs/ })).toBeVisible();
  const crossing = dialog.getByRole('rowheader', { name: /^Hop 2/ });
  await crossing.getByRole('button', { name: /^Show all/ }).click();
  await expect(dialog.getByRole('row', { name: 'differs' }).filter({ hasText: 'flannel.1' }).first()).toBeAttached();

  await dialog.getByRole('button', { name: /^Walk all \d+$/ }).click();
  await expect(dialog.getByText(/^All \d+ end alike\.$/)).toBeVisible();

  await dialog.getByRole('combobox', { name: 'Second pod network' }).selectOption('');
  for (const which of ['First', 'Second'])
    await dialog.getByRole('combobox', { name: `${which} mode` }).selectOption('nftables');
  await dialog.getByRole('combobox', { name: 'First version' }).selectOption('1.35');
  await dialog.getByRole('combobox', { name: 'Second version' }).selectOption('1.36');
  await expect(dialog.getByText('Reachable', { exact: true })).toHaveCount(2);
  await expect(dialog.getByRole('rowheader', { name: /^Rules evaluated ≠? ?differs/ })).toBeVisible();
  await dialog.getByRole('button', { name: 'Use these settings' }).last().click();
  await expect(page.getByText('The cluster uses nftables, Kubernetes 1.36 now.')).toBeVisible();
});

test('the board before an edit, and another board of the browser', async ({ page }) => {
  await openAndPause(page);
  await openManifests(page, 'shop.yaml', SHOP);
  await sendRequest(page, 'pod/shop/client', 'http://web.shop/');
  const service = page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /^Service web / });
  await service.click();
  await page.keyboard.press('Delete');
  await expect(service).toHaveCount(0);
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Compare walks' });
  await dialog
    .getByRole('combobox', { name: 'First board' })
    .selectOption({ label: 'Before “Delete Service shop/web”' });
  await dialog.getByRole('combobox', { name: 'Second mode' }).selectOption('');
  const verdicts = dialog.getByRole('row', { name: /^Verdict/ }).getByRole('cell');
  await expect(verdicts.first()).toContainText('Reachable');
  await expect(verdicts.last()).toContainText('Unreachable');
  await expect(dialog.getByRole('rowheader', { name: /^Board ≠? ?differs/ })).toBeVisible();
  await page.keyboard.press('Escape');

  // A board that was changed is kept, and is another one once a lesson is open.
  await page.getByRole('button', { name: 'New', exact: true }).click();
  await page.getByRole('button', { name: 'kind', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Node kind-worker2/ })).toBeAttached();
  await sendRequest(page, 'node/kind-worker', 'http://10.96.0.1/');
  await page.keyboard.press('c');
  await dialog.getByRole('combobox', { name: 'Second board' }).selectOption({ label: 'shop' });
  await expect(verdicts.last()).toContainText('kind-worker');
  expect(await seriousProblems(page), 'another board').toEqual([]);
});

test('settings that were compared become the cluster’s, and the lab script of a cluster is offered', async ({
  page,
}) => {
  await openAndPause(page);
  await test.step('settings that were compared become the cluster’s, and back again', async () => {
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'Compare walks' });
    await dialog.getByRole('button', { name: 'Use these settings' }).click();
    await expect(dialog.getByRole('button', { name: 'Use these settings' })).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(page.getByText(/^The cluster uses nftables now/)).toBeVisible();
    await page.getByRole('banner').getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByText(/^Undone: Use kube-proxy mode nftables/)).toBeVisible();
  });

  await test.step('a node offers the lab script', async () => {
    const canvas = page.getByRole('region', { name: 'Canvas' });
    await canvas.getByRole('button', { name: /^Node node-2/ }).press('Enter');
    const inspector = page.getByRole('region', { name: 'Inspector' });
    await inspector.getByRole('button', { name: 'Run it on a real kernel' }).click();
    await expect(page.getByRole('dialog', { name: 'Export' }).getByText('needs Linux and root')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('the palette opens the lab script, which is a bash script of this scenario', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.getByRole('combobox', { name: /command/ }).fill('real kernel');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await expect(dialog.getByRole('list', { name: 'How to use it' })).toContainText('sudo bash packetwalk-lab.sh up');
    await expect(dialog.getByRole('region', { name: 'Preview' })).toContainText('#!');
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Download' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('packetwalk-lab.sh');
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toMatch(/^#!.*\bbash\n/);
    for (const node of ['node-1', 'node-2', 'node-3']) expect(text).toContain(`node/${node}`);
  });
});

const BLOCK = `apiVersion: v1
kind: Node
metadata: { name: n1 }
spec: { podCIDR: 10.244.0.0/24 }
status: { addresses: [{ type: InternalIP, address: 192.168.0.11 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec: { nodeName: n1, containers: [{ name: web, image: nginx, ports: [{ containerPort: 80 }] }] }
---
apiVersion: v1
kind: Pod
metadata: { name: db, labels: { app: db } }
spec: { nodeName: n1, containers: [{ name: db, image: postgres, ports: [{ containerPort: 5432 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: db }
spec: { selector: { app: db }, ports: [{ port: 5432 }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress: [{ from: [{ ipBlock: { cidr: 10.244.0.0/16 } }] }]
`;

test('one policy in four networks: who gets through, and why it is otherwise', async ({ page }) => {
  await openBoard(page, BLOCK);
  await sendRequest(page, 'pod/default/web', 'tcp://db:5432');
  await page.keyboard.press('c');
  const dialog = page.getByRole('dialog', { name: 'Compare walks' });
  await dialog.getByText('Four networks').click();
  await dialog.getByRole('button', { name: 'Walk it in all four' }).click();
  await expect(dialog.getByText('It ends otherwise.')).toBeVisible();
  const ends = dialog.getByRole('cell');
  const verdicts = dialog.getByRole('table').getByText(/^(Reachable|Unreachable)$/);
  await expect(verdicts).toHaveText(['Reachable', 'Reachable', 'Unreachable', 'Reachable']);
  await expect(ends.nth(2)).toContainText('Cilium matches no CIDR with pods and nodes');
  await expect(ends.nth(3)).toContainText('The CNI flannel does not enforce NetworkPolicies');
  await dialog.getByRole('combobox', { name: 'Network 3' }).selectOption('gke-dataplane-v2');
  await dialog.getByRole('button', { name: 'Walk it in all four' }).click();
  await expect(ends.nth(2)).toContainText('Unreachable');
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    expect(await seriousProblems(page), `at ${width}`).toEqual([]);
  }
});
