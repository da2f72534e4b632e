// Package demo is the one organisation a newcomer to the product sees first: twelve
// people who take payments, two projects, a promise that is at risk, decisions that
// wait. Everything in it is synthetic. It is the same every time but for the day it
// is told as "today".
package demo

import (
	"fmt"
	"strings"
	"time"

	"plumbline/internal/sim"
)

// seed fixes whatever is drawn.
const seed = 20260220

// weeks of history.
const weeks = 104

// New makes the demo as of a day; zero means 20 February 2026.
func New(today time.Time) *sim.Organisation {
	o := sim.Empty(sim.Options{Seed: seed, Today: today, People: 12, Weeks: weeks, Tasks: len(rows)})
	o.Name, o.Key = "Payments", "PAY"
	c := &casting{o: o, index: map[string]int{}}
	c.people()
	c.areas()
	o.Finish()
	o.PlantFiles()
	c.skills()
	c.plan()
	c.before()
	c.decide()
	c.purpose()
	c.together()
	return o
}

// casting turns the tables below into an organisation.
type casting struct {
	o     *sim.Organisation
	index map[string]int // person by key
}

type member struct {
	name, role, level, zone string
	hours, duty             int
	rate                    int64
	from, to                int // weeks; 0 as to = still here
	levels                  string
	goals                   string
}

// The first twelve are here today; the rest left.
var members = []member{
	{"Dana Weiss", "Team lead", "Lead", "Europe/Berlin", 40, 500, 11000, 0, 0, "go 3 planning 4 mentoring 4 sql 3", "mentoring 5"},
	{"Ana Castelo", "Backend engineer", "Senior", "Europe/Lisbon", 32, 100, 9500, 20, 0, "go 5 sql 4 testing 4", "mentoring 3"},
	{"Ben Okafor", "Backend engineer", "Engineer", "Europe/London", 40, 100, 7500, 40, 0, "go 4 testing 3 events 1 yaml 2", "ledger 3 planning 3"},
	{"Mira Lindqvist", "Backend engineer", "Senior", "Europe/Helsinki", 40, 100, 9000, 30, 0, "go 4 events 3 sql 3", "events 4"},
	{"Jon Varga", "Platform engineer", "Staff", "Europe/Berlin", 40, 200, 10500, 0, 0, "go 4 yaml 5 events 3 testing 3", "mentoring 4"},
	{"Noor Haddad", "Frontend engineer", "Senior", "Europe/Berlin", 40, 100, 8800, 10, 0, "ts 5 testing 3 planning 2", "planning 3"},
	{"Lea Moreau", "Data engineer", "Senior", "Europe/Paris", 36, 100, 9000, 24, 0, "sql 5 go 3 ts 2", "go 4 ts 3"},
	{"Tomas Brandt", "Backend engineer", "Engineer", "Europe/Berlin", 40, 100, 7600, 58, 0, "go 3 sql 3", "events 3 refunds 3"},
	{"Ivy Nakamura", "Frontend engineer", "Engineer", "America/New_York", 40, 100, 8200, 52, 0, "ts 4 testing 3", "go 2 testing 4"},
	{"Samuel Osei", "Quality engineer", "Engineer", "Europe/London", 40, 100, 7200, 36, 0, "testing 5 ts 3 go 2", "yaml 4"},
	{"Greta Holm", "Backend engineer", "Engineer", "Europe/Helsinki", 40, 100, 7800, 60, 0, "go 4 sql 2 events 2", "events 3 settlement 4"},
	{"Rui Tavares", "Backend engineer", "Junior", "Europe/Lisbon", 40, 50, 5600, 102, 0, "go 2 sql 1", "go 3"},
	{"Karl Ehrlich", "Backend engineer", "Staff", "Europe/Berlin", 40, 100, 10000, 0, 47, "go 5 sql 4", ""},
	{"Vera Stoyan", "Backend engineer", "Senior", "Europe/Sofia", 40, 100, 8500, 0, 60, "go 4 events 4", ""},
	{"Omar Faris", "Backend engineer", "Senior", "Europe/London", 40, 100, 8700, 0, 58, "go 4 ts 3", ""},
	{"Hanne Dahl", "Frontend engineer", "Engineer", "Europe/Oslo", 40, 100, 8000, 0, 55, "ts 4 sql 3", ""},
	{"Petr Zeman", "Platform engineer", "Senior", "Europe/Prague", 40, 100, 9100, 0, 63, "yaml 5 go 3", ""},
}

