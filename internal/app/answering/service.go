// Package answering keeps the world and the plan fresh and answers questions from
// them: reading repositories and planning run as jobs, their results are kept once
// for everybody, and every answer is cut to what its viewer may see.
package answering

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/world"
	"plumbline/internal/app/choosing"
	"plumbline/internal/fault"
	"plumbline/internal/jobs"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
	"plumbline/internal/team"
	"plumbline/parallel"
)

// The names of the jobs.
const (
	JobRead = "read"
	JobPlan = "plan"
	// JobConfirm asks the confirmation rules of decisions of what was read.
	JobConfirm = "confirm"
)

// Options of New.
type Options struct {
	Team     *team.Team
	IndexDir string
	AsOf     record.Date // answers as of the end of this day; "" = now
	Publish  func(event string, data any)
	Log      *slog.Logger
	Workers  int
	Propose  bool          // propose the team from the first repository read
	Search   time.Duration // caps the search of a plan in the background; 0 = three seconds
}

// Service answers questions. Safe for concurrent use.
type Service struct {
	o          Options
	team       *team.Team
	store      store.Store
	world      atomic.Pointer[world.World]
	plan       atomic.Pointer[planned]
	today      atomic.Pointer[todayMemo]
	quickMemo  atomic.Pointer[briefly] // the plan that a preview at once compares with
	betterMemo atomic.Pointer[briefly] // and the one of a longer search
	choices    *choosing.Service
	learned    atomic.Pointer[learned]
	ahead      atomic.Pointer[ahead]
	learning   sync.Mutex // one learns at a time
	aligned    atomic.Pointer[alignMemo]
	readers    func(*snapshot.View) *snapshot.View // what a report may rest on: what everybody may see
	promised   atomic.Pointer[promisesMemo]

	reading  sync.Mutex // one repository at a time changes the world
	planning sync.Mutex // guards the projection's memo
	memo     projected
	models   models
}

// planned is the newest plan and the projection it was made from.
type planned struct {
	*plan.Result
	hash string
}

type projected struct {
	snap *snapshot.Snapshot
	pl   *snapshot.Planning
	hash string
}

// New makes the service and loads the newest kept plan.
func New(ctx context.Context, o Options) (*Service, error) {
	s := &Service{o: o, team: o.Team, store: o.Team.Store(), readers: func(v *snapshot.View) *snapshot.View { return shared(v.Snapshot()) }}
	if s.o.Publish == nil {
		s.o.Publish = func(string, any) {}
	}
	if s.o.Log == nil {
		s.o.Log = slog.New(slog.DiscardHandler)
	}
	s.world.Store(&world.World{Now: s.now()})
	kept, err := s.store.Latest(ctx, JobPlan, "", 1)
	if err != nil {
		return nil, err
	}
	if len(kept) > 0 && kept[0].Engine == plan.Version {
		r := &plan.Result{}
		if err := json.Unmarshal(kept[0].Data, r); err == nil {
			s.plan.Store(&planned{r, kept[0].Projection})
			s.loadAhead(ctx, kept[0].Projection)
		}
	}
	s.choices, err = choosing.New(ctx, choosing.Options{Team: o.Team, Now: s.now, Project: s.projection, Plan: s.newest, Track: s.known, Risks: s.valued, Publish: s.o.Publish, Workers: parallel.Beside(), Search: 2 * o.Search})
	return s, err
}

// known is what is known of estimates.
func (s *Service) known(ctx context.Context, snap *snapshot.Snapshot, pl *snapshot.Planning) (*plan.Track, error) {
	t, err := s.track(ctx, snap, pl)
	if err != nil {
		return nil, err
	}
	return &t.Track, nil
}

// newest is the newest plan and the hash of what it was made from.
func (s *Service) newest() (*plan.Result, string) {
	if p := s.plan.Load(); p != nil {
		return p.Result, p.hash
	}
	return nil, ""
}

// now is the instant answers hold at.
func (s *Service) now() time.Time {
	if s.o.AsOf == "" {
		return s.team.Now()
	}
	zone := s.team.Snapshot().Organisation().Location()
	return s.o.AsOf.Add(1).In(zone).Add(-time.Second)
}

// Questions implements httpapi.Answers.
func (s *Service) Questions() []string {
	var out []string
	for _, q := range s.questions() {
		out = append(out, q.name)
	}
	return out
}

type question struct {
	name string
	ask  func(ctx context.Context, p url.Values, v *snapshot.View) (any, error)
}

func (s *Service) questions() []question {
	return append([]question{
		{"today", s.askToday}, {"who", s.askWho}, {"away", s.askAway}, {"when", s.askWhen}, {"knowledge", s.askKnowledge},
		{"plan", s.askPlan}, {"skills", s.askSkills}, {"decided", s.askDecided}, {"traces", s.askTraces},
		{"calibration", s.askCalibration}, {"risk", s.askRisk}, {"outlook", s.askOutlook}, {"earned", s.askEarned},
		{"align", s.askAlign}, {"promises", s.askPromises}, {"requirements", s.askRequirements}, {"tell", s.askTell},
		{"tradeoffs", s.choices.AskTradeoffs}, {"reasons", s.choices.AskReasons}, {"ways", s.choices.AskWays}, {"helps", s.choices.AskHelps},
	}, append(s.guideQuestions(), s.pairQuestions()...)...)
}

