package team

import (
	"runtime"

	"plumbline/internal/snapshot"
)

// Break makes a team break one of its promises, to see that a test notices.
func (t *Team) Break(promise string) {
	broken := t.breaks()
	switch promise {
	case "":
	case "check before the lock":
		broken.checkBeforeLock = true
	case "ignore versions":
		broken.ignoreVersions = true
	case "ask nobody for rights":
		broken.skipMay = true
	case "lose hidden fields":
		broken.loseHidden = true
	case "tell hidden fields":
		broken.tellHidden = true
	case "forget changes":
		broken.forgetChanges = true
	case "undo anything":
		broken.undoAnything = true
	case "publish anyway":
		broken.publishAnyway = true
	case "write in clear":
		broken.writeClear = true
	case "write on":
		broken.writeOn = true
	default:
		panic("no such promise: " + promise)
	}
	t.broken.Store(&broken) // the follower reads it meanwhile
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
