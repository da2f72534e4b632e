package storetest

import (
	"context"
	"fmt"
	"reflect"
	"sync"
	"testing"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/store"
)

func testJobs(t *testing.T, fresh func(t *testing.T) Subject) {
	for name, run := range map[string]func(t *testing.T, ctx context.Context, s store.Store){
		"a job's way from waiting to done":              jobWay,
		"enqueueing the same job twice is one job":      jobTwice,
		"at most one job with a unique value waits":     jobUnique,
		"jobs of some names are left to others":         jobExcept,
		"a job is retried later":                        jobRetry,
		"asking to stop":                                jobStop,
		"a restart makes running jobs wait again":       jobRequeue,
		"a retry gives way to a twin that waits":        jobTwin,
		"jobs are listed newest first since an instant": jobList,
	} {
		t.Run(name, func(t *testing.T) { run(t, t.Context(), opened(t, fresh(t))) })
	}
	t.Run("every job is claimed once, by all handles together", func(t *testing.T) { jobClaims(t, fresh(t)) })
}

func jobWay(t *testing.T, ctx context.Context, s store.Store) {
	_, err := s.Claim(ctx, Day)
	wantCode(t, err, fault.NotFound)
	j := store.Job{ID: "j1", Name: "read", Args: []byte(`{"repo":"x"}`), Created: Day, RunAfter: Day.Add(time.Hour)}
	must(t, s.Enqueue(ctx, j))
	j.State = store.Waiting
	if back := got[store.Job](t)(s.Job(ctx, "j1")); !reflect.DeepEqual(back, j) {
		t.Fatalf("got  %+v\nwant %+v", back, j)
	}
	_, err = s.Claim(ctx, Day.Add(59*time.Minute))
	wantCode(t, err, fault.NotFound)
	claimed := got[store.Job](t)(s.Claim(ctx, Day.Add(time.Hour)))
	j.State, j.Attempt, j.Started = store.Running, 1, Day.Add(time.Hour)
	if !reflect.DeepEqual(claimed, j) {
		t.Fatalf("got  %+v\nwant %+v", claimed, j)
	}
	if stop := got[bool](t)(s.Report(ctx, "j1", []byte(`{"done":1}`))); stop {
		t.Fatal("nobody asked to stop")
	}
	must(t, s.Finish(ctx, "j1", store.Done, "", time.Time{}))
	back := got[store.Job](t)(s.Job(ctx, "j1"))
	if back.State != store.Done || string(back.Progress) != `{"done":1}` || back.Ended.IsZero() {
		t.Fatalf("after finishing: %+v", back)
	}
	wantCode(t, s.Finish(ctx, "j1", store.Failed, "again", time.Time{}), fault.Conflict)
	if stop := got[bool](t)(s.Report(ctx, "j1", nil)); !stop {
		t.Fatal("a worker whose job has ended must stop")
	}
	_, err = s.Job(ctx, "none")
	wantCode(t, err, fault.NotFound)
}

func jobTwice(t *testing.T, ctx context.Context, s store.Store) {
	must(t, s.Enqueue(ctx, store.Job{ID: "j1", Name: "n", Args: []byte("1")}))
	must(t, s.Enqueue(ctx, store.Job{ID: "j1", Name: "n", Args: []byte("2")}))
	if j := got[store.Job](t)(s.Claim(ctx, time.Now())); string(j.Args) != "1" {
		t.Fatalf("the second replaced the first: %s", j.Args)
	}
	_, err := s.Claim(ctx, time.Now())
	wantCode(t, err, fault.NotFound)
}

func jobUnique(t *testing.T, ctx context.Context, s store.Store) {
	for _, id := range []string{"j1", "j2"} {
		must(t, s.Enqueue(ctx, store.Job{ID: id, Name: "plan", Unique: "plan", Created: Day}))
	}
	must(t, s.Enqueue(ctx, store.Job{ID: "j3", Name: "plan", Created: Day}))
	if j := got[store.Job](t)(s.Claim(ctx, Day)); j.ID != "j1" {
		t.Fatalf("claimed %s", j.ID)
	}
	_, err := s.Job(ctx, "j2")
	wantCode(t, err, fault.NotFound)
	// While j1 runs, news may come: another may wait.
	must(t, s.Enqueue(ctx, store.Job{ID: "j4", Name: "plan", Unique: "plan", Created: Day}))
	got[store.Job](t)(s.Job(ctx, "j4"))
}

func jobExcept(t *testing.T, ctx context.Context, s store.Store) {
	for _, id := range []string{"search", "read", "plan"} {
		must(t, s.Enqueue(ctx, store.Job{ID: id, Name: id, Created: Day}))
	}
	if j := got[store.Job](t)(s.Claim(ctx, Day, "search", "read")); j.ID != "plan" {
		t.Fatalf("claimed %s", j.ID)
	}
	_, err := s.Claim(ctx, Day, "search", "read")
	wantCode(t, err, fault.NotFound)
	if j := got[store.Job](t)(s.Claim(ctx, Day)); j.ID != "search" {
		t.Fatalf("claimed %s", j.ID)
	}
}

