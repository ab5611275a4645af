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
grindeks grindeksa; grindeks grindeksu; grindeks grindeksam
maxima maximām; elvi elvī; drogas drogu; aptieka aptiekā; euroaptieka euroaptiekā; luminor luminora
luminor luminoram; luminor luminorā; seb sebā; lattelecom lattelecoma; lattelecom lattelecomam; tet teta
bite bitei; airbaltic airbaltica; airbaltic airbalticam; airbaltic airbalticu; ryanair ryanaira
wizzair wizzaira; ikea ikeā; ikea ikeas; ikea ikeu; kruza kruzā; prisma prismā; prisma prismas
stockmann stockmannam; akropole akropolē; akropole akropoles; spice spicē; alfa alfā; alfa alfas; laima laimā
laima laimai; gutta guttas; aldaris aldarim; valmiermuiža valmiermuižas; valmiermuiža valmiermuižā
tērvete tērvetes; tērvete tērvetē; rāmava rāmavā; mārupe mārupē; mārupe mārupes; ādaži ādažos; ādaži ādažu
ķekava ķekavā; salaspils salaspilī; salaspils salaspili; olaine olainē; olaine olaines; kandava kandavā
sabile sabilē; aizpute aizputē; grobiņa grobiņā; nīca nīcā; pāvilosta pāvilostā; mazsalaca mazsalacā
rūjiena rūjienā; smiltene smiltenē; balvi balvos; balvi balvu; kārsava kārsavā; zilupe zilupē; dagda dagdā
līvāni līvānos; līvāni līvānu; jēkabpils jēkabpilī; jēkabpils jēkabpili; pļaviņas pļaviņās; pļaviņas pļaviņu
skrīveri skrīveros; lielvārde lielvārdē; lielvārde lielvārdes; ikšķile ikšķilē; sigulda siguldu
saulkrasti saulkrastos; saulkrasti saulkrastu; salacgrīva salacgrīvā; ainaži ainažos; krievija krievijā
krievija krievijas; amerika amerikā; anglija anglijā; francija francijas; spānija spānijā; itālija itālijā
polija polijā; zviedrija zviedrijā; somija somijas; norvēģija norvēģijā; dānija dānijā; brisele briselē
varšava varšavā; maskava maskavā; maskava maskavas; kijeva kijevā; kijeva kijevas; minska minskā; viļņa viļņai
apple appla; iphone iphona; iphone iphonu; iphone iphoni; tesla teslā; tesla teslas; tesla teslu; toyota toyotas
toyota toyotu; mercedes mercedesa; mercedes mercedesu; opel opeļa; opel opelis; instagram instagramā
instagram instagrama; twitter twitterī; youtube youtubē; tiktok tiktokā; tiktok tiktoka; netflix netflixā
delfi delfos; delfi delfu; tvnet tvnetā; tvnet tvneta; swedbank swedbankām; virši viršos; virši viršu
circle circlē; neste nestē; neste nestes; kalve kalves; dzintars dzintara; dzintars dzintaru; madara madaras
stenders stendersa; stenders stendersā; primark primarkā; zara zarā; wolt woltā; wolt wolta; wolt woltam
bolt bolts; balta baltā; compensa compensā`;

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
wizzair wizzairrel; wizzair wizzairnél; ryanair ryanairnél; audi audival; audi audik; opel opelt; opel opellel; suzuki suzukival
decathlon decathlonban; decathlon decathlonos; mediamarkt mediamarktban; mediamarkt mediamarktnál
mediamarkt mediamarkttal; rossmann rossmannban; rossmann rossmannal; müller müllerben; obi obiban
praktiker praktikerben; emag emagon; emag emagról; emag emaggal; árukereső árukeresőn; foxpost foxposttal
foxpost foxpostba; posta postán; posta postával; posta postáról; máv mávval; máv mávnál; bolt bolttal
uber uberrel; uber ubert; netflix netflixen; netflix netflixet; netflix netflixszel; spotify spotifyon
spotify spotifyt; youtube youtubeon; instagram instagramon; tiktok tiktokon; tiktok tiktokot; tiktok tiktokkal
apple applenek; apple applet; iphone iphonet; iphone iphoneok; tesla teslával; tesla teslát; tesla teslája
toyota toyotám; toyota toyotát; bmw bmwvel; mercedes mercedesszel; mercedes mercedest; mercedes mercedesek
ford fordot; ford forddal; skoda skodát; škoda škodával; suzuki suzukik; suzuki suzukim; mcdonalds mcdonaldsban
starbucks starbucksban; starbucks starbucksos; burger burgerben; coop coopban; coop coopnál; penny pennys
penny pennyk; auchan auchanból; spar sparhoz; interspar intersparban; kika kikában; jysk jyskben; jysk jyskből
pepco pepcóban; pepco pepcós; pepco pepcoban; zara zarában; sinsay sinsayben; nike nikeot; adidas adidast
adidas adidasos; adidas adidasszal; szombathely szombathelyen; szombathely szombathelyre
szombathely szombathelyi; békéscsaba békéscsabán; békéscsaba békéscsabáról; hódmezővásárhely hódmezővásárhelyen
székesfehérvár székesfehérváron; székesfehérvár székesfehérvárra; székesfehérvár székesfehérvári
zalaegerszeg zalaegerszegen; kaposvár kaposváron; esztergom esztergomban; esztergom esztergomi; hévíz hévízen
hévíz hévízre; hévíz hévízzel; magyarország magyarországon; magyarország magyarországról
magyarország magyarországi; ausztria ausztriában; ausztria ausztriából; németország németországba
anglia angliában; anglia angliából; prága prágában; varsó varsóban; moszkva moszkvába; párizs párizsi
erste ersténél; erste erstében; erste erstés; raiffeisen raiffeisennél; cib cibnél; generali generalinál
allianz allianznál; allianz allianzzal; aegon aegonnál; digi diginél; digi digit; digi digis; upc upcnél
tesco tescóhoz; tesco tescók; budapest budapesttel`;

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
hesburger hesburgerissa; hesburger hesburgerin; stockmann stockmannilla; stockmann stockmannin; facebook facebookissa
siwa siwassa; siwa siwasta; citymarket citymarketissa; citymarket citymarkettiin; osuuspankki osuuspankissa
osuuspankki osuuspankin; nordea nordeasta; nordea nordealla; danske danskella; verkkokauppa verkkokaupasta
verkkokauppa verkkokaupan; clas clasilta; ikea ikeassa; ikea ikeaan; ikea ikean; motonet motonetistä
motonet motonettiin; power powerista; huawei huaweilla; huawei huawein; samsung samsungilla; samsung samsungin
apple applen; apple applelta; google googlelta; google googlesta; twitter twitterissä; twitter twitteriin
instagram instagramissa; youtube youtubesta; netflix netflixissä; netflix netflixin; netflix netflixistä
tesla teslan; tesla teslalla; toyota toyotan; toyota toyotalla; volvo volvolla; ford fordilla; pekka pekalla
jyväskylä jyväskylästä; lappeenranta lappeenrannassa; lappeenranta lappeenrannan; hämeenlinna hämeenlinnassa
savonlinna savonlinnaan; porvoo porvoossa; porvoo porvooseen; rauma raumalla; rauma raumalta; kemi kemissä
salo salossa; hanko hangossa; hanko hangon; loviisa loviisassa; raahe raahessa; imatra imatralla
kerava keravalla; tallinna tallinnassa; tukholma tukholmassa; lontoo lontoossa; lontoo lontooseen
pariisi pariisissa; berliini berliinissä; venäjä venäjällä; venäjä venäjän; viro virossa; viro viron
saksa saksassa; saksa saksan; ranska ranskasta; norja norjan; kiina kiinassa; lidl lidlistäkin; nokia nokiat
nokia nokioita; iphone iphonessa; iphone iphonea; iphone iphoneita; yle ylen; yle yleltä; yle ylellä; otto ottoa
kauppahalli kauppahallissa; ruokakesko ruokakeskon; elovena elovenaa; fiskars fiskarsin; fiskars fiskarsilta
iittala iittalan; arabia arabian; hartwall hartwallin; sinebrychoff sinebrychoffin; outokumpu outokumpuun
wärtsilä wärtsilän; wärtsilä wärtsilällä; caruna carunan; fortum fortumin; fortum fortumilta; helen helenin
orion orionin; supercell supercellin; rovio rovion; saunalahti saunalahden; saunalahti saunalahdelta
viking vikingin; silja siljalla; tallink tallinkilla; tallink tallinkin; finlayson finlaysonin
partioaitta partioaitan; partioaitta partioaitasta; stadium stadiumista; subway subwayssa; subway subwayn
starbucks starbucksissa; starbucks starbucksin; pirkka pirkan; pirkka pirkkaa; rainbow rainbown`;

export const DUTCH_NAMES = `
albert alberts; bol bols; blokker blokkers; rotterdam rotterdams; rotterdam rotterdamse; utrecht utrechtse
groningen groningse; nijmegen nijmeegse; haarlem haarlemse; antwerpen antwerpse; iphone iphones; lidl lidls
kpn kpns; albertheijn albertheijns; peugeot peugeots; peugeotje peugeotjes; google googles; twitter twitters`;

export const ENGLISH_NAMES = `
tesco tescos; apple apples; company companies; boss bosses; tax taxes; tesla teslas; bus buses; coach coaches
brush brushes; zara zaras; toyota toyotas; blackberry blackberries; blackberry blackberrys; lidl lidls
netflix netflixes; uber ubers; ferrari ferraris; jones joneses`;

/** Pairs of a list above. */
export function namePairs(list: string): [string, string][] {
  return list
    .split(/[;\n]/)
    .map((pair) => pair.trim().split(" "))
    .filter((pair): pair is [string, string] => pair.length === 2);
}
