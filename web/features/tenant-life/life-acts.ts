import type { Affected, Tenant } from "../../../schema/contracts/tenants.ts";
import type { LifeRequest } from "../../rest/tenant-life.ts";

export type LifeAct = LifeRequest["act"];

/** An act on an account in words: what it is called, what follows, what one has to give for it. */
export interface LifeWords {
  /** In a menu and on the button. */
  label: string;
  title: (name: string) => string;
  /** What follows, sentence by sentence. */
  follows: (tenant: Tenant, affected: Affected) => string[];
  done: (name: string) => string;
  danger: boolean;
  /** What has to be given. `confirm` is the account's address, typed out. */
  asks?: "reason" | "agency" | "confirm";
}

/** What can be done to an account as it is, in the order of a menu. `mayMove`: whether there is an agency to choose from. */
export function actsOn({ type, status, deletedAt }: Tenant, { mayMove }: { mayMove: boolean }): LifeAct[] {
  if (type === "platform") return [];
  if (deletedAt !== undefined) return ["restore", "purge"];
  const acts: LifeAct[] = [];
  if (status === "suspended") acts.push("resume");
  if (status === "cancelled") acts.push("reinstate");
  if (status === "trial" || status === "active") acts.push("suspend");
  if (type === "subaccount" && mayMove) acts.push("move");
  if (status !== "cancelled") acts.push("cancel");
  acts.push("delete");
  return acts;
}

export const LIFE_WORDS: Record<LifeAct, LifeWords> = {
  suspend: {
    label: "Suspend",
    title: (name) => `Suspend ${name}?`,
    follows: (tenant, affected) => [
      ...stops(tenant, affected),
      "You can resume it at any time; what waits is sent then.",
    ],
    done: (name) => `${name} is suspended.`,
    danger: true,
    asks: "reason",
  },
  resume: {
    label: "Resume",
    title: (name) => `Resume ${name}?`,
    follows: (tenant) => [
      tenant.type === "agency"
        ? "Its people and those of its clients can work again. A client suspended on its own stays suspended."
        : "Its people can work again.",
      "Messages that waited for less than a day are sent now.",
    ],
    done: (name) => `${name} is running again.`,
    danger: false,
  },
  cancel: {
    label: "Cancel account",
    title: (name) => `Cancel ${name}?`,
    follows: (tenant, affected) => [
      ...stops(tenant, affected),
      "After 30 days somebody may erase it for good. Until then, and after, you can take this back.",
    ],
    done: (name) => `${name} is cancelled.`,
    danger: true,
    asks: "reason",
  },
  reinstate: {
    label: "Take cancellation back",
    title: (name) => `Bring ${name} back?`,
    follows: () => ["It is again what it was before it was cancelled, with everything in it."],
    done: (name) => `${name} is running again.`,
    danger: false,
  },
  move: {
    label: "Move to another agency",
    title: (name) => `Move ${name}`,
    follows: () => [
      "Everything in it moves along: conversations, contacts, modules and its own people.",
      "People of its agency lose access at once, with the keys they made and the invitations they sent.",
    ],
    done: (name) => `${name} has moved.`,
    danger: false,
    asks: "agency",
  },
  delete: {
    label: "Delete",
    title: (name) => `Delete ${name}?`,
    follows: (tenant, affected) =>
      tenant.type === "agency" && affected.clients > 0
        ? [`It still has ${count(affected.clients, "client", "clients")}. Move or delete them first.`]
        : [
            `${count(affected.people, "person loses", "people lose")} access at once, and nothing is sent any more.`,
            "For 30 days you can restore it from the list of deleted accounts, with everything in it and what customers wrote meanwhile.",
          ],
    done: (name) => `${name} is deleted. It can be restored for 30 days.`,
    danger: true,
    asks: "confirm",
  },
  restore: {
    label: "Restore",
    title: (name) => `Restore ${name}?`,
    follows: () => ["It comes back as it was, with everything in it and what customers wrote meanwhile."],
    done: (name) => `${name} is back.`,
    danger: false,
  },
  purge: {
    label: "Erase for good",
    title: (name) => `Erase ${name} for good?`,
    follows: (_tenant, affected) => [
      "Every conversation, contact, file, setting and credential in it goes. Nobody can bring it back.",
      ...(affected.homeless === 0
        ? []
        : [`${count(affected.homeless, "person has", "people have")} no other account and will be erased too.`]),
      "Your audit log keeps that it was erased, when, and by whom.",
    ],
    done: (name) => `${name} is being erased.`,
    danger: true,
    asks: "confirm",
  },
};

function stops({ type }: Tenant, { people, clients }: Affected): string[] {
  const nobody = "Nobody has a role on it alone; whoever works in it from above can read but not write.";
  const who =
    type === "agency"
      ? `Its ${count(people, "person", "people")} and all of its ${count(clients, "client", "clients")} can read but not write.`
      : people === 0
        ? nobody
        : `Its ${count(people, "person", "people")} can read but not write.`;
  return [who, "Nothing is sent. What customers write is still received and kept."];
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