func (c *casting) people() {
	o := c.o
	for i, m := range members {
		key := strings.ToLower(strings.Fields(m.name)[0])
		if m.to == 0 {
			m.to = weeks
			o.Active++
		}
		last := strings.ToLower(strings.Fields(m.name)[1])
		o.People = append(o.People, sim.Person{
			Key: key, Name: m.name, Role: m.role, Level: m.level, Login: key[:1] + last, Zone: m.zone,
			HoursPerWeek: m.hours, Duty: m.duty, Rate: m.rate, From: m.from, To: m.to, Newcomer: m.from > weeks-4,
		})
		c.index[key] = i
	}
	o.People[0].Lead = -1
}

type place struct {
	key, language, nouns string
	files                int
	stints               string // who from-to @commits a week; no end = still
}

// In most of them those with the most commits ever left. Nobody knows notify any more.
var places = []place{
	{"ledger", "go", "entry balance posting account journal", 16, "karl 0-47 @3.6, vera 0-60 @2.7, omar 0-58 @2.7, ana 62 @0.8"},
	{"settlement", "go", "batch payout window clearing netting", 13, "vera 0-60 @2.0, karl 0-47 @3.2, petr 0-63 @1.8, mira 66 @0.6, greta 70 @0.4"},
	{"gateway", "go", "route acquirer timeout callback retry", 12, "omar 0-58 @2.3, petr 0-63 @1.9, karl 0-47 @2.8, jon 64 @0.5, tomas 68 @0.4"},
	{"jobs", "go", "queue worker schedule lease backoff", 11, "petr 0-63 @1.5, vera 0-60 @1.5, omar 0-58 @1.5, jon 64 @0.4, ben 66 @0.4, sam 70 @0.3"},
	{"notify", "ts", "mail template locale receipt digest", 10, "hanne 0-55 @1.2, omar 0-58 @0.9, karl 0-40 @0.8"},
	{"export", "go", "file column delivery archive manifest", 11, "hanne 0-55 @2.2, vera 0-58 @1.9, karl 0-47 @2.5, lea 64 @0.5"},
	{"checkout", "ts", "basket session total order address", 13, "noor 10 @0.9, ivy 54 @0.8, sam 40 @0.4"},
	{"web", "ts", "page form banner layout widget", 14, "noor 12 @0.7, ivy 53 @0.9, sam 42 @0.5, dana 0 @0.4"},
	{"auth", "go", "token login scope device grant", 11, "omar 0-58 @1.7, petr 0-63 @1.5, hanne 0-55 @1.9, ben 62 @0.4, tomas 66 @0.3"},
	{"metrics", "go", "counter series label bucket alert", 11, "ben 44 @0.6, dana 0 @0.3"},
	{"deploy", "yaml", "chart probe secret replica rollout", 10, "jon 0 @0.9"},
	{"refunds", "go", "refund reason reversal dispute credit", 11, "vera 0-60 @1.7, karl 0-47 @2.0, hanne 0-55 @1.8, greta 64 @0.5, mira 66 @0.35"},
	{"reports", "sql", "view period summary margin cohort", 11, "lea 26 @0.8, tomas 62 @0.4"},
	{"risk", "go", "score rule limit review signal", 11, "karl 0-47 @2.0, omar 0-58 @1.7, petr 0-63 @1.7, tomas 64 @0.35, greta 66 @0.35"},
}

