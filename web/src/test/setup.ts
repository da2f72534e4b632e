import { afterEach, vi } from "vitest";

// happy-dom has neither; the components only need them to exist.
globalThis.matchMedia ??= ((query: string) => ({ matches: false, media: query, addEventListener: () => {}, removeEventListener: () => {} })) as never;
globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
} as never;

afterEach(() => {
  vi.restoreAllMocks();
  document.body.innerHTML = "";
});
