/** Host names the product keeps for itself, so that no account can pass for it. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set(
  `about abuse account accounts admin agency api app assets auth autoconfig autodiscover billing blog bot cdn chat cloud community concierge
  contact dashboard demo dev developer developers docs download email files ftp help hostmaster imap inbox info internal legal live localhost
  login logout mail marketplace media mx news noc office oauth operator ops partner partners pay payments phone platform pop portal postmaster
  privacy register root sandbox security self shop signin signup smtp sso staging static status store support system team terms test trellis
  webhook webhooks webmail webmaster www`.split(/\s+/),
);
