package requirements_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"plumbline/internal/answers/requirements"
	"plumbline/internal/answers/world"
	"plumbline/internal/record"
	"plumbline/internal/scenarios"
)

// now is the day on which every scenario is read.
var now = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// told reads the records of a scenario and writes the answer as it is expected.
func told(t *testing.T, data []byte) string {
	t.Helper()
	snap := scenarios.Records(t, data, now)
	a := requirements.Ask(&world.World{Now: now}, snap.System(), record.DateOf(now))
	var b strings.Builder
	fmt.Fprintln(&b, a.Headline.Text())
	for i := range a.Items {
		r := &a.Items[i]
		fmt.Fprintf(&b, "%s %v proved=%v: %s\n", r.Key, r.Missing, r.Proved, r.Statement.Text())
	}
	a.Only(requirements.Unplanned)
	for i := range a.Items {
		fmt.Fprintln(&b, "unplanned:", a.Items[i].Key)
	}
	return b.String()
}

// TestScenarios compares what each file's records lack with what stands beside them.
func TestScenarios(t *testing.T) { scenarios.Compare(t, told) }
