import { useNavigate } from "@solidjs/router";
import Eye from "lucide-solid/icons/eye";
import LogOut from "lucide-solid/icons/log-out";
import Monitor from "lucide-solid/icons/monitor";
import Moon from "lucide-solid/icons/moon";
import ShieldCheck from "lucide-solid/icons/shield-check";
import Sun from "lucide-solid/icons/sun";
import UserRound from "lucide-solid/icons/user-round";
import { Show } from "solid-js";
import { ROLES } from "../../schema/capabilities.ts";
import { viewOf } from "../rest/view.ts";
import { signOut, useMe } from "../stores/session.ts";
import { setTheme, theme } from "../stores/theme.ts";
import { askViewAs } from "../stores/view-request.ts";
import { toastError } from "../stores/toasts.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Menu, type MenuEntry } from "../ui/menu.tsx";
import { useAccount } from "./account-context.tsx";

/** The person at the top right: who they are here, theme, security, sign out. */
export default function PersonMenu() {
  const me = useMe();
  const account = useAccount();
  const navigate = useNavigate();

  const standing = () => {
    const view = viewOf(account.id);
    if (view) return `Viewing as ${view.user.name} in`;
    return account.role === null ? "" : `${ROLES[account.role].label} in`;
  };
  const leave = async () => {
    try {
      await signOut();
      navigate("/sign-in", { replace: true });
    } catch (error) {
      toastError("You are still signed in.", error);
    }
  };

  const entries = (): MenuEntry[] => [
    { heading: "Theme" },
    {
      label: "Light",
      icon: () => <Sun aria-hidden="true" />,
      checked: theme() === "light",
      onSelect: () => setTheme("light"),
    },
    {
      label: "Dark",
      icon: () => <Moon aria-hidden="true" />,
      checked: theme() === "dark",
      onSelect: () => setTheme("dark"),
    },
    {
      label: "As the system",
      icon: () => <Monitor aria-hidden="true" />,
      checked: theme() === "system",
      onSelect: () => setTheme("system"),
    },
    "separator",
    ...(account.can("impersonate") && account.tenant.type !== "platform"
      ? [
          {
            label: "View as…",
            icon: () => <Eye aria-hidden="true" />,
            onSelect: () => askViewAs({ tenant: { id: account.id, name: account.tenant.name } }),
          },
        ]
      : []),
    {
      label: "Your profile",
      icon: () => <UserRound aria-hidden="true" />,
      onSelect: () => navigate(`/a/${account.id}/settings/profile`),
    },
    {
      label: "Security and sessions",
      icon: () => <ShieldCheck aria-hidden="true" />,
      onSelect: () => navigate(`/a/${account.id}/settings/security`),
    },
    { label: "Sign out", icon: () => <LogOut aria-hidden="true" />, onSelect: () => void leave() },
  ];

  return (
    <Show when={me.data?.user}>
      {(user) => (
        <Menu
          align="end"
          entries={entries()}
          header={
            <div class="border-b border-line px-3 py-2.5">
              <p class="truncate text-13 font-semibold">{user().name}</p>
              <p class="truncate text-12 text-ink-3">{user().email}</p>
              <p class="mt-1 text-12 text-ink-2">
                {standing()} {account.tenant.name}
              </p>
            </div>
          }
          trigger={(trigger) => (
            <button
              type="button"
              {...trigger}
              aria-label={`${user().name}: theme, security, sign out`}
              class="flex size-9 items-center justify-center rounded-full max-narrow:size-11"
              data-tip={user().name}
            >
              <Avatar name={user().name} size={28} />
            </button>
          )}
        />
      )}
    </Show>
  );
}
