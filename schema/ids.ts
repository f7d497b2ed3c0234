import { TypeID, typeid } from "typeid-js";

/** Every kind of id and its prefix. An id is opaque to clients; the prefix helps people who read logs. */
export const ID_PREFIX = {
  tenant: "ten",
  user: "usr",
  session: "ses",
  passkey: "pky",
  role: "rol",
  apiKey: "key",
  mail: "mal",
  logo: "lgo",
  domain: "dom",
  invitation: "inv",
  impersonation: "imp",
  integration: "int",
  deployment: "dep",
  deploymentTarget: "dpt",
  audit: "aud",
  quarantine: "qua",
  contact: "con",
  identity: "idn",
  merge: "mrg",
  conversation: "cnv",
  message: "msg",
  attachment: "att",
  notice: "ntc",
  template: "tpl",
  activity: "act",
  agent: "agt",
  assist: "ast",
  cannedReply: "cnd",
  conciergeSession: "cgs",
  conciergeEntry: "cge",
  conciergeFleet: "cgf",
  relay: "rly",
  request: "req",
} as const;

export type IdKind = keyof typeof ID_PREFIX;

/** A new id of a kind: prefix, underscore, 26 characters of base32 UUIDv7. Sorts by creation time, monotonic within a millisecond. */
export function newId(kind: IdKind): string {
  return typeid(ID_PREFIX[kind]).toString();
}

/** Sorts after every id of the kind that was made before this moment (ms since the epoch), and before every one made from then on. */
export function firstIdAt(kind: IdKind, at: number): string {
  const time = at.toString(16).padStart(12, "0");
  return TypeID.fromUUID(ID_PREFIX[kind], `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`).toString();
}
