/** The version of the package; vite.config.ts says it. */
declare const PACKETWALK_VERSION: string;
