package forecast

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"plumbline/forecast/estimate"
	"plumbline/forecast/futures"
)

// z90 is the 90 % point of the normal distribution.
const z90 = 1.2815515655446004

// Words of the notes a result carries, with their arguments.
const (
	NotePriors    = "priors"     // tasks without any estimate
	NoteNoHistory = "no-history" // nothing: all of the spread is the public prior
	NoteThin      = "thin"       // outcomes known, percent of the spread that is the public prior
	NoteCorrected = "corrected"  // project, percent its work usually takes of what is expected
	NoteNever     = "never"      // percent of trials in which something is never finished
	NoteLimits    = "limits"     // limits on people's work in a window are not kept in trials
)

// tasks sets up what is drawn for each task, and the common cause of each project.
func (b *belief) tasks(m *estimate.Model, like *belief) error {
	b.work = make([]work, len(b.in.Tasks))
	asked := make([]estimate.Task, len(b.in.Tasks))
	members, priors, share := map[string][]int{}, 0, 0.0
	for i := range b.in.Tasks {
		e := &b.in.Tasks[i]
		b.work[i] = work{element: futures.ElementOf("task", cmp.Or(b.in.Problem.Tasks[i].Key, strconv.Itoa(i))), project: -1, spread: e.Spread}
		if e.Certain || b.in.Problem.Tasks[i].Progress.Done || b.graph.Planned(i) == 0 {
			continue
		}
		t, factor, err := b.one(m, i)
		if err != nil {
			return err
		}
		asked[i], b.work[i].factor = t, factor
		members[e.Project] = append(members[e.Project], i)
		share += m.Share(t)
		if e.Prior {
			priors++
		}
	}
	b.causes(m, asked, members, like)
	drawn := 0
	for _, list := range members {
		drawn += len(list)
	}
	b.explain(m, priors, share, drawn)
	return nil
}

func (b *belief) explain(m *estimate.Model, priors int, share float64, drawn int) {
	if priors > 0 {
		b.note(NotePriors, strconv.Itoa(priors))
	}
	if own := share / float64(max(drawn, 1)); m.Len() == 0 {
		b.note(NoteNoHistory)
	} else if drawn > 0 && own < 0.8 {
		b.note(NoteThin, strconv.Itoa(m.Len()), strconv.Itoa(int(100*(1-own)+0.5)))
	}
	for _, p := range b.in.Problem.People {
		if len(p.Limits) > 0 {
			b.note(NoteLimits)
			break
		}
	}
}

// given says how many numbers of an estimate are there.
func (e *Estimate) given() int {
	switch {
	case e.Low > 0 && e.Likely > 0 && e.High > 0:
		return 3
	case e.Single > 0:
		return 1
	}
	return 0
}

// one gives a task's estimate and the distribution of its work as a multiple of what
// is planned. A stated range scales the spread of past ratios: half of the variance
// is what past work says, half what the range says, upwards and downwards apart.
func (b *belief) one(m *estimate.Model, i int) (estimate.Task, *futures.Table, error) {
	e, planned := &b.in.Tasks[i], float64(b.graph.Planned(i))
	t := estimate.Task{Project: e.Project, Kind: e.Kind, Person: b.person(i), Minutes: planned}
	up, down, err := b.size(e, &t)
	if err != nil {
		return t, nil, fmt.Errorf("task %s: %w", b.in.Problem.Tasks[i].Key, err)
	}
	ratios := m.Ratios(t)
	own := math.Max((ratios.At(.9)-ratios.At(.1))/2/z90, 0.05)
	// Past ratios differ also because projects do; that part comes with the common cause.
	apart := math.Sqrt(math.Max(1-math.Pow(m.Common(estimate.Run)/own, 2), 0.3))
	up, down = apart*stretch(up, own), apart*stretch(down, own)
	if e.Prior {
		up, down = 1.5*up, 1.5*down
	}
	scale := t.Minutes / planned
	if b.in.Problem.Tasks[i].Progress.Started != 0 {
		scale, t.Minutes = 1, planned // what is left is planned, whatever the whole was estimated at
	}
	return t, b.table(shape{ratios, scale, up, down}), nil
}

// shape is all that the distribution of a task's work depends on.
type shape struct {
	ratios          *estimate.Ratios
	scale, up, down float64
}

// table tabulates a shape. Tasks of the same one share it: what trials read stays small.
func (b *belief) table(s shape) *futures.Table {
	if b.tables[s] == nil {
		b.tables[s] = futures.Tabulate(func(p float64) float64 {
			y := s.ratios.At(p)
			if y > 0 {
				return s.scale * math.Exp(y*s.up)
			}
			return s.scale * math.Exp(y*s.down)
		})
	}
	return b.tables[s]
}

