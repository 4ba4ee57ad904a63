interface PolicyFactory {
  readonly createPolicy: (name: string, rules: { readonly createScriptURL: (url: string) => string | null }) => unknown;
}

/**
 * Lets workers come from the page's own folder and from nowhere else. The page's policy wants every address of a script to be
 * trusted by somebody; HTML and the text of scripts are trusted by nobody. Where the browser has no Trusted Types, the policy's
 * `worker-src` still stands.
 */
export function trustOwnScripts(): void {
  const { trustedTypes } = window as { readonly trustedTypes?: PolicyFactory };
  const folder = new URL('.', document.baseURI).href;
  trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => (new URL(url, document.baseURI).href.startsWith(folder) ? url : null),
  });
}
