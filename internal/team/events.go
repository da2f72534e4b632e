package team

import (
	"context"

	"plumbline/internal/team/feed"
)

// Event tells that records changed. Which of them a viewer may hear about is the
// edge's question to the view.
type Event = feed.Event

// Changed names one record that has a new version or is gone.
type Changed = feed.Changed

// Subscribe calls f after every publication, with what changed since the last call,
// until ctx ends. A slow f delays nobody: events pile up into one. An empty event
// means that writing stopped (see Stopped).
func (t *Team) Subscribe(ctx context.Context, f func(Event)) { t.feed.Subscribe(ctx, f) }
