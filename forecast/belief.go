package forecast

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"

	"plumbline/forecast/estimate"
	"plumbline/forecast/futures"
	"plumbline/forecast/simulate"
	"plumbline/schedule/model"
)

// belief is an Input made ready to draw from: read-only during the trials.
type belief struct {
	in       *Input
	graph    *simulate.Graph
	work     []work
	tables   map[shape]*futures.Table
	projects []project
	risks    []hazard
	people   []futures.Element
	gap      float64 // mean minutes between two absences of a person; 0 = none
	length   float64 // mean minutes of one
	wait     *futures.Exponential
	reach    model.Minute // the planned end
	far      model.Minute // when most trials are over: as far as absences are drawn at first
	last     int          // milestone
	goal     []int
	notes    []Note
}

// work is what is drawn for one task.
type work struct {
	element futures.Element
	factor  *futures.Table // multiple of the planned work; nil = certain
	project int            // or none
	spread  float64
}

// project is a common cause.
type project struct {
	name    string
	element futures.Element
	factor  *futures.Table
}

// hazard is a risk made ready.
type hazard struct {
	element      futures.Element
	probability  float64
	delay, money *futures.Table // nil = none
	hits         []int
}

// maxCheckpoints bounds the memory of a fan chart.
const maxCheckpoints = 200

// minYear is a year in minutes.
const minYear = 365.25 * 24 * 60

func (in *Input) check() error {
	switch {
	case in.Problem == nil || in.Plan == nil:
		return fmt.Errorf("a forecast needs a problem and a plan for it")
	case len(in.Tasks) != len(in.Problem.Tasks):
		return fmt.Errorf("estimates are given for %d tasks, the problem has %d; they must align", len(in.Tasks), len(in.Problem.Tasks))
	case len(in.Checkpoints) > maxCheckpoints || !slices.IsSorted(in.Checkpoints):
		return fmt.Errorf("checkpoints must be in order and at most %d, there are %d", maxCheckpoints, len(in.Checkpoints))
	case in.Trials < 0:
		return fmt.Errorf("the number of trials cannot be %d", in.Trials)
	case in.Absence.DaysAYear < 0 || in.Absence.MeanDays < 0 || in.Absence.DaysAYear > 200:
		return fmt.Errorf("%g days of absence a year of %g days each are not possible; give 0 to 200 days", in.Absence.DaysAYear, in.Absence.MeanDays)
	}
	for _, r := range in.Risks {
		if !(r.Probability >= 0 && r.Probability <= 1) {
			return fmt.Errorf("the probability of risk %s is %g; give 0 to 1", r.Key, r.Probability)
		}
		for _, t := range r.Hits {
			if t < 0 || t >= len(in.Tasks) {
				return fmt.Errorf("risk %s hits task %d, which does not exist", r.Key, t)
			}
		}
	}
	return nil
}

// believe compiles the plan and learns from the track record.
func believe(in *Input, like *belief) (*belief, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	g, err := simulate.Compile(in.Problem, in.Plan)
	if err != nil {
		return nil, err
	}
	b := &belief{in: in, graph: g, tables: map[shape]*futures.Table{}}
	b.target()
	b.absences()
	if err := b.hazards(); err != nil {
		return nil, err
	}
	m := in.Learned
	if m == nil {
		m = estimate.Learn(known(in))
	}
	if err := b.tasks(m, like); err != nil {
		return nil, err
	}
	return b, nil
}

// known is the track record as of now, in order of completion.
func known(in *Input) []estimate.Outcome {
	track := slices.Clone(in.Track)
	if in.Now != 0 {
		track = slices.DeleteFunc(track, func(o Outcome) bool { return o.Finished > in.Now })
	}
	slices.SortStableFunc(track, func(a, b Outcome) int { return cmp.Compare(a.Finished, b.Finished) })
	return track
}

// target picks the milestone planned last; without one, the finish of everything.
func (b *belief) target() {
	finish := func(tasks []int) (last model.Minute) {
		for _, t := range tasks {
			last = max(last, b.in.Plan.Placements[t].Finish)
		}
		return last
	}
	for t := range b.in.Problem.Tasks {
		b.goal = append(b.goal, t)
	}
	b.reach = max(finish(b.goal), b.in.Problem.Start)
	b.far = b.reach + (b.reach - b.in.Problem.Start)
	b.last = model.None
	best := model.Minute(0)
	for i, m := range b.in.Problem.Milestones {
		if at := finish(m.Tasks); at > best {
			best, b.last, b.goal = at, i, m.Tasks
		}
	}
}

func (b *belief) absences() {
	a := b.in.Absence
	for _, p := range b.in.Problem.People {
		b.people = append(b.people, futures.ElementOf("absence", p.Key))
	}
	if a.DaysAYear > 0 {
		// Days lost are working days: a span of 7/5 of them holds as many of a full week.
		mean := math.Max(a.MeanDays, 1)
		b.wait = futures.NewExponential()
		b.length = mean * 1440 * 7 / 5
		b.gap = math.Max(minYear*mean/a.DaysAYear-b.length, b.length/10)
	}
}

func (b *belief) hazards() error {
	for i, r := range b.in.Risks {
		h := hazard{element: futures.ElementOf("risk", cmp.Or(r.Key, strconv.Itoa(i))), probability: r.Probability, hits: r.Hits}
		var err error
		if h.delay, err = amounts(r.Delay); err != nil {
			return fmt.Errorf("the delay of risk %s: %w", r.Key, err)
		}
		if h.money, err = amounts(r.Money); err != nil {
			return fmt.Errorf("the money of risk %s: %w", r.Key, err)
		}
		b.risks = append(b.risks, h)
	}
	return nil
}

// amounts tabulates a three-point amount; all zero is nothing.
func amounts(points [3]int64) (*futures.Table, error) {
	if points == [3]int64{} {
		return nil, nil
	}
	c, err := estimate.Fit(max(float64(points[0]), 0.5), max(float64(points[1]), 0.5), max(float64(points[2]), 0.5))
	if err != nil {
		return nil, err
	}
	return futures.Tabulate(c.Quantile), nil
}

func (b *belief) note(code string, args ...string) {
	b.notes = append(b.notes, Note{Code: code, Args: args})
}
