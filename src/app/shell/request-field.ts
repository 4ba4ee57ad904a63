/** To the URL in the region named Request. */
export function focusRequest(): void {
  const target = document.querySelector<HTMLInputElement>('[aria-label="Request"] input[aria-label="URL"]');
  target?.focus();
  target?.select();
}
