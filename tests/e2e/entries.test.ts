import { expect, test } from './page-test.ts';
import { GUARDED_SHOP } from './policies.ts';
import { openBoard, openManifests, sendRequest } from './requests.ts';
import { chooseDepth, dropFile, openAndPause, SHOP } from './screen.ts';

test('policies and Gateways: what is wrong before the import, and what stands on the board', async ({ page }) => {
  await openAndPause(page);
  await test.step('what is wrong with a policy or a Gateway is told before it is imported', async () => {
    await dropFile(page, 'shop.yaml', GUARDED_SHOP.replace('backendRefs: [{ name: web,', 'backendRefs: [{ name: wep,'));
    await expect(page.getByRole('dialog')).toContainText(/wep/);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('a Gateway stands on the board with its listeners and routes; guarded pods carry a shield', async () => {
    await dropFile(page, 'shop.yaml', GUARDED_SHOP);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /Replace/ })
      .click();
    const canvas = page.getByRole('region', { name: 'Canvas' });
    const gateway = canvas.getByRole('button', { name: /^Gateway front/ });
    await expect(gateway).toContainText(':443 HTTPS');
    await expect(gateway).toContainText('→ web, canary');
    await expect(gateway.getByRole('img', { name: 'TLS for shop.example' })).toBeVisible();
    const pod = canvas.getByRole('button', { name: /^Pod db-/ });
    await expect(pod.getByRole('img', { name: 'ingress limited by NetworkPolicy shop/only-web' })).toBeVisible();
    await expect(
      canvas
        .getByRole('button', { name: /^Pod web-/ })
        .first()
        .getByRole('img', { name: /NetworkPolicy/ }),
    ).toHaveCount(0);
  });
});

const ROUTE = `
---
apiVersion: route.openshift.io/v1
kind: Route
metadata: { name: front, namespace: shop }
spec:
  host: shop.apps.example
  tls: { termination: edge }
  to: { kind: Service, name: web }
---
apiVersion: v1
kind: Service
metadata: { name: api, namespace: shop }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: 8080 }] }
`;

test('a Route of OpenShift stands on the board, is found, asked, edited and lights where it decides', async ({
  page,
}) => {
  await openAndPause(page);
  await openManifests(page, 'shop.yaml', SHOP + ROUTE);
  const canvas = page.getByRole('region', { name: 'Canvas' });
  const route = canvas.getByRole('button', { name: /^Route front/ });
  await expect(route).toContainText('shop.apps.example → web');
  await expect(route.getByRole('img', { name: 'TLS for shop.apps.example' })).toBeVisible();

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('front');
  await page.getByRole('option', { name: /front/ }).first().click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector.getByRole('heading', { name: 'Route shop/front' })).toBeVisible();

  await inspector.getByRole('button', { name: 'Send request here' }).click();
  const walk = page.getByRole('region', { name: 'Walk' });
  await expect(walk).toContainText('200');
  await expect(walk).toContainText('Route front: a rule leads to web.');

  await inspector.getByRole('combobox', { name: 'Service' }).selectOption('api');
  await expect(route).toContainText('shop.apps.example → api');
  await inspector.getByRole('combobox', { name: 'termination' }).first().selectOption('');
  await expect(route.getByRole('img', { name: /TLS/ })).toHaveCount(0);
});

const ON_KIND = `
apiVersion: kind.x-k8s.io/v1alpha4
kind: Cluster
nodes:
  - role: control-plane
    extraPortMappings: [{ containerPort: 30080, hostPort: 8080 }]
---
apiVersion: v1
kind: Node
metadata: { name: kind-control-plane }
spec: { podCIDRs: [10.244.0.0/24], providerID: kind://docker/kind/kind-control-plane }
status: { addresses: [{ type: InternalIP, address: 172.18.0.2 }] }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { nodeName: kind-control-plane, containers: [{ name: web, image: web, ports: [{ containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] }
`;

test('the client of a cluster on one’s own machine is the machine, with the ports that are published there', async ({
  page,
}) => {
  await openBoard(page, ON_KIND);
  await sendRequest(page, 'internet', 'http://localhost:8080/');
  const machine = page.getByRole('region', { name: 'Canvas' }).getByRole('button', { name: /Your machine/ });
  await expect(machine).toContainText('8080');
  await expect(machine).toContainText('runs kind');
  const walk = page.getByRole('region', { name: 'Walk' });
  await chooseDepth(page, 'Hops');
  await expect(walk).toContainText('Your machine');
  await machine.click();
  const inspector = page.getByRole('region', { name: 'Inspector' });
  await expect(inspector).toContainText('Published ports (1)');
  await inspector.getByRole('button', { name: /8080 TCP/ }).click();
  await expect(inspector).toContainText('kind-control-plane');
});

const ALB = `
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: public
  namespace: shop
  annotations: { alb.ingress.kubernetes.io/scheme: internet-facing, alb.ingress.kubernetes.io/target-type: ip }
spec:
  ingressClassName: alb
  rules: [{ host: shop.example, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: { number: 80 } } } }] } }]
`;

test('an Ingress of a cloud in the inspector, and what an answer of it rests on, on paper', async ({ page }) => {
  await openBoard(page, SHOP + ALB);
  await test.step('the inspector of an Ingress of a cloud shows what its load balancer calls, asks and finds, and leads to the targets', async () => {
    const canvas = page.getByRole('region', { name: 'Canvas' });
    const inspector = page.getByRole('region', { name: 'Inspector' });
    await canvas.getByRole('button', { name: /^Ingress public/ }).press('Enter');
    const targets = inspector.getByRole('region', { name: /^Targets of web:80/ });
    await expect(targets).toContainText('calls');
    await expect(targets).toContainText(/HTTP GET \/ at port \d+; 200 counts/);
    await expect(targets.getByRole('button')).toHaveCount(2);
    await targets.getByRole('button').first().click();
    await expect(inspector.getByRole('heading', { level: 2 })).toContainText('Pod');
  });

  await test.step('what an answer rests on is unfolded on paper', async () => {
    await sendRequest(page, 'internet', 'http://shop.example/');
    const folded = page.getByRole('region', { name: 'Walk' }).locator('details').first();
    await expect(folded).not.toHaveAttribute('open');
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await expect(folded.getByRole('listitem').first()).toBeVisible();
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect(folded).not.toHaveAttribute('open');
  });
});

test('a finding that one change mends has it as a fix, which is made by a press and can be undone', async ({
  page,
}) => {
  const broken = SHOP.replace(/selector: \{ app: web \}/, 'selector: { app: wbe }');
  expect(broken).not.toBe(SHOP);
  await openBoard(page, broken);
  await page
    .getByRole('banner')
    .getByRole('button', { name: /finding/ })
    .first()
    .click();
  const list = page.getByRole('region', { name: 'Findings on this board' });
  await expect(list).toContainText('Set the selector to app=web.');
  await list.getByRole('button', { name: /^Apply fix/ }).click();
  await expect(list).not.toContainText('Set the selector');
});
