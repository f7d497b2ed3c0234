import type { TenantAccess } from "../../schema/contracts/tenants.ts";
import type { FinishProviderSignIn } from "../../schema/contracts/identity-provider.ts";
import type { LoginResponse, MeResponse, MyTenant } from "../../schema/contracts/users.ts";
import { getAccess } from "../rest/tenants.ts";
import { dropView } from "../rest/view.ts";
import { getMe, signIn as startSession, signOut as endSession } from "../rest/users.ts";
import { forgetEverything, onForget } from "./forget.ts";
import { createKeptRead, type KeptRead } from "./kept-read.ts";
import { forgetAccounts } from "./recent-accounts.ts";
import { remembered } from "./remembered.ts";

let me: KeptRead<MeResponse> | undefined;
const accesses = new Map<string, KeptRead<TenantAccess>>();
onForget(() => {
  dropView();
  me = undefined;
  accesses.clear();
});

/** Who is signed in and the accounts they hold a grant on; asked for at the first call. A refusal with 401 leads to the sign-in page by itself. */
export function useMe(): KeptRead<MeResponse> {
  if (!me) {
    me = createKeptRead(getMe);
    void me.refetch();
  }
  return me;
}

/** How the person stands to an account. What is known is there at once, and read again in the background. */
export function useAccess(tenantId: string): KeptRead<TenantAccess> {
  const access = accesses.get(tenantId) ?? createKeptRead(() => getAccess(tenantId));
  accesses.set(tenantId, access);
  void access.refetch();
  return access;
}

/** Longer than any door remembers how an account stands and who may do what there (worker/middleware/expiring-cache.ts). */
const REMEMBERED_MS = 1_000;

/** What may be done on an account has changed: reads it at once, and again when no door goes by what was. */
export function accessChanged(tenantId: string): void {
  useAccess(tenantId);
  setTimeout(() => {
    if (accesses.has(tenantId)) useAccess(tenantId);
  }, REMEMBERED_MS);
}

/** How the person signs in has changed, and with it perhaps what the accounts they opened let them do. */
export function signInChanged(): void {
  for (const tenantId of accesses.keys()) accessChanged(tenantId);
}

const isText = (value: unknown): value is string => typeof value === "string";

/** The account last open in this browser: where `/` leads. The address bar alone says which one a page acts on. */
export const [lastTenant, rememberTenant] = remembered<string>("last-account", "", isText);
const [lastPerson, rememberPerson] = remembered<string>("last-person", "", isText);

/** Starts a session. Throws ApiError. */
export async function signIn(email: string, password: string): Promise<LoginResponse> {
  return entered(await startSession({ email, password }));
}

/** The second step, for a person who also signs in with a code. */
export async function signInWithCode(challenge: string, code: string): Promise<LoginResponse> {
  const { signInByCode } = await import("../rest/second-factor.ts");
  return entered(await signInByCode({ challenge, code }));
}

/** In place of both steps. */
export async function signInWithPasskey(): Promise<LoginResponse> {
  const { enterByPasskey } = await import("../rest/passkey-ceremony.ts");
  return entered(await enterByPasskey());
}

/** By an agency's own provider, with what the address says that the browser came back to. */
export async function signInByProvider(cameBack: FinishProviderSignIn): Promise<LoginResponse> {
  const { finishProviderSignIn } = await import("../rest/provider-sign-in.ts");
  return entered(await finishProviderSignIn(cameBack));
}

/** What follows every way in: what this browser remembered of another person's accounts goes. */
export function entered<T extends Pick<LoginResponse, "user">>(answer: T): T {
  forgetEverything();
  if (answer.user.id !== lastPerson()) forgetPlaces();
  rememberPerson(answer.user.id);
  return answer;
}

/** Ends the session on the server and forgets everything this page knew. */
export async function signOut(): Promise<void> {
  await endSession();
  forgetEverything();
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
