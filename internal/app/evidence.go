package app

import (
	"context"

	"plumbline/internal/httpapi"
	"plumbline/internal/jobs"
)

// wiring is what reads the world and answers questions: the seam between the frame
// and the rooms behind it. Every part may be nil.
type wiring struct {
	answers httpapi.Answers
	facts   httpapi.Facts
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
	return wiring{}, nil
}
