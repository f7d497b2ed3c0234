import type { CuratedModule, CurateModule } from "../../../schema/contracts/modules.ts";
import { curateModule, orderModules } from "../../rest/modules.ts";
import { queryClient } from "../../stores/queries.ts";
import { toastError } from "../../stores/toasts.ts";

type Docs = CuratedModule[];

/** Under which the curated catalog is kept. */
export function curatedKey(accountId: string): string[] {
  return [accountId, "modules", "curation"];
}

/** Decides about one module: shown at once, and taken back with the reason when it is refused. */
export function decide(accountId: string, slug: string, change: Omit<CurateModule, "revision">): Promise<boolean> {
  return optimistically(
    accountId,
    (docs) => docs.map((doc) => (doc.slug === slug ? { ...doc, ...change } : doc)),
    async (docs) => {
      const revision = docs.find((doc) => doc.slug === slug)?.revision;
      const decided = await curateModule(slug, { ...change, ...(revision === undefined ? {} : { revision }) });
      return (now, last) =>
        now.map((doc) => {
          if (doc.slug !== slug) return doc;
          // While more is on its way, what it shows already stays.
          return last ? decided : { ...doc, revision: decided.revision };
        });
    },
    "The module was not changed.",
  );
}

/** Moves a module up (-1) or down (1) by one place. */
export function move(accountId: string, slug: string, by: -1 | 1): Promise<boolean> {
  return optimistically(
    accountId,
    (docs) => {
      const at = docs.findIndex((doc) => doc.slug === slug);
      return docs.toSpliced(at, 1).toSpliced(at + by, 0, ...docs.slice(at, at + 1));
    },
    async (docs) => {
      const ordered = await orderModules(docs.map((doc) => doc.slug));
      return (now, last) => (last ? ordered.docs : withRevisions(now, ordered.docs));
    },
    "The order was not changed.",
  );
}

/** Decisions go out one after another: each names the revision that the one before it made. */
let line: Promise<unknown> = Promise.resolve();
let waiting = 0;

async function optimistically(
  accountId: string,
  guess: (docs: Docs) => Docs,
  send: (docs: Docs) => Promise<(now: Docs, last: boolean) => Docs>,
  failed: string,
): Promise<boolean> {
  const queryKey = curatedKey(accountId);
  const read = () => queryClient.getQueryData<{ docs: Docs }>(queryKey)?.docs ?? [];
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, { docs: guess(read()) });
  waiting += 1;
  const turn = line.then(() => send(read()));
  line = turn.catch(() => undefined);
  try {
    const settle = await turn;
    queryClient.setQueryData(queryKey, { docs: settle(read(), waiting === 1) });
    return true;
  } catch (error) {
    toastError(failed, error);
    await queryClient.invalidateQueries({ queryKey });
    return false;
  } finally {
    waiting -= 1;
  }
}

function withRevisions(now: Docs, fresh: Docs): Docs {
  const revisions = new Map(fresh.map(({ slug, revision }) => [slug, revision]));
  return now.map((doc) => ({ ...doc, revision: revisions.get(doc.slug) ?? doc.revision }));
}
