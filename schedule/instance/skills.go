package instance

import "plumbline/schedule/model"

// Skills is what resilience is counted from.
type Skills struct {
	InUse []int
	Has   [][]bool // by skill in use: who has it already
	Short []int    // positions of skills that fewer than two people have
}

func countSkills(p *model.Problem) Skills {
	level := map[int]int8{}
	most := -1
	use := func(skill int, l int8) {
		level[skill] = max(level[skill], l)
		most = max(most, skill)
	}
	for t := range p.Tasks {
		for _, s := range p.Tasks[t].Seats {
			for _, n := range s.Needs {
				use(n.Skill, n.Level)
			}
		}
		for _, r := range p.Tasks[t].Resilient {
			use(int(r), 0)
		}
	}
	var c Skills
	for skill := 0; skill <= most; skill++ {
		l, used := level[skill]
		if !used {
			continue
		}
		has, n := make([]bool, len(p.People)), 0
		for i, who := range p.People {
			if skill < len(who.Levels) && who.Levels[skill] >= l {
				has[i], n = true, n+1
			}
		}
		if n < 2 {
			c.Short = append(c.Short, len(c.InUse))
		}
		c.InUse, c.Has = append(c.InUse, skill), append(c.Has, has)
	}
	return c
}
