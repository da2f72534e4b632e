package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"time"

	"plumbline/schedule"
)

// pricePoint is a plan by its finish and its cost.
type pricePoint struct {
	Finish int64 `json:"finish"`
	Cost   int64 `json:"cost"`
}

// frontOf finds the non-dominated plans by finish and cost, within a number of schedules
// (0 = any) and a time. Every plan must verify.
func (f *scheduleFlags) frontOf(ctx context.Context, p *schedule.Problem, seed uint64, schedules int64, limit time.Duration) ([]pricePoint, error) {
	points, err := schedule.Front(ctx, p, schedule.Options{Seed: seed, Time: limit, Schedules: cmp.Or(schedules, 1<<40), Workers: f.workers})
	if err != nil {
		return nil, err
	}
	var all []pricePoint
	for _, x := range points {
		if bad := schedule.Verify(p, x.Plan); len(bad) > 0 {
			return nil, errors.New("a plan of the front is not valid: " + bad[0].Text)
		}
		all = append(all, pricePoint{int64(x.Measures.Finish), x.Measures.Cost})
	}
	return undominated(all), nil
}

func undominated(all []pricePoint) []pricePoint {
	sort.Slice(all, func(i, j int) bool {
		if all[i].Finish != all[j].Finish {
			return all[i].Finish < all[j].Finish
		}
		return all[i].Cost < all[j].Cost
	})
	var out []pricePoint
	for _, x := range all {
		if len(out) == 0 || x.Cost < out[len(out)-1].Cost {
			out = append(out, x)
		}
	}
	return out
}

// volume is the area dominated by a front, up to the corner of the worst finish and
// cost of the reference.
func volume(front []pricePoint, corner pricePoint) float64 {
	sum := 0.0
	for i, x := range front {
		next := corner.Finish
		if i+1 < len(front) {
			next = min(front[i+1].Finish, corner.Finish)
		}
		if x.Finish < next && x.Cost < corner.Cost {
			sum += float64(next-x.Finish) * float64(corner.Cost-x.Cost)
		}
	}
	return sum
}

// fronts fills an instance's front and its share of the reference's volume.
func (f *scheduleFlags) fronts(ctx context.Context, name string, p *schedule.Problem, r *instanceResult) error {
	front, err := f.frontOf(ctx, p, f.seed, f.schedules, f.time)
	if err != nil {
		return err
	}
	r.FrontN = len(front)
	if f.reference == "" {
		return nil
	}
	ref, err := f.referenceOf(ctx, name, p)
	if err != nil || len(ref) == 0 {
		return err
	}
	corner := pricePoint{ref[len(ref)-1].Finish + 1, ref[0].Cost + 1}
	if whole := volume(ref, corner); whole > 0 {
		r.FrontHV = 100 * volume(front, corner) / whole
	}
	return nil
}

// referenceOf reads the union of five long searches, and makes and keeps it first
// where it is missing.
func (f *scheduleFlags) referenceOf(ctx context.Context, name string, p *schedule.Problem) ([]pricePoint, error) {
	file := filepath.Join(f.reference, name+".json")
	var all []pricePoint
	if raw, err := os.ReadFile(file); err == nil {
		if err := json.Unmarshal(raw, &all); err != nil {
			return nil, fmt.Errorf("%s is not a reference front (%w): remove it", file, err)
		}
		return all, nil
	} else if !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	limit := f.long
	if f.longSchedules > 0 {
		limit = 0
	}
	for seed := range uint64(5) {
		one, err := f.frontOf(ctx, p, 1000+seed, f.longSchedules, limit)
		if err == nil {
			err = ctx.Err() // a search that was cut short makes no reference
		}
		if err != nil {
			return nil, err
		}
		all = append(all, one...)
	}
	all = undominated(all)
	raw, err := json.Marshal(all)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(f.reference, 0o755); err != nil {
		return nil, err
	}
	return all, os.WriteFile(file, raw, 0o644)
}
