/**
 * ISTAT code of a comune → the place of the same province, as GeoNames spells it, that stands for it on the map:
 * where GeoNames has an English or older spelling, where a comune is named after its valley and not after the
 * village that its town hall is in, and where it was born of a merger.
 */
export const seats: Readonly<Record<string, string>> = {
  '001272': 'Turin', // Torino
  '001317': 'Alice Superiore', // Val di Chy
  '001318': 'Vico Canavese', // Valchiusa
  '002170': 'Rimasco', // Alto Sermenza
  '004006': 'Bersezio', // Argentera
  '004017': 'Pleyne', // Bellino
  '004053': 'Campomolino', // Castelmagno
  '004060': 'Chiesa di Macra', // Celle di Macra
  '004063': 'Cerreto Langhe', // Cerretto Langhe
  '004083': 'Serre', // Elva
  '006192': 'Piovera', // Alluvioni Piovera
  '007011': 'Grand Brissogne', // Brissogne
  '007050': 'Pont-Bozet', // Pontboset
  '007066': 'Ville Sur Sarre', // Sarre
  '008003': 'Aquila di Arroscia', // Aquila d'Arroscia
  '008023': 'Cosio di Arroscia', // Cosio d'Arroscia
  '008048': 'Borgo di Ranzo', // Ranzo
  '008068': 'Montalto Ligure', // Montalto Carpasio
  '010025': 'Genoa', // Genova
  '010031': 'Ferriere', // Lumarzo
  '010040': 'Conscenti', // Ne
  '010055': 'Manesseno', // Sant'Olcese
  '011013': 'Piano di Follo', // Follo
  '011020': 'Casano-Dogana-Isola', // Luni
  '011032': 'Pieve di Zignago', // Zignago
  '013071': 'Osteno-Claino', // Claino con Osteno
  '013234': 'San Mamete', // Valsolda
  '013249': 'Gravedona-San Gregorio', // Gravedona ed Uniti
  '013251': 'Gironico al Piano', // Colverde
  '013252': 'Tremezzo', // Tremezzina
  '013253': "Lanzo d'Intelvi", // Alta Valle Intelvi
  '013254': 'San Fedele Intelvi', // Centro Valle Intelvi
  '013256': 'Uggiate Trevano', // Uggiate con Ronago
  '014022': 'Serone', // Civo
  '014035': 'Pianazzo', // Madesimo
  '014071': 'Isolaccia', // Valdidentro
  '014073': 'San Nicolò', // Valfurva
  '015146': 'Milan', // Milano
  '015171': 'Bettola-Zeloforomagno', // Peschiera Borromeo
  '016069': 'Cenate di Sotto', // Cenate Sotto
  '016223': 'Bondione', // Valbondione
  '016224': 'Scano al Brembo', // Valbrembo
  '016247': 'Costa di Serina', // Costa Serina
  '016253': 'Brembilla', // Val Brembilla
  '017060': 'Cizzago-Comezzano', // Comezzano-Cizzago
  '017111': 'Siviano', // Monte Isola
  '017158': 'Puegnago sul Garda', // Puegnago del Garda
  '017185': 'Gardola', // Tignale
  '017189': 'Pieve', // Tremosine sul Garda
  '017191': 'Trebbio', // Treviso Bresciano
  '017206': 'Piamborno', // Piancogno
  '018021': 'Pregola', // Brallo di Pregola
  '018125': 'Villa Fornace', // Rocca de' Giorgi
  '018126': 'Susella', // Rocca Susella
  '018166': 'Casa Ponte', // Val di Nizza
  '018193': 'Ruino', // Colli Verdi
  '019081': 'Ripalta Nuova', // Ripalta Cremasca
  '020021': 'Montanara', // Curtatone
  '020030': 'Mantua', // Mantova
  '020045': "Sant'Antonio", // Porto Mantovano
  '020057': 'Mottella', // San Giorgio Bigarello
  '020071': 'Cerese', // Borgo Virgilio
  '020072': 'Revere', // Borgo Mantovano
  '020073': 'Borgofranco sul Po', // Borgocarbonara
  '021004': 'San Michele', // Appiano sulla strada del vino
  '021047': 'San Vigilio', // Marebbe
  '021049': 'Ganda', // Martello
  '021107': 'Prati', // Val di Vizze
  '022011': 'Centrale', // Bedollo
  '022058': 'Covelo', // Cimone
  '022091': 'Garniga Nuova', // Garniga Terme
  '022136': 'Cogolo', // Peio
  '022200': 'Vigo di Ton', // Ton
  '022228': 'Ponte Arche', // Comano Terme
  '022229': 'Pieve di Ledro', // Ledro
  '022230': 'Taio', // Predaia
  '022231': 'San Lorenzo in Dorsino', // San Lorenzo Dorsino
  '022232': 'Daone', // Valdaone
  '022235': 'Faver', // Altavalle
  '022236': 'Vattaro', // Altopiano della Vigolana
  '022238': 'Condino', // Borgo Chiese
  '022239': 'Zuclo', // Borgo Lares
  '022240': 'Strigno', // Castel Ivano
  '022242': 'Cunevo', // Contà
  '022243': 'Calavino', // Madruzzo
  '022244': 'Villa Rendena', // Porte di Rendena
  '022245': 'Fiera di Primiero', // Primiero San Martino di Castrozza
  '022246': 'Roncone', // Sella Giudicarie
  '022247': 'Ragoli', // Tre Ville
  '022248': 'Vezzano', // Vallelaghi
  '022249': 'Tuenno', // Ville d'Anaunia
  '022250': 'Vigo di Fassa', // San Giovanni di Fassa-Sèn Jan
  '022251': 'Zambana', // Terre d'Adige
  '022252': 'Fondo', // Borgo d'Anaunia
  '022253': 'Revò', // Novella
  '022254': 'Carano', // Ville di Fiemme
  '023021': 'Beccacivetta', // Castel d'Azzano
  '023023': 'Cavajon Veronese', // Cavaion Veronese
  '023029': 'Capitello', // Concamarise
  '023037': 'Roncanova', // Gazzo Veronese
  '024027': 'Ponte di Castegnero', // Castegnero
  '024071': 'Ponte di Nanto', // Nanto
  '024079': 'Poiana Maggiore', // Pojana Maggiore
  '024112': 'San Pietro Valdastico', // Valdastico
  '024123': 'San Germano dei Berici', // Val Liona
  '024124': 'Barbarano Vicentino', // Barbarano Mossano
  '024125': 'San Nazario', // Valbrenta
  '024126': 'Mason Vicentino', // Colceresa
  '025012': 'Lamosano', // Chies d'Alpago
  '025015': 'Candide', // Comelico Superiore
  '025046': 'San Nicolò Comelico', // San Nicolò di Comelico
  '025072': "Puos d'Alpago", // Alpago
  '025073': 'Forno di Zoldo', // Val di Zoldo
  '025074': 'Mel', // Borgo Valbelluna
  '026029': 'Onè', // Fonte
  '026047': 'Badoere', // Morgano
  '026096': 'Crespano del Grappa', // Pieve del Grappa
  '027010': 'Pegolotte', // Cona
  '027019': 'Lido di Jesolo', // Jesolo
  '027042': 'Venice', // Venezia
  '028031': 'Fontanafredda', // Cinto Euganeo
  '028060': 'Padua', // Padova
  '028071': 'Bastia', // Rovolon
  '028089': 'Treponti', // Teolo
  '028107': 'Megliadino San Fidenzio', // Borgo Veneto
  '030013': 'Santo Stefano', // Buja
  '030034': 'Cras', // Drenchia
  '030045': 'Clodig', // Grimacco
  '030087': 'San Giacomo', // Ragogna
  '030092': 'Prato', // Resia
  '030110': 'Mediis', // Socchieve
  '030132': 'Chiaulis', // Verzegnis
  '030138': 'Campolongo al Torre', // Campolongo Tapogliano
  '030191': 'Treppo Carnico', // Treppo Ligosullo
  '032002': 'Zolla', // Monrupino-Repentabor
  '032004': 'Dolina', // San Dorligo della Valle-Dolina
  '033006': 'Borgonovo Valtidone', // Borgonovo Val Tidone
  '033007': 'Roveleto', // Cadeo
  '033017': 'Marsaglia', // Corte Brugnatella
  '033049': 'Nibbiano', // Alta Val Tidone
  '034044': 'Stazione Valmozzola', // Valmozzola
  '034050': 'Zibello', // Polesine Zibello
  '035018': "Ciano d'Enza", // Canossa
  '035022': 'Praticello di Gattatico', // Gattatico
  '035046': 'Busana', // Ventasso
  '037028': 'San Vincenzo', // Galliera
  '037042': 'Calderino', // Monte San Pietro
  '037061': 'Bazzano', // Valsamoggia
  '037062': 'Porretta Terme', // Alto Reno Terme
  '038027': 'Migliaro', // Fiscaglia
  '038028': "Sant'Agostino", // Terre del Reno
  '038029': 'Berra', // Riva del Po
  '038030': 'Tresigallo-Final di Rero', // Tresignana
  '040001': 'San Piero in Bagno', // Bagno di Romagna
  '041048': 'Mercato Vecchio', // Pietrarubbia
  '041068': 'Bottega', // Vallefoglia
  '041069': 'Calcinelli', // Colli al Metauro
  '041070': 'Orciano di Pesaro', // Terre Roveresche
  '042050': 'Ripe', // Trecastelli
  '043017': 'Trebbio', // Fiastra
  '043019': 'Massa', // Fiuminata
  '043027': "Pie' del Sasso", // Monte Cavallo
  '043056': 'Fluminata', // Ussita
  '043058': 'Pievebovigliana', // Valfornace
  '044038': 'Balzo', // Montegallo
  '044064': 'Marsia', // Roccafluvione
  '046030': 'Pontestazzemese', // Stazzema
  '046036': 'Fabbriche di Vallico', // Fabbriche di Vergemoli
  '047003': 'Borgo a Buggiano', // Buggiano
  '047024': 'San Marcello Pistoiese', // San Marcello Piteglio
  '048017': 'Florence', // Firenze
  '048052': 'Figline Valdarno', // Figline e Incisa Valdarno
  '048054': 'Tavarnelle Val di Pesa', // Barberino Tavarnelle
  '051008': 'Rassina', // Castel Focognano
  '051040': 'Castelfranco di Sopra', // Castelfranco Piandiscò
  '053008': 'Civitella Marittima', // Civitella Paganico
  '057031': 'Limiti di Greccio', // Greccio
  '057044': 'Montopoli in Sabina', // Montopoli di Sabina
  '058091': 'Rome', // Roma
  '058122': 'Tor Lupara', // Fonte Nuova
  '060027': 'Coldragone', // Colfelice
  '060036': 'Collefontana-Fontana Liri Inferiore', // Fontana Liri
  '060078': 'Torre Caietani', // Torre Cajetani
  '063049': 'Naples', // Napoli
  '064030': 'Nuova Conza della Campania', // Conza della Campania
  '065031': 'Santa Maria', // Castellabate
  '065055': 'Capitignano', // Giffoni Sei Casali
  '065110': 'Scalo Romagnano al Monte', // Romagnano al Monte
  '066042': 'Vallecupa', // Fagnano Alto
  '066059': "San Panfilo d'Ocre", // Ocre
  '067036': 'Imposte', // Rocca Santa Maria
  '069081': 'Sambuceto', // San Giovanni Teatino
  '078139': 'Calvisi', // Scigliano
  '078156': 'Spezzano Piccolo', // Casali del Manco
  '078157': 'Corigliano Calabro', // Corigliano-Rossano
  '079133': 'Crichi', // Simeri Crichi
  '080063': 'Reggio Calabria', // Reggio di Calabria
  '081010': 'Nuova Gibellina', // Gibellina
  '081016': 'Nuovo Centro Urbano Poggioreale', // Poggioreale
  '081025': 'Rilievo', // Misiliscemi
  '087013': 'Castel di Judica', // Castel di Iudica
  '087016': 'Fiumefreddo Sicilia', // Fiumefreddo di Sicilia
  '093011': 'Paludea', // Castelnovo del Friuli
  '093049': 'Anduins', // Vito d'Asio
  '096002': 'Andorno Cacciorna', // Andorno Micca
  '096065': 'Fontanella-Ozino', // Strona
  '096088': 'Valle Mosso', // Valdilana
  '097060': 'Vassena', // Oliveto Lario
  '097092': 'Rovagnate', // La Valletta Brianza
  '097093': 'Vestreno', // Valvarrone
  '098021': 'Muzza di Cornegliano Laudense', // Cornegliano Laudense
  '098062': 'Camairago', // Castelgerundo
  '099022': 'Serra di Maiolo', // Maiolo
  '099028': 'Poggio Berni', // Poggio Torriana
  '099030': 'Villagrande', // Montecopiolo
  '101001': 'Belvedere Spinello', // Belvedere di Spinello
  '102017': 'Jonadi', // Ionadi
  '103012': 'San Lorenzo', // Bognanco
  '103078': 'Seppiana', // Borgomezzavalle
  '103079': 'Falmenta', // Valle Cannobina
};
