/** Real brand and place names, each as `nominative inflected`, as people write them in posts. */
export const LATVIAN_NAMES = `
rimi rimis; rimi rimī; maxima maximā; maxima maximas; maxima maximu; maxima maximai; lidl lidlā; lidl lidla; lidl lidlam
lidl lidls; swedbank swedbankā; swedbank swedbankas; swedbank swedbanku; swedbank swedbankai; citadele citadelē
citadele citadeles; citadele citadelei; citadele citadeli; narvesen narvesenā; narvesen narvesena; narvesen narvesens
rīga rīgā; rīga rīgas; rīga rīgu; rīga rīgai; liepāja liepājā; liepāja liepājas; jelgava jelgavā; jelgava jelgavas
jūrmala jūrmalā; jūrmala jūrmalu; valmiera valmierā; valmiera valmieras; sigulda siguldā; sigulda siguldas; ogre ogrē
ogre ogres; ogre ogrei; ogre ogri; tukums tukumā; tukums tukuma; tukums tukumu; tukums tukumam; talsi talsos
talsi talsu; talsi talsiem; cēsis cēsīs; cēsis cēsu; cēsis cēsīm; ventspils ventspilī; ventspils ventspili
daugavpils daugavpilī; daugavpils daugavpili; rēzekne rēzeknē; rēzekne rēzeknes; kuldīga kuldīgā; kuldīga kuldīgas
bauska bauskā; dobele dobelē; dobele dobeles; saldus saldū; saldus saldum; madona madonā; limbaži limbažos
limbaži limbažu; alūksne alūksnē; gulbene gulbenē; gulbene gulbenes; preiļi preiļos; preiļi preiļu; ludza ludzā
krāslava krāslavas; aizkraukle aizkrauklē; latvija latvijā; latvija latvijas; latvija latviju; latvija latvijai
lietuva lietuvā; igaunija igaunijas; vācija vācijā; tallina tallinā; viļņa viļņā; viļņa viļņas; parīze parīzē
londona londonā; berlīne berlīnē; aldaris aldara; aldaris aldarī; aldaris aldari; laima laimas; laima laimu
google googlē; google googlei; facebook facebookā; facebook facebooka; facebook facebookam; samsung samsunga
samsung samsungu; samsung samsungs; huawei huaweis; bolt boltā; bolt bolta; bolt boltu; bolt boltam; elko elkos
drogas drogās; stockmann stockmannā; stockmann stockmanna; depo depo; tele2 tele2; bite bitē; bite bites; olainfarm olainfarma
grindeks grindeksa; grindeks grindeksu; grindeks grindeksam`;

export const HUNGARIAN_NAMES = `
tesco tescóban; tesco tescóból; tesco tescónál; tesco tescót; tesco tescónak; tesco tescóba; tesco tescós; tesco tescoban
lidl lidlben; lidl lidlből; lidl lidlnek; lidl lidllel; lidl lidlt; lidl lidlbe; aldi aldiban; aldi aldinál; aldi aldis
spar sparban; spar sparral; spar sparnál; spar sparból; auchan auchanban; auchan auchannal; auchan auchant; auchan auchanos
penny pennyben; penny pennyt; penny pennyvel; otp otpben; otp otpnél; ikea ikeában; ikea ikeából; ikea ikeás; ikea ikeát
nokia nokiám; nokia nokiával; nokia nokiák; nokia nokiát; samsung samsungom; samsung samsungot; samsung samsunggal
samsung samsungok; telekom telekomnál; telekom telekomtól; telekom telekomos; telekom telekommal; yettel yettelnél
vodafone vodafonenál; vodafone vodafonet; budapest budapesten; budapest budapestre; budapest budapesti; budapest budapestről
debrecen debrecenben; debrecen debrecenből; debrecen debrecennel; debrecen debreceni; szeged szegeden; szeged szegedre
szeged szegedi; szeged szegeddel; pécs pécsett; pécs pécsen; pécs péccsel; pécs pécsi; győr győrben; győr győrből
győr győrrel; győr győri; miskolc miskolcon; miskolc miskolcra; miskolc miskolci; kecskemét kecskeméten
kecskemét kecskeméttel; eger egerben; eger egerből; sopron sopronban; sopron soproni; szolnok szolnokon; veszprém veszprémben
tatabánya tatabányán; tatabánya tatabányára; nyíregyháza nyíregyházán; nyíregyháza nyíregyházáról; nyíregyháza nyíregyházi
balaton balatonnál; balaton balatonon; balaton balatonra; balaton balatoni; siófok siófokon; siófok siófokról; vác vácon
london londonban; london londonból; london londoni; bécs bécsben; bécs béccsel; berlin berlinben; berlin berlinnel
párizs párizsban; párizs párizzsal; róma rómában; róma rómából; mol molnál; mol mollal; richter richternek; richter richterrel
facebook facebookon; facebook facebookra; facebook facebookos; google googlenek; google googlet; google googleben
wizzair wizzairrel; wizzair wizzairnél; ryanair ryanairnél; audi audival; audi audik; opel opelt; opel opellel; suzuki suzukival`;

