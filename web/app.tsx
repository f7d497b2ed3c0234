import { Route, Router, type RouteSectionProps, useNavigate } from "@solidjs/router";
import { lazy, Suspense } from "solid-js";
import { onSignedOut } from "./rest/client.ts";
import AccountFrame from "./frame/account-frame.tsx";
import { ClientPages } from "./frame/client-pages.tsx";
import { forgetEverything } from "./stores/forget.ts";

const Layers = lazy(() => import("./ui/layers.tsx"));
const SignInPage = lazy(() => import("./features/sign-in/sign-in-page.tsx"));
const OutsidePage = lazy(() => import("./features/outside/outside-page.tsx"));
const StartPage = lazy(() => import("./features/start/start-page.tsx"));
const SignUpPage = lazy(() => import("./features/sign-up/sign-up-page.tsx"));
const AccountStart = lazy(() => import("./features/start/account-start.tsx"));
const WelcomePage = lazy(() => import("./features/concierge/welcome-page.tsx"));
const InboxPage = lazy(() => import("./features/inbox/inbox-page.tsx"));
const ContactsPages = lazy(() => import("./features/contacts/contacts-pages.tsx"));
const ModulesPages = lazy(() => import("./features/modules/modules-pages.tsx"));
const MarketplacePage = lazy(() => import("./features/marketplace/marketplace-page.tsx"));
const ModuleRequestsPage = lazy(() => import("./features/module-requests/module-requests-page.tsx"));
const PhonePage = lazy(() => import("./features/phone/phone-page.tsx"));
const AgentsPages = lazy(() => import("./features/agents/agents-pages.tsx"));
const SettingsPage = lazy(() => import("./features/settings/settings-page.tsx"));
const ClientsPage = lazy(() => import("./features/clients/clients-page.tsx"));
const DeploymentsPages = lazy(() => import("./features/deployments/deployments-pages.tsx"));
const ApiDocsPage = lazy(() => import("./features/api-docs/api-docs-page.tsx"));
const NotFoundPage = lazy(() => import("./features/not-found/not-found-page.tsx"));

// The page the address names loads beside the account it belongs to, not after it.
if (/^\/a\/[^/]+\/inbox/.test(location.pathname)) void InboxPage.preload();

/** What a link from elsewhere leads to, and the tools of test mode. */
const OUTSIDE = [
  "/sign-in/agency",
  "/sign-in/provider/:agency",
  "/sandbox/oidc",
  "/forgot-password",
  "/reset-password/:token",
  "/verify-email/:token",
  "/invitations/:token",
  "/join/:ticket?",
  "/relay/:token",
  "/sandbox/dns",
  "/sandbox/mail/:mailId?",
];

/** The screens and their addresses. Each page's code loads when it is opened, or when a link to it is hovered. */
export function App() {
  return (
    <>
      <Router root={Root}>
        <Route path="/" component={StartPage} />
        <Route path="/sign-in" component={SignInPage} />
        <Route path={OUTSIDE} component={OutsidePage} />
        <Route path="/start/:step?" component={SignUpPage} />
        <Route path="/a/:tenantId" component={AccountFrame}>
          <Route path="/" component={AccountStart} />
          <Route path="/welcome/:sessionId?" component={WelcomePage} />
          <Route path="/" component={ClientPages}>
            <Route path="/inbox/:conversationId?" component={InboxPage} />
            <Route path="/contacts/:page?" component={ContactsPages} />
            <Route path="/agents/:agentId?" component={AgentsPages} />
            <Route path="/phone" component={PhonePage} />
          </Route>
          <Route path="/modules/:slug?/:part?" component={ModulesPages} />
          <Route path="/clients" component={ClientsPage} />
          <Route path="/deployments/:deploymentId?" component={DeploymentsPages} />
          <Route path="/module-requests" component={ModuleRequestsPage} />
          <Route path="/marketplace" component={MarketplacePage} />
          <Route path="/settings/:page?" component={SettingsPage} />
          <Route path="*" component={NotFoundPage} />
        </Route>
        <Route path="/api-docs" component={ApiDocsPage} />
        <Route path="*" component={NotFoundPage} />
      </Router>
      <Suspense>
        <Layers />
      </Suspense>
    </>
  );
}

function Root(props: RouteSectionProps) {
  const navigate = useNavigate();
  onSignedOut(() => {
    if (location.pathname === "/sign-in") return;
    const back = `${location.pathname}${location.search}`;
    forgetEverything();
    navigate(`/sign-in?${new URLSearchParams({ return: back })}`, { replace: true });
  });
  return <Suspense>{props.children}</Suspense>;
}
