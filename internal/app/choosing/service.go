// Package choosing keeps what there is to choose from: the trade-offs between plans,
// the reasons of the plan at hand, and the ways out where a date cannot be met. What
// takes long is computed once by a job for everybody, when somebody asks and what
// planning reads has changed; an answer never waits for it.
package choosing

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"sync/atomic"
	"time"

	"plumbline/internal/answers/helps"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/reasons"
	"plumbline/internal/answers/risk"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/tradeoffs"
	"plumbline/internal/answers/ways"
	"plumbline/internal/fault"
	"plumbline/internal/jobs"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
	"plumbline/internal/team"
)

// The names of the jobs, which are those of their questions.
const (
	JobTradeoffs = "tradeoffs"
	JobWays      = "ways"
	JobHelps     = "helps"
)

// searchTime caps the searches of a job.
const searchTime = 6 * time.Second

// Options of New. All but Search are needed.
type Options struct {
	Team    *team.Team
	Now     func() time.Time
	Project func(*snapshot.Snapshot) (*snapshot.Planning, string)                              // what planning reads, and its hash
	Plan    func() (*plan.Result, string)                                                      // the newest plan and the hash of its projection; nil = none
	Track   func(context.Context, *snapshot.Snapshot, *snapshot.Planning) (*plan.Track, error) // what is known of estimates
	Risks   func() []risk.Value                                                                // what mitigations buy, as of the newest plan
	Publish func(event string, data any)
	Workers int
	Search  time.Duration // 0 = six seconds
}

// Service answers. Safe for concurrent use.
type Service struct {
	o      Options
	trades atomic.Pointer[kept[tradeoffs.Result]]
	ways   atomic.Pointer[kept[ways.Result]]
	helps  atomic.Pointer[kept[helps.Result]]
	before atomic.Pointer[tradeoffs.Result] // the one trades replaced: somebody may still be looking at it
	wake   atomic.Pointer[func()]           // nil until a runner does the jobs
	alone  atomic.Bool                      // nobody does the jobs: they are done where somebody asks
}

// kept is a result and the projection it was made from.
type kept[R any] struct {
	result *R
	hash   string
	day    record.Date
}

// New makes the service and loads the newest kept results.
func New(ctx context.Context, o Options) (*Service, error) {
	s := &Service{o: o}
	if s.o.Search == 0 {
		s.o.Search = searchTime
	}
	if err := load(ctx, s, JobTradeoffs, tradeoffs.Version, &s.trades); err != nil {
		return nil, err
	}
	if err := load(ctx, s, JobHelps, helps.Version, &s.helps); err != nil {
		return nil, err
	}
	return s, load(ctx, s, JobWays, ways.Version, &s.ways)
}

func load[R any](ctx context.Context, s *Service, question, version string, into *atomic.Pointer[kept[R]]) error {
	list, err := s.o.Team.Store().Latest(ctx, question, "", 1)
	if err != nil || len(list) == 0 || list[0].Engine != version {
		return err
	}
	r := new(R)
	if json.Unmarshal(list[0].Data, r) == nil {
		into.Store(&kept[R]{r, list[0].Projection, record.Date(list[0].Day)})
	}
	return nil
}

// Start says that a runner does the jobs from now on; wake tells it of new ones.
func (s *Service) Start(wake func()) { s.wake.Store(&wake) }

// Alone says that no runner will ever do the jobs: whoever asks waits for them.
func (s *Service) Alone() { s.alone.Store(true) }

// Workers gives the jobs this service does.
func (s *Service) Workers() jobs.Workers {
	return jobs.Workers{JobTradeoffs: jobs.Patient(jobs.WorkerFunc(s.compare)), JobWays: jobs.Patient(jobs.WorkerFunc(s.relax)), JobHelps: jobs.Patient(jobs.WorkerFunc(s.tryOut))}
}

// Titles name the jobs for people.
func Titles() map[string]string {
	return map[string]string{JobTradeoffs: "Look for plans to choose from", JobWays: "Look for ways out", JobHelps: "Try what would help"}
}

func (s *Service) day() record.Date {
	return record.DateOf(s.o.Now().In(s.o.Team.Snapshot().Organisation().Location()))
}

// due asks for a result when what planning reads, or the day, is not that of the kept
// one, and says whether it is awaited. Without a runner it is computed at once.
func (s *Service) due(ctx context.Context, name, hash string, day record.Date) (bool, error) {
	_, now := s.o.Project(s.o.Team.Snapshot())
	if hash == now && day == s.day() {
		return false, nil
	}
	if s.alone.Load() {
		return false, s.Workers()[name].Run(ctx, store.Job{}, func(jobs.Progress) {})
	}
	wake := s.wake.Load()
	if wake == nil {
		return false, nil
	}
	j, err := jobs.New(name, name, struct{}{}, s.o.Team.Now())
	if err != nil {
		return false, err
	}
	if err := s.o.Team.Store().Enqueue(ctx, j); err != nil {
		return false, err
	}
	(*wake)()
	return true, nil
}

// keep stores a result for everybody and tells open pages. A job that was asked to
// stop keeps the best it had.
func keep[R any](ctx context.Context, s *Service, name, version, hash string, took time.Duration, r *R, into *atomic.Pointer[kept[R]]) error {
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	day := s.day()
	key := store.ResultKey{Question: name, Projection: hash, Engine: version, Day: string(day)}
	if err := s.o.Team.Store().PutResult(context.WithoutCancel(ctx), store.Result{ResultKey: key, At: s.o.Team.Now(), Took: took, Data: data}); err != nil {
		return err
	}
	into.Store(&kept[R]{r, hash, day})
	s.o.Publish("result", map[string]string{"question": name})
	return nil
}

