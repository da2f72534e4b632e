// Package calibration says how often forecasts came true: of what was called 80 %
// sure, how much did. It holds the track record that forecasts learn from (tasks
// finished here, and past work brought in from elsewhere) and forecasts it again from
// what was known before.
package calibration

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"plumbline/forecast"
	"plumbline/internal/files/estimates"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
	"plumbline/schedule/model"
)

// contentType marks stored content as a track record, so that nothing else is read as
// one.
const contentType = "plumbline track record 1"

type content struct {
	Type string          `json:"type"`
	Rows []estimates.Row `json:"rows"`
}

// Encode writes rows as stored content; equal rows give equal bytes.
func Encode(rows []estimates.Row) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if err := json.NewEncoder(z).Encode(content{contentType, rows}); err != nil {
		return nil, fmt.Errorf("write a track record: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("write a track record: %w", err)
	}
	return b.Bytes(), nil
}

// mostContent bounds what stored content may unpack to.
const mostContent = 256 << 20

// Decode reads stored content.
func Decode(data []byte) ([]estimates.Row, error) {
	z, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read a track record: %w", err)
	}
	var c content
	if err := json.NewDecoder(io.LimitReader(z, mostContent)).Decode(&c); err != nil {
		return nil, fmt.Errorf("read a track record: %w", err)
	}
	if c.Type != contentType {
		return nil, fmt.Errorf("read a track record: the content is %q", c.Type)
	}
	return c.Rows, nil
}

// Kept is the record that names rows as they are stored.
func Kept(file string, rows []estimates.Row, stored []byte, zone *time.Location) *deliver.TrackRecord {
	return &deliver.TrackRecord{Base: record.Base{Title: "Past work from " + file}, Source: file, Tasks: len(rows), Content: team.ContentName(stored),
		From: record.DateOf(rows[0].At.In(zone)), To: record.DateOf(rows[len(rows)-1].At.In(zone))}
}

// Names finds people (their keys, by which the forecast knows them) and projects (their
// ids) by what they are called elsewhere.
type Names struct{ person, project map[string]string }

// NamesOf collects keys, titles, addresses, logins and confirmed identities.
func NamesOf(v *snapshot.View) *Names {
	n := &Names{map[string]string{}, map[string]string{}}
	put := func(m map[string]string, id string, names ...string) {
		for _, name := range names {
			if name = strings.ToLower(strings.TrimSpace(name)); name != "" && m[name] == "" {
				m[name] = id
			}
		}
	}
	for _, p := range snapshot.List[people.Person](v, "person") {
		put(n.person, p.Key, p.Key, p.Body.Title, p.Body.Email)
	}
	for _, i := range snapshot.List[people.Identity](v, "identity") {
		p := v.Get("person", string(i.Body.Person))
		if p == nil {
			continue
		}
		put(n.person, p.Key, i.Body.Name, i.Body.Email, i.Body.Login, strings.TrimPrefix(i.Body.Login, "forge:"))
	}
	for _, r := range v.All("project") {
		put(n.project, r.ID, r.Key, v.Title(r))
	}
	return n
}

// Outcomes turns rows of several imports into outcomes, in order of completion. A row
// that stands in more than one import counts once; rows that are alike within one
// import all count.
func (n *Names) Outcomes(imports ...[]estimates.Row) []forecast.Outcome {
	seen := map[estimates.Row]int{}
	var out []forecast.Outcome
	for _, rows := range imports {
		here := map[estimates.Row]int{}
		for _, r := range rows {
			if here[r]++; here[r] > seen[r] {
				seen[r] = here[r]
				out = append(out, n.outcome(r))
			}
		}
	}
	sortTrack(out)
	return out
}

func (n *Names) outcome(r estimates.Row) forecast.Outcome {
	return forecast.Outcome{Finished: model.Minute(r.At.Unix() / 60), Project: cmp.Or(n.project[strings.ToLower(r.Project)], "elsewhere:"+r.Project),
		Person: cmp.Or(n.person[strings.ToLower(r.Person)], "elsewhere:"+r.Person), Kind: r.Phase, EstimateMin: r.Estimate, ActualMin: r.Actual}
}

// Merge joins the tasks finished here and the imported past, in order of completion,
// without what was finished after now.
func Merge(now time.Time, lists ...[]forecast.Outcome) []forecast.Outcome {
	all := slices.Concat(lists...)
	last := model.Minute(now.Unix() / 60)
	all = slices.DeleteFunc(all, func(o forecast.Outcome) bool { return o.Finished > last })
	sortTrack(all)
	return all
}

func sortTrack(list []forecast.Outcome) {
	slices.SortStableFunc(list, func(a, b forecast.Outcome) int { return cmp.Compare(a.Finished, b.Finished) })
}
