package answering

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/url"
	"path"
	"strings"

	"plumbline/forecast"
	"plumbline/forecast/estimate"
	"plumbline/internal/answers/calibration"
	"plumbline/internal/answers/plan"
	"plumbline/internal/fault"
	"plumbline/internal/files/estimates"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
	"plumbline/internal/team"
)

// questionRecord names the kept results of back-tests, one a track record.
const questionRecord = "calibration"

// learned is a track record with what was learned from it, kept until it changes.
type learned struct {
	plan.Track
	hash string // of the outcomes
	lost []record.ID
}

// track gives what is known of estimates as of now: tasks finished here and imports.
func (s *Service) track(ctx context.Context, snap *snapshot.Snapshot, pl *snapshot.Planning) (*learned, error) {
	s.learning.Lock()
	defer s.learning.Unlock()
	v := snap.System()
	var imports [][]estimates.Row
	var lost []record.ID
	for _, r := range snapshot.List[deliver.TrackRecord](v, "track_record") {
		rows, err := s.rows(ctx, r.Body.Content)
		if err != nil {
			return nil, err
		}
		if rows == nil {
			lost = append(lost, r.ID)
		}
		imports = append(imports, rows)
	}
	now := s.now()
	all := calibration.Merge(now, calibration.NamesOf(v).Outcomes(imports...), plan.Finished(pl, now))
	hash, err := hashOf(all)
	if err != nil {
		return nil, err
	}
	if old := s.learned.Load(); old != nil && old.hash == hash {
		return &learned{old.Track, hash, lost}, nil
	}
	next := &learned{plan.Track{Outcomes: all, Learned: estimate.Learn(all)}, hash, lost}
	if snap == s.team.Snapshot() {
		s.learned.Store(next)
	}
	return next, nil
}

// rows reads stored rows; nil where the content is not in this database, or is
// something else.
func (s *Service) rows(ctx context.Context, name string) ([]estimates.Row, error) {
	return stored(ctx, s, name, "track record", calibration.Decode)
}

// stored reads content by its name and decodes it; nothing where the content is not in
// this database, or is something else than what it should be.
func stored[T any](ctx context.Context, s *Service, name, what string, decode func([]byte) (T, error)) (T, error) {
	var nothing T
	data, err := s.store.Blob(ctx, store.Hash(name))
	var f *fault.Error
	switch {
	case errors.As(err, &f) && f.Code == fault.NotFound:
		return nothing, nil
	case err != nil:
		return nothing, err
	}
	out, err := decode(data)
	if err != nil {
		s.o.Log.Warn("stored content is no "+what, "error", err)
		return nothing, nil
	}
	return out, nil
}

func hashOf(track []forecast.Outcome) (string, error) {
	h := sha256.New()
	if err := json.NewEncoder(h).Encode(track); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// backtest gives the record of a track, from the kept ones where it is there.
func (s *Service) backtest(ctx context.Context, t *learned) (*calibration.Record, error) {
	key := store.ResultKey{Question: questionRecord, Projection: t.hash, Engine: calibration.Version}
	kept, err := s.store.Result(ctx, key)
	r := &calibration.Record{}
	if err == nil && json.Unmarshal(kept.Data, r) == nil {
		return r, nil
	}
	r = calibration.RecordOf(t.Outcomes, t.Learned)
	data, err := json.Marshal(r)
	if err != nil {
		return nil, err
	}
	return r, s.store.PutResult(ctx, store.Result{ResultKey: key, At: s.team.Now(), Data: data})
}

func (s *Service) askCalibration(ctx context.Context, _ url.Values, v *snapshot.View) (any, error) {
	pl, _ := s.projection(v.Snapshot())
	t, err := s.track(ctx, v.Snapshot(), pl)
	if err != nil {
		return nil, err
	}
	r, err := s.backtest(ctx, t)
	if err != nil {
		return nil, err
	}
	src := calibration.Source{Now: s.now(), Track: t.Outcomes, Record: r, Lost: t.lost}
	if p := s.plan.Load(); p != nil {
		src.Own = p.Own
	}
	a := calibration.Ask(src, v)
	a.Facts = s.facts(v)
	return a, nil
}

// ImportEstimates keeps finished work from a CSV file as a track record; the same file
// again changes nothing, and another file of the same name takes its place.
func (s *Service) ImportEstimates(ctx context.Context, p record.Principal, name string, data []byte) (wire.Imported, error) {
	rows, left, err := estimates.Read(name, data)
	if err != nil {
		return wire.Imported{}, err
	}
	content, err := calibration.Encode(rows)
	if err != nil {
		return wire.Imported{}, err
	}
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	body := calibration.Kept(base, rows, content, s.team.Snapshot().Organisation().Location())
	node, err := record.Written(body)
	if err != nil {
		return wire.Imported{}, err
	}
	change := team.Change{Kind: "track_record", Op: team.Put, Data: node}
	for _, old := range snapshot.List[deliver.TrackRecord](s.team.View(p), "track_record") {
		if old.Body.Source == base {
			change.ID, change.Base = old.ID, old.Version
		}
	}
	done, err := s.team.Apply(ctx, p, team.ChangeSet{Via: team.ViaImport, Reason: "Estimates were imported from " + base + ".", Changes: []team.Change{change}, Contents: [][]byte{content}})
	out := wire.Imported{Tasks: len(rows), LeftOut: left, ChangeID: done.ChangeID}
	if err == nil && len(done.Records) > 0 {
		out.Changed, out.Record = done.Records[0].Op != "", done.Records[0].Key
	}
	return out, err
}
