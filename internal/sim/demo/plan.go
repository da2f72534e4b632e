package demo

import (
	"slices"
	"strings"
	"time"

	"plumbline/internal/sim"
)

// row is one task. Days count from today; hours are work. A done task has both days
// and what it took, one under way the first day and what is left.
type row struct {
	key, title, kind, area string
	seats                  string // needs of each seat, "+" between needs, "," between seats
	guess                  [3]int64
	status, by             string
	from, to               int
	took, left             int64
	after                  string
}

var rows = []row{
	{"PAY-1", "Agree what Checkout v2 is", "chore", "checkout", "planning 3", [3]int64{6, 10, 18}, "done", "dana", -57, -53, 12, 0, ""},
	{"PAY-2", "Postings as one table", "feature", "ledger", "ledger 3", [3]int64{16, 24, 40}, "done", "ana", -53, -46, 29, 0, "PAY-1"},
	{"PAY-3", "Basket totals in minor units", "fix", "checkout", "ts 4", [3]int64{8, 12, 20}, "done", "noor", -52, -49, 12, 0, "PAY-1"},
	{"PAY-4", "Gateway callbacks signed", "feature", "gateway", "gateway 3", [3]int64{12, 16, 28}, "done", "jon", -53, -45, 22, 0, "PAY-1"},
	{"PAY-5", "Login for returning guests", "feature", "auth", "auth 3", [3]int64{10, 16, 30}, "done", "ben", -50, -44, 19, 0, ""},
	{"PAY-6", "Address form, one page", "feature", "web", "ts 3", [3]int64{12, 18, 26}, "done", "ivy", -49, -43, 16, 0, "PAY-3"},
	{"PAY-7", "Settlement windows by bank", "feature", "settlement", "settlement 3", [3]int64{14, 20, 36}, "done", "mira", -45, -38, 31, 0, "PAY-2"},
	{"PAY-8", "Refund reasons", "feature", "refunds", "refunds 3", [3]int64{6, 8, 14}, "done", "greta", -44, -42, 8, 0, ""},
	{"PAY-9", "Queue workers restart cleanly", "fix", "jobs", "jobs 3", [3]int64{8, 14, 24}, "done", "ben", -43, -39, 17, 0, "PAY-5"},
	{"PAY-10", "Browser tests for checkout", "chore", "checkout", "testing 4", [3]int64{16, 24, 32}, "done", "samuel", -40, -31, 26, 0, "PAY-6"},
	{"PAY-11", "Balances read from postings", "feature", "ledger", "ledger 3", [3]int64{14, 20, 38}, "done", "ana", -37, -24, 34, 0, "PAY-2"},
	{"PAY-12", "Ledger idempotency", "feature", "ledger", "ledger 3", [3]int64{24, 32, 56}, "doing", "ana", -4, 0, 41, 30, "PAY-11"},
	{"PAY-13", "Guest session survives a reload", "fix", "checkout", "ts 4", [3]int64{6, 10, 16}, "done", "noor", -34, -31, 11, 0, "PAY-3"},
	{"PAY-14", "Timeouts by acquirer", "feature", "gateway", "gateway 3", [3]int64{10, 14, 22}, "done", "tomas", -36, -31, 14, 0, "PAY-4"},
	{"PAY-15", "Risk limits for guests", "feature", "risk", "risk 3", [3]int64{12, 20, 34}, "done", "tomas", -29, -20, 27, 0, ""},
	{"PAY-16", "Counters for payment states", "chore", "metrics", "metrics 3", [3]int64{4, 8, 14}, "done", "ben", -30, -28, 8, 0, ""},
	{"PAY-17", "Settlement events", "feature", "settlement", "settlement 3+events 3", [3]int64{20, 28, 44}, "doing", "mira", -2, 0, 33, 19, "PAY-7"},
	{"PAY-18", "Event queue", "feature", "jobs", "jobs 3+events 3,go 3", [3]int64{28, 40, 64}, "todo", "", 0, 0, 47, 0, "PAY-12 PAY-17"},
	{"PAY-19", "Checkout page", "feature", "checkout", "ts 4", [3]int64{24, 32, 48}, "doing", "noor", -3, 0, 30, 14, "PAY-13"},
	{"PAY-20", "Payment retries", "feature", "gateway", "gateway 3", [3]int64{16, 24, 36}, "doing", "jon", -2, 0, 25, 13, "PAY-14"},
	{"PAY-21", "Order confirmation", "feature", "web", "ts 3", [3]int64{10, 14, 22}, "doing", "ivy", -1, 0, 15, 10, "PAY-6"},
	{"PAY-22", "Settlement file from events", "feature", "settlement", "settlement 3", [3]int64{12, 18, 30}, "todo", "", 0, 0, 17, 0, "PAY-18"},
	{"PAY-23", "Key rotation without downtime", "feature", "auth", "auth 3", [3]int64{8, 14, 24}, "doing", "ben", -1, 0, 12, 8, "PAY-5"},
	{"PAY-24", "Partial refunds in the ledger", "feature", "refunds", "refunds 3", [3]int64{12, 18, 32}, "done", "greta", -27, -20, 21, 0, "PAY-8"},
	{"PAY-25", "Alerts for stuck payments", "chore", "metrics", "metrics 3", [3]int64{6, 10, 18}, "todo", "", 0, 0, 11, 0, "PAY-16 PAY-18"},
	{"PAY-26", "Rollout by merchant", "feature", "deploy", "yaml 4", [3]int64{8, 12, 20}, "todo", "", 0, 0, 10, 0, "PAY-20"},
	{"PAY-27", "Load test", "chore", "deploy", "yaml 2", [3]int64{16, 24, 32}, "todo", "", 0, 0, 27, 0, "PAY-18 PAY-19"},
	{"PAY-28", "Launch", "chore", "checkout", "planning 3", [3]int64{3, 4, 8}, "todo", "", 0, 0, 4, 0, "PAY-27 PAY-21 PAY-26"},
	{"PAY-29", "Checkout in two languages", "feature", "web", "ts 3", [3]int64{8, 12, 18}, "done", "ivy", -24, -20, 13, 0, "PAY-6"},
	{"PAY-30", "Contrast and keyboard of the checkout", "fix", "checkout", "ts 3+testing 3", [3]int64{6, 10, 20}, "todo", "", 0, 0, 12, 0, "PAY-19"},
	{"PAY-31", "Refund API", "feature", "refunds", "refunds 3", [3]int64{14, 20, 34}, "todo", "", 0, 0, 22, 0, "PAY-24 PAY-17"},
	{"REP-1", "What merchants ask every month", "chore", "reports", "planning 2", [3]int64{4, 8, 14}, "done", "noor", -46, -42, 9, 0, ""},
	{"REP-2", "Margin by day", "feature", "reports", "reports 3", [3]int64{8, 12, 20}, "done", "lea", -42, -38, 12, 0, "REP-1"},
	{"REP-3", "Export of postings", "feature", "export", "export 3", [3]int64{12, 16, 28}, "done", "lea", -37, -30, 20, 0, "REP-2"},
	{"REP-4", "Old exports kept for a year", "chore", "export", "go 3", [3]int64{4, 6, 12}, "done", "tomas", -18, -17, 5, 0, "REP-3"},
	{"REP-5", "Cohorts in one view", "feature", "reports", "reports 3", [3]int64{10, 14, 24}, "done", "tomas", -16, -10, 18, 0, "REP-2"},
	{"REP-6", "Export schema", "feature", "export", "export 3", [3]int64{16, 24, 36}, "doing", "lea", -4, 0, 26, 9, "REP-3"},
	{"REP-7", "Warehouse sync", "feature", "export", "export 3+sql 4", [3]int64{32, 48, 80}, "todo", "", 0, 0, 55, 0, "REP-6"},
	{"REP-8", "Dashboards", "feature", "web", "ts 3", [3]int64{20, 32, 48}, "todo", "", 0, 0, 30, 0, "REP-5"},
	{"REP-9", "Monthly mail to merchants", "feature", "notify", "ts 3", [3]int64{10, 16, 30}, "todo", "", 0, 0, 21, 0, "REP-7 REP-8"},
}