// stretch turns a stated logarithmic spread into a factor on past ratios; 0 = none
// was stated.
func stretch(stated, own float64) float64 {
	if stated == 0 {
		return 1
	}
	return math.Sqrt((1 + stated*stated/(own*own)) / 2)
}

// size sets the median of a task's estimate and gives the spread stated up and down.
func (b *belief) size(e *Estimate, t *estimate.Task) (up, down float64, err error) {
	switch {
	case e.given() == 3:
		c, err := estimate.Fit(float64(e.Low), float64(e.Likely), float64(e.High))
		if err != nil {
			return 0, 0, err
		}
		t.Minutes = c.Median()
		floor := t.Minutes / 100
		return math.Max(math.Log(math.Max(c.Quantile(.9), floor)/t.Minutes)/z90, 0.01),
			math.Max(math.Log(t.Minutes/math.Max(c.Quantile(.1), floor))/z90, 0.01), nil
	case e.Single > 0:
		t.Minutes = float64(e.Single)
	}
	return 0, 0, nil
}

// person is the key of who does most of a task in the plan.
func (b *belief) person(i int) string {
	who, most := "", int64(-1)
	for _, a := range b.in.Plan.Placements[i].Work {
		if a.Effort > most {
			who, most = b.in.Problem.People[a.Person].Key, a.Effort
		}
	}
	return who
}

// sumDraws is the number of draws behind the spread of independent tasks.
const sumDraws = 1000

// causes gives each project the common factor that makes the sum of its tasks as
// wide, and as far off, as its record says such sums are.
func (b *belief) causes(m *estimate.Model, asked []estimate.Task, members map[string][]int, like *belief) {
	var names []string
	for name := range members {
		names = append(names, name)
	}
	slices.Sort(names)
	for k, name := range names {
		p := project{name: name, element: futures.ElementOf("project", name)}
		var tasks []estimate.Task
		for _, i := range members[name] {
			tasks = append(tasks, asked[i])
			b.work[i].project = k
		}
		if p.factor = like.factor(name); p.factor == nil {
			p.factor = b.cause(m.Sum(tasks), members[name], p.element, name)
		}
		b.projects = append(b.projects, p)
	}
}

// factor is a project's common cause, nil when the belief does not know it.
func (b *belief) factor(name string) *futures.Table {
	if b != nil {
		for i := range b.projects {
			if b.projects[i].name == name {
				return b.projects[i].factor
			}
		}
	}
	return nil
}

func (b *belief) cause(sum estimate.Sum, members []int, e futures.Element, name string) *futures.Table {
	plain := b.plainSums(members, e)
	at := func(p float64) float64 { return math.Log(plain[int(p*sumDraws)]) }
	want := func(p float64) float64 { return math.Log(sum.Quantile(p)) }
	shift := want(.5) - at(.5)
	up := rest(want(.9)-want(.5), at(.9)-at(.5))
	down := rest(want(.5)-want(.1), at(.5)-at(.1))
	if b.in.independent {
		up, down = 0, 0
	}
	if math.Abs(sum.Shift) > 0.1 {
		b.note(NoteCorrected, name, strconv.Itoa(int(100*math.Exp(sum.Shift)+0.5)))
	}
	return futures.Tabulate(func(p float64) float64 {
		z := futures.Normal(p)
		if z > 0 {
			return math.Exp(shift + up*z)
		}
		return math.Exp(shift + down*z)
	})
}

// rest is the spread left to the common cause when the whole and the tasks' own are
// known, both as distances to the 10 % or 90 % point.
func rest(whole, own float64) float64 {
	return math.Sqrt(math.Max(whole*whole-own*own, 0)) / z90
}

// plainSums draws sums of tasks whose factors are independent.
func (b *belief) plainSums(members []int, e futures.Element) []float64 {
	sums := make([]float64, sumDraws)
	for n := range sums {
		f := futures.Of(uint64(e), n)
		for _, i := range members {
			w := &b.work[i]
			sums[n] += float64(b.graph.Planned(i)) * w.own(f)
		}
	}
	slices.Sort(sums)
	return sums
}

// own draws a task's own factor.
func (w *work) own(f futures.Future) float64 {
	x := w.factor.Read(f.Draw(w.element, 0))
	if w.spread > 0 {
		x *= w.noise(f)
	}
	return x
}
