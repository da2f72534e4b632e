package demo

import "plumbline/internal/sim"

// decide writes the decisions and what people agreed to do.
func (c *casting) decide() {
	scores := func(v ...float64) []float64 { return v }
	c.o.Decisions = []sim.Decision{
		{
			Key: "D-6", Title: "A hosted queue for jobs", Status: "superseded", Context: "Jobs ran from a timer on one machine and stopped with it.",
			Criteria: []sim.Criterion{{Title: "Operability", Weight: 0.5}, {Title: "Cost a year", Weight: 0.5}},
			Options:  []sim.Choice{{Title: "Hosted queue", Scores: scores(8, 5)}, {Title: "Cron on two machines", Scores: scores(4, 8)}},
			Outcome:  "Hosted queue", Consequences: "One more bill, and one more thing that pages us.", Deciders: []int{c.who("dana")}, Consulted: []int{c.who("jon")},
			Decided: c.workday(-560), Review: c.workday(-200),
		},
		{
			Key: "D-9", Title: "Jobs in our own database", Status: "accepted", Context: "The hosted queue cost more than the database it fed from.",
			Criteria: []sim.Criterion{{Title: "Cost a year", Weight: 0.4}, {Title: "Operability", Weight: 0.4}, {Title: "Team knows it", Weight: 0.2}},
			Options:  []sim.Choice{{Title: "Table with leases", Scores: scores(9, 7, 9)}, {Title: "Hosted queue", Scores: scores(4, 8, 7)}},
			Outcome:  "Table with leases", Consequences: "Backups hold the queue too.", Deciders: []int{c.who("dana")}, Consulted: []int{c.who("jon"), c.who("ben")},
			Decided: c.workday(-330), Review: c.workday(35), Supersedes: "D-6",
			Rule: `depends("github.com/jackc/pgx/v5") && changed("jobs/", 365) > 0`,
		},
		{
			Key: "D-11", Title: "One store for events", Status: "accepted", Context: "Events lie in three stores and disagree.",
			Criteria: []sim.Criterion{{Title: "Correctness", Weight: 0.6}, {Title: "Effort", Weight: 0.4}},
			Options:  []sim.Choice{{Title: "One table", Scores: scores(8, 7)}, {Title: "A log server", Scores: scores(8, 4)}},
			Outcome:  "One table", Consequences: "Readers move to it one by one.", Deciders: []int{c.who("dana"), c.who("ana")}, Decided: c.workday(-430), Review: c.workday(-40),
			Path: "docs/decisions/0003-one-store-for-events.md", Rule: `!depends("github.com/nats-io/nats.go")`,
		},
		{
			Key: "D-12", Title: "Browser tests on every change", Status: "accepted", Context: "Checkout broke twice in the autumn and merchants told us first.",
			Criteria: []sim.Criterion{{Title: "Faults found early", Weight: 0.6}, {Title: "Minutes a run", Weight: 0.4}},
			Options:  []sim.Choice{{Title: "All, on every change", Scores: scores(9, 4)}, {Title: "A core set, all at night", Scores: scores(7, 9)}},
			Outcome:  "A core set, all at night", Consequences: "Some faults are a day old when found.", Deciders: []int{c.who("samuel")}, Consulted: []int{c.who("noor")},
			Decided: c.workday(-110), Review: c.workday(70),
		},
		c.queue(scores),
	}
	for i, t := range c.o.Tasks {
		if t.Key == "PAY-18" || t.Key == "PAY-22" {
			c.o.Decisions[4].Holds = append(c.o.Decisions[4].Holds, i)
		}
	}
	c.actions()
}

// queue is the decision that waits: its weights and scores are those of the check of
// sensitivity, 6.5 against 8.2 against 7.4.
func (c *casting) queue(scores func(...float64) []float64) sim.Decision {
	return sim.Decision{
		Key: "D-14", Title: "Queue for settlement events", Status: "proposed",
		Context: "Settlement must survive a restart without losing or doubling an event. We run PostgreSQL already; nobody here has run Kafka in production. Refunds come in bursts, the bank's file once a day.",
		Criteria: []sim.Criterion{
			{Title: "Operability", Weight: 0.30}, {Title: "Time to first event", Weight: 0.25}, {Title: "Throughput headroom", Weight: 0.20},
			{Title: "Team knows it", Weight: 0.15}, {Title: "Cost a year", Weight: 0.10},
		},
		Options: []sim.Choice{
			{Title: "Kafka", Scores: scores(5, 6, 10, 6, 6), Note: "A cluster of its own to run."},
			{Title: "PostgreSQL + River", Scores: scores(9, 9, 5, 9, 9), Note: "One more table in the database we have."},
			{Title: "NATS JetStream", Scores: scores(8, 8, 8, 4, 8), Note: "One small server; nobody here knows it."},
		},
		Consequences: "Reversible within a quarter: writers and readers see only our own interface.",
		Deciders:     []int{c.who("dana")}, Consulted: []int{c.who("ana"), c.who("jon")}, Due: c.workday(4), Review: c.workday(185),
		Path: "docs/decisions/0004-queue-for-settlement-events.md",
	}
}

func (c *casting) actions() {
	for _, a := range []struct {
		title, who, source string
		due                int
		done               bool
	}{
		{"Ask platform for the gateway's date", "jon", "risk/R-1", 3, false},
		{"Show Ben the postings table", "ana", "task/PAY-12", 6, false},
		{"Measure table growth under bursts", "jon", "decision/D-14", 2, false},
		{"Find out who could own notify", "dana", "", 10, false},
		{"Walk Rui through a small change", "ben", "", -1, false},
		{"Write down the restart procedure of jobs", "ben", "decision/D-9", -20, true},
		{"Agree the export columns with finance", "lea", "task/REP-6", 7, false},
	} {
		c.o.Actions = append(c.o.Actions, sim.Action{Title: a.title, Owner: c.who(a.who), Due: c.workday(a.due), Done: a.done, Source: a.source})
	}
}
