import type { Branding } from "../../../schema/contracts/branding.ts";
import { brandLine } from "../../directory/brands.ts";
import type { Ctx } from "../ctx.ts";
import { logoPath, wornOf } from "./worn.ts";

/** What the active account chose, and what it wears where it chose nothing. */
export async function readBranding({ env, tenant }: Pick<Ctx, "env" | "tenant">): Promise<Branding> {
  const line = await brandLine(env, tenant.id);
  const own = line.find(({ of }) => of === "account");
  const { from, ...inherited } = wornOf(line.filter(({ of }) => of !== "account"));
  return {
    own: {
      name: own?.name ?? null,
      accent: own?.accent ?? null,
      senderName: own?.senderName ?? null,
      logo: own?.logoId ? logoPath(tenant.id, own.logoId) : null,
    },
    inherited,
    // Nothing of the account itself is left in this line.
    from: from as Branding["from"],
  };
}
