package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"plumbline/internal/kinds/align"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
)

// Planning is the named projection that engines run over, once for everybody: only
// what planning needs, and never a note, a reason or a motive. Two snapshots with
// equal Hash plan alike, so a comment re-plans nothing.
type Planning struct {
	Organisation PlanningOrganisation
	Calendars    map[record.ID]*frame.Calendar
	People       []PlanningPerson
	Skills       []PlanningSkill
	Equipment    []PlanningEquipment
	Projects     []PlanningProject
	Tasks        []PlanningTask
	Milestones   []PlanningMilestone
	Pledges      []PlanningPledge `json:",omitempty"`
	Objectives   []PlanningObjective
	Risks        []PlanningRisk
	Past         []PlanningTask // finished tasks of projects that are not planned any more: what estimates are worth
	Tracks       []string       // names of stored track records
}

// PlanningOrganisation is the organisation's working time and money.
type PlanningOrganisation struct {
	Zone, Currency, Region, DayStarts string
	HoursPerDay                       record.Minutes
	WorkDays                          []string
	Holidays                          []record.Date
	Blended                           record.Money
}

// PlanningPerson is a person's time, skills and rate.
type PlanningPerson struct {
	ID, Key, Zone, Calendar string
	Capacity                record.Minutes
	Duty                    record.Share
	Rate                    record.Money
	From, To                record.Date
	Agent                   bool
	Away                    []PlanningAway
	Levels                  map[record.ID]int // by skill
	Goals                   map[record.ID]int
}

// PlanningAway is an absence without its reason.
type PlanningAway struct {
	From, To record.Date
	Share    record.Share
}

// PlanningSkill names a skill.
type PlanningSkill struct{ ID, Key string }

// PlanningEquipment is what tasks may hold: how much of it there is, when, at what cost
// an hour and unit.
type PlanningEquipment struct {
	ID, Key, Calendar string
	Capacity          int
	Cost              record.Money
}

// PlanningProject is a project whose tasks are planned.
type PlanningProject struct {
	ID, Key    string
	Start      record.Date
	Target     record.Date
	Confidence record.Share
	Budget     record.Money
}

// PlanningTask is a task without its prose.
type PlanningTask struct {
	ID, Key, Project, Parent, Status, Kind string
	Work                                   record.Estimate
	Lasts, Left, Actual                    record.Minutes
	LeftKnown, Together, Split, Stretch    bool
	Started, Finished, NotBefore, Deadline record.Date
	Priority, Weight                       int
	Seats                                  []deliver.Seat
	After                                  []deliver.Dependency
	People                                 []record.Ref
	Uses                                   []deliver.Usage
	Areas                                  []string
	Planned                                deliver.Planned
	Scope                                  string       // must, should or could: the most that any requirement it meets asks for; "" for none
	Objectives                             []record.Ref // it serves, those above them among them
	Changed                                time.Time    `json:"-"`
}

// PlanningMilestone is a milestone and the promise in force.
type PlanningMilestone struct {
	ID, Key, Project string
	Tasks            []record.Ref
	Target           record.Date
	Promised         record.Date
	PromisedTo       string
	Weight           int
}

// PlanningPledge is an open promise between teams and what it rests on in the plan.
type PlanningPledge struct {
	ID, Milestone string
	Tasks         []record.Ref
	Date          record.Date
}

// PlanningRisk is an open risk's numbers.
type PlanningRisk struct {
	ID, Key         string
	Probability     float64 // 0–1, as believed
	Remaining       float64 // once mitigated
	Mitigations     []record.Ref
	MitigationsDone int // of those, finished already
	Cost            []record.Money
	Hits            []deliver.Hit
}

// Location is the zone in which days are told: the organisation's, UTC where it is not
// known here.
func (p *Planning) Location() *time.Location {
	if zone, err := time.LoadLocation(p.Organisation.Zone); err == nil {
		return zone
	}
	return time.UTC
}

// Planning projects the snapshot. It costs time in proportion to the records; keep
// the result for as long as the snapshot.
func (s *Snapshot) Planning() *Planning {
	v := s.System()
	o := s.Organisation()
	p := &Planning{
		Organisation: PlanningOrganisation{o.Zone, o.Currency, o.Region, o.DayStarts, o.HoursPerDay, o.WorkDays, o.Holidays, o.BlendedRate},
		Calendars:    map[record.ID]*frame.Calendar{},
	}
	for _, c := range List[frame.Calendar](v, "calendar") {
		p.Calendars[c.ID] = c.Body
	}
	for _, k := range List[people.Skill](v, "skill") {
		p.Skills = append(p.Skills, PlanningSkill{k.ID, k.Key})
	}
	for _, e := range List[deliver.Equipment](v, "equipment") {
		p.Equipment = append(p.Equipment, PlanningEquipment{e.ID, e.Key, string(e.Body.Calendar), e.Body.Units(), e.Body.Cost})
	}
	p.people(v)
	p.work(v)
	return p
}

func (p *Planning) people(v *View) {
	away := map[record.ID][]PlanningAway{}
	for _, a := range List[frame.Absence](v, "absence") {
		id := string(a.Body.Person)
		away[id] = append(away[id], PlanningAway{a.Body.From, a.Body.To, a.Body.Share})
	}
	levels, goals := Levels(v), map[record.ID]map[record.ID]int{}
	for _, c := range List[people.SkillClaim](v, "skill_claim") {
		if b := c.Body; b.Goal > 0 {
			put(goals, string(b.Person), string(b.Skill), b.Goal)
		}
	}
	for _, r := range List[people.Person](v, "person") {
		b := r.Body
		p.People = append(p.People, PlanningPerson{ID: r.ID, Key: r.Key, Zone: b.Zone, Calendar: string(b.Calendar), Capacity: b.Capacity, Duty: b.Duty,
			Rate: b.Rate, From: b.From, To: b.To, Agent: b.Agent, Away: away[r.ID], Levels: levels[r.ID], Goals: goals[r.ID]})
	}
}

