/** Set by vite.config.ts: the pages run against src/test/stub.ts. Always false in a build. */
declare const STUB: boolean;

/** React asks for it in tests that wait for renders. */
declare var IS_REACT_ACT_ENVIRONMENT: boolean;