// shared tasks may be done by two, stretches by somebody one level short with a mentor:
// what lets plans differ.
var (
	shared    = []string{"PAY-12", "PAY-27", "PAY-31", "REP-7", "REP-8"}
	stretches = []string{"PAY-18", "PAY-22", "PAY-25", "PAY-26", "PAY-28", "PAY-30", "PAY-31", "REP-7", "REP-8", "REP-9"}
)

var briefs = map[string]sim.Brief{
	"PAY-12": {Outcome: "The same request twice makes one posting.", Why: "Two merchants were paid twice in January.", DoneWhen: "A replayed day of traffic leaves every balance unchanged."},
	"PAY-18": {Outcome: "Settlement events survive a restart, none lost, none doubled.", Why: "The night job loses up to an hour when it is restarted.", DoneWhen: "Killing workers at random for an hour loses no event."},
	"PAY-27": {Outcome: "We know the load at which checkout bends.", Why: "Sales expects twice the spring traffic.", DoneWhen: "400 payments a second for 30 minutes, errors under 0.1 %."},
	"REP-7":  {Outcome: "The warehouse has yesterday's postings by six.", Why: "Finance copies them by hand."},
}

func (c *casting) plan() {
	c.projects()
	index := map[string]int{}
	for i, r := range rows {
		index[r.key] = i
	}
	for _, r := range rows {
		c.o.Tasks = append(c.o.Tasks, c.task(r, index))
	}
	c.milestones(index)
	c.absences()
	c.risks(index)
	c.o.Finished = sim.History(seed, c.o.Today, c.o.Start, 12, 160)
}

