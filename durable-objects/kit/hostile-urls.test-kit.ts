/** Private and special addresses, each in the spellings that parsers, resolvers and filters disagree about. */
const HOSTS = String.raw`
  127.0.0.1 127.1 127.0.1 2130706433 0x7f000001 0x7f.0.0.1 0x7f.1 0177.0.0.1 017700000001 127.0.0.1. 127.000.000.001
  ①②⑦.⓪.⓪.① 127。0。0。1 %31%32%37.0.0.1 0.0.0.0 0 0x0 00000000000 localhost LOCALHOST localhost. ｌocalhost
  localhost.localdomain 10.0.0.1 10.1 167772161 0xa000001 012.0.0.1 10.255.255.255 172.16.0.1 172.31.255.254
  2886729729 0xac100001 192.168.0.1 192.168.1 3232235521 0xc0a80001 169.254.169.254 2852039166 0xa9fea9fe
  0251.0376.0251.0376 169.254.43518 [::ffff:169.254.169.254] 100.64.0.1 198.18.0.1 224.0.0.1 240.0.0.1
  255.255.255.255 192.0.0.192 [::1] [::] [0:0:0:0:0:0:0:1] [0000::1] [::ffff:127.0.0.1] [::ffff:7f00:1] [::127.0.0.1]
  [fe80::1] [fc00::1] [fd00:ec2::254] [ff02::1] [64:ff9b::7f00:1] [2002:7f00:1::] [::ffff:a00:1] metadata
  metadata.google.internal instance-data kubernetes.default.svc router.local printer.lan 127.0.0.1.nip.io
  localtest.me spoofed.burpcollaborator.net evil.example
`
  .trim()
  .split(/\s+/);

/** The provider's names, dressed up as someone else's or someone else as theirs. */
const LOOKALIKES = String.raw`
  https://lookaside.fbsbx.com.evil.example/f https://evil.example/lookaside.fbsbx.com https://fbcdn.net/f
  https://evilfbcdn.net/f https://scontent.fbcdn.net.evil.example/f https://notlookaside.fbsbx.com/f
  https://x.lookaside.fbsbx.com/f https://lookaside.fbsbx.com@evil.example/f https://u:p@lookaside.fbsbx.com/f
  https://@evil.example#lookaside.fbsbx.com/ https://evil.example?.fbcdn.net https://evil.example#.fbcdn.net
  https://evil.example\@lookaside.fbsbx.com/f https://evil.example\.fbcdn.net/f https:/\evil.example/f
  https://lookaside.fbsbx.com:22/f https://lookaside.fbsbx.com:8443/f https://lookaside.fbsbx.com:80/f
  http://lookaside.fbsbx.com/f http://scontent.fbcdn.net/f ftp://lookaside.fbsbx.com/f https://lookaside.fbsbx.com./f
  https://scontent.fbcdn.net./f https://.fbcdn.net/f https://lookaside。fbsbx.com.evil.example/f
  https://lооkaside.fbsbx.com/f https://graph.test.evil.example/f http://graph.test:8080/f https://graph.test/f
  http://graph.test@evil.example/f http://user@graph.test/f https://fbsbx.com/f https://whatsapp.net/f
`
  .trim()
  .split(/\s+/);

const OTHERS = String.raw`
  // http:// https:// https:///f /etc/passwd lookaside.fbsbx.com/f //lookaside.fbsbx.com/f file:///etc/passwd
  gopher://127.0.0.1:6379/_INFO dict://127.0.0.1:11211/stat data:text/html,hi blob:https://lookaside.fbsbx.com/1
  javascript:alert(1) ws://127.0.0.1/ wss://lookaside.fbsbx.com/f ldap://127.0.0.1/ about:blank https://[::1
  https://%00/
`
  .trim()
  .split(/\s+/);

/** At least 200 addresses from which nothing may ever be fetched, where lookaside.fbsbx.com, .fbcdn.net and http://graph.test are the provider's. */
export const HOSTILE_URLS: readonly string[] = [
  ...HOSTS.flatMap((host) => [`http://${host}/f`, `https://${host}/f`, `https://${host}:8080/f`]),
  ...LOOKALIKES,
  ...OTHERS,
  "",
  " ",
];
