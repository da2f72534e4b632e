// Package words holds the names and phrases that simulated organisations are
// made of: people, areas of a payments company, subjects of commits and titles
// of tasks. It draws from a generator it is given, so that the same generator
// gives the same words.
package words

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// Place is a part of a code base: its directory, what it deals with, and the
// language most of it is written in ("go", "ts", "sql" or "yaml").
type Place struct {
	Dir      string
	Language string
	Nouns    []string
}

// places are the areas of a payments company, the best known first.
var places = []Place{
	{"ledger", "go", []string{"entry", "balance", "posting", "account", "journal"}},
	{"settlement", "go", []string{"batch", "payout", "window", "clearing", "netting"}},
	{"checkout", "go", []string{"basket", "session", "total", "order", "address"}},
	{"gateway", "go", []string{"route", "acquirer", "timeout", "callback", "retry"}},
	{"web", "ts", []string{"page", "form", "banner", "layout", "widget"}},
	{"export", "go", []string{"file", "column", "delivery", "archive", "manifest"}},
	{"jobs", "go", []string{"queue", "worker", "schedule", "lease", "backoff"}},
	{"auth", "go", []string{"token", "login", "scope", "device", "grant"}},
	{"metrics", "go", []string{"counter", "series", "label", "bucket", "alert"}},
	{"deploy", "yaml", []string{"chart", "probe", "secret", "replica", "rollout"}},
	{"refunds", "go", []string{"refund", "reason", "reversal", "dispute", "credit"}},
	{"reports", "sql", []string{"view", "period", "summary", "margin", "cohort"}},
	{"notify", "ts", []string{"mail", "template", "locale", "receipt", "digest"}},
	{"risk", "go", []string{"score", "rule", "limit", "review", "signal"}},
	{"fees", "go", []string{"tariff", "tier", "markup", "discount", "rounding"}},
	{"fx", "go", []string{"rate", "quote", "spread", "currency", "hedge"}},
	{"merchants", "ts", []string{"profile", "contract", "onboarding", "store", "contact"}},
	{"vault", "go", []string{"card", "key", "cipher", "rotation", "alias"}},
	{"warehouse", "sql", []string{"fact", "dimension", "load", "snapshot", "partition"}},
	{"admin", "ts", []string{"table", "filter", "role", "audit", "menu"}},
	{"search", "go", []string{"index", "query", "facet", "ranking", "token"}},
	{"invoices", "go", []string{"invoice", "line", "due", "reminder", "number"}},
	{"tax", "go", []string{"country", "rate", "exemption", "receipt", "filing"}},
	{"mobile", "ts", []string{"screen", "gesture", "cache", "push", "theme"}},
	{"events", "go", []string{"topic", "offset", "schema", "replay", "consumer"}},
	{"limits", "go", []string{"quota", "window", "burst", "counter", "tenant"}},
	{"identity", "go", []string{"document", "check", "selfie", "match", "consent"}},
	{"bank", "go", []string{"statement", "transfer", "mandate", "iban", "booking"}},
	{"terminal", "ts", []string{"reader", "pairing", "slip", "firmware", "tap"}},
	{"loyalty", "ts", []string{"point", "voucher", "campaign", "tier", "badge"}},
}

// PlaceAt gives the i-th area; past the end of the list areas get a number.
func PlaceAt(i int) Place {
	p := places[i%len(places)]
	if n := i / len(places); n > 0 {
		p.Dir += strconv.Itoa(n + 1)
	}
	return p
}

var firstNames = strings.Fields(`Ada Adil Aiko Alba Alex Amara Andrei Anika Anton Asha Astrid Ayo Bela Bruno Carla Cem
Chidi Clara Colm Dario Deniz Dina Edda Eero Elif Elsa Emeka Enzo Esra Eva Fadi Farah Felix Filip Gita Goran Greta Hana
Hugo Ida Idris Ilse Imran Ines Irena Isak Iva Jana Joao Jonas Jude Juno Kai Karim Katja Kemal Kira Koji Lana Lars Leif
Lena Liam Lior Livia Luca Maeve Malik Mara Marek Mateo Maya Mei Milo Mina Nadia Naoki Nico Nils Nina Noa Odile Olga Omar
Oskar Otto Paula Petra Pia Quinn Rafa Rania Reza Rosa Ruben Sana Sami Selma Sofia Stefan Suki Sven Talia Tariq Tess Timo
Ugo Uma Vera Viktor Wanda Willem Yara Yuki Zane Zoe`)

var lastNames = strings.Fields(`Abbas Adeyemi Alves Amsel Andersen Arslan Baranski Bauer Bello Berg Bianchi Blom Boateng
Cardoso Castel Chopra Costa Dahl Demir Diallo Dobre Duarte Eklund Engel Farkas Ferro Fischer Fonseca Fujita Gallo Garnier
Goldau Greco Haas Hagen Hassan Horvat Ibrahim Ito Jansen Jovic Kaplan Kaur Keller Kim Kovac Kruger Lang Larsen Lehto Levy
Lindholm Lopez Lund Maier Marin Mbeki Mendes Meyer Molnar Moreno Mwangi Nair Navarro Nilsen Novak Nowak Obi Okoro Oliva
Osman Park Pavlov Pereira Petit Pohl Popescu Quist Rahman Ramos Reyes Ricci Rossi Roth Saari Saito Salazar Santos Sato
Schwarz Sharma Silva Sorensen Suzuki Takeda Tamm Tanaka Torres Ueda Vance Varga Vega Virtanen Vogel Walsh Weber Winter
Yilmaz Zeman Ziegler`)

// Names gives n different full names, in an order the generator decides.
func Names(r *rand.Rand, n int) []string {
	first, last := r.Perm(len(firstNames)), r.Perm(len(lastNames))
	out := make([]string, n)
	for i := range out {
		shift := i / len(first)
		f := firstNames[first[i%len(first)]]
		l := lastNames[last[(i+shift*37+i/len(last))%len(last)]]
		out[i] = f + " " + l
		if round := i / (len(first) * len(last)); round > 0 {
			out[i] += " " + strconv.Itoa(round+1)
		}
	}
	return out
}

// Key is the short form of a name people use: the first name in lower case.
func Key(name string) string {
	first, _, _ := strings.Cut(name, " ")
	return strings.ToLower(first)
}

// Login is how a person signs in at a forge: first letter and last name.
func Login(name string) string {
	first, last, ok := strings.Cut(strings.ToLower(name), " ")
	if !ok {
		return first
	}
	return first[:1] + strings.ReplaceAll(last, " ", "")
}

var zones = []string{"Europe/Berlin", "Europe/Lisbon", "Europe/Helsinki", "Europe/London", "America/Sao_Paulo", "America/New_York", "Asia/Kolkata"}

// Zone draws a time zone; half of all people sit in Berlin.
func Zone(r *rand.Rand) string {
	if r.IntN(2) == 0 {
		return zones[0]
	}
	return zones[r.IntN(len(zones))]
}
