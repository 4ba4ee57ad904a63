const SYSTEM = /^kube-/;

/** The cluster's own machinery: namespaces of the prefix that is kept for it, and the API server's Service. kubernetes.io/docs namespaces */
export function isSystem({ namespace, name }: { readonly namespace: string; readonly name: string }): boolean {
  return isSystemNamespace(namespace) || (namespace === 'default' && name === 'kubernetes');
}

export function isSystemNamespace(namespace: string): boolean {
  return SYSTEM.test(namespace);
}
