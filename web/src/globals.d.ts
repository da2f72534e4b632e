/** Set by vite.config.ts: the pages run against src/test/stub.ts. Always false in a build. */
declare const STUB: boolean;
