import { z } from "zod";
import { AccountLine } from "../contracts/accounts.ts";

/**
 * First message on a socket of a roll-up, and whom it will speak of: every account below, or these. Nothing is ever replayed: after a
 * reconnect what is on the screen is read anew.
 */
export const AccountsHello = z.object({
  type: z.literal("hello"),
  covers: z.union([z.literal("all"), z.array(z.string())]),
});

/** Accounts as they are now, and those that are listed here no more. */
export const AccountsChanged = z.object({
  type: z.literal("accounts"),
  accounts: z.array(AccountLine),
  gone: z.array(z.string()),
});
export type AccountsChanged = z.infer<typeof AccountsChanged>;

/** A deployment of this agency has moved on: whoever shows it reads it anew. */
export const DeploymentMoved = z.object({ type: z.literal("deployment"), id: z.string() });

/** What the server says on a socket of a roll-up. A client says nothing but `ping`. */
export const AccountsDown = z.discriminatedUnion("type", [AccountsHello, AccountsChanged, DeploymentMoved]);
export type AccountsDown = z.infer<typeof AccountsDown>;