func put[V any](m map[string]map[string]V, a, b string, v V) {
	if m[a] == nil {
		m[a] = map[string]V{}
	}
	m[a][b] = v
}

// Levels gives each person's level by skill as planning takes it: what the lead says
// stands over what the person says, which stands over what peers say; of one source
// the newest. Disagreement is shown elsewhere, never averaged.
func Levels(v *View) map[record.ID]map[record.ID]int {
	rank := map[string]int{"lead": 3, "self": 2, "peer": 1}
	type best struct {
		rank int
		when record.Date
	}
	levels, taken := map[string]map[string]int{}, map[string]map[string]best{}
	for _, c := range List[people.SkillClaim](v, "skill_claim") {
		b := c.Body
		now, old := best{rank[b.Source], b.When}, taken[string(b.Person)][string(b.Skill)]
		if now.rank > old.rank || now.rank == old.rank && now.when >= old.when {
			put(taken, string(b.Person), string(b.Skill), now)
			put(levels, string(b.Person), string(b.Skill), b.Level)
		}
	}
	return levels
}

func (p *Planning) work(v *View) {
	open, purpose := map[record.ID]bool{}, p.purpose(v)
	for _, r := range List[deliver.Project](v, "project") {
		if r.Body.Open() {
			open[r.ID] = true
			p.Projects = append(p.Projects, PlanningProject{r.ID, r.Key, r.Body.Start, r.Body.Target, r.Body.Confidence, r.Body.Budget})
		}
	}
	for _, r := range List[deliver.Task](v, "task") {
		b := r.Body
		if !open[string(b.Project)] && b.Status == "done" && b.Actual > 0 {
			p.Past = append(p.Past, PlanningTask{ID: r.ID, Key: r.Key, Project: string(b.Project), Status: b.Status, Kind: b.Kind, Work: b.Work, Lasts: b.Lasts,
				Actual: b.Actual, Finished: b.Finished, Seats: b.Seats, Planned: deliver.Planned{People: b.Planned.People}})
		}
		if !open[string(b.Project)] || b.Status == "dropped" {
			continue
		}
		p.Tasks = append(p.Tasks, PlanningTask{ID: r.ID, Key: r.Key, Project: string(b.Project), Parent: string(b.Parent), Status: b.Status, Kind: b.Kind,
			Work: b.Work, Lasts: b.Lasts, Left: b.Left, Actual: b.Actual, LeftKnown: b.LeftKnown, Together: b.Together, Split: b.Split, Stretch: b.Stretch,
			Started: b.Started, Finished: b.Finished, NotBefore: b.NotBefore, Deadline: b.Deadline, Priority: b.Priority, Weight: b.Weight, Seats: b.Seats, After: b.After,
			People: b.People, Uses: b.Uses, Areas: b.Areas, Planned: b.Planned, Scope: purpose.scope(b), Objectives: purpose.serves(b), Changed: r.Updated.At})
	}
	for _, r := range List[deliver.Milestone](v, "milestone") {
		if !open[string(r.Body.Project)] {
			continue
		}
		m := PlanningMilestone{ID: r.ID, Key: r.Key, Project: string(r.Body.Project), Tasks: r.Body.Tasks, Target: r.Body.Target, Weight: r.Body.Weight}
		if pr := r.Body.Promised(); pr != nil {
			m.Promised, m.PromisedTo = pr.Date, pr.To
		}
		p.Milestones = append(p.Milestones, m)
	}
	for _, r := range List[align.Promise](v, "promise") {
		if b := r.Body; b.Open() && (b.Milestone != "" || len(b.Tasks) > 0) {
			p.Pledges = append(p.Pledges, PlanningPledge{r.ID, string(b.Milestone), b.Tasks, b.Date})
		}
	}
	for _, r := range List[deliver.TrackRecord](v, "track_record") {
		p.Tracks = append(p.Tracks, r.Body.Content)
	}
	for _, r := range List[deliver.Risk](v, "risk") {
		if b := r.Body; b.Open() {
			p.Risks = append(p.Risks, PlanningRisk{r.ID, r.Key, b.Believed(), b.Remaining(), b.Mitigations, mitigated(v, b), b.Cost, b.Hits})
		}
	}
}

// mitigated counts the finished tasks among those that mitigate a risk.
func mitigated(v *View, r *deliver.Risk) (n int) {
	for _, m := range r.Mitigations {
		if t := Body[deliver.Task](v, "task", string(m)); t != nil && t.Status == "done" {
			n++
		}
	}
	return n
}

// Hash names the content of the projection: lower-case hexadecimal SHA-256.
func (p *Planning) Hash() string {
	h := sha256.New()
	if err := json.NewEncoder(h).Encode(p); err != nil {
		panic("snapshot: the planning projection does not encode: " + err.Error())
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Person finds a person of the projection by id, or nil.
func (p *Planning) Person(id record.ID) *PlanningPerson {
	i := slices.IndexFunc(p.People, func(x PlanningPerson) bool { return x.ID == id })
	if i < 0 {
		return nil
	}
	return &p.People[i]
}
