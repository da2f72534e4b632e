package words_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"plumbline/internal/answers/tell/words"
)

var glossary = words.New([]words.Entry{
	{Title: "Gateway", Plain: "The part that talks to the banks.", Instead: "the link to the banks", Technical: true},
	{Title: "Event queue", Plain: "Things that wait.", Forms: []string{"queue"}, Instead: "waiting line", Technical: true},
	{Title: "Ledger", Plain: "The book of every amount.", Instead: "our books"},
	{Title: "Settlement", Plain: "Paying merchants."},
	{Title: "Truck factor", Plain: "How many people can be away before nobody knows a part.", Technical: true},
	{Title: "C++", Plain: "A language.", Technical: true},
})

func TestPlainWordsTakeThePlaceOfTheTrade(t *testing.T) {
	for text, want := range map[string]string{
		"The gateway is slow.":               "The link to the banks is slow.",
		"Gateway timeouts fell":              "The link to the banks timeouts fell",
		"Two event queues and a queue":       "Two waiting lines and a waiting line",
		"It goes to the ledger.":             "It goes to our books.",
		"The ledger is late.":                "Our books is late.",
		"Gatewayed and ledgers":              "Gatewayed and our books",
		"Event. Queue for it":                "Event. Waiting line for it",
		"A truck factor of 1":                "A how many people can be away before nobody knows a part of 1",
		"The settlement stays":               "The settlement stays",
		"C and C++ differ":                   "C and A language differ",
		"event-queue":                        "waiting line",
		"The new gateway comes late":         "The new link to the banks comes late",
		"Two gateways":                       "Two links to the banks",
		"":                                   "",
		"Nothing of the trade, 80 % likely.": "Nothing of the trade, 80 % likely.",
	} {
		got, _ := glossary.Plain(text)
		if got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
		if glossary.Technical(got) {
			t.Errorf("%q still holds a technical term", got)
		}
	}
}

// However terms explain each other, the words that come out are either plain or known
// to be technical: the oracle looks for forms between spaces alone.
func TestNoTechnicalTermIsMissed(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	vocabulary := strings.Fields("api node cache shard merge pod thing part way line book")
	word := func() string { return vocabulary[r.IntN(len(vocabulary))] }
	left := 0
	for range 3000 {
		var list []words.Entry
		technical := map[string]bool{}
		seen := map[string]bool{}
		for range 1 + r.IntN(6) {
			e := words.Entry{Title: word(), Plain: word() + " of a " + word() + ".", Technical: r.IntN(2) == 0}
			if r.IntN(2) == 0 {
				e.Instead = word()
			}
			if !seen[e.Title] {
				technical[e.Title] = e.Technical
				list = append(list, e)
			}
			seen[e.Title] = true
		}
		g := words.New(list)
		text := fmt.Sprintf("The %s of %s, and %s.", word(), strings.ToUpper(word()), word())
		plain, _ := g.Plain(text)
		found := false
		for _, w := range strings.FieldsFunc(strings.ToLower(plain), func(c rune) bool { return strings.ContainsRune(" ,.", c) }) {
			found = found || technical[w]
		}
		if found != g.Technical(plain) {
			t.Fatalf("%q of %q with %+v: technical %v", plain, text, list, g.Technical(plain))
		}
		if found {
			left++
		}
	}
	if left == 0 {
		t.Error("no ring was drawn")
	}
}

func TestHowEasilyATextIsRead(t *testing.T) {
	// Nine words in two sentences; the, cat, sat, on, the, mat and it, was, happy: ten syllables.
	r := words.Measure("The cat sat on the mat. It was happy.")
	want := 206.835 - 1.015*9.0/2 - 84.6*10.0/9
	if r.Words != 9 || r.Sentences != 2 || math.Abs(r.Ease-want) > 1e-9 || r.Long != 0 || r.Seconds != 2 {
		t.Errorf("%+v, want an ease of %.2f", r, want)
	}
	if hard := words.Measure("Organisational interdependencies necessitate comprehensive architectural reconsideration."); hard.Ease > 0 || hard.Long != 1 {
		t.Errorf("%+v", hard)
	}
	if empty := words.Measure(" "); empty != (words.Reading{}) {
		t.Errorf("%+v", empty)
	}
}
