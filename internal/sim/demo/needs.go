package demo

import (
	"strings"

	"plumbline/internal/sim"
)

// need is one requirement; days of its verification count from today.
type need struct {
	key, title, statement    string
	project                  int
	kind, priority, status   string
	owner, parent, milestone string
	by, why, value, evidence string
	tasks                    string
	accepted                 []accepted
}

type accepted struct {
	text, how, result string
	days              int
}

var needs = []need{
	{key: "Q-1", title: "Nothing is charged or paid twice", kind: "quality", priority: "must", status: "accepted", owner: "ana", milestone: "checkout-launch", by: "finance merchant-support",
		why: "Two merchants were paid twice in January; getting it back took three weeks.", value: "About 4,000 EUR a year, and their trust.", evidence: "task/PAY-12",
		accepted: []accepted{{"A replayed day of traffic leaves every balance unchanged.", "test", "", 0}}},
	{key: "Q-2", title: "The same request twice makes one posting", kind: "functional", priority: "must", status: "accepted", owner: "ana", parent: "Q-1", milestone: "checkout-launch", tasks: "PAY-12",
		accepted: []accepted{{"A request sent again within a day is answered from the first.", "test", "", 0}, {"Two at the same instant make one posting.", "test", "", 0}}},
	{key: "Q-3", title: "No settlement event is lost when a machine restarts", kind: "quality", priority: "must", status: "accepted", owner: "mira", parent: "Q-1", milestone: "checkout-launch", tasks: "PAY-17 PAY-18",
		accepted: []accepted{{"Killing workers at random for an hour loses no event.", "test", "", 0}}},
	{key: "Q-4", title: "A guest pays on one page", kind: "functional", priority: "must", status: "accepted", owner: "noor", milestone: "checkout-launch", by: "checkout-product sales", tasks: "PAY-19 PAY-21",
		why: "One guest in three leaves between the basket and the card.", value: "One point more of finished payments is worth 30,000 EUR a month to merchants.",
		accepted: []accepted{{"Five of six guests pay without help.", "demonstration", "", 0}, {"Nothing is typed twice.", "review", "", 0}}},
	{key: "Q-5", title: "A basket survives a reload", kind: "functional", priority: "must", status: "delivered", owner: "noor", by: "merchant-support", why: "“My basket is empty” was the third most frequent call.", tasks: "PAY-13",
		accepted: []accepted{{"A reload at every step keeps basket and address.", "test", "passed", -30}, {"It holds for two hours.", "test", "passed", -29}}},
	{key: "Q-6", title: "400 payments a second for half an hour", kind: "quality", priority: "must", status: "accepted", owner: "jon", milestone: "checkout-launch", by: "sales", why: "The spring traffic of last year, doubled.", tasks: "PAY-27",
		accepted: []accepted{{"Errors stay under 0.1 %.", "measurement", "", 0}, {"Half of all answers come within 300 ms.", "measurement", "", 0}}},
	{key: "Q-7", title: "An error says what the guest can do", kind: "functional", priority: "must", status: "accepted", owner: "ivy", milestone: "checkout-launch", by: "merchant-support", why: "“Something went wrong” makes them call.", value: "Two calls a day.",
		accepted: []accepted{{"Each of the twelve refusals of a bank has words of its own.", "review", "", 0}}},
	{key: "Q-8", title: "The address fits on one form", kind: "functional", priority: "should", status: "accepted", owner: "ivy", by: "checkout-product", why: "Three forms were two too many.", tasks: "PAY-6",
		accepted: []accepted{{"Every country of the top twenty has its order of fields.", "review", "passed", -40}, {"Browsers fill it by themselves.", "test", "", 0}}},
	{key: "Q-9", title: "Merchants see yesterday by six", project: 1, kind: "quality", priority: "must", status: "accepted", owner: "lea", milestone: "reporting-first", by: "finance", why: "Finance copies figures by hand every morning.", tasks: "REP-6 REP-7",
		accepted: []accepted{{"On twenty working days in a row it is there at six.", "measurement", "", 0}}},
	{key: "Q-10", title: "A part of a payment can be refunded", kind: "functional", priority: "should", status: "accepted", owner: "greta", by: "merchant-support", why: "Today the whole amount goes back and is charged anew.", tasks: "PAY-24",
		accepted: []accepted{{"Parts add up to the whole, to the cent.", "test", "passed", -19}, {"The merchant's page shows what is left.", "demonstration", "failed", -18}}},
	{key: "Q-11", title: "Exports are kept for a year", project: 1, kind: "constraint", priority: "should", status: "delivered", owner: "tomas", tasks: "REP-4",
		accepted: []accepted{{"An export of eleven months ago opens.", "test", "passed", -16}}},
	{key: "Q-12", title: "Everything works by keyboard, with enough contrast", kind: "constraint", priority: "must", status: "accepted", owner: "samuel", milestone: "checkout-complete", by: "checkout-product", why: "The law asks for it from summer on.", tasks: "PAY-30",
		accepted: []accepted{{"The checker finds nothing on any page.", "test", "", 0}, {"Somebody who uses a screen reader pays without help.", "demonstration", "", 0}}},
	{key: "Q-13", title: "No card number is ever written to a log", kind: "constraint", priority: "must", status: "accepted", owner: "ben", by: "board", why: "The yearly audit asks for proof."},
	{key: "Q-14", title: "Checkout in a dark look", kind: "functional", priority: "won't", status: "proposed", owner: "noor", by: "checkout-product", why: "Two merchants asked."},
	{key: "Q-15", title: "Figures by cohort", project: 1, kind: "functional", priority: "could", status: "accepted", owner: "tomas", by: "sales", why: "Renewals are argued with them.", tasks: "REP-5",
		accepted: []accepted{{"The figures of March agree with finance.", "review", "", 0}}},
}

func (c *casting) needs(p *sim.Purpose) {
	p.Meets = map[string][]string{}
	for _, n := range needs {
		r := sim.Requirement{Key: n.key, Title: n.title, Statement: n.statement, Project: n.project, Type: n.kind, Priority: n.priority, Status: n.status, Owner: c.who(n.owner),
			Parent: n.parent, Milestone: n.milestone, By: strings.Fields(n.by), Why: n.why, Value: n.value, Evidence: strings.Fields(n.evidence)}
		for _, a := range n.accepted {
			done := sim.Acceptance{Text: a.text, How: a.how, Result: a.result}
			if a.result != "" {
				done.On = c.workday(a.days)
			}
			r.Acceptance = append(r.Acceptance, done)
		}
		p.Requirements = append(p.Requirements, r)
		for _, t := range strings.Fields(n.tasks) {
			p.Meets[t] = append(p.Meets[t], n.key)
		}
	}
}
