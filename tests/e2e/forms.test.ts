import { seriousProblems } from './axe.ts';
import { expect, test } from './page-test.ts';
import { openBoard } from './requests.ts';
import { dropFile, SHOP } from './screen.ts';

test('a selector typed into the form is kept on Enter, and asked about on Escape', async ({ page }) => {
  await openBoard(page, SHOP);
  const service = page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /^Service web[ ,]/ });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await service.press('Enter');
  const selector = inspector.getByRole('textbox', { name: 'selector' });

  await selector.fill('app=nobody');
  await selector.press('Enter');
  await expect(service).toContainText('no endpoint');
  await expect(selector).toHaveValue('app=nobody');

  const question = inspector.getByRole('alertdialog', { name: 'Keep what you typed for selector?' });
  await selector.fill('app=web');
  await selector.press('Escape');
  await expect(question.getByRole('button', { name: 'Keep' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(selector).toBeFocused();
  await expect(selector).toHaveValue('app=web');
  await selector.press('Escape');
  await page.keyboard.press('Enter');
  await expect(service).toContainText('2 of 2 ready');

  await selector.fill('app=other');
  await selector.press('Escape');
  await question.getByRole('button', { name: 'Discard' }).click();
  await expect(selector).toHaveValue('app=web');
  await expect(service).toContainText('2 of 2 ready');

  // Nothing typed, nothing to ask: Escape does what it does elsewhere.
  await selector.press('Escape');
  await expect(question).toBeHidden();
});

test('several labels: Shift and Enter begin a line, Enter keeps them', async ({ page }) => {
  await openBoard(page, SHOP);
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: /^Service web[ ,]/ })
    .press('Enter');
  const selector = page.getByRole('region', { name: 'Inspector' }).getByRole('textbox', { name: 'selector' });
  await selector.press('End');
  await selector.press('Shift+Enter');
  await selector.pressSequentially('tier=front');
  await selector.press('Enter');
  await expect(selector).toHaveValue('app=web\ntier=front');
  await expect(page.getByRole('banner').getByRole('button', { name: 'Undo' })).toBeEnabled();
});

test('a port that is none is told at its field, with what was expected; in YAML at its line', async ({ page }) => {
  await openBoard(page, SHOP);
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: /^Service web[ ,]/ })
    .press('Enter');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const port = inspector.getByRole('textbox', { name: 'port of 80', exact: true });
  await port.fill('eighty');
  await port.press('Enter');
  await expect(port).toHaveAttribute('aria-invalid', 'true');
  await expect(port).toHaveAccessibleDescription('Expected a number from 1 to 65535, found “eighty”.');
  // It has the width of all fields of the port.
  const said = await inspector.getByText('Expected a number from 1 to 65535').boundingBox();
  const field = await port.boundingBox();
  expect(said?.width).toBeGreaterThan(2.5 * (field?.width ?? Infinity));
  await port.press('Escape');
  await expect(port).toHaveValue('80');
  await expect(port).toHaveAttribute('aria-invalid', 'false');
  // What was typed is taken back, and stays that when the field is left.
  await port.fill('81');
  await port.press('Escape');
  await expect(port).toHaveValue('80');
  await port.press('Tab');
  await expect(port).toHaveValue('80');

  await inspector.getByRole('tab', { name: 'YAML' }).click();
  const text = inspector.getByRole('textbox', { name: 'YAML of Service shop/web' });
  await expect(text).toContainText('port: 80');
  await text.getByText('80', { exact: true }).dblclick();
  await page.keyboard.type('eighty');
  await expect(inspector.getByRole('list', { name: 'What is wrong in this text' })).toContainText(
    /line \d+, column \d+.*spec\.ports\[0\]\.port: json: cannot unmarshal string into Go struct field .*int32/,
  );
});

