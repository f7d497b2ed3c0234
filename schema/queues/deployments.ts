import { z } from "zod";

/**
 * What the queue of deployments carries. It names rows and holds nothing of them: a message may come twice, late and out of order, and what is
 * to be done is read when it is done. `spread` sends the targets that wait, a page at a time, and then itself for the next page.
 */
export const DeploymentMessage = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("spread"),
    agencyId: z.string(),
    deploymentId: z.string(),
    /** The last target of the page before; absent for the first. */
    after: z.string().optional(),
  }),
  z.object({ kind: z.literal("target"), agencyId: z.string(), deploymentId: z.string(), targetId: z.string() }),
]);
export type DeploymentMessage = z.infer<typeof DeploymentMessage>;
