import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { newestMails } from "../directory/mails.ts";

/** The newest mail to an address, of a kind where one is told, sent or still on its way. */
export async function letterTo(email: string, kind?: string): Promise<{ subject: string; text: string }> {
  let found: { subject: string; text: string } | undefined;
  await expect
    .poll(async () => {
      found = (await newestMails(env, 0, 200)).find((mail) => mail.to === email && mail.kind === (kind ?? mail.kind));
      return found;
    })
    .toBeDefined();
  if (found === undefined) throw new Error(`no mail to ${email}`);
  return found;
}
