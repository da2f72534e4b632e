// Package outlook keeps where each day stood, so that the past of a promise can be
// drawn, and says what moved its odds since: the plan of then is brought to the records
// of now one kind of change at a time, each step simulated in the same futures.
package outlook

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"time"

	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/today"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
)

// Version names the shape of kept days; it is part of their key.
const Version = "1"

// Day is where everything stood on a day, small enough to be kept for years.
type Day struct {
	Day        record.Date `json:"day"`
	Now        time.Time   `json:"now"`
	Milestones []Stand     `json:"milestones"`
	Left       int64       `json:"left"` // minutes of planned work not finished
	// Planning is the packed projection of that day; only the newest weeks keep it.
	Planning []byte `json:"planning,omitempty"`
	// Rewound says that the day was reckoned later, from the days tasks were begun and
	// finished, and not kept then.
	Rewound bool `json:"rewound,omitempty"`
}

// Stand is one milestone, or one promise between teams, on a day.
type Stand struct {
	ID     record.ID   `json:"id"`
	P10    time.Time   `json:"p10"`
	P50    time.Time   `json:"p50"`
	P80    time.Time   `json:"p80"`
	P90    time.Time   `json:"p90"`
	Wanted record.Date `json:"wanted,omitempty"`
	Odds   *float64    `json:"odds,omitempty"`
	Done   bool        `json:"done,omitempty"`
}

// DayOf sums a result up.
func DayOf(r *plan.Result, pl *snapshot.Planning, day record.Date) (Day, error) {
	d := Day{Day: day, Now: r.Now, Milestones: []Stand{}}
	for _, m := range slices.Concat(r.Milestones, r.Pledges) {
		d.Milestones = append(d.Milestones, Stand{m.ID, m.Spread.P10, m.Spread.P50, m.Spread.P80, m.Spread.P90, m.Wanted, m.Odds, m.Done})
	}
	if len(r.Remaining) > 0 {
		d.Left = r.Remaining[0].P50
	}
	var err error
	d.Planning, err = pack(pl)
	return d, err
}

// Then gives the day's dates and odds as Today compares them.
func (d *Day) Then(zone *time.Location) today.Then {
	out := today.Then{Day: d.Day, Marks: map[record.ID]today.ThenMark{}}
	for _, m := range d.Milestones {
		out.Marks[m.ID] = today.ThenMark{P80: record.DateOf(m.P80.In(zone)), Wanted: m.Wanted, Odds: m.Odds}
	}
	return out
}

func pack(pl *snapshot.Planning) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := json.NewEncoder(z).Encode(pl); err != nil {
		return nil, fmt.Errorf("keep a day: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("keep a day: %w", err)
	}
	return b.Bytes(), nil
}

// mostPacked bounds what a kept projection may unpack to.
const mostPacked = 256 << 20

// Unpack gives the projection a day was reckoned from; nil where it was not kept.
func (d *Day) Unpack() (*snapshot.Planning, error) {
	if len(d.Planning) == 0 {
		return nil, nil
	}
	z, err := gzip.NewReader(bytes.NewReader(d.Planning))
	if err != nil {
		return nil, fmt.Errorf("read a kept day: %w", err)
	}
	pl := &snapshot.Planning{}
	if err := json.NewDecoder(io.LimitReader(z, mostPacked)).Decode(pl); err != nil {
		return nil, fmt.Errorf("read a kept day: %w", err)
	}
	return pl, nil
}

// Rewind gives the projection as it will have been on a day, as far as days tell:
// tasks finished since are open again, those begun since are not begun, and what has
// been left out since cannot come back. Estimates, people and risks are today's.
func Rewind(pl *snapshot.Planning, day record.Date) *snapshot.Planning {
	out := *pl
	out.Tasks = make([]snapshot.PlanningTask, len(pl.Tasks))
	for i, t := range pl.Tasks {
		if t.Started > day {
			t.Started, t.Status, t.Finished, t.Actual, t.Left, t.LeftKnown = "", "todo", "", 0, 0, false
		}
		if t.Finished > day && t.Status == "done" {
			t.Status, t.Finished, t.Actual = "doing", "", 0
		}
		if t.Status == "doing" && t.Started <= day && t.LeftKnown {
			t.Left, t.LeftKnown = 0, false
		}
		out.Tasks[i] = t
	}
	out.Past = nil
	for _, t := range pl.Past {
		if t.Finished <= day {
			out.Past = append(out.Past, t)
		}
	}
	return &out
}
