package estimates_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/files/estimates"
)

const head = "completed_at,project,person,estimate_hours,actual_hours,phase\n"

func TestRowsAreReadInOrderOfCompletion(t *testing.T) {
	rows, left, err := estimates.Read("past.csv", []byte("\uFEFF"+head+
		"2025-03-04,web,ben,2,3,Code\n2025-03-03T10:30,pay,ana,0.5,0.25,\n2025-03-05,pay,ana,0,4,Code\n2025-03-05,pay,ana,4,0,Code\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []estimates.Row{
		{At: time.Date(2025, 3, 3, 10, 30, 0, 0, time.UTC), Project: "pay", Person: "ana", Estimate: 30, Actual: 15},
		{At: time.Date(2025, 3, 4, 23, 59, 0, 0, time.UTC), Project: "web", Person: "ben", Phase: "Code", Estimate: 120, Actual: 180},
	}
	if left != 2 || len(rows) != 2 || estimates.Compare(rows[0], want[0]) != 0 || estimates.Compare(rows[1], want[1]) != 0 {
		t.Fatalf("%d left out, %+v", left, rows)
	}
}

func TestEveryProblemIsNamedByFileLineAndColumn(t *testing.T) {
	for text, want := range map[string][]string{
		head + "yesterday,pay,ana,2,3,Code\n2025-03-04,pay,ana,two,-3,Code\n": {"past.csv:2:1: completed_at", "past.csv:3:20: estimate_hours", "past.csv:3:24: actual_hours"},
		"completed_at,project,person,hours\n":                                 {"past.csv:1:1: estimate_hours", "past.csv:1:1: actual_hours"},
		head + "2025-03-04,pay\n":                                             {"past.csv:2:12: estimate_hours", "past.csv:2:12: actual_hours"},
		head + "2025-03-04,\"pay,ana,2,3,Code\n":                              {"past.csv:"},
		head + "2025-03-04,pay,ana,1e9,3,Code\n":                              {"past.csv:2:20: estimate_hours"},
		head + "2025-03-04,pay,ana,NaN,3,Code\n":                              {"past.csv:2:20: estimate_hours"},
		"":                                                                    {"past.csv:1:1: the file is empty"},
	} {
		_, _, err := estimates.Read("past.csv", []byte(text))
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.Invalid {
			t.Errorf("%q: %v", text, err)
			continue
		}
		for _, w := range want {
			if !strings.Contains(err.Error(), w) {
				t.Errorf("%q: %q is missing in\n%s", text, w, err)
			}
		}
	}
	if _, _, err := estimates.Read("past.csv", []byte(head)); err == nil {
		t.Error("a file without rows was read")
	}
}
