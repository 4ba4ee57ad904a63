/** From which node ports are given, ends included: the default of --service-node-port-range. // pkg/controlplane/apiserver/options */
export const NODE_PORTS = { from: 30_000, to: 32_767 } as const;
