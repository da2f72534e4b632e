import { createTheme, MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Failure } from "../api/client";
import { startKeys } from "../shell/keys";
import { useScheme } from "../shell/theme";
import { makeRouter } from "./router";

const look = createTheme({
  fontFamily: "var(--font)",
  cursorType: "pointer",
  defaultRadius: 5,
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { overlayProps: { backgroundOpacity: 0.28 }, transitionProps: { duration: 120 } } },
    Drawer: { defaultProps: { overlayProps: { backgroundOpacity: 0.16 }, transitionProps: { duration: 140 } } },
  },
});

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // What the server refused it will refuse again; a lost line is worth two more tries.
        retry: (times, error) => times < 2 && error instanceof Failure && (error.status === 0 || error.status >= 502),
        throwOnError: false,
      },
    },
  });
}

export function App() {
  const [client] = useState(makeClient);
  const [router] = useState(() => makeRouter(client));
  const scheme = useScheme();
  useEffect(startKeys, []);
  return (
    <MantineProvider theme={look} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
