import { z } from "zod";
import { contrast, CONTRAST_MIN, readableAccent } from "../brand/contrast.ts";
import { line } from "./common.ts";

/** The product's own accent. */
export const PRODUCT_ACCENT = "#2563eb";

/** Pictures a logo may be. None of them can hold a script. */
export const LOGO_TYPES = ["image/png", "image/jpeg", "image/webp"] as const;
export type LogoType = (typeof LOGO_TYPES)[number];
export const LOGO_MAX_BYTES = 256 * 1024;

/** A colour that words can be read in on white, and white words on. */
export const Accent = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^#[0-9a-f]{6}$/, { error: "must be a colour such as #2563eb", abort: true })
  .refine((accent) => contrast(accent, "#ffffff") >= CONTRAST_MIN, {
    error: ({ input }) => {
      const accent = String(input);
      const ratio = Math.floor(contrast(accent, "#ffffff") * 10) / 10;
      return `cannot be read under white words (${ratio} : 1, it takes ${CONTRAST_MIN} : 1): ${readableAccent(accent)} can`;
    },
  });

/** How an account looks to whoever opens it. Null: the product's own. */
export const Brand = z.object({
  name: z.string(),
  accent: z.string().nullable().meta({ description: "`#rrggbb`" }),
  logo: z.string().nullable().meta({ description: "Where the picture is, on this same origin" }),
});
export type Brand = z.infer<typeof Brand>;

/** The brand of the host a request came to. */
export const HostBrand = z.object({
  brand: Brand,
  host: z.enum(["installation", "account", "nobody"]).meta({
    description: "Whose address this is: the installation's own, an account's, or one under it that nobody has",
  }),
});
export type HostBrand = z.infer<typeof HostBrand>;

export const BRAND_FIELDS = ["name", "accent", "senderName", "logo"] as const;
export type BrandField = (typeof BRAND_FIELDS)[number];

const Fields = Brand.extend({ name: z.string(), senderName: z.string() });

/** What an account chose, and what it wears where it chose nothing. */
export const Branding = z.object({
  own: z.object({
    name: z.string().nullable(),
    accent: z.string().nullable(),
    senderName: z.string().nullable(),
    logo: z.string().nullable(),
  }),
  inherited: Fields.meta({ description: "What it wears of each while its own is null" }),
  from: z.object({
    name: z.enum(["agency", "platform", "product"]),
    accent: z.enum(["agency", "platform", "product"]),
    senderName: z.enum(["agency", "platform", "product"]),
    logo: z.enum(["agency", "platform", "product"]),
  }),
});
export type Branding = z.infer<typeof Branding>;

/** Null takes a choice back: the account then wears what the one above it does. */
export const UpdateBranding = z.object({
  name: line(60).nullable().optional(),
  accent: Accent.nullable().optional(),
  senderName: line(60).nullable().optional(),
});
export type UpdateBranding = z.infer<typeof UpdateBranding>;
