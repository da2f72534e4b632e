package team

import (
	"runtime"

	"plumbline/internal/snapshot"
)

// Break makes a team break one of its promises, to see that a test notices.
func (t *Team) Break(promise string) {
	switch promise {
	case "":
	case "check before the lock":
		t.broken.checkBeforeLock = true
	case "ignore versions":
		t.broken.ignoreVersions = true
	case "ask nobody for rights":
		t.broken.skipMay = true
	case "lose hidden fields":
		t.broken.loseHidden = true
	case "tell hidden fields":
		t.broken.tellHidden = true
	case "forget changes":
		t.broken.forgetChanges = true
	case "undo anything":
		t.broken.undoAnything = true
	case "publish anyway":
		t.broken.publishAnyway = true
	case "write in clear":
		t.broken.writeClear = true
	case "write on":
		t.broken.writeOn = true
	default:
		panic("no such promise: " + promise)
	}
}

// Publish makes a snapshot current, as a late writer or follower would.
func (t *Team) Publish(s *snapshot.Snapshot) { t.publish(s, nil) }

// WaitForSubscribers returns once so many listen.
func (t *Team) WaitForSubscribers(n int) {
	for {
		if t.feed.Len() >= n {
			return
		}
		runtime.Gosched()
	}
}
