/** Something a person did to the running cluster; applied in order after the controllers have placed everything. */
export type Intervention =
  /** The pod is deleted and comes back on that node with an address from its podCIDR. */
  | { readonly type: 'reschedule'; readonly namespace: string; readonly pod: string; readonly node: string }
  /** An app container exits and stays down (its listeners are gone, the pod is not ready); the address stays. */
  | {
      readonly type: 'stop-container' | 'start-container';
      readonly namespace: string;
      readonly pod: string;
      readonly container: string;
    }
  /** The sandbox dies: every container restarts in a new network namespace with a new address. */
  | { readonly type: 'kill-sandbox'; readonly namespace: string; readonly pod: string };
