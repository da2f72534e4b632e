package demo

import (
	"strings"

	"plumbline/internal/sim"
)

// purpose writes what the work is for: two projects, of which one serves an objective
// and one does not yet; an objective nobody works on; a strategy that is read by some.
func (c *casting) purpose() {
	p := &c.o.Purpose
	c.course(p)
	c.objectives(p)
	c.needs(p)
	c.told(p)
	c.reports(p)
	c.pledges(p)
	p.Serves = map[string][]string{
		"PAY":   {"O-2"},
		"PAY-2": {"O-3"}, "PAY-11": {"O-3"}, "PAY-12": {"O-3"}, "PAY-17": {"O-3"}, "PAY-18": {"O-3"}, "PAY-22": {"O-3"}, "PAY-24": {"O-3"},
		"PAY-9": {"O-5"}, "PAY-16": {"O-5"}, "PAY-25": {"O-5"},
	}
	p.Decided = map[string][]string{"D-9": {"B-2"}, "D-11": {"B-1"}, "D-12": {"B-3"}, "D-14": {"B-1", "B-2"}}
}

func (c *casting) course(p *sim.Purpose) {
	from := c.workday(-46)
	p.Strategies = []sim.Strategy{{
		Key: "fewer-moving-parts", Title: "Fewer moving parts", Status: "current", Owner: c.who("dana"), From: from, Review: c.workday(-3),
		Vision:    "A guest pays in under a minute, a merchant has the money the next day, and nobody on this team is woken by either.",
		Direction: "Move every amount through one ledger and every event through one store. Build the shortest checkout on top of them. What pages us twice is fixed before anything new is begun.",
		Findings: []sim.Finding{
			{Text: "Two ledgers disagree at the end of every month, and finance finds out first.", Evidence: []string{"risk/R-2", "decision/D-11"}},
			{Text: "The night job loses up to an hour of settlement when it restarts.", Evidence: []string{"task/PAY-18", "decision/D-14"}},
			{Text: "Most of those who wrote the ledger have left; one person knows it now.", Evidence: []string{"task/PAY-12"}},
		},
		Without: []string{"A card product of our own", "A second acquirer this year", "A rewrite of the merchant pages"},
		Readers: []int{c.who("dana"), c.who("ana"), c.who("jon"), c.who("noor"), c.who("mira"), c.who("lea"), c.who("ben")},
		Questions: []sim.Question{
			{By: c.who("ben"), AnsweredBy: c.who("dana"), Text: "Does “one ledger” mean that refunds wait for it?", Answer: "No. Refunds already post to it; only the old export still reads the second one."},
			{By: c.who("samuel"), Text: "Who decides when something has paged us twice?"},
		},
	}}
	p.Bets = []sim.Bet{
		{Key: "B-1", Title: "One ledger for all money", Strategy: "fewer-moving-parts", Horizon: "now", Share: 40, Look: c.workday(60), Owner: c.who("ana"),
			Because: "Every double charge of the last year began where the two ledgers meet.", WrongIf: "Differences at the end of the month are as many after the replay as before it."},
		{Key: "B-3", Title: "The shortest checkout", Strategy: "fewer-moving-parts", Horizon: "now", Share: 25, Look: c.workday(45), Owner: c.who("noor"),
			Because: "One guest in three leaves between the basket and the card.", WrongIf: "A month after launch as many guests leave as before it."},
		{Key: "B-2", Title: "Fewer things that page us", Strategy: "fewer-moving-parts", Horizon: "now", Share: 20, Look: c.workday(30), Owner: c.who("jon"),
			Because: "A team that sleeps badly builds badly.", WrongIf: "Pages fall and the time to notice a stuck payment grows."},
		{Key: "B-4", Title: "Merchants help themselves to their numbers", Strategy: "fewer-moving-parts", Horizon: "next", Share: 15, Look: c.workday(90), Owner: c.who("lea"),
			Because: "Half of all questions from merchants are about yesterday's figures.", WrongIf: "The questions stay as many once ten merchants see their figures themselves."},
		{Key: "B-5", Title: "Pay by bank transfer", Strategy: "fewer-moving-parts", Horizon: "later", Look: c.workday(150), Owner: c.who("dana"),
			Because: "It costs a tenth of a card.", WrongIf: "Fewer than one guest in fifty picks it in the trial of another team."},
	}
}

// weekly is a series with a value a week, the last one a few days ago.
func (c *casting) weekly(values ...float64) []sim.Reading { return c.every(7, 4, values) }

// monthly is a series with a value a month.
func (c *casting) monthly(values ...float64) []sim.Reading { return c.every(30, 12, values) }

