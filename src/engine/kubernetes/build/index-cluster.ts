import type { Cluster } from '../cluster/cluster.ts';
import type { MistakeFinders } from '../findings/cluster-checks.ts';
import type { ClusterFacts } from './cluster-facts.ts';
import { createNameIndex } from '../matching/label-index.ts';
import { indexNodes } from '../matching/node-index.ts';
import type { About, Finding } from '../model/finding.ts';
import { once } from '../tools/once.ts';

/** What clusters were made of (change-facts.ts). */
export const factsKnown = new WeakMap<Cluster, ClusterFacts>();

/** The cluster of these facts: every look-up is made of them and of nothing else. Nothing is computed before it is asked for. */
export function indexCluster(facts: ClusterFacts): Cluster {
  const { settings, nodes, pods, services, ingresses, store, assumptions } = facts;
  const ingressIndex = createNameIndex(ingresses);
  const gateways = once(() => facts.gateways(cluster));
  const gatewayIndex = once(() => createNameIndex(gateways()));
  const entries = once(() => facts.entries(cluster));
  const findings = once(() => facts.findings(cluster));
  const cluster: Cluster = {
    settings,
    get namespaces() {
      return facts.namespaces();
    },
    nodes,
    get pods() {
      return pods.all();
    },
    services: services.all,
    ingresses,
    get gateways() {
      return gateways();
    },
    get entries() {
      return entries();
    },
    get workloads() {
      return facts.workloads();
    },
    get objects() {
      return store.all;
    },
    ofKind: store.ofKind,
    refsOf: store.refsOf,
    few: store.few,
    get notRead() {
      return store.notRead;
    },
    node: (name) => indexNodes(nodes).byName.get(name),
    pod: pods.find,
    service: services.find,
    serviceAddresses: facts.serviceAddresses,
    ingress: ingressIndex.find,
    gateway: (namespace, name) => gatewayIndex().find(namespace, name),
    podsOn: pods.on,
    seats: pods.seats,
    portTakersOn: pods.portTakersOn,
    podsAstray: once(() => pods.astray(nodes)),
    owner: (ip) => indexNodes(nodes).byIp().get(ip) ?? pods.holder(ip),
    gatewayAddresses: (host) => facts.gatewayAddresses(cluster, host),
    keptAddresses: () => facts.keptAddresses(cluster),
    get findings() {
      return findings();
    },
    assumptions,
  };
  factsKnown.set(cluster, facts);
  return cluster;
}

/** The same with what looks for mistakes, where the engine that built the cluster has none; `about`: all findings about these objects, at least. */
export function findingsBy(cluster: Cluster, finders: MistakeFinders, about?: About): readonly Finding[] {
  return factsKnown.get(cluster)?.findings(cluster, finders, about) ?? cluster.findings;
}

/** Those of a cluster's findings that are about these objects, without looking at what has no bearing on them. */
export function findingsAbout(cluster: Cluster, about: About): readonly Finding[] {
  const found = factsKnown.get(cluster)?.findings(cluster, undefined, about) ?? cluster.findings;
  return found.filter(({ object }) => about(object));
}
