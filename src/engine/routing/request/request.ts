/** Where a request starts. `enters`: a packet with that source address arrives at that node from outside. */
export type RequestSource =
  | { readonly pod: string; readonly container?: string }
  | { readonly node: string }
  | { readonly ip: string; readonly enters: string }
  | { readonly internet: true; readonly ip?: string };

/** One request, as people and files write it. `pod` is "NAMESPACE/NAME"; `to` is a URL. */
export interface TraceRequest {
  readonly id?: string;
  readonly from: RequestSource;
  readonly to: string;
  /** "ingress/NS/NAME", "gateway/NS/NAME" or "gateway/NS/NAME/LISTENER": the host resolves to that entry point's address. */
  readonly via?: string;
  readonly http?: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> };
  /** Source port of the first connection; 40000 when absent. */
  readonly sourcePort?: number;
  /** Length of the IP packet, its header included, of a UDP datagram or an ICMP echo; absent: small. TCP fits its segments to the way. */
  readonly bytes?: number;
}
