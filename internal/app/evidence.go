package app

import (
	"context"
	"path/filepath"

	"plumbline/internal/app/answering"
	"plumbline/internal/httpapi"
	"plumbline/internal/jobs"
	"plumbline/parallel"
)

// wiring is what reads the world and answers questions: the seam between the frame
// and the rooms behind it. Every part may be nil.
type wiring struct {
	answers httpapi.Answers
	planner httpapi.Planner
	facts   httpapi.Facts
	patches httpapi.Patches
	reports httpapi.Reports
	title   httpapi.Title
	workers jobs.Workers
	rooms   []string // sections beside those of kinds and questions
	// start is called once when the server is up: it enqueues what must be read and
	// returns soon. changed is told each state of a job.
	start func(ctx context.Context, wake func()) error
	close func() error
}

// evidence wires the repositories, the answers and the jobs that feed them. publish
// tells open pages, such as publish("result", {question}).
func (c *core) evidence(ctx context.Context, publish func(event string, data any)) (wiring, error) {
	s, err := answering.New(ctx, answering.Options{Team: c.team, IndexDir: filepath.Join(c.o.Data, "history"), AsOf: c.asOf, Publish: publish, Log: c.o.Log,
		Workers: parallel.Processors(), Propose: !c.team.Snapshot().Organisation().Demo})
	if err != nil {
		return wiring{}, err
	}
	return wiring{answers: s, planner: s, facts: s, patches: s, reports: s, title: s.Title, workers: s.Workers(), start: s.Start}, nil
}
