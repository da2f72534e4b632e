package sim

import (
	"fmt"
	"math"
	"time"

	"plumbline/internal/sim/words"
)

// defaultToday is the day of an organisation whose options name none.
var defaultToday = time.Date(2026, 2, 20, 0, 0, 0, 0, time.UTC)

// New makes an organisation.
func New(opt Options) *Organisation {
	o := Empty(opt)
	c := newCast(o)
	c.people()
	c.areas()
	c.plant()
	c.scale()
	c.levels()
	o.plan(c)
	o.purpose()
	return o
}

// Empty gives an organisation with its calendar set and nobody in it, for those
// who want to say themselves who is there.
func Empty(opt Options) *Organisation {
	fill(&opt)
	o := &Organisation{
		Options: opt, Name: "Halyard Payments", Key: "PAY", Zone: "Europe/Berlin", Currency: "EUR",
		Domain: "halyard.example", HoursPerDay: 8, Today: opt.Today,
	}
	monday := opt.Today.AddDate(0, 0, -(int(opt.Today.Weekday())+6)%7)
	o.Start = monday.AddDate(0, 0, -7*(opt.Weeks-1))
	return o
}

func fill(opt *Options) {
	or := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	or(&opt.People, 12)
	or(&opt.Areas, 16)
	or(&opt.Tasks, 40)
	or(&opt.Finished, 3*opt.Tasks)
	or(&opt.Weeks, 104)
	opt.Weeks = max(opt.Weeks, 26)
	if opt.Today.IsZero() {
		opt.Today = defaultToday
	}
	opt.Today = time.Date(opt.Today.Year(), opt.Today.Month(), opt.Today.Day(), 0, 0, 0, 0, time.UTC)
	or(&opt.Commits, 3*opt.People*opt.Weeks)
}

// scale multiplies the rates so that the history has about as many commits as asked for.
func (c *cast) scale() {
	o := c.o
	sum := 0.0
	for _, a := range o.Areas {
		for _, s := range a.Stints {
			sum += s.Rate * float64(s.To-s.From)
		}
	}
	by := math.Max(0.85*float64(o.Options.Commits)/math.Max(sum, 1), 0.05)
	for i := range o.Areas {
		for j := range o.Areas[i].Stints {
			o.Areas[i].Stints[j].Rate *= by
		}
	}
	for i := range o.Pairs {
		o.Pairs[i].Rate = math.Max(0.5, 0.4*by)
	}
}

// spellings gives a person the ways commits spell them: most have one, every
// third has another address under the same name, some a second name for the same
// address, and some write through the forge's noreply address.
func spellings(o *Organisation, i int, name, login string) []Identity {
	main := Identity{name, login + "@" + o.Domain}
	switch i % 6 {
	case 1:
		return []Identity{main, {name, login + "@mail.example"}}
	case 3:
		return []Identity{main, {login, login + "@" + o.Domain}}
	case 4:
		return []Identity{main, {name, fmt.Sprintf("%d+%s@users.noreply.github.com", 1000003+7919*i, login)}}
	}
	return []Identity{main}
}

func uniqueKeys(people []Person) {
	seen := map[string]int{}
	for i := range people {
		p := &people[i]
		p.Key, p.Login = words.Key(p.Name), words.Login(p.Name)
		for _, s := range []*string{&p.Key, &p.Login} {
			tag := *s
			if n := seen[tag]; n > 0 {
				*s = fmt.Sprintf("%s%d", tag, n+1)
			}
			seen[tag]++
		}
	}
}
