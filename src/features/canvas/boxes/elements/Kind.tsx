/** What kind of thing a card stands for, before its address; a screen reader has been told. */
export function Kind({ kind }: { readonly kind: string }) {
  return (
    <span aria-hidden className="font-sans text-faint in-data-tight:hidden in-data-far:hidden">
      {kind}{' '}
    </span>
  );
}
