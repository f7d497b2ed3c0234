import { createContext, useContext } from "solid-js";
import type { Capability } from "../../schema/capabilities.ts";
import type { TenantAccess } from "../../schema/contracts/tenants.ts";

/** The account a page acts on and what the person may do there. */
export interface Account {
  /** The same for the life of a page: choosing another account makes the page anew. */
  readonly id: string;
  readonly tenant: TenantAccess["tenant"];
  /** Whether it lives, and if not by whose doing: its own status or its agency's. */
  readonly standing: TenantAccess["standing"];
  /** Limits of the plan that come near or are reached. */
  readonly limits: TenantAccess["limits"];
  readonly path: TenantAccess["path"];
  readonly role: TenantAccess["role"];
  /** Whether this installation offers test-mode channels. */
  readonly sandbox: boolean;
  /** Whether the person may do this here, as the account stands. Offer no act that would be refused. */
  can(capability: Capability): boolean;
  /** Whether the person has the capability here, also while the account stands still: for what goes on even then. */
  holds(capability: Capability): boolean;
}

const Context = createContext<Account>();

export const AccountProvider = Context.Provider;

/** The open account. For anything under /a/:tenantId. */
export function useAccount(): Account {
  const account = useContext(Context);
  if (!account) throw new Error("useAccount() works only on a page of an account, under /a/:tenantId.");
  return account;
}
