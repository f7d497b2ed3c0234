import Ellipsis from "lucide-solid/icons/ellipsis";
import type { Tenant } from "../../../schema/contracts/tenants.ts";
import { useAccount } from "../../frame/account-context.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { actsOn, LIFE_WORDS, type LifeAct } from "./life-acts.ts";

/**
 * What the open account may do to one below it, as a menu in its row. The dialog that follows is the page's (life-dialog.tsx): a list that is
 * read again makes its rows anew.
 */
export function LifeMenu(props: { tenant: Tenant; onChoose: (act: LifeAct) => void }) {
  const account = useAccount();
  const entries = () =>
    actsOn(props.tenant, { mayMove: account.path[0]?.type === "platform" }).map((act) => ({
      label: LIFE_WORDS[act].label,
      danger: LIFE_WORDS[act].danger,
      onSelect: () => props.onChoose(act),
    }));
  return (
    <Menu
      align="end"
      entries={entries()}
      trigger={(trigger) => (
        <IconButton {...trigger} label={`Acts on ${props.tenant.name}`}>
          <Ellipsis aria-hidden="true" />
        </IconButton>
      )}
    />
  );
}
