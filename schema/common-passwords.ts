/**
 * The commonest passwords of the published lists that are long enough for us, and stems that people lengthen with digits and signs.
 * Lower case, without what stands at their ends that is no letter.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `abc abcd abcde abcdef abcdefg abcdefgh abcdefghij abcdefghijkl access administrator admin administration adminadmin alexander andrea andrew angel
  anthony apple arsenal asdf asdfasdf asdfgh asdfghjk asdfghjkl asdfghjklm asdfjkl ashley baseball basketball batman beautiful benjamin biteme
  blink butterfly changeme charlie cheese chelsea chocolate christian christina christopher computer cookie daniel default diamond dragon elizabeth
  enter explorer facebook family flower football forever freedom friends gabriel gateway george gfhjkm google guest hannah hello helloworld
  hottie hunter iloveme iloveyou iloveyouu iloveyousomuch internet jasmine jennifer jessica jesuschrist jordan joshua justin killer letmein
  letmeinnow liverpool login lovely loveme loveyou loveyouforever manchester maggie marina master matrix matthew merlin metallica michael michelle
  microsoft midnight mommy monkey motdepasse mustang mypass mypassword naruto newpassword nicholas nicole ninja nothing orange p@ssw0rd p@ssword
  pa55word pass passphrase passpass passw0rd password passwordpassword passwort pepper pokemon pretty princess princesa purple qazwsx qazwsxedc
  qq qwer qwerasdf qwert qwerty qwertyqwerty qwertyu qwertyui qwertyuio qwertyuiop qwertyuiopasdfghjkl rainbow robert ronaldo root samantha
  samsung scorpion secret security shadow slipknot snoopy spiderman spongebob starwars summer sunshine superman superstar sweetheart sysadmin
  teamo temp temporary test tester testing testtest thomas tinkerbell trustno trustnoone unknown usuario vanessa victoria welcome welcomewelcome
  whatever william winter yourpassword zaq zaqwsx zxcvbn zxcvbnm zxcvbnmasdfghjkl zxcasdqwe qweasdzxc qweasd autumn spring monday contraseña
  correcthorsebatterystaple startrek blahblah computer mercedes corvette ferrari porsche jordan`.split(/\s+/u),
);
