import { useLocation } from "@solidjs/router";
import { type Component, lazy } from "solid-js";
import { Dynamic } from "solid-js/web";

/** Pages outside every account that few people open, by how their address begins: what leads to them loads with the first. */
const PAGES: readonly [beginning: string, page: Component][] = [
  ["/sign-in/agency", lazy(() => import("../sign-in/agency-sign-in-page.tsx"))],
  ["/sign-in/provider/", lazy(() => import("../sign-in/provider-return-page.tsx"))],
  ["/forgot-password", lazy(() => import("../password/forgot-password-page.tsx"))],
  ["/reset-password/", lazy(() => import("../password/reset-password-page.tsx"))],
  ["/verify-email/", lazy(() => import("../profile/verify-email-page.tsx"))],
  ["/invitations/", lazy(() => import("../invitations/invitation-page.tsx"))],
  ["/join", lazy(() => import("../join/join-page.tsx"))],
  ["/relay/", lazy(() => import("../relay/relay-page.tsx"))],
  ["/sandbox/dns", lazy(() => import("../sandbox-dns/sandbox-dns-page.tsx"))],
  ["/sandbox/mail", lazy(() => import("../mailbox/mailbox-page.tsx"))],
  ["/sandbox/oidc", lazy(() => import("../sandbox-oidc/sandbox-oidc-page.tsx"))],
];

/** The one of them that the address names. The router has matched it already. */
export default function OutsidePage() {
  // They share one route: from one to the next, this stays.
  const location = useLocation();
  return <Dynamic component={PAGES.find(([beginning]) => location.pathname.startsWith(beginning))?.[1]} />;
}
