import { z } from "zod";
import { Timestamp } from "./common.ts";

/** A ticket opens one socket once, within 30 seconds, for clients that can send neither cookie nor header. */
export const LiveTicket = z.object({ ticket: z.string(), expiresAt: Timestamp });
export type LiveTicket = z.infer<typeof LiveTicket>;