// Answer implements httpapi.Answers.
func (s *Service) Answer(ctx context.Context, name string, p url.Values, v *snapshot.View) (any, error) {
	all := s.questions()
	i := slices.IndexFunc(all, func(q question) bool { return q.name == name })
	if i < 0 {
		return nil, fault.New(fault.NotFound, "There is no question %q.", name)
	}
	return all[i].ask(ctx, p, v)
}

// seen is the world as a viewer may see it, as of now.
func (s *Service) seen(v *snapshot.View) *world.World {
	w := *s.world.Load()
	w.Now = s.now()
	return w.Seen(v)
}

// Workers gives the jobs this service does.
func (s *Service) Workers() jobs.Workers {
	all := jobs.Workers{JobRead: jobs.WorkerFunc(s.read), JobPlan: jobs.WorkerFunc(s.makePlan), JobConfirm: jobs.WorkerFunc(s.confirm)}
	maps.Copy(all, s.choices.Workers())
	return all
}

// Title names a job for people.
func (s *Service) Title(name string, args []byte, v *snapshot.View) string {
	switch name {
	case JobPlan:
		return "Plan and simulate"
	case JobConfirm:
		return "See whether decisions hold"
	}
	if title, ok := choosing.Titles()[name]; ok {
		return title
	}
	var a readArgs
	if json.Unmarshal(args, &a) == nil && v.Get("repository", a.Repository) != nil {
		return "Read " + v.Name("repository", a.Repository)
	}
	return "Read a repository"
}

// Start asks for everything to be read and planned, and follows changes of records
// until ctx ends. wake tells the runner of new jobs.
func (s *Service) Start(ctx context.Context, wake func()) error {
	s.choices.Start(wake)
	if err := s.enqueueAll(ctx); err != nil {
		return err
	}
	wake()
	if s.plan.Load() != nil && !s.planDue() {
		go func() { // the plan is an earlier run's: a first drag needs something to be compared with
			if _, err := s.quick(ctx, s.team.Snapshot()); err != nil && ctx.Err() == nil {
				s.o.Log.Warn("planning for the first preview", "error", err)
			}
		}()
	}
	go s.team.Subscribe(ctx, func(e team.Event) {
		if err := s.changed(ctx, e); err != nil && !errors.Is(err, context.Canceled) {
			s.o.Log.Error("asking for a new plan", "error", err)
		}
		wake()
	})
	return nil
}

func (s *Service) enqueueAll(ctx context.Context) error {
	var err error
	s.team.Snapshot().Each("repository", func(r *record.Record) bool {
		err = s.enqueueRead(ctx, r.ID)
		return err == nil
	})
	if err != nil {
		return err
	}
	return s.enqueuePlan(ctx)
}

// changed asks for what changed records make necessary.
func (s *Service) changed(ctx context.Context, e team.Event) error {
	again, plan := e.All, e.All
	for _, c := range e.Changed {
		// What is private enters no plan, and a job that came of it would tell that it exists.
		if d := s.team.Registry().Lookup(c.Kind); d != nil && !d.Private() {
			plan = true
		}
		if c.Kind == "repository" && s.team.Snapshot().Get(c.Kind, c.ID) != nil {
			if err := s.enqueueRead(ctx, c.ID); err != nil {
				return err
			}
		}
		again = again || c.Kind == "identity"
		if c.Kind == "decision" && s.unasked() {
			if err := s.enqueue(ctx, JobConfirm); err != nil {
				return err
			}
		}
	}
	switch {
	case again:
		return s.enqueueAll(ctx)
	case plan:
		return s.enqueuePlan(ctx)
	}
	return nil
}

func (s *Service) enqueueRead(ctx context.Context, id record.ID) error {
	j, err := jobs.New(JobRead, JobRead+"/"+id, readArgs{id}, s.team.Now())
	if err != nil {
		return err
	}
	return s.store.Enqueue(ctx, j)
}

// enqueuePlan asks for a new plan when what planning reads has changed, or the
// organisation's day has.
func (s *Service) enqueuePlan(ctx context.Context) error {
	if !s.planDue() {
		return nil
	}
	return s.enqueue(ctx, JobPlan)
}

// enqueue asks for a job that takes no arguments; one that waits already serves.
func (s *Service) enqueue(ctx context.Context, name string) error {
	j, err := jobs.New(name, name, struct{}{}, s.team.Now())
	if err != nil {
		return err
	}
	return s.store.Enqueue(ctx, j)
}

// planDue says that what planning reads, or the day, is not that of the kept plan.
func (s *Service) planDue() bool {
	pl, hash := s.projection(s.team.Snapshot())
	p := s.plan.Load()
	if p == nil {
		return len(pl.Tasks) > 0
	}
	return p.hash != hash || s.day(p.Now) != s.day(s.now())
}

// projection gives what planning reads of a snapshot and its hash, kept for the
// newest snapshot.
func (s *Service) projection(snap *snapshot.Snapshot) (*snapshot.Planning, string) {
	s.planning.Lock()
	defer s.planning.Unlock()
	if s.memo.snap != snap {
		pl := snap.Planning()
		s.memo = projected{snap, pl, pl.Hash()}
	}
	return s.memo.pl, s.memo.hash
}

func (s *Service) day(t time.Time) record.Date {
	return record.DateOf(t.In(s.team.Snapshot().Organisation().Location()))
}
