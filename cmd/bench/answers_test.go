package main

import (
	"errors"
	"testing"

	"plumbline/internal/answers/oneonone"
	"plumbline/internal/fault"
	"plumbline/internal/sim"
)

// The bench measures what it asks: none of its questions is refused for want of what it
// asks about, and the one-on-one that is prepared holds something.
func TestEveryQuestionOfTheBenchIsAnswered(t *testing.T) {
	o := sim.New(sim.Options{Seed: 7, People: 12, Tasks: 40, Commits: 150, Finished: 10})
	meet(o)
	b, err := openAnswers(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer b.close()
	for _, q := range b.askings(o) {
		_, err := b.ask(t.Context(), q)
		if refused := new(fault.Error); errors.As(err, &refused) {
			t.Errorf("%s is refused: %s", q.name, refused.Text)
		} else if err != nil {
			t.Error(err)
		}
		if q.name != "prepare" || err != nil {
			continue
		}
		a, err := b.service.Answer(t.Context(), q.name, q.params, b.team.View(b.asker))
		if p, ok := a.(*oneonone.Prepared); err != nil || !ok || len(p.Agenda) != points || len(p.Talks)+p.Earlier != talks {
			t.Errorf("prepared: %+v, %v", a, err)
		}
	}
}
