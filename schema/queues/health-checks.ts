import { z } from "zod";

/** One integration to be checked. `dueAt` names the turn: whoever finds another one there comes too late, and does nothing. */
export const HealthCheckMessage = z.object({
  tenantId: z.string().max(64),
  integrationId: z.string().max(64),
  dueAt: z.number().int(),
});
export type HealthCheckMessage = z.infer<typeof HealthCheckMessage>;
