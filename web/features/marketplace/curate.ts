import type { CuratedModule, CurateModule } from "../../../schema/contracts/modules.ts";
import { curateModule, orderModules } from "../../rest/modules.ts";
import { queryClient } from "../../stores/queries.ts";
import { toastError } from "../../stores/toasts.ts";

type Curated = { docs: CuratedModule[] };

export function curatedKey(accountId: string): string[] {
  return [accountId, "modules", "curation"];
}

/** Decides about one module: shown at once, and taken back with the reason when it is refused. */
export async function decide(
  accountId: string,
  module: CuratedModule,
  change: Omit<CurateModule, "revision">,
): Promise<boolean> {
  return await optimistically(
    accountId,
    (docs) => docs.map((doc) => (doc.slug === module.slug ? { ...doc, ...change } : doc)),
    async () => {
      const decided = await curateModule(module.slug, { ...change, revision: module.revision });
      return (docs) => docs.map((doc) => (doc.slug === decided.slug ? decided : doc));
    },
    `${module.name} was not changed.`,
  );
}

/** Moves a module up (-1) or down (1) by one place. */
export async function move(accountId: string, slug: string, by: -1 | 1): Promise<boolean> {
  const docs = queryClient.getQueryData<Curated>(curatedKey(accountId))?.docs ?? [];
  const at = docs.findIndex((doc) => doc.slug === slug);
  const moved = docs.toSpliced(at, 1).toSpliced(at + by, 0, ...docs.slice(at, at + 1));
  return await optimistically(
    accountId,
    () => moved,
    async () => {
      const ordered = await orderModules(moved.map((doc) => doc.slug));
      return () => ordered.docs;
    },
    "The order was not changed.",
  );
}

async function optimistically(
  accountId: string,
  guess: (docs: CuratedModule[]) => CuratedModule[],
  send: () => Promise<(docs: CuratedModule[]) => CuratedModule[]>,
  failed: string,
): Promise<boolean> {
  const queryKey = curatedKey(accountId);
  const put = (change: (docs: CuratedModule[]) => CuratedModule[]) =>
    queryClient.setQueryData<Curated>(queryKey, (now) => (now ? { docs: change(now.docs) } : now));
  await queryClient.cancelQueries({ queryKey });
  put(guess);
  try {
    put(await send());
    return true;
  } catch (error) {
    toastError(failed, error);
    await queryClient.invalidateQueries({ queryKey });
    return false;
  }
}