func (c *casting) every(days, ago int, values []float64) []sim.Reading {
	var out []sim.Reading
	for i, v := range values {
		out = append(out, sim.Reading{On: c.o.Today.AddDate(0, 0, -ago-days*(len(values)-1-i)), Value: v})
	}
	return out
}

func (c *casting) objectives(p *sim.Purpose) {
	from, to := c.workday(-75), c.workday(110)
	whole := func(key, title, owner, why, parent, bets string, results ...sim.KeyResult) sim.Objective {
		return sim.Objective{Key: key, Title: title, Owner: c.who(owner), Why: why, Parent: parent, Bets: strings.Fields(bets), Status: "active", From: from, To: to, Results: results}
	}
	p.Objectives = []sim.Objective{
		whole("O-1", "Paying is the easy part", "dana", "Merchants stay where their guests pay without asking for help.", "", "",
			sim.KeyResult{Name: "Baskets that end in a payment", Unit: "%", Baseline: 61, Target: 70, Confidence: 65,
				Series: c.weekly(61, 61.4, 61.1, 62, 62.6, 62.2, 63.1, 63.9, 63.6, 64.4, 65.2)}),
		whole("O-2", "Guests pay on one page", "noor", "One guest in three leaves between the basket and the card.", "O-1", "B-3",
			sim.KeyResult{Name: "Guests who finish a payment", Unit: "%", Baseline: 54, Target: 66, Confidence: 80, By: c.workday(60), Milestones: []string{"checkout-launch"},
				Series: c.weekly(54, 54.3, 53.8, 54.6, 54.2, 55.1, 54.7, 55, 55.4)},
			sim.KeyResult{Name: "Median time to pay", Unit: "s", Baseline: 94, Target: 50, Confidence: 60,
				Series: c.weekly(94, 92, 91, 87, 88, 83, 80, 79, 76, 72)}),
		whole("O-3", "Nobody is ever charged twice", "ana", "Two merchants were paid twice in January, and told us before we told them.", "O-1", "B-1",
			sim.KeyResult{Name: "Double charges", Unit: "a month", Baseline: 6, Target: 0, Confidence: 75, Milestones: []string{"checkout-launch"}, Series: c.monthly(6, 5, 4)},
			sim.KeyResult{Name: "Postings that reconcile by themselves", Unit: "%", Baseline: 88, Target: 99.5, Confidence: 70, Milestones: []string{"checkout-complete"},
				Series: c.weekly(88, 88.9, 90.1, 90.6, 91.8, 92.9, 93.5, 94.7, 95.2, 96.4)}),
		whole("O-4", "Finance closes the month in two days", "lea", "Five days of copying, and the figures are old when they are read.", "", "B-4",
			sim.KeyResult{Name: "Days to close the month", Unit: "days", Baseline: 5, Target: 2, Confidence: 50, Milestones: []string{"reporting-first"},
				Series: c.monthly(5, 5, 4.5, 5, 4.5, 4.5)}),
		whole("O-5", "A quiet night", "jon", "Nobody should be woken for something a machine can wait out.", "", "B-2",
			sim.KeyResult{Name: "Pages at night", Unit: "a week", Baseline: 11, Target: 3, Confidence: 60,
				Series: c.weekly(11, 9, 12, 10, 8, 9, 10, 7, 8, 6)}),
		{Key: "O-6", Title: "Returning guests sign in once", Owner: c.who("ben"), Why: "They typed their address again every time.", Status: "met", From: from.AddDate(0, -6, 0), To: from,
			Results: []sim.KeyResult{{Name: "Returning guests who stay signed in", Unit: "%", Baseline: 20, Target: 80, Series: []sim.Reading{{On: from.AddDate(0, -4, 0), Value: 41}, {On: from.AddDate(0, -1, 0), Value: 83}}}}},
	}
}