// compare is the job that looks for the plans to choose from.
func (s *Service) compare(ctx context.Context, _ store.Job, report func(jobs.Progress)) error {
	pl, hash := s.o.Project(s.o.Team.Snapshot())
	o := tradeoffs.Options{Seed: 1, Workers: s.o.Workers, Time: s.o.Search, Progress: func(p plan.Progress) { report(jobs.Progress(p)) }}
	if known, of := s.o.Plan(); of == hash {
		o.Known = known
	}
	var err error
	if o.Track, err = s.o.Track(ctx, s.o.Team.Snapshot(), pl); err != nil {
		return err
	}
	r, err := tradeoffs.Compute(ctx, pl, s.o.Now(), o)
	if err != nil {
		return err
	}
	r.ID = fmt.Sprintf("%s-%d", hash[:min(12, len(hash))], r.Now.UnixMilli())
	if shown := resultOf(s.trades.Load()); shown != nil {
		s.before.Store(shown)
	}
	return keep(ctx, s, JobTradeoffs, tradeoffs.Version, hash, r.Took, r, &s.trades)
}

// relax is the job that looks for what stands in the way of a date.
func (s *Service) relax(ctx context.Context, _ store.Job, report func(jobs.Progress)) error {
	report(jobs.Progress{Stage: statement.New("ways.searching").Text()})
	pl, hash := s.o.Project(s.o.Team.Snapshot())
	r, err := ways.Compute(ctx, pl, s.o.Now(), ways.Options{Seed: 1, Workers: s.o.Workers, Time: s.o.Search})
	if err != nil {
		return err
	}
	return keep(ctx, s, JobWays, ways.Version, hash, r.Took, r, &s.ways)
}

// AskTradeoffs answers what there is to choose from; with plan=ID one plan with its
// differences.
func (s *Service) AskTradeoffs(ctx context.Context, p url.Values, v *snapshot.View) (any, error) {
	k := s.trades.Load()
	busy, err := s.due(ctx, JobTradeoffs, hashOf(k), dayOf(k))
	if err != nil {
		return nil, err
	}
	k = s.trades.Load()
	if id := p.Get("plan"); id != "" {
		if k != nil {
			if row := tradeoffs.One(k.result, v, id); row != nil {
				return row, nil
			}
		}
		return nil, fault.New(fault.NotFound, "There is no plan %q among these.", id).WithHint("Ask for the trade-offs again.")
	}
	a := tradeoffs.Show(resultOf(k), v, s.o.Now())
	a.Busy, a.Stale = busy, busy && k != nil
	return a, nil
}

func resultOf[R any](k *kept[R]) *R {
	if k == nil {
		return nil
	}
	return k.result
}

func hashOf[R any](k *kept[R]) string {
	if k == nil {
		return ""
	}
	return k.hash
}

func dayOf[R any](k *kept[R]) record.Date {
	if k == nil {
		return ""
	}
	return k.day
}

// AskWays answers why a date cannot be met and what would help. Where the plan at hand
// meets everything nothing is looked for.
func (s *Service) AskWays(ctx context.Context, _ url.Values, v *snapshot.View) (any, error) {
	known, _ := s.o.Plan()
	if known == nil || known.Measures.Lateness == 0 && known.Measures.Over == 0 {
		return ways.Show(&ways.Result{Now: s.o.Now()}, v, s.o.Now())
	}
	k := s.ways.Load()
	busy, err := s.due(ctx, JobWays, hashOf(k), dayOf(k))
	if err != nil {
		return nil, err
	}
	a, err := ways.Show(resultOf(s.ways.Load()), v, s.o.Now())
	if a != nil {
		a.Busy = busy
	}
	return a, err
}

// Ways gives the ways out that were found last, for nobody waits here; nil when none
// were looked for, or the plan at hand meets everything.
func (s *Service) Ways() *ways.Result {
	if known, _ := s.o.Plan(); known == nil || known.Measures.Lateness == 0 && known.Measures.Over == 0 {
		return nil
	}
	return resultOf(s.ways.Load())
}

// AskReasons answers why the plan has a task where it has it, with whom.
func (s *Service) AskReasons(ctx context.Context, p url.Values, v *snapshot.View) (any, error) {
	if p.Get("task") == "" {
		return nil, fault.New(fault.Invalid, "Which task?").WithHint("Give task=… : the key of a task.")
	}
	known, hash := s.o.Plan()
	if known == nil {
		return nil, fault.New(fault.NotFound, "There is no plan yet.").WithHint("Add tasks to a project.")
	}
	pl, of := s.o.Project(s.o.Team.Snapshot())
	if hash != of {
		return nil, fault.New(fault.Conflict, "The plan is being made again.").WithHint("Ask again in a moment.")
	}
	return reasons.Ask(ctx, pl, known, v, p.Get("task"))
}

// Choose takes a plan, or keeps it as a scenario, as one change set that can be
// undone. It may be one of the plans that were shown until the newest were found.
func (s *Service) Choose(ctx context.Context, p record.Principal, c tradeoffs.Choice) (team.Applied, error) {
	looked := resultOf(s.trades.Load())
	if before := s.before.Load(); before != nil && before.ID == c.Result {
		looked = before
	}
	cs, err := tradeoffs.ChangeSet(looked, c, s.o.Team.View(p), s.day())
	if err != nil {
		return team.Applied{}, err
	}
	return s.o.Team.Apply(ctx, p, cs)
}
