/** To the URL of the request. */
export function focusRequest(): void {
  const target = document.querySelector<HTMLInputElement>('[data-region="request"] #request-url');
  target?.focus();
  target?.select();
}