// told writes whom the work matters to, how they are told, and the words they need.
func (c *casting) told(p *sim.Purpose) {
	p.Audiences = []sim.Audience{
		{Key: "executives", Title: "Executives", Vocabulary: "plain", Depth: "outcome", Wants: "Whether dates and budget hold, what it means for guests and merchants, and what they have to decide.", Hides: []string{"people", "tasks", "code"}, Cadence: "fortnightly", Channel: "Mail on Friday"},
		{Key: "product", Title: "Product", Vocabulary: "business", Depth: "summary", Wants: "What guests and merchants can do when, and what was learnt.", Hides: []string{"money", "code"}, Cadence: "weekly", Channel: "The Monday meeting"},
		{Key: "engineers", Title: "Engineers", Vocabulary: "technical", Depth: "detail", Wants: "What moved, what is blocked, what was decided and why.", Hides: []string{"money"}, Cadence: "weekly", Channel: "The team's page"},
		{Key: "operations", Title: "Support and operations", Vocabulary: "business", Depth: "summary", Wants: "What changes for merchants, when, and whom to ask.", Hides: []string{"money", "code"}, Cadence: "fortnightly", Channel: "Mail on Tuesday"},
	}
	p.Stakeholders = []sim.Stakeholder{
		{Key: "sales", Title: "Sales", Type: "cross-functional team", Audience: "executives", Cadence: "weekly", Interest: "high", Influence: "high", Concerns: "They have named the launch to eleven merchants.", Contact: c.who("dana"), Projects: []int{0}},
		{Key: "finance", Title: "Finance", Type: "cross-functional team", Audience: "product", Cadence: "monthly", Interest: "high", Influence: "medium", Concerns: "Closing the month takes five days.", Contact: c.who("lea"), Projects: []int{0, 1}},
		{Key: "merchant-support", Title: "Merchant support", Type: "support and operations", Audience: "operations", Cadence: "weekly", Interest: "high", Influence: "low", Concerns: "They hear of changes from merchants.", Contact: c.who("samuel"), Projects: []int{0}},
		{Key: "platform", Title: "Platform", Type: "development team", Audience: "engineers", Cadence: "weekly", Interest: "medium", Influence: "high", Concerns: "Short of people until the summer.", Contact: c.who("jon"), Projects: []int{0}},
		{Key: "board", Title: "The board", Type: "executive", Audience: "executives", Cadence: "quarterly", Interest: "medium", Influence: "high", Contact: c.who("dana"), Projects: []int{0, 1}},
		{Key: "house-bank", Title: "The house bank", Type: "external partner", Audience: "operations", Cadence: "monthly", Interest: "low", Influence: "medium", Concerns: "Wants one file a day, by six.", Contact: c.who("mira"), Projects: []int{0}},
		{Key: "checkout-product", Title: "Product manager of checkout", Type: "product manager", Audience: "product", Cadence: "weekly", Interest: "high", Influence: "high", Concerns: "Fewer fields, sooner.", Contact: c.who("noor"), Projects: []int{0}},
	}
	p.Terms = terms()
}

func terms() []sim.Term {
	return []sim.Term{
		{Key: "idempotency", Title: "Idempotency", Plain: "Doing something twice has the effect of doing it once.", Meaning: "Nobody is charged or paid twice.", Instead: "safe to repeat", Forms: []string{"idempotent"}, Technical: true},
		{Key: "ledger", Title: "Ledger", Plain: "The book in which every amount is written down.", Meaning: "What it says is what we owe.", Instead: "our books"},
		{Key: "posting", Title: "Posting", Plain: "One line of the ledger.", Forms: []string{"postings"}, Instead: "entry"},
		{Key: "settlement", Title: "Settlement", Plain: "Paying merchants what their guests have paid.", Meaning: "When it is late, merchants wait for their money."},
		{Key: "acquirer", Title: "Acquirer", Plain: "The bank that takes card payments for a merchant.", Forms: []string{"acquirers"}},
		{Key: "gateway", Title: "Gateway", Plain: "The part that talks to the banks that take cards.", Instead: "the link to the banks", Technical: true},
		{Key: "callback", Title: "Callback", Plain: "A message by which a bank tells us later how a payment ended.", Forms: []string{"callbacks"}, Instead: "message from the bank", Technical: true},
		{Key: "event-queue", Title: "Event queue", Plain: "A waiting line of things that happened, worked off one by one.", Forms: []string{"queue", "event queues"}, Meaning: "It keeps money moving when a machine stops.", Instead: "waiting line", Technical: true},
		{Key: "rollout", Title: "Rollout", Plain: "Giving something new to a few merchants at a time.", Instead: "step by step start"},
		{Key: "load-test", Title: "Load test", Plain: "Trying out how many payments at once we can take.", Meaning: "It says whether we are ready for the busy season.", Forms: []string{"load tests"}},
		{Key: "replay", Title: "Replay", Plain: "Running old traffic again to see that nothing changes.", Technical: true, Instead: "trial with old payments"},
		{Key: "sure-80", Title: "80 % sure", Plain: "Of ten dates given this way, eight are kept.", Forms: []string{"P80"}, Technical: true, Instead: "likely"},
		{Key: "truck-factor", Title: "Truck factor", Plain: "How many people can be away before nobody knows a part of the code.", Technical: true, Instead: "how many people know it"},
		{Key: "warehouse", Title: "Warehouse", Plain: "The database in which figures are kept for reports."},
	}
}
