/** Common first names per language; combined with common family names they name nobody. */
export const FIRST_NAMES: Record<string, string[]> = {
  en: "Amy,Ben,Chloe,Dan,Ellie,Fergus,Grace,Harry,Isla,Jack,Kate,Liam,Megan,Niall,Olivia,Pete,Rosie,Sam,Tara,Zoe".split(
    ",",
  ),
  nl: "Anouk,Bram,Daan,Eva,Femke,Guus,Hanneke,Ilse,Jeroen,Kees,Lotte,Maartje,Niels,Sanne,Thijs,Wouter,Yara,Joost".split(
    ",",
  ),
  fi: "Aino,Eero,Helmi,Ilkka,Jaana,Kalle,Leena,Mikko,Niina,Olli,Päivi,Riku,Sanna,Tero,Ulla,Veera,Heikki,Anu".split(
    ",",
  ),
  hu: "Anna,Balázs,Csilla,Dániel,Eszter,Ferenc,Gergő,Hanna,István,Judit,Kata,László,Márk,Nóra,Orsolya,Péter,Réka,Zsolt".split(
    ",",
  ),
  lv: "Anda,Baiba,Dace,Edgars,Guntis,Ilze,Jānis,Kristīne,Laura,Māris,Nauris,Olga,Pēteris,Raivis,Santa,Toms,Una,Zane".split(
    ",",
  ),
  de: "Anke,Bernd,Clara,Dirk,Elke,Felix,Greta,Holger,Ines,Jonas,Katrin,Lukas,Miriam,Nils,Petra,Ralf,Silke,Uwe".split(
    ",",
  ),
  es: "Ana,Borja,Carmen,Diego,Elena,Fran,Gema,Hugo,Irene,Javi,Laura,Marta,Nacho,Paula,Raúl,Sara,Teresa,Víctor".split(
    ",",
  ),
  fr: "Adèle,Bruno,Camille,Didier,Élodie,Fabien,Gaëlle,Hugo,Inès,Julie,Karim,Léa,Manon,Nadia,Olivier,Pauline,Rémi,Sophie".split(
    ",",
  ),
};

export const LAST_NAMES: Record<string, string[]> = {
  en: "Ashdown,Birtle,Carrow,Denby,Ellwood,Farrant,Goodge,Hartnell,Inskip,Jessop,Kemble,Lowther,Mossop,Norrish,Oakley,Pell".split(
    ",",
  ),
  nl: "Aalders,Boersma,Dekkinga,Elzinga,Fokkema,Groenhof,Hoekman,Jongsma,Kuipers,Lammers,Meinders,Nijhof,Postma,Wiersma".split(
    ",",
  ),
  fi: "Aaltonen,Eskola,Hakala,Jokela,Kallio,Lahtinen,Mäkelä,Niemi,Ojala,Peltola,Rantala,Salmela,Tuominen,Vuori".split(
    ",",
  ),
  hu: "Antal,Barta,Csonka,Dobos,Erdős,Fodor,Gulyás,Hegedűs,Juhász,Kelemen,Lengyel,Molnár,Orosz,Pintér,Szűcs".split(
    ",",
  ),
  lv: "Apinis,Balode,Celmiņa,Dumpis,Eglīte,Freimane,Grava,Jansone,Kalniņa,Liepiņš,Ozola,Priede,Riekstiņš,Vītola".split(
    ",",
  ),
  de: "Ahlers,Brinkhoff,Claasen,Dorn,Ebeling,Freese,Gerdes,Hagen,Jansen,Kröger,Lindner,Möhring,Ostermann,Voss".split(
    ",",
  ),
  es: "Aranda,Bermejo,Calvo,Duarte,Espejo,Fuentes,Gallardo,Herrero,Lozano,Marín,Navas,Olmos,Prieto,Salas".split(
    ",",
  ),
  fr: "Aubert,Blondel,Carlier,Delmas,Ferrand,Guérin,Hamel,Jourdan,Lacombe,Marchal,Noiret,Perrot,Renaud,Vasseur".split(
    ",",
  ),
};

export const HANDLE_WORDS =
  "tea,bike,moss,pixel,lake,north,oat,velo,cloud,fox,maple,radio,salt,tram,ruby,echo,plum,owl,zen,brick,kelp,nova,dune,pear".split(
    ",",
  );