test('what is typed into a field and not kept is in it again after a reload, until it is kept or taken back', async ({
  page,
}) => {
  await openBoard(page, SHOP);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const port = inspector.getByRole('textbox', { name: 'port of 80', exact: true });
  const found = page.getByText('What you wrote and did not apply is here again.');
  const left = /^Typed before and not kept yet/;
  await canvas.getByRole('button', { name: /^Service web[ ,]/ }).press('Enter');
  await test.step('one that the short form has', async () => {
    await port.fill('808');
    await page.reload();
    await expect(found).toBeVisible();
    await page.getByRole('button', { name: 'Show it' }).click();
    await expect(port).toHaveValue('808');
    await expect(port).toHaveAccessibleDescription(left);
    expect(await seriousProblems(page), 'a field that was left').toEqual([]);
    // Who passes it keeps nothing.
    await port.focus();
    await page.keyboard.press('Tab');
    await expect(port).toHaveValue('808');
    await expect(page.getByRole('banner').getByRole('button', { name: 'Undo' })).toBeDisabled();
    await port.press('End');
    await page.keyboard.type('0');
    await expect(port).not.toHaveAccessibleDescription(left);
    await port.press('Enter');
    await expect(inspector.getByRole('textbox', { name: 'port of 8080', exact: true })).toHaveValue('8080');
  });
  await test.step('one that was just added, among more fields', async () => {
    await inspector.getByText('More fields').click();
    await inspector.getByRole('combobox', { name: 'Add to spec' }).selectOption('loadBalancerClass');
    await inspector.getByRole('textbox', { name: 'loadBalancerClass' }).fill('example.com/');
    await page.reload();
    await page.getByRole('button', { name: 'Show it' }).click();
    await expect(inspector.getByRole('textbox', { name: 'loadBalancerClass' })).toHaveValue('example.com/');
    await inspector.getByRole('textbox', { name: 'loadBalancerClass' }).press('Escape');
    await page.reload();
    await expect(canvas.getByRole('button', { name: /^Service web[ ,]/ })).toBeVisible();
    await expect(found).toBeHidden();
  });
});

test('a source that is none marks From, a target that is none the URL', async ({ page }) => {
  await openBoard(page, SHOP);
  const bar = page.getByRole('region', { name: 'Request' });
  const [from, url] = [bar.getByRole('combobox', { name: 'From' }), bar.getByRole('combobox', { name: 'URL' })];
  await from.fill('pod/shop/nobody');
  await url.fill('http://web');
  await url.press('Enter');
  await expect(from).toHaveAttribute('aria-invalid', 'true');
  await expect(from).toHaveAccessibleDescription(/there is no pod "shop\/nobody"/);
  await expect(url).toHaveAttribute('aria-invalid', 'false');

  await from.fill('pod/shop/client');
  await url.fill('gopher://web');
  await url.press('Enter');
  await expect(url).toHaveAttribute('aria-invalid', 'true');
  await expect(from).toHaveAttribute('aria-invalid', 'false');
});

test('what a field means is told where the pointer rests on it and where it has the focus, with the official page', async ({
  page,
}) => {
  await openBoard(page, SHOP);
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: /^Service web[ ,]/ })
    .press('Enter');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const told = page.getByRole('tooltip');
  const type = inspector.getByRole('combobox', { name: 'type', exact: true });
  await expect(type).toHaveAccessibleDescription(/^type: .*kubernetes\.io: Service$/);
  const before = await type.boundingBox();
  await inspector.getByText('selector', { exact: true }).hover();
  await expect(told).toContainText('selector: ');
  await expect(told).toContainText('kubernetes.io: Service');
  await type.focus();
  await expect(told).toContainText('type: ');
  expect(await type.boundingBox()).toEqual(before);
  // It stands beside the form, and hides nothing of it.
  const [form, tip] = [await inspector.boundingBox(), await told.boundingBox()];
  expect((tip?.x ?? Infinity) + (tip?.width ?? 0)).toBeLessThanOrEqual(form?.x ?? 0);
  await page.keyboard.press('Tab');
  await expect(told).toContainText('internalTrafficPolicy: ');
  await page.keyboard.press('Escape');
  await expect(told).toBeHidden();
});

