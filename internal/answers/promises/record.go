package promises

import (
	"cmp"
	"slices"
	"strings"

	"plumbline/internal/answers/answer"
	"plumbline/internal/answers/calibration"
	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/people"
	"plumbline/internal/snapshot"
)

// Record is how promises ended. Low and High bound in nine cases of ten the share that
// would be kept in the long run (Wilson's interval).
type Record struct {
	Kept      int                 `json:"kept"`
	Broken    int                 `json:"broken"`
	Withdrawn int                 `json:"withdrawn"`
	Odds      float64             `json:"odds"` // mean of those said or agreed when they were given, 0–1
	Low       float64             `json:"low"`
	High      float64             `json:"high"`
	Statement statement.Statement `json:"statement"`
	sum       float64
}

// Pair is the record between two teams, and what is open between them.
type Pair struct {
	From   answer.Rec `json:"from"`
	To     answer.Rec `json:"to"`
	Open   int        `json:"open"`
	Short  int        `json:"short"` // of the open ones, under the odds agreed or past their day
	Record Record     `json:"record"`
}

// scores are the pairs by the names of their teams.
type scores map[[2]string]*Pair

func (s scores) add(p *Promise) {
	from := answer.Rec{Kind: "team"}
	if p.From != nil {
		from = *p.From
	}
	at := [2]string{from.Title, p.To.Title}
	if s[at] == nil {
		s[at] = &Pair{From: from, To: p.To}
	}
	k := s[at]
	switch p.State {
	case "kept":
		k.Record.Kept++
	case "broken":
		k.Record.Broken++
	case "withdrawn":
		k.Record.Withdrawn++
		return
	default:
		k.Open++
		if p.State == "short" || p.State == "overdue" {
			k.Short++
		}
		if p.State != "overdue" || p.Kind != "milestone" {
			return
		}
		k.Record.Broken++ // what the milestone needs is not finished, and its day has passed
	}
	k.Record.sum += cmp.Or(p.Then, p.Agreed)
}

// sum gives the pairs in the order of their names, and the record of all.
func (s scores) sum(a *Answer) {
	for _, k := range s {
		a.Record.Kept, a.Record.Broken, a.Record.Withdrawn = a.Record.Kept+k.Record.Kept, a.Record.Broken+k.Record.Broken, a.Record.Withdrawn+k.Record.Withdrawn
		a.Record.sum += k.Record.sum
		k.Record.close()
		a.Pairs = append(a.Pairs, *k)
	}
	a.Record.close()
	slices.SortFunc(a.Pairs, func(x, y Pair) int {
		return cmp.Or(cmp.Compare(x.From.Title, y.From.Title), cmp.Compare(x.To.Title, y.To.Title))
	})
}

func (r *Record) close() {
	n := r.Kept + r.Broken
	r.Low, r.High = calibration.Interval(float64(r.Kept), float64(n))
	if n == 0 {
		r.Statement = statement.New("promises.record.none")
		return
	}
	r.Odds = r.sum / float64(n)
	r.Statement = statement.New("promises.record", statement.N("n", n), statement.Odds("odds", r.Odds), statement.N("kept", r.Kept), statement.Odds("low", r.Low), statement.Odds("high", r.High))
}

// Team is what a team offers and how to ask for it.
type Team struct {
	answer.Rec
	Version int            `json:"version"`
	Purpose string         `json:"purpose,omitempty"`
	Lead    *answer.Person `json:"lead,omitempty"`
	Offers  []Offer        `json:"offers"`
	// Statement says in one sentence what is offered.
	Statement statement.Statement `json:"statement"`
}

// Offer is one thing a team offers, and how many open promises are of it.
type Offer struct {
	What string `json:"what"`
	Ask  string `json:"ask,omitempty"`
	Open int    `json:"open"`
}

func (q *asking) teams() {
	open := map[[2]string]int{}
	for i := range q.out.Promises {
		if p := &q.out.Promises[i]; p.Open() && p.From != nil && p.Interface != "" {
			open[[2]string{p.From.ID, p.Interface}]++
		}
	}
	for _, t := range snapshot.List[people.Team](q.view, "team") {
		out := Team{Rec: answer.RecOf(q.view, "team", t.ID), Version: t.Version, Purpose: string(t.Body.Purpose), Offers: []Offer{}}
		if t.Body.Lead != "" {
			who := answer.PersonOf(q.view, string(t.Body.Lead))
			out.Lead = &who
		}
		names := make([]string, 0, len(t.Body.Interfaces))
		for _, i := range t.Body.Interfaces {
			out.Offers = append(out.Offers, Offer{i.Offers, i.Ask, open[[2]string{t.ID, i.Offers}]})
			names = append(names, i.Offers)
		}
		out.Statement = statement.New("promises.offers.none", out.Arg("team"))
		if len(names) > 0 {
			out.Statement = statement.New("promises.offers", out.Arg("team"), statement.Words("what", strings.Join(names, ", ")))
		}
		q.out.Teams = append(q.out.Teams, out)
	}
}
