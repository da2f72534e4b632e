package demo

import "plumbline/internal/sim"

// together writes the lead's one-on-ones: one that is due tomorrow, with points that were
// carried over twice, and one a week later. Each has its private side.
func (c *casting) together() {
	dana, ben, greta := c.who("dana"), c.who("ben"), c.who("greta")
	c.o.OneOnOnes = []sim.OneOnOne{
		{
			Lead: dana, Person: ben, Every: "two weeks", Next: c.workday(1), About: "Ben wants to plan the next milestone himself; what he needs for that, and what is in his way.",
			Talks: []sim.Talk{
				{On: c.workday(-41), Notes: "Ben would like to learn the ledger. Dana looks for a task that needs it and is not urgent."},
				{On: c.workday(-27), Notes: "The ledger task is found. Reviews take more of Ben's day than either of us thought."},
				{On: c.workday(-13), Notes: "First entry into the ledger went well. We did not get to the on-call rota."},
			},
			Points: []sim.Point{
				{Title: "A task in the ledger that is not urgent", By: ben, Raised: c.workday(-45), State: "done", Talk: 0, Owner: -1},
				{Title: "Who reviews what", By: ben, Raised: c.workday(-30), State: "done", Talk: 1, Owner: -1},
				{Title: "The on-call rota in March", By: ben, Raised: c.workday(-32), State: "open", Talk: -1, Owner: -1},
				{Title: "Planning the next milestone: what would Ben do first?", By: dana, Raised: c.workday(-12), State: "open", Talk: -1, Owner: -1},
				{Title: "The talk at the meetup", By: ben, Raised: c.workday(-2), State: "open", Talk: -1, Owner: -1},
				{Title: "Who takes reviews while the launch is near?", By: ben, Raised: c.workday(-5), State: "open", Talk: -1, Owner: -1},
				{Title: "Ask Ana whether she has two hours a week for the ledger", By: dana, Raised: c.workday(-13), State: "open", Talk: -1, Owner: dana, Due: c.workday(-3)},
				{Title: "Write down what slowed the last two reviews", By: dana, Raised: c.workday(-13), State: "open", Talk: -1, Owner: ben, Due: c.workday(2)},
			},
			Notes: []sim.PrivateNote{
				{Author: dana, On: c.workday(-13), Text: "He brightens when he speaks of planning. Ask what would make a first attempt safe for him."},
				{Author: ben, On: c.workday(-13), Text: "Say next time that the pages at night wear me down."},
			},
		},
		{
			Lead: dana, Person: greta, Every: "week", Next: c.workday(6), About: "Settlement, step by step.",
			Talks:  []sim.Talk{{On: c.workday(-8), Notes: "Greta takes the netting next. Mira is there for questions."}},
			Points: []sim.Point{{Title: "How did the netting go?", By: dana, Raised: c.workday(-8), State: "open", Talk: -1, Owner: -1}},
		},
	}
	c.o.Balances = []sim.Balance{{Person: dana, Technical: 400, Note: "Two days a week, to stay near the code."}}
}
