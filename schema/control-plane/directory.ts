/**
 * Tables that must be searched before a tenant is known. Everything else in D1 carries tenant_id and is reached only through the
 * scoped database. A table is added here only with a reason; a test holds schema, list and migrations together.
 */
export const DIRECTORY_TABLES = {
  tenants: "the tree itself: resolved from an id or slug before anyone acts on it",
  users: "looked up by e-mail at sign-in; a person belongs to several tenants",
  grants: "read by user to learn which tenants they reach",
  custom_roles: "read with a person's grants to learn what they allow, before a tenant is chosen",
  api_keys: "looked up by the hash of a key to learn which tenant it opens",
  invitations: "looked up by the hash of a link by people who may have no account yet",
  sign_ups: "looked up by the hash of a token by people who have no account yet",
  concierge_relays: "looked up by the hash of a link by people who have no account",
  mailed_links: "looked up by the hash of a link before anyone is signed in",
  authenticators: "read by user at sign-in, before a session is there",
  recovery_codes: "spent by user at sign-in, before a session is there",
  passkeys: "looked up by the authenticator's name for one at sign-in, before it is known whose it is",
  provider_links: "looked up at sign-in, before a session is there, and erased with the person",
  spent_tickets: "one-time tickets of people who are not signed in yet, and so of no tenant",
  sessions: "read by session id on every signed-in request",
  session_sockets: "which accounts hold open sockets of a session, so that a revocation reaches them",
  impersonations:
    "looked up by id on each request that is made through another person's eyes, before it is let onto a tenant",
  catalog_modules: "one marketplace for all: what the platform decided about each module, read by every account",
  outside_ids: "maps a provider's id (phone_number_id, WABA, webhook door) to its owner when a webhook arrives",
  quarantine: "webhook items that no tenant owns",
  integration_outbox: "searched by time, across tenants, for what an account's object has not acknowledged",
  integration_watches: "searched by time, across tenants, for integrations whose health is due to be checked",
  module_requests: "listed by the agency or platform that decides them, across the accounts that ask",
  deployment_runs: "searched by time, across tenants, for deployments whose targets still wait",
  listing_notes:
    "searched by time, across tenants, for what the roll-ups of agencies and platform have not acknowledged",
  purges: "searched by time, across tenants, for accounts that are being erased; outlives the tenant it names",
  mails: "searched by time, across tenants, for mail that has yet to leave",
  audit_witnesses: "searched by time, across tenants, for audit logs whose newest row is due to be noted one level up",
  branding: "read up the tree, and by host before anyone is signed in: the sign-in page wears it",
  domains: "resolved from a request's host or an e-mail address before a tenant is known",
  sandbox_dns: "stands in for the world's DNS in test mode: its names are nobody's",
  batch_guard: "always empty: a guarded batch fails by inserting into it",
} as const;
