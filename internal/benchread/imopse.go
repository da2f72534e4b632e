package benchread

import (
	"fmt"
	"strconv"
	"strings"

	"plumbline/schedule/model"
)

// IMOPSE reads a .def file: a task is one seat of one skill with a fixed duration.
// A skill that a resource lists is held, at level 0 too. Salaries an hour become
// hundredths a minute, so that cost is in hundredths of the file's money.
func IMOPSE(text string) (*model.Problem, error) {
	l := newLines(text)
	tasks, err := l.count("Tasks:")
	if err != nil {
		return nil, err
	}
	people, err := l.count("Resources:")
	if err != nil {
		return nil, err
	}
	p := &model.Problem{Working: model.None, Tasks: make([]model.Task, tasks)}
	skills := map[string]int{}
	if err := l.seek("ResourceID"); err != nil {
		return nil, err
	}
	for range people {
		who, err := l.resource(p, skills)
		if err != nil {
			return nil, err
		}
		p.People = append(p.People, who)
	}
	if err := l.seek("TaskID"); err != nil {
		return nil, err
	}
	for i := range p.Tasks {
		if err := l.job(p, i, skills); err != nil {
			return nil, err
		}
	}
	for i := range p.People { // skills named later than a person are not held
		for len(p.People[i].Levels) < len(p.Skills) {
			p.People[i].Levels = append(p.People[i].Levels, -1)
		}
	}
	return p, nil
}

// fields reads the next line that has any.
func (l *lines) fields() ([]string, error) {
	for {
		line, err := l.next()
		if err != nil {
			return nil, err
		}
		if f := strings.Fields(line); len(f) > 0 {
			return f, nil
		}
	}
}

// skill gives a skill's index by its name ("Q3:"), new ones at the end.
func skill(p *model.Problem, known map[string]int, name string) int {
	name = strings.TrimSuffix(name, ":")
	i, ok := known[name]
	if !ok {
		i = len(p.Skills)
		known[name] = i
		p.Skills = append(p.Skills, name)
	}
	return i
}

func (l *lines) resource(p *model.Problem, skills map[string]int) (model.Person, error) {
	f, err := l.fields()
	if err != nil {
		return model.Person{}, err
	}
	if len(f) < 2 || len(f)%2 != 0 {
		return model.Person{}, fmt.Errorf("line %d: not a resource", l.at)
	}
	salary, err := strconv.ParseFloat(f[1], 64)
	if err != nil || salary < 0 || salary > 1e9 {
		return model.Person{}, fmt.Errorf("line %d: %q is not a salary", l.at, f[1])
	}
	who := model.Person{Key: f[0], Calendar: model.None, Rate: int64(salary*100+0.5) * 60}
	for i := 2; i < len(f); i += 2 {
		level, err := strconv.ParseInt(f[i+1], 10, 8)
		if err != nil {
			return who, fmt.Errorf("line %d: %q is not a level", l.at, f[i+1])
		}
		s := skill(p, skills, f[i])
		for len(who.Levels) <= s {
			who.Levels = append(who.Levels, -1)
		}
		who.Levels[s] = int8(level)
	}
	return who, nil
}

func (l *lines) job(p *model.Problem, i int, skills map[string]int) error {
	f, err := l.fields()
	if err != nil {
		return err
	}
	if len(f) < 4 || f[0] != strconv.Itoa(i+1) {
		return fmt.Errorf("line %d: task %d was expected", l.at, i+1)
	}
	long, err := strconv.ParseInt(f[1], 10, 32)
	if err != nil {
		return fmt.Errorf("line %d: %q is not a duration", l.at, f[1])
	}
	level, err := strconv.ParseInt(f[3], 10, 8)
	if err != nil {
		return fmt.Errorf("line %d: %q is not a level", l.at, f[3])
	}
	t := &p.Tasks[i]
	t.Key, t.Duration = f[0], long
	t.Seats = []model.Seat{{Needs: []model.Need{{Skill: skill(p, skills, f[2]), Level: int8(level)}}}}
	for _, before := range f[4:] {
		n, err := strconv.Atoi(before)
		if err != nil || n < 1 || n > len(p.Tasks) {
			return fmt.Errorf("line %d: predecessor %q does not exist", l.at, before)
		}
		p.Deps = append(p.Deps, model.Dependency{From: n - 1, To: i})
	}
	return nil
}
