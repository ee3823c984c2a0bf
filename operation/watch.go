package operation

import (
	"context"
	"time"

	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/filter"
	"github.com/sluicehq/sluice/model"
)

const (
	// watchFirst is how many operations a watcher is shown at first, and
	// watchMost how many at once later.
	watchFirst = 50
	watchMost  = 200
	// watchBack is how far a watcher looks back for changes that were committed
	// later than those it has seen.
	watchBack = 30 * time.Second
)

// Watch returns the operations that match: at first the newest, and then those
// that have changed, at most one list per event.Interval, until ctx ends. It
// shows those of the types that the viewer may see. Errors: INVALID.
func (s *Service) Watch(ctx context.Context, where *Filter) (<-chan []*model.Operation, error) {
	match, err := visible(ctx, where)
	if err != nil {
		return nil, err
	}
	w := &watcher{service: s, match: match, seen: map[int64]int{}, out: make(chan []*model.Operation)}
	changed, cancel := s.opts.Hub.Subscribe(event.Operations) // before the first look, so that no change is missed
	go func() {
		defer close(w.out)
		defer cancel()
		w.watch(ctx, changed)
	}()
	return w.out, nil
}

// watcher is one subscription.
type watcher struct {
	service *Service
	match   filter.Expr
	latest  time.Time     // change that was seen
	seen    map[int64]int // versions, of the operations that were changed within watchBack before latest
	out     chan []*model.Operation
}

func (w *watcher) watch(ctx context.Context, changed <-chan struct{}) {
	first := true
	for {
		shown, err := w.look(ctx, first)
		if err != nil && ctx.Err() == nil {
			w.service.opts.Logger.WarnContext(ctx, "loading changed operations failed", "error", err)
		}
		if err == nil && (first || len(shown) > 0) {
			select {
			case w.out <- shown:
				first = false
			case <-ctx.Done():
			}
		}
		pause := time.After(event.Interval)
		select {
		case <-ctx.Done():
			return
		case <-pause:
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}

// look returns the newest operations at first, and later those that changed.
func (w *watcher) look(ctx context.Context, first bool) ([]*model.Operation, error) {
	if first {
		found, err := w.service.matching(ctx, w.match, "id DESC", watchFirst)
		if err != nil {
			return nil, err
		}
		// What changes from here on is shown, what is older only if it is on the list.
		err = w.service.db.Pool.QueryRow(ctx, "SELECT coalesce(max(updated_at), now()) FROM operation").Scan(&w.latest)
		for _, o := range found {
			w.seen[o.ID] = o.Version
		}
		return found, err
	}
	recent := filter.And(w.match, filter.SQL("updated_at > ?", w.latest.Add(-watchBack)))
	found, err := w.service.matching(ctx, recent, "updated_at DESC, id DESC", watchMost)
	if err != nil {
		return nil, err
	}
	return w.news(found), nil
}

// news leaves out what was shown already.
func (w *watcher) news(found []*model.Operation) []*model.Operation {
	var news []*model.Operation
	seen := make(map[int64]int, len(found))
	for _, o := range found {
		seen[o.ID] = o.Version
		if version, shown := w.seen[o.ID]; !shown || version != o.Version {
			news = append(news, o)
		}
		if o.UpdatedAt.After(w.latest) {
			w.latest = o.UpdatedAt
		}
	}
	w.seen = seen
	return news
}
