import type { Role } from "../../schema/capabilities.ts";
import { DEMO_SIGN_INS } from "./sign-ins.ts";

export const DEMO_AGENCIES = [
  { slug: "northlight", name: "Northlight Media" },
  { slug: "harbour", name: "Harbour & Co" },
] as const;

type Email = (typeof DEMO_SIGN_INS)[number]["email"];
type Key = "olivia" | "maya" | "jonas" | "ines" | "tomas" | "vera" | "ruth";

/** The people who can sign in. `tenant` is the slug of what they are granted; without one it is the platform. */
export const DEMO_PEOPLE = {
  olivia: { email: "olivia@trellis.example", name: "Olivia Grant", role: "platform_admin" },
  maya: { email: "maya@northlight.example", name: "Maya Lindgren", role: "agency_admin", tenant: "northlight" },
  jonas: { email: "jonas@northlight.example", name: "Jonas Okoro", role: "agency_member", tenant: "northlight" },
  ines: { email: "ines@casalumen.example", name: "Inês Carvalho", role: "subaccount_admin", tenant: "casa-lumen" },
  tomas: { email: "tomas@casalumen.example", name: "Tomás Rey", role: "subaccount_member", tenant: "casa-lumen" },
  ruth: { email: "ruth@harbour.example", name: "Ruth Adeyemi", role: "agency_admin", tenant: "harbour" },
  vera: { email: "vera@casalumen.example", name: "Vera Stein", role: "subaccount_viewer", tenant: "casa-lumen" },
} as const satisfies Record<Key, { email: Email; name: string; role: Role; tenant?: string }>;

/** Made last: where she is, the demo is complete. */
export const LAST_PERSON = DEMO_PEOPLE.vera;

/** What everybody of the demo signs in with. */
export const DEMO_PASSWORD = DEMO_SIGN_INS[0].password;
