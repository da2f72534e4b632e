package health

import (
	"slices"
	"strings"
	"time"

	"plumbline/internal/answers/statement"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// What the signs take as much, in the units their names say.
const (
	weeksAhead  = 4
	full        = 0.9  // of the hours there are: no room for what comes
	quarter     = 91   // days
	half        = 182  // days
	leastYear   = 20.0 // days of leave a year: Directive 2003/88/EC, article 7
	awayMuch    = 0.3  // of a group away in one week
	begunEach   = 2.0  // tasks begun and not finished, to a person
	longBegun   = 28   // days
	brokenShare = 1.0 / 3
	fewEnded    = 3 // promises: fewer say nothing
	most        = 5 // facts named
)

// scene is what the signs look at.
type scene struct {
	Source
	view     *snapshot.View
	zone     *time.Location
	here     map[record.ID]bool
	absences []snapshot.Typed[*frame.Absence]
	tasks    []snapshot.Typed[*deliver.Task] // of open projects
	only     map[record.ID]record.ID         // open tasks that one person here can do, and who
	areas    []held
}

// held is an area of the code that one person knows.
type held struct {
	name  string
	by    record.ID // "" = somebody who is none of the people here
	facts []statement.Fact
}

func newScene(s Source) *scene {
	q := &scene{Source: s, view: s.Everyone, zone: s.Everyone.Snapshot().Organisation().Location(), here: map[record.ID]bool{}, only: map[record.ID]record.ID{}}
	for _, p := range snapshot.List[people.Person](q.view, "person") {
		if b := p.Body; !b.Agent && (b.From == "" || b.From <= q.Today) && (b.To == "" || b.To >= q.Today) {
			q.here[p.ID] = true
		}
	}
	for _, x := range snapshot.List[frame.Absence](q.view, "absence") {
		if q.here[string(x.Body.Person)] && x.Body.To >= q.Today.Add(-365) {
			q.absences = append(q.absences, x)
		}
	}
	for _, t := range snapshot.List[deliver.Task](q.view, "task") {
		if p := snapshot.Body[deliver.Project](q.view, "project", string(t.Body.Project)); p != nil && p.Open() {
			q.tasks = append(q.tasks, t)
		}
	}
	q.single()
	q.code()
	return q
}

// signs looks for each sign of a group; what cannot be told is left out.
func (q *scene) signs(g *Group) []Sign {
	out := []Sign{}
	for _, find := range []func(*Group) (Sign, bool){q.load, q.alone, q.waiting, q.begun, q.leave, q.promised} {
		if s, ok := find(g); ok {
			out = append(out, s)
		}
	}
	return out
}

// sign makes a sign with the message for a group or for the viewer; help is said only of
// a warning.
func sign(g *Group, name string, message [2]string, warn bool, args []statement.Arg, facts []statement.Fact, help ...string) Sign {
	said := message[0]
	if g.own {
		said = message[1]
	}
	s := Sign{Name: name, Said: statement.New(said, args...).On(facts[:min(len(facts), most)]...).At(statement.Good), Helps: []Help{}}
	if !warn {
		return s
	}
	s.Said.Level = statement.Warn
	for i, href := range help {
		s.Helps = append(s.Helps, Help{statement.New("health.help." + name + []string{"", ".also"}[i]), href})
	}
	return s
}

// load sets the plan of the next weeks against the hours there are.
func (q *scene) load(g *Group) (Sign, bool) {
	var weeks []Week
	for _, l := range q.Load {
		if !g.who[l.Person] {
			continue
		}
		at := 0
		for _, w := range l.Weeks {
			if w.Week.Add(6) < q.Today || at == weeksAhead {
				continue
			}
			if at == len(weeks) {
				weeks = append(weeks, Week{Week: w.Week})
			}
			weeks[at].Work, weeks[at].Has = weeks[at].Work+w.Work, weeks[at].Has+w.Has
			at++
		}
	}
	var work, has int64
	top, day := 0.0, record.Date("")
	for _, w := range weeks {
		work, has = work+w.Work, has+w.Has
		if share := portion(w.Work, w.Has); share > top {
			top, day = share, w.Week
		}
	}
	if has == 0 {
		return Sign{}, false
	}
	args := []statement.Arg{statement.Portion("share", portion(work, has)), statement.N("weeks", len(weeks))}
	if day != "" {
		args = append(args, statement.On("day", day), statement.Portion("top", top))
	}
	message := [2]string{"health.load", "health.own.load"}
	if day == "" {
		message = [2]string{"health.load.none", "health.own.load.none"}
	}
	s := sign(g, "load", message, portion(work, has) >= full, args, []statement.Fact{q.Plan}, "/deliver/tradeoffs", "/deliver/plan?view=people")
	s.Weeks = weeks
	return s, true
}

func portion(work, has int64) float64 {
	if has <= 0 {
		return 0
	}
	return min(1, float64(work)/float64(has))
}

// alone counts the areas of the code that one of the group knows and nobody else.
func (q *scene) alone(g *Group) (Sign, bool) {
	if len(q.World.Repos) == 0 {
		return Sign{}, false
	}
	var names []string
	var facts []statement.Fact
	for _, h := range q.areas {
		if g.who[h.by] {
			names = append(names, h.name)
			facts = append(facts, h.facts...)
		}
	}
	if len(names) == 0 {
		return sign(g, "alone", [2]string{"health.alone.none", "health.own.alone.none"}, false, nil, nil), true
	}
	slices.Sort(names)
	args := []statement.Arg{statement.N("n", len(names)), statement.Words("such", strings.Join(names[:min(3, len(names))], ", "))}
	s := sign(g, "alone", [2]string{"health.alone", "health.own.alone"}, true, args, facts, "/guide/invest", "/guide/knowledge")
	if g.Team == nil && !g.own {
		s.Trend = q.before()
	}
	return s, true
}

// before says how many areas were known by one person a year ago, of all repositories.
func (q *scene) before() statement.Statement {
	then, now := 0, 0
	for _, r := range q.World.Repos {
		if r.Trend == nil {
			return statement.Statement{}
		}
		p := r.Trend().Points
		if len(p) < 5 {
			return statement.Statement{}
		}
		then, now = then+p[len(p)-5].Single, now+p[len(p)-1].Single
	}
	return statement.New("health.alone.trend", statement.N("then", then), statement.N("now", now))
}

// waiting counts the open tasks that one of the group can do and nobody else.
func (q *scene) waiting(g *Group) (Sign, bool) {
	n, open := 0, 0
	waits := map[record.ID]bool{}
	var facts []statement.Fact
	for _, t := range q.tasks {
		if t.Body.Done() {
			continue
		}
		open++
		if !g.who[q.only[t.ID]] {
			continue
		}
		n++
		facts = append(facts, q.fact(t.Record))
		for _, later := range q.tasks {
			if !later.Body.Done() && slices.ContainsFunc(later.Body.After, func(d deliver.Dependency) bool { return string(d.Task) == t.ID }) {
				waits[later.ID] = true
			}
		}
	}
	if open == 0 {
		return Sign{}, false
	}
	if n == 0 {
		return sign(g, "waiting", [2]string{"health.waiting.none", "health.own.waiting.none"}, false, nil, nil), true
	}
	args := []statement.Arg{statement.N("n", n), statement.N("open", open)}
	if len(waits) > 0 {
		args = append(args, statement.N("waits", len(waits)))
	}
	return sign(g, "waiting", [2]string{"health.waiting", "health.own.waiting"}, true, args, facts, "/grow/skills", "/guide/learn"), true
}

// begun counts the tasks that are begun and not finished.
func (q *scene) begun(g *Group) (Sign, bool) {
	n, long, then := 0, 0, 0
	var facts []statement.Fact
	past := q.Today.Add(-quarter)
	for _, t := range q.tasks {
		b := t.Body
		if !g.does(b) {
			continue
		}
		if b.Started != "" && b.Started <= past && b.Status != "dropped" && (b.Finished == "" || b.Finished > past) {
			then++
		}
		if b.Status != "doing" && b.Status != "review" {
			continue
		}
		n++
		facts = append(facts, q.fact(t.Record))
		if b.Started != "" && b.Started <= q.Today.Add(-longBegun) {
			long++
		}
	}
	if n == 0 && then == 0 {
		return Sign{}, false
	}
	each := float64(n) / float64(g.People)
	args := []statement.Arg{statement.N("n", n), statement.N("each", tenths(each))}
	if long > 0 {
		args = append(args, statement.N("long", long))
	}
	s := sign(g, "begun", [2]string{"health.begun", "health.own.begun"}, each > begunEach || n >= 3 && 3*long > n, args, facts, "/deliver/plan?view=board")
	if !g.own {
		s.Trend = statement.New("health.begun.trend", statement.N("then", then))
	}
	return s, true
}

// does says that one of the group does the task, or is planned to.
func (g *Group) does(t *deliver.Task) bool {
	mine := func(p record.Ref) bool { return g.who[string(p)] }
	return slices.ContainsFunc(t.People, mine) || slices.ContainsFunc(t.Planned.People, mine)
}

// promised counts how the promises of the last half year that the group gave ended. A
// person gives none.
func (q *scene) promised(g *Group) (Sign, bool) {
	if g.own || q.Promises == nil {
		return Sign{}, false
	}
	var now, then [2]int // kept, broken
	open := 0
	var facts []statement.Fact
	for i := range q.Promises.Promises {
		p := &q.Promises.Promises[i]
		if !q.gave(g, p.From) || p.State == "withdrawn" {
			continue
		}
		if p.Open() {
			if p.State == "short" || p.State == "overdue" {
				open++
				facts = append(facts, p.Statement.Evidence...)
			}
			continue
		}
		which, end := 0, max(p.Date, p.Ended)
		if p.State == "broken" {
			which = 1
		}
		switch {
		case end > q.Today.Add(-half):
			now[which]++
			if which == 1 {
				facts = append(facts, p.Statement.Evidence...)
			}
		case end > q.Today.Add(-2*half):
			then[which]++
		}
	}
	n, before := now[0]+now[1], then[0]+then[1]
	if n == 0 && open == 0 {
		return Sign{}, false
	}
	args := []statement.Arg{statement.N("n", n), statement.N("broken", now[1])}
	if open > 0 {
		args = append(args, statement.N("open", open))
	}
	s := sign(g, "promises", [2]string{"health.promises", ""}, open > 0 || n >= fewEnded && float64(now[1]) >= brokenShare*float64(n), args, facts, "/align/promises")
	if before > 0 {
		s.Trend = statement.New("health.promises.trend", statement.N("n", before), statement.N("broken", then[1]))
	}
	return s, true
}
