import { SHOP } from './screen.ts';

/** A shop whose database talks to its web pods alone, behind a Gateway that sends a tenth to the canary. */
export const GUARDED_SHOP = `${SHOP}---
apiVersion: v1
kind: Service
metadata: { name: canary, namespace: shop }
spec: { selector: { app: db }, ports: [{ port: 80, targetPort: 5432 }] }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: db, namespace: shop }
spec:
  replicas: 1
  selector: { matchLabels: { app: db } }
  template:
    metadata: { labels: { app: db } }
    spec: { containers: [{ name: db, image: postgres, ports: [{ containerPort: 5432 }] }] }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: only-web, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  ingress: [{ from: [{ podSelector: { matchLabels: { app: web } } }], ports: [{ port: 5432 }] }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: eg }
spec: { controllerName: example.net/gateway }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: front, namespace: shop }
spec:
  gatewayClassName: eg
  listeners: [{ name: tls, port: 443, protocol: HTTPS, hostname: shop.example, tls: { certificateRefs: [{ name: cert }] } }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: shop, namespace: shop }
spec:
  parentRefs: [{ name: front }]
  rules: [{ backendRefs: [{ name: web, port: 80, weight: 9 }, { name: canary, port: 80, weight: 1 }] }]
`;
