import { useQuery } from "@tanstack/solid-query";
import type { MyTenant } from "../../schema/contracts/users.ts";
import { signOut as endSession } from "../api/users.ts";
import { getMe } from "../api/users.ts";
import { queryClient } from "./queries.ts";
import { remembered } from "./remembered.ts";

const ME_FRESH_FOR_MS = 5 * 60_000;

const meOptions = {
  queryKey: ["me"],
  queryFn: ({ signal }: { signal: AbortSignal }) => getMe(signal),
  staleTime: ME_FRESH_FOR_MS,
} as const;

/** Who is signed in and the accounts they hold a grant on. A refusal with 401 leads to the sign-in page by itself. */
export function useMe() {
  return useQuery(() => meOptions);
}

/** Starts loading it before any screen asks. */
export function preloadMe(): void {
  void queryClient.prefetchQuery(meOptions);
}

/** Ends the session on the server and forgets everything this page knew. */
export async function signOut(): Promise<void> {
  await endSession();
  queryClient.clear();
}

const isText = (value: unknown): value is string => typeof value === "string";

/** The account last open in this browser: where `/` leads. The address bar alone says which one a page acts on. */
export const [lastTenant, rememberTenant] = remembered<string>("last-account", "", isText);

/** Where an account's work begins: a client's inbox, the list of clients of those above. */
export function tenantHome(tenant: Pick<MyTenant, "id" | "type">): string {
  return tenant.type === "subaccount" ? `/a/${tenant.id}/inbox` : `/a/${tenant.id}/clients`;
}
