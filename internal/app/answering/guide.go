package answering

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"sync"

	"plumbline/history"
	"plumbline/history/review"
	"plumbline/internal/answers/about"
	"plumbline/internal/answers/code"
	"plumbline/internal/answers/invest"
	"plumbline/internal/answers/learn"
	"plumbline/internal/answers/reviewers"
	"plumbline/internal/answers/statement"
	"plumbline/internal/answers/technology"
	"plumbline/internal/answers/world"
	"plumbline/internal/app/reading"
	"plumbline/internal/fault"
	"plumbline/internal/snapshot"
)

func (s *Service) guideQuestions() []question {
	return []question{
		{"technology", s.askTechnology}, {"hotspots", s.askHotspots}, {"coupling", s.askCoupling}, {"invest", s.askInvest},
		{"reviewers", s.askReviewers}, {"owners", s.askOwners}, {"learn", s.askLearn}, {"about", s.askAbout}, {"identities", s.askIdentities},
	}
}

func (s *Service) askTechnology(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	return technology.Ask(s.seen(v)), nil
}

func (s *Service) askHotspots(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	return code.AskHotspots(s.seen(v)), nil
}

func (s *Service) askCoupling(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	return code.AskCoupling(s.seen(v)), nil
}

func (s *Service) askInvest(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	return invest.Ask(s.seen(v), v), nil
}

func (s *Service) askOwners(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	return reviewers.AskOwners(s.seen(v), v), nil
}

func (s *Service) askAbout(_ context.Context, p url.Values, v *snapshot.View) (any, error) {
	person := p.Get("person")
	if person == "" {
		person = v.Principal().Person
	}
	return about.Ask(s.seen(v), v, person)
}

func (s *Service) askIdentities(_ context.Context, _ url.Values, v *snapshot.View) (any, error) {
	return about.AskPairs(s.seen(v), v), nil
}

func (s *Service) askLearn(_ context.Context, p url.Values, v *snapshot.View) (any, error) {
	if p.Get("area") == "" {
		return nil, fault.New(fault.Invalid, "Which area is to be learnt?").WithHint("Give area=… : the name of an area, or a path in it.")
	}
	return learn.Ask(s.seen(v), v, p.Get("area"), p.Get("person"))
}

// askReviewers answers for a branch that waits (branch=…), two revisions (base=… and
// head=…) or paths (path=…, repeated); without any it lists the branches.
func (s *Service) askReviewers(ctx context.Context, p url.Values, v *snapshot.View) (any, error) {
	w := s.seen(v)
	r, ch, err := changeOf(ctx, w, p)
	if err != nil {
		return nil, err
	}
	if r == nil {
		a := &reviewers.Answer{Files: []string{}, Items: []reviewers.Candidate{}, Waiting: reviewers.Branches(w)}
		a.Head = s.head("reviewers", v)
		a.Headline = statement.New("reviewers.which")
		a.Aim, _, err = reviewers.AimOf(p.Get("aim"))
		return a, err
	}
	return reviewers.Ask(w, v, r, s.models.get(r, s.world.Load().Repos), ch, p.Get("aim"))
}

// changeOf finds the repository and the change that is asked about; nil for none.
func changeOf(ctx context.Context, w *world.World, p url.Values) (*world.Repo, reviewers.Change, error) {
	named := func(r *world.Repo) bool {
		return p.Get("repository") == "" || r.Title == p.Get("repository") || r.Record == p.Get("repository")
	}
	list := slices.DeleteFunc(slices.Clone(w.Repos), func(r *world.Repo) bool { return !named(r) })
	branch, paths := p.Get("branch"), nonEmpty(p["path"])
	if len(list) == 0 || branch == "" && p.Get("head") == "" && len(paths) == 0 {
		return nil, reviewers.Change{}, nil
	}
	switch {
	case branch != "":
		for _, r := range list {
			for _, b := range r.Branches {
				if b.Name == branch {
					ch, err := reading.Changed(ctx, r, string(r.Head), string(b.Tip))
					ch.Title = branch
					return r, ch, err
				}
			}
		}
		return nil, reviewers.Change{}, fault.New(fault.NotFound, "No branch %q waits to be merged.", branch).WithHint("Leave branch out to see those that do.")
	case p.Get("head") != "":
		base := p.Get("base")
		if base == "" {
			base = string(list[0].Head)
		}
		ch, err := reading.Changed(ctx, list[0], base, p.Get("head"))
		return list[0], ch, err
	}
	for _, r := range list {
		if slices.ContainsFunc(paths, func(path string) bool { return len(r.Under(path)) > 0 }) {
			return r, reviewers.Change{Title: strings.Join(paths, ", "), Paths: expand(r, paths)}, nil
		}
	}
	return nil, reviewers.Change{}, fault.New(fault.NotFound, "Nothing at %q.", strings.Join(paths, ", ")).WithHint("Name files or directories of a repository.")
}

func nonEmpty(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// expand names the files below directories.
func expand(r *world.Repo, paths []string) []string {
	var out []string
	for _, p := range paths {
		under := r.Under(p)
		for _, f := range under {
			out = append(out, r.Files[f].Path)
		}
		if len(under) == 0 {
			out = append(out, p)
		}
	}
	return out[:min(len(out), 200)]
}

// models keeps what was learnt of reviewing, by repository as read.
type models struct {
	mu sync.Mutex
	by map[*history.Repository]*review.Model
}

// get learns once a reading; those of earlier readings are let go.
func (m *models) get(r *world.Repo, all []*world.Repo) *review.Model {
	m.mu.Lock()
	defer m.mu.Unlock()
	if k := m.by[r.Repository]; k != nil {
		return k
	}
	kept := map[*history.Repository]*review.Model{r.Repository: review.Trained(r.Repository)}
	for _, one := range all {
		if k := m.by[one.Repository]; k != nil {
			kept[one.Repository] = k
		}
	}
	m.by = kept
	return kept[r.Repository]
}
