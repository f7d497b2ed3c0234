import { type Brand, PRODUCT_ACCENT } from "../../../schema/contracts/branding.ts";
import { PRODUCT_NAME } from "../../../schema/product-name.ts";
import type { MailBrand } from "../../mail/letter.ts";
import { brandLine, type BrandInLine, platformBrand } from "../../directory/brands.ts";
import type { Env } from "../../env.ts";

/** What is worn of a line of choices, each from the nearest who made it, and who that was. */
export interface Worn {
  name: string;
  accent: string | null;
  senderName: string;
  logo: string | null;
  from: Record<"name" | "accent" | "senderName" | "logo", BrandInLine["of"] | "product">;
}

/** What a tenant wears: of each its own choice, else its agency's, else the platform's, else the product's own. */
export async function wornBy(env: Env, tenantId: string): Promise<Worn> {
  return wornOf(await brandLine(env, tenantId));
}

/** How an account, or where there is none the installation, looks to whoever opens it. */
export async function brandOf(env: Env, tenantId: string | undefined): Promise<Brand> {
  const { name, accent, logo } = wornOf(await (tenantId === undefined ? platformBrand(env) : brandLine(env, tenantId)));
  return { name, accent, logo };
}

/** In whose name an account's mail is written. `origin` is where the pictures in it are fetched. */
export async function mailBrandOf(env: Env, tenantId: string, origin: string | undefined): Promise<MailBrand> {
  const { name, accent, senderName, logo } = await wornBy(env, tenantId);
  return {
    name,
    senderName,
    accent: accent ?? PRODUCT_ACCENT,
    logo: logo === null || origin === undefined ? null : `${origin}${logo}`,
  };
}

export function wornOf(line: readonly BrandInLine[]): Worn {
  const name = line.find((chosen) => chosen.name !== null);
  const accent = line.find((chosen) => chosen.accent !== null);
  const sender = line.find((chosen) => (chosen.senderName ?? chosen.name) !== null);
  const logo = line.find((chosen) => chosen.logoId !== null);
  return {
    name: name?.name ?? PRODUCT_NAME,
    accent: accent?.accent ?? null,
    // Who chose a name and no sender is the sender.
    senderName: sender?.senderName ?? sender?.name ?? PRODUCT_NAME,
    logo: logo?.logoId ? logoPath(logo.tenantId, logo.logoId) : null,
    from: {
      name: name?.of ?? "product",
      accent: accent?.of ?? "product",
      senderName: sender?.of ?? "product",
      logo: logo?.of ?? "product",
    },
  };
}

/** Where a browser finds a logo. A new picture has a new address, so that it may be kept for ever. */
export function logoPath(tenantId: string, logoId: string): string {
  return `/api/brand/logos/${tenantId}/${logoId}`;
}

/** Where it lies. With the account's other files, so that it goes with them. */
export function logoKey(tenantId: string, logoId: string): string {
  return `media/${tenantId}/brand/${logoId}`;
}