func (c *casting) projects() {
	c.o.Projects = []sim.Project{
		{Key: "PAY", Title: "Checkout v2", Goal: "Guests pay in one page, and nobody is ever charged twice.", Lead: c.who("dana"), Status: "active", Target: c.workday(18), Pace: 1.1},
		{Key: "REP", Title: "Reporting", Goal: "Merchants and finance see yesterday by six in the morning.", Lead: c.who("lea"), Status: "active", Pace: 1},
	}
	for i, p := range places {
		k := 0
		if p.key == "reports" || p.key == "export" || p.key == "notify" {
			k = 1
		}
		c.o.Projects[k].Areas = append(c.o.Projects[k].Areas, i)
	}
}

// workday is a working day some days from today. Days past count from the last Friday,
// so that the order of what happened is the same on every weekday; a weekend means the
// Friday before it for days past, the Monday after it for days to come.
func (c *casting) workday(days int) time.Time {
	d, step := c.o.Today, 1
	if days < 0 {
		d, step = d.AddDate(0, 0, -(int(d.Weekday())+2)%7), -1
	}
	d = d.AddDate(0, 0, days)
	for d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
		d = d.AddDate(0, 0, step)
	}
	return d
}

func (c *casting) task(r row, index map[string]int) sim.Task {
	t := sim.Task{
		Key: r.key, Title: r.title, Kind: r.kind, Status: r.status, By: -1, Area: c.area(r.area),
		Low: 60 * r.guess[0], Likely: 60 * r.guess[1], High: 60 * r.guess[2], Actual: 60 * r.took, Left: 60 * r.left, Brief: briefs[r.key],
	}
	if strings.HasPrefix(r.key, "REP") {
		t.Project = 1
	}
	seats := strings.Split(r.seats, ",")
	for _, s := range seats {
		t.Seats = append(t.Seats, sim.Seat{Needs: c.pairs(strings.ReplaceAll(s, "+", " ")), Share: 100 / len(seats), Min: 1, Max: 1})
	}
	if slices.Contains(shared, r.key) {
		t.Seats[0].Max = 2
	}
	t.Stretch = slices.Contains(stretches, r.key)
	for _, k := range strings.Fields(r.after) {
		t.After = append(t.After, index[k])
	}
	if r.by != "" {
		t.By, t.Started = c.who(r.by), c.workday(r.from).Add(9*time.Hour)
	}
	if r.status == "done" {
		t.Ended = c.workday(r.to).Add(17 * time.Hour)
	}
	return t
}

