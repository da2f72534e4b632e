package jobs_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"plumbline/internal/jobs"
	"plumbline/internal/store"
)

func TestBackoffDoublesUpToFiveMinutes(t *testing.T) {
	for attempt, want := range map[int]time.Duration{0: time.Second, 1: time.Second, 2: 2 * time.Second, 5: 16 * time.Second, 9: 256 * time.Second, 10: 5 * time.Minute, 99: 5 * time.Minute} {
		if got := jobs.Backoff(attempt); got != want {
			t.Errorf("after %d failures %v, want %v", attempt, got, want)
		}
	}
}

func TestPermanentIsFoundThroughWrapping(t *testing.T) {
	plain := errors.New("x")
	if jobs.IsPermanent(plain) || !jobs.IsPermanent(fmt.Errorf("y: %w", jobs.Permanent(plain))) || jobs.Permanent(nil) != nil {
		t.Fatal("permanent errors are not told from others")
	}
	if !errors.Is(jobs.Permanent(plain), plain) {
		t.Fatal("the cause is lost")
	}
}

func TestNewJob(t *testing.T) {
	now := time.Date(2026, 2, 20, 0, 0, 0, 0, time.UTC)
	a, err := jobs.New("read", "repo-1", map[string]string{"repo": "r"}, now)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := jobs.New("read", "repo-1", nil, now)
	if a.ID == b.ID || a.ID == "" || string(a.Args) != `{"repo":"r"}` || a.State != store.Waiting || !a.Created.Equal(now) {
		t.Fatalf("got %+v and %+v", a, b)
	}
	if _, err := jobs.New("read", "", func() {}, now); err == nil {
		t.Fatal("arguments that are not JSON were taken")
	}
}
