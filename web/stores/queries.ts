import { QueryClient } from "@tanstack/solid-query";
import { ApiError } from "../rest/client.ts";
import { onForget } from "./forget.ts";

const FRESH_FOR_MS = 30_000;
const RETRIES = 2;

/** The one cache of server state. Keys begin with the account's id, or with "me" for what belongs to the person. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_FOR_MS,
      // A refusal stays a refusal; a fault or a lost connection may pass.
      retry: (failures, error) =>
        failures < RETRIES && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
});

onForget(() => queryClient.clear());
