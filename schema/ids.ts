import { typeid } from "typeid-js";

/** Every kind of id and its prefix. An id is opaque to clients; the prefix helps people who read logs. */
export const ID_PREFIX = {
  tenant: "ten",
  user: "usr",
  session: "ses",
  role: "rol",
  apiKey: "key",
  mail: "mal",
  invitation: "inv",
  impersonation: "imp",
  integration: "int",
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
  request: "req",
} as const;

export type IdKind = keyof typeof ID_PREFIX;

/** A new id of a kind: prefix, underscore, 26 characters of base32 UUIDv7. Sorts by creation time, monotonic within a millisecond. */
export function newId(kind: IdKind): string {
  return typeid(ID_PREFIX[kind]).toString();
}
