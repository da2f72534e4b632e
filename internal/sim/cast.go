package sim

import (
	"math/rand/v2"
	"sort"

	"plumbline/internal/sim/words"
)

// cast draws who is there, what parts the code has and who works on what when.
// The history is made from this, never the other way round: it is the truth.
type cast struct {
	o    *Organisation
	r    *rand.Rand
	load []float64 // rate given out to each person now
}

func newCast(o *Organisation) *cast { return &cast{o: o, r: Rand(o.Options.Seed, "cast")} }

var roles = []string{"Backend engineer", "Backend engineer", "Frontend engineer", "Platform engineer", "Data engineer", "Quality engineer"}

// people draws those active now (half from the start, the last one a newcomer) and
// those who left, around the middle of the history.
func (c *cast) people() {
	o, n := c.o, c.o.Options.People
	gone := max(4, (n+1)/2)
	names := words.Names(c.r, n+gone)
	o.Active = n
	o.People = make([]Person, n+gone)
	for i := range o.People {
		p := &o.People[i]
		*p = Person{Name: names[i], Role: roles[c.r.IntN(len(roles))], Level: "Engineer", Zone: words.Zone(c.r), HoursPerWeek: 40, Duty: 100, Lead: 0}
		p.Rate = int64(6000 + 500*c.r.IntN(9))
		if c.r.IntN(5) == 0 {
			p.HoursPerWeek = 32
		}
		p.From, p.To = 0, o.Weeks()
		switch {
		case i >= n:
			p.To = o.Weeks() * (45 + c.r.IntN(18)) / 100
		case i >= (n+1)/2:
			p.From = o.Weeks() * (20 + c.r.IntN(30)) / 100
		}
	}
	o.People[0].Role, o.People[0].Level, o.People[0].Lead = "Team lead", "Lead", -1
	if n >= 4 {
		o.People[n-1].Newcomer = true
		o.People[n-1].From = o.Weeks() - 2
	}
	uniqueKeys(o.People)
	o.Finish()
}

// Finish fills in what follows from the weeks people were here and from their names:
// dates and identities where none are given, and the bots.
func (o *Organisation) Finish() {
	for i := range o.People {
		p := &o.People[i]
		p.Joined = o.WeekStart(p.From)
		if p.To < o.Weeks() {
			p.Left = o.WeekStart(p.To).AddDate(0, 0, -3)
		}
		if p.Identities == nil {
			p.Identities = spellings(o, i, p.Name, p.Login)
		}
	}
	if o.Bots == nil {
		o.Bots = []Identity{
			{"dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com"},
			{"Release Robot", "ci@" + o.Domain},
		}
	}
}

// areas draws the parts of the code. In two thirds of them nobody of those with the most
// commits ever still knows the area; in every eighth of those nobody does at all.
func (c *cast) areas() {
	o, n := c.o, c.o.Options.Areas
	o.Areas = make([]Area, n)
	order := c.r.Perm(n)
	for i := range o.Areas {
		p := words.PlaceAt(i)
		o.Areas[i] = Area{Key: p.Dir, Dir: p.Dir, Language: p.Language, Nouns: p.Nouns, Files: 12}
	}
	for k, i := range order {
		o.Areas[i].Mislead = k*100 < 66*n
	}
}

// plant gives every area its people, then and now.
func (c *cast) plant() {
	o := c.o
	c.load = make([]float64, len(o.People))
	quiet := 0
	for i := range o.Areas {
		a := &o.Areas[i]
		now := 2 + c.r.IntN(2)
		if c.r.IntN(100) < 35 || o.Active < 3 {
			now = 1
		}
		if a.Mislead && quiet*12 < len(o.Areas)-8 && c.r.IntN(3) == 0 {
			now = 0
			quiet++
		}
		c.now(a, now)
		if a.Mislead {
			c.before(a, now)
		}
	}
	c.join()
	o.PlantFiles()
}

// now gives an area those who know it today, the least loaded first.
func (c *cast) now(a *Area, n int) {
	w := c.o.Weeks()
	for _, p := range c.least(0, c.o.Active, n, func(p *Person) bool { return !p.Newcomer }) {
		from, rate := c.o.People[p].From, between(c.r, 1, 1.4)
		if a.Mislead {
			from, rate = max(from, w*(62+c.r.IntN(8))/100), between(c.r, 0.35, 0.5)
		}
		c.stint(a, p, from, w, rate)
	}
}

// before gives an area three people who made most of it and know it no
// more: they left. Where several know it now, a fourth may have moved on long ago.
func (c *cast) before(a *Area, now int) {
	o := c.o
	gone := c.least(o.Active, len(o.People), 3, func(*Person) bool { return true })
	if now > 1 && c.r.IntN(2) == 0 {
		old := c.least(0, o.Active, 1, func(p *Person) bool { return p.From == 0 && !holds(a, o, p) })
		gone = append(gone, old...)
	}
	for _, p := range gone {
		to := o.People[p].To
		if p < o.Active {
			to = o.Weeks() * 36 / 100
		}
		c.stint(a, p, 0, to, between(c.r, 1.5, 1.7)*float64(o.Weeks())/float64(to))
	}
}

func (c *cast) stint(a *Area, person, from, to int, rate float64) {
	a.Stints = append(a.Stints, Stint{Person: person, From: from, To: to, Rate: rate})
	c.load[person] += rate
}

// join gives those who know no area yet a second seat somewhere.
func (c *cast) join() {
	o := c.o
	for p := range o.Active {
		if c.load[p] > 0 || o.People[p].Newcomer {
			continue
		}
		for try := 0; try < 40 && c.load[p] == 0; try++ {
			a := &o.Areas[c.r.IntN(len(o.Areas))]
			if k := len(o.knowers(a)); k > 1 && k < 4 {
				c.stint(a, p, max(o.People[p].From, o.Weeks()*62/100), o.Weeks(), a.Stints[0].Rate)
			}
		}
	}
}

// least gives n different people of a range who fit, those with the least load first.
func (c *cast) least(from, to, n int, fits func(*Person) bool) []int {
	var list []int
	for _, k := range c.r.Perm(to - from) {
		if fits(&c.o.People[from+k]) {
			list = append(list, from+k)
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return c.load[list[i]] < c.load[list[j]] })
	return list[:min(n, len(list))]
}

func holds(a *Area, o *Organisation, p *Person) bool {
	for _, s := range a.Stints {
		if &o.People[s.Person] == p {
			return true
		}
	}
	return false
}
