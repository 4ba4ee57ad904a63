/** Hands a file to the person. */
export function download({ name, text }: { readonly name: string; readonly text: string }): void {
  downloadBlob({ name, blob: new Blob([text], { type: 'text/plain' }) });
}

export function downloadBlob({ name, blob }: { readonly name: string; readonly blob: Blob }): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A title as the name of a file: "Pod to Service" is "pod-to-service". */
export function fileName(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? 'scenario' : words.join('-').slice(0, 60);
}
