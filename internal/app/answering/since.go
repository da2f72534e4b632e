package answering

import (
	"context"
	"encoding/json"

	"plumbline/internal/answers/outlook"
	"plumbline/internal/answers/today"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
)

// questionStanding names the small result kept for each day, with which a later day
// is compared, and standingVersion its shape.
const (
	questionStanding = "standing"
	standingVersion  = "2"
)

// sinceDays is how far back Today compares, and keptBack how many kept results are
// looked through for the day.
const (
	sinceDays = 7
	keptBack  = 40
)

// since adds to Today what has changed since a week ago, and keeps how things stand
// today. What was not kept then is not told.
func (s *Service) since(ctx context.Context, m *todayMemo, v *snapshot.View) error {
	data, err := json.Marshal(m.answer.Standing(v))
	if err != nil {
		return err
	}
	key := store.ResultKey{Question: questionStanding, Engine: standingVersion, Day: string(m.day)}
	if err := s.store.PutResult(ctx, store.Result{ResultKey: key, At: s.team.Now(), Data: data}); err != nil {
		return err
	}
	then, err := s.thenOf(ctx, m.day.Add(-sinceDays))
	if err != nil {
		return err
	}
	old, err := s.keptBefore(ctx, questionStanding, standingVersion, then.Day)
	if err != nil {
		return err
	}
	if found := new(today.Standing); old != nil && json.Unmarshal(old.Data, found) == nil {
		then.Found = found
	}
	m.answer.Compare(v, m.source, then)
	return nil
}

// thenOf takes the dates and odds of the newest day kept for a day or one before it.
func (s *Service) thenOf(ctx context.Context, day record.Date) (today.Then, error) {
	kept, err := s.keptBefore(ctx, questionOutlook, outlook.Version, day)
	var d outlook.Day
	if err != nil || kept == nil || json.Unmarshal(kept.Data, &d) != nil {
		return today.Then{Day: day}, err
	}
	return d.Then(s.team.Snapshot().Organisation().Location()), nil
}

// keptBefore gives the newest result of a question kept for a day or one before it; nil
// where there is none.
func (s *Service) keptBefore(ctx context.Context, question, version string, day record.Date) (*store.Result, error) {
	kept, err := s.store.Latest(ctx, question, "", keptBack)
	if err != nil {
		return nil, err
	}
	best := -1
	for i, r := range kept {
		if r.Engine == version && record.Date(r.Day) <= day && (best < 0 || r.Day > kept[best].Day) {
			best = i
		}
	}
	if best < 0 {
		return nil, nil
	}
	return &kept[best], nil
}