func (c *casting) areas() {
	o := c.o
	for _, p := range places {
		a := sim.Area{Key: p.key, Dir: p.key, Language: p.language, Nouns: strings.Fields(p.nouns), Files: p.files, Mislead: strings.Count(p.stints, "-") >= 3}
		for _, s := range strings.Split(p.stints, ", ") {
			var who, span string
			var rate float64
			scan(s, "%s %s @%f", &who, &span, &rate)
			st := sim.Stint{Person: c.index[sam(who)], To: weeks, Rate: rate}
			if strings.Contains(span, "-") {
				scan(span, "%d-%d", &st.From, &st.To)
			} else {
				scan(span, "%d", &st.From)
			}
			a.Stints = append(a.Stints, st)
		}
		o.Areas = append(o.Areas, a)
	}
}

// sam is what everybody calls Samuel.
func sam(key string) string {
	if key == "sam" {
		return "samuel"
	}
	return key
}

// scan reads a cell of a table; a cell that cannot be read is a mistake in this file.
func scan(s, format string, to ...any) {
	if _, err := fmt.Sscanf(s, format, to...); err != nil {
		panic(fmt.Sprintf("demo: %q: %v", s, err))
	}
}

func (c *casting) who(key string) int {
	i, ok := c.index[sam(key)]
	if !ok {
		panic("demo: nobody is called " + key)
	}
	return i
}

func (c *casting) skill(key string) int {
	i := c.o.SkillOf(key)
	if i < 0 {
		panic("demo: there is no skill " + key)
	}
	return i
}

// pairs reads "go 3 sql 2" as skills and levels.
func (c *casting) pairs(s string) []sim.Need {
	f := strings.Fields(s)
	var out []sim.Need
	for i := 0; i+1 < len(f); i += 2 {
		out = append(out, sim.Need{Skill: c.skill(f[i]), Level: int8(f[i+1][0] - '0')})
	}
	return out
}

func (c *casting) skills() {
	o := c.o
	o.AddSkills()
	for i, m := range members {
		p := &o.People[i]
		p.Levels = make([]int8, len(o.Skills))
		for s := range p.Levels {
			p.Levels[s] = -1
		}
		for _, n := range c.pairs(m.levels) {
			p.Levels[n.Skill] = n.Level
		}
		for _, n := range c.pairs(m.goals) {
			p.Goals = append(p.Goals, sim.Goal(n))
		}
	}
	o.AreaLevels()
	c.o.People[c.who("ben")].Levels[c.skill("ledger")] = 2
	c.o.People[c.who("tomas")].Levels[c.skill("refunds")] = 2
	c.claims()
}

// opinions that differ from what is true: who, skill, level, by whom, interest.
var opinions = []string{
	"ben events 3 self 2", "ben ledger 3 self 2", "ben ledger 1 lead 0", "noor go 2 self 0", "lea go 4 self 2",
	"ivy ts 2 self 1", "tomas risk 5 self 1", "samuel yaml 3 self 2", "greta events 1 lead 1", "rui go 3 self 2",
	"dana metrics 5 self 0", "jon ledger 2 self -1",
}

// claims are true but for the opinions above: people say their own level, the lead
// says what matters to the plan.
func (c *casting) claims() {
	o := c.o
	said := map[string]bool{}
	for i, s := range opinions {
		var who, skill, source string
		var level, interest int
		scan(s, "%s %s %d %s %d", &who, &skill, &level, &source, &interest)
		said[who+skill+source] = true
		o.Claims = append(o.Claims, sim.Claim{Person: c.who(who), Skill: c.skill(skill), Level: int8(level), Source: source, Interest: interest, When: o.Today.AddDate(0, 0, -12-9*i)})
	}
	for i := range o.Active {
		p := &o.People[i]
		for s, level := range p.Levels {
			if level < 1 || said[p.Key+o.Skills[s].Key+"self"] {
				continue
			}
			o.Claims = append(o.Claims, sim.Claim{Person: i, Skill: s, Level: level, Source: "self", Interest: (i+s)%3 - s%5/4, When: o.Today.AddDate(0, 0, -20-(7*i+3*s)%150)})
			if i > 0 && level >= 4 && !said[p.Key+o.Skills[s].Key+"lead"] {
				o.Claims = append(o.Claims, sim.Claim{Person: i, Skill: s, Level: level, Source: "lead", When: o.Today.AddDate(0, 0, -40)})
			}
		}
	}
}
