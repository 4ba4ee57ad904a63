/** An object a program acted for. Linux never looks inside; only narration and features do. */
export interface Subject {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Which program wrote a route, rule, neighbour or socket, and on behalf of which object. Opaque to `engine/linux`. */
export interface Origin {
  /** e.g. "kube-proxy", "cni/bridge", "kubelet", "kernel", "masquerade". */
  readonly program: string;
  readonly subject?: Subject;
  /** The part of the subject it stands for, e.g. ["spec", "ingress", 1]. */
  readonly path?: readonly (string | number)[];
}

export const KERNEL: Origin = { program: 'kernel' };
