"""The words around names: prefixes, qualifiers, articles, totals, and the best-known places outside Wallonia."""

import re

from wallonia_map.tables.name_text import normalise

#: « Ville de », « Commune d' », « Gemeente », as `normalise` leaves them.
PREFIX = re.compile(
    r"^(?:(?:la |de |die )?(?:ville|commune|cite|bourg|administration communale|ac|adm communale|entite|gemeente|stad|stadt|gemeinde|stadtgemeinde"
    r"|municipality|city|town)(?: (?:de|du|des|d|of|von|van))?) (?=\S)"
)
#: What makes a name that of a province, an arrondissement or the region.
TERRITORY = re.compile(
    r"^(?:province|prov|provincie|provinz|arrondissement|arr|bezirk|region|gewest|total|totaal|gesamt)(?: (?:de|du|des|d|of|von|van))?(?: (?:la|le|l))? (?=\S)"
)
#: In brackets, these say nothing about which municipality is meant.
NOISE = frozenset({
    "ville", "commune", "cite", "stad", "stadt", "gemeente", "gemeinde", "city", "town", "municipality", "be", "b", "belgique", "belgie", "belgien",
    "belgium", "wallonie", "wallonia", "wallonien", "wallonne", "rw", "entite", "region wallonne", "ville de", "commune de",
})  # fmt: skip
ARTICLES = ("la", "le", "les", "l", "de", "die", "het")
TOTALS = frozenset({
    "total", "totaal", "totale", "totaux", "total general", "somme", "sum", "summe", "gesamt", "insgesamt", "grand total", "ensemble", "moyenne",
    "average", "gemiddelde", "durchschnitt", "mittelwert", "algemeen totaal",
})  # fmt: skip
#: The region and the country are no municipality either.
WIDER = frozenset(
    {"wallonie", "wallonia", "region wallonne", "waals gewest", "wallonische region", "belgique", "belgie", "belgien", "belgium"}
)

_OUTSIDE = """
Bruxelles;Brussel;Brussels;Brüssel;Ville de Bruxelles;Région de Bruxelles-Capitale;Bruxelles-Capitale;Brussels Hoofdstedelijk Gewest
Anderlecht;Auderghem;Oudergem;Berchem-Sainte-Agathe;Sint-Agatha-Berchem;Etterbeek;Evere;Forest;Vorst;Ganshoren;Ixelles;Elsene;Jette;Koekelberg
Molenbeek-Saint-Jean;Sint-Jans-Molenbeek;Molenbeek;Saint-Gilles;Sint-Gillis;Saint-Josse-ten-Noode;Sint-Joost-ten-Node;Saint-Josse;Schaerbeek
Schaarbeek;Uccle;Ukkel;Watermael-Boitsfort;Watermaal-Bosvoorde;Woluwe-Saint-Lambert;Sint-Lambrechts-Woluwe;Woluwe-Saint-Pierre
Sint-Pieters-Woluwe;Laeken;Laken
Antwerpen;Anvers;Antwerp;Gent;Gand;Ghent;Brugge;Bruges;Leuven;Louvain;Löwen;Mechelen;Malines;Kortrijk;Courtrai;Aalst;Alost;Hasselt;Genk
Oostende;Ostende;Ostend;Sint-Niklaas;Saint-Nicolas-Waes;Roeselare;Roulers;Turnhout;Dendermonde;Termonde;Vilvoorde;Vilvorde;Halle;Hal;Lier;Lierre
Tongeren;Tongres;Tongeren-Borgloon;Sint-Truiden;Saint-Trond;Ieper;Ypres;Oudenaarde;Audenarde;Ronse;Renaix;Geraardsbergen;Grammont;Ninove
Tienen;Tirlemont;Diest;Aarschot;Geel;Mol;Herentals;Lommel;Beringen;Bilzen;Maaseik;Voeren;Fourons;Waregem;Menen;Menin;Wervik;Poperinge;Veurne;Furnes
Knokke-Heist;Blankenberge;Diksmuide;Dixmude;Torhout;Tielt;Izegem;Harelbeke;Wevelgem;Lokeren;Beveren;Temse;Zele;Wetteren;Eeklo;Deinze;Zottegem
Zaventem;Overijse;Hoeilaart;Tervuren;Dilbeek;Grimbergen;Asse;Ternat;Lennik;Gooik;Sint-Pieters-Leeuw;Beersel;Linkebeek;Drogenbos;Kraainem;Crainhem
Wemmel;Wezembeek-Oppem;Sint-Genesius-Rode;Rhode-Saint-Genèse;Landen;Zoutleeuw;Bever;Biévène;Herne;Galmaarden;Houthalen-Helchteren;Riemst
Spiere-Helkijn;Espierres-Helchin;Mesen;Messines;Heuvelland;Vlaanderen;Flandre;Flandern;Flanders
"""
#: Belgian municipalities outside Wallonia (and the two other regions) that tables name most.
OUTSIDE = frozenset(normalise(name) for line in _OUTSIDE.strip().splitlines() for name in line.split(";"))
#: Official names of Walloon municipalities that are also a name of one outside (Sint-Niklaas is Saint-Nicolas in French).
ALSO_OUTSIDE = frozenset({"saint nicolas"})
