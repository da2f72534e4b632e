package sim

import (
	"math/rand/v2"
	"strings"
)

// Technical gives the skills everybody's organisation has, without areas.
func Technical() []Skill {
	return []Skill{
		{"go", "Go", "technical", -1},
		{"ts", "TypeScript", "technical", -1},
		{"sql", "SQL", "technical", -1},
		{"yaml", "Kubernetes", "technical", -1},
		{"events", "Event design", "technical", -1},
		{"testing", "Testing", "technical", -1},
		{"mentoring", "Mentoring", "leadership", -1},
		{"planning", "Planning", "leadership", -1},
	}
}

// AddSkills sets the organisation's skills: the technical ones, and each area as one.
func (o *Organisation) AddSkills() {
	o.Skills = Technical()
	for i, a := range o.Areas {
		key := a.Key
		if o.SkillOf(key) >= 0 {
			key = "area-" + key
		}
		o.Skills = append(o.Skills, Skill{key, strings.ToUpper(a.Key[:1]) + a.Key[1:], "domain", i})
	}
}

// levels gives everybody their true levels: from what they work on, and something of
// everything else.
func (c *cast) levels() {
	o := c.o
	o.AddSkills()
	for i := range o.People {
		o.People[i].Levels = c.basics(&o.People[i])
	}
	o.AreaLevels()
	for i := range o.Active {
		c.goals(i)
		c.claims(i)
	}
}

func (c *cast) basics(p *Person) []int8 {
	out := make([]int8, len(c.o.Skills))
	for s := range out {
		out[s] = -1
		if c.o.Skills[s].Area < 0 && c.r.IntN(3) > 0 {
			out[s] = int8(1 + c.r.IntN(3))
		}
		if p.Newcomer && out[s] > 2 {
			out[s] = 2
		}
	}
	return out
}

// AreaLevels raises the levels of those who know an area, in the area and its
// language; who worked there once keeps a little. Levels must be there already.
func (o *Organisation) AreaLevels() {
	for i := range o.Areas {
		o.areaLevels(i)
	}
}

func (o *Organisation) areaLevels(area int) {
	a := &o.Areas[area]
	skill, lang := o.skillOfArea(area), o.SkillOf(a.Language)
	for _, s := range a.Stints {
		p := &o.People[s.Person]
		p.Levels[skill] = max(p.Levels[skill], 1)
		p.Levels[lang] = max(p.Levels[lang], 3)
	}
	for rank, k := range o.Knowers(area) {
		p := &o.People[k]
		p.Levels[skill] = int8(max(3, 5-rank))
		p.Levels[lang] = max(p.Levels[lang], int8(max(3, 4-rank)))
	}
}

// SkillOf gives the index of a skill by key, −1 when there is none.
func (o *Organisation) SkillOf(key string) int {
	for i, s := range o.Skills {
		if s.Key == key {
			return i
		}
	}
	return -1
}

func (o *Organisation) skillOfArea(area int) int {
	for i, s := range o.Skills {
		if s.Area == area {
			return i
		}
	}
	return -1
}

func (c *cast) goals(i int) {
	p := &c.o.People[i]
	for range 1 + c.r.IntN(2) {
		s := c.r.IntN(len(c.o.Skills))
		p.Goals = append(p.Goals, Goal{s, min(5, max(p.Levels[s], 0)+1+int8(c.r.IntN(2)))})
	}
}

// claims says what a person and the lead believe: one in four is off by a level or
// two, more often upwards for oneself.
func (c *cast) claims(i int) {
	o := c.o
	p := &o.People[i]
	for s, held := range p.Levels {
		if held < 1 {
			continue
		}
		for _, source := range []string{"self", "lead"} {
			if source == "lead" && (p.Lead < 0 || c.r.IntN(2) == 0) {
				continue
			}
			o.Claims = append(o.Claims, Claim{
				Person: i, Skill: s, Level: slip(c.r, held, source), Source: source,
				Interest: c.r.IntN(4) - 1, When: o.Today.AddDate(0, 0, -c.r.IntN(200)),
			})
		}
	}
}

func slip(r *rand.Rand, level int8, source string) int8 {
	if r.IntN(4) > 0 {
		return level
	}
	if source == "self" && r.IntN(4) > 0 {
		return min(5, level+1+int8(r.IntN(2)))
	}
	return max(0, level-1)
}
