/** Words from which benchmark texts are drawn, most frequent first; share of mentions per language. */
export const VOCABULARY: readonly { language: string; share: number; words: string }[] = [
  {
    language: "en",
    share: 0.46,
    words:
      "the to a i and is it of in for my you on this was with not they have so but be at just are me that no how out up all your get when what we from about still never again really love hate great bad best worst service delivery order app store price phone help waiting hours days email thanks please awful amazing broken refund support slow fast cheap expensive quality staff friendly rude late cancelled update crash login account money happy angry disappointed recommend avoid finally today yesterday week month morning weekend customer checkout parcel courier box size colour battery screen",
  },
  {
    language: "nl",
    share: 0.12,
    words:
      "de ik het een en is van niet in dat op met voor maar te zijn er aan ook wat nog heb mijn als je dit zo bij al om weer echt heel nooit altijd goed slecht top klote mooi lelijk blij boos teleurgesteld levering bestelling winkel prijs klantenservice app pakket geld terug wachten dagen week telefoon uren bedankt graag hulp snel traag duur goedkoop kapot kwaliteit personeel vriendelijk onbeschoft te laat geannuleerd",
  },
  {
    language: "fi",
    share: 0.08,
    words:
      "on ja ei se että en mutta oli niin kun nyt tämä ole myös jo vielä kanssa mun sen ihan tosi aina koskaan hyvä huono paras surkea loistava hidas nopea kallis halpa rikki palvelu toimitus tilaus kauppa hinta sovellus paketti rahat takaisin odottanut päivää viikko puhelin kiitos apua iloinen vihainen pettynyt suosittelen laatu henkilökunta ystävällinen töykeä myöhässä peruttu",
  },
  {
    language: "hu",
    share: 0.08,
    words:
      "a az nem és hogy egy is ez van meg de már csak mint volt még nagyon mert itt most kell jó rossz legjobb borzalmas szuper lassú gyors drága olcsó szolgáltatás szállítás rendelés bolt ár alkalmazás csomag pénz vissza várok napja hét telefon köszönöm segítség boldog mérges csalódott ajánlom minőség eladó kedves bunkó késik törölték hibás elromlott mindig soha",
  },
  {
    language: "lv",
    share: 0.06,
    words:
      "un ir nav ka es tas bet ar par no uz kas vēl jau tikai man mums ļoti tagad šodien vakar labs slikts lielisks briesmīgs lēns ātrs dārgs lēts serviss piegāde pasūtījums veikals cena lietotne sūtījums nauda atpakaļ gaidu dienas nedēļa telefons paldies palīdzība priecīgs dusmīgs vīlies iesaku kvalitāte darbinieki laipni rupji kavējas atcelts salauzts vienmēr nekad",
  },
  {
    language: "de",
    share: 0.1,
    words:
      "die der und ich ist nicht das es zu in ein mit auf für von den mir noch aber auch so wie nur schon mal immer nie gut schlecht super schrecklich langsam schnell teuer billig kaputt lieferung bestellung laden preis kundenservice app paket geld zurück warte tage woche handy danke hilfe froh wütend enttäuscht empfehle qualität personal freundlich unfreundlich spät storniert endlich heute gestern",
  },
  {
    language: "es",
    share: 0.06,
    words:
      "de que no la el en y a los es me un por con se lo una para mi ya muy pero más todo siempre nunca bueno malo mejor peor horrible genial lento rápido caro barato servicio entrega pedido tienda precio aplicación paquete dinero devolución espero días semana teléfono gracias ayuda feliz enfadado decepcionado recomiendo calidad personal amable tarde cancelado roto",
  },
  {
    language: "fr",
    share: 0.04,
    words:
      "de la le et les je est pas un une à en que pour ce qui dans sur avec mais plus très tout jamais toujours bon mauvais meilleur pire horrible génial lent rapide cher service livraison commande magasin prix appli colis argent remboursement attends jours semaine téléphone merci aide content déçu recommande qualité personnel aimable retard annulé cassé",
  },
];

/** Invented brands that benchmark texts name, with the share of mentions that name them. */
export const BRANDS: readonly { id: string; name: string; share: number }[] = [
  { id: "velmora", name: "Velmora", share: 0.45 },
  { id: "brixano", name: "Brixano", share: 0.3 },
  { id: "tolvane", name: "Tolvane", share: 0.2 },
];
