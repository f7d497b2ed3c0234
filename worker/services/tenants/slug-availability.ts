import { Slug, type SlugAvailability } from "../../../schema/contracts/tenants.ts";
import { slugsLike } from "../../../schema/slug-from-name.ts";
import { slugsTaken } from "../../directory/tenants.ts";
import type { Env } from "../../env.ts";
import { accountOrigin } from "../domains/host-name.ts";
import { RESERVED_SLUGS } from "./reserved-slugs.ts";

const SUGGESTED_MAX = 3;

/** Whether a slug can still be had, in one indexed look-up, and what is like it where it is somebody's. Saying so claims nothing. */
export async function slugAvailability(env: Env, written: string, requestUrl: string): Promise<SlugAvailability> {
  const parsed = Slug.safeParse(written);
  if (!parsed.success) return { slug: written, available: false, address: null, suggestions: [] };
  const slug = parsed.data;
  const address = accountOrigin(env, requestUrl, slug);
  // What is kept back gets no look-alikes: they would pass for it.
  if (RESERVED_SLUGS.has(slug)) return { slug, available: false, address, suggestions: [] };
  const like = slugsLike(slug).filter((one) => !RESERVED_SLUGS.has(one));
  const taken = await slugsTaken(env, [slug, ...like]);
  if (!taken.has(slug)) return { slug, available: true, address, suggestions: [] };
  return {
    slug,
    available: false,
    address,
    suggestions: like.filter((one) => !taken.has(one)).slice(0, SUGGESTED_MAX),
  };
}
