package benchread

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"plumbline/schedule/model"
)

var (
	dznComment = regexp.MustCompile(`%[^\n]*`)
	dznItem    = regexp.MustCompile(`(?s)(\w+)\s*=\s*(.*?);`)
)

// dzn is a MiniZinc data file: names and their values as text.
type dzn map[string]string

func (d dzn) number(name string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(d[name]))
	if err != nil || n < 0 || n > most {
		return 0, fmt.Errorf("%s is not a possible number", name)
	}
	return n, nil
}

// cells reads the elements of an array of one or two dimensions.
func (d dzn) cells(name string, want int) ([]string, error) {
	cells := strings.FieldsFunc(d[name], func(r rune) bool { return strings.ContainsRune("[]|, \t\r\n", r) })
	if len(cells) != want {
		return nil, fmt.Errorf("%s has %d elements instead of %d", name, len(cells), want)
	}
	return cells, nil
}

func (d dzn) numbers(name string, want int) ([]int, error) {
	cells, err := d.cells(name, want)
	if err != nil {
		return nil, err
	}
	out := make([]int, want)
	for i, c := range cells {
		if out[i], err = strconv.Atoi(c); err != nil {
			return nil, fmt.Errorf("%s: %q is not a whole number", name, c)
		}
	}
	return out, nil
}

// MSPSP reads a multi-skill .dzn file: an activity takes one seat for each unit of
// skill it asks for, all held together for its duration.
func MSPSP(text string) (*model.Problem, error) {
	d := dzn{}
	for _, m := range dznItem.FindAllStringSubmatch(dznComment.ReplaceAllString(text, ""), -1) {
		d[m[1]] = m[2]
	}
	var size [4]int
	for i, name := range []string{"nActs", "nSkills", "nResources", "nPrecs"} {
		n, err := d.number(name)
		if err != nil {
			return nil, err
		}
		size[i] = n
	}
	p := &model.Problem{Working: model.None, Tasks: make([]model.Task, size[0])}
	for s := range size[1] {
		p.Skills = append(p.Skills, fmt.Sprintf("S%d", s+1))
	}
	if err := d.people(p, size[2]); err != nil {
		return nil, err
	}
	if err := d.activities(p); err != nil {
		return nil, err
	}
	return p, d.precedence(p, size[3])
}

func (d dzn) people(p *model.Problem, n int) error {
	mastery, err := d.cells("mastery", n*len(p.Skills))
	if err != nil {
		return err
	}
	for r := range n {
		who := model.Person{Key: strconv.Itoa(r + 1), Calendar: model.None}
		for s := range p.Skills {
			level := int8(-1)
			if mastery[r*len(p.Skills)+s] == "true" {
				level = 0
			}
			who.Levels = append(who.Levels, level)
		}
		p.People = append(p.People, who)
	}
	return nil
}

func (d dzn) activities(p *model.Problem) error {
	dur, err := d.numbers("dur", len(p.Tasks))
	if err != nil {
		return err
	}
	req, err := d.numbers("sreq", len(p.Tasks)*len(p.Skills))
	if err != nil {
		return err
	}
	for i := range p.Tasks {
		t := &p.Tasks[i]
		t.Key, t.Duration, t.Together = strconv.Itoa(i+1), int64(dur[i]), true
		for s := range p.Skills {
			if n := req[i*len(p.Skills)+s]; n < 0 || n > len(p.People) {
				return fmt.Errorf("activity %d asks for %d people with skill %d", i+1, n, s+1)
			}
			for range req[i*len(p.Skills)+s] {
				t.Seats = append(t.Seats, model.Seat{Needs: []model.Need{{Skill: s}}})
			}
		}
	}
	return nil
}

func (d dzn) precedence(p *model.Problem, n int) error {
	pred, err := d.numbers("pred", n)
	if err != nil {
		return err
	}
	succ, err := d.numbers("succ", n)
	if err != nil {
		return err
	}
	for i := range pred {
		if min(pred[i], succ[i]) < 1 || max(pred[i], succ[i]) > len(p.Tasks) {
			return fmt.Errorf("precedence %d names an activity that does not exist", i+1)
		}
		p.Deps = append(p.Deps, model.Dependency{From: pred[i] - 1, To: succ[i] - 1})
	}
	return nil
}
