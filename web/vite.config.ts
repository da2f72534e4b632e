import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// `npm run dev` talks to a server started beside it: PLUMBLINE=http://127.0.0.1:7777 npm run dev.
// With PLUMBLINE=stub the pages run against src/test/stub.ts, which is never part of a build.
const server = process.env.PLUMBLINE ?? "http://127.0.0.1:7777";

export default defineConfig({
  plugins: [react()],
  define: { STUB: JSON.stringify(server === "stub") },
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // the content security policy allows no data: scripts or fonts
    chunkSizeWarningLimit: 300,
    // Emptying dist takes the committed .gitkeep along; public/.gitkeep is copied back in its place.
    emptyOutDir: true,
  },
  server: { proxy: server === "stub" ? {} : { "/api": server } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test/setup.ts"],
    css: false,
  },
});