func jobRetry(t *testing.T, ctx context.Context, s store.Store) {
	must(t, s.Enqueue(ctx, store.Job{ID: "j1", Name: "n", Created: Day}))
	got[store.Job](t)(s.Claim(ctx, Day))
	must(t, s.Finish(ctx, "j1", store.Failed, "no network", Day.Add(time.Minute)))
	if j := got[store.Job](t)(s.Job(ctx, "j1")); j.State != store.Waiting || j.Error != "no network" {
		t.Fatalf("a job to be retried: %+v", j)
	}
	_, err := s.Claim(ctx, Day.Add(59*time.Second))
	wantCode(t, err, fault.NotFound)
	if j := got[store.Job](t)(s.Claim(ctx, Day.Add(time.Minute))); j.Attempt != 2 {
		t.Fatalf("attempt %d, want 2", j.Attempt)
	}
}

func jobStop(t *testing.T, ctx context.Context, s store.Store) {
	for _, id := range []string{"running", "waiting"} {
		must(t, s.Enqueue(ctx, store.Job{ID: id, Name: "n", Created: Day}))
	}
	got[store.Job](t)(s.Claim(ctx, Day))
	must(t, s.AskStop(ctx, "running"))
	must(t, s.AskStop(ctx, "waiting"))
	wantCode(t, s.AskStop(ctx, "none"), fault.NotFound)
	if j := got[store.Job](t)(s.Job(ctx, "waiting")); j.State != store.Stopped || j.Ended.IsZero() {
		t.Fatalf("a waiting job stops at once: %+v", j)
	}
	if stop := got[bool](t)(s.Report(ctx, "running", []byte("1"))); !stop {
		t.Fatal("the running job was not asked to stop")
	}
	// Somebody asked: it does not come back by being retried.
	must(t, s.Finish(ctx, "running", store.Stopped, "", Day.Add(time.Hour)))
	if j := got[store.Job](t)(s.Job(ctx, "running")); j.State != store.Stopped {
		t.Fatalf("state %s, want stopped", j.State)
	}
}

func jobRequeue(t *testing.T, ctx context.Context, s store.Store) {
	for _, j := range []store.Job{{ID: "plain"}, {ID: "stopping"}, {ID: "twin1", Unique: "u"}} {
		j.Name, j.Created = "n", Day
		must(t, s.Enqueue(ctx, j))
		got[store.Job](t)(s.Claim(ctx, Day))
	}
	must(t, s.Enqueue(ctx, store.Job{ID: "twin2", Name: "n", Unique: "u", Created: Day}))
	must(t, s.AskStop(ctx, "stopping"))
	if n := got[int](t)(s.Requeue(ctx)); n != 1 {
		t.Fatalf("%d jobs were requeued, want 1", n)
	}
	for id, want := range map[string]store.JobState{"plain": store.Waiting, "stopping": store.Stopped, "twin1": store.Stopped, "twin2": store.Waiting} {
		if j := got[store.Job](t)(s.Job(ctx, id)); j.State != want {
			t.Errorf("%s is %s, want %s", id, j.State, want)
		}
	}
	if j := got[store.Job](t)(s.Claim(ctx, Day)); j.ID != "plain" || j.Attempt != 2 {
		t.Fatalf("claimed %+v", j)
	}
}

func jobTwin(t *testing.T, ctx context.Context, s store.Store) {
	must(t, s.Enqueue(ctx, store.Job{ID: "j1", Name: "n", Unique: "u", Created: Day}))
	got[store.Job](t)(s.Claim(ctx, Day))
	must(t, s.Enqueue(ctx, store.Job{ID: "j2", Name: "n", Unique: "u", Created: Day}))
	must(t, s.Finish(ctx, "j1", store.Failed, "x", Day))
	if j := got[store.Job](t)(s.Job(ctx, "j1")); j.State != store.Failed {
		t.Fatalf("state %s, want failed", j.State)
	}
}

func jobList(t *testing.T, ctx context.Context, s store.Store) {
	for i := range 5 {
		must(t, s.Enqueue(ctx, store.Job{ID: fmt.Sprint(i), Name: "n", Created: Day.Add(time.Duration(i) * time.Hour)}))
	}
	var ids string
	for _, j := range got[[]store.Job](t)(s.JobsSince(ctx, Day.Add(time.Hour), 2)) {
		ids += j.ID
	}
	if ids != "43" {
		t.Fatalf("listed %q, want 43", ids)
	}
}

func jobClaims(t *testing.T, subject Subject) {
	ctx := t.Context()
	handles := []store.Store{opened(t, subject)}
	if subject.Shared {
		handles = append(handles, opened(t, subject))
	}
	const jobs = 60
	for i := range jobs {
		must(t, handles[0].Enqueue(ctx, store.Job{ID: fmt.Sprint(i), Name: "n", Created: Day}))
	}
	var mu sync.Mutex
	claimed := map[string]int{}
	var wg sync.WaitGroup
	for w := range 8 {
		s := handles[w%len(handles)]
		wg.Go(func() {
			for {
				j, err := s.Claim(ctx, Day)
				if fault.CodeOf(err) == fault.NotFound {
					return
				}
				if err != nil {
					t.Errorf("claiming: %v", err)
					return
				}
				mu.Lock()
				claimed[j.ID]++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	for i := range jobs {
		if n := claimed[fmt.Sprint(i)]; n != 1 {
			t.Errorf("job %d was claimed %d times", i, n)
		}
	}
}
