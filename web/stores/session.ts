import { useRead } from "./use-read.ts";
import type { LoginResponse, MyTenant } from "../../schema/contracts/users.ts";
import { getMe, signIn as startSession, signOut as endSession } from "../rest/users.ts";
import { queryClient } from "./queries.ts";
import { forgetAccounts } from "./recent-accounts.ts";
import { remembered } from "./remembered.ts";

const ME_FRESH_FOR_MS = 5 * 60_000;

const meOptions = {
  queryKey: ["me"],
  queryFn: ({ signal }: { signal: AbortSignal }) => getMe(signal),
  staleTime: ME_FRESH_FOR_MS,
} as const;

/** Who is signed in and the accounts they hold a grant on. A refusal with 401 leads to the sign-in page by itself. */
export function useMe() {
  return useRead(() => meOptions);
}

const isText = (value: unknown): value is string => typeof value === "string";

/** The account last open in this browser: where `/` leads. The address bar alone says which one a page acts on. */
export const [lastTenant, rememberTenant] = remembered<string>("last-account", "", isText);
const [lastPerson, rememberPerson] = remembered<string>("last-person", "", isText);

/** Starts a session. What this browser remembered of another person's accounts goes. Throws ApiError. */
export async function signIn(email: string, password: string): Promise<LoginResponse> {
  const answer = await startSession({ email, password });
  queryClient.clear();
  if (answer.user.id !== lastPerson()) forgetPlaces();
  rememberPerson(answer.user.id);
  return answer;
}

/** Ends the session on the server and forgets everything this page knew. */
export async function signOut(): Promise<void> {
  await endSession();
  queryClient.clear();
  forgetPlaces();
}

function forgetPlaces(): void {
  forgetAccounts();
  rememberTenant("");
}

/** Where an account's work begins: a client's inbox, the list of clients of those above. */
export function tenantHome(tenant: Pick<MyTenant, "id" | "type">): string {
  return tenant.type === "subaccount" ? `/a/${tenant.id}/inbox` : `/a/${tenant.id}/clients`;
}