export const FINNISH_NAMES = `
nokia nokialla; nokia nokian; nokia nokiassa; nokia nokiaa; nokia nokiasta; nokia nokiaan; nokia nokiallakin; nokia nokialle
lidl lidlissä; lidl lidlin; lidl lidlistä; lidl lidliin; lidl lidliä; lidl lidlille; prisma prismassa; prisma prisman
prisma prismasta; prisma prismaan; alko alkossa; alko alkosta; alko alkon; alko alkoon; sokos sokoksessa; sokos sokoksen
sokos sokosta; sokos sokokselta; veikkaus veikkauksen; veikkaus veikkaukselta; veikkaus veikkausta; posti postin
posti postilta; posti postissa; finnair finnairin; finnair finnairilla; finnair finnairia; fazer fazerin; fazer fazerilta
valio valion; valio valiolta; neste nesteen; neste nestettä; neste nesteellä; kone koneen; kone konetta; kesko keskon
kesko keskolla; marimekko marimekon; marimekko marimekolta; marimekko marimekkoa; elisa elisan; elisa elisalla; elisa elisalta
telia telian; telia telialta; gigantti gigantin; gigantti gigantista; gigantti giganttiin; tokmanni tokmannilta
tokmanni tokmannissa; helsinki helsingissä; helsinki helsingin; helsinki helsinkiin; helsinki helsinkiä; espoo espoossa
espoo espooseen; espoo espoon; vantaa vantaalla; vantaa vantaan; vantaa vantaalta; turku turun; turku turussa; turku turkuun
tampere tampereella; tampere tampereen; tampere tamperetta; tampere tampereelle; lahti lahdessa; lahti lahden; lahti lahteen
oulu oulussa; oulu oulun; oulu ouluun; kuopio kuopiossa; kuopio kuopioon; pori porissa; pori porista; jyväskylä jyväskylässä
jyväskylä jyväskylään; seinäjoki seinäjoella; seinäjoki seinäjoen; rovaniemi rovaniemellä; rovaniemi rovaniemen
rovaniemi rovaniemelle; lappi lapissa; lappi lapin; lappi lappiin; suomi suomessa; suomi suomen; suomi suomea; suomi suomeen
ruotsi ruotsissa; ruotsi ruotsiin; mikkeli mikkelissä; kouvola kouvolasta; kotka kotkassa; vaasa vaasasta; joensuu joensuussa
joensuu joensuuhun; kajaani kajaanissa; naantali naantalissa; outokumpu outokummun; outokumpu outokummussa
hesburger hesburgerissa; hesburger hesburgerin; stockmann stockmannilla; stockmann stockmannin; facebook facebookissa`;

/** Pairs of a list above. */
export function namePairs(list: string): [string, string][] {
  return list
    .split(/[;\n]/)
    .map((pair) => pair.trim().split(" "))
    .filter((pair): pair is [string, string] => pair.length === 2);
}