test('ports of a Service are added and removed in their table, and an emptied targetPort is taken', async ({
  page,
}) => {
  await openBoard(page, SHOP);
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: /^Service web[ ,]/ })
    .press('Enter');
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const ports = inspector.getByRole('textbox', { name: /^port of / });
  await expect(inspector.getByRole('button', { name: /^Remove port/ })).toHaveCount(0);
  const target = inspector.getByRole('textbox', { name: 'targetPort of 80', exact: true });
  await target.fill('');
  await target.press('Enter');
  await expect(target).toHaveValue('80');
  await expect(target).toHaveAttribute('aria-invalid', 'false');
  await inspector.getByRole('button', { name: 'Add a port' }).click();
  await expect(ports).toHaveCount(2);
  await expect(ports.last()).toBeFocused();
  await inspector.getByRole('button', { name: 'Remove port http' }).click();
  await expect(ports).toHaveCount(1);
  await inspector.getByRole('combobox', { name: 'type', exact: true }).selectOption('ExternalName');
  await expect(inspector.getByRole('textbox', { name: 'externalName' })).toHaveValue('example.com');
});

test('what the API server refuses is said on import, among the findings, on the board, in the form, and at a field of it', async ({
  page,
}) => {
  await openBoard(page, SHOP);
  const refused = SHOP.replace('labels: { app: web } }\n    spec', 'labels: { app: web, tier: "b c" } }\n    spec');
  await dropFile(page, 'refused.yaml', refused);
  const dialog = page.getByRole('dialog', { name: 'Import refused.yaml' });
  await expect(dialog).toContainText('The API server would not take Deployment shop/web as written');
  await expect(dialog).toContainText('spec.template.metadata.labels.tier: Invalid value: "b c"');
  await dialog.getByRole('button', { name: 'Replace the board' }).click();
  const canvas = page.getByRole('region', { name: 'Canvas' });
  await expect(canvas.getByRole('img', { name: '1 error' }).first()).toBeVisible();
  await page
    .getByRole('banner')
    .getByRole('button', { name: /finding/ })
    .filter({ visible: true })
    .click();
  const findings = page.getByRole('dialog', { name: 'Findings' });
  await expect(findings).toContainText('spec.template.metadata.labels.tier: Invalid value: "b c"');
  await findings.getByRole('button', { name: 'Deployment shop/web' }).click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByRole('list', { name: 'Findings' })).toContainText('labels.tier: Invalid value: "b c"');

  await canvas.getByRole('button', { name: /^Service web[ ,]/ }).press('Enter');
  const more = inspector.getByText('More fields');
  await expect(more).toBeVisible();
  await more.click();
  await inspector.getByRole('combobox', { name: 'Add to spec' }).selectOption('trafficDistribution');
  const field = inspector.getByRole('textbox', { name: 'trafficDistribution' });
  await field.fill('Nearby');
  await field.press('Enter');
  await expect(field).toHaveAccessibleDescription(/Unsupported value: "Nearby": supported values: "PreferClose"/);
});

test('a form of what is written and not applied stops at what the API server refuses because of the rest of the cluster', async ({
  page,
}) => {
  const ports = (name: string, nodePort: number): string => `---
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, nodePort: ${nodePort} }] }
`;
  await openBoard(page, `${SHOP}\n${ports('one', 30_001)}${ports('two', 30_002)}`);
  const inspector = page.getByRole('region', { name: 'Inspector' });
  const undo = page.getByRole('banner').getByRole('button', { name: 'Undo' });
  await page
    .getByRole('region', { name: 'Canvas' })
    .getByRole('button', { name: /^Service two[ ,]/ })
    .press('Enter');
  await inspector.getByRole('tab', { name: 'YAML' }).click();
  const text = inspector.getByRole('textbox', { name: 'YAML of Service shop/two' });
  await text.getByText('30002', { exact: true }).dblclick();
  await page.keyboard.type('30001');
  await inspector.getByRole('tab', { name: 'Fields' }).click();
  await inspector.getByRole('button', { name: 'Apply' }).click();
  await expect(
    inspector.getByText(/^Nothing is applied, as the API server would refuse it: .*30001.*already allocated/),
  ).toBeVisible();
  await expect(undo).toBeDisabled();
  await inspector.getByRole('tab', { name: 'YAML' }).click();
  await text.getByText('30001', { exact: true }).dblclick();
  await page.keyboard.type('30003');
  await inspector.getByRole('tab', { name: 'Fields' }).click();
  await inspector.getByRole('button', { name: 'Apply' }).click();
  await expect(undo).toBeEnabled();
});
