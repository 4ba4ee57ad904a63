// API groups of several kinds.

export const CORE = '';
export const APPS = 'apps';
export const BATCH = 'batch';
export const DISCOVERY = 'discovery.k8s.io';
export const NETWORKING = 'networking.k8s.io';
export const POLICY_NETWORKING = 'policy.networking.k8s.io';
export const GATEWAY_API = 'gateway.networking.k8s.io';
/** Served what has moved to other groups. */
export const EXTENSIONS = 'extensions';
