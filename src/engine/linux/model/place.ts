/** Identifies a network namespace in a Network, e.g. "node/node-1", "pod/shop/web-0", "internet". Opaque to Linux. */
export type NamespaceId = string;

/** "0a:58:0a:f4:01:05" */
export type Mac = string;

export interface InterfaceRef {
  readonly namespace: NamespaceId;
  readonly interface: string;
}
