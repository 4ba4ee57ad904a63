import type { formatElement, formatNftRule } from './print-nft-rule.ts';

/** How nft prints a rule and an element: at hand once something programs nftables. */
interface NftWords {
  readonly rule: typeof formatNftRule;
  readonly element: typeof formatElement;
}

let installed: NftWords | undefined;

export function installNftWords(words: NftWords): void {
  installed = words;
}

/** undefined: nothing on this page programs nftables. */
export function nftWords(): NftWords | undefined {
  return installed;
}
