package demo

import (
	"fmt"
	"time"

	"plumbline/internal/sim"
)

// reports are what executives were told in the two weeks before, so that the next one
// has something to say: the launch grows less likely, the nights grow quieter.
func (c *casting) reports(p *sim.Purpose) {
	p.Reports = []sim.Report{
		c.week("executives-1", -21, -14, 0.81, 0.96, c.workday(18), c.workday(28),
			sim.Line{Part: "risks", About: "objective/O-5#Pages at night", After: "result/", Facts: []string{"objective/O-5"}, Odds: 0.31,
				Text: "“Pages at night” will probably miss its target of 3 a week: 31 % likely by " + said(c.workday(110)) + "."},
			sim.Line{Part: "thanks", Text: "Thanks to everybody who stayed for the trial on Saturday."}),
		c.week("executives-2", -14, -7, 0.62, 0.98, c.workday(21), c.workday(27),
			sim.Line{Part: "risks", About: "objective/O-5#Pages at night", After: "result/", Facts: []string{"objective/O-5"}, Odds: 0.42,
				Text: "“Pages at night” will probably miss its target of 3 a week: 42 % likely by " + said(c.workday(110)) + "."},
			sim.Line{Part: "asks", About: "decision/D-14", After: "decide/", Facts: []string{"decision/D-14"},
				Text: "“Waiting line for settlement events” waits to be decided by " + said(c.workday(4)) + "."}),
	}
}

// said is a day as reports write it.
func said(d time.Time) string { return d.Format("2 January 2006") }

// week is one report: what came of the promises, their dates, and what else was told.
func (c *casting) week(key string, from, to int, launch, complete float64, sureLaunch, sureComplete time.Time, more ...sim.Line) sim.Report {
	promised, all := c.workday(18), c.workday(39)
	outcome := "2 promised dates ahead, and every one will probably hold."
	if launch < 0.8 {
		outcome = fmt.Sprintf("1 of 2 promised dates ahead will probably hold. Least sure is Checkout launch: %.0f %% likely by %s.", 100*launch, said(promised))
	}
	date := func(name, title, whom string, d, sure time.Time, odds float64) sim.Line {
		return sim.Line{Part: "dates", About: "milestone/" + name, Facts: []string{"result:plan", "milestone/" + name}, Odds: odds, Date: d, Sure: sure,
			Text: fmt.Sprintf("%s is promised to %s for %s. It is %.0f %% likely by then; by %s it is 80 %% likely.", title, whom, said(d), 100*odds, said(sure))}
	}
	lines := []sim.Line{
		{Part: "outcome", After: "promises", Text: outcome, Facts: []string{"result:plan", "milestone/checkout-launch", "milestone/checkout-complete"}},
		date("checkout-launch", "Checkout launch", "Sales", promised, sureLaunch, launch),
		date("checkout-complete", "Checkout complete", "Board", all, sureComplete, complete),
	}
	return sim.Report{Key: key, Title: "Executives, " + said(c.workday(to)), For: "executives", From: c.workday(from), To: c.workday(to), By: c.who("dana"),
		Lines: append(lines, more...), Words: []sim.Term{{Title: "Settlement", Plain: "Paying merchants what their guests have paid."}}}
}
