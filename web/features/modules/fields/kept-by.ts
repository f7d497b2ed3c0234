import type { Integration } from "../../../../schema/contracts/integrations.ts";

/** Of stored values, what an empty field of a form leaves in force: its value, or that there is one where it may not be seen. */
export function keptBy(stored: () => Integration["credentials"]): (name: string) => string | undefined {
  return (name) => {
    const one = stored()[name];
    return one?.set === true ? (one.value ?? UNSEEN) : undefined;
  };
}

const UNSEEN = "••••";
