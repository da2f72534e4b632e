package schedule

import (
	"testing"

	"pgregory.net/rapid"

	"plumbline/schedule/decode"
	"plumbline/schedule/engine"
	"plumbline/schedule/instance"
	"plumbline/schedule/scheduletest"
)

// What the decoder counts of a schedule is what the verifier, written apart from it,
// counts of the plan.
func TestADecodedScheduleCostsWhatItsPlanDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := scheduletest.Problem(t, scheduletest.Size{Tasks: 6, People: 4})
		x, err := instance.Compile(p)
		if err != nil {
			t.Fatal(err)
		}
		d := decode.NewDecoder(x, engine.Weights(p, Policy{Cost: 1, Finish: 1}))
		if !d.Decode(decode.NewGenome(x)) {
			t.Skip("nobody for a task")
		}
		got, want := d.Measures(), Measure(p, d.Plan())
		if got.Finish != want.Finish || got.Lateness != want.Lateness || got.Cost != want.Cost || got.Over != want.Over {
			t.Fatalf("decoded: %+v, verified: %+v; budget %+v", got, want, p.Budget)
		}
	})
}
