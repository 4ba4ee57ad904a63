import type { IdleReason, IrrelevantReason, UnreadEffect } from '../../../engine/unread.ts';

/** What an object that is not read can do to a packet, and what it is said of. */
export const EFFECT_WORDS: Readonly<Record<UnreadEffect, string>> = {
  policy: 'Allows or refuses connections of the pods, namespaces or nodes that it selects.',
  'policy-part': 'Holds what policies refer to: groups, address lists, tiers. It acts through them.',
  chaos: 'Breaks connections or pods on purpose.',
  'mesh-mtls':
    'Decides whether proxies beside the pods demand mutual TLS, which a client without such a proxy cannot speak.',
  'mesh-authorization': 'Lets proxies beside the pods refuse requests.',
  'mesh-traffic': 'Tells the proxies of a mesh where to send requests, and what to change in them.',
  'entry-route': 'Routes requests for a host from a proxy at the edge to Services.',
  'entry-option':
    'Changes what a proxy or load balancer at the edge does with requests: redirects, rewrites, TLS, health checks.',
  'address-pool': 'Decides which addresses LoadBalancer Services get.',
  announcement:
    'Decides whether, and from which nodes, the addresses of LoadBalancer Services are announced to the network outside.',
  'pod-network': 'Decides which addresses pods have and how packets get from node to node.',
  'second-network': 'Gives pods further interfaces and networks.',
  egress: 'Decides by which node, and with which source address, packets leave the cluster.',
  redirect: 'Sends packets for a Service or an address elsewhere.',
  endpoints: 'Adds endpoints or hosts that are not pods of this cluster.',
  names: 'Decides what names outside the cluster resolve to.',
  workload:
    'Owns pods. Those of a pod template at spec.template are made, which is an assumption; others are there only where they are given themselves.',
  operator: 'Lets an operator make pods and Services, which are there only where they are given themselves.',
  replicas: 'Changes how many pods a workload has, down to none.',
  injection: 'Changes pods when they are made, as by adding a proxy.',
  settings: 'Sets up a program of the network: DNS server, proxy, network plugin.',
  traffic: 'Looks as if it were about connections; what it does is not known.',
};

/** Why an object cannot change the fate of a packet. */
export const REASON_WORDS: Readonly<Record<IrrelevantReason, string>> = {
  access: 'Says who may call the API, not who may open a connection.',
  admission: 'Acts when objects are written; those of the input are taken as accepted.',
  certificates: 'Orders certificates; connections are walked without looking into them.',
  counting: 'Changes how many pods there are, never to none; the number in the workload counts.',
  delivery: 'Brings objects into the cluster; what it brings is read where it is given.',
  diagnosis: 'Watches and measures.',
  machines: 'Makes and maintains machines; nodes are read where they are given.',
  pipelines: 'Runs builds or passes on messages, inside pods.',
  record: 'Records what programs have found; nothing acts on it.',
  schema: 'Describes the API itself.',
  scheduling: 'Decides where and when pods run, within what their own fields allow.',
  secrets: 'Fetches or keeps secrets.',
  shadow: 'A draft that is not enforced.',
  storage: 'Is about disks.',
  texts: 'Holds texts for containers. ConfigMaps that set up a program of the network are listed as unread.',
  tool: 'The input of a tool outside the cluster.',
};

/** Why an annotation that a controller acts on changes nothing, in brackets. */
export const IDLE_WORDS: Readonly<Record<IdleReason, string>> = {
  read: 'read of Services',
  tuning: 'tunes connections that are made anyway',
  certificates: 'certificates are not looked at',
};