func (c *casting) area(key string) int {
	for i, p := range places {
		if p.key == key {
			return i
		}
	}
	panic("demo: there is no area " + key)
}

func (c *casting) milestones(index map[string]int) {
	pick := func(prefix string, but ...string) []int {
		var out []int
		for i, r := range rows {
			if strings.HasPrefix(r.key, prefix) && !strings.Contains(strings.Join(but, " ")+" ", r.key+" ") {
				out = append(out, i)
			}
		}
		return out
	}
	c.o.Milestones = []sim.Milestone{
		{Key: "checkout-launch", Title: "Checkout launch", Project: 0, Tasks: []int{index["PAY-28"]},
			Promises: []sim.Promise{{Date: c.workday(18), To: "Sales", Said: c.workday(-38), Odds: 0.85}}},
		{Key: "checkout-complete", Title: "Checkout complete", Project: 0, Tasks: pick("PAY"),
			Promises: []sim.Promise{{Date: c.workday(39), To: "Board", Said: c.workday(-38), Odds: 0.8}}},
		{Key: "reporting-first", Title: "Reporting, first merchants", Project: 1, Tasks: pick("REP", "REP-9")},
	}
}

func (c *casting) absences() {
	for _, a := range []struct {
		who      string
		from, to int
		why      string
	}{
		{"ana", 10, 11, "training"}, {"noor", 26, 30, "holiday"}, {"jon", 33, 37, "holiday"}, {"greta", 3, 4, "moving house"},
		{"tomas", 12, 21, "parental leave"}, {"ivy", -12, -8, "holiday"}, {"ben", -75, -65, "holiday"}, {"mira", -60, -56, "holiday"},
	} {
		c.o.Absences = append(c.o.Absences, sim.Absence{Person: c.who(a.who), From: c.workday(a.from), To: c.workday(a.to), Reason: a.why})
	}
}

func (c *casting) risks(index map[string]int) {
	hour := int64(60)
	c.o.Risks = []sim.Risk{
		{Key: "R-1", Title: "The new gateway comes late", Cause: "The platform team is short of people.", Event: "Its test system is not there by the first of the month.",
			Effect: "The load test waits.", Probability: 0.3, Hits: []sim.Hit{{Task: index["PAY-27"], Low: 8 * hour, Likely: 16 * hour, High: 40 * hour}}, Owner: c.who("jon"), Response: "reduce"},
		{Key: "R-2", Title: "Old postings do not add up", Cause: "Fractions were dropped before minor units.", Event: "The replay shows differences.",
			Effect: "Ledger work grows.", Probability: 0.25, Hits: []sim.Hit{{Task: index["PAY-12"], Low: 6 * hour, Likely: 12 * hour, High: 32 * hour}}, Owner: c.who("ana"), Response: "accept"},
		{Key: "R-3", Title: "The warehouse changes its interface", Project: 1, Cause: "Its new version is announced.", Event: "Our sync has to follow.",
			Effect: "Warehouse sync takes longer.", Probability: 0.2, Hits: []sim.Hit{{Task: index["REP-7"], Low: 8 * hour, Likely: 16 * hour, High: 30 * hour}}, Owner: c.who("lea"), Response: "accept"},
	}
}
