import {
  isAccountId,
  isDated,
  isFlag,
  isLink,
  isMostlyDistinct,
  isNameLike,
  isNumeric,
  isPlatform,
  isRecordAddress,
  isShort,
  isVaried,
  isWordy,
} from "./column-values.ts";
import type { Target } from "./targets.ts";

/** What speaks for a column being a target. */
export interface Clue {
  target: Target;
  /** Names that speak for it, the best first; tried on names in lower case without accents. */
  names: RegExp[];
  /** Must hold for the values. */
  fits?: (values: readonly string[]) => boolean;
}

/** A whole name out of a list of words. */
const words = (...lists: string[]) => new RegExp(`^(${lists.join("|")})$`);

/**
 * Clues in the order in which columns are given out. Beside English, the names that German, French, Spanish, Italian,
 * Portuguese, Dutch, the Nordic, Baltic and Central European languages have for the same.
 */
export const CLUES: readonly Clue[] = [
  {
    target: "published_at",
    fits: isDated,
    names: [
      /^(tweet|post|message|comment|review|article)?[ _]?(created|published|posted|submitted)[ _]?(at|on|date|time|utc)?$/,
      /^(creation|create|created|publication|publish|posting|post|submission|review|comment|timestamp)[ _]?(date|time|timestamp|created)$/,
      words(
        "date|datetime|date[ _]time|timestamp|created_utc|publish(ed)?_?(date|at|on)|created|time|pubdate|status_published|at|when|ts",
        "datum|zeitpunkt|zeitstempel|erstellt( am)?|veroffentlicht( am)?|date de publication|fecha|fecha de publicacion|data|data di pubblicazione|data de publicacao",
        "publicatiedatum|paivamaara|paivays|aika|datums|publicets|dato|dag|datum och tid|data publikacji|дата|дата публикации|发布时间|时间|日期|创建时间|发表时间|投稿日時|日時|tarih",
      ),
      /publi(sh|c|k)|posted|fecha|datum|paiva|veroffentlicht|data$/,
      /date|time|created/,
    ],
  },
  {
    target: "native_id",
    fits: isMostlyDistinct,
    names: [
      /^(tweet|status|post|message|comment|review|mention|video|story|article|item|question|answer|topic|response|feedback|recommendation|sn_msg|msg|object)[ _.]?id(_str)?$/,
      words(
        "id_str|id|guid|uuid|permalink_id|_id|unique_id",
        "kennung|identifiant|identificador|nummer|nr|id[ _]?nummer|tunniste|azonosito|mid|微博id|帖子id|评论id",
      ),
    ],
  },
  { target: "native_id", fits: isRecordAddress, names: [/^uri$/] },
  {
    target: "platform",
    fits: isPlatform,
    names: [
      words(
        "platform|sn_type|network|social[ _]?network|source|source[ _]?type|channel|site|medium|plattform|netzwerk|quelle|kanal|plateforme|reseau|plataforma|piattaforma|alusta|kanava|platforma",
      ),
    ],
  },
  {
    target: "url",
    fits: isLink,
    names: [
      /^(permalink|perma_?link|(tweet|post|status|comment|message|mention|article|review|video)[ _]?(url|uri|link))$/,
      words(
        "url|uri|link|source_url|post_?page|share_?url|perma_?link|链接|微博链接|地址|ссылка|address|web_?url|adresse|lien|enlace|hiperenlace|collegamento|koppeling|linkki|osoite|saite|hivatkozas|lank|lenke",
      ),
    ],
  },
  {
    target: "author_id",
    names: [
      /^(author|user|from|account|sender|profile|channel|owner|creator|consumer|reviewer|poster)[ _.]?(id|uid|user_?id|steamid|pk)(_str)?$/,
    ],
  },
  { target: "author_id", fits: isAccountId, names: [/^(author|user|account|channel|did|repo)$/] },
  {
    target: "author_name",
    fits: isNameLike,
    names: [
      /^(author|user|account|screen|from_user|tweet_user|sender|channel|owner|creator|profile|review|reviewer|consumer|poster)?[ _.]?(screen_?name|username|user_?name|handle|nickname|uniqueid)$/,
      /^(author|user|account|sender|channel|owner|creator|consumer|reviewer|poster)[ _.]?(display_?name|full_?name|name|login|slug)$/,
      words(
        "author|from_user|user|account|author_name|account_name|page_name|page name|page|poster|sender|influencer|reviewer|reviewer[ _]name|by|from|profile|channel|who|customer|(?:author|user|account)\\.name",
        "autor|autorin|verfasser|benutzer|benutzername|nutzer|nutzername|absender|kunde|auteur|utilisateur|client|usuario|remitente|autore|utente|gebruiker|gebruikersnaam|afzender",
        "kirjoittaja|kayttaja|nimimerkki|autors|lietotajs|szerzo|felhasznalo|forfattare|anvandare|forfatter|bruker|bruger|uzytkownik|автор|用户昵称|作者|用户名|博主|昵称|作者名|ユーザー名|yazar",
      ),
      words(
        "name|full_?name|display_?name|channel_?title|publication|publisher|byline|newspaper|media_?name|source|outlet|party|nom|nombre|nome|naam|nimi|vards|nev|namn|navn",
      ),
    ],
  },
  {
    target: "text",
    fits: isWordy,
    names: [
      words(
        "full_?text|text|tweet|tweet_?text|message|content|body|status_message|selftext|post_?text|comment_?text|review_?(text|content)|mention|msg",
        "nachricht|inhalt|beitrag|texte|contenu|texto|mensaje|contenido|testo|messaggio|contenuto|mensagem|conteudo|tekst|bericht|inhoud",
        "teksti|viesti|sisalto|teksts|zina|saturs|szoveg|uzenet|tartalom|innehall|meddelande|melding|besked|tresc|wiadomosc|текст|сообщение|微博正文|正文|内容|文本|评论内容|本文|metin",
        "cooked|body_?html|content_?html|raw|abstract",
      ),
    ],
  },
  {
    target: "text",
    fits: isVaried,
    names: [
      words(
        "comment|post|review|caption|snippet|description|summary|opening text|excerpt|reply|status|kommentar|commentaire|comentario|commento|reactie|kommentti|komentars|hozzaszolas|bewertung|avis|recension|kommentar",
      ),
      /text|content|message|body|teksti|tekst|szoveg/,
    ],
  },
  {
    target: "title",
    fits: isWordy,
    names: [
      words(
        "title|headline|subject|link_name|story_title|post_title|video_?title|review_?title|review title",
        "titel|uberschrift|schlagzeile|betreff|titre|titulo|titolo|oggetto|onderwerp|otsikko|virsraksts|cim|rubrik|tittel|tytul|标题|заголовок",
      ),
    ],
  },
  {
    target: "likes",
    fits: isNumeric,
    names: [
      words(
        "likes?|likes?_?count|num_likes|favou?rites?|favou?rite_?count|likes_count|num_reactions|reactions?|total_reactions|num_points|points|upvotes|up_?vote_?count|votes_?up|ups|attitudes_?count|digg_?count|helpful(_?count)?|thumbs_?up(_?count)?",
        "gefallt mir(-angaben)?|j'aime|mentions j'aime|me gusta|mi piace|curtidas|gostos|vind-ik-leuks?|tykkaykset|patik|kedvelesek|gilla-markeringar|gillar|点赞数|点赞|лайки|нравится",
      ),
    ],
  },
  {
    target: "shares",
    fits: isNumeric,
    names: [
      words(
        "shares?|shares?_?count|num_shares|retweets?|retweet_?count|reposts?|reposts?_?count|reblogs?(_?count)?|forwards|num_retweets|shares_count",
        "geteilt|teilungen|partages|compartidos|compartir|condivisioni|compartilhamentos|partilhas|gedeeld|jaot|jakamiset|dalijumi|megosztasok|delningar|delinger|转发数|转发|分享数|репосты",
      ),
    ],
  },
  {
    target: "comments",
    fits: isNumeric,
    names: [
      words(
        "comments?|comments?_?count|number_?of_?comments|number_?of_?replies|num_comments|replies|reply_?count|num_replies|comments_count|answers|answer_?count|replies_?count|descendants",
        "kommentare|antworten|commentaires|comentarios|commenti|reacties|kommentit|vastaukset|komentari|hozzaszolasok|kommentarer|评论数|评论|комментарии",
      ),
    ],
  },
  { target: "quotes", fits: isNumeric, names: [/^(quotes?|quote_?count)$/] },
  {
    target: "views",
    fits: isNumeric,
    names: [
      words(
        "views?|views?_?count|impressions?|impression_?count|plays?|play_?count|num_views",
        "aufrufe|ansichten|impressionen|vues|vistas|visualizaciones|visualizzazioni|visualizacoes|weergaven|katselut|nayttokerrat|skatijumi|megtekintesek|visningar|visninger|浏览量|阅读数|播放量|просмотры",
      ),
    ],
  },
  {
    target: "reach",
    fits: isNumeric,
    names: [
      words(
        "reach|potential reach|estimated reach|audience|reichweite|portee|alcance|portata|copertura|bereik|tavoittavuus|sasniedziba|eleres|rackvidd",
      ),
    ],
  },
  {
    target: "author_followers",
    fits: isNumeric,
    names: [
      /^(author|user|account|from_user|sender|channel|owner|creator)?[ _.]?followers?(_?count| count)?$/,
      /followers|abonnes|seguidores|follower/,
      words("volgers|seuraajat|sekotaji|kovetok|foljare"),
    ],
  },
  { target: "author_verified", fits: isFlag, names: [/^(author|user|account)?[ _.]?(is_?)?verified$/] },
  {
    target: "vendor_language",
    fits: isShort(20),
    names: [
      words(
        "lang|language|language_code|iso_language_code|text_?language|sprache|langue|idioma|lingua|taal|kieli|valoda|nyelv|sprak",
      ),
    ],
  },
  {
    target: "vendor_sentiment",
    fits: isShort(20),
    names: [
      /^([a-z]+_)?sentiment(_label)?$/,
      words(
        "polarity|tone|star rating|rating|stars|review[ _]?(stars|rating)|review_?score|voted_up|recommended|stimmung|tonalitat|tonalite|sentimiento|sterne|note|puntuacion|arvosana|vertejums|ertekeles",
      ),
    ],
  },
  {
    target: "country",
    fits: isShort(40),
    names: [words("country|country_?code|land|pays|pais|paese|maa|valsts|orszag")],
  },
  { target: "thread_id", names: [/^(conversation_?id(_str)?|thread_?id|thread|topic_?id|story_?id)$/] },
];

/** Counts that only some sites call so: with these names beside them. */
export const SCORES: { target: Target; name: RegExp; beside: RegExp } = {
  target: "likes",
  name: /^score$/,
  beside: /^(num_comments|descendants|subreddit|ups|upvote_ratio|answer_?count|is_answered|kids)$/,
};
