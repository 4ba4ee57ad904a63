export type DnsType = 'A' | 'AAAA' | 'CNAME' | 'SRV' | 'PTR' | 'TXT' | 'NS' | 'SOA';

/** How a server answers. SERVFAIL: it could not find out, as the server it forwards to did not answer. REFUSED: it is not for it to say. */
export type Rcode = 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';

/** One resource record; names end with a dot, `data` is zone-file text. */
export interface DnsRecord {
  readonly name: string;
  readonly type: DnsType;
  readonly data: string;
}

/** What a server says to one question; no records with NOERROR: the name exists without such records. */
export interface DnsAnswer {
  readonly rcode: Rcode;
  /** CNAMEs first, in the order they are followed. */
  readonly records: readonly DnsRecord[];
}

export const NOT_FOUND: DnsAnswer = { rcode: 'NXDOMAIN', records: [] };
export const NO_DATA: DnsAnswer = { rcode: 'NOERROR', records: [] };
export const FAILED: DnsAnswer = { rcode: 'SERVFAIL', records: [] };
export const REFUSED: DnsAnswer = { rcode: 'REFUSED', records: [] };
